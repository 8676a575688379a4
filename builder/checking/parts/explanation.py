"""What a code means: the law in one sentence, its reason, how to fix what breaks it, and an example of each."""

from msgspec import Struct

from builder.model.problem import Severity


class Explanation(Struct, frozen=True):
    """One code, explained; `wrong` and `right` are lines as an author writes them, empty where words say enough."""

    code: str
    severity: Severity
    law: str
    reason: str
    fix: str
    wrong: str = ""
    right: str = ""

    @property
    def is_rule(self) -> bool:
        """Return whether this is a rule, such as C7, and not the form of a field or file."""
        return self.code[0].isupper() and self.code[1:].isdigit()


def error(*words: str) -> Explanation:
    """Explain a code that stops a build: code, law, reason, fix, and perhaps what is wrong and what is right."""
    return _explained(Severity.ERROR, words)


def warning(*words: str) -> Explanation:
    """Explain a code that warns."""
    return _explained(Severity.WARNING, words)


def hint(*words: str) -> Explanation:
    """Explain a code that hints."""
    return _explained(Severity.HINT, words)


def _explained(severity: Severity, words: tuple[str, ...]) -> Explanation:
    code, law, reason, fix, *example = words
    return Explanation(code, severity, law, reason, fix, *example)
