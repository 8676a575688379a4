"""Atom feeds of the whole chronology and of every actor, place and tag: what was published last comes first."""

from collections.abc import Iterator
from functools import partial
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from builder.model.addresses import actor_address, entry_address, place_address, tag_address
from builder.model.edition import Edition
from builder.model.entry import Entry
from builder.model.output import Export, Output
from builder.model.site import Site
from builder.outputs._feeding import feed_address, newest
from builder.outputs._made_of import made_of_list


def plan(edition: Edition) -> Iterator[Output]:
    archive = edition.archive
    for title, address, entries in (
        (archive.site.title, "", archive.entries),
        *((archive.names[f"actors/{id}"], actor_address(id), found) for id, found in archive.by_actor.items()),
        *((archive.names[f"places/{id}"], place_address(id), found) for id, found in archive.by_place.items()),
        *((archive.tags[id], tag_address(id), found) for id, found in archive.by_tag.items()),
    ):
        feed = feed_address(address, entries, archive.site)
        if feed is not None:
            made_of = made_of_list(edition, entries)
            yield Export(feed, partial(_atom, title, address, entries, archive.site), made_of)


def _atom(title: str, address: str, entries: tuple[Entry, ...], site: Site) -> bytes:
    """Write a feed (RFC 4287). Its time is that of what changed last in it, never that of the build."""
    listed = newest(entries)
    whole = title if not address else f"{title}: {site.title}"
    home, self_address = _absolute(site, address), _absolute(site, f"{address}feed.xml")
    updated = max(entry.updated or entry.published or "" for entry in listed)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(site.language)}>',
        f"<title>{escape(whole)}</title>",
        f"<id>{escape(home)}</id>",
        f"<updated>{updated}</updated>",
        f"<author><name>{escape(site.title)}</name></author>",
        f'<link rel="self" type="application/atom+xml" href={quoteattr(self_address)}/>',
        f'<link rel="alternate" type="text/html" href={quoteattr(home)}/>',
        *(line for entry in listed for line in _entry_lines(entry, site)),
        "</feed>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _entry_lines(entry: Entry, site: Site) -> Iterator[str]:
    address = _absolute(site, entry_address(entry.id))
    lang = f" xml:lang={quoteattr(entry.lang)}" if entry.lang else ""
    yield f"<entry{lang}>"
    yield f"<title>{escape(entry.title)}</title>"
    yield f"<id>{escape(address)}</id>"
    yield f'<link rel="alternate" type="text/html" href={quoteattr(address)}/>'
    yield f"<published>{entry.published}</published>"
    yield f"<updated>{entry.updated or entry.published}</updated>"
    if entry.summary:
        yield f"<summary>{escape(entry.summary)}</summary>"
    yield from (f"<author><name>{escape(author)}</name></author>" for author in entry.authors)
    yield from (f"<category term={quoteattr(tag)}/>" for tag in entry.tags)
    yield "</entry>"


def _absolute(site: Site, address: str) -> str:
    assert site.url is not None
    return site.url + quote(address)
