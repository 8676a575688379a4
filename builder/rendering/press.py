"""Render views with a theme's templates: pages into bytes, cards into HTML.

Templates see `page` and `frame`, never the site: what a page depends on is what its view holds."""

from jinja2 import DictLoader, Environment, StrictUndefined, TemplateError, TemplateSyntaxError
from msgspec import Struct

from builder.model.body import ROOT
from builder.model.output import View
from builder.model.problem import BuilderError
from builder.rendering.filters import filters
from builder.rendering.frame import Frame
from builder.rendering.theme import Theme


class Press:
    """A theme's templates, compiled, with the frame that all pages share."""

    def __init__(self, theme: Theme, frame: Frame) -> None:
        self._frame = frame
        self._templates = Environment(
            loader=DictLoader(dict(theme.templates)),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            extensions=(),
        )
        self._templates.globals.clear()
        self._templates.filters.update(filters(frame.language, theme.words))

    def part(self, template: str, view: Struct) -> str:
        """Render a part of pages, such as a card; addresses in it still lack the way to the root."""
        return self._render(template, view)

    def page(self, template: str, view: View) -> bytes:
        """Render a page, with the way from it to the root."""
        html = self._render(template, view)
        return html.replace(ROOT, self._way_to_root(view.address)).encode()

    def _render(self, template: str, view: Struct) -> str:
        try:
            return self._templates.get_template(template).render(page=view, frame=self._frame)
        except TemplateSyntaxError as error:
            raise BuilderError(f"the template {error.name}, line {error.lineno}: {error.message}") from None
        except TemplateError as error:
            line = _line_in(template, error)
            raise BuilderError(f"the template {template}{line}, rendering {_name(view)}: {error.message}") from error

    def _way_to_root(self, address: str) -> str:
        # A page that a host shows at any address has to name the root absolutely.
        if address.endswith(".html"):
            return self._frame.base
        return "../" * address.count("/") or "./"


def _line_in(template: str, error: BaseException) -> str:
    line, found = None, error.__traceback__
    while found is not None:
        if found.tb_frame.f_code.co_filename == "<template>":
            line = found.tb_lineno
        found = found.tb_next
    return f", line {line}" if line else ""


def _name(view: Struct) -> str:
    return view.address or "the front page" if isinstance(view, View) else type(view).__name__
