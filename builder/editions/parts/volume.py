"""One language's edition of the site, laid out: what every kind of offline edition is made from."""

from msgspec import Struct

from builder.model.archive import Archive
from builder.model.digests import joined_digest
from builder.rendering.renderer import Renderer
from builder.views.edition import Edition
from builder.views.output import Plan


class Volume(Struct, frozen=True):
    """A language's archive, the plan of its pages from their own root, what renders them, and a digest of it all."""

    archive: Archive
    plan: Plan
    renderer: Renderer
    made_of: bytes


def made_of_volume(edition: Edition) -> bytes:
    """Digest all that an offline edition may show; empty where pages are not compared either."""
    archive = edition.archive
    stamps = [original.stamp for original in (*edition.own_files.media.values(), *edition.own_files.root.values())]
    if not edition.digest or not all(stamps):
        return b""
    shown = (digest for kept in (archive.digests, archive.faces) for _, digest in sorted(kept.items()))
    bodies = (edition.bodies[key].digest for key in sorted(edition.bodies))
    ids = (id.encode() for id in (*archive.entry_of, *sorted(archive.shown_early)))
    return joined_digest((edition.digest, *shown, *bodies, *ids, *stamps))
