"""The author's own files for the root of the site, as they are: `favicon.ico`, `.well-known/security.txt`."""

from collections.abc import Iterator

from builder.model.raster import CLEANABLE
from builder.views.edition import Edition
from builder.views.output import Copy, Output


def plan(edition: Edition) -> Iterator[Output]:
    # They are at the root alone, whichever editions there are.
    if edition.archive.prefix:
        return
    for name, original in sorted(edition.own_files.root.items()):
        yield Copy(name, original.path, original.stamp, is_as_it_is=not name.lower().endswith(CLEANABLE))
