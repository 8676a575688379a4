"""What others say of EDTF: the examples of the specification, the `edtf` library, and any text at all."""

import math
from pathlib import Path
from time import struct_time
from typing import cast

import msgspec
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.model.dates import Date, Day, sort_key
from builder.reading.dates.edtf import read_date
from builder.reading.dates.not_a_date import NotADate
from builder.rendering.date_words import date_words, heading_words

STRINGS = Path(__file__).parent.parent / "themes" / "chronicle" / "strings" / "en.yaml"
PHRASES: dict[str, str] = yaml.load(STRINGS.read_text("utf-8"), yaml.CSafeLoader)["dates"]

# https://www.loc.gov/standards/datetime/, 4 February 2019: every example of levels 0 and 1.
LEVEL_0 = (
    *("1985-04-12", "1985-04", "1985"),
    *("1985-04-12T23:20:30", "1985-04-12T23:20:30Z", "1985-04-12T23:20:30-04", "1985-04-12T23:20:30+04:30"),
    *("1964/2008", "2004-06/2006-08", "2004-02-01/2005-02-08"),
    *("2004-02-01/2005-02", "2004-02-01/2005", "2005/2006-02"),
)
LEVEL_1 = (
    *("Y170000002", "Y-170000002", "2001-21", "1984?", "2004-06~", "2004-06-11%"),
    *("201X", "20XX", "2004-XX", "1985-04-XX", "1985-XX-XX"),
    *("1985-04-12/..", "1985-04/..", "1985/..", "../1985-04-12", "../1985-04", "../1985"),
    *("1985-04-12/", "1985-04/", "1985/", "/1985-04-12", "/1985-04", "/1985"),
    "-1985",
)
# Of level 2: the sets, sub-year groupings, and those examples whose bounds stay honest.
LEVEL_2_READ = (
    *("[1667,1668,1670..1672]", "[..1760-12-03]", "[1760-12..]", "[1760-01,1760-02,1760-12..]"),
    *("[1667,1760-12]", "[..1984]", "{1667,1668,1670..1672}", "{1960,1961-12}", "{..1984}"),
    *("2001-34", "156X-12-25", "15XX-12-25", "2004-06-XX/2004-07-03"),
)
LEVEL_2_REFUSED = (
    *("Y-17E7", "1950S2", "Y171010000S3", "Y3388E2S3"),
    *("2004-06~-11", "2004?-06-11", "?2004-06-~11", "2004-%06-11", "2004-06-~01/2004-06-~20"),
    *("XXXX-12-XX", "1XXX-XX", "1XXX-12", "1984-1X"),
)


@pytest.mark.parametrize("text", LEVEL_0 + LEVEL_1 + LEVEL_2_READ)
def test_every_example_of_the_specification_is_read(text: str) -> None:
    assert read_date(text).text == text


@pytest.mark.parametrize("text", LEVEL_2_REFUSED)
def test_what_level_2_adds_beyond_is_refused_with_advice(text: str) -> None:
    with pytest.raises(NotADate) as refused:
        read_date(text)
    assert refused.value.hint


OTHERS = (
    *("2023-09-19", "2024-02-29", "2024-02", "1900-02", "0000", "000X", "-004X", "19XX", "-0043-03-15"),
    *("2023-09-19~", "2023?", "1984~/2004-06", "1984?/2004-06~", "2023-22", "2023-23", "2023-25", "2023-33"),
    *(
        "2023-40",
        "2023-41",
        "[2023-09-19, 2023-09-20]",
        "[1988..1994]",
        "{2023-09-19..2023-09-25}",
        "Y-17000",
    ),
    *("2023-09-19T13:00:00Z", "2023-09-19T13:00:00+04:00", "156X-12", "2023-10-XX/2023-11"),
)
# Texts of which the library says something else, and why we do not follow it.
DISAGREEMENTS = (
    ("1985-04-12/", "1985-04-12 1995-04-12", "an unknown end has no bound; the library makes up ten years"),
    ("1985-04/", "1985-04-01 1995-04-01", "the same"),
    ("1985/", "1985-01-01 1995-01-01", "the same"),
    ("/1985-04-12", "1975-04-12 1985-04-12", "an unknown start has no bound; the library makes up ten years"),
    ("/1985-04", "1975-04-30 1985-04-30", "the same"),
    ("/1985", "1975-12-31 1985-12-31", "the same"),
    (
        "2023-24",
        "2023-12-01 2023-12-31",
        "a winter ends in the next year; the library cuts it off, and says so",
    ),
    ("2023-02-29", "2023-02-29 2023-02-29", "no day of the calendar"),
    ("2023/2022", "2023-01-01 2022-12-31", "the end comes before the start"),
    ("2023-09-19T24:00:00", "2023-09-19 2023-09-19", "ISO 8601-1:2019 has no hour 24"),
    ("2023-09-19T13:00", "refused", "seconds may be left out here: sources seldom have them"),
    ("2023-09-19T13:00:00~", "refused", "a time may be approximate here, as most times in the news are"),
    ("2023-09-19T13:00:00Z/2023-09-20", "refused", "a time may stand in an interval here"),
    ("[2023]", "refused", "a set of one is a set"),
    ("[2023-09-19~,2023-09-20..2023-09]", "refused", "a range may have sides of two precisions"),
    ("1XXX", "1000-01-01 1999-12-31", "level 1 leaves open two digits at most"),
    ("1950S2", "1950-01-01 1950-12-31", "significant digits are not read; the library ignores them here"),
)


