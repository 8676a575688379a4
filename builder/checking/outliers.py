"""Rules on dates beside each other (D14): a mistyped year is far outside the period of all other entries."""

from collections.abc import Iterator

from builder.checking.parts.explanation import hint
from builder.model.archive import Archive
from builder.model.entry import Entry
from builder.model.problem import Finding, KeyPath

# So many entries, at least, say when a publication's events happen.
_FEWEST = 5
# Years before and after the middle of all: a background may go back for centuries, plans do not.
_MOST_BEFORE, _MOST_AFTER = 500, 100
# If more than one entry in so many is far away, they belong there.
_ONE_IN = 5


def no_year_is_of_another_age(archive: Archive) -> Iterator[Finding]:
    """D14: 0231 and 2301 are mistyped where all else happens about 2031."""
    ends = {entry.id: tuple(_years(entry)) for entry in archive.entries}
    years = [found[0][0] for found in ends.values() if found]
    if len(years) < _FEWEST:
        return
    middle = sorted(years)[(len(years) - 1) // 2]
    far = [
        (entry, year, path)
        for entry in archive.entries
        for year, path in ends[entry.id]
        if not -_MOST_BEFORE <= year - middle <= _MOST_AFTER
    ]
    if len(far) * _ONE_IN > len(years):
        return
    # An entry whose beginning is far away is told once.
    for id, (year, path) in {entry.id: (year, path) for entry, year, path in reversed(far)}.items():
        side = "before" if year < middle else "after"
        says = f"the year {year:04} is {abs(year - middle):,} years {side} that of most other entries, {middle:04}"
        advice = "correct it if it is mistyped, or allow D14 here with a reason"
        yield Finding(archive.files[f"entries/{id}"], path, "D14", says, advice)


def _years(entry: Entry) -> Iterator[tuple[int, KeyPath]]:
    """List the years in which an entry begins and ends, as far as they are known, with the keys that lead to them."""
    when = entry.when
    if when.earliest:
        yield when.earliest.year, ("date",)
    if when.latest and (not when.earliest or when.latest.year != when.earliest.year):
        yield when.latest.year, ("end",) if entry.end else ("date",)


RULES = (no_year_is_of_another_age,)

EXPLANATIONS = (
    hint(
        "D14",
        "A year is not far outside the period of most other entries.",
        "A missing digit, or two swapped, moves an event to another age and stretches the timeline.",
        "Correct the year; if the event belongs there, allow `D14` in the entry and say why.",
        "date: 0231-05-05   # most other entries: 2031",
        "date: 2031-05-05",
    ),
)
