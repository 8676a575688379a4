"""Read moments after RFC 3339; what is none is answered with the one that it means, or with its day."""

import re
from datetime import UTC, datetime

from builder.model.advice import Advice, write
from builder.reading.dates.edtf import read_date
from builder.reading.dates.not_a_date import NotADate

MOMENT = re.compile(r"\d{4}-\d\d-\d\d([Tt ]\d\d:\d\d(:\d\d(\.\d+)?)?([Zz]|[+-]\d\d:\d\d)?)?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_HOW_TO_WRITE = Advice("write a day, YYYY-MM-DD, or a time, YYYY-MM-DDTHH:MM+00:00")


def read_moment(text: str) -> str | Advice:
    """Read a date-time, or a day alone, into one in UTC, which sorts as text; advise where the text is none."""
    if not MOMENT.fullmatch(text):
        return _advice_on(text)
    try:
        moment = datetime.fromisoformat(text.upper())
        moment = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return Advice("there is no such day or time")
    return moment.replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def _advice_on(text: str) -> Advice:
    try:
        meant = [read_date(text).text]
    except NotADate as mistake:
        meant = list(mistake.advice.proposed)
    moments = [
        moment
        for moment in (re.sub(r"([+-]\d\d)$", r"\1:00", date) if "T" in date else date for date in meant)
        if MOMENT.fullmatch(moment)
    ]
    if moments:
        return write(*moments, quotes="")
    day = _DAY.match(text)
    return write(day[0], quotes="") if day and isinstance(read_moment(day[0]), str) else _HOW_TO_WRITE
