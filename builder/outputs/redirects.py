"""A page at every address that `formerly` names, which leads to where the text is now."""

from collections.abc import Iterator
from functools import partial

from builder.outputs.parts.moved import moved
from builder.views.edition import Edition
from builder.views.output import Output, Page, View, file_of


class RedirectView(View, frozen=True, kw_only=True):
    """Where a former address leads now."""

    to: str


def plan(edition: Edition) -> Iterator[Output]:
    for old, new in moved(edition.archive):
        view = partial(RedirectView, address=old, title=new.words, lang=new.lang, to=new.address)
        yield Page(file_of(old), "redirect.html", view)
