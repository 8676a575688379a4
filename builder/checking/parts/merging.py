"""Compare an entry with the released entries that were merged into it: which published values changed or are gone.

One of them is kept, and its fields count. A claim of the others is among its claims, or is lost; of two claims that
say the same, one is enough."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from builder.checking.parts.changes import (
    Change,
    change_of_field,
    changes,
    changes_of_claim,
    changes_of_fields,
    is_by_place,
    is_withdrawn,
    loss_of,
    nearest_by_place,
    pairs,
    under_present_ids,
)
from builder.model.entry import Entry
from builder.model.released import Released, ReleasedClaim, Values, released

_FIGURES = "assessment.figures"
# A claim that was published all along may be silent on these, and on its status the publication may differ.
_DETAILS = frozenset(("made", "reports", "where"))


class Merger(Struct, frozen=True):
    """What was released of an entry that is kept and of those merged into it, and the entry as it is now.

    `asked` holds the questions that claims still answer: one that nobody asks any more was merged with another."""

    kept: Released
    merged: tuple[Released, ...]
    now: Released
    entry: Entry
    asked: Collection[str]


def changes_by_merging(
    before: Sequence[Released], entry: Entry, renamed: Mapping[str, str], asked: Collection[str]
) -> Iterator[Change]:
    """List what has changed since a release in which several entries stood for one that is there now."""
    # If none of them is kept under its id, it is the one of which most is left.
    kept, *merged = sorted(before, key=lambda one: (one.id != entry.id, sum(1 for _ in changes(one, entry, renamed))))
    merger = Merger(
        kept=under_present_ids(kept, renamed),
        merged=tuple(under_present_ids(one, renamed) for one in merged),
        now=released(entry),
        entry=entry,
        asked=asked,
    )
    yield from _changes_of_the_kept_fields(merger)
    if entry.is_withdrawn:
        yield from _withdrawals(merger)
    else:
        yield from _changes_of_claims(merger)
        yield from _lost_figures(merger)


def _changes_of_the_kept_fields(merger: Merger) -> Iterator[Change]:
    """List the changes of fields, but for what is taken over from a merged entry and added to what was there."""
    for change in changes_of_fields(merger.kept, merger.now, merger.entry):
        old, new = _texts(merger.kept.values, change.field), _texts(merger.now.values, change.field)
        taken_over = {text for one in merger.merged for text in _texts(one.values, change.field)}
        if not old <= new <= old | taken_over:
            yield change


def _withdrawals(merger: Merger) -> Iterator[Change]:
    """Merging into an entry that had been withdrawn withdraws what had not been."""
    shown = [one for one in merger.merged if not is_withdrawn(one)]
    if shown and is_withdrawn(merger.kept):
        yield change_of_field("status", shown[0].values["status"], merger.now.values["status"], merger.entry)


def _changes_of_claims(merger: Merger) -> Iterator[Change]:
    now = merger.now.claims
    published = [claim.values for one in (merger.kept, *merger.merged) for claim in one.claims]
    known = [claim for claim in now if claim.values in published]
    left = {claim.id: claim for claim in now}
    for claim, present in pairs(merger.kept.claims, now):
        left.pop(present.id if present else "", None)
        if _is_carried(claim, known, now, merger):
            continue
        yield from changes_of_claim(claim, present, merger.entry) if present else (loss_of(claim, claim.id),)
    given = [*merger.kept.claims]
    for one in merger.merged:
        for claim in one.claims:
            if not _is_carried(claim, (*known, *given), now, merger):
                yield from _changes_of_a_merged_claim(claim, left, one, merger)
        given += one.claims


def _changes_of_a_merged_claim(
    claim: ReleasedClaim, left: dict[str, ReleasedClaim], of: Released, merger: Merger
) -> Iterator[Change]:
    """List the changes of a claim that moved with the merger, or its loss."""
    alike = [other for other in left.values() if other.values["by"] == claim.values["by"]]
    moved = nearest_by_place(claim, alike) if is_by_place(claim) else left.get(claim.id)
    if moved is None:
        yield loss_of(claim, f"{of.id}#{claim.id}")
        return
    del left[moved.id]
    for change in changes_of_claim(claim, moved, merger.entry):
        if not (change.field.endswith(".question") and _is_asked_no_more(claim, merger)):
            yield change


def _lost_figures(merger: Merger) -> Iterator[Change]:
    """List the figures of merged assessments that neither the kept one had nor the one that is there now has."""
    now = merger.now.values.get(_FIGURES, ())
    for one in merger.merged:
        figures = one.values.get(_FIGURES, ())
        if not {*figures} <= {*now, *merger.kept.values.get(_FIGURES, ())}:
            yield change_of_field(_FIGURES, figures, now, merger.entry)


def _is_carried(
    claim: ReleasedClaim, known: Iterable[ReleasedClaim], now: Iterable[ReleasedClaim], merger: Merger
) -> bool:
    """Return whether a claim is still made: word for word, or by one that was published beside it."""
    return any(_carries(other, claim, merger, is_known=False) for other in now) or any(
        _carries(other, claim, merger, is_known=True) for other in known
    )


def _carries(other: ReleasedClaim, claim: ReleasedClaim, merger: Merger, is_known: bool) -> bool:
    for field in claim.values:
        texts, held = _texts(claim.values, field), _texts(other.values, field)
        if texts <= held or (field == "question" and _is_asked_no_more(claim, merger)):
            continue
        if not is_known or not (field == "status" or (field in _DETAILS and not held)):
            return False
    return True


def _is_asked_no_more(claim: ReleasedClaim, merger: Merger) -> bool:
    return _texts(claim.values, "question").isdisjoint(merger.asked)


def _texts(values: Values, field: str) -> frozenset[str]:
    return frozenset(values.get(field, ()))
