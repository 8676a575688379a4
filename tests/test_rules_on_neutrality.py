"""Rules on words: contested labels, names of several sides, and verbs that take a side."""

import pytest
from conftest import TWO_SIDES


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "title: Something happened\n---\nIt rained.\nThe *Regime* closed the road. The freed\ntown slept.",
            [
                '7:6 N1 "Regime" is contested, but not attributed to anyone',
                '7:35 N1 "freed town" is contested, but not attributed to anyone',
            ],
        ),
        (
            "title: Something happened\n"
            "---\n"
            "The “regime” closed the road. The ministry called it a regime. Regimes come and go, as do `regime` and [roads](/regime).",
            [],
        ),
        (
            "title: Something happened\n---\n> The regime closed the road.\n\n- Закрыл дорогу режим",
            ['8:17 N1 "режим" is contested, but not attributed to anyone'],
        ),
        (
            "title: The regime closes the road\nsummary: 'Of the freed town'\n---\n",
            [
                '4:12 N1 "regime" is contested, but not attributed to anyone',
                '5:18 N1 "freed town" is contested, but not attributed to anyone',
            ],
        ),
        (
            "title: Something happened\n"
            "quotes: [{text: The regime closed it., by: east}]\n"
            "claims:\n"
            "  - {id: a, by: east, text: The regime closed it., sources: [courier]}\n"
            "---\n",
            [],
        ),
    ],
)
def test_a_contested_label_is_quoted_or_has_a_speaker(site, text, found):
    made = site(TWO_SIDES, around="")
    assert made.found_in(text, "N1") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "title: Something happened\n---\nCars waited at Norvad.",
            ['6:16 N2 "Norvad" alone: other sides call it Northford'],
        ),
        (
            "title: Something happened\n---\nCars waited at Norvad/Northford. Norvad was quiet.",
            [],
        ),
        (
            "title: Something happened\n---\nCars waited at [[norvad]]. Norvad was quiet.",
            [],
        ),
        (
            "title: Something happened\n---\nEastmarch said that cars waited at Norvad.",
            [],
        ),
        (
            "title: Something happened\n---\nCars waited at Norvad, which the West calls Northford.",
            [],
        ),
        (
            "title: Something happened\n---\nCars waited at “Norvad”. Norvadians waited too.",
            [],
        ),
    ],
)
def test_a_place_bears_all_its_names_at_its_first_mention(site, text, found):
    made = site(TWO_SIDES, around="")
    assert made.found_in(text, "N2") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "title: Cars wait at Northford/Norvad\n---\n",
            ['4:21 N3 "Northford" comes before "Norvad"'],
        ),
        (
            "title: Something happened\n---\nCars waited at Northford (Norvad).",
            ['6:16 N3 "Northford" comes before "Norvad"'],
        ),
        (
            "title: Something happened\n---\nCars waited at Norvad/Northford. Northford, Norvad.",
            [],
        ),
    ],
)
def test_names_stand_in_the_declared_order(site, text, found):
    made = site(TWO_SIDES, around="")
    assert made.found_in(text, "N3") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "title: Something happened\n---\nOn Monday Eastport denied this.",
            ['6:11 N4 "Eastport denied": a city cannot speak'],
        ),
        (
            "title: Something happened\n"
            "---\n"
            "The ministry in Eastport denied this. Eastmarch denied this. The mayor of Eastport said so.",
            [],
        ),
    ],
)
def test_a_city_does_not_speak(site, text, found):
    made = site(TWO_SIDES, around="")
    assert made.found_in(text, "N4") == found


