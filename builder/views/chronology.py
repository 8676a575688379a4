"""Entries by day: in a list, as views hold it and pages join it, and in the calendar of a month."""

from msgspec import Struct

from builder.views.edition import Card, Heading


class Item(Struct, frozen=True):
    """One entry in a list, with what the list has to add: roles, as the section and the key of the theme's words."""

    card: Card
    roles: tuple[tuple[str, str], ...] = ()


class DayGroup(Struct, frozen=True):
    """The entries of one day."""

    heading: Heading
    items: tuple[Item, ...]


class ListPart(Struct, frozen=True):
    """One part of a list: the years it spans, and which part of the same years it is, from 1."""

    number: int
    address: str
    first: int
    last: int
    turn: int


class Chronology(Struct, frozen=True):
    """Days in order; `is_dense` asks for lines instead of cards.

    Where a list continues on other pages, `parts` are all of them, and this is number `part`; `count` covers all."""

    days: tuple[DayGroup, ...]
    count: int
    is_dense: bool
    parts: tuple[ListPart, ...] = ()
    part: int = 1


class CalendarDay(Struct, frozen=True):
    """A day with entries, and how many there are."""

    day: int
    count: int
    address: str


class MonthCalendar(Struct, frozen=True):
    """A month, with those of its days that have entries."""

    year: int
    month: int
    days: tuple[CalendarDay, ...]
