"""Turn the whole publication into one page: every chapter once, links as anchors, pictures and scripts within.

It needs no network, and no script to be read; with scripts it shows a page at a time, with search, filter and map."""

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterator, Sequence
from importlib.resources import files
from xml.etree.ElementTree import Element, SubElement

from msgspec import Struct, field

from builder.editions.parts.anchors import Anchors, anchor, drop_unused_ids, make_anchors
from builder.editions.parts.book import sources_chapter
from builder.editions.parts.brief import MARK, link_title, note_once, share, shorten_words, told_once
from builder.editions.parts.chapters import Chapter, chapters, resolved
from builder.editions.parts.classes import short_classes, short_properties, shorten, shortened_css
from builder.editions.parts.pictures import bytes_at, data_uri, drawn_beneath, stylesheet_of, take_pictures
from builder.editions.parts.repeated_words import named, words_by_name
from builder.editions.parts.sources import PREFIX, SOURCES, take_sources
from builder.editions.parts.tree import first, parents, remove, unwrap, unwrap_names, without, write_html
from builder.editions.parts.volume import Volume
from builder.rendering.theme import words_under

# The most bytes of a picture, which takes a third more as it is written into the page.
MOST_OF_A_PICTURE = 300_000
# Beyond this, without its pictures, messengers and old phones have their troubles.
MOST = 1_500_000

# What means nothing without a host, and what holds for the page as a whole.
_NEEDLESS = frozenset(("rel", "hreflang", "loading", "decoding", "data-pagefind-body", "data-once"))
# Lists that the filter of the timeline gives, too.
_FILTERED = "tags/"

# A line that is a comment, and how far others are indented.
_REMARK = re.compile(r"^[ \t]*//.*\n|^[ \t]+", re.MULTILINE)
# What is in quotation marks, and blanks that separate nothing.
_AROUND = re.compile(r"""("[^"\n]*"|'[^'\n]*')|\s*([{};])\s*|([:,])[ ]+|\s*\n\s*""")
_IMPORT = re.compile(r"""\b(?:from|import)\s*\(?\s*["']\./([^"']+)["']""")


class _Held(Struct):
    """What the page carries for its chapters: drawings as backgrounds by class, and files that scripts ask for."""

    pictures: int = 0
    backgrounds: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)


def encoded(volume: Volume) -> bytes:
    """Return the page; one of a large publication has each statement in its entry alone."""
    page, pictures = _page(volume, chapters(volume, lambda view: view))
    if len(page) - pictures <= MOST:
        return page
    parts = [chapter for chapter in chapters(volume, told_once) if not chapter.address.startswith(_FILTERED)]
    # The band, which the front page shows as well, is on the timeline alone.
    parts[0].scripts = ()
    # A theme may have other words for it.
    if note := words_under("editions", volume.renderer.theme.words).get("untranslated"):
        note_once((chapter.main for chapter in parts), note)
    for chapter in parts:
        # A script may look for what is empty yet.
        if not chapter.scripts:
            shorten_words(chapter.main)
    share(parts)
    return _page(volume, parts, is_brief=True)[0]


def _page(volume: Volume, parts: list[Chapter], is_brief: bool = False) -> tuple[bytes, int]:
    """Return the page, and how many bytes of it are pictures."""
    sources = take_sources(parts)
    front = parts[0]
    if sources:
        parts.append(sources_chapter(volume, sources))
    anchors = make_anchors(parts, sources, volume.archive.prefix)
    for source in sources:
        _set_source(source, anchors.sources[source.get("id", "")])
        if is_brief:
            link_title(source)
    held = _Held()
    leaves = [_leaf(volume, chapter, anchors, held) for chapter in parts]
    words = words_by_name(leaves, [chapter.address for chapter in parts])
    held.files |= {path: named(text, words) for path, text in held.files.items() if path.endswith(".json")}
    held.files["addresses"] = "\n".join(_addresses(parts))
    body = first(front.root, "body")
    main = first(body, "main")
    main.text, main[:] = None, []
    anchor(front, body, anchors)
    for menu in body.iter("nav"):
        without(menu, lambda element: element.tag == "li" and next(element.iter("a"), None) is None)
    main[:] = leaves
    kept = {id for chapter in parts if chapter.scripts for id in anchors.ids[chapter.address].values()}
    drop_unused_ids(body, kept.union(anchors.chapters.values(), ("section_main",)))
    for module in dict.fromkeys(path for chapter in parts for path in chapter.scripts):
        _hold_script(volume, module, held)
    return _document(volume, body, held).encode(), held.pictures


def _addresses(parts: Sequence[Chapter]) -> Iterator[str]:
    """List the addresses of chapters; one in the folder of that before begins with a slash."""
    before = ""
    for chapter in parts:
        folder, sign, name = chapter.address.partition("/")
        yield f"/{name}" if sign and name and folder == before else chapter.address
        before = folder


def _set_source(source: Element, id: str) -> None:
    """Name a source, which needs no link to itself."""
    own = f"{SOURCES}{source.get('id', '').removeprefix(PREFIX)}/"
    source.set("id", id)
    del source.attrib["value"]
    for parent in [*source.iter()]:
        for child in [*parent]:
            if child.tag == "a" and child.get("href", "").removesuffix("index.html").endswith(own):
                unwrap(parent, child)


