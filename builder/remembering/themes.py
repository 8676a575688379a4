"""Put a theme together for a site, remembered by the theme's files and the site's settings."""

from collections.abc import Mapping

import msgspec
from msgspec import Struct
from msgspec.structs import astuple

from builder.model.digests import digest_of
from builder.model.site import Site
from builder.remembering.run import Run, Step
from builder.rendering.renditions import can_encode
from builder.rendering.theme import Theme, ThemeFiles, Words, digest_of_files, make_theme


def remembered_theme(files: Mapping[str, bytes], site: Site, run: Run) -> Theme:
    """Return the theme of a site; raise BuilderError where one of its files is wrong."""
    made_of = digest_of_files(files)

    def digest(settings: Site) -> bytes:
        # Whether there is Pillow decides whether there are social cards.
        return digest_of("theme", made_of, settings, can_encode())

    def work(settings: Site) -> tuple[Theme, bytes]:
        return make_theme(files, settings), b""

    (theme,) = run.remembered(Step("theme", digest, work, _decoded), (site,))
    return theme


class _Spoken(Struct, frozen=True):
    """The words of a theme, which are texts below texts."""

    words: msgspec.Raw


def _decoded(packed: bytes) -> Theme:
    words: Words = msgspec.msgpack.decode(msgspec.msgpack.decode(packed, type=_Spoken).words)
    return Theme(*astuple(msgspec.msgpack.decode(packed, type=ThemeFiles)), words=words)
