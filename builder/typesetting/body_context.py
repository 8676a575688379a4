"""What lies on the desk while one body is typeset: its links, and the mistakes found so far."""

import re
from urllib.parse import unquote

from msgspec import Struct, field

from builder.views.body import Links, Picture, Slip, Target


class BodyContext(Struct):
    """The links of one body, ready to be looked up, and its slips."""

    body: str
    targets: dict[str, Target]
    wrong: dict[str, tuple[str, str, str]]
    numbers: dict[str, tuple[str, int]]
    pictures: dict[str, Picture]
    hides_sources: bool
    slips: set[Slip] = field(default_factory=set)
    inner_links: set[tuple[str, int, int]] = field(default_factory=set)

    def complain(self, written: str, code: str, says: str, hint: str) -> None:
        """Note a mistake wherever the words that make it stand in the body."""
        self._note(_places(_as_written(written), self.body) or [(1, 1)], code, says, hint)

    def complain_of_address(self, address: str, line: int, code: str, says: str, hint: str) -> None:
        """Note a mistake wherever the address stands in the body; `line` is that of its paragraph."""
        self._note(self._places_of_address(address, line), code, says, hint)

    def follow(self, address: str, line: int) -> None:
        """Remember an address within the site, for links to be checked once all pages are known."""
        self.inner_links.update((address, *place) for place in self._places_of_address(address, line))

    def _note(self, places: list[tuple[int, int]], code: str, says: str, hint: str) -> None:
        self.slips.update(Slip(line, column, code, says, hint) for line, column in places)

    def _places_of_address(self, address: str, line: int) -> list[tuple[int, int]]:
        # Addresses are percent-encoded on the way; those written with entities or escapes are not found again.
        return _places(_AT_ADDRESS.format(_either(address)), self.body) or [(line, 1)]


def lay_out(body: str, links: Links) -> BodyContext:
    """Lay a body and its links on the desk."""
    return BodyContext(
        body=body,
        targets=dict(links.targets),
        wrong={word: (code, says, hint) for word, code, says, hint in links.wrong},
        numbers={word: (id, number) for word, id, number in links.numbers},
        pictures=dict(links.pictures),
        hides_sources=links.hides_sources,
    )


def _places(pattern: str, body: str) -> list[tuple[int, int]]:
    """Find where a pattern stands in a body; what code quotes is no link."""
    without_code = _CODE.sub(lambda code: re.sub(r"\S", " ", code[0]), body)
    found = [*re.finditer(pattern, without_code)] or [*re.finditer(pattern, body)]
    return [_line_and_column(body, match.start(1)) for match in found]


def _as_written(words: str) -> str:
    """Make a pattern of words that may run on in the next line of a list or quotation, or stand in a table."""
    pieces = (re.escape(piece).replace(r"\|", r"\\?\|") for piece in words.split())
    return f"({_BETWEEN.join(pieces)})"


def _either(address: str) -> str:
    return "|".join(re.escape(form) for form in dict.fromkeys((address, unquote(address))))


def _line_and_column(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


# What may stand between two words of a link: blanks, or a new line with the marks of a quotation.
_BETWEEN = r"[\s>]+"
# An address stands in brackets after words, in angle brackets, or after the name of a reference.
_AT_ADDRESS = r"(?:\(|<|\]:)[\s<]*({})(?=[\s)>]|$)"
_CODE = re.compile(r"^(```+|~~~+).*?^\1|(?<!`)(`+)(?!`).*?(?<!`)\2(?!`)", re.MULTILINE | re.DOTALL)
