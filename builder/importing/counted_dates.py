"""Count the dates that a Markwhen timeline gives by other dates: `2031-04-05 / 3 days`, `after !closed 2 weeks`.

An event ends where the next one may begin: three days from 5 April on are the 5th to the 7th. What is finer than the
date that it is counted from, or counted from the day of reading, has no answer that stays the same."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

from msgspec import Struct

from builder.importing.record import Spoilt
from builder.model.dates import days_in_month

_UNIT = (
    r"(?:(?:week|work|business)\s*)?d(?:ays?)?|w(?:eeks?)?|months?|y(?:ears?)?"
    r"|h(?:ours?)?|min(?:ute)?s?|ms|milliseconds|s(?:ec(?:ond)?s?)?"
)
_AMOUNT = re.compile(rf"(-?)(\d{{1,6}})\s*({_UNIT})\b")
_AMOUNTS = rf"(?:-?\d{{1,6}}\s*(?:{_UNIT})\b\s*(?:,\s*)?)+"
_BEGINNING = rf"(?=(?:by|before|after|plus)\b|!|\.start\b|\.end\b|\+|-?\d{{1,6}}\s*(?:{_UNIT})\b)"
_REFERENCE = r"(?:!(\w+)(?:\.(start|end)\b)?|\.(start|end)\b)"
_PART = re.compile(rf"{_BEGINNING}(?:(by|before|after)\b\s*)?(?:{_REFERENCE}\s*)?(?:(?:plus\b|\+)\s*)?({_AMOUNTS})?")
# The same as a piece of other patterns, which count groups of their own.
COUNTED = re.sub(r"\((?!\?)", "(?:", _PART.pattern)
_SPAN = re.compile(rf"(?P<left>.*?\S)\s*(?:/|-|–|\bto\b)\s*(?P<right>{COUNTED})")
_AFTER = re.compile(rf"(?P<left>{COUNTED})\s*(?:/|-|–|\bto\b)\s*(?P<right>\d.*)")
_PLAIN = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_UNITS = MappingProxyType({"d": "day", "w": "week", "m": "month", "y": "year"})
_RANKS = MappingProxyType({"day": 0, "week": 0, "month": 1, "year": 2})
_WRITE_IT = "write the day, the month or the year itself"


class Moment(Struct, frozen=True):
    """A day on which something begins, or before which it has ended, known to a day, a month or a year."""

    day: date
    unit: str

    def moved(self, amounts: str, by: int, text: str) -> "Moment":
        day = self.day
        for sign, number, word in _AMOUNT.findall(amounts):
            unit = _UNITS.get(word[0]) if word in _WORDS else None
            if sign or unit is None or _RANKS[unit] < _RANKS[self.unit]:
                counted = f"{number} {word}" if unit is None or sign else f"{word} from a {self.unit}"
                raise Spoilt(f'"{text}" counts {sign}{counted}, which leads to no certain day', _WRITE_IT)
            try:
                day = _moved(day, by * int(number), unit)
            except (OverflowError, ValueError):
                raise Spoilt(f'"{text}" leads out of the calendar', _WRITE_IT) from None
        return Moment(day, self.unit)


class Period(Struct, frozen=True):
    """When something began, and when it had ended."""

    start: Moment
    end: Moment

    @property
    def text(self) -> str:
        """Write the period in EDTF."""
        first, last = _written(self.start.day, self.start.unit), _written(_last(self.end), self.end.unit)
        return first if first == last else f"{first}/{last}"


class KnownPeriods(Struct):
    """The periods of the events above: by their ids, and that of the last one; None where it is not known."""

    by_id: dict[str, Period | None]
    last: Period | None = None
    has_last: bool = False

    def note(self, period: Period | None, ids: list[str]) -> None:
        self.last, self.has_last = period, True
        self.by_id.update({id: period for id in ids if id not in self.by_id})

    def find(self, id: str, text: str) -> Period:
        if id and id not in self.by_id:
            raise Spoilt(f'"{text}" counts from "!{id}", and no event above has that id', _WRITE_IT)
        if not id and not self.has_last:
            raise Spoilt(f'"{text}" counts from the day of reading: no event comes before it', _WRITE_IT)
        found = self.by_id[id] if id else self.last
        if found is None:
            raise Spoilt(f'"{text}" counts from an event whose own date is not known to the day or month', _WRITE_IT)
        return found


def period_of(edtf: str) -> Period | None:
    """Return the period of a plain date, or of a span of such; None for one that is known less surely."""
    ends = [_PLAIN.fullmatch(end) for end in edtf.split("/")]
    if len(ends) > 2 or not all(ends):
        return None
    found = [_period(*match.groups()) for match in ends if match]
    return Period(found[0].start, found[-1].end)


def counted(text: str, known: KnownPeriods, periods: Mapping[str, Period | None]) -> Period | None:
    """Return the period that a text counts; None for one that counts from nothing else.

    `periods` hold what the parts of the text are that are dates of their own."""
    if alone := _PART.fullmatch(text):
        return _alone(alone, text, known)
    if both := _SPAN.fullmatch(text):
        return _with_an_end(both["left"], both["right"], text, known, periods)
    if (both := _AFTER.fullmatch(text)) and (end := periods.get(both["right"])):
        word, dependent, amounts = _taken(both["left"], text, known)
        if word in ("by", "before"):
            raise Spoilt(f'"{text}" does not say when it begins', _WRITE_IT)
        return _ordered(Period(dependent.moved(amounts, 1, text), end.end), text)
    return None


def parts_of(text: str) -> tuple[str, ...]:
    """List the parts of a text beside one that is counted, which may be dates of their own."""
    both = _SPAN.fullmatch(text)
    if both:
        return () if _PART.fullmatch(both["left"]) else (both["left"],)
    both = _AFTER.fullmatch(text)
    return (both["right"],) if both else ()


def _alone(found: re.Match[str], text: str, known: KnownPeriods) -> Period:
    """Return a period that lasts as long as the amounts say, after or before another."""
    word, dependent, amounts = _read(found, text, known)
    if not amounts:
        raise Spoilt(f'"{text}" says only what it comes {word or "after"}', _WRITE_IT)
    if word in ("by", "before"):
        return Period(dependent.moved(amounts, -1, text), dependent)
    return Period(dependent, dependent.moved(amounts, 1, text))


def _with_an_end(
    left: str, right: str, text: str, known: KnownPeriods, periods: Mapping[str, Period | None]
) -> Period | None:
    end = _PART.fullmatch(right)
    assert end is not None
    if end[1]:
        raise Spoilt(f'"{text}" does not say when it ends', _WRITE_IT)
    if _PART.fullmatch(left):
        word, dependent, amounts = _taken(left, text, known)
        if word in ("by", "before"):
            last = dependent.moved(amounts, -1, text)
            return Period(last.moved(end[5] or "", -1, text), last)
        start = dependent.moved(amounts, 1, text)
    elif own := periods.get(left):
        start = own.start
    else:
        return None
    from_itself = not (end[2] or end[4])
    dependent = start if from_itself else _edge(known.find(end[2] or "", text), end[3] or end[4] or "start")
    return _ordered(Period(start, dependent.moved(end[5] or "", 1, text)), text)


def _taken(part: str, text: str, known: KnownPeriods) -> tuple[str, Moment, str]:
    found = _PART.fullmatch(part)
    assert found is not None
    return _read(found, text, known)


def _read(found: re.Match[str], text: str, known: KnownPeriods) -> tuple[str, Moment, str]:
    """Return the word before a reference, the moment that it leads to, and the amounts behind it."""
    word, id, edge, of_last, amounts = found.groups()
    usual = "start" if word in ("by", "before") else "end"
    return word or "", _edge(known.find(id or "", text), edge or of_last or usual), amounts or ""


def _edge(period: Period, edge: str) -> Moment:
    return period.start if edge == "start" else period.end


def _ordered(period: Period, text: str) -> Period:
    if period.end.day <= period.start.day:
        raise Spoilt(f'"{text}" ends before it begins', _WRITE_IT)
    return period


def _period(year: str, month: str | None, day: str | None) -> Period:
    unit = "day" if day else "month" if month else "year"
    first = date(int(year), int(month or 1), int(day or 1))
    return Period(Moment(first, unit), Moment(_moved(first, 1, unit), unit))


def _moved(day: date, number: int, unit: str) -> date:
    if unit in ("day", "week"):
        return day + timedelta(days=number * (7 if unit == "week" else 1))
    months = day.year * 12 + day.month - 1 + number * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    # A month later than the 31st is the last day of the next month.
    return date(year, month + 1, min(day.day, days_in_month(year, month + 1)))


def _last(end: Moment) -> date:
    return end.day - timedelta(days=1)


def _written(day: date, unit: str) -> str:
    return day.isoformat()[: {"day": 10, "month": 7, "year": 4}[unit]]


_WORDS = ("d", "day", "days", "w", "week", "weeks", "month", "months", "y", "year", "years")
