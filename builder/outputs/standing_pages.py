"""One page for each file of `pages/`: about, methodology, corrections policy, contact."""

from collections import defaultdict
from collections.abc import Iterator
from functools import partial

from msgspec import Struct

from builder.model.addresses import CORRECTIONS_ADDRESS, FRONT_ADDRESS, page_address
from builder.model.archive import Archive
from builder.model.page import StandingPage
from builder.outputs.parts.languages import listed, page_translation
from builder.outputs.parts.sources import SourceView, numbered
from builder.outputs.parts.words import entry_link
from builder.views.edition import Edition, Html
from builder.views.output import Link, Output, Page, View, file_of


class Excused(Struct, frozen=True):
    """An entry that breaks a rule, and why."""

    entry: Link
    reason: str


class ExceptionView(Struct, frozen=True):
    """A rule by its code, why the whole publication breaks it if it does, and the entries that break it."""

    code: str
    reason: str | None
    entries: tuple[Excused, ...]


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
        exceptions=_exceptions(archive) if states_the_method else (),
    )


def _exceptions(archive: Archive) -> tuple[ExceptionView, ...]:
    """List, by rule, what the publication is allowed, and what entries are on numbers, dates and names."""
    found: defaultdict[str, list[Excused]] = defaultdict(list)
    # Forms of files and settings are no matter for readers.
    throughout = {code: reason for code, reason in archive.site.allow if code[1:].isdigit()}
    for entry in archive.entries:
        for code, reason in entry.exceptions:
            found[code].append(Excused(entry_link(entry), reason))
    codes = sorted({*found, *throughout}, key=lambda code: (code[0], int(code[1:])))
    return tuple(ExceptionView(code, throughout.get(code), tuple(found.get(code, ()))) for code in codes)
