"""Count items of lists as their file does, where some were left out because they lead nowhere or cannot be read."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from msgspec.structs import replace

from builder.model.entry import Entry
from builder.model.problem import Finding

# What an item of a list names: one that leads nowhere takes its item out of the archive.
_NAMES = ("actor", "place", "by", "entry", "file")
# A picture that is there, but cannot be shown, stays in it.
_DAMAGED = ("picture-damaged", "picture-too-large")


def as_counted_in_files(
    by_rules: Iterable[Finding], dangling: Iterable[Finding], unread: Mapping[str, Entry | None]
) -> list[Finding]:
    """Return all findings, those of rules with the numbers that items have in the record.

    `unread` are files of which something could not be read, with what could be read of an entry."""
    dangling = list(dangling)
    gaps: defaultdict[tuple[str, str | int], set[int]] = defaultdict(set)
    for finding in dangling:
        match finding.path:
            case (key, int(number), name) if name in _NAMES and finding.code not in _DAMAGED:
                gaps[finding.file, key].add(number)
    for file, entry in unread.items():
        for key, number in _unnamed(entry) if entry else ():
            gaps[file, key].add(number)
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


def _shifted(finding: Finding, gaps: Mapping[tuple[str, str | int], set[int]]) -> Finding:
    match finding.path:
        case (key, int(number), *rest) if (finding.file, key) in gaps:
            for gap in sorted(gaps[finding.file, key]):
                number += gap <= number
            return replace(finding, path=(key, number, *rest))
    return finding
