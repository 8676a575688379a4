"""Put an edition together: its bodies and cards, and the index of each entry in each chronology."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

import msgspec

from builder.model.addresses import day_address, day_anchor
from builder.model.archive import Archive, TimelineSpot
from builder.model.digests import DIGEST, digest_of, joined_digest
from builder.model.time_zones import zone_of
from builder.outputs.parts.days import on_day_pages
from builder.outputs.parts.made_of import listings_of, surroundings_of
from builder.reading.source_tree import SourceFile, SourceTree
from builder.remembering.bodies import Bodies
from builder.remembering.run import Run, Step
from builder.rendering.renderer import Renderer
from builder.rendering.theme import Theme, title_of_claims, title_of_corrections
from builder.views.edition import AuthorsFiles, Card, Edition, Heading, Original, TypesetBody

Key = TypeVar("Key")
Value = TypeVar("Value")


class ComputedMapping(Mapping[Key, Value]):
    """A mapping that works out a value whenever it is asked for, and keeps none."""

    def __init__(self, keys: Iterable[Key], find: Callable[[Key], Value]) -> None:
        self._keys, self._find = keys, find

    def __getitem__(self, key: Key) -> Value:
        return self._find(key)

    def __iter__(self) -> Iterator[Key]:
        return iter(self._keys)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class LazyMapping(ComputedMapping[Key, Value]):
    """A mapping that works out each value when it is first asked for, and keeps it."""

    def __init__(self, keys: Iterable[Key], find: Callable[[Key], Value]) -> None:
        super().__init__(keys, find)
        self._found: dict[Key, Value] = {}

    def __getitem__(self, key: Key) -> Value:
        if key not in self._found:
            self._found[key] = self._find(key)
        return self._found[key]


def make_edition(
    archive: Archive,
    bodies: Bodies,
    cards: Mapping[str, Card],
    renderer: Renderer,
    own_files: AuthorsFiles,
    run: Run,
) -> Edition:
    """Put an edition together; `cards` are empty where no page is to be rendered."""
    return edition_with(
        archive=archive,
        digest=digest_of(archive.digest, archive.tags, renderer.digest),
        bodies=bodies.typeset,
        fetch_body=bodies.fetch,
        cards=cards,
        surroundings=_surroundings(archive, run),
        theme=renderer.theme,
        own_files=own_files,
    )


def edition_with(
    archive: Archive,
    digest: bytes,
    bodies: Mapping[str, TypesetBody],
    fetch_body: Callable[[str], str],
    cards: Mapping[str, Card],
    surroundings: Mapping[str, bytes],
    theme: Theme,
    own_files: AuthorsFiles,
) -> Edition:
    """Return an edition with these parts; headings, zones and the order of entries follow from its archive."""
    shown, on_pages = archive.entry_of, on_day_pages(archive)
    return Edition(
        archive=archive,
        digest=digest,
        bodies=bodies,
        fetch_body=fetch_body,
        cards=cards,
        surroundings=surroundings,
        listings=listings_of(archive, on_pages) if digest else {},
        headings=_headings_of(archive, on_pages),
        on_day_pages=on_pages,
        zones=LazyMapping(shown, lambda id: zone_of(shown[id], archive.places, archive.site)),
        order=_orders_in(archive),
        assets=theme.assets,
        own_files=own_files,
        corrections_title=title_of_corrections(theme.words),
        claims_title=title_of_claims(theme.words),
        typeface=theme.typeface,
    )


def authors_files(tree: SourceTree, is_racy: Callable[[int], bool] = lambda modified: True) -> AuthorsFiles:
    """Find the author's files that are published; the stamp of one that was changed just now is not trusted."""

    def original(file: SourceFile) -> Original:
        return Original(Path(file.full_path), b"" if is_racy(file.modified) else file.stamp)

    return AuthorsFiles(
        media={name: original(file) for name, file in tree.media.items()},
        root={name: original(file) for name, file in tree.root.items()},
    )


def _surroundings(archive: Archive, run: Run) -> dict[str, bytes]:
    """Return what the page of each entry shows of others, digested: known as long as no face has changed."""
    (joined,) = run.remembered(_SURROUNDINGS, [archive])
    pieces = (joined[start : start + DIGEST] for start in range(0, len(joined), DIGEST))
    return dict(zip(archive.entry_of, pieces, strict=True))


def _digest_of_faces(archive: Archive) -> bytes:
    ids = [id.encode() for id in archive.entry_of]
    faces = [archive.faces[id] for id in archive.entry_of]
    shown = str(len(archive.entries)).encode()
    return joined_digest((b"surroundings", archive.digest, shown, *ids, *faces))


def _joined_surroundings(archive: Archive) -> tuple[bytes, bytes]:
    return b"".join(surroundings_of(archive).values()), b""


def _headings_of(archive: Archive, on_pages: frozenset[str]) -> Mapping[str, Heading]:
    """Return the day under which each entry is listed, and the address of that day; entries of a day share it."""
    days = LazyMapping((), _heading_of_day)

    def heading_of(id: str) -> Heading:
        spot = archive.spots[id]
        if not spot.day:
            return Heading(spot.year, spot.month, 0, archive.entry_of[id].date)
        return days[spot, id in on_pages]

    return ComputedMapping(archive.entry_of, heading_of)


def _heading_of_day(day: tuple[TimelineSpot, bool]) -> Heading:
    spot, has_page = day
    at_home = day_address if has_page else day_anchor
    return Heading(spot.year, spot.month, spot.day, None, at_home(spot.year, spot.month, spot.day))


def _orders_in(archive: Archive) -> Mapping[tuple[str, str], int]:
    """Return the index of each entry in each chronology: the whole one (empty), that of `actors/ID` or `places/ID`.

    All have the same order, so that an entry is found by its index in the whole one: only this is kept."""
    whole = LazyMapping(("",), lambda _: {entry.id: index for index, entry in enumerate(archive.entries)})

    def index_of(spot: tuple[str, str]) -> int:
        chronology, id = spot
        index, kind = whole[""], chronology.partition("/")[0]
        if not kind:
            return index[id]
        entries = (archive.by_actor if kind == "actors" else archive.by_place)[chronology[len(kind) + 1 :]]
        found = bisect_left(entries, index[id], key=lambda entry: index[entry.id])
        if found == len(entries) or entries[found].id != id:
            raise KeyError(spot)
        return found

    return ComputedMapping((), index_of)


_BYTES = msgspec.msgpack.Decoder(bytes)
_SURROUNDINGS = Step("surroundings", _digest_of_faces, _joined_surroundings, _BYTES.decode)
