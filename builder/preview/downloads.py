"""Answer for offline editions, which the preview does not make: it shows drafts, which no file may hand on."""

import re
from html import escape

from builder.model.addresses import download_address
from builder.model.archive import Archive

_LINK = re.compile(rf'(href="[^"]*{download_address("")}[^"]*") download')


def page_about_download(path: str, archive: Archive) -> bytes | None:
    """Return the page that says how an edition is made; None for a path at which the site offers none."""
    offered = {
        f"{archive.prefix}{download_address(archive.site.edition_file(kind))}": kind
        for kind in archive.site.downloads
    }
    if path not in offered:
        return None
    title, command = escape(path.rpartition("/")[2]), f"dateline build --edition {offered[path].value}"
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body><h1>{title}</h1>"
        "<p>The preview makes no offline editions, as it also shows drafts. <code>dateline build</code> puts this "
        f"file into public/, and <code>{command}</code> writes it into editions/.</p></body></html>"
    ).encode()


def as_links(page: str) -> str:
    """Remove `download` from links to editions, so that a browser opens the answer instead of saving it."""
    return _LINK.sub(r"\1", page)
