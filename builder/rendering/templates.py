"""A theme's templates, compiled: Jinja with what it does millions of times for a large site done in less time.

What templates mean is left as it is: everything is escaped unless it is HTML already, and what is not there is an
error. Words of the theme are the same on every page: they are set into Jinja's tree, and never into its text.
Templates of a site's own theme are data from elsewhere: `template_rules.py` looks at them, a sandbox renders them."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, cached_property
from itertools import islice
from types import CodeType

from jinja2 import Environment, StrictUndefined, Template, TemplateNotFound, TemplateSyntaxError, compiler, nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from builder.model.digests import digest_of
from builder.model.errors import BuilderError
from builder.rendering.frame import Frame
from builder.rendering.kept_code import KeptCode
from builder.rendering.metering import Metered, metering_filters
from builder.rendering.sandbox import Sandbox, Work
from builder.rendering.template_rules import FILTERS, TESTS, refusal_of_file, refusals, shown
from builder.rendering.theme import Theme, Words

# So many pieces are joined at once.
_TOGETHER = 4096
Filters = Mapping[str, Callable[..., object]]


class _Code(compiler.CodeGenerator):
    """Views and frames are structs: their attributes are looked up without asking whether they may be items."""

    def visit_Getattr(self, node: nodes.Getattr, frame: compiler.Frame) -> None:
        if isinstance(node.node, nodes.Getitem):
            # One of the theme's words, `frame.words.index[page.key].title`.
            super().visit_Getattr(node, frame)
            return
        self.write("getattr(")
        self.visit(node.node, frame)
        self.write(f", {node.attr!r})")


def _joined(pieces: Iterable[str]) -> str:
    """Join the pieces of a page, many at a time: the index of a large site has a million of them."""
    unjoined = iter(pieces)
    joined = []
    while batch := [*islice(unjoined, _TOGETHER)]:
        joined.append("".join(batch))
    return "".join(joined)


class _Finding(Environment):
    """An environment that asks its theme for templates; `extends`, `include` and `import` ask on every page."""

    concat = staticmethod(_joined)
    find: Callable[[str], Template]

    def get_template(self, name: str | Template, parent: str | None = None, globals: object = None) -> Template:
        assert isinstance(name, str)
        return self.find(name)


class _Ours(_Finding):
    code_generator_class = _Code


class _Own(_Finding, Sandbox):
    pass


class Templates:
    """The templates of one theme; each is compiled when it is first asked for."""

    def __init__(self, theme: Theme, frame: Frame, filters: Filters, kept: KeptCode | None) -> None:
        self._theme, self._filters, self._kept = theme, filters, kept
        # Filters of constants are worked out when a template is compiled.
        self._salt = digest_of(theme.words, frame.language)
        self._work = Work()
        self._frame = frame
        self._ours = self._set_up(_Ours)
        self._ours.filters.update(filters)
        self._ready: dict[str, Template] = {}
        for name in sorted(theme.own):
            # What is refused is told before anything is rendered, whether it is ever used or not.
            self._code(name)

    def get(self, name: str) -> Template:
        """Return a template; raise TemplateNotFound where the theme has none of that name."""
        found = self._ready.get(name)
        if found is None:
            environment = self._environment_of(name)
            found = Template.from_code(environment, self._code(name), environment.globals)
            # The compiled code finds `escape` among its globals.
            found.root_render_func.__globals__["escape"] = _escaped
            self._ready[name] = found
        return found

    def renew(self) -> None:
        """Begin another page: what the last one cost is forgotten."""
        self._work.renew()

    # Most sites have no templates of their own.
    @cached_property
    def _own(self) -> _Finding:
        own = self._set_up(_Own)
        known = {**{name: own.filters[name] for name in FILTERS}, **self._filters}
        own.filters = {name: self._work.counted(name, known[name]) for name in known}
        own.filters |= metering_filters(self._work)
        own.tests = {name: own.tests[name] for name in TESTS}
        return own

    def _set_up(self, kind: type[_Finding]) -> _Finding:
        environment = kind(
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        environment.find = self.get
        environment.globals = {"frame": self._frame}
        return environment

    def _environment_of(self, name: str) -> _Finding:
        return self._own if name in self._theme.own else self._ours

    def _code(self, name: str) -> CodeType:
        if name not in self._theme.templates:
            raise TemplateNotFound(name)
        # The same text is compiled once as long as the process lives: previews and editions ask for it often. Ours
        # draw nothing that is constant, so that sites of other sides, and their editions, have their code in common.
        own = (self._frame.sides, self._frame.original) if name in self._theme.own else None
        key = digest_of(name, self._theme.templates[name], own, self._salt)
        code = _codes().get(key)
        if code is None:
            code = self._kept.get(key) if self._kept else None
            if code is None:
                code = self._compile(name)
                if self._kept:
                    self._kept.put(key, code)
            _codes()[key] = code
        return code

    def _compile(self, name: str) -> CodeType:
        """Compile a template; raise BuilderError where that fails, or the site's own has what no theme needs."""
        text, is_own = self._theme.templates[name], name in self._theme.own
        if is_own and (refused := refusal_of_file(name, text)):
            raise BuilderError(f"the template {shown(name)}: {refused}")
        environment = self._environment_of(name)
        try:
            tree = environment.parse(text, name, f"{_FILE}{name}")
            for line, says in refusals(tree, self._theme.templates, self._filters) if is_own else ():
                raise BuilderError(f"the template {name}, line {line}: {says}")
            tree = _Words(self._theme.words).visit(tree)
            tree = Metered().visit(tree) if is_own else tree
            tree.set_environment(environment)
            return environment.compile(tree, name, f"{_FILE}{name}")
        except TemplateSyntaxError as error:
            raise BuilderError(f"the template {name}, line {error.lineno}: {shown(error.message or '')}") from None
        except (SyntaxError, RecursionError, MemoryError):
            raise BuilderError(f"the template {name} is nested too deeply: split it into parts") from None
        except ValueError:
            # Python reads no number that is longer than any that a page shows.
            raise BuilderError(f"the template {name} contains a number with too many digits") from None


