"""Instructions for hosts that follow files: headers in `_headers`, former addresses in `_redirects`.

Such hosts keep these files to themselves; the former addresses are handed out in `redirects.txt` too, so that anyone
who compares a site with its manifest knows which addresses may lead elsewhere."""

from collections.abc import Iterator
from functools import partial
from urllib.parse import quote

from builder.hosting.netlify import write_headers
from builder.model.archive import Archive
from builder.model.hosting import REDIRECTS
from builder.outputs.parts.moved import moves
from builder.views.edition import Edition
from builder.views.output import Export, Output


def plan(edition: Edition) -> Iterator[Output]:
    archive = edition.archive
    yield Export("_headers", lambda: write_headers(archive.site).encode())
    lines = _redirects(archive)
    if lines:
        yield Export("_redirects", partial(bytes, lines))
        yield Export(REDIRECTS, partial(bytes, lines))


def _redirects(archive: Archive) -> bytes:
    return "".join(f"/{quote(old)} /{quote(new)} 301\n" for old, new in moves(archive)).encode()