def test_a_city_does_not_speak_whose_name_begins_with_a_dotted_capital(site):
    made = site(TWO_SIDES, around="").write("-- content/places/icevan.md --\n---\nkind: city\nnames: [İcevan]\n---\n")
    found = made.found_in("title: Something happened\n---\nOn Monday İcevan denied this.", "N4")
    assert found == ['6:11 N4 "İcevan denied": a city cannot speak']


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "title: Something happened\n---\nThe road was reportedly closed.",
            ['6:14 N5 "reportedly", but no claim in this entry says according to whom'],
        ),
        (
            "title: Something happened\n"
            "claims:\n"
            "  - {id: a, by: east, text: It is so., sources: [courier]}\n"
            "---\n"
            "The road was reportedly closed.",
            [],
        ),
        (
            "title: Something happened\n---\nThe Courier reported the road closed.",
            [],
        ),
    ],
)
def test_hearsay_has_a_claim(site, text, found):
    made = site(TWO_SIDES, around="")
    assert made.found_in(text, "N5") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "title: Something happened\n"
            "---\n"
            "Eastmarch said that it was open.\n"
            "Westmarch’s ministry claimed that it was shut.",
            ['7:22 N6 one side "claimed" while another "says"'],
        ),
        (
            "title: Something happened\n---\nEastmarch claimed that it was open. Westmarch claimed that it was shut.",
            [],
        ),
        (
            "title: Something happened\n"
            "---\n"
            "Eastmarch said that it was open. Westmarch said that it was shut, and claimed responsibility.",
            [],
        ),
        (
            "title: Something happened\n"
            "---\n"
            "Eastmarch said that it was open. The observers claimed that it was shut.",
            [],
        ),
    ],
)
def test_the_same_verbs_are_used_for_all_sides(site, text, found):
    made = site(TWO_SIDES, around="")
    assert made.found_in(text, "N6") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "title: Two killed on the road\n"
            "claims:\n"
            "  - {id: a, by: east, text: Soldiers opened fire on the cars., sources: [courier], question: q, killed: 2, as_of: 2023-09-19}\n"
            "  - {id: b, by: west, text: It is so., sources: [courier], question: q, killed: 5, as_of: 2023-09-19}\n"
            "---\n",
            ['4:8 N8 "Two" is contested, but the title does not say who claims it'],
        ),
        (
            "title: Soldiers opened fire on the cars\n"
            "claims:\n"
            "  - {id: a, by: east, text: Soldiers opened fire on the cars., sources: [courier], question: q, killed: 2, as_of: 2023-09-19}\n"
            "  - {id: b, by: west, text: It is so., sources: [courier], question: q, killed: 5, as_of: 2023-09-19}\n"
            "---\n",
            ['4:8 N8 "Soldiers opened fire on the" is contested, but the title does not say who claims it'],
        ),
        (
            "title: Two killed on the road, Eastmarch says\n"
            "claims:\n"
            "  - {id: a, by: east, text: Soldiers opened fire on the cars., sources: [courier], question: q, killed: 2, as_of: 2023-09-19}\n"
            "  - {id: b, by: west, text: It is so., sources: [courier], question: q, killed: 5, as_of: 2023-09-19}\n"
            "---\n",
            [],
        ),
        (
            "title: Fire on the road\n"
            "claims:\n"
            "  - {id: a, by: east, text: Soldiers opened fire on the cars., sources: [courier], question: q, killed: 2, as_of: 2023-09-19}\n"
            "  - {id: b, by: west, text: It is so., sources: [courier], question: q, killed: 5, as_of: 2023-09-19}\n"
            "---\n",
            [],
        ),
        (
            "title: Two killed on the road\n"
            "claims:\n"
            "  - {id: a, by: east, text: It is so., sources: [courier], question: q, killed: 2, as_of: 2023-09-19}\n"
            "---\n",
            [],
        ),
    ],
)
def test_a_title_says_whose_a_contested_claim_is(site, text, found):
    made = site(TWO_SIDES, around="")
    assert made.found_in(text, "N8") == found


@pytest.mark.parametrize(
    ("code", "text", "found"),
    [
        ("N1", "assessment: {method: method, text: The regime fell.}\n---\n", ["5:40"]),
        ("N1", "assessment: {method: method, text: The “regime” fell.}\n---\n", []),
        ("N3", "---\nNorthford (western: Norvad) was quiet.", ["6:1"]),
        ("N3", "---\nNorthford, also known as Norvad, was quiet.", ["6:1"]),
        ("N3", "---\nNorvad, also known as Northford, was quiet.", []),
        ("N4", "---\nEastport has not confirmed this.", ["6:1"]),
        ("N4", "---\nEastport, meanwhile, vowed to go on.", ["6:1"]),
        ("N4", "---\nEastport called for calm.", ["6:1"]),
        ("N4", "---\nThe square in central Eastport called Old Market was closed.", []),
        ("N4", "---\nPeople in central Eastport told of fire.", []),
        ("N5", "---\nReports suggest that the road was closed.", ["6:1"]),
        ("N5", "---\nThe road is said to be closed.", ["6:10"]),
        ("N5", "---\nThe council reports that the road was closed.", []),
        ("N6", "---\n[[west]] said that it was open. [[east]] claimed that it was shut.", ["6:42"]),
        ("N6", "---\n[[west]] said that it was open. [[east]] said that it was shut.", []),
        ("N6", "---\nWestmarch noted that it was open. Eastmarch claimed that it was shut.", ["6:45"]),
    ],
)
def test_words_that_take_a_side_are_found_as_authors_write_them(site, code, text, found):
    made = site(TWO_SIDES, around="")
    assert [line.partition(" ")[0] for line in made.found_in(f"title: Something happened\n{text}", code)] == found


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Westmarch shelled the market", ["4:8"]),
        ("Eastmarch accuses Westmarch, which denies it", []),
        ("Market damaged", []),
    ],
)
def test_a_title_that_names_the_accused_has_not_named_the_claimant(site, title, found):
    made = site(TWO_SIDES, around="")
    claims = (
        "claims:\n"
        "  - {by: east, question: who, text: Westmarch shelled the market., attributed_to: west, sources: [courier]}\n"
        "  - {by: west, question: who, stance: denies, responds_to: c1, text: It did not., sources: [courier]}\n"
    )
    assert [line.partition(" ")[0] for line in made.found_in(f"title: {title}\n{claims}---\n", "N8")] == found