def _leaf(volume: Volume, chapter: Chapter, anchors: Anchors, held: _Held) -> Element:
    for shown in take_pictures(volume, chapter, MOST_OF_A_PICTURE, has_webp=True):
        uri = data_uri(shown.path, shown.data)
        shown.image.set("src", uri)
        held.pictures += len(uri)
    _draw_once(volume, chapter, held)
    _hold_files(volume, chapter, held)
    anchor(chapter, chapter.main, anchors)
    for element in chapter.main.iter():
        for name in _NEEDLESS.intersection(element.keys()):
            del element.attrib[name]
    frame = volume.renderer.frame
    unwrap_names(chapter.main, frame.language, frame.direction)
    leaf = Element("div", {"id": anchors.chapters[chapter.address]})
    if chapter.kind:
        leaf.set("class", chapter.kind)
    if chapter.scripts:
        leaf.set("data-scripts", " ".join(path.removeprefix("../") for path in chapter.scripts))
    leaf.text = chapter.main.text
    leaf.extend([*chapter.main])
    return leaf


def _draw_once(volume: Volume, chapter: Chapter, held: _Held) -> None:
    """Use a drawing that several others share as a background, so that the page contains it once."""
    above = parents(chapter.main)
    for shown in drawn_beneath(volume, chapter):
        image, uri = shown.image, data_uri(shown.path, shown.data)
        drawing = above[image]
        if drawing.get("viewBox") != f"0 0 {image.get('width')} {image.get('height')}":
            image.set("href", uri)
            continue
        name = f"ground-{hashlib.sha256(shown.data).hexdigest()[:8]}"
        held.backgrounds[name] = uri
        drawing.set("class", f"{drawing.get('class', '')} {name}".strip())
        remove(drawing, image)


def _hold_files(volume: Volume, chapter: Chapter, held: _Held) -> None:
    """Hold the files that attributes name for scripts; an attribute that names the root names anchors instead."""
    for element in chapter.main.iter():
        for name, value in element.items():
            if not name.startswith("data-") or not value.startswith("."):
                continue
            path = resolved(chapter.address, value, volume.archive.prefix)
            if path == "":
                element.set(name, "#")
            elif path is not None and _hold(volume, path, held):
                element.set(name, path.removeprefix("../"))


def _hold(volume: Volume, path: str, held: _Held) -> bool:
    data = bytes_at(volume, path)
    if data is None:
        return False
    held.files[path.removeprefix("../")] = data.decode()
    return True


def _hold_script(volume: Volume, path: str, held: _Held) -> None:
    """Hold a script, and those that it imports."""
    path = path.removeprefix("../")
    if path in held.files or not _hold(volume, path, held):
        return
    folder = path.rpartition("/")[0]
    for imported in _IMPORT.findall(held.files[path]):
        _hold_script(volume, f"{folder}/{imported}", held)


def _document(volume: Volume, body: Element, held: _Held) -> str:
    frame = volume.renderer.frame
    style = _stylesheet(volume, held)
    router = _REMARK.sub("", (files("builder.editions") / "single.js").read_text("utf-8"))
    scripts = [router, *(text for path, text in held.files.items() if path.endswith(".js"))]
    names = short_classes(style, scripts, body)
    shorten(body, names)
    style = short_properties(shortened_css(style, names, body), scripts)
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(router)} blob:; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    head = Element("head")
    SubElement(head, "meta", charset="utf-8")
    SubElement(head, "title").text = frame.title
    for name, content in (
        ("viewport", "width=device-width, initial-scale=1"),
        ("referrer", "no-referrer"),
        ("color-scheme", "light dark"),
        ("description", volume.archive.site.description or frame.title),
    ):
        SubElement(head, "meta", name=name, content=content)
    SubElement(head, "meta", {"http-equiv": "Content-Security-Policy", "content": policy})
    SubElement(head, "style").text = style
    for path, text in sorted(held.files.items()):
        SubElement(body, "script", {"type": "text/plain", "data-path": path}).text = _inert(text)
    SubElement(body, "script", {"type": "module"}).text = router
    page = Element("html", {"lang": frame.language, "dir": frame.direction})
    page.extend([head, body])
    return f"<!doctype html>\n{write_html(page)}\n"


def _stylesheet(volume: Volume, held: _Held) -> str:
    grounds = (f".{name}{{background:url({uri}) 0 0/100% 100%}}\n" for name, uri in sorted(held.backgrounds.items()))
    css = _AROUND.sub(lambda found: found[1] or found[2] or found[3] or " ", stylesheet_of(volume)).replace(";}", "}")
    own = f"{MARK}{{font-style:inherit}}\n", "main>div+div{border-block-start:1px solid;margin-block-start:4rem}\n"
    return f"{own[0]}{css}\n{own[1]}{''.join(grounds)}"


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _inert(text: str) -> str:
    """Keep the end of a script out of what stands in one, where it is JSON or a string of a script."""
    return text.replace("</script", "<\\/script").replace("<!--", "<\\!--")
