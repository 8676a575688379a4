"""List what a book holds: by year, by actor, by place, and what else it has chapters of."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from msgspec import Struct

from builder.editions.parts.chapters import SUBJECTS, TIMELINE, Chapter
from builder.editions.parts.sources import SOURCES
from builder.editions.parts.volume import Volume
from builder.model.addresses import FRONT_ADDRESS, MAP_ADDRESS, entry_address, year_name
from builder.rendering.theme import words_under


class ContentsLine(Struct, frozen=True):
    """A line of the contents: its words and their language if it is another, where it leads, and lines below it."""

    words: str
    target: str
    lang: str | None = None
    parts: tuple["ContentsLine", ...] = ()


def contents(volume: Volume, chapters: Sequence[Chapter], files: Mapping[str, str]) -> list[ContentsLine]:
    """List the chapters of a book; `files` says where each stands, by its address."""
    titles = {chapter.address: chapter.title for chapter in chapters}
    sections = words_under("sections", volume.renderer.theme.words)
    found = [ContentsLine(titles[FRONT_ADDRESS], files[FRONT_ADDRESS])] if FRONT_ADDRESS in titles else []
    own = (page for page in volume.renderer.frame.pages if page.address in titles)
    found += (ContentsLine(page.words, files[page.address], page.lang) for page in own)
    if years := tuple(_years(volume, titles, files)):
        found.append(ContentsLine(sections["timeline"], files.get(TIMELINE, years[0].target), parts=years))
    if MAP_ADDRESS in titles:
        found.append(ContentsLine(sections["map"], files[MAP_ADDRESS]))
    for subject in SUBJECTS:
        start = f"{subject}/"
        below = sorted((a for a in titles if a.startswith(start) and a != start), key=lambda a: titles[a].casefold())
        parts = tuple(ContentsLine(titles[address], files[address]) for address in below)
        if start in titles or parts:
            found.append(ContentsLine(sections[subject], files.get(start) or parts[0].target, parts=parts))
    last = (name for name in ("corrections", SOURCES.rstrip("/")) if f"{name}/" in titles)
    return [*found, *(ContentsLine(sections[name], files[f"{name}/"]) for name in last)]


def _years(volume: Volume, titles: Mapping[str, str], files: Mapping[str, str]) -> Iterable[ContentsLine]:
    archive = volume.archive
    shown = [entry for entry in archive.entries if entry_address(entry.id) in titles]
    for year, entries in groupby(shown, key=lambda entry: archive.spots[entry.id].year):
        below = tuple(ContentsLine(entry.title, files[entry_address(entry.id)], entry.lang) for entry in entries)
        yield ContentsLine(year_name(year), below[0].target, parts=below)
