"""A month as a calendar: the days on which something stands, and where each is at home."""

from msgspec import Struct


class CalendarDay(Struct, frozen=True):
    """A day on which something stands, and how many entries that is."""

    day: int
    count: int
    address: str


class MonthCalendar(Struct, frozen=True):
    """A month, with those of its days on which something stands."""

    year: int
    month: int
    days: tuple[CalendarDay, ...]