class _Words(NodeTransformer):
    """Set the theme's words into a tree, as constants: they are never read as a part of a template."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def visit_Getattr(self, node: nodes.Getattr) -> nodes.Node:
        keys = _keys_of(node)
        if keys is None:
            return self.generic_visit(node)
        found: Words | str | None = self._words
        for key in keys:
            found = found.get(key) if isinstance(found, Mapping) else None
        if isinstance(found, str):
            return nodes.Const(found, lineno=node.lineno)
        # A section of words, whose word a value tells.
        below: nodes.Expr = nodes.Getattr(nodes.Name("frame", "load"), "words", "load", lineno=node.lineno)
        for key in keys:
            below = nodes.Getitem(below, nodes.Const(key), "load", lineno=node.lineno)
        return below


def _keys_of(node: nodes.Node) -> list[str] | None:
    """List the keys of `frame.words.KEY.KEY`, or return None where a node is something else."""
    match node:
        case nodes.Getattr(node=nodes.Getattr(node=nodes.Name(name="frame"), attr="words"), attr=key):
            return [key]
        case nodes.Getattr(node=below, attr=key) if keys := _keys_of(below):
            return [*keys, key]
    return None


@cache
def _codes() -> dict[bytes, CodeType]:
    return {}


def place_in_template(error: BaseException) -> str | None:
    """Name the template in which something went wrong, which may be a part of the page's, and the line."""
    where, found = None, error.__traceback__
    while found is not None:
        file = found.tb_frame.f_code.co_filename
        where = f"{file.removeprefix(_FILE)}, line {found.tb_lineno}" if file.startswith(_FILE) else where
        found = found.tb_next
    return where


def _escaped(value: object) -> str:
    """Escape as markupsafe does, sparing what cannot hold anything to escape: most texts hold nothing."""
    if type(value) is Markup or (type(value) is str and not _SPECIAL(value)):
        return value
    return escape(value)


_FILE = "template:"
_SPECIAL = re.compile("[&<>'\"]").search
