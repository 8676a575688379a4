"""The publication as data: tables, a database, maps, a calendar and sources, and files beside the pages they repeat.

All of it says what pages show and nothing else, in the original's language, once for all editions."""

from collections.abc import Iterator

from builder.views.edition import Edition
from builder.views.output import Output


def plan(edition: Edition) -> Iterator[Output]:
    if edition.archive.site.data.files:
        # Most sites publish none, and need not import how it is written.
        from builder.outputs.parts.data_outputs import data_outputs

        yield from data_outputs(edition)
