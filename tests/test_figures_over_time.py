"""Figures drawn over time: each form has a sign of its own, words never cover words, and no tick passes for a result."""

import re
import xml.etree.ElementTree as ElementTree
from collections import Counter
from functools import partial
from itertools import combinations, pairwise
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.drawing.figures_over_time import DrawnFigure, DrawnLine, Wording, draw_figures, draw_form
from builder.drawing.scale import scale_of, ticks_of
from builder.drawing.time_axis import axis_of, day_of, span_of
from builder.drawing.time_ticks import ticks_of_time
from builder.model.claim import Certainty
from builder.model.dates import Day
from builder.reading.claims import read_count
from builder.reading.dates.edtf import read_date
from builder.rendering.calendar_names import calendar_of, day_text, without_year

WORDING = Wording("figures_killed", "Figures over time", "A: 2. B: 5.", "day not known", False)
PATTERNS = {"west": "dots", "east": "hatch"}
# A phone of 360 px, in `em` of the drawing's type; and what a letter takes.
PHONE, LETTER = 24.0, 0.53
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
# So many figures on one day and of one size leave no room for the letters of all.
_MANY = 2
UNDATED = {
    "en": "date not known",
    "hy": "օրը հայտնի չէ",
    "az": "günü məlum deyil",
    "ru": "день неизвестен",
    "ar": "اليوم غير معروف",
}


def short_day(day: Day, has_year: bool, language: str = "en") -> str:
    calendar = calendar_of(language)
    return day_text(day, calendar.short_day if has_year else without_year(calendar.short_day), calendar)


def line(*figures: tuple[str, str | None], key: str = "A", side: str | None = "west") -> DrawnLine:
    """Make a claimant's line of counts and days."""
    return DrawnLine(key, side, tuple(figure(*found) for found in figures))


def figure(count: str, made: str | None, said: str | None = None) -> DrawnFigure:
    return DrawnFigure(read_count(count), said or count, span_of(read_date(made)) if made else None)


def svg(*lines: DrawnLine, wording: Wording = WORDING, language: str = "en", has_column: bool = False) -> str:
    spans = tuple(figure.span for line in lines for figure in line.figures if figure.span)
    return draw_figures(
        lines, spans, has_column, PATTERNS, wording, "{:,}".format, partial(short_day, language=language)
    )


def drawn(*lines: DrawnLine, **how) -> ElementTree.Element:
    return ElementTree.fromstring(svg(*lines, **how))


def signs(tree: ElementTree.Element) -> list[tuple[str, str]]:
    """List what draws figures: element and class."""
    return [
        (found.tag, found.get("class")) for found in tree.iter() if (found.get("class") or "").startswith("sign-")
    ]


def named(tree: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [found for found in tree.iter() if found.get("class") == name]


def number(found: ElementTree.Element, name: str) -> float:
    return float((found.get(name) or "0").removesuffix("em").removesuffix("%"))


class Box(NamedTuple):
    words: str
    left: float
    right: float
    top: float
    foot: float

    def meets(self, other: "Box") -> bool:
        # What touches does not cover.
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.foot, other.foot) - max(self.top, other.top)
        return across > 0.05 and down > 0.05


def boxes(tree: ElementTree.Element) -> list[Box]:
    """List what the words of a drawing cover on a phone."""
    found = []
    for text in tree.iter("text"):
        words = "".join(text.itertext())
        width = LETTER * len(words)
        start = number(text, "x") * PHONE / 100 + number(text, "dx")
        left = start - {"middle": width / 2, "end": width}.get(text.get("text-anchor", "start"), 0)
        foot = number(text, "y") + 0.2
        found.append(Box(words, left, left + width, foot - 0.95, foot))
    return found


def test_every_form_of_figure_has_a_sign_of_its_own():
    found = {form: tuple(signs(drawn(line((count, "2031-04-05"))))) for form, count in FORMS.items()}
    assert set(found) == set(Certainty)
    # Some and unknown differ by their words; at least and at most by where the arrow points.
    assert found.pop(Certainty.SOME) == found[Certainty.UNKNOWN] == (("text", "sign-words"),)
    assert found.pop(Certainty.AT_MOST) == found[Certainty.AT_LEAST]
    assert len(set(found.values())) == len(found)
    up, down = (named(drawn(line((count, "2031-04-05"))), "sign-head")[0].get("d") for count in ("4..", "..4"))
    assert up != down


