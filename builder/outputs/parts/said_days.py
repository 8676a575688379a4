"""Group what was said by the day by which it is known to have been said: that day alone decides."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import TypeVar

from builder.model.dates import Date, Day, day_alone, is_day, known_by

Said = TypeVar("Said")


def by_day(said: Iterable[Said], made_of: Callable[[Said], Date | None]) -> Iterator[tuple[Date | None, list[Said]]]:
    """Group by day, and within it by vaguer dates; what has no day, or none that is sure, comes last."""
    ordered = sorted(said, key=lambda each: (*_rank(made_of(each)), _day_key(made_of(each))[1]))
    for _, found in groupby(ordered, key=lambda each: _day_key(made_of(each))):
        group = list(found)
        made = made_of(group[0])
        yield day_alone(made.earliest) if made and made.earliest and is_day(made) else made, group


def _rank(made: Date | None) -> tuple[bool, bool, int]:
    day = known_by(made)
    return (day is None, made is None, day.ordinal if day else 0)


def _day_key(made: Date | None) -> tuple[Day | None, str]:
    if made is None:
        return None, ""
    return known_by(made), "" if is_day(made) else made.text
