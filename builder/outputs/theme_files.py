"""The theme's stylesheet and other files, under names that change with their content."""

from collections.abc import Iterator
from functools import partial

from builder.outputs.parts.moved import moved
from builder.views.edition import Edition
from builder.views.output import Export, Output

# The script of former addresses, which a site that has none does without.
_LEADING_ON = "assets/moved."


def plan(edition: Edition) -> Iterator[Output]:
    has_moved = next(moved(edition.archive), None) is not None
    for address, data in edition.assets.items():
        if has_moved or not address.startswith(_LEADING_ON):
            yield Export(address, partial(bytes, data))
