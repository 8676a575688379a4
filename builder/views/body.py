"""A text in Markdown, typeset: its HTML and what it leads to."""

from msgspec import Struct

from builder.model.advice import Advice
from builder.model.problem import Severity
from builder.model.raster import ShownPicture

# Stands in HTML for the way from a page to the site's root, and is replaced when the page is written: so one
# card can be joined into pages at any depth. Authors' files with this character are refused.
ROOT = "\x02"

# Stands in a template's frame for what is joined into it: a list is joined from ready items, never rendered again.
SLOT = "\x03"


# A code, what it says, and what to do.
Complaint = tuple[str, str, Advice]


class Target(Struct, frozen=True):
    """Where a word in double brackets leads: an address from the root, and words for where none are given.

    `lang` is the language of these words, where it is not that of the text around them."""

    address: str
    words: str
    lang: str | None = None


class Picture(Struct, frozen=True):
    """A file of `media/` as a body shows it; `notes` are its licence and verification, `warning` covers it.

    `lang` is the language of all these words, where it is not that of the text around them."""

    shown: ShownPicture
    alt: str
    caption: str | None = None
    credit: str | None = None
    notes: tuple[str, ...] = ()
    warning: str | None = None
    lang: str | None = None


class Links(Struct, frozen=True):
    """All that a body's HTML depends on besides its text: only what the body mentions.

    Words that lead nowhere come with what is wrong with them. `numbers` are a source as written, its id and its
    number in the source list; hidden sources are cited without a trace."""

    targets: tuple[tuple[str, Target], ...] = ()
    wrong: tuple[tuple[str, str, str, Advice], ...] = ()
    numbers: tuple[tuple[str, str, int], ...] = ()
    hides_sources: bool = False
    pictures: tuple[tuple[str, Picture], ...] = ()


class Slip(Struct, frozen=True, array_like=True):
    """A mistake in a body: line and column count from 1 within the body."""

    line: int
    column: int
    code: str
    says: str
    hint: str = ""
    severity: Severity = Severity.ERROR
    proposed: tuple[str, ...] = ()
    instead_of: str = ""


class Body(Struct, frozen=True, array_like=True):
    """A typeset text; `inner_links` are the relative addresses that it leads to, with their places."""

    html: str
    slips: tuple[Slip, ...] = ()
    inner_links: tuple[tuple[str, int, int], ...] = ()
