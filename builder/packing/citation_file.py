"""Write how to cite the publication, in the Citation File Format (CITATION.cff, version 1.2.0)."""

from builder import __version__
from builder.drafting.front_matter import plain_yaml
from builder.model.archive import Archive
from builder.model.licences import LICENCES

CITATION_FILE = "CITATION.cff"


def citation_file(archive: Archive) -> bytes:
    """Write `CITATION.cff` of what site.yaml and the entries say; the publication is its own author."""
    site = archive.site
    changed = [moment[:10] for entry in archive.entries if (moment := entry.updated or entry.published)]
    fields: dict[str, object] = {
        "cff-version": "1.2.0",
        "message": "Please cite the chronology, and the entry with its address where you rely on one.",
        "type": "dataset",
        "title": site.title,
        "authors": [{"name": site.title} | ({"website": site.url} if site.url else {})],
        "abstract": site.description,
        "url": site.url,
        "license": _licence(site.licence.text),
        "date-released": max(changed, default=None),
        "keywords": sorted(archive.tags.values()),
    }
    text = plain_yaml({key: value for key, value in fields.items() if value})
    return f"# Made from content/site.yaml by Dateline {__version__}.\n{text}".encode()


def _licence(named: str | None) -> str | None:
    # The format takes the names of SPDX alone; whatever else a publication says of its licence is on its pages.
    return named if named in LICENCES else None
