"""The page that a host shows for an address that leads nowhere."""

from collections.abc import Iterator

from builder.views.edition import Edition
from builder.views.output import Output, Page, View


def plan(edition: Edition) -> Iterator[Output]:
    yield Page("404.html", "not_found.html", lambda: View(address="404.html", title="", section=None))
