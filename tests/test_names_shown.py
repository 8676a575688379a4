"""The names of a place stand side by side in the declared order, in what claims name too."""

import pytest
from conftest import NOW
from hypothesis import given
from hypothesis import strategies as st

from builder.building.pipeline import load
from builder.model.names import Name, NameKind, chosen_names

SITE = """
-- content/site.yaml --
title: A small chronology
url: https://example.org/
language: {language}
sides:
  - {{id: azerbaijani, label: Azerbaijani, colour: "#0d5a66", pattern: dots}}
  - {{id: karabakh-armenian, label: Karabakh Armenian, colour: "#8a4b0f", pattern: hatch}}
  - {{id: armenian, label: Armenian, colour: "#5b5670", pattern: grid}}
naming: {{order: {order}}}
-- content/places/city.md --
---
kind: city
names:
{names}
---
"""
STEPANAKERT = """
  - {text: Stepanakert, lang: en, used_by: [karabakh-armenian, armenian]}
  - {text: Khankendi, lang: en, used_by: [azerbaijani]}
  - {text: Ստեփանակերտ, lang: hy}
  - {text: Xankəndi, lang: az}
"""
SHUSHA = """
  - {text: Shushi, lang: en, used_by: [karabakh-armenian]}
  - {text: Shusha, lang: en, used_by: [azerbaijani]}
  - {text: Shushi, lang: en, used_by: [armenian]}
  - {text: Shousha, lang: en, used_by: [armenian], kind: variant}
"""


def name_shown(site, names: str, order: str = "as-listed", language: str = "en") -> str:
    """Return how neutral text calls a place with these names."""
    made = site(SITE.format(names=names, order=order, language=language))
    assert made.problems() == []
    return load(made.folder, NOW).archive.names["places/city"]


@pytest.mark.parametrize(
    ("names", "order", "shown"),
    [
        (STEPANAKERT, "as-listed", "Stepanakert/Khankendi"),
        (STEPANAKERT, "alphabetical", "Khankendi/Stepanakert"),
        (STEPANAKERT, "[azerbaijani, karabakh-armenian]", "Khankendi/Stepanakert"),
        (STEPANAKERT, "[armenian, azerbaijani]", "Stepanakert/Khankendi"),
        (STEPANAKERT, "[azerbaijani]", "Khankendi/Stepanakert"),
        (SHUSHA, "as-listed", "Shushi/Shusha"),
        (SHUSHA, "alphabetical", "Shusha/Shushi"),
        (SHUSHA, "[armenian, azerbaijani]", "Shushi/Shusha"),
        (SHUSHA, "[azerbaijani, armenian]", "Shusha/Shushi"),
        (
            "  - {text: Goris, lang: en}\n  - {text: Gorus, lang: en, used_by: [azerbaijani]}",
            "as-listed",
            "Goris",
        ),
        ("  - {text: Hadrut, lang: en, used_by: [armenian]}", "as-listed", "Hadrut"),
        ("  - {text: Agoghlan, used_by: [azerbaijani], kind: variant}", "as-listed", "Agoghlan"),
        ("  - Goris", "alphabetical", "Goris"),
        ("  - {text: Գորիս, lang: hy}", "as-listed", "Գորիս"),
    ],
)
def test_neutral_text_shows_one_name_for_each_side_in_the_declared_order(site, names, order, shown):
    assert name_shown(site, names, order) == shown


@pytest.mark.parametrize(
    ("language", "shown"),
    [("en", "Stepanakert/Khankendi"), ("en-GB", "Stepanakert/Khankendi"), ("hy", "Ստեփանակերտ"), ("az", "Xankəndi")],
)
def test_names_are_shown_in_the_language_of_the_site(site, language, shown):
    assert name_shown(site, STEPANAKERT, language=language) == shown


def test_a_claim_names_a_place_as_all_else_does(site):
    made = site(
        SITE.format(names=STEPANAKERT, order="as-listed", language="en")
        + "-- content/actors/baku.md --\n---\nkind: state\nside: azerbaijani\nnames: [Baku]\n---\n"
        "-- content/actors/ombudsman.md --\n---\nkind: government-body\nside: karabakh-armenian\nnames: [Ombudsman]\n---\n"
        "-- content/entries/entry.md --\n---\ntitle: Shelling\ndate: 2023-09-19\nsources: gazette\nplaces: [city]\nclaims:\n"
        "  - {by: baku, text: No., where: city, sources: gazette}\n"
        "  - {by: ombudsman, text: Yes., where: city, sources: gazette}\n"
        "  - {by: armenia, text: Yes., where: city, sources: gazette}\n---\n"
    )
    made.build()
    claims = made.page("entries/entry").split('<div class="claim ')[1:]
    named = [claim.partition('<a href="../../places/city/">')[2].partition("<")[0] for claim in claims]
    assert named == ["Stepanakert/Khankendi"] * 3


def test_an_order_names_sides_that_there_are(site):
    made = site(SITE.format(names=STEPANAKERT, order="[azerbaijan, armenian]", language="en"))
    assert made.problems() == [
        'content/site.yaml:8:18 error [side-unknown] no side is called "azerbaijan"; '
        "one of azerbaijani, karabakh-armenian, armenian, alphabetical, as-listed"
    ]


SIDES = ("a", "b", "c")
NAMES = st.lists(
    st.builds(
        Name,
        st.sampled_from(["Baku", "Bakı", "Բաքու", "Баку"]),
        st.sampled_from([None, "en", "az", "hy"]),
        st.lists(st.sampled_from(SIDES), unique=True).map(tuple),
        st.sampled_from([None, NameKind.OFFICIAL, NameKind.VARIANT]),
    ),
    min_size=1,
    max_size=6,
).map(tuple)
ORDERS = st.just(("alphabetical",)) | st.permutations(SIDES).map(tuple) | st.just(())


@given(NAMES, ORDERS)
def test_whatever_bears_a_name_is_shown_with_one_and_with_each_once(names, order):
    shown = [name.text for name in chosen_names(names, "en", order)]
    assert shown
    assert len(set(shown)) == len(shown)
    assert set(shown) <= {name.text for name in names}


@given(NAMES, st.permutations(SIDES).map(tuple), st.permutations(SIDES).map(tuple))
def test_the_order_of_sides_changes_the_order_of_names_and_nothing_else(names, one, other):
    one_way, another = (sorted(name.text for name in chosen_names(names, "en", order)) for order in (one, other))
    assert one_way == another


@given(NAMES, ORDERS, st.sampled_from(SIDES))
def test_a_side_that_has_a_name_of_its_own_finds_itself_among_the_names_shown(names, order, side):
    sided = tuple(Name(name.text, "en", (side,)) for name in names[:1]) + tuple(
        Name(name.text, "en", name.used_by or SIDES, name.kind) for name in names[1:]
    )
    assert sided[0].text in [name.text for name in chosen_names(sided, "en", order)]


def test_a_name_that_a_dataset_uses_is_shown_as_the_dataset_s_and_only_where_there_is_no_other(site):
    alone = "  - {text: Khankandi city, lang: en, dataset: UCDP GED 25.1}"
    assert name_shown(site, alone) == "Khankandi city"
    (made := site(SITE.format(names=alone, order="as-listed", language="en"))).build()
    assert 'Khankandi city</bdi> <span class="role">en; used by: UCDP GED 25.1</span>' in made.page("places/city/")
    assert name_shown(site, alone + STEPANAKERT) == "Stepanakert/Khankendi"
