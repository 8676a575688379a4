"""One page for each file of `pages/`: about, methodology, corrections policy, contact."""

from collections.abc import Iterator
from functools import partial

from builder.model.addresses import CORRECTIONS_ADDRESS, FRONT_ADDRESS, page_address
from builder.model.page import StandingPage
from builder.outputs.parts.exceptions import ExceptionView, exceptions
from builder.outputs.parts.languages import listed, page_translation
from builder.outputs.parts.sources import SourceView, numbered
from builder.views.edition import Edition, Html
from builder.views.output import Output, Page, View, file_of


class StandingView(View, frozen=True, kw_only=True):
    """All that a standing page shows."""

    body: Html
    body_lang: str | None
    dir: str | None
    sources: tuple[SourceView, ...]
    is_corrections_policy: bool
    exceptions: tuple[ExceptionView, ...]


def plan(edition: Edition) -> Iterator[Output]:
    for page in edition.archive.pages.values():
        if page.is_story or page_address(page.id) in (CORRECTIONS_ADDRESS, FRONT_ADDRESS):
            continue
        is_listed = listed(page_translation(page, edition.archive))
        view = partial(_standing_view, page, edition)
        yield Page(file_of(page_address(page.id)), "page.html", view, listed=is_listed)


def _standing_view(page: StandingPage, edition: Edition) -> StandingView:
    archive, key = edition.archive, f"pages/{page.id}"
    states_the_method = page.id == archive.site.pages.methodology
    return StandingView(
        address=page_address(page.id),
        title=page.title,
        summary=page.summary,
        section=page.id,
        body=edition.body(key),
        lang=page.lang,
        translation=page_translation(page, archive),
        body_lang=archive.language_of_text(key, page.lang or archive.original),
        dir=page.dir,
        sources=numbered(edition.bodies[key].cited, archive),
        is_corrections_policy=page.id == archive.site.pages.corrections,
        exceptions=exceptions(archive) if states_the_method else (),
    )
