"""Refuse in a template of a site's own theme what no theme needs, before anything of it is compiled.

A list of what is allowed, over Jinja's tree: whatever is not on it is refused, with its line and with what to write
instead. What only a value can tell when a page is rendered is the sandbox's part (`sandbox.py`)."""

import re
from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType

from jinja2 import nodes
from jinja2.filters import FILTERS as DEFAULT_FILTERS

from builder.model.nearest import did_you_mean
from builder.reading.nodes import UNSEEN

# The filters and tests of Jinja that a template may use, and how many arguments each takes at most.
FILTERS: Mapping[str, int] = MappingProxyType(
    dict.fromkeys(("capitalize", "count", "e", "escape", "first", "forceescape", "last", "length", "list"), 0)
    | dict.fromkeys(("lower", "reverse", "sort", "tojson", "trim", "upper"), 0)
    | {"join": 1, "reject": 1, "select": 1, "d": 2, "default": 2, "replace": 2}
)
TESTS = (
    *("boolean", "defined", "even", "false", "float", "integer", "iterable", "mapping", "none", "number", "odd"),
    *("sequence", "string", "true", "undefined"),
)
METHODS = ("endswith", "startswith")

_LONGEST = 200_000
_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*(/[A-Za-z0-9][A-Za-z0-9_.-]*)*")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_ALLOWED = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Extends, nodes.Block, nodes.Include, nodes.Import),
    *(nodes.FromImport, nodes.Macro, nodes.If, nodes.For, nodes.Assign, nodes.AssignBlock, nodes.With, nodes.Const),
    *(nodes.Name, nodes.Getattr, nodes.Getitem, nodes.Slice, nodes.Call, nodes.Keyword, nodes.Filter, nodes.Test),
    *(nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.CondExpr, nodes.Concat, nodes.Add),
    # Jinja puts what it modifies into a scope; what the modification is, is looked at.
    *(nodes.Sub, nodes.Neg, nodes.Tuple, nodes.List, nodes.Scope),
)
_INSTEAD: Mapping[type[nodes.Node], str] = MappingProxyType(
    {
        nodes.Mul: "templates cannot multiply: show what the view contains",
        nodes.Pow: "templates cannot use powers: show what the view contains",
        nodes.Div: "templates cannot divide: show what the view contains",
        nodes.FloorDiv: "templates cannot divide: show what the view contains",
        nodes.Mod: "`%` does not format here: fill a phrase from strings/ with the filter `fill`",
        nodes.Dict: "templates cannot create mappings: write words in strings/ and use frame.words.SECTION.KEY",
        nodes.CallBlock: "`call` blocks are not supported: pass the macro what it needs as arguments",
        nodes.FilterBlock: "`filter` blocks are not supported: write `{% set x %}…{% endset %}{{ x | FILTER }}`",
        nodes.ScopedEvalContextModifier: "escaping is always on: let HTML through with `{{ value | html }}`",
        nodes.NSRef: "templates cannot change values in another scope: show what the view contains",
    }
)
_UNAVAILABLE: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(("cycler", "joiner"), "use `loop.first` and `loop.last` for what differs between steps")
    | dict.fromkeys(("dict", "namespace"), "set a name with `{% set name = … %}`")
    | dict.fromkeys(("caller", "kwargs", "varargs"), "name each argument of the macro")
    | {
        "range": "loop over what the view contains",
        "lipsum": "write the text",
        "self": "write `{{ self.NAME() }}` with the name of a block",
        "super": "write `{{ super() }}`",
        "loop": "use one of its fields, such as `loop.first`",
    }
)
_LOOP = ("first", "last", "index", "index0", "revindex", "revindex0", "length", "previtem", "nextitem")
_OF_TEMPLATES = ("part", "framed")


