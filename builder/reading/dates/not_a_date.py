"""What is wrong with a text that is not a date: a part of it, in the author's own word, and what to write instead."""

import re

from msgspec.structs import replace

from builder.model.advice import Advice, advice_of, write

_HOW_TO_WRITE = "write YYYY-MM-DD, or YYYY-MM or YYYY if no more is known"
_GOES_ON = ("open", "ongoing", "present", "now", "today", "continuing", "continues")
_NOT_KNOWN = ("", "?", "none", "unknown", "not known")


class NotADate(Exception):
    """The text is not a date; `at` is the column, from 0, of the part that is not, `code` that of what it breaks.

    Each text that the advice proposes takes the place of `advice.instead_of`, of the whole where that is empty."""

    def __init__(self, says: str, hint: str | Advice, at: int, code: str = "date-form") -> None:
        super().__init__(says, hint, at, code)
        self.says, self.advice, self.at, self.code = says, advice_of(hint), at, code

    @property
    def hint(self) -> str:
        return self.advice.hint

    def __str__(self) -> str:
        return f"{self.says}; {self.hint}"


def within(part: str, mistake: NotADate) -> NotADate:
    """Return a mistake in a part of a text: what it proposes takes the place of that part."""
    if mistake.advice.proposed and not mistake.advice.instead_of:
        mistake.advice = replace(mistake.advice, instead_of=part)
    return mistake


def how_to_write(text: str) -> Advice:
    """Advise how to write a date that nobody understands, with the year that its author names."""
    years = re.findall(r"(?<![0-9])[0-9]{4}(?![0-9])", text)
    if len(years) != 1:
        return Advice(_HOW_TO_WRITE)
    year = years[0]
    return Advice(f"write {year} if no more is known, or {year}-MM, or {year}-MM-DD", (year,))


def why_not_an_end(text: str) -> NotADate | None:
    """Explain why a text cannot be an entry's `end`, None where it may be one."""
    word = text.strip().lower()
    if word in _GOES_ON:
        return NotADate(f"“{text}” is not an end", Advice("write .. for something ongoing", ("..",)), 0)
    if word in _NOT_KNOWN:
        says = f"“{text}” is not an end" if word else "no end is written"
        return NotADate(says, write("unknown", quotes=""), 0)
    if text[0] in "[{":
        return NotADate("there is a set where one date belongs", "write one date, with ~ or ? if it is vague", 0)
    if "/" in text:
        return NotADate(
            "there is an interval where one date belongs",
            Advice(f"write its end, {text.rpartition('/')[2]}", (text.rpartition("/")[2],)),
            text.index("/"),
        )
    return None
