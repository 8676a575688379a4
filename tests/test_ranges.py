"""Disagreement drawn: every form has a shape of its own, words fit a phone, and no tick passes for a result."""

import re
import xml.etree.ElementTree as ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.drawing.ranges import DrawnFigure, DrawnLine, Wording, draw_form, draw_ranges
from builder.drawing.scale import scale_of, ticks_of
from builder.model.claim import Certainty
from builder.reading.claims import read_count

WORDING = Wording("ranges_killed", "Figures by claimant", "Council: 2. Ministry: 5.", False)
FORMS = {
    Certainty.EXACT: "7",
    Certainty.RANGE: "2..5",
    Certainty.AT_LEAST: "4..",
    Certainty.AT_MOST: "..4",
    Certainty.ABOUT: "~8",
    Certainty.NONE: "none",
    Certainty.SOME: "some",
    Certainty.UNKNOWN: "unknown",
}


def line(*counts: str, name: str = "Council of Westmarch", side: str | None = "west") -> DrawnLine:
    return DrawnLine(side, tuple(DrawnFigure(name, count, read_count(count), True) for count in counts))


def drawn(*lines: DrawnLine, gaps=(), wording: Wording = WORDING) -> ElementTree.Element:
    return ElementTree.fromstring(draw_ranges(lines, gaps, {"west": "dots", "east": "hatch"}, wording, str))


def shapes(tree: ElementTree.Element) -> list[tuple[str, str]]:
    """List what draws figures: element and class."""
    kinds = [(found.tag, found.get("class", "")) for found in tree.iter()]
    return [(tag, kind) for tag, kind in kinds if kind.startswith("sign-") and kind != "sign-side"]


def test_every_form_of_figure_has_a_shape_of_its_own():
    found = {form: tuple(shapes(drawn(line(count)))) for form, count in FORMS.items()}
    assert set(found) == set(Certainty)
    # At least and at most differ by where their arrow points.
    del found[Certainty.AT_MOST]
    assert len(set(found.values())) == len(found)
    least, most = (drawn(line(count)) for count in ("4..", "..4"))
    turned = [any(path.get("transform") for path in tree.iter("path")) for tree in (least, most)]
    assert turned == [False, True]


@pytest.mark.parametrize("form", [*[form.value for form in Certainty], "step", "gap"])
def test_every_form_has_a_sign_for_the_legend(form):
    tree = ElementTree.fromstring(draw_form(form))
    assert tree.get("aria-hidden") == "true"
    assert len(list(tree.iter())) > 1


def test_a_drawing_says_what_it_shows_to_those_who_do_not_see_it():
    tree = drawn(line("2"))
    assert tree.get("role") == "img"
    assert tree.get("aria-labelledby") == "ranges_killed_title ranges_killed_text"
    assert [tree.findtext(tag) for tag in ("title", "desc")] == ["Figures by claimant", "Council: 2. Ministry: 5."]


def test_a_drawing_has_no_styles_of_its_own_and_runs_nothing():
    text = draw_ranges(
        (line("2..5"), line("7", side="east")), ((5, 7),), {"west": "dots", "east": None}, WORDING, str
    )
    assert not re.search(r"style|script|\bon\w+=|href", text)


def test_the_gap_between_rivals_is_hatched_from_the_one_to_the_other():
    tree = drawn(line("2"), line("10"), gaps=((2, 10),))
    first, last = (
        float(found.get("cx").rstrip("%")) for found in tree.iter("circle") if found.get("class") == "sign-exact"
    )
    (gap,) = (found for found in tree.iter("rect") if found.get("class") == "gap")
    assert float(gap.get("x").rstrip("%")) == pytest.approx(first, abs=0.01)
    assert float(gap.get("width").rstrip("%")) == pytest.approx(last - first, abs=0.02)


def test_a_partys_figures_are_joined_by_steps_downwards_in_time():
    steps = [found for found in drawn(line("2", "5", "9")).iter("line") if found.get("class") == "sign-step"]
    assert len(steps) == 2
    heights = [float(step.get(end).removesuffix("em")) for step in steps for end in ("y1", "y2")]
    assert heights == sorted(heights)


@given(st.text(st.characters(categories=("L", "N", "P", "Zs")), min_size=1, max_size=300))
def test_words_are_wrapped_so_that_they_fit_a_phone(name):
    rows = [
        " ".join(text.itertext()) for text in drawn(line("2", name=name)).iter("text") if text.get("class") != "tick"
    ]
    longest = max((len(word) for word in name.split()), default=0)
    assert all(len(row) <= max(42, longest) for row in rows)
    assert " ".join(rows).split() == [*name.split(), "2"]


def test_a_drawing_for_a_language_that_runs_to_the_left_begins_at_the_right():
    mirrored = drawn(line("2"), line("8"), wording=Wording("ranges_killed", "t", "d", True))
    ltr = drawn(line("2"), line("8"))
    places = [
        [float(found.get("cx").rstrip("%")) for found in tree.iter("circle") if found.get("class") == "sign-exact"]
        for tree in (ltr, mirrored)
    ]
    assert places[1] == pytest.approx([100 - place for place in places[0]])
    assert {text.get("direction") for text in mirrored.iter("text") if text.get("class") != "tick"} == {"rtl"}


def test_no_two_drawings_of_a_page_share_an_id():
    ids = [
        found.get("id")
        for name in ("ranges_killed", "ranges_injured")
        for found in drawn(line("2"), wording=Wording(name, "t", "d", False)).iter()
        if found.get("id")
    ]
    assert len(ids) == len(set(ids)) > 0


@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=6))
def test_ticks_are_few_and_round_and_hold_no_result_that_nobody_gave(figures):
    ticks = ticks_of(scale_of(figures, False), figures)
    assert 1 <= len(ticks) <= 6
    assert all(re.fullmatch(r"[0-9]{1,2}0*|0", str(tick.value)) for tick in ticks)
    said = {tick.value for tick in ticks if tick.has_words} - set(figures) - {0}
    pairs = [(one, other) for place, one in enumerate(figures) for other in figures[place + 1 :]]
    assert said.isdisjoint(one + other for one, other in pairs if one and other and one != other)
    assert said.isdisjoint((one + other) / 2 for one, other in pairs if one and other and one != other)


@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=6), st.booleans())
def test_a_larger_figure_never_stands_before_a_smaller_one(figures, is_mirrored):
    scale = scale_of(figures, is_mirrored)
    places = [scale.across(figure) for figure in sorted(figures, reverse=is_mirrored)]
    assert places == sorted(places)
    assert all(0 <= place <= 100 for place in places)
