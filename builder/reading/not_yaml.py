"""Explain why a text is not YAML: what the parser stumbled over, in an author's words, and what to write."""

import re

import yaml

from builder.model.advice import Advice, advice_of
from builder.model.patterns import pattern
from builder.reading.quoting import private_lines


class NotYaml(Exception):
    """The text is not YAML as Dateline reads it; line and column count from 1."""

    def __init__(self, says: str, hint: str | Advice, line: int, column: int, code: str = "") -> None:
        super().__init__(says)
        self.says, self.advice, self.line, self.column, self.code = says, advice_of(hint), line, column, code

    @property
    def hint(self) -> str:
        return self.advice.hint


def explained(error: yaml.MarkedYAMLError, text: str, first_line: int) -> NotYaml:
    """Explain an error that the parser places."""
    problem = error.problem or error.context or "cannot be read"
    says, hint = _in_plain_words(problem)
    # What is never closed is best shown where it was opened, not where the file ends.
    opened = error.context_mark if "not closed" in says or "without a colon" in says else None
    mark = opened or error.problem_mark or error.context_mark
    at, column = (mark.line, mark.column) if mark else (0, 0)
    lines = text.split("\n")
    reached = min(error.problem_mark.line if error.problem_mark else at, len(lines) - 1)
    own = _odd_blank(lines, reached) or _comment_in_brackets(lines, reached) or _nothing_between(lines, reached)
    if own:
        says, advice, at, column = own
        return NotYaml(says, advice, first_line + at, column + 1)
    # What is private is not repeated in a message either.
    is_private = at in private_lines(lines[: at + 1])
    rewritten = _rewritten(lines[at]) if at < len(lines) and not is_private else None
    return NotYaml(says, rewritten or hint, first_line + at, column + 1)


def explained_without_place(error: yaml.YAMLError, text: str, first_line: int) -> NotYaml:
    """Explain a character that YAML refuses: the parser says where it is in bytes, and in words alone."""
    odd = next((at for at, char in enumerate(text) if char in "\ufffe\uffff"), 0)
    says, hint = _in_plain_words(str(error))
    return NotYaml(says, hint, first_line + text.count("\n", 0, odd), odd - text.rfind("\n", 0, odd))


def in_quotation_marks(text: str) -> str:
    """Write a text as YAML takes it for one, whatever is in it."""
    return "'" + text.replace("'", "''") + "'" if '"' in text or "\\" in text else f'"{text}"'


def _in_plain_words(problem: str) -> tuple[str, str]:
    for needle, says, hint in _YAML_WORDS:
        if needle in problem:
            return says, hint
    return f"not YAML: {problem.splitlines()[0]}", "quote a text that contains a colon, a hash or a bracket"


Own = tuple[str, Advice, int, int]


def _odd_blank(lines: list[str], last: int) -> Own | None:
    """Find a blank of the web or of a word processor behind a colon or before a key, up to a line."""
    for number in range(last, -1, -1):
        if found := _ODD_BLANK.match(lines[number]):
            odd = found["behind"] or found["before"]
            where = "after the colon" if found["behind"] else "before the word"
            says = f"an unusual space {where} (U+{ord(odd[0]):04X}), which YAML reads as a letter"
            at = found.start("behind") if found["behind"] else found.start("before")
            if odd[0] in UNSEEN:
                says = f"an invisible character {where} (U+{ord(odd[0]):04X}), which YAML reads as a letter"
                return says, Advice("delete it", ("",), odd), number, at
            return says, Advice("write a normal space instead", (" " * len(odd),), odd), number, at
    return None


def _comment_in_brackets(lines: list[str], last: int) -> Own | None:
    """Find a # between brackets that hides their end, on one of the last lines up to one."""
    for number in range(last, max(-1, last - _NEAR), -1):
        found = _COMMENT_IN_BRACKETS.search(lines[number])
        if found and not _is_closed(lines[number][: found.start("word")]):
            says = "a # between brackets: what follows it on the line is a comment, and hides their end"
            quoted = f'"{found["word"]}"'
            advice = Advice(f"put it in quotation marks: {quoted}", (quoted,), found["word"])
            return says, advice, number, found.start("word")
    return None


