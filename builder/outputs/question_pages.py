"""A page for each question that has a file or that two entries answer: figures over time, and all statements.

Any other question is shown on the page of the one entry that answers it."""

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import islice

from msgspec import Struct

from builder.model.archive import Archive
from builder.model.comparison import Answer, Comparison, reference
from builder.model.digests import joined_digest
from builder.model.entry import Entry
from builder.model.relations import RelationKind
from builder.outputs.parts.cards import SidedLink, sided_link
from builder.outputs.parts.claims import Column, claim_view, columns
from builder.outputs.parts.feeding import claims_feed_address
from builder.outputs.parts.forms import claims_form, feed_form, record_form
from builder.outputs.parts.languages import listed, translation_view
from builder.outputs.parts.line_of_days import LineOfDays, line_of_days
from builder.outputs.parts.made_of import made_of_list, made_of_sources
from builder.outputs.parts.measures import MeasureView, measure_views
from builder.outputs.parts.questions import questions_with_pages
from builder.outputs.parts.sources import SourceView, numbered
from builder.outputs.parts.words import entry_link, question_link
from builder.views.edition import Edition, Html
from builder.views.output import Link, Listed, Output, Page, Section, TranslationView, View, file_of


class QuestionPageView(View, frozen=True, kw_only=True):
    """All that a question's page shows."""

    body: Html
    body_lang: str | None
    is_contested: bool
    claimants: int
    claims: int
    measures: tuple[MeasureView, ...]
    columns: tuple[Column, ...]
    said: LineOfDays | None
    entries: tuple[Link, ...]
    sources: tuple[SourceView, ...]


class QuestionItem(Struct, frozen=True):
    """A question in the list of all."""

    question: Link
    claimants: int
    claims: int
    entries: int


class ContestedItem(Struct, frozen=True):
    """A contested question, and the claimants who deny or contradict each other."""

    question: Link
    parties: tuple[SidedLink, ...]


class QuestionsView(View, frozen=True, kw_only=True):
    """All that the list of questions shows, in four groups."""

    contested: tuple[QuestionItem, ...]
    differing: tuple[QuestionItem, ...]
    beside: tuple[QuestionItem, ...]
    single: tuple[QuestionItem, ...]
    feed: str | None


SECTION = Section("questions", 50)


def plan(edition: Edition) -> Iterator[Output]:
    asked = joined_digest((edition.digest, *edition.archive.questions_asked.values()))
    yield Page("questions/index.html", "questions.html", partial(_questions_view, edition), asked, Listed())
    for id, answers in questions_with_pages(edition.archive):
        sources = tuple(_sources_of(answers))
        others = made_of_sources(edition, sources)
        made_of = made_of_list(edition, _entries(answers), *others, record=f"questions/{id}")
        view = partial(_question_page_view, id, answers, edition)
        translation = _translation(id, edition.archive)
        path = file_of(edition.archive.question_address(id))
        yield Page(path, "question.html", view, made_of, listed(translation))


def most_contested(archive: Archive, most: int) -> tuple[ContestedItem, ...]:
    """List the questions on which most sides, and then most claimants, deny or contradict each other."""
    ranked = []
    for id in archive.by_question:
        parties = _opposed(id, archive)
        if parties:
            sides = {archive.actors[by].side for by in parties} - {None}
            ranked.append((-len(sides), -len(parties), id, parties))
    return tuple(
        ContestedItem(question_link(id, archive), tuple(sided_link(by, archive) for by in parties))
        for _, _, id, parties in islice(sorted(ranked), most)
    )


def _opposed(id: str, archive: Archive) -> tuple[str, ...]:
    """List the claimants who deny or contradict each other on a question, in the order in which they spoke."""
    answers = archive.by_question[id]
    if len({claim.by for _, claim in answers}) < 2:
        return ()
    comparison = archive.comparisons[id]
    kinds = (RelationKind.DENIES, RelationKind.DENIED, RelationKind.CONTRADICTS)
    opposed: dict[str, None] = {}
    for ref in comparison.order:
        by = archive.claim_of[ref][1].by
        relations = (relation for relation in comparison.standings[ref].relations if relation.kind in kinds)
        if any(archive.claim_of[relation.other][1].by != by for relation in relations):
            opposed[by] = None
    return tuple(opposed)


def _question_page_view(id: str, answers: tuple[Answer, ...], edition: Edition) -> QuestionPageView:
    archive, key = edition.archive, f"questions/{id}"
    comparison = archive.comparisons[id]
    # A question without a file of its own has neither a text nor sources that the text cites.
    typeset = edition.bodies.get(key)
    cited = (*(typeset.cited if typeset else ()), *_sources_of(answers))
    sources = numbered(dict.fromkeys(cited), archive)
    numbers = {source.id: source.number for source in sources}
    views = {
        reference(entry, claim): claim_view(entry, claim, archive, _open(entry, numbers), id)
        for entry, claim in answers
    }
    listed = columns([views[ref] for ref in comparison.order], archive)
    return QuestionPageView(
        address=archive.question_address(id),
        title=archive.question(id).title,
        section="questions",
        forms=claims_form(id, len(answers), archive) + record_form(archive.question_address(id), archive),
        lang=archive.language_of_question(id),
        translation=_translation(id, archive),
        body=edition.body(key) if typeset else Html(b"", str),
        body_lang=archive.language_of_text(key, archive.question(id).lang or archive.original),
        is_contested=comparison.is_contested,
        claimants=len({claim.by for _, claim in answers}),
        claims=len(answers),
        measures=tuple(measure_views(id, views, listed, archive)),
        columns=listed,
        said=line_of_days(listed),
        entries=tuple(entry_link(entry) for entry in _entries(answers)),
        sources=sources,
    )


def _sources_of(answers: tuple[Answer, ...]) -> Iterator[str]:
    for entry, claim in answers:
        if not entry.safety.hide_sources:
            yield from claim.sources


def _open(entry: Entry, numbers: Mapping[str, int]) -> Mapping[str, int]:
    """Return the numbers of sources to those entries that do not hide theirs."""
    return {} if entry.safety.hide_sources else numbers


def _entries(answers: tuple[Answer, ...]) -> list[Entry]:
    return list({entry.id: entry for entry, _ in answers}.values())


def _questions_view(edition: Edition) -> QuestionsView:
    archive = edition.archive
    groups: dict[str, list[QuestionItem]] = {"contested": [], "differing": [], "beside": [], "single": []}
    for id, answers in archive.by_question.items():
        groups[_group(archive.comparisons[id])].append(_question_item(id, answers, archive))
    contested, differing, beside, single = (
        tuple(sorted(items, key=lambda item: (item.question.words.casefold(), item.question.address)))
        for items in groups.values()
    )
    return QuestionsView(
        address="questions/",
        title="",
        section="questions",
        forms=feed_form(claims_feed_address(archive), archive),
        contested=contested,
        differing=differing,
        beside=beside,
        single=single,
        feed=claims_feed_address(archive),
    )


def _group(comparison: Comparison) -> str:
    if comparison.is_contested:
        return "contested"
    if comparison.has_differences:
        return "differing"
    return "beside" if len(comparison.live) > 1 else "single"


def _question_item(id: str, answers: tuple[Answer, ...], archive: Archive) -> QuestionItem:
    return QuestionItem(
        question=question_link(id, archive),
        claimants=len({claim.by for _, claim in answers}),
        claims=len(answers),
        entries=len(_entries(answers)),
    )


def _translation(id: str, archive: Archive) -> TranslationView | None:
    question = archive.question(id)
    return translation_view(f"questions/{id}", question.body, archive, question.lang)