@pytest.mark.parametrize("form", [*[form.value for form in Certainty], "step", "fold", "when", "past"])
def test_every_form_has_a_sign_for_the_legend(form):
    tree = ElementTree.fromstring(draw_form(form))
    assert tree.get("aria-hidden") == "true"
    assert len(list(tree.iter())) > 1


@pytest.mark.parametrize("count", ["some", "unknown"])
def test_what_has_no_number_stands_outside_the_scale_with_the_words_of_its_source(count):
    vague = DrawnLine("B", "east", (figure(count, "2031-04-06", "“possibly over 100”"),))
    tree = drawn(line(("0..9", "2031-04-05"), ("100", "2031-04-07")), vague)
    (sign,) = named(tree, "sign-words")
    scale = [number(found, "y1") for found in named(tree, "tick") if found.tag == "line"]
    highest = min(number(found, "cy") for found in named(tree, "sign-exact"))
    assert number(sign, "y") < min(*scale, highest)
    words = next(box for box in boxes(tree) if "over" in box.words)
    assert words.words == "B “possibly over 100”"
    assert words.foot < min(*scale, highest)


def test_the_words_of_a_source_have_a_row_of_their_own_where_they_do_not_fit_beside_the_sign():
    said = ("“possibly over 100”", "“a great many, of whom nobody kept a list at the time”")
    lines = [DrawnLine("B", None, (figure("unknown", "2031-04-06", words),)) for words in said]
    around = line(("2", "2031-04-05"), ("9", "2031-04-07"))
    assert [box.words for one in lines for box in boxes(drawn(around, one)) if box.words.startswith("B")] == [
        "B “possibly over 100”",
        "B “a great many, of whom nobody kept a li…",
    ]


def test_what_has_no_day_stands_in_a_column_of_its_own_beside_the_axis():
    tree = drawn(line(("2", "2031-04-05"), ("5", "2031-04-09"), ("9", None)))
    places = [number(found, "cx") for found in named(tree, "sign-exact")]
    (apart,) = named(tree, "sign-apart")
    assert places[0] < places[1] < number(apart, "x1") < places[2]
    assert [box.words for box in boxes(tree) if box.left > 17 and "known" in box.words] == ["known"]
    assert named(drawn(line(("2", "2031-04-05"), ("5", "2031-04-09"))), "sign-apart") == []


def test_a_drawing_without_undated_figures_keeps_the_axis_of_one_that_has_some():
    dated = (("2", "2031-04-05"), ("5", "2031-04-09"))
    alone, beside = drawn(line(*dated), has_column=True), drawn(line(*dated, ("9", None)))
    assert named(alone, "sign-apart") == []
    places = [[number(found, "cx") for found in named(tree, "sign-exact")] for tree in (alone, beside)]
    assert places[0] == places[1][:2]


def test_a_claimants_figures_are_joined_by_steps_along_and_then_up_or_down():
    tree = drawn(
        line(("2", "2031-04-05"), ("9", "2031-04-07"), ("5", "2031-04-09"), ("4", None)),
        line(("3", "2031-04-06"), key="B", side="east"),
    )
    steps = [tuple(number(found, name) for name in ("x1", "y1", "x2", "y2")) for found in named(tree, "sign-step")]
    marks = [(number(found, "cx"), number(found, "cy")) for found in named(tree, "sign-exact")]
    (x1, y1), (x2, y2), (x3, y3) = marks[:3]
    assert steps == [(x1, y1, x2, y1), (x2, y1, x2, y2), (x2, y2, x3, y2), (x3, y2, x3, y3)]


