"""Rules on who and what is registered: offices out of time, and what nobody names."""

import pytest
from conftest import TWO_SIDES

PERSON = """
-- content/actors/ada.md --
---
kind: person
names: [Ada Miller]
person: {public_figure: true}
roles:
  - {title: Mayor, from: 2020-01-01, to: 2022-12-31}
  - {title: Minister, from: 2023-01-01}
---
"""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "title: Talks\n---\nIt rained.\nMayor [[ada|Ada Miller]] spoke.",
            ["7:1 G4 Ada Miller was not Mayor on 2023-09-19"],
        ),
        ("title: Talks\n---\nMinister Ada Miller spoke. So did former Mayor Ada Miller.", []),
        ("title: Talks\n---\nAda Miller, the mayor of Eastport, spoke.", []),
        ("title: Talks\n---\nAda Miller, the mayor, spoke.", ["6:1 G4 Ada Miller was not Mayor on 2023-09-19"]),
        ("title: Talks\n---\nMayor [[ada]] spoke.", ["6:1 G4 Ada Miller was not Mayor on 2023-09-19"]),
        ("title: Talks\n---\nAda Miller, the former mayor, spoke. Then-Mayor [[ada]] had not.", []),
    ],
)
def test_who_is_called_by_an_office_held_it_then(site, text, found):
    made = site(TWO_SIDES + PERSON, around="").found_in(text, "G4")
    assert [line.partition(", according to the page")[0] for line in made] == found


def test_who_is_named_nowhere_is_told(site):
    made = site(TWO_SIDES + PERSON, around="")
    claims = (
        "actors: [east]\nplaces: [norvad]\nclaims: [{by: west, attributed_to: west-army, text: So., sources: post}]\n"
    )
    assert made.found_in(f"title: Talks\n{claims}---\nAnd [[Ada Miller|she]].", "G5") == [
        'actors/observers.md:1:1 G5 nothing names "observers"',
        'places/eastport.md:1:1 G5 nothing names "eastport"',
    ]


def test_a_cycle_of_parts_is_told_once_however_long_it_is(site):
    one = "-- content/places/p{}.md --\n---\nkind: site\nnames: [P{}]\npart_of: [p{}]\n---\n"
    numbers = range(1000, 2200)
    chain = "".join(one.format(number, number, number + 1) for number in numbers)
    made = site(
        TWO_SIDES + chain + "-- content/places/p2200.md --\n---\nkind: site\nnames: [P2200]\n---\n", around=""
    )
    assert made.found("G3") == []
    made.write(one.format(2200, 2200, 1500))
    assert made.found("G3") == ['places/p1500.md:4:10 G3 "p1500" is part of itself through `part_of`']
