"""Find where words and addresses stand in a body: one look at all of it answers every question."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from urllib.parse import unquote

from builder.model.lines import Lines

# A line and a column, both counted from 1.
Position = tuple[int, int]
Found = dict[str, list[Position]]


def positions_of_words(body: str, written: Collection[str]) -> Found:
    """Find links in double brackets, citations and footnote marks, each as `as_one_line` writes it."""
    return _positions(body, set(written), _words_in)


def positions_of_addresses(body: str, addresses: Collection[str]) -> Found:
    """Find the addresses of links and pictures; one written with entities or escapes is not found."""
    # Addresses are percent-encoded on the way.
    by_form = {form: address for address in addresses for form in (unquote(address), address)}
    found: Found = {}
    for form, positions in _positions(body, by_form, _addresses_in).items():
        found.setdefault(by_form[form], []).extend(positions)
    return found


def as_one_line(written: str) -> str:
    """Write words on one line that may run on in the next line of a list or quotation, or stand in a table."""
    return _BETWEEN.sub(" ", written.replace("\\|", "|")).strip()


def without_code(body: str) -> str:
    """Blank what code quotes: it is no link."""
    marks = [*_TICKS.finditer(body)]
    # Behind each mark, the next one that closes it; each is looked at once.
    closed_by: list[re.Match[str] | None] = [None] * len(marks)
    next_of: dict[str, re.Match[str]] = {}
    for number in range(len(marks) - 1, -1, -1):
        closed_by[number] = next_of.get(marks[number][0])
        next_of[marks[number][0]] = marks[number]
    pieces, reached = [], 0
    for mark, closing in zip(marks, closed_by, strict=True):
        if mark.start() >= reached and closing is not None:
            code = body[mark.start() : closing.end()]
            pieces += [body[reached : mark.start()], _LETTER.sub(" ", code)]
            reached = closing.end()
    return "".join((*pieces, body[reached:]))


def _positions(body: str, wanted: Collection[str], parts: Callable[[str], Iterator[tuple[str, int]]]) -> Found:
    if not wanted:
        return {}
    lines = Lines(body)
    found: defaultdict[str, list[Position]] = defaultdict(list)
    # What stands in code only is looked for there as well: a mark that opens code may be none.
    for text in (without_code(body), body):
        missing = {words for words in wanted if words not in found}
        for words, at in parts(text) if missing else ():
            if words in missing:
                found[words].append(lines.position(at))
    return dict(found)


def _words_in(text: str) -> Iterator[tuple[str, int]]:
    return ((as_one_line(match[1]), match.start()) for match in _WORDS.finditer(text))


def _addresses_in(text: str) -> Iterator[tuple[str, int]]:
    """Yield what may be an address: without brackets, it may end before one that closes."""
    for match in _ADDRESS.finditer(text):
        plain = match["plain"]
        if plain is None:
            kind = "alone" if match["within"] is None else "within"
            yield match[kind], match.start(kind)
            continue
        at, end = match.start("plain"), plain.find(")")
        yield plain, at
        for _ in range(_MOST_BRACKETS):
            if end < 0:
                break
            yield plain[:end], at
            end = plain.find(")", end + 1)


# What may stand between two words of a link: blanks, or a new line with the marks of a quotation.
_BETWEEN = re.compile(r"[\s>]+")
# A link in double brackets, a citation, a footnote mark or a link without an address. They are looked for within
# each other, and each stops where another of its kind begins, so that every letter is looked at a few times only.
_WORDS = re.compile(r"(?=(\[\[(?:(?!\]\])[^\[])+\]\]|\[@(?:(?!\[@)[^\]])+\]|\[\^[^\]\s\[]+\]|\]\(\)))")
# An address stands in brackets after words, in angle brackets, or after the name of a reference. Longer ones than
# these are told at the beginning of their paragraph.
_LONGEST = 400
_MOST_BRACKETS = 4
_ADDRESS = re.compile(
    rf"(?:\]\(|\]:)\s*+(?=<(?P<within>[^<>\n]{{0,{_LONGEST}}})>|(?P<plain>(?:(?!\]\()[^\s<>]){{1,{_LONGEST}}}))"
    rf"|(?=<(?P<alone>[^<>\s]{{0,{_LONGEST}}})>)"
)
_TICKS = re.compile(r"^(?:`{3,}|~{3,})|`+", re.MULTILINE)
_LETTER = re.compile(r"\S")
