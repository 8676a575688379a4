"""A list of entries by day, as views hold it and pages join it."""

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
    """One part of a list: the years it spans."""

    number: int
    address: str
    first: int
    last: int


class Chronology(Struct, frozen=True):
    """Days in order; `is_dense` asks for lines instead of cards.

    Where a list goes on on other pages, `parts` are all of them, and this is the one of number `part`; `count` is of
    all."""

    days: tuple[DayGroup, ...]
    count: int
    is_dense: bool
    parts: tuple[ListPart, ...] = ()
    part: int = 1
