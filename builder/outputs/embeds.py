"""A small page for each entry, actor and page of a question, for frames on other sites, and what oEmbed asks for."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

import msgspec
from msgspec import Struct

from builder.model.actor import Actor, ActorKind
from builder.model.addresses import (
    actor_address,
    embed_address,
    entry_address,
    oembed_address,
)
from builder.model.archive import Archive
from builder.model.claim import Claim, Quantity, Stance
from builder.model.comparison import Answer
from builder.model.dates import Date
from builder.model.digests import joined_digest
from builder.model.entry import Entry
from builder.outputs.parts.cards import SidedLink, sided_link
from builder.outputs.parts.claims import anchor
from builder.outputs.parts.languages import own_language
from builder.outputs.parts.made_of import made_of_list
from builder.outputs.parts.questions import questions_with_pages
from builder.outputs.parts.words import actor_link, claim_link, entry_link
from builder.views.edition import Edition
from builder.views.output import Export, Link, Output, Page, View, file_of

# A frame cannot grow with what is in it: this shows a title, a sentence and two statements on most screens.
WIDTH, HEIGHT = 600, 400
_LATEST = 5


class ShortClaim(Struct, frozen=True):
    """One statement: whose it is, in what words, and where everything about it is shown."""

    address: str
    by: SidedLink
    stance: Stance
    text: str
    lang: str | None
    own_lang: str | None
    quantities: tuple[Quantity, ...]


class ShortQuestion(Struct, frozen=True):
    """What each party said last in answer to one question; claims that answer no question have no title."""

    title: str | None
    lang: str | None
    is_contested: bool
    claims: tuple[ShortClaim, ...]


class DatedLink(Struct, frozen=True):
    """An entry, and when it happened."""

    when: Date
    zone: str
    entry: Link


class EmbedView(View, frozen=True, kw_only=True):
    """All that an embed page shows; `whole` is the address of the page that it is an extract of."""

    whole: str
    dir: str | None = None
    when: Date | None = None
    zone: str | None = None
    kind: ActorKind | None = None
    side: str | None = None
    is_withdrawn: bool = False
    is_contested: bool = False
    questions: tuple[ShortQuestion, ...] = ()
    entries: tuple[DatedLink, ...] = ()


def plan(edition: Edition) -> Iterator[Output]:
    archive = edition.archive
    if not archive.site.has_embeds:
        return
    for entry in archive.entry_of.values():
        made_of = joined_digest((edition.digest, archive.digests[entry.id], archive.faces[entry.id]))
        yield from _pair(entry_address(entry.id), entry.title, partial(_of_entry, entry, edition), made_of, archive)
    for id, answers in questions_with_pages(archive):
        made_of = made_of_list(edition, (entry for entry, _ in answers))
        title = archive.question(id).title
        view = partial(_of_question, id, answers, archive)
        yield from _pair(archive.question_address(id), title, view, made_of, archive)
    for id, actor in archive.actors.items():
        made_of = made_of_list(edition, _latest(id, archive))
        title = archive.names[f"actors/{id}"]
        yield from _pair(actor_address(id), title, partial(_of_actor, actor, edition), made_of, archive)


def _pair(
    address: str, title: str, view: Callable[[], EmbedView], made_of: bytes, archive: Archive
) -> Iterator[Output]:
    yield Page(file_of(embed_address(address)), "embed.html", view, made_of)
    yield Export(oembed_address(address), partial(_oembed, address, title, archive), made_of)


def _of_entry(entry: Entry, edition: Edition) -> EmbedView:
    archive = edition.archive
    answers = () if entry.is_withdrawn else tuple((entry, claim) for claim in entry.claims)
    return EmbedView(
        address=embed_address(entry_address(entry.id)),
        whole=entry_address(entry.id),
        title=entry.title,
        summary=None if entry.is_withdrawn else entry.summary,
        lang=entry.lang,
        dir=entry.dir,
        when=entry.when,
        zone=edition.zones[entry.id],
        is_withdrawn=entry.is_withdrawn,
        questions=tuple(_short_questions(answers, archive)),
    )


def _of_question(id: str, answers: tuple[Answer, ...], archive: Archive) -> EmbedView:
    asked = archive.question(id)
    found = next(_short_questions(answers, archive, id), None)
    return EmbedView(
        address=embed_address(archive.question_address(id)),
        whole=archive.question_address(id),
        title=asked.title,
        lang=archive.language_of_question(id),
        is_contested=archive.comparisons[id].is_contested,
        questions=(ShortQuestion(None, None, False, found.claims),) if found else (),
    )


def _of_actor(actor: Actor, edition: Edition) -> EmbedView:
    archive, link = edition.archive, actor_link(actor.id, edition.archive)
    return EmbedView(
        address=embed_address(link.address),
        whole=link.address,
        title=link.words,
        lang=link.lang,
        kind=actor.kind,
        side=actor.side,
        entries=tuple(
            DatedLink(entry.when, edition.zones[entry.id], entry_link(entry)) for entry in _latest(actor.id, archive)
        ),
    )


def _latest(actor: str, archive: Archive) -> Iterable[Entry]:
    return reversed(archive.by_actor.get(actor, ())[-_LATEST:])


def _short_questions(
    answers: tuple[Answer, ...], archive: Archive, page: str | None = None
) -> Iterator[ShortQuestion]:
    """Return what holds still: of each party its last statement on a question, and every one that answers none."""
    asked: dict[str | None, dict[str, ShortClaim]] = {}
    contested: set[str | None] = set()
    for entry, claim in answers:
        standing = archive.outcome_of(entry, claim)
        if standing.is_live:
            party = claim.by if claim.question else claim.id
            asked.setdefault(claim.question, {})[party] = _short_claim(entry, claim, archive, page)
            contested |= {claim.question} if standing.is_contested else set()
    alone = asked.pop(None, None)
    for id, claims in asked.items():
        lang = archive.language_of_question(id or "")
        yield ShortQuestion(archive.question(id or "").title, lang, id in contested, tuple(claims.values()))
    if alone:
        yield ShortQuestion(None, None, False, tuple(alone.values()))


def _short_claim(entry: Entry, claim: Claim, archive: Archive, question: str | None) -> ShortClaim:
    address = claim_link(entry, claim).address
    if question:
        address = f"{archive.question_address(question)}#{anchor(entry, claim)}"
    lang = claim.lang or own_language(entry)
    own, by = claim.own_lang or lang, sided_link(claim.by, archive)
    return ShortClaim(address, by, claim.stance, claim.text, lang, own, claim.quantities)


def _oembed(address: str, title: str, archive: Archive) -> bytes:
    """Write what oEmbed 1.0 calls a rich response."""
    # It brings a table of all entities along.
    from html import escape

    root = archive.site.url or ""
    frame = f'src="{root}{embed_address(address)}" title="{escape(title)}" width="{WIDTH}" height="{HEIGHT}"'
    told = {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": archive.site.title,
        "provider_url": root,
        "html": f'<iframe {frame} loading="lazy"></iframe>',
        "width": WIDTH,
        "height": HEIGHT,
    }
    return msgspec.json.encode(told)
