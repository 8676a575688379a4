"""Describe in plain words what a bag contains, how to check it, and what made it."""

import platform

import msgspec

from builder import __version__
from builder.model.archive import Archive
from builder.reading.listing import installed_versions

README_FILE, VERSIONS_FILE = "README.txt", "versions.json"

_PUBLISHED = """\
THIS BAG IS PUBLIC. It holds what readers of the site were given, and nothing else. Left out are drafts, entries held
back, private fields and comments, withheld sources, points more exact than the site shows, what cameras wrote into
pictures, files of pictures that are not shown, where the site is deployed to, and seeds/. Texts are written from what
was read, so that nothing which no reader sees is carried along; the names of footnotes and links became numbers.
Places of sources that are withheld say "[withheld]".
"""
_PRIVATE = """\
THIS BAG IS PRIVATE. It holds all that its authors wrote: drafts, entries held back, private fields, comments,
withheld sources, exact points, and pictures as the camera made them. People may be harmed if it is published, or read
by the wrong person. Give it to nobody who may not see all of this, and encrypt it on the way.
"""
_BODY = """\
{title}
{line}

{label}
What is in it

  data/content/        the chronology: one text file (Markdown, UTF-8) an entry, actor, place, question and page;
                       sources as lists (YAML or CSL JSON); pictures in media/; settings in site.yaml{more}
  data/content/released.txt
                       what readers were given at the last release, if there was one: figures, dates, attributions
  data/public/manifest.json
                       every file of the site as it was built, with its size and SHA-256; signatures lie beside it
  data/CITATION.cff    how the chronology is cited
  data/versions.json   by which program, and which versions of what it is made of, the site was built

Is it whole, and as it was?

  This is a bag in the format BagIt (RFC 8493). Any program that knows it says whether a file is missing or altered:
  `bagit.py --validate FOLDER`, for one. Without one, `sha256sum --check manifest-sha256.txt` does the same.
  Whether a website, or a copy of one, is what this publication built: `dateline verify ADDRESS` beside
  data/public/manifest.json, or compare the SHA-256 of its files yourself.

How is it read, and carried on?

  Every text file opens in any editor. Each begins with fields between two lines `---`; the text follows.
  To make the website of it: install Python 3.11 or later and Dateline ({version} was used), then run `dateline build`
  in the folder data/. docs/reference/fields.md of Dateline says what each field means.{theme}
"""


def readme(archive: Archive, is_private: bool) -> bytes:
    """Write README.txt: what this is, how to check it, and how to go on with it."""
    site = archive.site
    has_own_theme = site.theme not in ("chronicle", "wire")
    more = "\n  data/seeds/          what entries were written from" if is_private else ""
    more += f"\n  data/themes/         the site's own theme, {site.theme}" if is_private and has_own_theme else ""
    lost = "\n  The site's own theme is not in this bag: without it, first write `theme: chronicle` in site.yaml."
    return _BODY.format(
        title=site.title,
        line="=" * len(site.title),
        label=_PRIVATE if is_private else _PUBLISHED,
        more=more,
        version=__version__,
        theme=lost if has_own_theme and not is_private else "",
    ).encode()


def versions() -> bytes:
    """Write what built the site: Dateline, Python, and the libraries that pages depend on."""
    libraries = dict(sorted(found.split(" ", 1) for found in installed_versions()))
    made_by = {
        "dateline": __version__,
        "python": platform.python_version(),
        "libraries": {name: version.removesuffix(".dist-info") for name, version in libraries.items()},
    }
    return msgspec.json.format(msgspec.json.encode(made_by), indent=2) + b"\n"
