"""Rules on claims: both sides are heard, and what is called established rests on more than one."""

import pytest
from conftest import TWO_SIDES


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "title: Something happened\n"
            "claims:\n"
            "  - {id: a, by: east, text: It is so., sources: [courier], question: who, kind: responsibility, attributed_to: west}\n"
            "---\n",
            ['6:70 C6 on "who" only one side is heard, and it makes a statement about another'],
        ),
        (
            "title: Something happened\n"
            "claims:\n"
            "  - {id: a, by: east, text: It is so., sources: [courier], question: who, kind: responsibility, attributed_to: west}\n"
            "  - {id: b, by: observers, text: It is so., sources: [courier], question: who, kind: responsibility}\n"
            "---\n",
            ['6:70 C6 on "who" only one side is heard, and it makes a statement about another'],
        ),
        (
            "title: Something happened\n"
            "claims:\n"
            "  - {id: a, by: east, text: It is so., sources: [courier], question: who, kind: responsibility, attributed_to: west}\n"
            "  - {id: b, by: west, text: It is so., sources: [courier], question: who, stance: denies}\n"
            "---\n",
            [],
        ),
        (
            "title: Something happened\n"
            "claims:\n"
            "  - {id: a, by: east, text: It is so., sources: [courier], question: who, kind: responsibility, attributed_to: west}\n"
            "  - {id: b, by: west, text: It is so., sources: [courier], stance: declines-comment}\n"
            "---\n",
            [],
        ),
        (
            "title: Something happened\n"
            "claims:\n"
            "  - {id: a, by: east, text: It is so., sources: [courier], question: who, kind: casualties, attributed_to: east}\n"
            "---\n",
            [],
        ),
        (
            "title: Something happened\n"
            "claims:\n"
            "  - {id: a, by: east, text: It is so., sources: [courier], question: who, kind: legal, attributed_to: west}\n"
            "---\n",
            [],
        ),
    ],
)
def test_both_sides_are_heard_on_a_contested_question(site, text, found):
    made = site(TWO_SIDES, around="")
    assert made.found_in(text, "C6") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "title: Something happened\n"
            "claims:\n"
            "  - {id: a, by: east, text: It is so., sources: [courier], killed: 2, where: eastport}\n"
            "  - {id: b, by: west, text: It is so., sources: [courier], killed: 5, where: eastport}\n"
            "---\n",
            ['7:5 C8 gives a different figure from "e#a", but the two share no question'],
        ),
        (
            "title: Something happened\n"
            "claims:\n"
            "  - {id: a, by: east, text: It is so., sources: [courier], killed: 2, where: eastport, question: q}\n"
            "  - {id: b, by: west, text: It is so., sources: [courier], killed: 5, where: eastport, question: q}\n"
            "---\n",
            [],
        ),
        (
            "title: Something happened\n"
            "claims:\n"
            "  - {id: a, by: east, text: It is so., sources: [courier], killed: 2, where: eastport, question: q}\n"
            "  - {id: b, by: west, text: It is so., sources: [courier], killed: 5, where: eastport, question: r}\n"
            "---\n",
            [],
        ),
        (
            "title: Something happened\n"
            "claims:\n"
            "  - {id: a, by: east, text: It is so., sources: [courier], killed: 2, where: eastport}\n"
            "  - {id: b, by: west, text: It is so., sources: [courier], killed: 2.., words: some, where: eastport}\n"
            "---\n",
            [],
        ),
        (
            "title: Something happened\n"
            "claims:\n"
            "  - {id: a, by: east, text: It is so., sources: [courier], killed: 2, where: eastport}\n"
            "  - {id: b, by: west, text: It is so., sources: [courier], killed: 5, where: norvad}\n"
            "---\n",
            [],
        ),
    ],
)
def test_claims_that_contradict_each_other_share_a_question(site, text, found):
    made = site(TWO_SIDES, around="")
    assert made.found_in(text, "C8") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "title: Something happened\n"
            "claims:\n"
            "  - {by: east, text: It is so., sources: [courier], status: corroborated}\n"
            "---\n",
            ["6:61 C9 corroborated on one source"],
        ),
        (
            "title: Something happened\n"
            "claims:\n"
            "  - {by: east, text: It is so., sources: [courier, post], status: corroborated}\n"
            "---\n",
            ['6:67 C9 corroborated on sources of one side ("east")'],
        ),
        (
            "title: Something happened\n"
            "claims:\n"
            "  - {by: east, text: It is so., sources: [courier, review], status: corroborated}\n"
            "---\n",
            [],
        ),
    ],
)
def test_what_is_corroborated_rests_on_several_sources(site, text, found):
    made = site(TWO_SIDES, around="")
    assert made.found_in(text, "C9") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "title: Something happened\n"
            "claims:\n"
            "  - {id: a, by: east, text: It is so., sources: [courier], status: refuted}\n"
            "---\n",
            ["6:68 C10 refuted without a reason"],
        ),
        (
            "title: Something happened\n"
            "claims:\n"
            "  - {id: a, by: east, text: It is so., sources: [courier], status: refuted, reason: The bridge stands.}\n"
            "---\n",
            [],
        ),
        (
            "title: Something happened\n"
            "claims:\n"
            "  - {id: a, by: east, text: It is so., sources: [courier], status: disputed}\n"
            "---\n",
            [],
        ),
    ],
)
def test_a_verdict_has_a_reason(site, text, found):
    made = site(TWO_SIDES, around="")
    assert made.found_in(text, "C10") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "title: Something happened\n"
            "claims:\n"
            "  - {id: a, by: west, text: It is so., sources: [courier], killed: {civilians: 2}, attributed_to: west-army}\n"
            "---\n",
            ["6:99 C13 only the party named as the attacker says whether the victims were civilians"],
        ),
        (
            "title: Something happened\n"
            "claims:\n"
            "  - {id: a, by: west, text: It is so., sources: [courier], killed: {civilians: 2}, attributed_to: west-army, question: q}\n"
            "  - {id: b, by: observers, text: It is so., sources: [courier], killed: 2, question: q}\n"
            "---\n",
            [],
        ),
        (
            "title: Something happened\n"
            "claims:\n"
            "  - {id: a, by: east, text: It is so., sources: [courier], killed: {civilians: 2}, attributed_to: west-army}\n"
            "---\n",
            [],
        ),
        (
            "title: Something happened\n"
            "claims:\n"
            "  - {id: a, by: west, text: It is so., sources: [courier], killed: 2, attributed_to: west-army}\n"
            "---\n",
            [],
        ),
    ],
)
def test_the_attacker_alone_does_not_say_who_was_a_civilian(site, text, found):
    made = site(TWO_SIDES, around="")
    assert made.found_in(text, "C13") == found


