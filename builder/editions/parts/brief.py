"""Shorten a large publication by saying everything once: what a page repeats is left to the page it links to.

A statement stands whole in its entry; places stand on the map of all, and the band of time on the timeline."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element

from msgspec.structs import replace

from builder.editions.parts.chapters import Chapter
from builder.editions.parts.tree import remove, unwrap, words_of, write_html
from builder.model.addresses import year_name
from builder.model.entry import Role
from builder.model.names import NameKind
from builder.outputs.actor_pages import ActorView
from builder.outputs.entry_pages import EntryView, Neighbours, PartView
from builder.outputs.front_page import FrontView
from builder.outputs.parts.claims import ClaimView, NamedClaim
from builder.outputs.parts.indexes import IndexView
from builder.outputs.parts.questions import QuestionView
from builder.outputs.parts.sayings import Ledger
from builder.outputs.parts.words import NameView
from builder.outputs.place_pages import PlaceView
from builder.outputs.question_pages import QuestionPageView
from builder.outputs.search_page import SearchView
from builder.reading.dates.edtf import read_date
from builder.views.chronology import Chronology, DayGroup
from builder.views.edition import Heading
from builder.views.output import View

# A part that several pages with scripts show alike is worth keeping once from so many characters on.
_WORTH_SHARING = 4_000
_HEADING_AND_LIST = 2
# It slants words unless a stylesheet says that it does not.
MARK = "i"


def told_once(view: View) -> View:
    """Return what a page shows without what other pages tell."""
    match view:
        case FrontView():
            return replace(view, map=None, overview=None, latest=(), corrections=())
        case EntryView():
            questions = tuple(map(_under_its_side, view.questions))
            alone = Neighbours(None, None, None)
            view = replace(
                view, questions=questions, parts=tuple(map(_part_alone, view.parts)), locator=None, said=None
            )
            return replace(view, neighbours=alone, neighbours_by=(), trail=())
        case IndexView():
            # Other names are left to the page of the actor or place that has them, and to the search.
            groups = [(group, [replace(item, aliases=()) for item in group.items]) for group in view.groups]
            return replace(view, groups=tuple(replace(group, items=tuple(items)) for group, items in groups))
        case SearchView():
            return replace(view, has_statements=False)
        case QuestionPageView():
            return replace(view, columns=(), measures=(), said=None)
        case ActorView():
            view = replace(view, ledger=Ledger(), companions=(), names=_names(view.names))
            return replace(view, chronology=_plain(view.chronology))
        case PlaceView():
            return replace(view, locator=None, names=_names(view.names), chronology=_plain(view.chronology))
    return view


def _names(names: tuple[NameView, ...]) -> tuple[NameView, ...]:
    """Leave the publication's own translations of a name to the editions that show them, and to the search."""
    return tuple(name for name in names if name.kind is not NameKind.TRANSLATION)


def note_once(mains: Iterable[Element], note: str) -> None:
    """Reduce the notice of a missing translation to the name of the language on all pages but the first."""
    lines = (line for main in mains for line in main.iter("p") if "translation" in line.get("class", "").split())
    alike = [line for line in lines if (line.text or "").strip().startswith(note)]
    for line in alike[1:]:
        line.text = ""
        for link in [*line.iter("a")]:
            remove(line, link)
        for language in line:
            language.tail = ""


def _part_alone(part: PartView) -> PartView:
    """Leave it to the statements who made them, and to the page of an actor on whose side it is."""
    told = tuple(role for role in part.roles if role.role is not Role.SPEAKER or role.basis or role.according_to)
    return replace(part, actor=replace(part.actor, side=None), roles=told)


def _plain(chronology: Chronology) -> Chronology:
    """Write dates in words, and leave roles to the entries."""
    days = (
        DayGroup(_in_words(day.heading), tuple(replace(item, roles=()) for item in day.items))
        for day in chronology.days
    )
    return replace(chronology, days=tuple(days))


def _in_words(heading: Heading) -> Heading:
    if not heading.day:
        return heading
    return Heading(0, 0, 0, read_date(f"{year_name(heading.year)}-{heading.month:02}-{heading.day:02}"))


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
        sources=tuple(replace(source, outlet="") for source in claim.sources),
        as_of=None if claim.as_of == claim.made else claim.as_of,
        relations=tuple(relations),
        responds_to=claim.responds_to and _alone(claim.responds_to),
        followed_by=tuple(map(_alone, claim.followed_by)),
    )


def _alone(claim: NamedClaim) -> NamedClaim:
    return replace(claim, words="", quantities=())


