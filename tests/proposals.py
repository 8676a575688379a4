"""Put what a message proposes into a text, as an author does."""

from builder.model.problem import Problem


def with_proposed(text: str, problem: Problem, proposed: str) -> str:
    """Put a proposed text into a file in the place of what it is proposed for."""
    lines = text.split("\n")
    for number in range(problem.line - 1, min(len(lines), problem.line + 11)):
        column = problem.column - 1 if number == problem.line - 1 else 0
        # The place may lie within what is to go.
        first = max(0, column - len(problem.instead_of)) if number == problem.line - 1 else 0
        at = lines[number].find(problem.instead_of, first)
        if at >= 0:
            before, after = lines[number][:at], lines[number][at + len(problem.instead_of) :]
            if proposed[:1] in ("[", "{") and before[-1:] in ("'", '"') and after[:1] == before[-1:]:
                # A list takes the place of a text with its quotation marks.
                before, after = before[:-1], after[1:]
            lines[number] = before + proposed + after
            return "\n".join(lines)
    raise AssertionError(f"{problem.instead_of!r} does not stand at {problem}")