def refusals(tree: nodes.Template, names: Collection[str], filters: Collection[str]) -> Iterator[tuple[int, str]]:
    """Find what is refused in a template, each with its line; `names` are those of all templates of the theme."""
    rules = _Rules(tree, names, filters)
    # Without recursion: a template may nest as deeply as Jinja's parser follows it.
    waiting: list[nodes.Node] = [tree]
    while waiting:
        node = waiting.pop()
        yield from ((node.lineno, says) for says in rules.refused(node))
        waiting += reversed([*rules.below(node)])


def refusal_of_file(name: str, text: str) -> str | None:
    """Return why a file is no template, whatever stands in it."""
    if not _FILE_NAME.fullmatch(name):
        return "use a name of letters a to z, digits, `-`, `_` and `.`"
    if len(text) > _LONGEST:
        return f"it has {len(text):,} characters, more than {_LONGEST:,}: split it into parts"
    return None


def shown(text: str) -> str:
    """Write a text so that a terminal shows it and does nothing else."""
    return text if text.isprintable() else ascii(text)[1:-1]


class _Rules:
    """What holds for the nodes of one template."""

    def __init__(self, tree: nodes.Template, names: Collection[str], filters: Collection[str]) -> None:
        self._names, self._filters = names, filters
        imported = [name for node in tree.find_all(nodes.FromImport) for name in node.names]
        self._macros = {node.name for node in tree.find_all(nodes.Macro)}
        self._macros |= {name if isinstance(name, str) else name[1] for name in imported}
        self._modules = {node.target for node in tree.find_all(nodes.Import)}

    def below(self, node: nodes.Node) -> Iterator[nodes.Node]:
        """List the nodes within one that are looked at for themselves."""
        match node:
            case nodes.Call() if self._is_call_of_ours(node):
                # What is called has been looked at whole; `self`, `super` and modules are nothing to do more with.
                yield from (*node.args, *node.kwargs)
            case nodes.Getattr(node=nodes.Name(name="loop")):
                return
            case _:
                yield from node.iter_child_nodes()

    def refused(self, node: nodes.Node) -> Iterator[str]:
        """List what is refused in a node itself."""
        if not isinstance(node, _ALLOWED):
            yield _INSTEAD.get(
                type(node), f"this is not allowed in a theme (`{type(node).__name__}` in Jinja's terms)"
            )
        yield from (says for name in _names_in(node) if (says := _refused_name(name)))
        match node:
            case nodes.Name(name=name, ctx=ctx):
                if name in _UNAVAILABLE:
                    yield f"`{name}` is not available here: {_UNAVAILABLE[name]}"
                elif name == "frame" and ctx != "load":
                    yield "`frame` is the same on all pages: use another name for your value"
            case nodes.Getattr(node=nodes.Name(name="loop"), attr=attr) if attr not in _LOOP:
                yield f"`loop.{attr}` is not available here: {did_you_mean(attr, _LOOP) or 'use ' + ', '.join(_LOOP)}"
            case nodes.Const(value=str(text)) | nodes.TemplateData(data=str(text)) if UNSEEN.search(text):
                yield "there is an invisible character here, or one is spelt: write text"
            case nodes.Call():
                yield from self._refused_call(node)
            case nodes.Filter():
                yield from self._refused_filter(node)
            case nodes.Test(name=name) if name not in TESTS or node.args or node.kwargs or _is_spread(node):
                yield f"the test `{name}` is not available here: use {', '.join(TESTS)}, or compare with `==`"
            case nodes.For(recursive=True):
                yield "a loop cannot call itself: write one loop inside the other"
            case nodes.For() | nodes.Macro() if node.find(nodes.Block):
                yield "a block cannot be inside a loop or a macro: put the loop inside the block"
            case nodes.Include() | nodes.Import() | nodes.FromImport() | nodes.Extends():
                yield from self._refused_template(node.template)

    def _refused_call(self, node: nodes.Call) -> Iterator[str]:
        if _is_spread(node):
            yield "write arguments one by one: `*` and `**` are not supported"
        if not self._is_call_of_ours(node):
            match node.node:
                case nodes.Getattr(attr=attr) if attr in METHODS:
                    return
                case nodes.Getattr(attr=called) | nodes.Name(name=called):
                    yield (
                        f"`{called}(…)` calls no macro: only macros, `self.BLOCK()`, `super()` and "
                        f"{' and '.join(f'`.{name}()`' for name in METHODS)} of texts are called"
                    )
                case _:
                    yield "this does not call a macro: name the macro to call"

    def _is_call_of_ours(self, node: nodes.Call) -> bool:
        match node.node:
            case nodes.Name(name=name):
                return name in self._macros or name == "super"
            case nodes.Getattr(node=nodes.Name(name=name)):
                return name in self._modules or name == "self"
            case nodes.Getitem(node=nodes.Name(name="self"), arg=nodes.Const(value=str())):
                return True
        return False

    def _refused_filter(self, node: nodes.Filter) -> Iterator[str]:
        if _is_spread(node):
            yield "write arguments one by one: `*` and `**` are not supported"
        known = {*self._filters, *FILTERS}
        if node.name not in known:
            yield f"the filter `{node.name}` is not available here: {_instead_of(node.name, known)}"
        elif node.name in _OF_TEMPLATES:
            yield from self._refused_template(node.args[0] if node.args else node)
        elif node.name in ("select", "reject") and node.args:
            if not isinstance(node.args[0], nodes.Const) or node.args[0].value not in TESTS:
                yield f"`{node.name}` takes the name of a test: {', '.join(TESTS)}"
        elif node.name not in self._filters and (len(node.args) > FILTERS[node.name] or node.kwargs):
            most = f"at most {FILTERS[node.name]}" if FILTERS[node.name] else "none"
            yield f"the filter `{node.name}` has too many arguments: it takes {most} here, without names"

    def _refused_template(self, template: nodes.Node) -> Iterator[str]:
        if not isinstance(template, nodes.Const) or not isinstance(template.value, str):
            yield "give the name of a template as a text in quotation marks, not as a value"
        elif template.value not in self._names:
            yield (
                f'there is no template "{shown(template.value)}" in the theme: '
                + (did_you_mean(template.value, self._names).hint or "name one that is in templates/")
            )


