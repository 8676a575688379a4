"""Say how the publication is cited, as the Citation File Format has it (CITATION.cff, version 1.2.0)."""

from builder import __version__
from builder.drafting.front_matter import plain_yaml
from builder.model.archive import Archive

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
    return named if named in _LICENCES else None


# The format takes the names of SPDX alone. These are the licences of texts and data among them; whatever else a
# publication says of its licence stands on its pages.
_LICENCES = frozenset(
    (
        *(
            f"CC-{terms}-{version}"
            for terms in ("BY", "BY-NC", "BY-NC-ND", "BY-NC-SA", "BY-ND", "BY-SA")
            for version in ("3.0", "4.0")
        ),
        *("CC0-1.0", "ODbL-1.0", "ODC-By-1.0", "PDDL-1.0", "GFDL-1.3-only", "GFDL-1.3-or-later"),
    )
)