def test_lines_of_two_sides_differ_by_more_than_colour():
    tree = drawn(
        line(("2", "2031-04-05"), ("9", "2031-04-07")),
        line(("3", "2031-04-05"), ("8", "2031-04-07"), key="B", side="east"),
        line(("4", "2031-04-05"), ("7", "2031-04-07"), key="C", side=None),
    )
    assert len({found.get("stroke-dasharray") for found in named(tree, "sign-step")}) == 3
    fills = [found.get("fill") for found in named(tree, "sign-exact")]
    assert fills == [fill for side in ("west", "east") for fill in [f"url(#figures_killed_{side})"] * 2] + [None] * 2


def test_a_drawing_says_what_it_shows_to_those_who_do_not_see_it():
    tree = drawn(line(("2", "2031-04-05")))
    assert tree.get("role") == "img"
    assert tree.get("aria-labelledby") == "figures_killed_title figures_killed_text"
    assert [tree.findtext(tag) for tag in ("title", "desc")] == ["Figures over time", "A: 2. B: 5."]


def test_no_two_drawings_of_a_page_share_an_id():
    ids = [
        found.get("id")
        for name in ("figures_killed", "figures_injured")
        for found in drawn(line(("2", "2031-04-05")), wording=Wording(name, "t", "d", "u", False)).iter()
        if found.get("id")
    ]
    assert len(ids) == len(set(ids)) > 0


days = st.integers(1, 28).map(lambda day: f"2031-04-{day:02}")
dates = st.none() | days | st.sampled_from(
    ("2031-04-05T10:00", "2031-04-05T17:45+04:00", "2031-04", "2031-05-03/2031-05-20", "../2031-06-01", "2031-07-01/..",
     "2033-01-01", "1994")
)  # fmt: skip
counts = st.sampled_from((*FORMS.values(), "2", "9", "100417", "84700..", "~65000", "0..350", "200..1000"))
figures = st.lists(
    st.tuples(counts, dates, st.sampled_from((None, "≥ 84,700", "“dozens, as they were told”"))),
    min_size=1,
    max_size=4,
)


@st.composite
def charts(draw):
    """Make lines of one to four claimants, each in order of time and what has no day last."""
    lines = []
    for place, found in enumerate(draw(st.lists(figures, min_size=1, max_size=4))):
        made = [figure(*one) for one in found]
        # Only a figure without a number is written in words.
        made = [
            one
            if one.count.certainty in (Certainty.SOME, Certainty.UNKNOWN)
            else DrawnFigure(one.count, f"{one.count.low or one.count.high or 0:,}", one.span)
            for one in made
        ]
        in_order = sorted(made, key=lambda one: (one.span is None, one.span.middle if one.span else 0))
        lines.append(DrawnLine("ABCD"[place], ("west", "east", None)[place % 3], tuple(in_order)))
    return tuple(lines)


@given(charts(), st.sampled_from(tuple(UNDATED)))
def test_no_words_cover_others_on_a_phone_or_leave_the_drawing(lines, language):
    wording = Wording("name", "t", "d", UNDATED[language], language == "ar")
    found = boxes(drawn(*lines, wording=wording, language=language))
    assert [(one.words, other.words) for one, other in combinations(found, 2) if one.meets(other)] == []
    assert [box.words for box in found if box.left < -0.5 or box.right > PHONE + 0.5] == []


@given(charts())
def test_a_drawing_is_xml_without_styles_scripts_or_links(lines):
    text = svg(*lines)
    ElementTree.fromstring(text)
    assert not re.search(r"\bstyle=|<style|<script|\bon\w+=|href|hatching|\bgap\b", text)


@given(charts())
def test_a_letter_at_a_figure_is_that_of_its_claimant_and_left_out_only_in_a_crowd(lines):
    figures = [one for line in lines for one in line.figures]
    written = [found.text for found in drawn(*lines).iter("tspan")]
    keys = [line.key for line in lines for _ in line.figures]
    assert not Counter(written) - Counter(keys)
    # Where two figures of a claimant are one sign, one letter names both.
    signs = {(line.key, one.count, one.span) for line in lines for one in line.figures}
    assert len(written) >= len(signs) or len(figures) > _MANY


