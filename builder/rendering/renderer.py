"""Render views with a theme's templates: pages into bytes, cards into HTML.

Templates see `page` and `frame`, never the site: what a page depends on is what its view holds. A small part of
pages is rendered once for equal views, and lists are joined from ready items."""

import re
from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError
from markupsafe import Markup
from msgspec import Struct

from builder.drawing.lettering import draw_card
from builder.model.addresses import SHARED
from builder.model.dates import Date
from builder.model.digests import digest_of
from builder.model.errors import BuilderError
from builder.rendering.date_words import date_words
from builder.rendering.filters import filters
from builder.rendering.frame import Frame
from builder.rendering.kept_code import KeptCode
from builder.rendering.language_facts import make_known
from builder.rendering.late_filters import LateFilters
from builder.rendering.renditions import as_published, read_authors_file
from builder.rendering.templates import Templates, place_in_template
from builder.rendering.theme import Theme, words_under
from builder.views.band import Band
from builder.views.body import ROOT, SLOT
from builder.views.chronology import Chronology
from builder.views.output import Copy, Export, Output, Page, View
from builder.views.social_card import SocialCard

if TYPE_CHECKING:
    from builder.rendering.band import BandFilters

# How many small parts are kept: of names, dates and days, which most pages show, as many as large sites have; of what
# templates name, which may be different on every page, those of a few pages.
_MANY, _FEW = 16_384, 256
# Filters of figures, bands and maps: what draws is imported when a template draws, which few edits do.
_OF_FIGURES = ("drawing", "figure", "form", "has_folds", "measure", "own_words")
_OF_BANDS = ("band_sign", "timeline")
_OF_MAPS = ("circles", "locator", "outline", "sizes", "view_box", "years")
# What leads to the page of a folder: a host finds it there, a disk shows what else lies in it.
_LINK_TO_FOLDER = re.compile(rf"""(\bhref="{ROOT}(?:[^"?#]*/)?|\burl={ROOT}(?:[^"?#]*/)?)(?=["?#])""")

# Templates ask for an item of a mapping where they use the words and scripts of a theme, and nowhere else.
_NO_WORD = re.compile("^'dict object' has no attribute ('.*')$")


class Timed(Struct, frozen=True):
    """What `parts/time.html` shows."""

    date: Date
    zone: str | None


class Sided(Struct, frozen=True):
    """What `parts/side.html` shows."""

    side: str | None


class Roled(Struct, frozen=True):
    """What `parts/item.html` shows around an entry's card."""

    roles: tuple[tuple[str, str], ...]


class Framed(Struct, frozen=True):
    """What masthead and colophon show: in which section a page stands, and whether it is the section's own."""

    section: str | None
    is_index: bool


