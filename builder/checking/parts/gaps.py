"""Count items of lists as their file does, where some were left out because they lead nowhere or cannot be read."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from msgspec.structs import replace

from builder.model.entry import Entry
from builder.model.problem import Finding, KeyPath

Gaps = Mapping[tuple[str, KeyPath], set[int]]

# Lists, and the field of their items that names something: one that leads nowhere takes its item out of the archive.
_NAMES = frozenset(
    (
        *(("actors", "actor"), ("places", "place"), ("claims", "by"), ("related", "entry"), ("media", "file")),
        *(("part_of", "actor"), ("part_of", "place"), ("affiliation", "actor")),
    )
)
# A picture that is there but cannot be shown, and an entry that is held back, stay in it.
_LEADS_NOWHERE = frozenset(
    (
        *(f"{noun}-{wrong}" for noun in ("actor", "place", "source", "entry") for wrong in ("unknown", "ambiguous")),
        *("file-unknown", "source-incomplete"),
    )
)


def as_counted_in_files(
    by_rules: Iterable[Finding], dangling: Iterable[Finding], unread: Mapping[str, Entry | None]
) -> list[Finding]:
    """Return all findings, those of rules with the numbers that items have in the record.

    `unread` are files of which something could not be read, with what could be read of an entry."""
    dangling = list(dangling)
    gaps: defaultdict[tuple[str, KeyPath], set[int]] = defaultdict(set)
    for finding in dangling:
        if finding.code not in _LEADS_NOWHERE:
            continue
        match finding.path:
            case (*before, int(number)):
                gaps[finding.file, tuple(before)].add(number)
            case (key, int(number), name) if (key, name) in _NAMES:
                gaps[finding.file, (key,)].add(number)
    for file, entry in unread.items():
        for key, number in _unnamed(entry) if entry else ():
            gaps[file, (key,)].add(number)
    return [beside_unread(each, unread) for each in (*dangling, *(_shifted(each, gaps) for each in by_rules))]


def _unnamed(entry: Entry) -> Iterator[tuple[str, int]]:
    """List the items that name nobody: they are not in the archive either."""
    yield from (("claims", number) for number, claim in enumerate(entry.claims) if not claim.by)
    yield from (("actors", number) for number, part in enumerate(entry.actors) if not part.actor)
    yield from (("places", number) for number, location in enumerate(entry.places) if not location.place)


def beside_unread(finding: Finding, unread: Collection[str]) -> Finding:
    """Mark a finding on an item of a list in a file of which something could not be read."""
    has_number = any(isinstance(key, int) for key in finding.path)
    return replace(finding, beside_unread=True) if has_number and finding.file in unread else finding


def _shifted(finding: Finding, gaps: Gaps) -> Finding:
    path: list[str | int] = []
    for key in finding.path:
        if isinstance(key, int):
            for gap in sorted(gaps.get((finding.file, tuple(path)), ())):
                key += gap <= key
        path.append(key)
    return replace(finding, path=tuple(path))
