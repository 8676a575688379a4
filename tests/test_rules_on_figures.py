"""Rules on numbers: a number is somebody’s, and none is made of several."""

import pytest
from conftest import TWO_SIDES


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "title: Something happened\n"
            "claims:\n"
            "  - {id: a, by: east, text: It is so., sources: [courier], killed: 2}\n"
            "  - {id: b, by: west, text: It is so., sources: [courier], killed: 1}\n"
            "---\n"
            "Three people were killed.",
            ["9:1 C1 Three is the sum of different claims; nobody stated it"],
        ),
        (
            "title: Something happened\n"
            "claims:\n"
            "  - {id: a, by: east, text: It is so., sources: [courier], killed: 2}\n"
            "  - {id: b, by: west, text: It is so., sources: [courier], killed: 1}\n"
            "---\n"
            "Two were killed, says one side; the other counts one killed.",
            [],
        ),
        (
            "title: Something happened\n"
            "claims:\n"
            "  - {id: a, by: east, text: It is so., sources: [courier], killed: 2}\n"
            "  - {id: b, by: west, text: It is so., sources: [courier], killed: 1}\n"
            "  - {id: c, by: observers, text: It is so., sources: [courier], killed: 3}\n"
            "---\n"
            "Three people were killed.",
            [],
        ),
        (
            "title: Something happened\n"
            "claims:\n"
            "  - {id: a, by: east, text: It is so., sources: [courier], killed: 2}\n"
            "  - {id: b, by: west, text: It is so., sources: [courier], killed: 1}\n"
            "---\n"
            "The observers spoke of three people killed.",
            [],
        ),
        (
            "title: Something happened\n"
            "claims:\n"
            "  - {id: a, by: east, text: It is so., sources: [courier], killed: 2}\n"
            "  - {id: b, by: west, text: It is so., sources: [courier], killed: 1}\n"
            "---\n"
            "The sides reported three people killed.",
            ["9:20 C1 three is the sum of different claims; nobody stated it"],
        ),
        (
            "title: Something happened\n"
            "claims:\n"
            "  - {id: a, by: east, text: It is so., sources: [courier], killed: 1000}\n"
            "  - {id: b, by: west, text: It is so., sources: [courier], killed: 205}\n"
            "---\n"
            "> All in all, 1,205 people were killed.\n"
            "\n"
            "In all,\n"
            "1,205 people were killed.",
            ["12:1 C1 1,205 is the sum of different claims; nobody stated it"],
        ),
        (
            "title: Something happened\n"
            "claims:\n"
            "  - {id: a, by: east, text: It is so., sources: [courier], killed: {civilians: 2, combatants: 1}, question: q}\n"
            "---\n"
            "Three people were killed.",
            [],
        ),
        (
            "title: Something happened\n"
            "claims:\n"
            "  - {id: a, by: east, text: It is so., sources: [courier], killed: 2}\n"
            "  - {id: b, by: west, text: It is so., sources: [courier], killed: 1}\n"
            "---\n"
            "A boy of three was killed. In article 3, killed three days later.",
            [],
        ),
    ],
)
def test_no_text_adds_up_what_different_claimants_counted(site, text, found):
    made = site(TWO_SIDES, around="")
    assert made.found_in(text, "C1") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "title: Something happened\n"
            "assessment: {method: method, figures: [{harm: killed, low: 2, best: 7, high: 5, from: [a, b]}]}\n"
            "claims:\n"
            "  - {id: a, by: east, text: It is so., sources: [courier], killed: 2}\n"
            "  - {id: b, by: west, text: It is so., sources: [courier], killed: 5}\n"
            "---\n",
            ["5:69 C1 7 is a total over claimants or questions"],
        ),
        (
            "title: Something happened\n"
            "assessment: {method: method, figures: [{harm: killed, low: 2, best: 3, high: 5, from: [a, b], rule: what the register names}]}\n"
            "claims:\n"
            "  - {id: a, by: east, text: It is so., sources: [courier], killed: 2}\n"
            "  - {id: b, by: west, text: It is so., sources: [courier], killed: 5}\n"
            "---\n",
            [],
        ),
    ],
)
def test_no_assessment_adds_up_claimants_or_questions(site, text, found):
    made = site(TWO_SIDES, around="")
    assert made.found_in(text, "C1") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "title: Twelve people killed in Eastport\n---\n",
            ["4:8 C3 no claim of this entry carries the number Twelve (killed)"],
        ),
        (
            "title: Twelve people killed in Eastport\n"
            "claims:\n"
            "  - {id: a, by: east, text: It is so., sources: [courier], killed: 12}\n"
            "---\n",
            [],
        ),
        (
            "title: Twelve people killed in Eastport\n"
            "claims:\n"
            "  - {id: a, by: east, text: It is so., sources: [courier], injured: 12}\n"
            "---\n",
            ["4:8 C3 no claim of this entry carries the number Twelve (killed)"],
        ),
        (
            "title: Something happened\nsummary: >\n  A shell fell on the market.\n  It wounded at least 40.\n---\n",
            ["7:23 C3 no claim of this entry carries the number 40 (injured)"],
        ),
        (
            "title: Court rules on article 12 of the 2020 accord, 3 days after 19 September\n---\n",
            [],
        ),
        (
            "title: “Twelve killed”, a headline says\n---\n",
            [],
        ),
    ],
)
def test_a_number_of_victims_in_title_or_summary_is_carried_by_a_claim(site, text, found):
    made = site(TWO_SIDES, around="")
    assert made.found_in(text, "C3") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "title: Something happened\n"
            "claims:\n"
            "  - {id: a, by: east, text: It is so., sources: [courier], killed: 2, question: q, reports: incident}\n"
            "  - {id: b, by: west, text: It is so., sources: [courier], killed: 9, question: q, reports: cumulative}\n"
            "---\n",
            ['7:93 C11 counts everything so far; others on "q" count one incident'],
        ),
        (
            "title: Something happened\n"
            "claims:\n"
            "  - {id: a, by: east, text: It is so., sources: [courier], killed: 2, question: q, reports: incident}\n"
            "  - {id: b, by: west, text: It is so., sources: [courier], killed: 9, question: r, reports: cumulative}\n"
            "---\n",
            [],
        ),
    ],
)
def test_a_cumulative_figure_is_not_set_beside_that_of_one_incident(site, text, found):
    made = site(TWO_SIDES, around="")
    assert made.found_in(text, "C11") == found


