"""The tables of claims: who said what and when, with which figures, and how claims stand to each other.

Every figure stands by itself. Nothing here adds figures up, and no column invites to."""

from collections.abc import Iterable, Iterator

from builder.dataset.columns import (
    ADDRESS,
    CATEGORY,
    HARM,
    HIGH,
    ID,
    LOW,
    POSITION,
    SOURCES,
    DataTable,
    Material,
    Row,
    date_cells,
    dated,
    flag,
    json_list,
    list_table,
    reference,
    required,
    text,
    value_of,
)
from builder.model.addresses import entry_address
from builder.model.archive import Archive
from builder.model.claim import Claim, Quantity
from builder.model.comparison import Answer, ClaimOutcome
from builder.model.comparison import reference as claim_id
from builder.model.entry import Entry
from builder.model.figures import Measure, measure_of
from builder.model.relations import RelationKind


def claim_row(entry: Entry, claim: Claim, number: int, material: Material) -> Row:
    """Return the row of a claim."""
    archive = material.archive
    outcome = archive.outcome_of(entry, claim)
    return (
        claim_id(entry, claim),
        entry.id,
        number,
        material.address(f"{entry_address(entry.id)}#{claim.id}"),
        claim.question,
        claim.by,
        archive.comparisons.terms.side(claim.by),
        claim.via,
        *date_cells(claim.made),
        *date_cells(claim.as_of),
        material.zones[entry.id] if _has_local_time(claim) else None,
        value_of(claim.kind),
        claim.text,
        claim.lang or material.language(entry),
        claim.stance.value,
        outcome.status.value,
        claim.status_reason,
        value_of(claim.reports),
        claim.where,
        _shown(claim.responds_to, archive),
        _shown(claim.supersedes, archive),
        outcome.is_live,
        outcome.is_contested,
        _shown(outcome.replaced_by, archive),
        _shown(outcome.retracted_by, archive),
    )


def figure_cells(claim: Claim, figure: Quantity, outcome: ClaimOutcome, archive: Archive) -> Row:
    """Return what tables say of a figure."""
    count = figure.count
    replaced_by = outcome.replacement(measure_of(claim, figure))
    return (
        figure.harm.value,
        figure.category.value,
        count.text,
        count.low,
        count.high,
        count.certainty.value,
        figure.words,
        outcome.is_live and replaced_by is None,
        _shown(replaced_by, archive),
    )


def _has_local_time(claim: Claim) -> bool:
    return any(date is not None and date.has_local_time for date in (claim.made, claim.as_of))


def _shown(ref: str | None, archive: Archive) -> str | None:
    """Return a claim only where it is published."""
    return ref if ref in archive.claim_of else None


def _answers(material: Material) -> Iterator[tuple[int, Entry, Claim]]:
    for entry in material.entries:
        for number, claim in enumerate(entry.claims, start=1):
            yield number, entry, claim


def _claims(material: Material) -> Iterator[Row]:
    return (claim_row(entry, claim, number, material) for number, entry, claim in _answers(material))


def _figures(material: Material) -> Iterator[Row]:
    for _, entry, claim in _answers(material):
        outcome = material.archive.outcome_of(entry, claim)
        for number, figure in enumerate(claim.quantities, start=1):
            yield (claim_id(entry, claim), number, *figure_cells(claim, figure, outcome, material.archive))


def _sources(material: Material) -> Iterator[Row]:
    for _, entry, claim in _answers(material):
        if not entry.safety.hide_sources:
            for number, source in enumerate(dict.fromkeys(claim.sources), start=1):
                yield claim_id(entry, claim), number, source


def _attributions(material: Material) -> Iterator[Row]:
    for _, entry, claim in _answers(material):
        for number, actor in enumerate(dict.fromkeys(claim.attributed_to), start=1):
            yield claim_id(entry, claim), number, actor


def _questions(material: Material) -> Iterator[Row]:
    archive = material.archive
    for id in material.chosen.questions:
        asked = archive.question(id)
        yield (
            id,
            material.address(archive.question_address(id)),
            asked.title,
            asked.lang or archive.site.language,
            material.text(f"questions/{id}") if id in archive.questions else None,
            asked.exclusive,
            archive.comparisons[id].is_contested,
            json_list(material.cited(f"questions/{id}") if id in archive.questions else ()),
        )


def _relations(material: Material) -> Iterator[Row]:
    """List how claims stand to each other, each pair once: the claim that was said later comes first."""
    archive = material.archive
    for id in material.chosen.questions:
        comparison = archive.comparisons[id]
        number_of = {ref: number for number, ref in enumerate(comparison.order)}
        for ref in comparison.order:
            for claim, other, relation, measures in _of_claim(ref, comparison.standings[ref], number_of):
                for number, cells in enumerate(_measure_cells(measures), start=1):
                    yield claim, other, relation, number, id, *cells


def _of_claim(
    ref: str, outcome: ClaimOutcome, number_of: dict[str, int]
) -> Iterator[tuple[str, str, str, list[Measure]]]:
    for found in outcome.relations:
        is_mutual = found.kind in (RelationKind.CONTRADICTS, RelationKind.DIFFERS)
        if found.kind is RelationKind.DENIES or (is_mutual and number_of[ref] > number_of[found.other]):
            yield ref, found.other, found.kind.value, list(found.measures)
    replacing: dict[str, list[Measure]] = {}
    for measure, later in outcome.replaced:
        replacing.setdefault(later, []).append(measure)
    if outcome.replaced_by:
        replacing.setdefault(outcome.replaced_by, [])
    for later, measures in replacing.items():
        yield later, ref, "replaces", measures
    if outcome.retracted_by:
        yield outcome.retracted_by, ref, "retracts", []
    for later in outcome.followed_by:
        yield later, ref, "follows", []


