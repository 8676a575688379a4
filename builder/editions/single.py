"""Turn the whole publication into one page: every chapter once, links as anchors, pictures and scripts within.

It needs no network, and no script to be read; with scripts it shows a page at a time, with search, filter and map."""

import hashlib
import re
from base64 import b64encode
from importlib.resources import files
from xml.etree.ElementTree import Element, SubElement

from msgspec import Struct, field
from msgspec.structs import replace

from builder.editions.parts.anchors import Anchors, anchor, drop_unused_ids, make_anchors
from builder.editions.parts.book import sources_chapter
from builder.editions.parts.chapters import Chapter, chapters, resolved
from builder.editions.parts.classes import short_classes, shorten, shortened_css
from builder.editions.parts.pictures import bytes_at, data_uri, take_pictures
from builder.editions.parts.sources import PREFIX, SOURCES, take_sources
from builder.editions.parts.tree import first, parents, remove, unwrap, without, words_of, write_html
from builder.editions.parts.volume import Volume
from builder.outputs.actor_pages import ActorView
from builder.outputs.entry_pages import EntryView, Neighbours
from builder.outputs.front_page import FrontView
from builder.outputs.parts.claims import ClaimView, NamedClaim
from builder.outputs.parts.questions import QuestionView
from builder.outputs.parts.sayings import Ledger
from builder.outputs.place_pages import PlaceView
from builder.outputs.question_pages import QuestionPageView
from builder.views.chronology import Chronology
from builder.views.output import View

# A picture takes so many bytes at most; a third more as it is written into the page.
MOST_OF_A_PICTURE = 300_000
# Beyond this, without its pictures, messengers and old phones have their troubles.
MOST = 1_500_000

# What says nothing where there is no host, and is said by the page as a whole.
_NEEDLESS = frozenset(("rel", "hreflang", "loading", "decoding", "data-pagefind-body", "data-once"))
# Lists that the filter of the timeline gives, too.
_FILTERED = "tags/"


class _Held(Struct):
    """What the page carries for its chapters: drawings as backgrounds by class, and files that scripts ask for."""

    pictures: int = 0
    backgrounds: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)


def encoded(volume: Volume) -> bytes:
    """Return the page; one of a large publication tells each statement in its entry alone."""
    page, pictures = _page(volume, chapters(volume, lambda view: view))
    if len(page) - pictures <= MOST:
        return page
    parts = [chapter for chapter in chapters(volume, _told_once) if not chapter.address.startswith(_FILTERED)]
    for chapter in parts:
        # A script may look for what is empty yet.
        if not chapter.scripts:
            _shorten(chapter.main)
    return _page(volume, parts)[0]


def _page(volume: Volume, parts: list[Chapter]) -> tuple[bytes, int]:
    """Return the page, and how many bytes of it are pictures."""
    sources = take_sources(parts)
    front = parts[0]
    if sources:
        parts.append(sources_chapter(volume, sources))
    anchors = make_anchors(parts, sources, volume.archive.prefix)
    for source in sources:
        _set_source(source, anchors.sources[source.get("id", "")])
    held = _Held()
    leaves = [_leaf(volume, chapter, anchors, held) for chapter in parts]
    held.files["addresses"] = "\n".join(chapter.address for chapter in parts)
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
        _hold(volume, module, held)
    return _document(volume, body, held).encode(), held.pictures


def _shorten(main: Element) -> None:
    """Take out what nobody is told: machine-readable times, what repeats words beside it, and what holds no words."""
    for parent in [*main.iter()]:
        if parent.tag == "li" and len(parent) and parent[0].tag in ("h2", "h3"):
            _say_plainly(parent[0])
        for child in [*parent]:
            if child.tag == "time":
                unwrap(parent, child)
            elif _is_empty(child) or (child.tag == "p" and child.get("aria-hidden") == "true"):
                remove(parent, child)
            elif child.tag in ("section", "aside"):
                for name in ("aria-labelledby", "aria-label"):
                    child.attrib.pop(name, None)
            elif child.get("role") == "img" and child.get("aria-label") == words_of(parent):
                del child.attrib["role"], child.attrib["aria-label"]


def _say_plainly(heading: Element) -> None:
    """Leave the words of a date that heads a part of a list."""
    words = words_of(heading)
    heading[:] = []
    heading.text = words


def _is_empty(element: Element) -> bool:
    """Return whether a part of a page holds no words, or none but its heading."""
    if element.tag in ("section", "nav", "footer") and len(element) > 0:
        return words_of(element) in ("", words_of(element[0]) if element[0].tag in ("h2", "h3") else "")
    return (
        element.tag in ("span", "footer") and not len(element) and not element.text and "role" not in element.attrib
    )


