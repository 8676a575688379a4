"""Draw the months in which something happened as strokes along a line that is even in time, for a slider."""

from collections.abc import Callable, Sequence

from markupsafe import escape

from builder.model.decimals import compact

# Years that are named: at most so many, in steps that a reader counts in.
_MOST, _STEPS = 8, (1, 2, 5, 10, 20, 50, 100, 500)
_YEAR = 12


def draw_years(months: Sequence[int], words: Callable[[int], str], is_mirrored: bool) -> str:
    """Draw months, counted from year 0 and in order, and the names of round years between the first and the last."""
    first, last = months[0], months[-1]

    def across(month: int) -> str:
        along = 100 * (month - first) / (last - first)
        return compact(100 - along if is_mirrored else along)

    strokes = "".join(f"M{across(month)} 0V16" for month in months)
    step = next((step for step in _STEPS if (last - first) / _YEAR / step <= _MOST), _STEPS[-1])
    years = [year for year in range(-(-first // _YEAR), last // _YEAR + 1) if year % step == 0]
    names = "".join(f'<text x="{across(year * _YEAR)}%" y=".75rem">{escape(words(year))}</text>' for year in years)
    line = (
        f'<svg viewBox="0 0 100 16" y="1.1rem" height="1rem" preserveAspectRatio="none"><path d="{strokes}"/></svg>'
    )
    return f'<svg class="map-years" aria-hidden="true">{names}{line}</svg>'
