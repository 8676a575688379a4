"""Rules on corrections: what was wrong is said openly, and there is a place to learn of it."""

import pytest
from conftest import TWO_SIDES


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "title: Something happened\ncorrections: [{date: 2023-10-01, text: Title corrected.}]\n---\n",
            ['5:15 V3 "Title corrected." does not say what was wrong'],
        ),
        (
            "title: Something happened\n"
            "corrections: [{date: 2023-10-01, text: Title corrected., was: One lane}]\n"
            "---\n",
            [],
        ),
        (
            "title: Something happened\n"
            "corrections: [{date: 2023-10-01, text: Two lanes were opened and not one.}]\n"
            "---\n",
            [],
        ),
        (
            "title: Something happened\n"
            "corrections: [{date: 2023-10-01, text: An earlier version of this entry contained an error.}]\n"
            "---\n",
            ['5:15 V3 "An earlier version of this entry contained an error." does not say what was wrong'],
        ),
        (
            "title: Something happened\ncorrections: [{date: 2023-10-01, kind: update, text: News added.}]\n---\n",
            [],
        ),
    ],
)
def test_a_correction_says_what_was_wrong(site, text, found):
    made = site(TWO_SIDES, around="")
    assert made.found_in(text, "V3") == found


def test_the_publication_names_its_pages_on_method_corrections_and_contact(site):
    made = site(TWO_SIDES, around="")
    assert made.found_in("title: Talks\n---\n", "V4") == []
    made.write(
        TWO_SIDES.replace(
            "pages: {methodology: method, corrections: method, contact: method}", "pages: {contact: method}"
        )
    )
    assert made.found("V4") == ["site.yaml:6:8 V4 site.yaml gives no page for methodology, corrections"]
