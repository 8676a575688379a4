"""Recognise a number as the day that a spreadsheet counts, or as the second that most programs do."""

import re
from datetime import date, timedelta

from builder.model.advice import Advice

_SPREADSHEET = re.compile(r"([2-6][0-9]{4})(?:\.[0-9]+)?")
_SPREADSHEET_DAY_0 = date(1899, 12, 30)
# From 2001 on; behind it thousandths, which no year has.
_SECONDS = re.compile(r"(1[0-9]{9})([0-9]{3})?")
_FIRST_OF_SECONDS = date(1970, 1, 1)


def day_of_a_number(text: str) -> Advice | None:
    """Advise the day that a number stands for, and the year that it may be; None for all other texts."""
    if found := _SPREADSHEET.fullmatch(text):
        return _either(_SPREADSHEET_DAY_0 + timedelta(int(found[1])), "a spreadsheet gave the number", found[1])
    if found := _SECONDS.fullmatch(text):
        day, why = _FIRST_OF_SECONDS + timedelta(seconds=int(found[1])), "a program counted seconds since 1970"
        return Advice(f"write {day} if {why}", (str(day),)) if found[2] else _either(day, why, found[1])
    return None


def _either(day: date, why: str, year: str) -> Advice:
    return Advice(f"write {day} if {why}, Y{year} if it is a year", (str(day), f"Y{year}"))
