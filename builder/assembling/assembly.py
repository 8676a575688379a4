"""Put the records of all files together into the archive: resolve, order, index, and report what does not fit."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from msgspec.structs import replace

from builder.assembling.dangling import Known, pruned_actor, pruned_entry, pruned_place
from builder.assembling.homes import cited_elsewhere, homes_of
from builder.assembling.indexes import cited_in, digests_of_questions, faces_of, index, index_questions, index_tags
from builder.assembling.ordering import in_order, key_of
from builder.assembling.pile import Pile
from builder.assembling.purging import without_lost_claims, without_purged
from builder.assembling.references import Resolver, settle_actor, settle_entry, settle_place, settle_site
from builder.assembling.versions import labels_of_no_tag, versions_by_language
from builder.model.actor import Actor
from builder.model.archive import Archive, spot_of
from builder.model.comparison import Comparisons, Terms, reference
from builder.model.digests import digest_of
from builder.model.entry import Entry, Status
from builder.model.names import Name, chosen_names, tongue_of
from builder.model.page import question_from_id
from builder.model.place import Place
from builder.model.problem import Finding, KeyPath
from builder.model.raster import Raster
from builder.model.register import Register, Registers, make_register
from builder.model.site import Site

T = TypeVar("T")
_NONE: frozenset[str] = frozenset()


def assemble(
    pile: Pile,
    media: Mapping[str, Raster | None],
    evidence: Mapping[str, str],
    moment: datetime,
    shows_early: bool = False,
) -> tuple[Archive, list[Finding]]:
    """Make the archive; `moment` is when this happens, for entries that are to be held back until a time.

    Drafts and entries held back are among the others only if they are to be shown early."""
    pile = without_purged(pile)
    findings = [*pile.findings]
    now = _as_text(moment)
    embargoes = {id: embargo_of(entry, pile.site) for id, entry in pile.entries.items()}
    not_yet = {id for id, entry in pile.entries.items() if entry.status is Status.DRAFT or embargoes[id] > now}
    held_back = set() if shows_early else not_yet
    registers = _registers(pile, media, held_back)
    actors = _settled(pile, pile.actors, "actors", registers, settle_actor, pruned_actor, findings)
    places = _settled(pile, pile.places, "places", registers, settle_place, pruned_place, findings)
    # An entry that is held back may bring sources of its own, which do not exist yet for any other.
    own = _registers(pile, media, set()) if held_back else registers
    hidden = {id: entry for id, entry in pile.entries.items() if id in held_back}
    seen = {id: entry for id, entry in pile.entries.items() if id not in held_back}
    entries = _settled(pile, hidden, "entries", own, settle_entry, pruned_entry, findings)
    entries |= _settled(pile, seen, "entries", registers, settle_entry, pruned_entry, findings)
    if pile.purged.addresses:
        entries = without_lost_claims(entries)
    of_site = Resolver(registers, "content/site.yaml")
    site = settle_site(pile.site, of_site)
    findings += of_site.findings
    keys = {id: key_of(entry, places, pile.site) for id, entry in entries.items()}
    # What is not published, or no longer, does not affect the order of the others.
    shown = in_order((entries[id] for id in seen if not entries[id].is_withdrawn), keys)
    withdrawn = in_order((entries[id] for id in seen if entries[id].is_withdrawn), keys)
    findings += _references_to_held_back((*shown, *withdrawn), held_back, pile)
    tags, by_tag = index_tags(shown)
    by_question = index_questions(shown)
    names = _names_shown(actors, places, pile.site)
    questions_asked = digests_of_questions(by_question, pile.claims)
    versions, wrong = versions_by_language(
        pile.versions, _originals(pile), pile.site.languages or (pile.site.language,), pile.lost_claims
    )
    findings += (*wrong, *labels_of_no_tag(pile.site, tags))
    archive = Archive(
        digest=digest_of(pile.registered, sorted(media.items()), sorted(evidence.items())),
        site=site,
        entries=shown,
        spots={id: spot_of(key) for id, key in keys.items()},
        withdrawn=withdrawn,
        held_back=in_order((entries[id] for id in hidden), keys),
        shown_early=frozenset(not_yet - held_back),
        entry_of={entry.id: entry for entry in (*shown, *withdrawn)},
        actors=actors,
        places=places,
        sources={id: pile.sources[id] for id in sorted(pile.sources)},
        pages=dict(sorted(pile.pages.items())),
        questions=pile.questions,
        maps=dict(sorted(pile.maps.items())),
        media=media,
        tags=tags,
        by_actor=index((part.actor, entry) for entry in shown for part in entry.actors),
        by_place=index((location.place, entry) for entry in shown for location in entry.places),
        by_tag=by_tag,
        by_source=index(
            (source, entry)
            for entry in shown
            if not entry.safety.hide_sources
            for source in cited_in(entry, registers)
        ),
        cited_elsewhere=cited_elsewhere(
            (*actors.values(), *places.values()), (*pile.pages.values(), *pile.questions.values()), registers
        ),
        homes={},
        claim_of={reference(entry, claim): (entry, claim) for entry in shown for claim in entry.claims},
        by_question=by_question,
        comparisons=Comparisons(by_question, pile.questions, Terms(actors, places, site)),
        parts_of=index((entry.part_of, entry) for entry in shown if entry.part_of),
        files=pile.files,
        source_keys=pile.source_keys,
        evidence=evidence,
        registers=registers,
        names={key: "/".join(name.text for name in shown) or key for key, shown in names.items()},
        tongues={key: tongue for key, shown in names.items() if (tongue := tongue_of(shown, pile.site.language))},
        original=None,
        translations={},
        versions=versions,
        released=pile.released,
        purged=pile.purged,
        moment=now,
        embargo_ends=tuple(sorted({end for end in embargoes.values() if end})),
        digests=pile.digests,
        faces=faces_of(entries.values(), pile.faces, questions_asked),
        source_digests=pile.source_digests,
        questions_asked=questions_asked,
    )
    return replace(archive, homes=homes_of(archive, archive.by_source, by_question)), findings


def _originals(pile: Pile) -> dict[str, object]:
    kinds = (("entries", pile.entries), ("actors", pile.actors), ("places", pile.places), ("pages", pile.pages))
    found: dict[str, object] = {f"{kind}/{id}": record for kind, records in kinds for id, record in records.items()}
    # A question needs no file of its own.
    asked = {claim.question for entry in pile.entries.values() for claim in entry.claims if claim.question}
    found |= {f"questions/{id}": question_from_id(id) for id in asked}
    return found | {f"questions/{id}": question for id, question in pile.questions.items()}


def _registers(pile: Pile, media: Mapping[str, Raster | None], held_back: set[str]) -> Registers:
    """Register all names and ids, but for the sources that stand in the entries given."""
    unseen = {source.id for id in held_back for source in pile.entries[id].own_sources}

    def register(noun: str, kind: str, named: Mapping[str, tuple[Name, ...]]) -> Register:
        return make_register(noun, {**dict.fromkeys(sorted(pile.unreadable.get(kind, ())), ()), **named})

    return Registers(
        actors=register(
            "actor", "actors", {**pile.lost_names, **{id: found.names for id, found in pile.actors.items()}}
        ),
        places=register("place", "places", {id: place.names for id, place in pile.places.items()}),
        sources=register("source", "sources", dict.fromkeys(sorted(pile.sources.keys() - unseen), ())),
        entries=register("entry", "entries", dict.fromkeys(pile.entries, ())),
        pages=register("page", "pages", dict.fromkeys(pile.pages, ())),
        sides=frozenset(side.id for side in pile.site.sides),
        knows_all_sides=bool(pile.site.title) and "content/site.yaml" not in pile.blemished,
        media=media,
        unshown=pile.unshown,
        claims={id: _claims_of(entry, pile.lost_claims.get(id, _NONE)) for id, entry in pile.entries.items()},
    )


def _claims_of(entry: Entry, lost: frozenset[str]) -> frozenset[str]:
    # Most entries make none; a set that holds nothing takes as much memory as one that holds four.
    return lost.union([claim.id for claim in entry.claims]) if entry.claims else lost


def _settled(
    pile: Pile,
    records: Mapping[str, T],
    kind: str,
    registers: Registers,
    settle: Callable[[T, Resolver], T],
    sound: Callable[[T, Known], T],
    findings: list[Finding],
) -> dict[str, T]:
    """Resolve the references of all records of a kind, sorted by id; report and drop those that lead nowhere."""
    settled = {}
    known = Known(
        actors=frozenset(pile.actors),
        places=frozenset(pile.places),
        sources=frozenset(pile.sources),
        entries=frozenset(pile.entries),
        pages=frozenset(pile.pages),
        media=frozenset(registers.media),
    )
    for id, record in sorted(records.items()):
        file = pile.files[f"{kind}/{id}"]
        resolver = Resolver(registers, file)
        resolved = settle(record, resolver)
        is_doubtful = resolver.findings or pile.unreadable or file in pile.blemished
        settled[id] = sound(resolved, known) if is_doubtful else resolved
        findings += resolver.findings
    return settled


def _names_shown(actors: Mapping[str, Actor], places: Mapping[str, Place], site: Site) -> dict[str, tuple[Name, ...]]:
    named = [(f"actors/{id}", actor.names) for id, actor in actors.items()]
    named += [(f"places/{id}", place.names) for id, place in places.items()]
    return {key: chosen_names(names, site.language, site.naming.order) for key, names in named}


def embargo_of(entry: Entry, site: Site) -> str:
    """Return the moment from which an entry may be seen (RFC 3339, UTC); empty for always."""
    waits = [entry.safety.delay_until or ""]
    if site.safety.delay_hours and entry.published is not None:
        freed = datetime.fromisoformat(entry.published) + timedelta(hours=site.safety.delay_hours)
        waits.append(_as_text(freed))
    return max(waits)


def _as_text(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _references_to_held_back(entries: Iterable[Entry], held_back: set[str], pile: Pile) -> Iterable[Finding]:
    if not held_back:
        return
    for entry in entries:
        file = pile.files[f"entries/{entry.id}"]
        named: list[tuple[str | None, KeyPath]] = [(entry.part_of, ("part_of",))]
        named += [(relation.entry, ("related", number, "entry")) for number, relation in enumerate(entry.related)]
        for number, claim in enumerate(entry.claims):
            for key, claimed in (("responds_to", claim.responds_to), ("supersedes", claim.supersedes)):
                named.append((claimed and claimed.partition("#")[0], ("claims", number, key)))
            for number_of_ref, ref in enumerate(claim.contradicts):
                named.append((ref.partition("#")[0], ("claims", number, "contradicts", number_of_ref)))
        for id, path in named:
            if id in held_back:
                says = f'"{id}" is not published (a draft, or held back)'
                yield Finding(file, path, "entry-held-back", says, "publish it first, or remove the reference")
