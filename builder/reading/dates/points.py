"""Read one date or date-time as EDTF writes it into a Point.

Seasons 21 to 24 are those of the northern hemisphere, 29 to 32 of the southern; each belongs to the year that
it begins in. More than level 1: seasons 25 to 41, an open year in a full date (`156X-12-25`), no seconds.
What explains mistakes is imported where there is one."""

import re

from builder.model.advice import write
from builder.model.dates import Clock, Day, Part, Point, Precision, days_in_month
from builder.reading.dates.not_a_date import NotADate, within

# Nearly all dates are days, and nearly all of them before the 29th: these need no further question.
_PLAIN_DAY = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])")
_POINT = re.compile(
    r"(-?(?:[0-9]{4}|[0-9]{3}X|[0-9]{2}XX))"
    r"(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX)"
    r"(?:T([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?(Z|[+-][0-9]{2}(?::[0-9]{2})?)?)?)?)?"
    r"([?~%])?"
)
# Twelve digits are more than the age of the universe in years, and still a number that MessagePack can hold.
_LONG_YEAR = re.compile(r"Y(-?[1-9][0-9]{4,11})([?~%])?")
_APPROXIMATE = ("~", "%")
_UNCERTAIN = ("?", "%")
_FARTHEST_OFFSET = 14 * 60
# For the seasons from code 21 on: the month in which each begins, and how many months it has.
_FIRST_SEASON = 21
_SEASONS = (
    *((3, 3), (6, 3), (9, 3), (12, 3)),
    *((3, 3), (6, 3), (9, 3), (12, 3)),
    *((9, 3), (12, 3), (3, 3), (6, 3)),
    *((1, 3), (4, 3), (7, 3), (10, 3)),
    *((1, 4), (5, 4), (9, 4)),
    *((1, 6), (7, 6)),
)


def read_point(text: str, part: str, at: int) -> Point:
    """Read the part of `text` that stands at column `at` and must be one date or date-time."""
    if match := _PLAIN_DAY.fullmatch(part):
        day = Day(int(match[1]), int(match[2]), int(match[3]))
        return Point(part, day, day, Precision.DAY, False, False, None, None, ())
    if match := _POINT.fullmatch(part):
        try:
            return _point(match, at)
        except NotADate as mistake:
            raise within(part, mistake) from None
    if match := _LONG_YEAR.fullmatch(part):
        year, qualifier = int(match[1]), match[2]
        return Point(
            text=part,
            earliest=Day(year, 1, 1),
            latest=Day(year, 12, 31),
            precision=Precision.YEAR,
            approximate=qualifier in _APPROXIMATE,
            uncertain=qualifier in _UNCERTAIN,
            clock=None,
            season=None,
            unspecified=(),
        )
    from builder.reading.dates.why_not import why_not

    raise why_not(text, part, at)


def _point(match: re.Match[str], at: int) -> Point:
    year, month, day, hour, _, _, _, qualifier = match.groups()
    if month and "41" >= month > "20":
        return _season(match, at)
    earliest, latest = _bounds(match, at)
    return Point(
        text=match[0],
        earliest=earliest,
        latest=latest,
        precision=_precision(year, month, day, hour),
        approximate=qualifier in _APPROXIMATE,
        uncertain=qualifier in _UNCERTAIN,
        clock=_clock(match, at) if hour else None,
        season=None,
        unspecified=_unspecified(year, month, day) if "X" in match[0] else (),
    )


def _bounds(match: re.Match[str], at: int) -> tuple[Day, Day]:
    first_year, last_year = _years(match[1], at)
    month = _month(match, at)
    if match[3] is None or match[3] == "XX":
        last_month = month or 12
        last_day = days_in_month(last_year, last_month)
        return Day(first_year, month or 1, 1), Day(last_year, last_month, last_day)
    if month is None:
        raise NotADate(
            f"{match[0]} has a day but no month",
            write(match[1], after=" and put the words of the source into date_text", quotes=""),
            at + match.start(2),
        )
    day = int(match[3])
    # Of the years that an X leaves open, only some have a 29 February.
    years = [year for year in range(first_year, last_year + 1) if 1 <= day <= days_in_month(year, month)]
    if not years:
        from builder.reading.dates.why_not import no_such_day

        raise no_such_day(match[1], month, match[3], at + match.start(3))
    return Day(years[0], month, day), Day(years[-1], month, day)