class Renderer:
    """A theme's templates, compiled, with the frame that all pages share."""

    def __init__(self, theme: Theme, frame: Frame, kept: KeptCode | None = None) -> None:
        self.theme, self.frame = theme, frame
        make_known(theme.facts)
        self.digest = digest_of(theme.digest, frame)
        self._part = lru_cache(_FEW)(self._markup)
        self._once = lru_cache(_MANY)(self._markup)
        self._around = lru_cache(_MANY)(self._before_and_after)
        known = {
            **filters(frame.language, theme.words),
            **self._own_filters(),
            **LateFilters(_OF_FIGURES, self._figures).filters(),
            **LateFilters(_OF_BANDS, lambda: self._bands.filters()).filters(),
            **LateFilters(_OF_MAPS, self._maps).filters(),
        }
        self._templates = Templates(theme, frame, known, kept)

    def __reduce__(self) -> tuple[type["Renderer"], tuple[Theme, Frame]]:
        # Compiled templates cannot be sent to a worker elsewhere: it compiles its own.
        return Renderer, (self.theme, self.frame)

    def make(self, output: Output) -> bytes:
        """Return the bytes of an output."""
        match output:
            case Page(template=template, view=view):
                return self.page(template, view())
            case Export(encode=encode):
                return encode()
            case Copy(path=path, source=source, rendition=rendition, is_as_it_is=is_as_it_is):
                data = read_authors_file(source)
                return data if is_as_it_is else as_published(data, path, rendition)

    def part(self, template: str, view: Struct) -> str:
        """Render a part of pages, such as a card; addresses in it still lack the way to the root."""
        self._templates.renew()
        return self._render(template, view)

    def page(self, template: str, view: View) -> bytes:
        """Render a page, with the way from it to the root; a social card is drawn."""
        if isinstance(view, SocialCard):
            return self._card(view)
        self._templates.renew()
        html = self._render(template, view)
        if self.frame.original:
            # What all editions share lies above them, at the site's root.
            for folder in SHARED:
                html = html.replace(ROOT + folder, f"{ROOT}../{folder}")
        if self.frame.has_relative_links:
            html = _LINK_TO_FOLDER.sub(r"\1index.html", html)
        # The text is not held in both forms: an index may have many megabytes.
        html = html.replace(ROOT, self._way_to_root(view.address))
        return html.encode()

    def _card(self, card: SocialCard) -> bytes:
        assert self.theme.typeface is not None
        phrases = words_under("dates", self.theme.words)
        date = date_words(card.when, self.frame.language, phrases, card.zone) if card.when else None
        return draw_card(card, date, self.frame.direction, self.theme.typeface)

    def _figures(self) -> Mapping[str, Callable[..., object]]:
        from builder.rendering.figures import FigureFilters

        frame = self.frame
        return FigureFilters(frame.language, self.theme.words, frame.sides, frame.original is not None).filters()

    @cached_property
    def _bands(self) -> "BandFilters":
        from builder.rendering.band import BandFilters

        return BandFilters(self.frame.language, self.theme.words, self.frame.sides)

    def _maps(self) -> Mapping[str, Callable[..., object]]:
        from builder.rendering.maps import MapFilters

        return MapFilters(self.frame.language, self.theme.words).filters()

    def _own_filters(self) -> dict[str, Callable[..., Markup]]:
        return {
            "part": lambda view, template: self._part(template, view),
            "actor": lambda actor: self._once("parts/actor.html", actor),
            "side": lambda side: self._once("parts/side.html", Sided(side)) if side else Markup(""),
            "time": lambda date, zone=None: self._once("parts/time.html", Timed(date, zone)),
            "listed": self._listed,
            "band": lambda band: Markup(self._render("parts/band.html", band).replace(SLOT, "")),
            "overview": self._overview,
            "framed": lambda view, template: self._once(
                template, Framed(view.section, view.address == f"{view.section}/")
            ),
        }

    def _listed(self, chronology: Chronology) -> Markup:
        """Join a chronology: days and items are frames around what is ready."""
        pieces: list[str] = []
        for day in chronology.days:
            day_before, day_after = self._around("parts/day.html", day.heading)
            pieces.append(day_before)
            for item in day.items:
                before, after = self._around("parts/item.html", Roled(item.roles))
                pieces += (before, item.card.line if chronology.is_dense else item.card.html, after)
            pieces.append(day_after)
        return Markup("".join(pieces))

    def _overview(self, band: Band, first: int | None = None, last: int | None = None) -> Markup:
        """Write the band that many pages share, with a frame around the years that this one is about."""
        before, after = self._around("parts/band.html", band)
        here = self._bands.here(band, first, last) if first is not None and last is not None else ""
        return Markup(f"{before}{here}{after}")

    def _before_and_after(self, template: str, view: Struct) -> tuple[str, str]:
        before, _, after = self._render(template, view).partition(SLOT)
        return before, after

    def _markup(self, template: str, view: Struct) -> Markup:
        return Markup(self._render(template, view))

    def _render(self, template: str, view: Struct) -> str:
        try:
            return self._templates.get(template).render(page=view)
        except TemplateNotFound as error:
            raise BuilderError(f"the theme has no template {error.name}: write templates/{error.name}") from None
        except TemplateSyntaxError as error:
            raise BuilderError(f"the template {error.name}, line {error.lineno}: {error.message}") from None
        except RecursionError as error:
            where = place_in_template(error) or template
            raise BuilderError(
                f"the template {where}, rendering {_name(view)}: it includes itself endlessly"
            ) from None
        except (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            # Whatever goes wrong within a template is for its author to fix; the cause stays for who looks deeper.
            where = place_in_template(error) or template
            says = _NO_WORD.sub(r"the theme has no word or script \1: add it to strings/ or js/", str(error))
            raise BuilderError(f"the template {where}, rendering {_name(view)}: {says}") from error

    def _way_to_root(self, address: str) -> str:
        # A page that a host shows at any address has to name the root absolutely.
        if address.endswith(".html"):
            return self.frame.base
        return "../" * address.count("/") or "./"


def _name(view: Struct) -> str:
    return view.address or "the front page" if isinstance(view, View) else type(view).__name__
