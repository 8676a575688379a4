"""What a timeline band shows: a span in years, months or days, and the entries in it as marks, bars or numbers."""

from enum import StrEnum
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
    """A year (`month` is 0), a month (`day` is 0) or a day, and how many entries stand under it.

    An empty address leads nowhere, as nothing stands there. `parts` are the months of a year."""

    year: int
    month: int
    day: int
    address: str
    count: int
    parts: tuple["Slot", ...] = ()

    @property
    def first(self) -> Day:
        return Day(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> Day:
        month = self.month or _DECEMBER
        return Day(self.year, month, self.day or days_in_month(self.year, month))


class Happening(Struct, frozen=True, array_like=True):
    """One entry as a band draws it; `lang` is the language of the title where it is not the page's.

    `zone` is that of times without an offset, None where the date has no time."""

    title: str
    address: str
    family: Family
    when: Date
    lang: str | None = None
    zone: str | None = None

    @property
    def forms(self) -> frozenset[Form]:
        """Return what is to be seen of how the date is written, besides whether it takes long."""
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
    """A span of whole slots, in order; in a dense one entries are the numbers of its slots, else `marks` or `bars`.

    `bars` are drawn beneath: what lasts, and what is known so vaguely that a mark would say too much. Those of a
    dense band are counted in its slots too. `vague` counts what no slot of a dense band can hold."""

    grain: Grain
    first: Day
    last: Day
    slots: tuple[Slot, ...]
    is_dense: bool
    marks: tuple[Happening, ...]
    bars: tuple[Happening, ...]
    vague: int

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
    """Return whether a bar bears the sign of its kind: it stands for one moment somewhere on it."""
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
