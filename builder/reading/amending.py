"""Put one entry that was written anew in its place in an archive, without looking at the others.

What comes of it is what assembling all records again would give, and a law in the tests says so; where that cannot be
had so cheaply (another id, date, source or status may touch everything), None says that all has to be assembled."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from builder.model.archive import Archive, spot_of
from builder.model.comparison import Answer, Comparisons, reference
from builder.model.dates import SortKey
from builder.model.entry import Entry
from builder.model.ids import slug
from builder.model.problem import Finding, KeyPath
from builder.reading.assembly import Pile, key_of, release_of
from builder.reading.indexes import cited_in, digests_of_questions, faces_of, index_tags
from builder.reading.references import Resolver, settle_entry

Order = Callable[[Entry], tuple[SortKey, str]]


@dataclass(frozen=True, slots=True)
class Written:
    """An entry as its file has it now, with the digests of that file, of all but the body, and of the claims."""

    entry: Entry
    digest: bytes
    face: bytes
    claims: bytes


def amend(archive: Archive, pile: Pile, written: Written) -> tuple[Archive, list[Finding]] | None:
    """Give the archive with an entry as it is written now, and what does not fit; the pile takes the entry in.

    Where something does not fit, archive and pile stay as they were."""
    old = archive.entry_of.get(written.entry.id)
    if old is None or not _is_by_itself(pile.entries[old.id], written.entry, pile):
        return None
    registers = replace(archive.registers, claims={**archive.registers.claims, old.id: _ids_of_claims(written.entry)})
    findings: list[Finding] = []

    def complain(path: KeyPath, code: str, says: str, hint: str) -> None:
        findings.append(Finding(pile.files[f"entries/{old.id}"], path, code, says, hint))

    entry = settle_entry(written.entry, Resolver(registers, complain))
    if findings:
        return archive, findings
    pile.entries[old.id] = written.entry
    pile.digests[old.id], pile.faces[old.id], pile.claims[old.id] = written.digest, written.face, written.claims
    return _with(entry, old, replace(archive, registers=registers), pile), []


def _is_by_itself(old: Entry, new: Entry, pile: Pile) -> bool:
    """Tell whether nothing but the entry itself, and what lists it, has to change."""
    path = pile.files[f"entries/{old.id}"]
    return (
        not pile.unreadable
        and path not in pile.blemished
        and not old.is_withdrawn
        and new.status is old.status
        and release_of(new, pile.site) == release_of(old, pile.site)
        and new.own_sources == old.own_sources
        and _ids_of_claims(old) <= _ids_of_claims(new)
    )


def _with(entry: Entry, old: Entry, archive: Archive, pile: Pile) -> Archive:
    def order(one: Entry) -> tuple[SortKey, str]:
        return key_of(one, archive.places, archive.site), one.id

    listed = _listing(entry, old, order)
    entries = _without(old, archive.entries, order)
    place = bisect_left(entries, order(entry), key=order)
    entries = (*entries[:place], entry, *entries[place:])
    by_question = _questions(entry, old, archive, order)
    touched = {claim.question for claim in (*old.claims, *entry.claims) if claim.question in by_question}
    questions_asked = {id: asked for id, asked in archive.questions_asked.items() if id in by_question}
    questions_asked |= digests_of_questions({id: by_question[id] for id in touched if id}, pile.claims)
    same_tags = archive.tags, listed(archive.by_tag, map(slug, old.tags), map(slug, entry.tags))
    tags, by_tag = same_tags if entry.tags == old.tags else index_tags(entries)
    answering = {entry.id: entry, **{one.id: one for id in touched if id for one, _ in by_question[id]}}
    return replace(
        archive,
        entries=entries,
        spots={**archive.spots, entry.id: spot_of(order(entry)[0])},
        entry_of={**archive.entry_of, entry.id: entry},
        tags=tags,
        by_tag=by_tag,
        by_actor=listed(archive.by_actor, [part.actor for part in old.actors], [part.actor for part in entry.actors]),
        by_place=listed(archive.by_place, [at.place for at in old.places], [at.place for at in entry.places]),
        by_source=listed(archive.by_source, _cited(old, archive), _cited(entry, archive)),
        parts_of=listed(archive.parts_of, _whole(old), _whole(entry)),
        claim_of=_claims(entry, old, archive, entries),
        by_question=by_question,
        comparisons=Comparisons(by_question, archive.questions, archive.comparisons.terms),
        digests={**archive.digests, entry.id: pile.digests[entry.id]},
        faces={**archive.faces, **_faces(answering, pile, questions_asked)},
        questions_asked=questions_asked,
    )


def _listing(
    entry: Entry, old: Entry, order: Order
) -> Callable[[Mapping[str, tuple[Entry, ...]], Iterable[str], Iterable[str]], dict[str, tuple[Entry, ...]]]:
    """Give the function that takes an entry out of lists, and puts it as it is now into others."""

    def listed(
        index: Mapping[str, tuple[Entry, ...]], before: Iterable[str], after: Iterable[str]
    ) -> dict[str, tuple[Entry, ...]]:
        before, after = set(before), set(after)
        found = dict(index)
        for key in before | after:
            entries = _without(old, found.get(key, ()), order) if key in before else found.get(key, ())
            if key in after:
                place = bisect_left(entries, order(entry), key=order)
                entries = (*entries[:place], entry, *entries[place:])
            found[key] = entries
        if before == after:
            return found
        return {key: entries for key, entries in sorted(found.items()) if entries}

    return listed


def _without(old: Entry, entries: tuple[Entry, ...], order: Order) -> tuple[Entry, ...]:
    place = bisect_left(entries, order(old), key=order)
    assert entries[place] is old
    return (*entries[:place], *entries[place + 1 :])


def _questions(entry: Entry, old: Entry, archive: Archive, order: Order) -> dict[str, tuple[Answer, ...]]:
    asked = {claim.question for claim in (*old.claims, *entry.claims) if claim.question is not None}
    found = dict(archive.by_question)
    for question in asked:
        answers = [answer for answer in found.get(question, ()) if answer[0] is not old]
        answers += [(entry, claim) for claim in entry.claims if claim.question == question]
        # Sorting is stable: the claims of one entry keep their order.
        found[question] = tuple(sorted(answers, key=lambda answer: order(answer[0])))
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


def _cited(entry: Entry, archive: Archive) -> list[str]:
    return [] if entry.safety.hide_sources else list(cited_in(entry, archive.registers))


def _whole(entry: Entry) -> list[str]:
    return [entry.part_of] if entry.part_of else []
