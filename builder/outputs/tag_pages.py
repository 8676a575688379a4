"""One page for each tag: the chronology of the entries that have it."""

from collections.abc import Iterator
from functools import partial

from builder.model.addresses import tag_address
from builder.outputs.parts.chronology import chronology, further_parts
from builder.outputs.parts.feeding import feed_address
from builder.outputs.parts.forms import forms_of_list
from builder.outputs.parts.indexes import IndexGroup, IndexItem, IndexView, by_words, index_view
from builder.outputs.parts.made_of import made_of_list
from builder.views.chronology import Chronology
from builder.views.edition import Edition
from builder.views.output import Link, Listed, Output, Page, Section, View, file_of


class TagView(View, frozen=True, kw_only=True):
    """All that a tag's page shows."""

    chronology: Chronology
    feed: str | None


SECTION = Section("tags", 60)


def plan(edition: Edition) -> Iterator[Output]:
    yield Page("tags/index.html", "index.html", partial(_index_view, edition), listed=Listed())
    for slug, entries in edition.archive.by_tag.items():
        made_of = made_of_list(edition, entries)
        yield Page(file_of(tag_address(slug)), "tag.html", partial(_tag_view, slug, edition), made_of, Listed())
        of = Link(edition.archive.tags[slug], tag_address(slug), edition.archive.tongues.get(f"tags/{slug}"))
        yield from further_parts(entries, edition, of, "tags")


def _tag_view(slug: str, edition: Edition) -> TagView:
    archive = edition.archive
    return TagView(
        address=tag_address(slug),
        title=archive.tags[slug],
        section="tags",
        forms=forms_of_list(tag_address(slug), archive.by_tag[slug], archive),
        lang=archive.tongues.get(f"tags/{slug}"),
        chronology=chronology(archive.by_tag[slug], edition, address=tag_address(slug)),
        feed=feed_address(tag_address(slug), archive.by_tag[slug], archive.site),
    )


def _index_view(edition: Edition) -> IndexView:
    archive = edition.archive
    items = [
        IndexItem(archive.tags[slug], tag_address(slug), len(entries), lang=archive.tongues.get(f"tags/{slug}"))
        for slug, entries in archive.by_tag.items()
    ]
    group = IndexGroup(None, None, tuple(sorted(items, key=by_words)))
    return index_view("tags", (group,) if items else ())