def _measure_cells(measures: Iterable[Measure]) -> list[Row]:
    cells = [(measure.harm.value, measure.category.value, value_of(measure.reports)) for measure in measures]
    return [*cells] or [(None, None, None)]


def answer_rows(answers: Iterable[Answer], material: Material) -> Iterator[Row]:
    """Return a row for each figure of claims, or one for a claim that gives none."""
    archive = material.archive
    for entry, claim in answers:
        outcome, number = archive.outcome_of(entry, claim), entry.claims.index(claim) + 1
        row = claim_row(entry, claim, number, material)
        figures = [figure_cells(claim, figure, outcome, archive) for figure in claim.quantities]
        for cells in figures or [(None,) * len(FIGURE_COLUMNS)]:
            yield (*row, *cells)


_CLAIM = reference("claim", "claims", "The claim.", is_required=True)

FIGURE_COLUMNS = (
    HARM,
    CATEGORY,
    required("text", "The figure as given, such as 2..5, 10.. (at least) or unknown.", "figure"),
    LOW,
    HIGH,
    required("certainty", "How the figure was given: exact, range, at-least, at-most, about, none, some or unknown."),
    text("words", "The figure in the words of the source."),
    flag("is_current", "Whether nothing has replaced the figure or retracted its claim."),
    reference("replaced_by", "claims", "The later claim by the same claimant that replaced it."),
)

CLAIMS = DataTable(
    name="claims",
    words="Statements, one per row: who said what, when, in answer to which question. None is by this publication.",
    columns=(
        ID,
        reference("entry", "entries", "The entry.", is_required=True),
        POSITION,
        ADDRESS,
        reference("question", "questions", "The question that it answers; claims on one question can be compared."),
        reference("claimant", "actors", "The actor who said it.", is_required=True),
        reference("side", "sides", "The side of the conflict, as the publication lists it."),
        reference("via", "actors", "The actor who passed it on."),
        *dated("made", "When it was said, in EDTF."),
        *dated("as_of", "The hour, day or period the figures refer to, in EDTF."),
        text("time_zone", "The IANA time zone of times without an offset."),
        text("kind", "What kind it is."),
        required("text", "The words as published."),
        required("lang", "The language of the words beside it, as a BCP 47 tag."),
        required("stance", "What the claimant does: asserts, denies, cannot-confirm, declines-comment or retracts."),
        required(
            "status", "What this publication has established, such as claimed, verified or refuted.", "established"
        ),
        text("status_reason", "Why it has that status."),
        text("reports", "What the figures cover: incident, period or cumulative."),
        reference("place", "places", "The place."),
        reference("responds_to", "claims", "The claim that it answers."),
        reference("supersedes", "claims", "The earlier claim that it replaces."),
        flag("is_live", "Whether the claim is neither withdrawn, replaced nor retracted."),
        flag("is_contested", "Whether one claimant denies or contradicts another on it."),
        reference("replaced_by", "claims", "The later claim by the same claimant that replaced it."),
        reference("retracted_by", "claims", "The claim by which the claimant retracted it."),
    ),
    key=("id",),
    rows=_claims,
    searched=("text",),
)

CLAIM_TABLES = (
    CLAIMS,
    list_table(
        _CLAIM,
        name="claim_figures",
        words="The figures of claims, as they were given. Figures of different claims must not be added up.",
        columns=FIGURE_COLUMNS,
        rows=_figures,
    ),
    list_table(
        _CLAIM,
        name="claim_sources",
        words="Where a claim was read; none where the sources of its entry are withheld.",
        columns=(reference("source", "sources", "The source.", is_required=True),),
        rows=_sources,
    ),
    list_table(
        _CLAIM,
        name="claim_attributions",
        words="Who a claim attributes its subject to.",
        columns=(reference("actor", "actors", "The actor.", is_required=True),),
        rows=_attributions,
    ),
    DataTable(
        name="relations",
        words="How claims on one question relate to each other, each pair once: the later one first.",
        columns=(
            _CLAIM,
            reference("other", "claims", "The other of the two.", is_required=True),
            required("relation", "How the first relates to the other: the verb between the two."),
            POSITION,
            reference(
                "question", "questions", "The question that it answers; claims on one question can be compared."
            ),
            text("harm", HARM.words),
            text("category", CATEGORY.words),
            text("reports", "What the figures cover: incident, period or cumulative."),
        ),
        key=("claim", "other", "relation", "position"),
        rows=_relations,
    ),
)

QUESTIONS = DataTable(
    name="questions",
    words="Questions that claims answer.",
    columns=(
        ID,
        ADDRESS,
        required("title", "The title."),
        required("lang", "The language of the words beside it, as a BCP 47 tag."),
        text("text", "The words as published."),
        flag(
            "is_exclusive",
            "Whether only one party can be responsible, so that accusations of different parties contradict.",
        ),
        flag("is_contested", "Whether one claimant denies or contradicts another on it."),
        SOURCES,
    ),
    key=("id",),
    rows=_questions,
    searched=("title", "text"),
)
