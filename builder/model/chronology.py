"""A list of entries by day, as views hold it and pages join it."""

from msgspec import Struct

from builder.model.dates import Date
from builder.model.edition import Card


class Item(Struct, frozen=True):
    """One entry in a list, with what the list has to add: roles, as the section and the key of the theme's words."""

    card: Card
    roles: tuple[tuple[str, str], ...] = ()


class Heading(Struct, frozen=True):
    """A day; where the day, the month or more is unknown (0), `date` is to be said in words instead."""

    year: int
    month: int
    day: int
    date: Date | None


class DayGroup(Struct, frozen=True):
    """The entries of one day."""

    heading: Heading
    items: tuple[Item, ...]


class Chronology(Struct, frozen=True):
    """Days in order; `is_dense` asks for lines instead of cards."""

    days: tuple[DayGroup, ...]
    count: int
    is_dense: bool
