"""Turn the plan of a language's pages into the chapters of an edition: what a page shows, without its frame.

Lists of entries are lines, not cards; the timeline is whole. What makes sense on the site alone is left out, which
themes mark with `data-online`; what every page says again, marked `data-once`, is said in the first chapter alone."""

from collections.abc import Callable, Iterator
from types import MappingProxyType
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree.ElementTree import Element

from msgspec import Struct
from msgspec.structs import asdict, replace

from builder.editions.parts.tree import first, read_tree, without, words_of
from builder.editions.parts.volume import Volume
from builder.model.addresses import (
    FRONT_ADDRESS,
    MAP_ADDRESS,
    SEARCH_ADDRESS,
    entry_address,
    part_address,
)
from builder.views.chronology import Chronology, DayGroup
from builder.views.output import Page, View, file_of

TIMELINE = part_address(1)
# Parts of the menu, each with the pages of its own below it.
SUBJECTS = ("actors", "places", "questions", "tags")
# Pages that lead on, or say that there is nothing.
_NO_CHAPTERS = ("redirect.html", "purged.html")
# Fields of views that lead to what an edition does not hold, and what stands there instead.
_NOT_CARRIED = MappingProxyType({"feed": None, "wants_full_text": False})
_HOST = "https://site.invalid/"


class Chapter(Struct):
    """A page as an edition shows it: its root, its `main`, and the scripts that it loads, by path."""

    address: str
    title: str
    root: Element
    main: Element
    scripts: tuple[str, ...]

    @property
    def kind(self) -> str:
        """Return the class of the page's body, by which it is styled."""
        return first(self.root, "body").get("class", "")


def page_at(volume: Volume, address: str) -> Page | None:
    """Return the page at an address, if there is one."""
    output = volume.plan.outputs.get(file_of(address))
    return output if isinstance(output, Page) and output.template not in _NO_CHAPTERS else None


def addresses_of(volume: Volume) -> Iterator[str]:
    """List the addresses of all chapters in the order of the menu; entries follow the timeline."""
    archive = volume.archive
    yield FRONT_ADDRESS
    yield TIMELINE
    for entry in (*archive.entries, *archive.withdrawn):
        yield entry_address(entry.id)
    yield MAP_ADDRESS
    for subject in SUBJECTS:
        yield f"{subject}/"
        start = f"{subject}/"
        for path in volume.plan.outputs:
            if path.startswith(start) and path.count("/") == 2 and path.endswith("/index.html"):
                yield path.removesuffix("index.html")
    yield "corrections/"
    for page in volume.renderer.frame.pages:
        yield page.address
    yield SEARCH_ADDRESS


def chapters(
    volume: Volume, adapt: Callable[[View], View], is_kept: Callable[[str], bool] = lambda address: True
) -> list[Chapter]:
    """Make the chapters of an edition; `adapt` changes what a page shows, `is_kept` chooses by address."""
    found = []
    for address in filter(is_kept, dict.fromkeys(addresses_of(volume))):
        page = page_at(volume, address)
        if page is not None:
            found.append(_chapter(volume, page, address, adapt))
    said: set[str] = set()
    for chapter in found:
        without(chapter.main, lambda element: element.get("data-once") in said)
        said.update(once for element in chapter.main.iter() if (once := element.get("data-once")))
    return found


def resolved(address: str, link: str, prefix: str = "") -> str | None:
    """Return where a link of a page leads, from the root of its language; None where it leaves the site.

    What all languages share begins with `../`."""
    to = urljoin(_HOST + prefix + address, link)
    if not to.startswith(_HOST):
        return None
    path = unquote(urlsplit(to).path).lstrip("/")
    rest = to[len(_HOST) + len(urlsplit(to).path) - 1 :]
    path = path.removesuffix("index.html")
    return (path.removeprefix(prefix) if path.startswith(prefix) else f"../{path}") + rest


def _chapter(volume: Volume, page: Page, address: str, adapt: Callable[[View], View]) -> Chapter:
    view = adapt(_offline(page.view()))
    if address == TIMELINE:
        view = _whole_timeline(view, volume)
    root = read_tree(volume.renderer.page(page.template, view).decode())
    without(root, lambda element: "data-online" in element.attrib)
    main = first(root, "main")
    heading = next(main.iter("h1"), None)
    title = words_of(heading if heading is not None else first(root, "title"))
    sources = (element.get("src", "") for element in first(root, "head").iter("script"))
    scripts = tuple(
        path for source in sources if source and (path := resolved(address, source, volume.archive.prefix))
    )
    return Chapter(address, title, root, main, scripts)


def _offline(view: View) -> View:
    """Return a view with lines in the place of cards, and without what asks a host."""
    changed: dict[str, object] = {"forms": ()}
    for name, value in asdict(view).items():
        if isinstance(value, Chronology):
            changed[name] = replace(value, is_dense=True)
        elif name in _NOT_CARRIED:
            changed[name] = _NOT_CARRIED[name]
    return replace(view, **changed)


def _whole_timeline(view: View, volume: Volume) -> View:
    """Join the parts of the timeline."""
    days: list[DayGroup] = []
    count, number = 0, 1
    while (page := page_at(volume, part_address(number))) is not None:
        for value in asdict(page.view()).values():
            if isinstance(value, Chronology):
                days += value.days
                count += value.count
        number += 1
    return replace(view, chronology=Chronology(tuple(days), count, is_dense=True), parts=(), here=None)