def _set_source(source: Element, id: str) -> None:
    """Name a source, which needs no link to itself."""
    own = f"{SOURCES}{source.get('id', '').removeprefix(PREFIX)}/"
    source.set("id", id)
    del source.attrib["value"]
    for parent in [*source.iter()]:
        for child in [*parent]:
            if child.tag == "a" and child.get("href", "").removesuffix("index.html").endswith(own):
                unwrap(parent, child)


def _told_once(view: View) -> View:
    """Leave a statement to its entry, where it is told whole; others lead there. Places stand on the map of all."""
    match view:
        case FrontView():
            return replace(view, map=None, overview=None)
        case EntryView():
            questions = tuple(map(_under_its_side, view.questions))
            alone = Neighbours(None, None, None)
            return replace(view, questions=questions, locator=None, neighbours=alone, neighbours_by=(), trail=())
        case QuestionPageView():
            return replace(view, columns=(), measures=())
        case ActorView():
            return replace(view, ledger=Ledger(), companions=(), chronology=_without_roles(view.chronology))
        case PlaceView():
            return replace(view, locator=None, chronology=_without_roles(view.chronology))
    return view


def _without_roles(chronology: Chronology) -> Chronology:
    days = (replace(day, items=tuple(replace(item, roles=()) for item in day.items)) for day in chronology.days)
    return replace(chronology, days=tuple(days))


def _under_its_side(question: QuestionView) -> QuestionView:
    """Leave the sign of a side to the head of its column."""
    columns = (replace(column, claims=tuple(map(_named_alone, column.claims))) for column in question.columns)
    return replace(question, measures=(), columns=tuple(columns))


def _named_alone(claim: ClaimView) -> ClaimView:
    """Name other claims by who made them and when; the words stand where the link leads."""
    relations = (replace(one, claims=tuple(map(_alone, one.claims))) for one in claim.relations)
    return replace(
        claim,
        by=replace(claim.by, side=None),
        as_of=None if claim.as_of == claim.made else claim.as_of,
        relations=tuple(relations),
        responds_to=claim.responds_to and _alone(claim.responds_to),
        followed_by=tuple(map(_alone, claim.followed_by)),
    )


def _alone(claim: NamedClaim) -> NamedClaim:
    return replace(claim, words="", quantities=())


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
    leaf = Element("div", {"class": f"leaf {chapter.kind}", "id": anchors.chapters[chapter.address]})
    leaf.set("data-kind", chapter.kind)
    if chapter.scripts:
        leaf.set("data-scripts", " ".join(path.removeprefix("../") for path in chapter.scripts))
    leaf.text = chapter.main.text
    leaf.extend([*chapter.main])
    return leaf


def _draw_once(volume: Volume, chapter: Chapter, held: _Held) -> None:
    """Let a drawing that many others stand on be the background of each, so that the page holds it once."""
    above = parents(chapter.main)
    for image in [*chapter.main.iter("image")]:
        path = resolved(chapter.address, image.get("href", ""), volume.archive.prefix)
        data = None if path is None else bytes_at(volume, path)
        if path is None or data is None:
            continue
        drawing = above[image]
        box = f"0 0 {image.get('width')} {image.get('height')}"
        if drawing.get("viewBox") != box:
            image.set("href", data_uri(path, data))
            continue
        name = f"ground-{hashlib.sha256(data).hexdigest()[:8]}"
        held.backgrounds[name] = data_uri(path, data)
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


def _document(volume: Volume, body: Element, held: _Held) -> str:
    frame = volume.renderer.frame
    style = _stylesheet(volume, held)
    router = (files("builder.editions") / "single.js").read_text("utf-8")
    names = short_classes(style, [router, *(text for path, text in held.files.items() if path.endswith(".js"))])
    shorten(body, names, ("class", "data-kind"))
    style = shortened_css(style, names, body)
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
    css = (bytes_at(volume, volume.renderer.frame.stylesheet) or b"").decode()
    grounds = (f".{name}{{background:url({uri}) 0 0/100% 100%}}\n" for name, uri in sorted(held.backgrounds.items()))
    css = re.sub(r"\s*\n\s*", " ", css)
    return f"{css}\n.leaf+.leaf{{border-block-start:1px solid;margin-block-start:4rem}}\n{''.join(grounds)}"


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _inert(text: str) -> str:
    """Keep the end of a script out of what stands in one, where it is JSON or a string of a script."""
    return text.replace("</script", "<\\/script").replace("<!--", "<\\!--")
