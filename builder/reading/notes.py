"""The problems of one file, gathered while it is read."""

from msgspec import Struct, field

from builder.model.advice import Advice, advice_of
from builder.model.nearest import Speller
from builder.model.problem import Problem, Severity
from builder.reading.nodes import Node, Scalar


class NotedProblems(Struct):
    """The problems of one file, gathered while it is read."""

    file: str
    problems: list[Problem] = []
    speller: Speller = field(default_factory=Speller)

    def note(
        self, node: Node, code: str, says: str, hint: str | Advice = "", severity: Severity = Severity.ERROR
    ) -> None:
        """Note a problem; what its advice proposes takes the place of the node's text unless it says otherwise."""
        advice = advice_of(hint)
        instead_of = advice.instead_of or (node.value if advice.proposed and isinstance(node, Scalar) else "")
        self.problems.append(
            Problem(
                self.file, node.line, node.column, code, says, advice.hint, severity,
                proposed=advice.proposed, instead_of=instead_of,
            )
        )  # fmt: skip
