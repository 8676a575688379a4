"""Put one entry that is new, or was edited, in its place in an archive, without looking at the others.

The result equals what assembling all records again would give, and a law in the tests says so; where that cannot be
had so cheaply (a status, or a source that is gone, may affect everything), None asks for a full assembly."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import replace

from builder.assembling.assembly import embargo_of
from builder.assembling.bringing import registers_with
from builder.assembling.evidence import kept_files
from builder.assembling.homes import homes_of
from builder.assembling.indexes import cited_in, digests_of_questions, faces_of, index_tags
from builder.assembling.ordering import day_of, key_of, order_of_a_day
from builder.assembling.pile import PartDigests, Pile
from builder.assembling.references import Resolver, settle_entry
from builder.model.archive import Archive, spot_of
from builder.model.claim import Claim
from builder.model.comparison import Answer, Comparisons, reference
from builder.model.dates import SortKey
from builder.model.entry import Entry, Status
from builder.model.ids import slug
from builder.model.problem import Finding
from builder.model.source import Source

Order = Callable[[Entry], tuple[SortKey, int]]


class Written(Struct, frozen=True):
    """An entry as its file has it now, with the digests of that file and of its parts.

    `may_bring` says that nothing else refers to what is not there, so that new ids have no say in other records;
    `shows_early` that drafts are shown among the others."""

    path: str
    entry: Entry
    digest: bytes
    parts: PartDigests
    may_bring: bool
    shows_early: bool


class Move(Struct, frozen=True):
    """An entry as it was, if it was there, and as it is, and the orders of the lists that hold the one and the other.

    An order holds for the day of its entry, and tells that day from all others."""

    old: Entry | None
    new: Entry
    before: Order
    after: Order


def amend(archive: Archive, pile: Pile, written: Written) -> tuple[Archive, list[Finding]] | None:
    """Return the archive with an entry as it is written now, and what does not fit; the pile takes the entry in.

    Where something does not fit, archive and pile stay as they were."""
    id = written.entry.id
    old, before = archive.entry_of.get(id), pile.entries.get(id)
    if not _is_by_itself(before if old else None, written, pile):
        return None
    registers = registers_with(written.entry, before, archive.registers, pile)
    if registers is None or (registers is not archive.registers and not written.may_bring):
        return None
    registers = replace(registers, claims={**registers.claims, id: _ids_of_claims(written.entry)})
    resolver = Resolver(registers, written.path)
    entry = settle_entry(written.entry, resolver)
    if resolver.findings:
        return archive, resolver.findings
    move = _move(old, entry, archive)
    if move is None:
        return None
    pile.exchange(written.path, before, written.entry, written.digest, written.parts)
    return _with(move, replace(archive, registers=registers), pile), []


def _is_by_itself(old: Entry | None, written: Written, pile: Pile) -> bool:
    """Return whether only the entry itself, and what lists it, has to change."""
    new = written.entry
    if pile.unreadable or written.path in pile.blemished:
        return False
    if old is None:
        return (
            not pile.holds(f"entries/{new.id}")
            and (written.shows_early or new.status is not Status.DRAFT)
            and not new.is_withdrawn
            and not embargo_of(new, pile.site)
            and not kept_files(new)
        )
    return (
        not old.is_withdrawn
        and pile.files[f"entries/{old.id}"] == written.path
        and new.status is old.status
        and embargo_of(new, pile.site) == embargo_of(old, pile.site)
        and kept_files(new) == kept_files(old)
        and _ids_of_claims(old) <= _ids_of_claims(new)
    )


def _move(old: Entry | None, new: Entry, archive: Archive) -> Move | None:
    """Find where an entry is listed now; None where others change places for it."""

    def key(entry: Entry) -> SortKey:
        return key_of(entry, archive.places, archive.site)

    joins = key(new)
    was, now = (_day(key(old), archive.entries, key) if old else []), _day(joins, archive.entries, key)
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
    place_of = {entry.id: index for index, entry in enumerate(day)}
    return lambda entry: (day_of(key_of_entry(entry)), place_of.get(entry.id, 0))


def _with(move: Move, archive: Archive, pile: Pile) -> Archive:
    old, entry = move.old, move.new
    entries = _joined(_without(archive.entries, move), move)
    by_question = _questions(move, archive)
    touched = {claim.question for claim in _claims_in(move) if claim.question in by_question}
    questions_asked = {id: asked for id, asked in archive.questions_asked.items() if id in by_question}
    questions_asked |= digests_of_questions({id: by_question[id] for id in touched if id}, pile.claims)
    tags, by_tag = archive.tags, _listed(archive.by_tag, move, lambda entry: map(slug, entry.tags))
    if not set(entry.tags) <= set(archive.tags.values()) or (old and old.tags != entry.tags):
        tags, by_tag = index_tags(entries)
    answering = {entry.id: entry, **{one.id: one for id in touched if id for one, _ in by_question[id]}}
    plain_faces = {id: pile.faces[id] for id in answering}
    amended = replace(
        archive,
        entries=entries,
        shown_early=archive.shown_early | ({entry.id} if entry.status is Status.DRAFT else set()),
        spots={**archive.spots, entry.id: spot_of(key_of(entry, archive.places, archive.site))},
        entry_of=_by_id((*entries, *archive.withdrawn)),
        sources=_sources(archive, entry),
        tags=tags,
        by_tag=by_tag,
        by_actor=_listed(archive.by_actor, move, lambda entry: (part.actor for part in entry.actors)),
        by_place=_listed(archive.by_place, move, lambda entry: (location.place for location in entry.places)),
        by_source=_listed(archive.by_source, move, lambda entry: _cited(entry, archive)),
        parts_of=_listed(archive.parts_of, move, lambda entry: [entry.part_of] if entry.part_of else []),
        # All claims that it had it still has.
        claim_of={**archive.claim_of, **{reference(entry, claim): (entry, claim) for claim in entry.claims}},
        by_question=by_question,
        comparisons=Comparisons(by_question, archive.questions, archive.comparisons.terms),
        digests={**archive.digests, entry.id: pile.digests[entry.id]},
        faces={**archive.faces, **faces_of(answering.values(), plain_faces, questions_asked)},
        questions_asked=questions_asked,
    )
    return replace(amended, homes=_homes(amended, move))


def _homes(archive: Archive, move: Move) -> dict[str, str]:
    """Decide again which page shows the sources and questions of an entry, before and after; all others stay."""
    sources = {id for entry in (move.old, move.new) if entry for id in _cited(entry, archive)}
    questions = {claim.question for claim in _claims_in(move) if claim.question is not None}
    homes = dict(archive.homes)
    for key in (*(f"sources/{id}" for id in sources), *(f"questions/{id}" for id in questions)):
        homes.pop(key, None)
    return homes | homes_of(archive, sources, questions)


def _listed(
    index: Mapping[str, tuple[Entry, ...]], move: Move, keys_of: Callable[[Entry], Iterable[str]]
) -> dict[str, tuple[Entry, ...]]:
    """Take an entry out of the lists that it was in, and put it as it is now into those that it belongs to."""
    before, after = set(keys_of(move.old) if move.old else ()), set(keys_of(move.new))
    found = dict(index)
    for key in before | after:
        entries = _without(found[key], move) if key in before else found.get(key, ())
        found[key] = _joined(entries, move) if key in after else entries
    if before == after:
        return found
    return {key: found[key] for key in sorted(found) if found[key]}


def _without(entries: tuple[Entry, ...], move: Move) -> tuple[Entry, ...]:
    if move.old is None:
        return entries
    index = bisect_left(entries, move.before(move.old), key=move.before)
    assert entries[index] is move.old
    return (*entries[:index], *entries[index + 1 :])


def _joined(entries: tuple[Entry, ...], move: Move) -> tuple[Entry, ...]:
    index = bisect_left(entries, move.after(move.new), key=move.after)
    return (*entries[:index], move.new, *entries[index:])


def _questions(move: Move, archive: Archive) -> dict[str, tuple[Answer, ...]]:
    asked = {claim.question for claim in _claims_in(move) if claim.question is not None}
    found = dict(archive.by_question)
    for question in asked:
        others = [answer for answer in found.get(question, ()) if answer[0] is not move.old]
        index = bisect_left(others, move.after(move.new), key=lambda answer: move.after(answer[0]))
        own = [(move.new, claim) for claim in move.new.claims if claim.question == question]
        found[question] = (*others[:index], *own, *others[index:])
    return {question: found[question] for question in sorted(found) if found[question]}


def _sources(archive: Archive, entry: Entry) -> dict[str, Source]:
    found = {**archive.sources, **{source.id: source for source in entry.own_sources}}
    return found if len(found) == len(archive.sources) else {id: found[id] for id in sorted(found)}


def _by_id(entries: Sequence[Entry]) -> dict[str, Entry]:
    # Ten thousand of them pass here at every save.
    return dict(zip(map(attrgetter("id"), entries), entries, strict=True))


def _claims_in(move: Move) -> list[Claim]:
    return [claim for entry in (move.old, move.new) if entry for claim in entry.claims]


def _ids_of_claims(entry: Entry) -> frozenset[str]:
    return frozenset(claim.id for claim in entry.claims)


def _cited(entry: Entry, archive: Archive) -> list[str]:
    return [] if entry.safety.hide_sources else list(cited_in(entry, archive.registers))
