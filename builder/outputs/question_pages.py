"""One page for each question that claims answer: each party's line over all entries, drawn and side by side."""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import islice

from msgspec import Struct

from builder.model.addresses import question_address
from builder.model.archive import Archive
from builder.model.chart import Chart, Mark
from builder.model.claim import Quantity
from builder.model.digests import joined_digest
from builder.model.disagreement import Answer, Disagreement, Line, Measure, reference
from builder.model.edition import Edition, Html
from builder.model.entry import Entry
from builder.model.output import Link, Output, Page, View, file_of
from builder.outputs._cards import SidedLink, sided_link
from builder.outputs._claims import ClaimView, Rival, beside_what_they_answer, claim_view
from builder.outputs._languages import translation_view
from builder.outputs._made_of import made_of_list
from builder.outputs._sources import SourceView, numbered
from builder.outputs._words import entry_link, question_link


class Step(Struct, frozen=True):
    """One figure in a table, the claim that gives it, and the claims whose figures it does not meet."""

    quantity: Quantity
    claim: ClaimView
    rivals: tuple[Rival, ...]


class MeasureView(Struct, frozen=True):
    """The figures of one measure: drawn, and line by line as a table."""

    chart: Chart
    lines: tuple[tuple[Step, ...], ...]


class QuestionPageView(View, frozen=True, kw_only=True):
    """All that a question's page shows."""

    body: Html
    body_lang: str | None
    is_disputed: bool
    claimants: int
    claims: int
    measures: tuple[MeasureView, ...]
    parties: tuple[tuple[ClaimView, ...], ...]
    entries: tuple[Link, ...]
    sources: tuple[SourceView, ...]


class QuestionItem(Struct, frozen=True):
    """A question in the list of all."""

    question: Link
    claimants: int
    claims: int
    entries: int


class DisputeItem(Struct, frozen=True):
    """A question in dispute, and those whose statements on it cannot both hold with another's."""

    question: Link
    parties: tuple[SidedLink, ...]
    claimants: int


class QuestionsView(View, frozen=True, kw_only=True):
    """All that the list of questions shows: those in dispute first."""

    disputed: tuple[QuestionItem, ...]
    others: tuple[QuestionItem, ...]


def plan(edition: Edition) -> Iterator[Output]:
    asked = joined_digest((edition.digest, *edition.archive.questions_asked.values()))
    yield Page("questions/index.html", "questions.html", partial(_questions_view, edition), asked)
    for id, answers in edition.archive.by_question.items():
        made_of = made_of_list(edition, _entries(answers), record=f"questions/{id}")
        view = partial(_question_page_view, id, answers, edition)
        yield Page(file_of(question_address(id)), "question.html", view, made_of)


def most_disputed(archive: Archive, most: int) -> tuple[DisputeItem, ...]:
    """List the questions in dispute with the most claimants."""
    ranked = sorted(
        (-len({claim.by for _, claim in answers}), -len(answers), id) for id, answers in archive.by_question.items()
    )
    # What is disputed is worked out when it is asked for: no more questions are asked about than are shown.
    disputed = ((id, -claimants) for claimants, _, id in ranked if archive.disputes[id].is_disputed)
    return tuple(_dispute_item(id, claimants, archive) for id, claimants in islice(disputed, most))


def _dispute_item(id: str, claimants: int, archive: Archive) -> DisputeItem:
    standings = archive.disputes[id].standings
    live = [(claim.by, standing) for entry, claim in archive.by_question[id]
            if (standing := standings[reference(entry, claim)]).is_live]  # fmt: skip
    disputing = dict.fromkeys(by for by, standing in live if standing.is_disputed)
    # Nobody is in dispute alone: where no other statement is named as the rival, all are.
    by = disputing if len(disputing) > 1 else dict.fromkeys(by for by, _ in live)
    return DisputeItem(
        question=question_link(id, archive),
        parties=tuple(sided_link(actor, archive) for actor in by),
        claimants=claimants,
    )


