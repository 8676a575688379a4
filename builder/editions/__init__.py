"""Offline editions of the publication: one file a kind of edition, and what they share in `parts/`.

An edition is made from the plan of the site's pages, and from nothing else: it is the same in every run."""

from collections.abc import Iterator, Sequence
from functools import partial
from importlib import import_module

from builder.editions.parts.volume import Volume
from builder.model.addresses import download_address
from builder.model.digests import joined_digest
from builder.model.site import EditionKind
from builder.views.output import Export, Output, at_their_places, make_plan


def encoded(kind: EditionKind, volume: Volume, only: Sequence[str] = ()) -> bytes:
    """Return the file of an edition in one language; raise BuilderError where it cannot be made.

    `only` chooses the entries of a booklet."""
    module = import_module(f"{__name__}.{kind.value}")
    made = module.encoded(volume, only) if kind is EditionKind.PDF else module.encoded(volume)
    assert isinstance(made, bytes)
    return made


def all_outputs(volumes: Sequence[Volume]) -> Iterator[tuple[str, Output]]:
    """Return all that the site holds, at its place, with the prefix of its language: pages, then editions of them."""
    pages = [*at_their_places((volume.archive.prefix, volume.plan) for volume in volumes)]
    yield from pages
    offered = (
        (volume.archive.prefix, make_plan(("editions", one) for one in _downloads(volume))) for volume in volumes
    )
    yield from at_their_places(offered)
    if EditionKind.ZIP in volumes[0].archive.site.downloads:
        yield "", _archive(pages, volumes)


def _downloads(volume: Volume) -> Iterator[Export]:
    """Return the editions in one language that the site hands out."""
    site = volume.archive.site
    for kind in site.downloads:
        if kind is not EditionKind.ZIP:
            made_of = volume.made_of and joined_digest((volume.made_of, kind.encode()))
            yield Export(download_address(site.edition_file(kind)), partial(encoded, kind, volume), made_of)


def _archive(pages: Sequence[tuple[str, Output]], volumes: Sequence[Volume]) -> Export:
    """Return the archive of all pages and files of the site but for the editions."""
    from builder.editions.zip import archived

    renderers = {volume.archive.prefix: volume.renderer for volume in volumes}
    digests = [volume.made_of for volume in volumes]
    name = volumes[0].archive.site.edition_file(EditionKind.ZIP)

    def encode() -> bytes:
        files = ((output.path, renderers[prefix].make(output)) for prefix, output in pages)
        return archived(files, name.removesuffix(".zip"))

    return Export(download_address(name), encode, joined_digest(digests) if all(digests) else b"")
