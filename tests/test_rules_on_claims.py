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
            ['6:70 C6 on "who" one side only is heard, and it speaks of another'],
        ),
        (
            "title: Something happened\n"
            "claims:\n"
            "  - {id: a, by: east, text: It is so., sources: [courier], question: who, kind: responsibility, attributed_to: west}\n"
            "  - {id: b, by: observers, text: It is so., sources: [courier], question: who, kind: responsibility}\n"
            "---\n",
            ['6:70 C6 on "who" one side only is heard, and it speaks of another'],
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
            ['7:5 C8 contradicts "e#a", and the two share no question'],
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
            ["6:99 C13 the status of the victims is told by the party named as the attacker alone"],
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
