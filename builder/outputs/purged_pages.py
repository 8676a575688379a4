"""A page at the address of everything that was purged, which says that something was removed, and no more."""

from collections.abc import Iterator
from functools import partial

from builder.model.addresses import actor_address, entry_address
from builder.views.edition import Edition
from builder.views.output import Output, Page, View, file_of


class PurgedView(View, frozen=True, kw_only=True):
    """Nothing: the page does not say what was here."""


def plan(edition: Edition) -> Iterator[Output]:
    for page in edition.archive.purged.pages:
        kind, _, id = page.partition("/")
        address = entry_address(id) if kind == "entries" else actor_address(id)
        yield Page(file_of(address), "purged.html", partial(PurgedView, address=address, title="", section=None))
