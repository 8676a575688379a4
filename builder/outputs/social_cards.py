"""A picture for each entry and for the publication, shown beside a link elsewhere, where `site.yaml` asks for it."""

from collections.abc import Iterator
from functools import partial

from builder.drawing.lettering import fits
from builder.model.addresses import card_address, entry_address
from builder.model.entry import Entry
from builder.outputs.parts.made_of import made_of_list
from builder.views.edition import Edition
from builder.views.output import Output, Page, View
from builder.views.social_card import SocialCard


def plan(edition: Edition) -> Iterator[Output]:
    typeface, site = edition.typeface, edition.archive.site
    if typeface and fits(site.title, typeface):
        own = SocialCard(address=card_address(""), title=site.title, publication=site.title)
        yield Page(own.address, "", lambda: own, edition.digest)
    for entry in edition.archive.entries if typeface else ():
        if address := card_of(entry, edition):
            made_of = made_of_list(edition, (entry,))
            yield Page(address, "", partial(_card, entry, address, edition), made_of)


def card_of(entry: Entry, edition: Edition) -> str | None:
    """Return the address of an entry's card; None where none is drawn."""
    if edition.typeface is None or entry.is_withdrawn or not fits(entry.title, edition.typeface):
        return None
    return card_address(entry_address(entry.id))


def _card(entry: Entry, address: str, edition: Edition) -> View:
    return SocialCard(
        address=address,
        title=entry.title,
        publication=edition.archive.site.title,
        when=entry.when,
        zone=edition.zones[entry.id],
    )
