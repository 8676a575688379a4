"""Rules on dates: what contradicts itself is told at its line, and its innocent neighbour is not."""

import pytest
from conftest import TWO_SIDES


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "title: Something happened\n"
            "claims:\n"
            "  - {id: a, by: east, text: It is so., sources: [courier], made: 2023-09-18}\n"
            "---\n",
            ["6:66 D5 said 2023-09-18, before the event of 2023-09-19"],
        ),
        (
            "title: Something happened\n"
            "claims:\n"
            "  - {id: a, by: east, text: It is so., sources: [courier], made: 2023-09-18, kind: warning}\n"
            "---\n",
            [],
        ),
        (
            "title: Something happened\n"
            "claims:\n"
            "  - {id: a, by: east, text: It is so., sources: [courier], made: 2023-09-18~}\n"
            "---\n",
            [],
        ),
        (
            "title: Something happened\n"
            "claims:\n"
            "  - {id: a, by: east, text: It is so., sources: [courier], made: 2023-09-19}\n"
            "---\n",
            [],
        ),
    ],
)
def test_what_was_said_before_the_event_is_a_warning_or_an_intention(site, text, found):
    made = site(TWO_SIDES, around="")
    assert made.found_in(text, "D5") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "title: Something happened\npublished: 2023-09-18\n---\n",
            ['2:7 D7 "2023-09-19" is later than `published`, 2023-09-18'],
        ),
        (
            "title: Something happened\npublished: 2023-09-19\n---\n",
            [],
        ),
    ],
)
def test_an_event_is_not_dated_after_its_publication(site, text, found):
    made = site(TWO_SIDES, around="")
    assert made.found_in(text, "D7") == found
