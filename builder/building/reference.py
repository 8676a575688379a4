"""Build a whole site in the plainest way: no memo, no workers, no stamps, and nothing published.

Every other build is a quicker way to the same bytes; the law of random edits holds them against this one. Compressed
copies, the full-text index and the manifest are made of what it returns."""

from datetime import datetime
from pathlib import Path

from builder import outputs
from builder.assembling.assembly import assemble
from builder.assembling.evidence import digests_of_evidence
from builder.assembling.pile import Pile
from builder.editions import all_outputs
from builder.editions.parts.volume import Volume
from builder.model.archive import Archive
from builder.model.languages import editions
from builder.reading.rasters import read_rasters
from builder.reading.source_tree import SourceFile, SourceTree, read_source_tree
from builder.reading.theme_files import read_theme_files
from builder.remembering.edition import authors_files
from builder.remembering.on_demand import PartCache, edition_on_demand
from builder.remembering.records import add_to, digest_of_file, packed_record
from builder.rendering.frame import make_frame
from builder.rendering.renderer import Renderer
from builder.rendering.renditions import can_encode
from builder.rendering.theme import make_theme


def whole_site(site: Path, moment: datetime) -> dict[str, bytes]:
    """Return every file of a site that has no errors, by its path; `moment` decides what is still held back."""
    tree = read_source_tree(site)
    original = read_archive(tree, moment)
    theme_files = read_theme_files(site, original.site.theme)
    own_files = authors_files(tree)
    volumes = []
    for archive in editions(original):
        theme = make_theme(theme_files, archive.site)
        renderer = Renderer(theme, make_frame(archive, theme, outputs.sections(archive)))
        edition = edition_on_demand(archive, original, renderer, PartCache(), own_files)
        volumes.append(Volume(archive, outputs.plan(edition), renderer, b""))
    renderers = {volume.archive.prefix: volume.renderer for volume in volumes}
    return {output.path: renderers[prefix].make(output) for prefix, output in all_outputs(volumes)}


def read_archive(tree: SourceTree, moment: datetime) -> Archive:
    """Read all files into records, and put these together; mistakes in them are ignored."""
    pile, own_types = Pile(), frozenset[str]()
    # The settings come first: they name event types of the site's own, which entries may have.
    for file in sorted(tree.files, key=_is_content):
        _add(file, own_types, pile)
        own_types = frozenset(own.value for own in pile.site.types)
    evidence = digests_of_evidence(pile.sources.values(), pile.entries.values(), tree)
    return assemble(pile, read_rasters(tree, can_encode()), evidence, moment)[0]


def _add(file: SourceFile, own_types: frozenset[str], pile: Pile) -> None:
    data = file.read()
    packed = packed_record(file.path, file.folder, data, own_types)
    add_to(pile, file.path, file.folder, digest_of_file(file.path, data, own_types), packed, [])


def _is_content(file: SourceFile) -> bool:
    return bool(file.folder)
