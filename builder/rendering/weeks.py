"""Lay the days of a month out in weeks, which begin with the day that the language begins them with (CLDR)."""

from msgspec import Struct

from builder.model.dates import Day, days_in_month
from builder.rendering.calendar_names import has_weekdays, signs_of
from builder.views.chronology import CalendarDay, MonthCalendar

_WEEK = 7


class CalendarCell(Struct, frozen=True):
    """A day of a month, and what stands on it; a cell before the first day or after the last one has day 0."""

    day: int
    found: CalendarDay | None


class CalendarSheet(Struct, frozen=True):
    """A month in weeks; weekdays are short, with their whole names."""

    weekdays: tuple[tuple[str, str], ...]
    weeks: tuple[tuple[CalendarCell, ...], ...]


def sheet(calendar: MonthCalendar, language: str) -> CalendarSheet | None:
    """Lay a month out; None for years before 1 and after 9999, in which a weekday says nothing."""
    if not has_weekdays(calendar.year):
        return None
    signs = signs_of(language)
    first, days = signs.first_weekday, {found.day: found for found in calendar.days}
    before = (Day(calendar.year, calendar.month, 1).weekday - first) % _WEEK
    count = days_in_month(calendar.year, calendar.month)
    numbers = [*[0] * before, *range(1, count + 1), *[0] * (-(before + count) % _WEEK)]
    cells = [CalendarCell(number, days.get(number)) for number in numbers]
    return CalendarSheet(
        weekdays=tuple(signs.weekdays[(first + index) % _WEEK] for index in range(_WEEK)),
        weeks=tuple(tuple(cells[start : start + _WEEK]) for start in range(0, len(cells), _WEEK)),
    )