TWO_COUNTS = (
    "claims:\n"
    "  - {id: a, by: east, text: It is so., sources: [courier], killed: 2}\n"
    "  - {id: b, by: west, text: It is so., sources: [courier], killed: 1}\n"
)


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("All told, three people were killed, it is said.", 11),
        ("The number of civilians killed that day was three.", 45),
        ("Killed: 3", 9),
        ("Three people lost their lives.", 1),
        ("At least three die in the fighting.", 10),
        ("The shelling took three lives.", 19),
    ],
)
def test_a_total_is_found_in_whatever_words_it_is_told(site, text, column):
    made = site(TWO_SIDES, around="")
    (found,) = made.found_in(f"title: Something happened\n{TWO_COUNTS}---\n{text}", "C1")
    assert found.startswith(f"9:{column} C1 ")


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ("assessment: {method: method, figures: [{harm: killed, best: 3}]}\n", ["8:61 C1 3 is a total over claimants or questions"]),
        ("assessment: {method: method, figures: [{harm: killed, best: 2}]}\n", []),
        (
            "assessment: {method: method, text: Three people were killed.}\n",
            ["8:36 C1 Three is the sum of different claims; nobody stated it"],
        ),
        ("assessment: {method: method, text: 'Three people were killed, the observers said.'}\n", []),
    ],
)  # fmt: skip
def test_an_assessment_that_names_no_claims_rests_on_those_of_its_entry(site, fields, found):
    made = site(TWO_SIDES, around="")
    assert made.found_in(f"title: Something happened\n{TWO_COUNTS}{fields}---\n", "C1") == found


@pytest.mark.parametrize(
    "title", ["Bomb kills 12-year-old boy", "Many dead in two-day battle", "Killed: a twelve-year-old girl"]
)
def test_an_age_or_a_span_is_no_number_of_victims(site, title):
    made = site(TWO_SIDES, around="")
    assert made.found_in(f'title: "{title}"\n---\n', "C3") == []


def test_a_cumulative_figure_meets_those_of_other_entries_and_those_that_say_nothing(site):
    made = site(TWO_SIDES, around="")
    claim = "  - {{by: {}, text: It is so., sources: [courier], killed: 2, question: q{}}}\n"
    made.write(
        "-- content/entries/d.md --\n---\ntitle: Before\ndate: 2023-09-19\nsources: [courier]\nclaims:\n"
        + claim.format("west", "")
        + "---\n"
    )
    text = "title: Something happened\nclaims:\n"
    assert made.found_in(text + claim.format("east", ", reports: cumulative") + "---\n", "C11") == [
        '6:86 C11 counts everything so far; others on "q" count one incident'
    ]
    assert made.found_in(text + claim.format("east", ", reports: incident") + "---\n", "C11") == []


@pytest.mark.parametrize(
    ("figures", "found"),
    [
        ("{harm: killed, low: 5, best: 3, high: 9}", ["5:60 C17 low 5 is above best 3"]),
        ("{harm: killed, low: 5, high: 3}", ["5:60 C17 low 5 is above high 3"]),
        ("{harm: killed, low: 2, best: 4, high: 3}", ["5:69 C17 best 4 is above high 3"]),
        ("{harm: killed, low: 3, best: 3, high: 3}", []),
        ("{harm: killed, low: 2}", []),
        # A part is compared with the whole of the same harm, and with nothing else.
        (
            "{harm: killed, low: 2, high: 5}, {category: civilians, harm: killed, low: 6, high: 8}",
            ["5:114 C17 at least 6 civilians killed, but at most 5 killed in all"],
        ),
        (
            "{category: children, harm: injured, best: 6}, {category: all, harm: injured, best: 5}",
            ["5:82 C17 at least 6 children injured, but at most 5 injured in all"],
        ),
        (
            "{harm: killed, high: 5}, {category: all, harm: killed}, {category: men, harm: killed, low: 6}",
            ["5:131 C17 at least 6 men killed, but at most 5 killed in all"],
        ),
        ("{category: all, harm: killed, high: 5}, {category: civilians, harm: killed, low: 5, high: 8}", []),
        ("{category: civilians, harm: killed, high: 5}, {category: children, harm: killed, low: 6}", []),
        ("{category: all, harm: killed, high: 5}, {category: civilians, harm: injured, low: 6}", []),
        ("{category: all, harm: killed, low: 5}, {category: civilians, harm: killed, low: 6}", []),
    ],
)
def test_the_bounds_of_an_assessment_are_in_order_and_parts_within_the_whole(site, figures, found):
    made = site(TWO_SIDES, around="")
    text = f"title: Something happened\nassessment: {{method: method, figures: [{figures}]}}\n"
    assert made.found_in(f"{text}---\n", "C17") == found
    assert made.found_in(f"{text}allow: {{C17: The two were counted by different rules.}}\n---\n", "C17") == []
