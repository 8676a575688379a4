"""Rules on how entries stand to each other (D8, D9, G6, G7): orders, parts, and one event written twice."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from graphlib import TopologicalSorter

from msgspec import Struct

from builder.checking.parts.explanation import hint, warning
from builder.model.archive import Archive, TimelineSpot
from builder.model.cycles import cycles
from builder.model.dates import Date, DateShape, Day, Point, ends_before_start, starts_after
from builder.model.entry import Entry, Rel, Relation
from builder.model.ids import folded
from builder.model.problem import Finding, KeyPath

Pair = tuple[str, str]
# Pairs of entries, and the entry and place where a relation makes each of them a pair.
Ties = Mapping[Pair, tuple[Entry, KeyPath]]


class Outside(Struct, frozen=True):
    """How a part leaves its whole: it begins before or ends after it, with the dates of both."""

    verb: str
    part: str
    side: str
    whole: str


def no_entries_follow_each_other(archive: Archive) -> Iterator[Finding]:
    """D8: relations that lead in a circle give no order."""
    advice = "remove one of the relations; until then, none of them affects the order"
    yield from _circles(_sequences(archive), "D8", "said to come before", advice, archive)


def what_comes_later_is_not_dated_earlier(archive: Archive) -> Iterator[Finding]:
    """D8: an entry does not end before something begins that comes, directly or not, before it."""
    ties = _sequences(archive)
    circle_of = _circle_of(ties)
    earlier: defaultdict[str, list[str]] = defaultdict(list)
    for one, other in ties:
        if one not in circle_of or circle_of[one] is not circle_of.get(other):
            earlier[other].append(one)
    # Of each entry and all that comes before it, the one that begins last: so every relation is looked at once.
    last: dict[str, Entry] = {}
    for id in TopologicalSorter(earlier).static_order():
        entry = archive.entry_of[id]
        fitting = [entry]
        for one in earlier.get(id, ()):
            if _surely_begins_after(last[one].when, entry.when):
                says = f'"{id}" is said to come after "{last[one].id}" ({last[one].when.text}), but is dated '
                yield _finding(
                    ties[one, id], "D8", says + entry.when.text, "correct a date, or the relation", archive
                )
            else:
                fitting.append(last[one])
        last[id] = max(fitting, key=_beginning)


def a_part_lies_within_its_whole(archive: Archive) -> Iterator[Finding]:
    """D9: what belongs to an event happens while it does."""
    for entry in archive.entries:
        whole = archive.entry_of.get(entry.part_of) if entry.part_of else None
        outside = _outside(entry.when, whole.when) if whole and not whole.is_withdrawn else None
        if whole and outside:
            says = f'this entry {outside.verb} {outside.part}, {outside.side} "{whole.id}" does ({outside.whole})'
            advice = f'correct a date, give "{whole.id}" an `end`, or remove `part_of`'
            yield _finding((entry, ("part_of",)), "D9", says, advice, archive)


def no_event_is_written_twice(archive: Archive) -> Iterator[Finding]:
    """G6: two entries that are alike in day, place, actors and title may tell of one event."""
    days: defaultdict[tuple[TimelineSpot, str], list[Entry]] = defaultdict(list)
    for entry in archive.entries:
        if archive.spots[entry.id].day:
            for place in dict.fromkeys(at.place for at in entry.places if at.is_scene):
                days[archive.spots[entry.id], place].append(entry)
    twins: dict[str, tuple[Entry, Entry]] = {}
    for entries in days.values():
        for entry, twin in _twins(entries) if len(entries) > 1 else ():
            twins.setdefault(entry.id, (entry, twin))
    for entry, twin in twins.values():
        says = f'possibly the same event as "{twin.id}": the same day and actors, a place in common, and nearly the '
        advice = "merge the two, or say under `related` or `part_of` how one relates to the other"
        yield _finding((entry, ("title",)), "G6", f"{says}same title", advice, archive)


def of_duplicates_one_is_kept(archive: Archive) -> Iterator[Finding]:
    """G7: a reader who is sent to another entry is not sent back."""
    advice = "decide which entry is kept, and remove `duplicate-of` from it"
    yield from _circles(_duplicates(archive), "G7", "said to be a duplicate of", advice, archive)


def _sequences(archive: Archive) -> Ties:
    return _ties(archive, lambda entry, relation: relation.sequence(entry.id))


def _duplicates(archive: Archive) -> Ties:
    return _ties(archive, lambda entry, tie: (entry.id, tie.entry) if tie.rel is Rel.DUPLICATE_OF else None)


def _ties(archive: Archive, pair_of: Callable[[Entry, Relation], Pair | None]) -> Ties:
    found: dict[Pair, tuple[Entry, KeyPath]] = {}
    for entry in archive.entries:
        for number, relation in enumerate(entry.related):
            other = archive.entry_of.get(relation.entry)
            pair = pair_of(entry, relation) if other and not other.is_withdrawn else None
            if pair:
                found.setdefault(pair, (entry, ("related", number)))
    return found


def _circle_of(ties: Ties) -> dict[str, tuple[str, ...]]:
    later: defaultdict[str, list[str]] = defaultdict(list)
    for one, other in ties:
        later[one].append(other)
    return {id: circle for circle in cycles(later) for id in circle}


def _circles(ties: Ties, code: str, relation: str, advice: str, archive: Archive) -> Iterator[Finding]:
    """Report each circle once, at the first of its entries that has a relation to another."""
    circle_of = _circle_of(ties)
    first: dict[tuple[str, ...], tuple[Entry, KeyPath]] = {}
    for (one, other), tie in sorted(ties.items(), key=lambda tie: (tie[1][0].id, tie[1][1])):
        if one in circle_of and circle_of[one] is circle_of.get(other):
            first.setdefault(circle_of[one], tie)
    for circle, tie in first.items():
        yield _finding(tie, code, f"{_each_of(circle, relation)}", advice, archive)


def _each_of(circle: tuple[str, ...], relation: str) -> str:
    """Write what is said of entries that stand in one relation to each other."""
    names = [f'"{id}"' for id in sorted(circle)]
    if len(names) == 1:
        return f"this entry is {relation} itself"
    if len(names) > _NAMED:
        names = [*names[: _NAMED - 1], f"{len(names) - _NAMED + 1} more"]
    others = "other" if len(circle) == 2 else "others"
    return f"{', '.join(names[:-1])} and {names[-1]} are each {relation} the {others}"


def _finding(at: tuple[Entry, KeyPath], code: str, says: str, advice: str, archive: Archive) -> Finding:
    entry, path = at
    return Finding(archive.files[f"entries/{entry.id}"], path, code, says, advice)


def _beginning(entry: Entry) -> tuple[bool, Day, bool, int, str]:
    """Rank entries by when they surely begin; those of which that is not known come first."""
    date = entry.when
    if date.is_qualified or date.earliest is None:
        return False, Day(0, 1, 1), False, 0, entry.id
    clock = date.points[0].clock
    return True, date.earliest, clock is not None, clock.utc_seconds(0) if clock else 0, entry.id


def _outside(part: Date, whole: Date) -> Outside | None:
    """Find where a part surely leaves its whole."""
    if {part.shape, whole.shape} <= {DateShape.POINT, DateShape.INTERVAL}:
        one, other = part.start_point, whole.start_point
        if one and other and _surely_before(one, other):
            return Outside("begins", one.text, "before", other.text)
        one, other = part.end_point, whole.end_point
        if one and other and _surely_before(other, one):
            return Outside("ends", one.text, "after", other.text)
    if _surely_begins_after(whole, part):
        return Outside("begins", part.text, "before", whole.text)
    return Outside("ends", part.text, "after", whole.text) if _surely_begins_after(part, whole) else None


def _surely_before(one: Point, other: Point) -> bool:
    if one.is_qualified or other.is_qualified or not ends_before_start(other, one):
        return False
    return _clock_form(one) == _clock_form(other) or _are_days_apart(one.latest, other.earliest)


def _surely_begins_after(one: Date, other: Date) -> bool:
    if not starts_after(one, other) or one.earliest is None or other.latest is None:
        return False
    forms = {_clock_form(point) for point in (*one.points, *other.points)}
    return len(forms) == 1 or _are_days_apart(other.latest, one.earliest)


def _clock_form(point: Point) -> str:
    """Return a key that only comparable dates share: days, times, or times with an offset."""
    return "day" if point.clock is None else "time" if point.clock.offset is None else "moment"


def _are_days_apart(one: Day, other: Day) -> bool:
    # Near midnight, the day of a time depends on the zone.
    return one.ordinal + 1 < other.ordinal


def _twins(entries: list[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Pair each entry with the first before it that has the same actors and words, if neither names the other."""
    alike: defaultdict[tuple[frozenset[str], frozenset[str]], list[Entry]] = defaultdict(list)
    for entry in entries:
        before = alike[frozenset(part.actor for part in entry.actors), _words(entry.title)]
        twin = next((one for one in before if not _is_tied(entry, one) and not _is_tied(one, entry)), None)
        if twin:
            yield entry, twin
        before.append(entry)