def _nothing_between(lines: list[str], last: int) -> Own | None:
    """Find two commas with nothing between them, or one behind the bracket that opens a list."""
    found = _TWO_COMMAS.search(lines[last])
    if found is None:
        return None
    return "nothing is written between two commas", Advice("remove one of them"), last, found.start("second")


def _is_closed(text: str) -> bool:
    return sum(map(text.count, "[{")) <= sum(map(text.count, "]}"))


def _rewritten(line: str) -> Advice | None:
    """Advise how to write a line `key: value` whose value YAML does not take for a text or a list."""
    found = _KEY_AND_VALUE.match(line)
    if found is None or len(line) > _LONGEST:
        return None
    value = found["value"].strip()
    if value in ("?", "-", "*", "&", "!"):
        return Advice("write what is known, or remove the field")
    if links := _LINKS.fullmatch(value):
        names = [name.split("|")[0].strip() for name in re.findall(r"\[\[([^\[\]]+)\]\]", links[0])]
        listed = f"[{', '.join(names)}]"
        return Advice(f"write {listed}: one pair of brackets around the list", (listed,), value)
    bare = value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value
    if value[:1] in "|>" and not re.match(r"[|>]\s+\S", value):
        return None
    if value[0] == "“" and value[-1] == "”" and "“" not in value[1:] and '"' not in value:
        # Marks that a word processor put in the place of those that were typed.
        bare = value[1:-1]
    if value[0] in "\"'" and value.count(value[0]) == 1:
        # A mark that is never closed.
        bare = value[1:]
    quoted = in_quotation_marks(bare)
    try:
        loaded = yaml.safe_load(f"key: {quoted}")
    except yaml.YAMLError:
        return None
    if not isinstance(loaded, dict) or value[:1] in "[{":
        return None
    return Advice(f"put the whole text in quotation marks: {quoted}", (quoted,), value)


_NEAR = 3
_LONGEST = 1000
ODD_BLANKS = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
UNSEEN = "\u200b\u200e\u200f\u2060\ufeff"
_ODD_BLANK = pattern(
    rf" *(?:- )?(?:[A-Za-z_][\w-]*:(?P<behind>[{ODD_BLANKS}]+)"
    rf"|(?P<before>[{ODD_BLANKS}{UNSEEN}]+)(?:[A-Za-z_][\w-]*:(?:\s|$)|- ))"
)
_COMMENT_IN_BRACKETS = pattern(r"[{,\[:]\s+(?P<word>#[^\s,\]}]+)")
_TWO_COMMAS = pattern(r"^[^\"'#]*[\[{,]\s*(?P<second>,)")
_KEY_AND_VALUE = pattern(r"\s*(?:- )?[A-Za-z_][\w-]*:\s+(?P<value>\S.*)$")
_LINKS = pattern(r"(?:\[\[[^\[\]]+\]\][\s,;]*)+")
_YAML_WORDS = (
    (
        "mapping values are not allowed",
        "a second colon in one line",
        "put the whole text in quotation marks if it contains a colon followed by a space",
    ),
    (
        "could not find expected ':'",
        "a line without a colon",
        "write `key: value`, set in what belongs to the line above, and close every quotation mark and bracket",
    ),
    (
        "did not find expected key",
        "wrong indentation, or an unmatched quotation mark",
        "indent keys of the same level equally, and quote a text that continues after its closing quotation mark",
    ),
    (
        "found unexpected end of stream",
        "a quotation mark that is not closed",
        "close it, or write a quotation mark inside the text as “ ”",
    ),
    (
        "did not find expected '-' indicator",
        "a line inside a list that is not an item",
        "begin each item of a list with `- `, all at the same indentation",
    ),
    (
        "did not find expected ',' or",
        "a bracket that is not closed",
        "close it with ] or }, and put commas between the items",
    ),
    ("alphabetic or numeric character", "a character that YAML reserves", "put the text in quotation marks"),
    ("mapping keys are not allowed", "a question mark where a text should begin", "put the text in quotation marks"),
    ("cannot start any token", "a character that YAML reserves", "put the text in quotation marks"),
    (
        "control characters are not allowed",
        "a control character",
        "delete it: it is invisible, but it is there",
    ),
    (
        "special characters are not allowed",
        "a control character",
        "delete it: it is invisible, but it is there",
    ),
)
