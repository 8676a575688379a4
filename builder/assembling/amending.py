"""Put one entry that was written anew in its place in an archive, without looking at the others.

What comes of it is what assembling all records again would give, and a law in the tests says so; where that cannot be
had so cheaply (another id, date, source or status may touch everything), None says that all has to be assembled."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from builder.assembling.assembly import embargo_of
from builder.assembling.homes import homes_of
from builder.assembling.indexes import cited_in, digests_of_questions, faces_of, index_tags
from builder.assembling.ordering import day_of, key_of, order_of_a_day
from builder.assembling.pile import Pile
from builder.assembling.references import Resolver, settle_entry
from builder.model.advice import Advice
from builder.model.archive import Archive, spot_of
from builder.model.comparison import Answer, Comparisons, reference
from builder.model.dates import SortKey
from builder.model.entry import Entry
from builder.model.ids import slug
from builder.model.problem import Finding, KeyPath, advised

Order = Callable[[Entry], tuple[SortKey, int]]


class Written(Struct, frozen=True):
    """An entry as its file has it now, with the digests of that file, of all but the body, and of the claims."""

    entry: Entry
    digest: bytes
    face: bytes
    claims: bytes


class Move(Struct, frozen=True):
    """An entry as it was and as it is, and the orders in which the lists stand that hold the one and the other.

    An order holds for the day of its entry, and tells that day from all others."""

    old: Entry
    new: Entry
    before: Order
    after: Order


def amend(archive: Archive, pile: Pile, written: Written) -> tuple[Archive, list[Finding]] | None:
    """Return the archive with an entry as it is written now, and what does not fit; the pile takes the entry in.

    Where something does not fit, archive and pile stay as they were."""
    old = archive.entry_of.get(written.entry.id)
    if old is None or not _is_by_itself(pile.entries[old.id], written.entry, pile):
        return None
    registers = replace(archive.registers, claims={**archive.registers.claims, old.id: _ids_of_claims(written.entry)})
    findings: list[Finding] = []

    def complain(path: KeyPath, code: str, says: str, hint: str | Advice) -> None:
        findings.append(advised(pile.files[f"entries/{old.id}"], path, code, says, hint))

    entry = settle_entry(written.entry, Resolver(registers, complain))
    if findings:
        return archive, findings
    move = _move(old, entry, archive)
    if move is None:
        return None
    pile.entries[old.id] = written.entry
    pile.digests[old.id], pile.faces[old.id], pile.claims[old.id] = written.digest, written.face, written.claims
    return _with(move, replace(archive, registers=registers), pile), []


def _is_by_itself(old: Entry, new: Entry, pile: Pile) -> bool:
    """Return whether nothing but the entry itself, and what lists it, has to change."""
    path = pile.files[f"entries/{old.id}"]
    return (
        not pile.unreadable
        and path not in pile.blemished
        and not old.is_withdrawn
        and new.status is old.status
        and embargo_of(new, pile.site) == embargo_of(old, pile.site)
        and new.own_sources == old.own_sources
        and _ids_of_claims(old) <= _ids_of_claims(new)
    )


def _move(old: Entry, new: Entry, archive: Archive) -> Move | None:
    """Find where an entry stands now; None where others change places for it."""

    def key(entry: Entry) -> SortKey:
        return key_of(entry, archive.places, archive.site)

    leaves, joins = key(old), key(new)
    was, now = _day(leaves, archive.entries, key), _day(joins, archive.entries, key)
    others = [entry for entry in now if entry is not old]
    keys = {entry.id: key(entry) for entry in (*was, *others)} | {new.id: joins}
    ordered = order_of_a_day([*others, new], keys)
    if [entry for entry in ordered if entry is not new] != others:
        return None
    left = [entry for entry in was if entry is not old]
    if was != now and order_of_a_day(left, keys) != left:
        return None
    return Move(old, new, _order_within(was, key), _order_within(ordered, key))


def _day(key: SortKey, entries: tuple[Entry, ...], key_of_entry: Callable[[Entry], SortKey]) -> list[Entry]:
    """List the entries of the day that a key belongs to."""
    day = day_of(key)
    start = bisect_left(entries, day, key=lambda entry: day_of(key_of_entry(entry)))
    return list(entries[start : bisect_right(entries, day, start, key=lambda entry: day_of(key_of_entry(entry)))])


def _order_within(day: list[Entry], key_of_entry: Callable[[Entry], SortKey]) -> Order:
    place_of = {entry.id: place for place, entry in enumerate(day)}
    return lambda entry: (day_of(key_of_entry(entry)), place_of.get(entry.id, 0))


def _with(move: Move, archive: Archive, pile: Pile) -> Archive:
    old, entry = move.old, move.new
    entries = _joined(_without(archive.entries, move), move)
    by_question = _questions(move, archive)
    touched = {claim.question for claim in (*old.claims, *entry.claims) if claim.question in by_question}
    questions_asked = {id: asked for id, asked in archive.questions_asked.items() if id in by_question}
    questions_asked |= digests_of_questions({id: by_question[id] for id in touched if id}, pile.claims)
    same_tags = archive.tags, _listed(archive.by_tag, map(slug, old.tags), map(slug, entry.tags), move)
    tags, by_tag = same_tags if entry.tags == old.tags else index_tags(entries)
    answering = {entry.id: entry, **{one.id: one for id in touched if id for one, _ in by_question[id]}}
    amended = replace(
        archive,
        entries=entries,
        spots={**archive.spots, entry.id: spot_of(key_of(entry, archive.places, archive.site))},
        entry_of={**archive.entry_of, entry.id: entry},
        tags=tags,
        by_tag=by_tag,
        by_actor=_listed(archive.by_actor, _actors(old), _actors(entry), move),
        by_place=_listed(archive.by_place, _places(old), _places(entry), move),
        by_source=_listed(archive.by_source, _cited(old, archive), _cited(entry, archive), move),
        parts_of=_listed(archive.parts_of, _whole(old), _whole(entry), move),
        claim_of=_claims(entry, old, archive, entries),
        by_question=by_question,
        comparisons=Comparisons(by_question, archive.questions, archive.comparisons.terms),
        digests={**archive.digests, entry.id: pile.digests[entry.id]},
        faces={**archive.faces, **_faces(answering, pile, questions_asked)},
        questions_asked=questions_asked,
    )
    return replace(amended, homes=_homes(amended, move))


def _homes(archive: Archive, move: Move) -> dict[str, str]:
    """Decide anew where sources and questions of an entry are at home, as it was and as it is; all others stay."""
    sources = {*_cited(move.old, archive), *_cited(move.new, archive)}
    questions = {claim.question for claim in (*move.old.claims, *move.new.claims) if claim.question is not None}
    homes = dict(archive.homes)
    for key in (*(f"sources/{id}" for id in sources), *(f"questions/{id}" for id in questions)):
        homes.pop(key, None)
    return homes | homes_of(archive, sources, questions)


def _listed(
    index: Mapping[str, tuple[Entry, ...]], before: Iterable[str], after: Iterable[str], move: Move
) -> dict[str, tuple[Entry, ...]]:
    """Take an entry out of the lists that it stood in, and put it as it is now into those that it stands in."""
    before, after = set(before), set(after)
    found = dict(index)
    for key in before | after:
        entries = _without(found[key], move) if key in before else found.get(key, ())
        found[key] = _joined(entries, move) if key in after else entries
    if before == after:
        return found
    return {key: entries for key, entries in sorted(found.items()) if entries}


def _without(entries: tuple[Entry, ...], move: Move) -> tuple[Entry, ...]:
    place = bisect_left(entries, move.before(move.old), key=move.before)
    assert entries[place] is move.old
    return (*entries[:place], *entries[place + 1 :])


def _joined(entries: tuple[Entry, ...], move: Move) -> tuple[Entry, ...]:
    place = bisect_left(entries, move.after(move.new), key=move.after)
    return (*entries[:place], move.new, *entries[place:])


def _questions(move: Move, archive: Archive) -> dict[str, tuple[Answer, ...]]:
    asked = {claim.question for claim in (*move.old.claims, *move.new.claims) if claim.question is not None}
    found = dict(archive.by_question)
    for question in asked:
        others = [answer for answer in found.get(question, ()) if answer[0] is not move.old]
        place = bisect_left(others, move.after(move.new), key=lambda answer: move.after(answer[0]))
        own = [(move.new, claim) for claim in move.new.claims if claim.question == question]
        found[question] = (*others[:place], *own, *others[place:])
    return {question: answers for question, answers in sorted(found.items()) if answers}


def _claims(entry: Entry, old: Entry, archive: Archive, entries: tuple[Entry, ...]) -> dict[str, Answer]:
    if [claim.id for claim in old.claims] == [claim.id for claim in entry.claims]:
        return {**archive.claim_of, **{reference(entry, claim): (entry, claim) for claim in entry.claims}}
    return {reference(one, claim): (one, claim) for one in entries for claim in one.claims}


def _faces(answering: Mapping[str, Entry], pile: Pile, questions_asked: Mapping[str, bytes]) -> dict[str, bytes]:
    plain = {id: pile.faces[id] for id in answering}
    return faces_of(answering.values(), plain, questions_asked)


def _ids_of_claims(entry: Entry) -> frozenset[str]:
    return frozenset(claim.id for claim in entry.claims)


def _actors(entry: Entry) -> list[str]:
    return [part.actor for part in entry.actors]


def _places(entry: Entry) -> list[str]:
    return [location.place for location in entry.places]


def _cited(entry: Entry, archive: Archive) -> list[str]:
    return [] if entry.safety.hide_sources else list(cited_in(entry, archive.registers))


def _whole(entry: Entry) -> list[str]:
    return [entry.part_of] if entry.part_of else []