def _words(title: str) -> frozenset[str]:
    """Reduce a title to what its words begin with; short words, endings and order tell no two events apart."""
    words = re.findall(r"\w+", folded(title))
    telling = [
        word if _DIGIT.search(word) else word[:_STEM] for word in words if len(word) > 3 or _DIGIT.search(word)
    ]
    return frozenset(telling or words)


def _is_tied(entry: Entry, other: Entry) -> bool:
    return entry.part_of == other.id or any(relation.entry == other.id for relation in entry.related)


_DIGIT = re.compile(r"\d")
# So many letters of a word are compared: "shelling" and "shelled" begin alike, "reported" and "repelled" do not.
_STEM = 5
# A longer circle is not named whole.
_NAMED = 4

RULES = (
    no_entries_follow_each_other,
    what_comes_later_is_not_dated_earlier,
    a_part_lies_within_its_whole,
    no_event_is_written_twice,
    of_duplicates_one_is_kept,
)

EXPLANATIONS = (
    warning(
        "D8",
        "An event that follows another is not dated before it, nor said to come before it.",
        "Either a date or a relation is wrong, and readers would see both.",
        "Correct the date or the relation. While they contradict each other, the dates decide the order.",
        "date: 2031-04-05\nrelated: [{entry: reply, rel: follows}]   # reply is dated 2031-04-06",
        "date: 2031-04-05\nrelated: [{entry: reply, rel: precedes}]",
    ),
    warning(
        "D9",
        "An event that is part of another falls within its dates.",
        "An event that lasts longer than the one it is part of has a wrong date, or belongs elsewhere.",
        "Correct one of the dates, give the whole an `end`, or remove `part_of`.",
        "date: 2031-04-09\npart_of: bridge-dispute   # date: 2031-04-05, end: 2031-04-07",
        "date: 2031-04-07\npart_of: bridge-dispute",
    ),
    hint(
        "G6",
        "Each event has one entry.",
        "Two entries on one event show it twice and split what is said about it.",
        "Merge the two: keep one, move the claims of the other into it, and add the other's id to its `formerly`. "
        "If they are two events, say under `related` or `part_of` how one relates to the other.",
        "title: Bridge closed   # another entry of that day, place and actors: The bridge is closed",
        "related: [{entry: 2031-04-05-bridge-closed, rel: duplicate-of}]",
    ),
    warning(
        "G7",
        "Only one of two duplicates is kept.",
        "If each of two entries sends readers to the other, neither is the one they should read.",
        "Decide which entry is kept, and remove `duplicate-of` from it.",
        "related: [{entry: bridge-shut, rel: duplicate-of}]   # and bridge-shut is a duplicate of this one",
        "related: [{entry: bridge-shut, rel: background}]",
    ),
)
