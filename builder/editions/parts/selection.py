"""Choose the entries of a volume: those of a year or of some, of an actor, a place or a tag, or one by one."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from builder.editions.parts.volume import Volume
from builder.model.archive import Archive
from builder.model.entry import Entry
from builder.model.errors import BuilderError
from builder.model.nearest import did_you_mean

_YEARS = re.compile(r"(-?\d{4,})(?:/(-?\d{4,}))?")


def select(volume: Volume, only: Sequence[str]) -> Volume:
    """Return a volume with the entries that are asked for alone; raise BuilderError where there are none."""
    archive = volume.archive
    chosen = {entry.id for asked in only for entry in _asked(asked, archive)}
    outputs = {
        path: output
        for path, output in volume.plan.outputs.items()
        if not path.startswith("entries/") or path.split("/")[1] in chosen
    }
    shown = replace(
        archive,
        entries=tuple(entry for entry in archive.entries if entry.id in chosen),
        withdrawn=tuple(entry for entry in archive.withdrawn if entry.id in chosen),
        by_actor=_among(archive.by_actor, chosen),
        by_place=_among(archive.by_place, chosen),
    )
    return replace(volume, archive=shown, plan=replace(volume.plan, outputs=outputs))


def _asked(asked: str, archive: Archive) -> Iterator[Entry]:
    years = _YEARS.fullmatch(asked)
    found: Iterable[Entry]
    if years:
        first, last = int(years[1]), int(years[2] or years[1])
        found = [entry for entry in archive.entries if first <= archive.spots[entry.id].year <= last]
    elif asked in archive.entry_of:
        found = [archive.entry_of[asked]]
    else:
        found = archive.by_actor.get(asked) or archive.by_place.get(asked) or archive.by_tag.get(asked) or ()
    if not found:
        known = (*archive.entry_of, *archive.by_actor, *archive.by_place, *archive.by_tag)
        hint = (
            did_you_mean(asked, known)
            or "give a year, a range such as 2020/2023, or the id of an entry, actor, place or tag"
        )
        raise BuilderError(f'--only "{asked}" selects no entry: {hint}')
    yield from found


def _among(index: Mapping[str, tuple[Entry, ...]], chosen: set[str]) -> Mapping[str, tuple[Entry, ...]]:
    kept = ((id, tuple(entry for entry in entries if entry.id in chosen)) for id, entries in index.items())
    return {id: entries for id, entries in kept if entries}
