"""Turn the publication into a book for reading devices: EPUB 3, with navigation by date, actor and place."""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from importlib.resources import files
from io import BytesIO
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from msgspec import Struct, field

from builder.editions.parts.anchors import Anchors, anchor, make_anchors
from builder.editions.parts.book import Book, make_book
from builder.editions.parts.chapters import Chapter
from builder.editions.parts.contents import ContentsLine, contents
from builder.editions.parts.pictures import drawn_beneath, stylesheet_of, take_pictures, type_of
from builder.editions.parts.sources import SOURCES
from builder.editions.parts.stylesheet import for_devices
from builder.editions.parts.tree import write_xhtml
from builder.editions.parts.volume import Volume
from builder.editions.zip import pack_member
from builder.model.archive import Archive

# Reading devices have less memory than phones.
MOST_OF_A_PICTURE = 2_000_000
_CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
_XHTML = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
_EARLIEST = "1980-01-01T00:00:00Z"


class _Package(Struct):
    """The files of a book below `EPUB/`, and which file holds each id."""

    files: dict[str, bytes] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)


def encoded(volume: Volume) -> bytes:
    """Return the book."""
    book = make_book(volume)
    anchors = make_anchors(book.chapters, book.sources, volume.archive.prefix)
    package = _Package()
    package.files["style.css"] = _stylesheet(volume)
    _own(book, anchors, package)
    for chapter in book.chapters:
        _pack_chapter(volume, chapter, anchors, package)
    listed = contents(volume, book.chapters, {address: f"{id}.xhtml" for address, id in anchors.chapters.items()})
    order = dict.fromkeys([*_places(listed), *(f"{id}.xhtml" for id in anchors.chapters.values())])
    package.files["nav.xhtml"] = _navigation(volume, listed).encode()
    package.files["package.opf"] = _opf(volume, order, package).encode()
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        pack_member(archive, "mimetype", b"application/epub+zip", is_stored=True)
        pack_member(archive, "META-INF/container.xml", _CONTAINER.encode())
        for path, data in sorted(package.files.items()):
            pack_member(archive, f"EPUB/{path}", data)
    return buffer.getvalue()


def last_change(archive: Archive) -> str:
    """Return when anything in the publication was changed last, as far as its entries say (RFC 3339)."""
    moments = (moment for entry in archive.entries for moment in (entry.published, entry.updated) if moment)
    return max((moment for moment in moments if len(moment) == len(_EARLIEST)), default=_EARLIEST)


def _own(book: Book, anchors: Anchors, package: _Package) -> None:
    """Note in which file each id stands, and give sources theirs."""
    for chapter in book.chapters:
        file = f"{anchors.chapters[chapter.address]}.xhtml"
        package.owners[anchors.chapters[chapter.address]] = file
        package.owners |= dict.fromkeys(anchors.ids[chapter.address].values(), file)
    for source in book.sources:
        source.set("id", anchors.sources[source.get("id", "")])
        package.owners[source.get("id", "")] = f"{anchors.chapters[SOURCES]}.xhtml"


def _pack_chapter(volume: Volume, chapter: Chapter, anchors: Anchors, package: _Package) -> None:
    main = chapter.main
    for shown in take_pictures(volume, chapter, MOST_OF_A_PICTURE, has_webp=False):
        shown.image.set("src", _pack_picture(shown.path, shown.data, package))
    for shown in drawn_beneath(volume, chapter):
        shown.image.attrib.pop("href")
        shown.image.set("xlink:href", _pack_picture(shown.path, shown.data, package))
    anchor(chapter, main, anchors)
    for element in main.iter():
        _lead_to_file(element, package)
    frame = volume.renderer.frame
    id = anchors.chapters[chapter.address]
    main.set("id", id)
    main.attrib.pop("tabindex", None)
    package.files[f"{id}.xhtml"] = (
        f'{_HEAD}<html {_XHTML} xmlns:xlink="http://www.w3.org/1999/xlink" lang="{frame.language}" '
        f'xml:lang="{frame.language}" dir="{frame.direction}">\n<head><title>{escape(chapter.title)}</title>'
        f"{_STYLE}</head>\n"
        f'<body class="{escape(chapter.kind)}">{write_xhtml(main, _NAMESPACE)}</body></html>\n'
    ).encode()


def _pack_picture(path: str, data: bytes, package: _Package) -> str:
    name = f"images/{path.removeprefix('../').replace('/', '-')}"
    package.files[name] = data
    return name