@pytest.mark.parametrize("text", [
    *LEVEL_0, *LEVEL_2_READ, *OTHERS,
    *(text for text in LEVEL_1 if text not in {text for text, _, _ in DISAGREEMENTS}),
])  # fmt: skip
def test_the_library_sees_the_same_bounds(text: str) -> None:
    assert ours(text) == theirs(text)


@pytest.mark.parametrize(("text", "seen", "reason"), DISAGREEMENTS)
def test_the_library_is_not_followed_for_a_reason(text: str, seen: str, reason: str) -> None:
    assert theirs(text) == seen
    assert ours(text) != seen, reason


def ours(text: str) -> str:
    try:
        date = read_date(text)
    except NotADate:
        return "refused"
    return " ".join(f"{day.year}-{day.month:02}-{day.day:02}" if day else "-" for day in (date.earliest, date.latest))


def theirs(text: str) -> str:
    # Not imported by every worker that collects these tests: at its start it makes a grammar.
    from edtf import parse_edtf
    from edtf.parser.edtf_exceptions import EDTFParseException

    try:
        date = parse_edtf(text)
    except EDTFParseException:
        return "refused"
    return " ".join(their_day(day) for day in (date.lower_strict(), date.upper_strict()))


def their_day(day: struct_time | float) -> str:
    if isinstance(day, float):
        assert math.isinf(day)
        return "-"
    return f"{day.tm_year}-{day.tm_mon:02}-{day.tm_mday:02}"


YEARS = st.one_of(
    st.integers(0, 9999).map("{:04}".format),
    st.integers(1, 9999).map("-{:04}".format),
    st.integers(10_000, 999_999_999_999).map("Y{}".format),
    st.integers(10_000, 999_999_999_999).map("Y-{}".format),
    st.integers(0, 999).map("{:03}X".format),
    st.integers(0, 99).map("{:02}XX".format),
)
TWO_DIGITS = st.integers(0, 45).map("{:02}".format) | st.just("XX")
CLOCKS = st.builds(
    "T{:02}:{:02}{}{}".format,
    st.integers(0, 24),
    st.integers(0, 60),
    st.sampled_from(["", ":00", ":59"]),
    st.sampled_from(["", "Z", "+04:00", "-03:30", "+14"]),
)
POINTS = st.builds(
    lambda year, rest, clock, sign: year + "".join("-" + digits for digits in rest) + clock * (len(rest) == 2) + sign,
    YEARS,
    st.lists(TWO_DIGITS, max_size=2),
    CLOCKS | st.just(""),
    st.sampled_from(["", "", "~", "?", "%"]),
)
SIDES = POINTS | st.sampled_from(["", ".."])
MEMBERS = POINTS | st.builds("{}..{}".format, POINTS | st.just(""), POINTS | st.just(""))
SETS = st.builds(
    "{0[0]}{1}{0[1]}".format, st.sampled_from(["[]", "{}"]), st.lists(MEMBERS, max_size=4).map(", ".join)
)
LIKELY = POINTS | st.builds("{}/{}".format, SIDES, SIDES) | SETS
NEAR = st.text(alphabet="0123456789XYTZ-+:./,[]{}?~% –٣ˑ", max_size=30)


# A busy machine is no failure.
UNHURRIED = settings(deadline=None)


def outcome(text: str) -> Date | NotADate:
    try:
        return read_date(text)
    except NotADate as refusal:
        return refusal


DATES = LIKELY.map(outcome).filter(lambda read: isinstance(read, Date)).map(lambda read: cast(Date, read))


@UNHURRIED
@given(st.text() | NEAR | LIKELY)
def test_any_text_is_a_date_or_is_refused_with_a_reason_and_a_way_out(text: str) -> None:
    match outcome(text):
        case NotADate(says=says, hint=hint, at=at):
            assert says
            assert hint
            assert 0 <= at <= len(text)
        case Date() as date:
            assert date.text == text
            assert all(point.text in text for point in date.points)


@UNHURRIED
@given(DATES)
def test_no_date_ends_before_it_begins(date: Date) -> None:
    assert all(point.earliest <= point.latest for point in date.points)
    if date.earliest is not None and date.latest is not None:
        assert date.earliest <= date.latest


@UNHURRIED
@given(DATES)
def test_bounds_are_never_made_up(date: Date) -> None:
    assert (date.earliest is None) == (not date.has_known_start)
    assert (date.latest is None) == (not date.has_known_end)


@UNHURRIED
@given(DATES, DATES, st.integers(-840, 840))
def test_any_two_dates_have_an_order(one: Date, other: Date, zone_offset: int) -> None:
    keys = (sort_key(one, zone_offset), sort_key(other, zone_offset))
    assert (keys[0] < keys[1]) + (keys[0] == keys[1]) + (keys[0] > keys[1]) == 1


@UNHURRIED
@given(DATES)
def test_any_date_survives_the_cache(date: Date) -> None:
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(date), type=Date) == date


@UNHURRIED
@given(st.dates())
def test_every_day_of_the_standard_library_is_read_as_it_is(day: object) -> None:
    date = read_date(str(day))
    assert date.earliest == date.latest
    assert isinstance(date.earliest, Day)


@UNHURRIED
@given(DATES, st.sampled_from(["en", "hy", "hu", "ja"]))
def test_any_date_can_be_said(date: Date, language: str) -> None:
    for words in (date_words(date, language, PHRASES), heading_words(date, language, PHRASES)):
        assert words == words.strip() != ""
