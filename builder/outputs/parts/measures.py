"""The figures that answer one question, measure by measure: drawn over time, and row by row as a table."""

from collections.abc import Iterator, Mapping
from string import ascii_uppercase

from msgspec import Struct
from msgspec.structs import replace

from builder.model.archive import Archive
from builder.model.claim import Quantity
from builder.model.comparison import Answer
from builder.model.figures import Measure, measure_of
from builder.model.ids import lettered
from builder.outputs.parts.claims import ClaimView, Column
from builder.views.chart import Chart, ChartLine, Mark
from builder.views.output import Link


class Row(Struct, frozen=True):
    """One figure in a table: the letter of its claimant in the drawing, the claim, and what took its place."""

    key: str
    quantity: Quantity
    claim: ClaimView
    replaced_by: Link | None


class MeasureView(Struct, frozen=True):
    """The figures of one measure: drawn, and row by row as a table."""

    chart: Chart
    rows: tuple[Row, ...]


def measure_views(
    question: str, views: Mapping[str, ClaimView], listed: tuple[Column, ...], archive: Archive
) -> Iterator[MeasureView]:
    """Show each measure: those with most figures first, every claimant under one letter, in the order of columns."""
    comparison = archive.comparisons[question]
    figures: dict[Measure, list[tuple[str, int]]] = {}
    for ref in comparison.order:
        claim = archive.claim_of[ref][1]
        for index, quantity in enumerate(claim.quantities):
            figures.setdefault(measure_of(claim, quantity), []).append((ref, index))
    counting = {ref for found in figures.values() for ref, _ in found}
    by = {ref: _claimant(archive.claim_of[ref]) for ref in counting}
    shown = {view.id: ref for ref, view in views.items()}
    order = dict.fromkeys(
        by[ref] for column in listed for view in column.claims if (ref := shown[view.id]) in counting
    )
    keys = dict(zip(order, lettered(ascii_uppercase), strict=False))
    dates = tuple(made for ref in comparison.order if ref in counting and (made := views[ref].made))
    measures = []
    for measure, found in sorted(figures.items(), key=lambda pair: -len(pair[1])):
        lines = tuple(
            _line(keys[claimant], [(ref, index) for ref, index in found if by[ref] == claimant], views)
            for claimant in order
            if any(by[ref] == claimant for ref, _ in found)
        )
        rows = tuple(_row(ref, index, keys[by[ref]], views) for ref, index in found)
        measures.append((Chart(question, measure, lines, dates), rows))
    has_column = any(chart.is_worth_drawing and chart.has_undated for chart, _ in measures)
    for chart, rows in measures:
        yield MeasureView(replace(chart, has_column=has_column), rows)


def _claimant(answer: Answer) -> tuple[str, str | None]:
    """Return what distinguishes a line: a statement that two passed on differently is two lines."""
    return answer[1].by, answer[1].via


def _line(key: str, found: list[tuple[str, int]], views: Mapping[str, ClaimView]) -> ChartLine:
    first = views[found[0][0]].by
    marks = []
    for ref, index in found:
        view, figure = views[ref], views[ref].figures[index]
        marks.append(Mark(figure.quantity, view.made, view.is_live and figure.replaced_by is None))
    via = views[found[0][0]].via
    return ChartLine(key, first.words, first.side, tuple(marks), first.lang, via.words if via else None)


def _row(ref: str, index: int, key: str, views: Mapping[str, ClaimView]) -> Row:
    figure = views[ref].figures[index]
    return Row(key, figure.quantity, views[ref], figure.replaced_by)
