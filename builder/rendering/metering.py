"""Count the work of a template of a site's own theme, by filters inserted into Jinja's tree."""

from collections.abc import Callable, Iterator, Mapping

from jinja2 import nodes, pass_context
from jinja2.visitor import NodeTransformer

from builder.rendering.sandbox import OF_A_BODY, OF_A_TURN, Work

_SPEND, _SIZED, _TEXT = "_spend", "_sized", "_text"


def metering_filters(work: Work) -> Mapping[str, Callable[..., object]]:
    """Return the filters that metered templates use; no template can name them itself."""

    # A filter that asks for the context is never worked out when a template is compiled.
    @pass_context
    def spend(_: object, amount: int) -> str:
        work.spend(amount)
        return ""

    return {_SPEND: spend, _SIZED: work.sized, _TEXT: work.text}


class Metered(NodeTransformer):
    """Wrap what grows in filters, and begin every body that may be repeated with what it writes by itself."""

    def visit_Template(self, node: nodes.Template) -> nodes.Node:
        return self._counting(node)

    def visit_Block(self, node: nodes.Block) -> nodes.Node:
        return self._counting(node)

    def visit_Macro(self, node: nodes.Macro) -> nodes.Node:
        return self._counting(node)

    def visit_For(self, node: nodes.For) -> nodes.Node:
        counted = self._counting(node)
        node.iter = _filtered(node.iter, _SIZED)
        return counted

    def visit_Output(self, node: nodes.Output) -> nodes.Node:
        self.generic_visit(node)
        node.nodes = [_filtered(part, _TEXT) for part in node.nodes]
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:
        self.generic_visit(node)
        node.nodes = [_filtered(part, _TEXT) for part in node.nodes]
        return node

    def visit_Add(self, node: nodes.Add) -> nodes.Node:
        self.generic_visit(node)
        node.left, node.right = _filtered(node.left, _SIZED), _filtered(node.right, _SIZED)
        return node

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Node:
        self.generic_visit(node)
        return _filtered(node, _SIZED) if isinstance(node.arg, nodes.Slice) else node

    def visit_List(self, node: nodes.List) -> nodes.Node:
        self.generic_visit(node)
        return _filtered(node, _SIZED)

    def visit_Tuple(self, node: nodes.Tuple) -> nodes.Node:
        self.generic_visit(node)
        return _filtered(node, _SIZED) if node.ctx == "load" else node

    def visit_Compare(self, node: nodes.Compare) -> nodes.Node:
        self.generic_visit(node)
        node.expr = _filtered(node.expr, _SIZED)
        for operand in node.ops:
            operand.expr = _filtered(operand.expr, _SIZED)
        return node

    def _counting(self, node: "nodes.Template | nodes.Block | nodes.Macro | nodes.For") -> nodes.Node:
        written = (OF_A_TURN if isinstance(node, nodes.For) else OF_A_BODY) + sum(_texts_of(node.body))
        self.generic_visit(node)
        amount = _filtered(nodes.Const(written, lineno=node.lineno), _SPEND)
        node.body = [nodes.Output([amount], lineno=node.lineno), *node.body]
        return node


def _texts_of(body: list[nodes.Node]) -> Iterator[int]:
    """List how long the texts are that stand in a body, and in nothing within it that counts its own."""
    for node in body:
        match node:
            case nodes.TemplateData(data=str(text)) | nodes.Const(value=str(text)):
                yield len(text)
            case nodes.Block() | nodes.Macro():
                pass
            case nodes.For():
                yield from _texts_of([node.iter, *node.else_])
            case _:
                yield from _texts_of([*node.iter_child_nodes()])


def _filtered(node: nodes.Node, name: str) -> nodes.Expr:
    """Put an expression through a filter; what is written out as it stands has been counted with the body."""
    if name != _SPEND and isinstance(node, nodes.Const | nodes.TemplateData):
        return node
    assert isinstance(node, nodes.Expr)
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)
