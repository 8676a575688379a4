"""One page for each story: entries in an order, with words between them, and beside each where it happened."""

import re
from collections.abc import Iterator
from functools import partial

from msgspec import Struct

from builder.model.addresses import entry_address, page_address
from builder.model.dates import Date
from builder.model.digests import digest_of
from builder.model.entry import Entry
from builder.model.page import StandingPage
from builder.outputs.parts.languages import listed, page_translation
from builder.outputs.parts.locator import Whereabouts, whereabouts_of
from builder.outputs.parts.made_of import made_of_list
from builder.outputs.parts.media import PictureView, figures_beside
from builder.outputs.parts.sources import SourceView, numbered
from builder.outputs.parts.words import place_link
from builder.views.edition import Edition, Html
from builder.views.map import Base, Locator
from builder.views.output import Link, Output, Page, View, file_of


class StepView(Struct, frozen=True, kw_only=True):
    """A step: an entry in short, the words of the story, and where it happened, on a map and in a picture."""

    address: str
    title: str
    when: Date
    zone: str
    places: tuple[Link, ...]
    summary: str | None
    lang: str | None
    dir: str | None
    own_lang: str | None
    body: Html
    locator: Locator | None
    figure: PictureView | None


class StoryView(View, frozen=True, kw_only=True):
    """All that the page of a story shows; `bases` are what its maps are drawn upon."""

    body: Html
    body_lang: str | None
    dir: str | None
    steps: tuple[StepView, ...]
    bases: tuple[Base, ...]
    sources: tuple[SourceView, ...]


def plan(edition: Edition) -> Iterator[Output]:
    stories = [page for page in edition.archive.pages.values() if page.is_story]
    whereabouts = whereabouts_of(edition.archive) if stories else None
    for page in stories:
        assert whereabouts is not None
        made_of = made_of_list(edition, steps_of(page, edition), record=f"pages/{page.id}")
        view = partial(_story_view, page, whereabouts, edition)
        is_listed = listed(page_translation(page, edition.archive))
        yield Page(file_of(page_address(page.id)), "story.html", view, made_of, is_listed)


def steps_of(page: StandingPage, edition: Edition) -> tuple[Entry, ...]:
    """List the entries of a story's steps; one that is withdrawn is left out, as it is of every list."""
    archive = edition.archive
    named = [archive.registers.entries.find(word.removeprefix("entries/")) for word in page.steps]
    found = [archive.entry_of.get(ids[0]) for ids in named if len(ids) == 1]
    return tuple(entry for entry in found if entry and not entry.is_withdrawn)


def _story_view(page: StandingPage, whereabouts: Whereabouts, edition: Edition) -> StoryView:
    archive, key = edition.archive, f"pages/{page.id}"
    steps = tuple(_step(entry, key, whereabouts, edition) for entry in steps_of(page, edition))
    bases = [step.locator.panel.base for step in steps if step.locator]
    return StoryView(
        address=page_address(page.id),
        title=page.title,
        summary=page.summary,
        section="stories",
        lang=page.lang,
        translation=page_translation(page, archive),
        body=_words(key, "", edition),
        body_lang=archive.language_of_text(key, page.lang or archive.original),
        dir=page.dir,
        steps=steps,
        bases=tuple(dict.fromkeys(base for base in bases if base)),
        sources=numbered(edition.bodies[key].cited, archive),
    )


def _step(entry: Entry, key: str, whereabouts: Whereabouts, edition: Edition) -> StepView:
    archive, address = edition.archive, entry_address(entry.id)
    places = dict.fromkeys(location.place for location in entry.places if location.is_scene)
    return StepView(
        address=address,
        title=entry.title,
        when=entry.when,
        zone=edition.zones[entry.id],
        places=tuple(place_link(id, archive) for id in places),
        summary=entry.summary,
        lang=entry.lang,
        dir=entry.dir,
        own_lang=entry.own_lang or entry.lang,
        body=_words(key, address, edition),
        locator=whereabouts.of_entry(entry),
        figure=next(iter(figures_beside(entry, archive)), None),
    )


def _words(key: str, address: str, edition: Edition) -> Html:
    """Return the words below the heading that leads to an address; without one, those above all steps."""
    digest = digest_of("story", edition.bodies[key].digest, address)
    return Html(digest, partial(_below, edition.body(key), address))


def _below(body: Html, address: str) -> str:
    opening, *rest = _HEADING.split(body.__html__())
    if not address:
        return opening
    return next((words for link, words in zip(rest[1::3], rest[2::3], strict=True) if link.endswith(address)), "")


# The typesetter's own heading, of a link alone; the address within it is from the root or relative to the page.
_HEADING = re.compile(r'<h([2-6])\b[^<>]*><a\b[^<>]*href="([^"]*)"[^<>]*>(?:(?!</a>).)*</a></h\1>\n?')