PLAIN = "  - {{id: {}, by: {}, text: It is so., sources: [courier], {}}}\n"


@pytest.mark.parametrize(
    ("places", "one", "other", "found"),
    [
        ("places: [eastport]\n", "killed: 2", "killed: 5", True),
        ("", "killed: 2", "killed: 5", True),
        ("places: [eastport]\n", "killed: 2, where: eastport", "killed: 5", True),
        ("places: [eastport]\n", "killed: 2, where: norvad", "killed: 5", False),
        ("", "killed: 2, attributed_to: west", "killed: 5, attributed_to: east", False),
        ("", "killed: 2, reports: cumulative", "killed: 5, reports: cumulative", False),
    ],
)
def test_claims_that_name_no_place_are_about_that_of_their_entry(site, places, one, other, found):
    made = site(TWO_SIDES, around="")
    claims = "claims:\n" + PLAIN.format("a", "east", one) + PLAIN.format("b", "west", other)
    told = made.found_in(f"title: Something happened\n{places}{claims}---\n", "C8")
    line = 8 if places else 7
    assert told == (
        [f'{line}:5 C8 gives a different figure from "e#a", but the two share no question'] if found else []
    )


@pytest.mark.parametrize(
    ("actors", "claim", "found"),
    [
        ("[{actor: west, role: initiator}]", "question: why, kind: intent", True),
        ("[{actor: east, role: initiator}]", "question: why, kind: intent", False),
        ("[west]", "question: why, kind: intent", False),
        ("[west]", "question: why, kind: intent, status: disputed", True),
        ("[{actor: west, role: initiator}]", "question: toll, kind: casualties, killed: 2", False),
    ],
)
def test_who_began_it_is_heard_on_what_it_was_for(site, actors, claim, found):
    made = site(TWO_SIDES, around="")
    text = f"title: Something happened\nactors: {actors}\nclaims:\n{PLAIN.format('a', 'east', claim)}---\n"
    assert [line[:11] for line in made.found_in(text, "C6")] == (["7:70 C6 on "] if found else [])


@pytest.mark.parametrize(("affiliation", "found"), [("west-army", True), ("east", False), ("observers", False)])
def test_sources_close_to_two_actors_of_one_side_are_of_that_side(site, affiliation, found):
    sources = f"- {{id: one, title: A, publisher: A, affiliation: west}}\n- {{id: two, title: B, publisher: B, affiliation: {affiliation}}}\n"
    made = site(f"{TWO_SIDES}-- content/sources/own.yaml --\n{sources}", around="")
    claim = "claims: [{by: observers, text: So., status: verified, reason: Seen., sources: [one, two]}]\n"
    told = made.found_in(f"title: Something happened\n{claim}---\n", "C9")
    assert told == (['5:45 C9 verified on sources of one side ("west")'] if found else [])


@pytest.mark.parametrize(("category", "found"), [("civilians", True), ("combatants", True), ("unspecified", False)])
def test_the_attacker_alone_does_not_say_that_the_dead_were_combatants(site, category, found):
    made = site(TWO_SIDES, around="")
    claim = PLAIN.format("a", "west", f"killed: {{{category}: 9}}, attributed_to: west-army")
    told = made.found_in(f"title: Something happened\nclaims:\n{claim}---\n", "C13")
    assert [line.partition(":")[0] for line in told] == (["6"] if found else [])