def _lead_to_file(element: Element, package: _Package) -> None:
    """Point a link to the file that contains its anchor."""
    for name in ("hreflang", "loading", "decoding", "rel") if element.tag in ("a", "img") else ():
        element.attrib.pop(name, None)
    link = element.get("href", "")
    if element.tag == "a" and "#" in link and not link.startswith(("http:", "https:", "mailto:")):
        id = link.partition("#")[2]
        file = package.owners[id]
        link = file if file == f"{id}.xhtml" else f"{file}#{id}"
        element.set("href", link)
    if "viewBox" in element.attrib or element.tag in ("g", "path", "circle", "text"):
        element.attrib.pop("direction", None)


def _navigation(volume: Volume, listed: Sequence[ContentsLine]) -> str:
    frame = volume.renderer.frame
    return (
        f'{_HEAD}<html {_XHTML} lang="{frame.language}" xml:lang="{frame.language}" dir="{frame.direction}">\n'
        f"<head><title>{escape(frame.title)}</title>{_STYLE}</head>\n"
        f'<body><nav epub:type="toc" role="doc-toc"><h1>{escape(frame.title)}</h1>{"".join(_list(listed))}</nav>'
        "</body></html>\n"
    )


def _list(listed: Sequence[ContentsLine]) -> Iterator[str]:
    yield "<ol>"
    for item in listed:
        lang = f' lang="{item.lang}" xml:lang="{item.lang}"' if item.lang else ""
        yield f'<li><a href="{item.target}"{lang}>{escape(item.words)}</a>'
        if item.parts:
            yield from _list(item.parts)
        yield "</li>\n"
    yield "</ol>"


def _places(listed: Sequence[ContentsLine]) -> list[str]:
    """Return the files of a book in the order of its contents, which is that in which it is read."""
    found = (file for item in listed for file in (item.target, *_places(item.parts)))
    return list(dict.fromkeys(found))


def _opf(volume: Volume, order: Iterable[str], package: _Package) -> str:
    frame, site = volume.renderer.frame, volume.archive.site
    named = uuid.uuid5(uuid.NAMESPACE_URL, f"{site.url or site.title} {frame.language}")
    metadata = [
        f'<dc:identifier id="id">urn:uuid:{named}</dc:identifier>',
        f"<dc:title>{escape(site.title)}</dc:title>",
        f"<dc:language>{frame.language}</dc:language>",
        f'<meta property="dcterms:modified">{last_change(volume.archive)}</meta>',
        *([f"<dc:description>{escape(site.description)}</dc:description>"] if site.description else ()),
        *([f"<dc:rights>{escape(site.licence.text)}</dc:rights>"] if site.licence.text else ()),
        *([f"<dc:source>{escape(site.url)}</dc:source>"] if site.url else ()),
        *(f'<meta property="schema:accessMode">{mode}</meta>' for mode in ("textual", "visual")),
        '<meta property="schema:accessibilityHazard">none</meta>',
        *(f'<meta property="schema:accessibilityFeature">{feature}</meta>' for feature in _FEATURES),
    ]
    items = [_item(path, data) for path, data in sorted(package.files.items())]
    spine = [f'<itemref idref="{file}"/>' for file in order]
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" '
        f'xml:lang="{frame.language}" dir="{frame.direction}">\n'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n' + "\n".join(metadata) + "\n</metadata>\n"
        "<manifest>\n" + "\n".join(items) + "\n</manifest>\n"
        f'<spine page-progression-direction="{frame.direction}">\n' + "\n".join(spine) + "\n</spine>\n</package>\n"
    )


def _item(path: str, data: bytes) -> str:
    kind = {"xhtml": "application/xhtml+xml", "css": "text/css"}.get(path.rpartition(".")[2]) or type_of(path)
    has_drawing = path.endswith(".xhtml") and b"<svg" in data
    properties = ' properties="nav"' if path == "nav.xhtml" else ' properties="svg"' if has_drawing else ""
    id = path.replace("/", "-")
    return f'<item id="{id}" href="{path}" media-type="{kind}"{properties}/>'


def _stylesheet(volume: Volume) -> bytes:
    own = (files("builder.editions") / "epub.css").read_bytes()
    return for_devices(stylesheet_of(volume)).encode() + own


_STYLE = '<link rel="stylesheet" href="style.css" type="text/css"/>'
_FEATURES = ("alternativeText", "readingOrder", "structuralNavigation", "tableOfContents")
_NAMESPACE = "http://www.w3.org/1999/xhtml"
