"""Two released entries become one: what was given to readers is kept, or a correction says what is gone."""

import re
from collections.abc import Callable

import pytest
from conftest import NOW, Site

from builder.building.pipeline import release

# What may be changed in the entry that is kept stands on a line of its own.
KEPT = """
-- content/entries/appeal.md --
---
title: An appeal
date: 2023-09-20
actors: [{actor: armenia, role: speaker}]
places: [yerevan]
corrections: [{date: 2023-09-21, field: claims, text: Two statements were missing from this list.}]
claims:
  - {id: toll, by: armenia, question: dead, killed: 2, text: Two died., sources: gazette}
  - {id: start, by: armenia, text: It began at noon., attributed_to: armenia, sources: gazette}
sources: gazette
---
"""
MERGED = """
-- content/entries/call.md --
---
title: A call
date: 2023-09
end: 2023-10
actors: [{actor: armenia, role: initiator}]
places: [{place: yerevan, role: target}]
assessment: {figures: [{harm: injured, low: 3, high: 4}]}
claims:
  - {id: dead, by: armenia, question: dead, made: 2023-09-20, killed: 2, text: Two died., sources: gazette}
  - {id: hurt, by: armenia, question: hurt, made: 2023-09-20, injured: 3, text: Three were hurt., sources: gazette}
sources: gazette
---
"""
HURT = "  - {id: hurt, by: armenia, question: hurt, made: 2023-09-20, injured: 3, text: Three were hurt., sources: gazette}\n"
DEAD = "  - {id: dead, by: armenia, question: dead, made: 2023-09-20, killed: 2, text: Two died., sources: gazette}\n"
TOLL = "  - {id: toll, by: armenia, question: dead, killed: 2, text: Two died., sources: gazette}\n"
ASSESSED = "assessment: {figures: [{harm: injured, low: 3, high: 4}]}\n"


def merge(
    small: Site, *changes: tuple[str, str], taken: str = HURT, assessed: str = ASSESSED, merged: str = "call"
) -> list[str]:
    """Merge an entry into the one that is kept, with claims taken over and other changes; list the fields reported."""
    small.delete(f"content/entries/{merged}.md")
    text = KEPT.replace("title:", f"formerly: [{merged}]\ntitle:").replace(
        "sources: gazette\n---", f"{taken}{assessed}sources: gazette\n---"
    )
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return told(small.write(text))


def told(small: Site) -> list[str]:
    problems = small.problems()
    assert [problem for problem in problems if " error " in problem and "[V1]" not in problem] == []
    return re.findall(r"\[V1\] (\S+) was", "\n".join(problems))


@pytest.fixture
def both(site: Callable[..., Site]) -> Site:
    """Return a site of two entries, which have been released."""
    small = site(KEPT + MERGED)
    assert release(small.folder, NOW).has_changed
    return small


WAYS = {
    "claims that the kept entry has are left out, others move under their ids": {},
    "a claim moves under another id": {"taken": HURT.replace("id: hurt", "id: injured")},
    "a claim moves without an id": {"taken": HURT.replace("id: hurt, ", "")},
    "all claims move": {"taken": HURT + DEAD},
    "a claim of the merged entry takes the place of the same one": {"taken": HURT + DEAD, "changes": [(TOLL, "")]},
    "it takes the id as well": {"taken": HURT, "changes": [(TOLL, DEAD.replace("id: dead", "id: toll"))]},
    "the order of claims changes": {"taken": "", "changes": [(TOLL, HURT + TOLL)]},
    "places are taken over": {
        "changes": [("places: [yerevan]", "places: [yerevan, {place: yerevan, role: target}]")]
    },
    "parts in the event are taken over": {
        "changes": [("role: speaker}", "role: speaker}, {actor: armenia, role: initiator}")]
    },
    "an end is taken over": {"changes": [("date: 2023-09-20\n", "date: 2023-09-20\nend: 2023-10\n")]},
    "two questions become one": {"taken": HURT.replace("question: hurt", "question: casualties")},
    "what is new is added": {"taken": HURT + DEAD.replace("id: dead", "id: more").replace("killed: 2", "killed: 9")},
}


@pytest.mark.parametrize("way", WAYS)
def test_merging_asks_for_no_correction(both: Site, way: str):
    given = WAYS[way]
    assert merge(both, *given.get("changes", ()), taken=given.get("taken", HURT)) == []


