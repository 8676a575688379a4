"""What a timeline band shows: a span in years, months or days, and the entries in it as marks, bars or numbers."""

from enum import StrEnum
from itertools import pairwise
from types import MappingProxyType

from msgspec import Struct

from builder.model.dates import Date, Day, Edge, days_in_month

_DECEMBER = 12


class Grain(StrEnum):
    """What one slot of a band is."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


class Family(StrEnum):
    """Kinds of entries that share a shape."""

    VIOLENCE = "violence"
    PROTEST = "protest"
    STATEMENT = "statement"
    DIPLOMACY = "diplomacy"
    HUMANITARIAN = "humanitarian"
    LEGAL = "legal"
    DEVELOPMENT = "development"
    PERIOD = "period"
    OTHER = "other"


class Form(StrEnum):
    """How a date is written, where that is seen in how it is drawn."""

    LASTING = "lasting"
    VAGUE = "vague"
    ONE_OF = "one-of"
    ALL_OF = "all-of"
    OPEN = "open"
    UNKNOWN = "unknown"
    APPROXIMATE = "approximate"
    UNCERTAIN = "uncertain"


class Slot(Struct, frozen=True, array_like=True):
    """A year (`month` is 0), a month (`day` is 0) or a day, and how many entries it has.

    A slot without entries has an empty address."""

    year: int
    month: int
    day: int
    address: str
    count: int

    @property
    def first(self) -> Day:
        return Day(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> Day:
        month = self.month or _DECEMBER
        return Day(self.year, month, self.day or days_in_month(self.year, month))


class Happening(Struct, frozen=True, array_like=True):
    """One entry as a band draws it; `lang` is the language of the title where it is not the page's.

    `zone` is that of times without an offset, None where the date has no time. `sides` are those whose actors took
    part. `number` leads from the drawing to the list beneath it; 0 where the entry is not listed there."""

    title: str
    address: str
    family: Family
    when: Date
    lang: str | None = None
    zone: str | None = None
    sides: tuple[str, ...] = ()
    is_contested: bool = False
    number: int = 0

    @property
    def forms(self) -> frozenset[Form]:
        """Return how the date is written, as far as a drawing shows it, apart from how long it lasts."""
        when = self.when
        if when.is_point and not when.is_qualified:
            return frozenset()
        edges = (when.start, when.end)
        seen = (
            (Form.ONE_OF, when.is_one_of),
            (Form.ALL_OF, when.is_all_of),
            (Form.OPEN, Edge.OPEN in edges),
            (Form.UNKNOWN, Edge.UNKNOWN in edges),
            (Form.APPROXIMATE, when.approximate),
            (Form.UNCERTAIN, when.uncertain),
        )
        return frozenset(form for form, is_seen in seen if is_seen)


class Band(Struct, frozen=True, kw_only=True):
    """A span of slots in order, with an entry each as one of `marks`, in order of time, or of `bars`.

    What lies between two slots and is longer than one of them is folded. `bars` are drawn beneath: what lasts, and
    what is known so vaguely that a mark would say too much. `piled` are the numbers of slots whose marks would pile
    up: a number stands for them. `widths` are those of slots beside each other, where some need more room for their
    marks, which then keep to their slots; without, time runs evenly. `vague` counts what no slot can hold."""

    grain: Grain
    slots: tuple[Slot, ...]
    marks: tuple[Happening, ...]
    bars: tuple[Happening, ...]
    widths: tuple[int, ...] = ()
    piled: tuple[int, ...] = ()
    vague: int = 0

    @property
    def first(self) -> Day:
        return self.slots[0].first

    @property
    def last(self) -> Day:
        return self.slots[-1].last

    @property
    def is_dense(self) -> bool:
        return bool(self.piled)

    @property
    def is_stretched(self) -> bool:
        """Return whether some slots are wider than others."""
        return len({*self.widths}) > 1

    @property
    def folds(self) -> tuple[tuple[Slot, Slot], ...]:
        """List the slots before and after each stretch that is folded."""
        return tuple(
            (before, after) for before, after in pairwise(self.slots) if after.first.ordinal - before.last.ordinal > 1
        )

    @property
    def key(self) -> tuple[Happening, ...]:
        """List what has a number, by number."""
        return tuple(sorted((one for one in (*self.marks, *self.bars) if one.number), key=lambda one: one.number))

    @property
    def sides(self) -> tuple[str, ...]:
        """List the sides whose colours occur."""
        return tuple(dict.fromkeys(one.sides[0] for one in (*self.marks, *self.bars) if len(one.sides) == 1))

    @property
    def has_several_sides(self) -> bool:
        return any(len(one.sides) > 1 for one in (*self.marks, *self.bars))

    @property
    def has_sideless(self) -> bool:
        """Return whether there are signs in the colour of those that belong to no side."""
        found = (*self.marks, *self.bars)
        return any(one.sides for one in found) and not all(one.sides for one in found)

    @property
    def has_contested(self) -> bool:
        return any(one.is_contested for one in (*self.marks, *self.bars))

    @property
    def families(self) -> tuple[Family, ...]:
        """List the shapes that occur."""
        found = {mark.family for mark in self.marks} | {bar.family for bar in self.bars if has_sign(bar.when)}
        return tuple(family for family in Family if family in found)

    @property
    def forms(self) -> tuple[Form, ...]:
        """List the forms of dates that occur."""
        found = {form for happening in (*self.marks, *self.bars) for form in happening.forms}
        found |= {Form.VAGUE if has_sign(bar.when) else Form.LASTING for bar in self.bars if not _is_set(bar.when)}
        return tuple(form for form in Form if form in found)


def family_of(types: tuple[str, ...]) -> Family:
    """Return the kind of an entry by the first of its types."""
    return _FAMILIES.get(types[0].partition("/")[0], Family.OTHER) if types else Family.OTHER


def has_sign(when: Date) -> bool:
    """Return whether a bar carries the sign of its kind: it stands for one moment somewhere within it."""
    return when.is_point and when.earliest != when.latest


def _is_set(when: Date) -> bool:
    return when.is_one_of or when.is_all_of


_FAMILIES = MappingProxyType(
    {
        "battle": Family.VIOLENCE,
        "remote": Family.VIOLENCE,
        "civilians": Family.VIOLENCE,
        "protest": Family.PROTEST,
        "riot": Family.PROTEST,
        "statement": Family.STATEMENT,
        "diplomacy": Family.DIPLOMACY,
        "humanitarian": Family.HUMANITARIAN,
        "legal": Family.LEGAL,
        "development": Family.DEVELOPMENT,
        "period": Family.PERIOD,
    }
)
