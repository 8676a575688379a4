"""A theme's templates, compiled: Jinja with what it does millions of times for a large site done in less time.

What templates mean is left as it is: everything is escaped unless it is HTML already, and what is not there is an
error. Words of the theme are set in before compiling, as they are the same on every page."""

import json
import re
from collections.abc import Mapping
from functools import cache
from types import CodeType

from jinja2 import BytecodeCache, Environment, FunctionLoader, StrictUndefined, Template
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Getattr, Getitem
from markupsafe import Markup, escape

from builder.rendering.theme import Words


class _Code(CodeGenerator):
    """Views and frames are structs: their attributes are looked up without asking whether they may be items."""

    def visit_Getattr(self, node: Getattr, frame: Frame) -> None:
        if isinstance(node.node, Getitem):
            # One of the theme's words, `frame.words.index[page.key].title`.
            super().visit_Getattr(node, frame)
            return
        self.write("getattr(")
        self.visit(node.node, frame)
        self.write(f", {node.attr!r})")


class _Compiled(BytecodeCache):
    """Compiled templates, kept as long as the process lives: the same text is compiled once."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._codes[bucket.key, bucket.checksum] = bucket.code


@cache
def _compiled() -> _Compiled:
    return _Compiled()


class Templates(Environment):
    """The templates of one theme; each is compiled when it is first asked for."""

    code_generator_class = _Code

    def __init__(self, sources: Mapping[str, str], words: Words) -> None:
        texts = {name: _with_words(text, words) for name, text in sources.items()}
        super().__init__(
            # A template's own name stands for its file, so that a mistake in a part of a page is found there.
            loader=FunctionLoader(lambda name: (texts[name], f"{_FILE}{name}", None) if name in texts else None),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            bytecode_cache=_compiled(),
        )
        self.globals.clear()
        self._ready: dict[str, Template] = {}

    def get_template(self, name: str | Template, parent: str | None = None, globals: object = None) -> Template:
        """Give a template; `extends`, `include` and `import` ask here on every page."""
        assert isinstance(name, str)
        found = self._ready.get(name)
        if found is None:
            found = self._ready[name] = super().get_template(name)
            # The compiled code finds `escape` among its globals.
            found.root_render_func.__globals__["escape"] = _escaped
        return found


def place_in_template(error: BaseException) -> str | None:
    """Name the template in which something went wrong, which may be a part of the page's, and the line."""
    place, found = None, error.__traceback__
    while found is not None:
        file = found.tb_frame.f_code.co_filename
        place = f"{file.removeprefix(_FILE)}, line {found.tb_lineno}" if file.startswith(_FILE) else place
        found = found.tb_next
    return place


def _escaped(value: object) -> str:
    """Escape as markupsafe does, sparing what cannot hold anything to escape: most texts hold nothing."""
    if type(value) is Markup or (type(value) is str and not _SPECIAL(value)):
        return value
    return escape(value)


def _with_words(template: str, words: Words) -> str:
    """Set words into a template: as they are where they stand alone, as literals where something is done to them."""

    def word(match: re.Match[str]) -> str:
        opening, path, closing = match.groups()
        found: Words | str = words
        keys = path.split(".")
        while keys and not isinstance(found, str) and keys[0] in found:
            found = found[keys.pop(0)]
        if keys or not isinstance(found, str):
            return f"{opening or ''}frame.words{''.join(f'[{key!r}]' for key in path.split('.'))}{closing or ''}"
        if opening and closing:
            return str(escape(found))
        return f"{opening or ''}{json.dumps(found)}{closing or ''}"

    return _WORD.sub(word, template)


_FILE = "template:"
_WORD = re.compile(r"(\{\{ )?\bframe\.words\.([\w.]+)( \}\})?")
_SPECIAL = re.compile("[&<>'\"]").search
