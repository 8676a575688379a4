"""The claims of one entry, side by side, by the questions that they answer."""

from collections.abc import Iterator

from msgspec import Struct

from builder.model.archive import Archive
from builder.model.claim import Claim
from builder.model.comparison import Answer, reference
from builder.model.entry import Entry
from builder.outputs.parts.claims import Column, Numbers, claim_view, columns
from builder.outputs.parts.measures import MeasureView, measure_views


class QuestionView(Struct, frozen=True, kw_only=True):
    """The claims of one entry that answer one question, side by side; claims that answer none have no question.

    `elsewhere` counts the claims of other entries on the same question. A question without a page of its own has no
    address, and shows here what is worth drawing of its figures over time."""

    id: str | None
    title: str | None
    lang: str | None
    address: str | None
    is_contested: bool
    columns: tuple[Column, ...]
    elsewhere: int
    measures: tuple[MeasureView, ...] = ()


def questions_of(entry: Entry, archive: Archive, numbers: Numbers) -> tuple[QuestionView, ...]:
    """Group an entry's claims by question, in the order in which questions first come up."""
    groups: dict[str | None, list[Claim]] = {}
    for claim in entry.claims:
        groups.setdefault(claim.question, []).append(claim)
    # What answers no question comes last.
    alone = groups.pop(None, None)
    asked = [_question_view(id, claims, entry, archive, numbers) for id, claims in groups.items() if id]
    if alone:
        listed = columns([claim_view(entry, claim, archive, numbers) for claim in alone], archive)
        asked.append(
            QuestionView(
                id=None, title=None, lang=None, address=None, is_contested=False, columns=listed, elsewhere=0
            )
        )
    return tuple(asked)


def _question_view(id: str, claims: list[Claim], entry: Entry, archive: Archive, numbers: Numbers) -> QuestionView:
    comparison, is_at_home = archive.comparisons[id], f"questions/{id}" in archive.homes
    views = {reference(entry, claim): claim_view(entry, claim, archive, numbers) for claim in claims}
    listed = columns([views[ref] for ref in comparison.order if ref in views], archive)
    measures = tuple(measure_views(id, views, listed, archive)) if is_at_home else ()
    return QuestionView(
        id=id,
        title=archive.question(id).title,
        lang=archive.language_of_question(id),
        address=None if is_at_home else archive.question_address(id),
        is_contested=any(comparison.standings[ref].is_contested for ref in views),
        columns=listed,
        elsewhere=len(archive.by_question[id]) - len(claims),
        measures=tuple(measure for measure in measures if measure.chart.is_worth_drawing),
    )


def questions_with_pages(archive: Archive) -> Iterator[tuple[str, tuple[Answer, ...]]]:
    """List the questions that have a page of their own, with the claims that answer them."""
    return ((id, answers) for id, answers in archive.by_question.items() if f"questions/{id}" not in archive.homes)