@given(charts())
def test_a_drawing_for_a_language_that_runs_to_the_left_is_its_mirror_image(lines):
    plain = drawn(*lines)
    mirrored = drawn(*lines, wording=Wording("figures_killed", "t", "d", "day not known", True))
    for name, across in (("sign-exact", "cx"), ("sign-words", "x"), ("sign-apart", "x1")):
        places = [[number(found, across) for found in named(tree, name)] for tree in (plain, mirrored)]
        assert places[1] == pytest.approx([100 - place for place in places[0]], abs=0.02)


def test_a_page_that_runs_to_the_left_turns_no_word_of_a_drawing_once_more(page):
    lines = (line(("2", "2031-04-05"), ("9", "2031-04-07")), line(("unknown", "2031-04-06"), key="B"))
    text = svg(*lines, wording=Wording("name", "t", "d", UNDATED["ar"], True), language="ar")
    places = []
    page.goto("about:blank")
    for direction in ("ltr", "rtl"):
        page.set_content(f'<html dir="{direction}"><body style="margin: 0; width: 336px">{text}')
        places.append(
            page.evaluate(
                "[...document.querySelectorAll('text')].map((text) => Math.round(text.getBoundingClientRect().left"
                " - document.querySelector('svg').getBoundingClientRect().left))"
            )
        )
    assert places[0] == places[1]


moments = st.lists(dates.filter(bool).map(lambda date: span_of(read_date(date))), min_size=1, max_size=8)


@given(moments)
def test_what_was_said_later_never_stands_before_what_was_said_earlier(spans):
    axis = axis_of(spans, 11, 93)
    bounds = sorted({bound for span in spans for bound in (span.first, span.last) if bound is not None})
    places = [axis.across(bound) for bound in bounds]
    assert places == sorted(places)
    assert len(set(places)) == len(places)
    assert all(11 <= place <= 93.000001 for place in places)


@given(moments)
def test_time_is_folded_only_where_nothing_was_said(spans):
    axis = axis_of(spans, 11, 93)
    bounds = sorted({bound for span in spans for bound in (span.first, span.last) if bound is not None})
    stretches = [(axis.across(one), axis.across(other), other - one) for one, other in pairwise(bounds)]
    folded = [(start, end, days) for start, end, days in stretches if any(start < fold < end for fold in axis.folds)]
    assert len(folded) == len(axis.folds)
    # A fold shortens: no stretch of time that is drawn at its length is longer than one that is folded.
    plain = [days for start, end, days in stretches if (start, end, days) not in folded]
    assert not folded or not plain or max(plain) < min(days for *_, days in folded)
    for span in spans:
        if span.first is not None and span.last is not None:
            assert all(not axis.across(span.first) < fold < axis.across(span.last) for fold in axis.folds) or (
                span.first < span.last
            )


@given(moments)
def test_only_days_on_which_something_was_said_are_named_on_the_axis(spans):
    ticks = ticks_of_time(axis_of(spans, 11, 93), tuple(spans), short_day, 100)
    said = {short_day(day_of(int(span.middle // 1)), has_year) for span in spans for has_year in (True, False)}
    assert {tick.words for tick in ticks if tick.words} <= said


@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=6))
def test_ticks_are_few_and_round_and_hold_no_result_that_nobody_gave(figures):
    ticks = ticks_of(scale_of(figures, 2, 13), figures)
    assert 1 <= len(ticks) <= 6
    assert all(re.fullmatch(r"[0-9]{1,2}0*|0", str(tick.value)) for tick in ticks)
    said = {tick.value for tick in ticks if tick.has_words} - set(figures) - {0}
    groups = [*combinations([figure for figure in figures if figure], 2), tuple(figures)]
    groups = [group for group in groups if len(set(group)) > 1]
    assert said.isdisjoint(sum(group) for group in groups)
    assert said.isdisjoint(sum(group) / len(group) for group in groups)


@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=6))
def test_a_larger_figure_never_stands_below_a_smaller_one(figures):
    scale = scale_of(figures, 2, 13)
    heights = [scale.down(figure) for figure in sorted(figures)]
    assert heights == sorted(heights, reverse=True)
    assert all(2 <= height <= 13 for height in heights)
