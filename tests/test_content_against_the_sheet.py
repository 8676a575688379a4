"""The publication says what its fact sheet says: each claim agrees with a fact of the events that its entry names.

`python tests/test_content_against_the_sheet.py ENTRY…` prints the comparison of some entries, or of all."""

import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
import yaml
from claims_and_facts import Match, find_match
from fact_sheet import Fact, FactSheet, lost_references, read_fact_sheet

from builder.building.pipeline import load
from builder.model.archive import Archive
from builder.model.entry import Entry
from builder.model.nearest import did_you_mean

SITE = Path(__file__).parents[1]
SHEET = "karabakh.yaml"
# What differs on purpose: the claim, the aspect, and the reason in one sentence.
ON_PURPOSE: Mapping[str, Mapping[str, str]] = yaml.load(
    Path(__file__).with_name("differences_from_the_sheet.yaml").read_text("utf-8"), yaml.CSafeLoader
)
MOMENT = datetime(2026, 12, 31, tzinfo=UTC)


@cache
def sheet() -> FactSheet:
    return read_fact_sheet(SITE / "seeds" / SHEET)


@cache
def archive() -> Archive:
    return load(SITE, MOMENT).archive


def entry_ids() -> list[str]:
    return sorted(place.stem for place in (SITE / "content/entries").glob("*.md") if "." not in place.stem)


def test_every_id_in_the_sheet_leads_somewhere():
    assert list(lost_references(sheet())) == []


@pytest.mark.parametrize("id", entry_ids())
def test_an_entry_names_the_events_that_it_was_written_from(id):
    assert list(seed_faults(archive().entry_of[id], sheet())) == []


@pytest.mark.parametrize("id", entry_ids())
def test_every_claim_says_what_a_fact_says(id):
    faults = list(claim_faults(archive().entry_of[id], archive(), sheet()))
    assert faults == [], "\n" + "\n".join(faults)


def test_every_event_of_the_sheet_is_told_by_an_entry():
    assert sorted(set(sheet().events) - {seed.id for entry in archive().entries for seed in entry.seed}) == []


def test_every_difference_on_purpose_is_of_a_claim():
    claims = {f"{entry.id}#{claim.id}" for entry in archive().entries for claim in entry.claims}
    assert sorted(set(ON_PURPOSE) - claims) == []


def seed_faults(entry: Entry, sheet: FactSheet) -> Iterator[str]:
    """Yield what is wrong with the events that an entry names."""
    if not entry.seed:
        yield f"{entry.id} names no event of {SHEET}"
    for seed in entry.seed:
        if seed.file != SHEET or seed.id not in sheet.events:
            yield f"{entry.id} names {seed.id} of {seed.file}, which is not there"


def claim_faults(entry: Entry, archive: Archive, sheet: FactSheet) -> Iterator[str]:
    """Yield each claim that says something else than the sheet, and each difference on purpose that is gone."""
    for nearest in matches(entry, archive, sheet):
        reference = f"{entry.id}#{nearest.claim.id}"
        excused = ON_PURPOSE.get(reference, {})
        found = {difference.aspect: difference for difference in nearest.differences}
        for aspect, difference in found.items():
            if aspect not in excused:
                yield (
                    f"{reference} ({aspect})\n    the claim: {difference.in_claim}\n"
                    f"    {nearest.fact.id}: {difference.in_fact}"
                )
        for aspect in excused:
            if aspect not in found:
                yield f"{reference} ({aspect}): agrees with {nearest.fact.id}, and is listed as a difference"


def matches(entry: Entry, archive: Archive, sheet: FactSheet) -> Iterator[Match]:
    """Put each claim of an entry beside the fact that comes nearest to it."""
    facts = facts_of(entry, sheet)
    for claim in entry.claims:
        excused = frozenset(ON_PURPOSE.get(f"{entry.id}#{claim.id}", {}))
        yield find_match(claim, facts, archive.actors[claim.by], sheet, excused)


def facts_of(entry: Entry, sheet: FactSheet) -> tuple[Fact, ...]:
    """Return the facts of all events that an entry names; those of the whole sheet where it names none."""
    named = [sheet.events[seed.id] for seed in entry.seed if seed.id in sheet.events]
    return tuple(fact for facts in named or sheet.events.values() for fact in facts)


def report(entry: Entry, archive: Archive, sheet: FactSheet) -> Iterator[str]:
    """Write the comparison of one entry, and for information which statements of the sheet no claim of it repeats."""
    faults = [*seed_faults(entry, sheet), *claim_faults(entry, archive, sheet)]
    yield f"{entry.id}: {len(entry.claims)} claims, {len(faults)} faults"
    yield from (f"  {fault}" for fault in faults)
    used = {one.fact for one in matches(entry, archive, sheet)}
    for fact in facts_of(entry, sheet):
        if entry.seed and fact.by and fact not in used:
            yield f"  (no claim repeats {fact.id}, {fact.by}: {fact.text[:90]}…)"


if __name__ == "__main__":
    for unknown in sorted(set(sys.argv[1:]) - set(entry_ids())):
        advice = did_you_mean(unknown, entry_ids())
        sys.exit(f'no entry "{unknown}" in content/entries/{"; " + advice.hint if advice.hint else ""}')
    for name in sys.argv[1:] or entry_ids():
        print("\n".join(report(archive().entry_of[name], archive(), sheet())))
