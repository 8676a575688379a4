"""Render views with a theme's templates: pages into bytes, cards into HTML.

Templates see `page` and `frame`, never the site: what a page depends on is what its view holds. A small part of
pages is rendered once for equal views, and lists are joined from ready items."""

from collections.abc import Callable

from jinja2 import TemplateError, TemplateSyntaxError
from markupsafe import Markup
from msgspec import Struct

from builder.model.addresses import SHARED
from builder.model.body import ROOT, SLOT
from builder.model.chronology import Chronology
from builder.model.dates import Date
from builder.model.digests import digest_of
from builder.model.faults import BuilderError
from builder.model.output import View
from builder.rendering.filters import filters
from builder.rendering.frame import Frame
from builder.rendering.ranges import Chartist
from builder.rendering.templates import Templates
from builder.rendering.theme import Theme


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


class Press:
    """A theme's templates, compiled, with the frame that all pages share."""

    def __init__(self, theme: Theme, frame: Frame) -> None:
        self._theme, self._frame = theme, frame
        self.digest = digest_of(theme.digest, frame)
        self._parts: dict[tuple[str, Struct], Markup] = {}
        self._frames: dict[tuple[str, Struct], tuple[str, str]] = {}
        self._environment = Templates(theme.templates, theme.words)
        self._environment.globals["frame"] = frame
        self._environment.filters.update(filters(frame.language, theme.words))
        self._environment.filters.update(self._own_filters())
        chartist = Chartist(frame.language, theme.words, frame.sides, frame.original is not None)
        self._environment.filters.update(chartist.filters())

    def __reduce__(self) -> tuple[type["Press"], tuple[Theme, Frame]]:
        # Compiled templates cannot be sent to a worker elsewhere: it compiles its own.
        return Press, (self._theme, self._frame)

    def part(self, template: str, view: Struct) -> str:
        """Render a part of pages, such as a card; addresses in it still lack the way to the root."""
        return self._render(template, view)

    def page(self, template: str, view: View) -> bytes:
        """Render a page, with the way from it to the root."""
        html = self._render(template, view)
        if self._frame.original:
            # What all editions share lies above them, at the site's root.
            for folder in SHARED:
                html = html.replace(ROOT + folder, f"{ROOT}../{folder}")
        return html.replace(ROOT, self._way_to_root(view.address)).encode()

    def _own_filters(self) -> dict[str, Callable[..., Markup]]:
        return {
            "part": lambda view, template: self._once(template, view),
            "actor": lambda actor: self._once("parts/actor.html", actor),
            "side": lambda side: self._once("parts/side.html", Sided(side)) if side else Markup(""),
            "time": lambda date, zone=None: self._once("parts/time.html", Timed(date, zone)),
            "listed": self._listed,
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

    def _around(self, template: str, view: Struct) -> tuple[str, str]:
        key = (template, view)
        found = self._frames.get(key)
        if found is None:
            before, _, after = self._render(template, view).partition(SLOT)
            found = self._frames[key] = (before, after)
        return found

    def _once(self, template: str, view: Struct) -> Markup:
        key = (template, view)
        found = self._parts.get(key)
        if found is None:
            found = self._parts[key] = Markup(self._render(template, view))
        return found

    def _render(self, template: str, view: Struct) -> str:
        try:
            return self._environment.get_template(template).render(page=view)
        except TemplateSyntaxError as error:
            raise BuilderError(f"the template {error.name}, line {error.lineno}: {error.message}") from None
        except (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            # Whatever goes wrong within a template is for its author to mend; the cause stays for who looks deeper.
            line = _line_in_template(error)
            raise BuilderError(f"the template {template}{line}, rendering {_name(view)}: {error}") from error

    def _way_to_root(self, address: str) -> str:
        # A page that a host shows at any address has to name the root absolutely.
        if address.endswith(".html"):
            return self._frame.base
        return "../" * address.count("/") or "./"


def _line_in_template(error: BaseException) -> str:
    line, found = None, error.__traceback__
    while found is not None:
        if found.tb_frame.f_code.co_filename == "<template>":
            line = found.tb_lineno
        found = found.tb_next
    return f", line {line}" if line else ""


def _name(view: Struct) -> str:
    return view.address or "the front page" if isinstance(view, View) else type(view).__name__