def _question_page_view(id: str, answers: tuple[Answer, ...], edition: Edition) -> QuestionPageView:
    archive, key = edition.archive, f"questions/{id}"
    disputes = archive.disputes[id]
    # A question without a file of its own has neither a text nor sources that the text cites.
    galley = edition.galleys.get(key)
    cited = (*(galley.cited if galley else ()), *_sources_of(answers))
    sources = numbered(dict.fromkeys(cited), archive)
    numbers = {source.id: source.number for source in sources}
    views = {
        reference(entry, claim): claim_view(entry, claim, archive, _open(entry, numbers), id)
        for entry, claim in answers
    }
    claims = {reference(entry, claim): claim for entry, claim in answers}
    return QuestionPageView(
        address=question_address(id),
        title=archive.question(id).title,
        section="questions",
        lang=archive.language_of_title(key),
        translation=translation_view(key, archive.question(id).body, archive),
        body=edition.body(key) if galley else Html(b"", str),
        body_lang=archive.language_of_text(key, archive.original),
        is_disputed=disputes.is_disputed,
        claimants=len({claim.by for claim in claims.values()}),
        claims=len(claims),
        measures=tuple(_measure_views(disputes, views)),
        parties=tuple(
            tuple(views[ref] for ref in party) for party in beside_what_they_answer(disputes.parties, claims)
        ),
        entries=tuple(entry_link(entry) for entry in _entries(answers)),
        sources=sources,
    )


def _sources_of(answers: tuple[Answer, ...]) -> Iterator[str]:
    for entry, claim in answers:
        if not entry.safety.hide_sources:
            yield from claim.sources


def _open(entry: Entry, numbers: Mapping[str, int]) -> Mapping[str, int]:
    """Give the numbers of sources to those entries that do not hide theirs."""
    return {} if entry.safety.hide_sources else numbers


def _entries(answers: tuple[Answer, ...]) -> list[Entry]:
    return list({entry.id: entry for entry, _ in answers}.values())


def _measure_views(disputes: Disagreement, views: Mapping[str, ClaimView]) -> Iterator[MeasureView]:
    figures = Counter(line.measure for line in disputes.lines for _ in line.steps)
    contested = {measure for measure, _ in disputes.gaps}
    # What is disputed and has most figures comes first.
    for measure in sorted(figures, key=lambda measure: (measure not in contested, -figures[measure])):
        lines = [line for line in disputes.lines if line.measure == measure]
        chart = Chart(
            measure,
            tuple(tuple(_marks(line, views)) for line in lines),
            tuple(gap for of, gap in disputes.gaps if of == measure),
        )
        steps = (
            tuple(Step(quantity, views[ref], _here(views[ref], measure)) for ref, quantity in line.steps)
            for line in lines
        )
        yield MeasureView(chart, tuple(steps))


def _here(claim: ClaimView, measure: Measure) -> tuple[Rival, ...]:
    """Keep what a claim's rivals say on one measure."""
    own = (
        Rival(
            rival.by,
            rival.stance,
            tuple(
                figure
                for figure in rival.quantities
                if (figure.harm, figure.category) == (measure.harm, measure.category)
            ),
        )
        for rival in claim.rivals
    )
    return tuple(rival for rival in own if rival.quantities)


def _marks(line: Line, views: Mapping[str, ClaimView]) -> Iterator[Mark]:
    for ref, quantity in line.steps:
        view = views[ref]
        yield Mark(view.by.words, view.by.side, quantity, view.made, view.is_live, view.by.lang)


def _questions_view(edition: Edition) -> QuestionsView:
    archive = edition.archive
    items = sorted(
        ((archive.disputes[id].is_disputed, _question_item(id, answers, archive))
         for id, answers in archive.by_question.items()),
        key=lambda pair: (pair[1].question.words.casefold(), pair[1].question.address),
    )  # fmt: skip
    return QuestionsView(
        address="questions/",
        title="",
        section="questions",
        disputed=tuple(item for is_disputed, item in items if is_disputed),
        others=tuple(item for is_disputed, item in items if not is_disputed),
    )


def _question_item(id: str, answers: tuple[Answer, ...], archive: Archive) -> QuestionItem:
    return QuestionItem(
        question=question_link(id, archive),
        claimants=len({claim.by for _, claim in answers}),
        claims=len(answers),
        entries=len(_entries(answers)),
    )
