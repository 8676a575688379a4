"""What the site is to hold: three shapes of output, and the plan that maps every path to one of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from builder.model.addresses import ONCE, SHARED
from builder.model.archive import Archive
from builder.model.raster import Rendition
from builder.model.translation import Review


class TranslationView(Struct, frozen=True):
    """A text in an edition that translates another; one without a translation is shown in the original's language."""

    is_translated: bool
    translator: str | None = None
    review: Review | None = None


class OtherForm(Struct, frozen=True):
    """A file in which machines find what a page shows: `entries`, `claims`, `json` or `feed`; how many it holds."""

    kind: str
    type: str
    address: str
    count: int = 0


class View(Struct, frozen=True, kw_only=True):
    """Everything that a page shows and nothing else; `address` is the page's own, from the root.

    `lang` is the language of title and summary, where it is not that of the edition. `forms` are files of the same
    content, on a site that publishes data."""

    address: str
    title: str
    summary: str | None = None
    section: str | None = None
    lang: str | None = None
    translation: TranslationView | None = None
    forms: tuple[OtherForm, ...] = ()


class Link(Struct, frozen=True):
    """Words that lead to an address of the site; `lang` is their language, where it is not that of the edition."""

    words: str
    address: str
    lang: str | None = None


class Listed(Struct, frozen=True):
    """A page that the sitemap lists, and when it was changed (RFC 3339), where that is known."""

    changed: str | None = None


class Page(Struct, frozen=True):
    """A page: a template, and a view made when the page is needed.

    `made_of` digests all that the view is made of, where that is had for less than the view itself; else it is
    empty, and the view is made to see whether it is the same. Without `listed` the sitemap leaves the page out."""

    path: str
    template: str
    view: Callable[[], View]
    made_of: bytes = b""
    listed: Listed | None = None


class Section(Struct, frozen=True):
    """A part of the menu: its name, which is its folder and a key of the theme's words, and its place in the menu."""

    name: str
    order: int
    is_there: Callable[[Archive], bool] = lambda archive: True


class Export(Struct, frozen=True):
    """A file that is no page: its bytes are encoded when they are needed; `made_of` is as a page has it."""

    path: str
    encode: Callable[[], bytes]
    made_of: bytes = b""


class Copy(Struct, frozen=True):
    """An author's file: a picture without its private metadata, a rendition of it, or the file as it is."""

    path: str
    source: Path
    made_of: bytes = b""
    rendition: Rendition | None = None
    is_as_it_is: bool = False


Output = Page | Export | Copy


class Plan(Struct, frozen=True):
    """Every path of the site and what makes it; `clashes` are paths that two outputs want."""

    outputs: Mapping[str, Output]
    clashes: tuple[tuple[str, str, str], ...]

    def __iter__(self) -> Iterator[Output]:
        return iter(self.outputs.values())


def make_plan(named: Iterable[tuple[str, Output]]) -> Plan:
    """Make a plan of outputs, each with the name of the kind that it comes from."""
    outputs: dict[str, Output] = {}
    makers: dict[str, str] = {}
    clashes = []
    for maker, output in named:
        # Paths that differ in case only are one file on some machines.
        key = output.path if output.path.isascii() and output.path.islower() else output.path.casefold()
        if key in makers:
            clashes.append((output.path, makers[key], maker))
            continue
        makers[key] = maker
        outputs[output.path] = output
    return Plan(outputs, tuple(clashes))


def at_their_places(plans: Iterable[tuple[str, Plan]]) -> Iterator[tuple[str, Output]]:
    """Return each output, at its place, with the prefix of its edition; what editions share comes once."""
    shared: set[str] = set()
    for prefix, plan in plans:
        for path, output in plan.outputs.items():
            if path.startswith(SHARED):
                if path not in shared:
                    yield prefix, output
                shared.add(path)
            elif not prefix:
                yield prefix, output
            elif path not in ONCE:
                yield prefix, replace(output, path=prefix + path)


def file_of(address: str) -> str:
    """Return the file of a page's address."""
    return f"{address}index.html"


def address_of(file: str) -> str:
    """Return the address of a page's file."""
    return file.removesuffix("index.html")