def _years(year: str, at: int) -> tuple[int, int]:
    if year == "-0000":
        raise NotADate("there is no year -0000", write("0000", after=", which is 1 BC", quotes=""), at)
    if "X" not in year:
        return int(year), int(year)
    least, most = int(year.replace("X", "0")), int(year.replace("X", "9"))
    # Years before 0 count backwards; -000X leaves out -0000, which does not exist.
    return (most, min(least, -1)) if year[0] == "-" else (least, most)


def _month(match: re.Match[str], at: int) -> int | None:
    """Return the month, None where it is not written or unspecified."""
    year, month, day = match.group(1, 2, 3)
    if month is None:
        return None
    if month == "XX":
        if "X" in year:
            raise NotADate(
                f"the year {year} is unspecified, so a month has no meaning",
                write(year, quotes=""),
                at + match.start(2),
            )
        return None
    if not "01" <= month <= "12":
        from builder.reading.dates.why_not import no_such_month

        raise no_such_month(year, month, day, at + match.start(2))
    return int(month)


def _precision(year: str, month: str | None, day: str | None, hour: str | None) -> Precision:
    if "X" in year:
        return Precision.CENTURY if year.endswith("XX") else Precision.DECADE
    if month is None or month == "XX":
        return Precision.YEAR
    if day is None or day == "XX":
        return Precision.MONTH
    return Precision.TIME if hour else Precision.DAY


def _unspecified(year: str, month: str | None, day: str | None) -> tuple[Part, ...]:
    parts = ((Part.YEAR, year), (Part.MONTH, month), (Part.DAY, day))
    return tuple(part for part, written in parts if written and "X" in written)


def _season(match: re.Match[str], at: int) -> Point:
    year, season, day = match.group(1, 2, 3)
    if "X" in year or day is not None:
        from builder.reading.dates.why_not import no_such_season

        raise no_such_season(year, season, day, at + match.start(2))
    first_year = _years(year, at)[0]
    first_month, months = _SEASONS[int(season) - _FIRST_SEASON]
    years_on, month = divmod(first_month + months - 2, 12)
    last_year, last_month = first_year + years_on, month + 1
    return Point(
        text=match[0],
        earliest=Day(first_year, first_month, 1),
        latest=Day(last_year, last_month, days_in_month(last_year, last_month)),
        precision=Precision.SEASON,
        approximate=match[8] in _APPROXIMATE,
        uncertain=match[8] in _UNCERTAIN,
        clock=None,
        season=int(season),
        unspecified=(),
    )


def _clock(match: re.Match[str], at: int) -> Clock:
    hour, minute, second, offset = match.group(4, 5, 6, 7)
    if "X" in match[0]:
        raise NotADate("there is a time of day on an unknown day", "remove the time", at + match.start(4))
    if hour > "23" or minute > "59" or (second and second > "59"):
        from builder.reading.dates.why_not import no_such_time

        raise no_such_time(hour, minute, second, at + match.start(4))
    return Clock(
        hour=int(hour),
        minute=int(minute),
        second=int(second) if second else None,
        offset=_offset(offset, at + match.start(7)) if offset else None,
    )


def _offset(written: str, at: int) -> int:
    if written == "Z":
        return 0
    hours, minutes = int(written[1:3]), int(written[4:] or 0)
    if minutes > 59 or hours * 60 + minutes > _FARTHEST_OFFSET:
        raise NotADate(
            f"{written} is not an offset from UTC", "offsets go from -14:00 to +14:00, with minutes up to 59", at
        )
    if written[0] == "-" and hours == minutes == 0:
        raise NotADate(f"{written} is not an offset from UTC", "write Z or +00:00", at)
    return -(hours * 60 + minutes) if written[0] == "-" else hours * 60 + minutes