def _names_in(node: nodes.Node) -> Iterator[str]:
    """List the names that stand in a node itself."""
    match node:
        case nodes.Name(name=name) | nodes.Macro(name=name) | nodes.Block(name=name):
            yield name
        case nodes.Getattr(attr=name) | nodes.Keyword(key=name) | nodes.Import(target=name):
            yield name
        case nodes.Getitem(arg=nodes.Const(value=str(name))):
            # A key is any text, but no name that only Python knows.
            yield from [name] if name.startswith("_") else []
        case nodes.FromImport(names=names):
            yield from (name for found in names for name in ([found] if isinstance(found, str) else found))
        case nodes.Call(node=nodes.Getattr(node=nodes.Name(), attr=name)):
            yield name
        case nodes.Call(node=nodes.Getitem(arg=nodes.Const(value=str(name)))):
            yield name


def _refused_name(name: str) -> str | None:
    if name.startswith("_"):
        hint = "use the fields that docs/reference/themes.md lists for the view"
        return f'"{shown(name)}" begins with an underscore: {hint}'
    if not _NAME.fullmatch(name):
        return f'"{shown(name)}" is not made of letters a to z, digits and underscores: give it another name'
    return None


def _instead_of(name: str, known: Collection[str]) -> str:
    meant = {"safe": "html", "format": "fill"}.get(name)
    if meant:
        return f"write `{meant}`"
    # One of Jinja's own is no slip of the pen.
    return (
        "" if name in DEFAULT_FILTERS else did_you_mean(name, known).hint
    ) or "docs/reference/themes.md lists the filters"


def _is_spread(node: nodes.Call | nodes.Filter | nodes.Test) -> bool:
    return node.dyn_args is not None or node.dyn_kwargs is not None