def link_title(source: Element) -> None:
    """Link the title of an original to it; a copy also says where it is."""
    cite = next(source.iter("cite"), None)
    link = next((one for one in source if one.tag == "a" and one.get("href", "").startswith("http")), None)
    is_copy = any("grade-copy" in one.get("class", "").split() for one in source.iter())
    if cite is None or link is None or is_copy or next(cite.iter("a"), None) is not None:
        return
    before = source[[*source].index(link) - 1]
    before.tail = (before.tail or "").rstrip(" ·\n")
    remove(source, link)
    inner = Element("a", {"href": link.get("href", "")})
    inner.text, inner[:] = cite.text, [*cite]
    cite.text, cite[:] = None, [inner]


def shorten_words(main: Element) -> None:
    """Take out what nobody is told: machine-readable times, what repeats words beside it, and what holds no words."""
    for hidden in main.iter():
        if hidden.get("aria-hidden") == "true":
            _strip(hidden, ("role", "aria-label"))
    # What is within comes first, as it may be put in the place of what is around it.
    for parent in reversed([*main.iter()]):
        if parent.tag == "a" and parent.get("href", "").startswith(("http://", "https://")):
            parent.attrib.pop("class", None)
        if parent.tag == "li" and len(parent) and parent[0].tag in ("h2", "h3"):
            _say_plainly(parent)
        for name in [name for name in parent.attrib if name.startswith("data-") and name != "data-once"]:
            del parent.attrib[name]
        for child in [*parent]:
            is_all = parent.tag == "a" and len(parent) == 1 and not (parent.text or "").strip() and not child.tail
            is_alone = len(parent) == 1 and not (parent.text or "").strip() and not (child.tail or "").strip()
            # What is said of a statement is parted by its spans.
            is_bare = (
                child.tag == "span" and not child.attrib and (is_alone or "claim-meta" not in parent.get("class", ""))
            )
            if child.tag == "time" or is_bare or (is_all and child.tag == "span" and child.keys() == ["class"]):
                unwrap(parent, child)
                if is_all:
                    parent.text = (parent.text or "").strip()
            elif _is_empty(child) or (child.tag == "p" and child.get("aria-hidden") == "true"):
                remove(parent, child)
            elif child.tag in ("section", "aside"):
                for name in ("aria-labelledby", "aria-label"):
                    child.attrib.pop(name, None)
            elif child.get("role") == "img" and child.get("aria-label") == words_of(parent):
                del child.attrib["role"], child.attrib["aria-label"]
    _abbreviate(main)


def _abbreviate(main: Element) -> None:
    """Name what marks a few words by the shortest element that means nothing of its own."""
    for element in main.iter():
        if element.tag == "span" and "class" in element.attrib:
            element.tag = MARK


def _strip(hidden: Element, names: tuple[str, ...]) -> None:
    for element in hidden.iter():
        for name in names:
            element.attrib.pop(name, None)


def _say_plainly(day: Element) -> None:
    """Leave the words of a date that heads a part of a list, and put the one entry that stands there beside them."""
    heading = day[0]
    words = words_of(heading)
    heading[:] = []
    heading.text = words
    below = day[1] if len(day) == _HEADING_AND_LIST else None
    if below is None or len(below) != 1 or not words:
        return
    link = next(below[0].iter("a"), None)
    if link is not None:
        link.tail = None
        day.attrib.clear()
        day.text, day[:] = f"{words} ", [link]


def _is_empty(element: Element) -> bool:
    """Return whether a part of a page holds no words, or none but its heading."""
    if element.tag == "aside" and not len(element):
        return not (element.text or "").strip()
    if element.tag in ("section", "nav", "footer") and len(element) > 0:
        return words_of(element) in ("", words_of(element[0]) if element[0].tag in ("h2", "h3") else "")
    return (
        element.tag in ("span", "footer")
        and not len(element)
        and not (element.text or "").strip()
        and "role" not in element.attrib
    )


def share(chapters: list[Chapter]) -> None:
    """Replace a part that an earlier page shows identically by a reference, which the page's own script resolves."""
    first: dict[str, Element] = {}
    for chapter in chapters:
        if chapter.scripts:
            _share_below(chapter.main, first)


def _share_below(parent: Element, first: dict[str, Element]) -> None:
    for index, child in enumerate([*parent]):
        html = write_html(child)
        if len(html) < _WORTH_SHARING:
            continue
        if html in first:
            shown = first[html]
            number = shown.get("data-part") or str(sum("data-part" in one.attrib for one in first.values()) + 1)
            shown.set("data-part", number)
            again = Element("div", {"data-again": number})
            again.tail = child.tail
            parent[index] = again
        else:
            first[html] = child
            _share_below(child, first)
