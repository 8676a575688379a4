"""Rules against harm (H): nothing published endangers those whom it is about, or those who told it."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from builder.checking.parts.entry_under_review import EntryUnderReview
from builder.checking.parts.explanation import error, warning
from builder.model.archive import Archive
from builder.model.entry import Status
from builder.model.place import DECIMALS, Place
from builder.model.problem import Finding, KeyPath, Severity
from builder.model.source import Source


def a_point_is_no_finer_than_its_precision(archive: Archive) -> Iterator[Finding]:
    """H1: no point is finer than the site shows, nor is what it shows finer than the precision stated beside it."""
    policy = archive.site.safety.coordinate_decimals
    for place in archive.places.values():
        most = DECIMALS.get(place.precision) if place.precision else None
        shown = min(_decimals(place), policy)
        if shown < _decimals(place):
            says = f"written with {_decimals(place)} decimals of a degree; {shown} are shown"
            hint = f"write {shown}: anyone who reads the file sees more than the site shows"
            yield Finding(archive.files[f"places/{place.id}"], ("point",), "H1", says, hint, Severity.HINT)
        if most is not None and shown > most:
            says = f"{shown} decimals of a degree for a point known to the {place.precision}"
            hint = f"write {most} at most, or correct `precision`"
            yield Finding(archive.files[f"places/{place.id}"], ("point",), "H1", says, hint)


def no_point_is_finer_than_an_entry_allows(subject: EntryUnderReview) -> Iterator[Finding]:
    """H1: an entry that wants its places coarse does not name one whose own page shows more."""
    site = subject.directory.site.safety.coordinate_decimals
    own = subject.entry.safety.coordinate_decimals
    for number, location in enumerate(subject.entry.places if own is not None else ()):
        place = subject.directory.places.get(location.place)
        if own is not None and place and min(_decimals(place), site) > own:
            says = f'the page of "{place.id}" shows its point with {min(_decimals(place), site)} decimals, not {own}'
            hint = "round the point in the place's file, or name the place around it"
            yield Finding("", ("places", number, "place"), "H1", says, hint)


def no_text_gives_a_point_away(subject: EntryUnderReview) -> Iterator[Finding]:
    """H1: coordinates in a text are rounded by nobody."""
    own = subject.entry.safety.coordinate_decimals
    most = subject.directory.site.safety.coordinate_decimals if own is None else own
    for text in subject.texts:
        for found in _POINT.finditer(text.text) if _DECIMALS_IN_TEXT.search(text.text) else ():
            if len(found["decimals"]) > most:
                says = f'"{found[0]}" is finer than the {most} decimals that may be shown'
                yield subject.finding(text, found.start(), found.end(), "H1", says, "round it, or remove it")


def a_hidden_source_leaves_no_trace(subject: EntryUnderReview) -> Iterator[Finding]:
    """H8: where sources are withheld, no text, link or file name leads to them."""
    if not subject.entry.safety.hide_sources:
        return
    lines = [unquote(line) for line in subject.entry.body.split("\n")]
    whole = "\n".join(lines)
    for source in subject.sources(subject.entry.sources):
        for trace in _traces(source):
            for number, line in enumerate(lines if trace in whole else ()):
                if (column := line.find(trace)) >= 0:
                    yield _leak(source, trace, (), (subject.entry.body_line + number, column + 1))
            for path, words in _fields(subject):
                if trace in words:
                    yield _leak(source, trace, path, None)
        for number, medium in enumerate(subject.entry.media):
            if medium.publish and medium.file and source.id in re.split(r"[^\w-]+", medium.file):
                yield _leak(source, source.id, ("media", number, "file"), None)


def what_is_held_back_is_told(archive: Archive) -> Iterator[Finding]:
    """H10: an entry whose time has not come is not published, and nobody should wonder why."""
    for entry in archive.held_back:
        if entry.status is Status.DRAFT:
            continue
        until = entry.safety.delay_until
        says = f"held back until {until}" if until else "held back: the site's `delay_hours` have not passed"
        path = ("safety", "delay_until") if until else ("published",)
        hint = "run the build again then; it does not run by itself"
        yield Finding(archive.files[f"entries/{entry.id}"], path, "H10", says, hint)


def _decimals(place: Place) -> int:
    if place.point is None:
        return 0
    return max(len(repr(number).partition(".")[2].rstrip("0")) for number in place.point)


def _traces(source: Source) -> Iterator[str]:
    """Return what would lead a reader to a source: its addresses without their scheme, and its file."""
    for address in (source.url, source.archived):
        if address:
            yield address.partition("://")[2].removeprefix("www.").rstrip("/")
    yield from (trace for trace in (source.doi, source.file) if trace)


def _fields(subject: EntryUnderReview) -> Iterator[tuple[KeyPath, str]]:
    entry = subject.entry
    yield ("title",), entry.title
    yield ("summary",), entry.summary or ""
    for number, claim in enumerate(entry.claims):
        yield ("claims", number, "text"), claim.text
    for number, quote in enumerate(entry.quotes):
        yield ("quotes", number, "text"), quote.text
    for number, medium in enumerate(entry.media):
        shown = [medium.caption, medium.verification] if medium.is_picture or medium.is_record else []
        # Where sources are hidden, a record shows neither address nor credit.
        shown += [medium.file, medium.credit, medium.alt] if medium.is_picture else []
        yield ("media", number), " ".join(word for word in shown if word)


def _leak(source: Source, trace: str, path: KeyPath, at: tuple[int, int] | None) -> Finding:
    says = f'"{trace}" leads to the hidden source "{source.id}"'
    return Finding("", path, "H8", says, "remove it, or rename the file", at=at)


_DECIMALS_IN_TEXT = re.compile(r"\d[.,]\d\d")
_POINT = re.compile(
    r"(?<![\d.])-?\d{1,2}[.,](?P<decimals>\d{2,})\s*°?\s*[NS]?\s*[,;/ ]\s*-?\d{1,3}[.,]\d{2,}(?!\d|\.\d)\s*°?\s*[EW]?"
)

RULES = (a_point_is_no_finer_than_its_precision, what_is_held_back_is_told)
ENTRY_RULES = (no_point_is_finer_than_an_entry_allows, no_text_gives_a_point_away, a_hidden_source_leaves_no_trace)

EXPLANATIONS = (
    error(
        "H1",
        "Coordinates are no finer than the policy or their stated precision allows.",
        "Five decimals identify a house. The points of places are rounded when published; texts are not.",
        "Write fewer decimals, or correct `precision`.",
        "The shelter is at 39.81542, 46.75211.",
        "The shelter is in the north of the town.",
    ),
    error(
        "H2",
        "Pictures are published without place, serial number or owner in their metadata.",
        "They reveal where somebody was, and who. A picture that cannot be cleaned is not published.",
        "Convert it to JPEG, PNG, WebP, AVIF or GIF, or add `publish: false` to keep the record alone.",
        "media: [{file: bridge.tiff, …}]",
        "media: [{file: bridge.jpg, …}]",
    ),
    error(
        "H3",
        "A living person is named only as a public figure or with consent.",
        "Being named in a chronology of a conflict can put a person at risk.",
        "Add `person: {public_figure: true}` or `{consent: true}`, or remove the name.",
        "kind: person",
        "kind: person\nperson: {public_figure: true}",
    ),
    error(
        "H4",
        "Pictures and files have alt text and a credit.",
        "People who cannot see the picture should know what it shows, and everybody should know whose it is.",
        "Add `alt` and `credit`.",
        "media: [{file: bridge.jpg}]",
        "media: [{file: bridge.jpg, alt: A bridge of stone, credit: Ines Bell}]",
    ),
    error(
        "H5",
        "A graphic picture has a warning.",
        "Readers decide whether to look.",
        "Add `warning`, which they see first.",
        "media: [{file: square.jpg, graphic: true, …}]",
        "media: [{file: square.jpg, graphic: true, warning: Shows injured people., …}]",
    ),
    error(
        "H7",
        "Nothing private is published.",
        "Nothing under `private`, or under a key that begins with `_`, is published; a copy elsewhere would be.",
        "Remove it from the text, or from `private` if it is not private.",
        "_witness: Jo Walker\n---\nJo Walker saw it.",
        "_witness: Jo Walker\n---\nA driver saw it.",
    ),
    warning(
        "H8",
        "If sources are hidden, nothing published leads to them.",
        "An address or a file name is as good as a name.",
        "Remove the link, or rename the file.",
        "safety: {hide_sources: true}\n---\nMore at https://post.example/driver.",
        "safety: {hide_sources: true}\n---\nThe conversation is known to the editors.",
    ),
    warning(
        "H10",
        "An entry held back until a certain time is not published before it.",
        "People may still be on the road. The first build after that time publishes it.",
        "Build again then, or change `delay_until`.",
        "safety: {delay_until: 2099-01-01T00:00:00Z}",
        "safety: {delay_until: 2031-04-14T12:00:00Z}",
    ),
    error(
        "H11",
        "No page asks another host for anything.",
        "A request tells a third party who is reading what.",
        "Put the file into content/media/.",
        "![](https://pictures.example/bridge.jpg)",
        "![](bridge.jpg)",
    ),
)
