"""The tables of what the publication says of its own work: corrections, and assessments apart from all claims."""

from collections.abc import Iterator

from builder.dataset.columns import (
    ADDRESS,
    CATEGORY,
    HARM,
    HIGH,
    KIND,
    LOW,
    DataTable,
    Material,
    Row,
    date_cells,
    dated,
    list_table,
    reference,
    required,
    text,
    whole,
)
from builder.dataset.entry_tables import ENTRY, numbered
from builder.model.addresses import entry_address, page_address
from builder.model.entry import Entry


def _corrections(entry: Entry, material: Material) -> Iterator[Row]:
    shown = {claim.id: f"{entry.id}#{claim.id}" for claim in entry.claims}
    for correction, id in zip(entry.corrections, entry.correction_ids, strict=True):
        claim = correction.claim
        yield (
            material.address(f"{entry_address(entry.id)}#{id}"),
            *date_cells(correction.date),
            correction.kind.value,
            correction.text,
            correction.field,
            shown.get(claim) if claim else None,
            correction.was,
            correction.now,
        )


def _assessments(material: Material) -> Iterator[Row]:
    for entry in material.entries:
        if (found := entry.assessment) is not None:
            method = page_address(found.method) if found.method else None
            yield (
                entry.id,
                *date_cells(found.date),
                found.by,
                material.address(method) if method else None,
                found.grading,
                found.text,
            )


def _assessment_figures(entry: Entry, _: Material) -> Iterator[Row]:
    for figure in entry.estimates:
        yield figure.harm.value, figure.category.value, figure.low, figure.best, figure.high, figure.rule


def _exceptions(entry: Entry, material: Material) -> tuple[tuple[str, str], ...]:
    """Return what the page that states the method lists; without such a page nothing of it is public."""
    is_public = material.archive.site.pages.methodology is not None and not entry.is_withdrawn
    return entry.exceptions if is_public else ()


EDITORIAL_TABLES = (
    list_table(
        ENTRY,
        name="corrections",
        words="What this publication corrected, when, and what was there before.",
        columns=(
            ADDRESS,
            *dated("date", "When this publication corrected it, in EDTF.", "corrected"),
            KIND,
            required("text", "The words as published."),
            text("field", "The field that was corrected."),
            reference("claim", "claims", "The claim."),
            text("was", "What was there before."),
            text("now", "What is there now."),
        ),
        rows=numbered(_corrections),
    ),
    DataTable(
        name="assessments",
        words="The assessment of an entry, kept apart from the claims.",
        columns=(
            ENTRY,
            *dated("date", "When this publication assessed it, in EDTF.", "assessed"),
            text("by", "The dataset whose assessment it is; empty where it is this publication's own."),
            text("method", "The address of the page that states the method."),
            text("grading", "How the evidence is graded."),
            text("text", "The words as published."),
        ),
        key=("entry",),
        rows=_assessments,
        searched=("text",),
    ),
    list_table(
        ENTRY,
        name="assessment_figures",
        words="The figures of an assessment. They are not claims, and not sums of claims.",
        columns=(
            HARM,
            CATEGORY,
            LOW,
            whole("best", "The best estimate; empty where there is none."),
            HIGH,
            text("rule", "The rule by which the figure was reached."),
        ),
        rows=numbered(_assessment_figures),
    ),
    list_table(
        ENTRY,
        name="entry_exceptions",
        words="Rules on figures, dates and names from which an entry departs, as the page on the method lists them.",
        columns=(
            required("code", "The code of the rule.", "rule_code"),
            required("reason", "The editors' reason.", "exception_reason"),
        ),
        rows=numbered(_exceptions),
    ),
)
