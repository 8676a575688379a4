"""One page for each actor: what it is, whom it belongs to, what it took part in, who appears with it."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import groupby

from msgspec import Struct

from builder.model.actor import Actor, ActorKind, Basis, Office, Tie
from builder.model.addresses import actor_address
from builder.model.archive import Archive
from builder.model.dates import Date
from builder.model.entry import Entry
from builder.model.place import Place
from builder.outputs.parts.cards import SidedLink, sided_link
from builder.outputs.parts.chronology import chronology, further_parts
from builder.outputs.parts.feeding import feed_address
from builder.outputs.parts.forms import forms_of_list, record_form
from builder.outputs.parts.indexes import IndexGroup, IndexItem, IndexView, by_words, index_view
from builder.outputs.parts.languages import listed, translation_view
from builder.outputs.parts.made_of import made_of_list
from builder.outputs.parts.sayings import Ledger, Sayings
from builder.outputs.parts.sources import SourceView, numbered
from builder.outputs.parts.words import NameView, actor_link, name_views, other_names
from builder.views.chronology import Chronology
from builder.views.edition import Edition, Html
from builder.views.output import Link, Listed, Output, Page, Section, View, file_of

_MOST_COMPANIONS = 12


class TieView(Struct, frozen=True):
    """What an actor or a place belongs to: since when, on what basis, according to whom, by which sources."""

    to: Link
    kind: str | None
    since: Date | None
    until: Date | None
    basis: Basis | None
    according_to: tuple[Link, ...]
    sources: tuple[tuple[int, str], ...]


class OfficeView(Struct, frozen=True):
    """An office that a person held."""

    title: str
    of: Link | None
    since: Date | None
    until: Date | None
    sources: tuple[tuple[int, str], ...]


class Companion(Struct, frozen=True):
    """An actor that appears in the same entries, and in how many."""

    actor: SidedLink
    count: int


class ActorView(View, frozen=True, kw_only=True):
    """All that an actor's page shows."""

    kind: ActorKind
    side: str | None
    names: tuple[NameView, ...]
    body: Html
    body_lang: str | None
    part_of: tuple[TieView, ...]
    affiliations: tuple[TieView, ...]
    members: tuple[SidedLink, ...]
    ledger: Ledger
    offices: tuple[OfficeView, ...]
    chronology: Chronology
    companions: tuple[Companion, ...]
    sources: tuple[SourceView, ...]
    feed: str | None


SECTION = Section("actors", 20)


def plan(edition: Edition) -> Iterator[Output]:
    yield Page("actors/index.html", "index.html", partial(_index_view, edition), listed=Listed())
    members, sayings = parts_of(edition.archive.actors), Sayings(edition.archive)
    for id, actor in edition.archive.actors.items():
        concerning = (*edition.archive.by_actor.get(id, ()), *(entry for entry, _ in sayings.concerning(id)))
        made_of = made_of_list(edition, concerning, record=f"actors/{id}")
        view = partial(_actor_view, actor, members, sayings, edition)
        translation = translation_view(f"actors/{id}", actor.body, edition.archive, actor.lang)
        yield Page(file_of(actor_address(id)), "actor.html", view, made_of, listed(translation))
        involved = edition.archive.by_actor.get(id, ())
        yield from further_parts(involved, edition, actor_link(id, edition.archive), "actors", partial(_roles, id))


def tie_view(tie: Tie, to: Link, archive: Archive, numbers: dict[str, int]) -> TieView:
    """Show one tie."""
    return TieView(
        to=to,
        kind=tie.kind,
        since=tie.since,
        until=tie.until,
        basis=tie.basis,
        according_to=tuple(actor_link(id, archive) for id in tie.according_to),
        sources=tuple((numbers[id], id) for id in tie.sources if id in numbers),
    )


def _actor_view(actor: Actor, members: Mapping[str, list[str]], sayings: Sayings, edition: Edition) -> ActorView:
    archive, key = edition.archive, f"actors/{actor.id}"
    sources = numbered(edition.bodies[key].cited, archive)
    numbers = {source.id: source.number for source in sources}
    entries = archive.by_actor.get(actor.id, ())
    return ActorView(
        address=actor_address(actor.id),
        title=archive.names[key],
        section="actors",
        forms=forms_of_list(actor_address(actor.id), entries, archive)
        + record_form(actor_address(actor.id), archive),
        lang=archive.tongues.get(key),
        translation=translation_view(key, actor.body, archive, actor.lang),
        kind=actor.kind,
        side=actor.side,
        names=name_views(actor.names, archive),
        body=edition.body(key),
        body_lang=archive.language_of_text(key, actor.lang or archive.original),
        part_of=tuple(tie_view(tie, actor_link(tie.to, archive), archive, numbers) for tie in actor.part_of),
        affiliations=tuple(
            tie_view(tie, actor_link(tie.to, archive), archive, numbers) for tie in actor.affiliations
        ),
        members=tuple(sided_link(id, archive) for id in members.get(actor.id, ())),
        ledger=sayings.ledger(actor.id),
        offices=tuple(_office_view(office, archive, numbers) for office in actor.offices),
        chronology=chronology(entries, edition, partial(_roles, actor.id), actor_address(actor.id)),
        companions=_companions(actor.id, entries, archive),
        sources=sources,
        feed=feed_address(actor_address(actor.id), entries, archive.site),
    )


def parts_of(records: Mapping[str, Actor | Place]) -> Mapping[str, list[str]]:
    """List what is part of each."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for id, record in records.items():
        for tie in record.part_of:
            found[tie.to].append(id)
    return found


def _office_view(office: Office, archive: Archive, numbers: dict[str, int]) -> OfficeView:
    of = None if office.of is None else actor_link(office.of, archive)
    sources = tuple((numbers[id], id) for id in office.sources if id in numbers)
    return OfficeView(office.title, of, office.since, office.until, sources)


def _roles(id: str, entry: Entry) -> tuple[tuple[str, str], ...]:
    roles = (part.role for part in entry.actors if part.actor == id)
    return tuple(dict.fromkeys(("roles", role.value) for role in roles if role))


def _companions(id: str, entries: tuple[Entry, ...], archive: Archive) -> tuple[Companion, ...]:
    met = Counter(other for entry in entries for other in {part.actor for part in entry.actors} if other != id)
    ranked = sorted(met.items(), key=lambda pair: (-pair[1], archive.names[f"actors/{pair[0]}"].casefold(), pair[0]))
    return tuple(Companion(sided_link(other, archive), count) for other, count in ranked[:_MOST_COMPANIONS])


def _index_view(edition: Edition) -> IndexView:
    archive = edition.archive
    order = list(ActorKind)
    actors = sorted(archive.actors.values(), key=lambda actor: order.index(actor.kind))
    groups = []
    for kind, found in groupby(actors, key=lambda actor: actor.kind):
        items = sorted((_index_item(actor, archive) for actor in found), key=by_words)
        groups.append(IndexGroup(kind.value, None, tuple(items)))
    return index_view("actors", groups)


def _index_item(actor: Actor, archive: Archive) -> IndexItem:
    link, count = actor_link(actor.id, archive), len(archive.by_actor.get(actor.id, ()))
    return IndexItem(
        link.words, link.address, count, actor.side, aliases=other_names(actor.names, link), lang=link.lang
    )
