"""Rules against harm: points, private notes, hidden sources, and what is held back."""

import pytest
from conftest import TWO_SIDES


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "title: Something happened\n---\nThe shelter stands at\n39.81542, 46.75211.",
            ['7:1 H1 "39.81542, 46.75211" is finer than the 2 decimals that may be shown'],
        ),
        (
            "title: Something happened\n---\nThe shelter stands at 39.81, 46.75, on page 12.345.",
            [],
        ),
    ],
)
def test_no_text_and_no_place_is_finer_than_policy(site, text, found):
    made = site(TWO_SIDES, around="")
    assert made.found_in(text, "H1") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "title: Something happened\n"
            "_witness: Jo  Walker\n"
            "summary: So says jo walker.\n"
            "---\n"
            "It was seen by\n"
            "Jo Walker.",
            [
                "6:10 H7 this is also under a private key, but would be published",
                "9:1 H7 this is also under a private key, but would be published",
            ],
        ),
        (
            "title: Something happened\n"
            "_witness: Jo Walker\n"
            "private: {page: 12}\n"
            "---\n"
            "It was seen by Jo Walkers on page 12.",
            [],
        ),
    ],
)
def test_nothing_private_stands_in_the_rest_of_the_file(site, text, found):
    made = site(TWO_SIDES, around="")
    assert made.found_in(text, "H7") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "title: Something happened\n"
            "safety: {hide_sources: true}\n"
            "claims:\n"
            "  - {by: east, text: It is so., sources: [{id: driver, title: A talk, URL: 'https://www.post.example/driver/', publisher: Us}]}\n"
            "---\n"
            "More\n"
            "[here](https://post.example/driver).",
            ['10:16 H8 "post.example/driver" leads to the hidden source "driver"'],
        ),
        (
            "title: Something happened\n"
            "safety: {hide_sources: true}\n"
            "claims:\n"
            "  - {by: east, text: It is so., sources: [{id: driver, title: A talk, URL: 'https://www.post.example/driver/', publisher: Us}]}\n"
            "---\n"
            "A driver told. More [here](https://gazette.example/driver).",
            [],
        ),
        (
            "title: Something happened\n"
            "claims:\n"
            "  - {by: east, text: It is so., sources: [{id: driver, title: A talk, URL: 'https://www.post.example/driver/', publisher: Us}]}\n"
            "---\n"
            "More\n"
            "[here](https://post.example/driver).",
            [],
        ),
    ],
)
def test_a_hidden_source_leaves_no_trace(site, text, found):
    made = site(TWO_SIDES, around="")
    assert made.found_in(text, "H8") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "title: Something happened\nsafety: {delay_until: 2199-01-01}\n---\n",
            ["5:23 H10 held back until 2199-01-01T00:00:00Z"],
        ),
        (
            "title: Something happened\nsafety: {delay_until: 2020-01-01}\n---\n",
            [],
        ),
        (
            "title: Something happened\nsafety: {delay_until: 2199-01-01}\nstatus: draft\n---\n",
            [],
        ),
    ],
)
def test_what_is_held_back_is_told(site, text, found):
    made = site(TWO_SIDES, around="")
    assert made.found_in(text, "H10") == found


@pytest.mark.parametrize(
    ("fields", "problems"),
    [
        (
            "point: [39.82, 46.75]\nprecision: region",
            ["places/x.md:3:8 H1 2 decimals of a degree for a point known to the region"],
        ),
        ("point: [39.8, 46.7]\nprecision: region", []),
        # What is finer than the site's own policy is rounded when it is published: a hint says so.
        (
            "point: [39.82345, 46.75]\nprecision: settlement",
            ["places/x.md:3:8 H1 written with 5 decimals of a degree; 2 are shown"],
        ),
        ("point: [39.82, 46.75]", []),
    ],
)
def test_a_point_is_no_finer_than_its_precision(site, fields, problems):
    place = f"-- content/places/x.md --\n---\nnames: [X]\n{fields}\n---\n"
    assert site(TWO_SIDES + place, around="").found("H1") == problems


def test_an_entry_that_wants_places_coarse_names_none_that_is_shown_finer(site):
    place = "-- content/places/x.md --\n---\nnames: [X]\npoint: [39.82, 46.7]\n---\n"
    made = site(TWO_SIDES + place, around="")
    entry = "title: Seen\nplaces: [eastport, x]\nsafety: {{coordinate_decimals: {}}}\n---\n"
    assert made.found_in(entry.format(1), "H1") == ['5:20 H1 the page of "x" shows its point with 2 decimals, not 1']
    assert made.found_in(entry.format(2), "H1") == []
