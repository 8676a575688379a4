"""The theme's stylesheet and other files, under names that change with their content."""

from collections.abc import Iterator
from functools import partial

from builder.views.edition import Edition
from builder.views.output import Export, Output


def plan(edition: Edition) -> Iterator[Output]:
    for address, data in edition.assets.items():
        yield Export(address, partial(bytes, data))