LOSSES = {
    "a claim": ({"taken": ""}, ["claims.call#hurt"]),
    "a claim whose id the kept entry has": (
        {"taken": "", "changes": [("id: start", "id: hurt")]},
        ["claims.call#hurt"],
    ),
    "a figure of a claim that moves": ({"taken": HURT.replace("injured: 3", "injured: 4")}, ["claims.hurt.quantity"]),
    "a figure of a claim without an id": (
        {"taken": HURT.replace("id: hurt, ", "").replace("injured: 3", "injured: 4")},
        ["claims.call#hurt"],
    ),
    "when a claim that moves was made": ({"taken": HURT.replace("made: 2023-09-20, ", "")}, ["claims.hurt.made"]),
    "a claim of the kept entry": ({"changes": [("  - {id: start", "  - {id: begin"), ("at noon", "so"), ("attributed_to: armenia, ", "")]}, ["claims.start"]),
    "a figure of the kept entry": ({"changes": [("killed: 2", "killed: 3")]}, ["claims.toll.quantity"]),
    "the date": ({"changes": [("date: 2023-09-20\na", "date: 2023-09\na")]}, ["date"]),
    "a place": ({"changes": [("places: [yerevan]", "places: [{place: yerevan, role: target}]")]}, ["places"]),
    "a figure of the assessment": ({"assessed": ASSESSED.replace("high: 4", "high: 5")}, ["assessment.figures"]),
    "the assessment": ({"assessed": ""}, ["assessment.figures"]),
}  # fmt: skip


@pytest.mark.parametrize("loss", LOSSES)
def test_what_is_lost_or_changed_by_merging_is_reported(both: Site, loss: str):
    given, fields = LOSSES[loss]
    changes = given.get("changes", ())
    found = merge(both, *changes, taken=given.get("taken", HURT), assessed=given.get("assessed", ASSESSED))
    assert sorted(found) == sorted(fields)


def test_a_dropped_claim_is_told_with_the_line_that_says_so(both: Site):
    merge(both, taken="")
    line = 'field: claims.call#hurt, was: "armenia asserts 3 injured", text: '
    assert both.problems() == [
        'content/entries/appeal.md:9:3 error [V1] claims.call#hurt was "armenia asserts 3 injured" at the last release and '
        "is now nothing, but no correction says so; add under `corrections:` the line "
        f"`- {{date: …, kind: correction, {line}…}}`"
    ]
    # A correction from before the merger speaks of something else; the one that was proposed does not.
    said = f"Two statements were missing from this list.}}, {{date: 2023-09-22, kind: correction, {line}It was a mistake.}}"
    text = (both.folder / "content/entries/appeal.md").read_text("utf-8")
    both.write(
        "-- content/entries/appeal.md --\n" + text.replace("Two statements were missing from this list.}", said)
    )
    assert both.problems() == []
    assert release(both.folder, NOW).has_changed
    assert both.problems() == []


def test_a_question_that_is_still_asked_is_still_answered(site):
    small = site(KEPT + MERGED + MERGED.replace("/call.md", "/other.md").replace("2023-09\n", "2023-08\n"))
    release(small.folder, NOW)
    assert merge(small, taken=HURT.replace("question: hurt", "question: casualties")) == ["claims.hurt.question"]


def test_two_entries_are_merged_into_a_new_one(both: Site):
    both.delete("content/entries/appeal.md").delete("content/entries/call.md")
    new = KEPT.replace("/appeal.md", "/plea.md").replace("title:", "formerly: [appeal, call]\ntitle:")
    both.write(new.replace(TOLL, TOLL + HURT).replace("sources: gazette\n---", f"{ASSESSED}sources: gazette\n---"))
    assert told(both) == []
    both.write(new)
    assert told(both) == ["assessment.figures", "claims.call#hurt"]


def test_merging_into_a_withdrawn_entry_is_a_withdrawal(site):
    reason = "[{date: 2023-09-21, kind: retraction, text: It was forged.}, "
    withdrawn = KEPT.replace("corrections: [", f"status: withdrawn\ncorrections: {reason}")
    small = site(withdrawn + MERGED)
    release(small.folder, NOW)
    small.delete("content/entries/call.md").write(withdrawn.replace("title:", "formerly: [call]\ntitle:"))
    assert told(small) == ["status"]


def test_a_withdrawn_entry_may_be_merged(site):
    reason = "corrections: [{date: 2023-09-21, kind: retraction, text: It told of the same appeal.}]\n"
    small = site(KEPT + MERGED.replace("title:", f"status: withdrawn\n{reason}title:"))
    release(small.folder, NOW)
    assert merge(small, taken="", assessed="") == []
