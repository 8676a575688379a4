"""What a date's text says: bounds, precision, qualifiers, shape and place in the order of dates."""

import datetime

import msgspec
import pytest

from builder.model.dates import (
    Clock,
    Date,
    DateShape,
    Day,
    Edge,
    Part,
    Point,
    Precision,
    days_in_month,
    ends_before_start,
    sort_key,
    spanning,
)
from builder.reading.dates.edtf import read_date, read_end
from builder.reading.dates.not_a_date import NotADate

CENTURY, DECADE, YEAR, SEASON, MONTH, DAY, TIME = Precision


def bounds(date: Date) -> str:
    """Write both bounds as days; a bound that is not known is `-`."""
    return " ".join(written(day) if day else "-" for day in (date.earliest, date.latest))


def written(day: Day) -> str:
    sign = "-" if day.year < 0 else ""
    return f"{sign}{abs(day.year):04}-{day.month:02}-{day.day:02}"


def signs(date: Date) -> str:
    return "~" * date.approximate + "?" * date.uncertain


POINTS = (
    ("2023-09-19", "2023-09-19 2023-09-19", DAY),
    ("2023-09-28", "2023-09-28 2023-09-28", DAY),
    ("2023-09-29", "2023-09-29 2023-09-29", DAY),
    ("2023-09-30", "2023-09-30 2023-09-30", DAY),
    ("2023-01-31", "2023-01-31 2023-01-31", DAY),
    ("2023-12-31", "2023-12-31 2023-12-31", DAY),
    ("2024-02-29", "2024-02-29 2024-02-29", DAY),
    ("2000-02-29", "2000-02-29 2000-02-29", DAY),
    ("0000-02-29", "0000-02-29 0000-02-29", DAY),
    ("-0004-02-29", "-0004-02-29 -0004-02-29", DAY),
    ("-0043-03-15", "-0043-03-15 -0043-03-15", DAY),
    ("9999-12-31", "9999-12-31 9999-12-31", DAY),
    ("2023-09", "2023-09-01 2023-09-30", MONTH),
    ("2023-12", "2023-12-01 2023-12-31", MONTH),
    ("2023-02", "2023-02-01 2023-02-28", MONTH),
    ("2024-02", "2024-02-01 2024-02-29", MONTH),
    ("1900-02", "1900-02-01 1900-02-28", MONTH),
    ("2000-02", "2000-02-01 2000-02-29", MONTH),
    ("-0043-03", "-0043-03-01 -0043-03-31", MONTH),
    ("2023", "2023-01-01 2023-12-31", YEAR),
    ("0987", "0987-01-01 0987-12-31", YEAR),
    ("0000", "0000-01-01 0000-12-31", YEAR),
    ("-0001", "-0001-01-01 -0001-12-31", YEAR),
    ("-0043", "-0043-01-01 -0043-12-31", YEAR),
    ("Y17000", "17000-01-01 17000-12-31", YEAR),
    ("Y-17000", "-17000-01-01 -17000-12-31", YEAR),
    ("Y170000002", "170000002-01-01 170000002-12-31", YEAR),
    ("Y999999999999", "999999999999-01-01 999999999999-12-31", YEAR),
    ("202X", "2020-01-01 2029-12-31", DECADE),
    ("000X", "0000-01-01 0009-12-31", DECADE),
    ("-004X", "-0049-01-01 -0040-12-31", DECADE),
    ("-000X", "-0009-01-01 -0001-12-31", DECADE),
    ("20XX", "2000-01-01 2099-12-31", CENTURY),
    ("00XX", "0000-01-01 0099-12-31", CENTURY),
    ("-01XX", "-0199-01-01 -0100-12-31", CENTURY),
    ("-00XX", "-0099-01-01 -0001-12-31", CENTURY),
    ("2023-XX", "2023-01-01 2023-12-31", YEAR),
    ("2023-XX-XX", "2023-01-01 2023-12-31", YEAR),
    ("2023-09-XX", "2023-09-01 2023-09-30", MONTH),
    ("2024-02-XX", "2024-02-01 2024-02-29", MONTH),
    ("156X-12-25", "1560-12-25 1569-12-25", DECADE),
    ("15XX-12-25", "1500-12-25 1599-12-25", CENTURY),
    ("156X-12", "1560-12-01 1569-12-31", DECADE),
    ("156X-12-XX", "1560-12-01 1569-12-31", DECADE),
    ("156X-02", "1560-02-01 1569-02-28", DECADE),
    ("156X-02-29", "1560-02-29 1568-02-29", DECADE),
    ("15XX-02-29", "1504-02-29 1596-02-29", CENTURY),
    ("-004X-03-15", "-0049-03-15 -0040-03-15", DECADE),
    ("2023-21", "2023-03-01 2023-05-31", SEASON),
    ("2023-22", "2023-06-01 2023-08-31", SEASON),
    ("2023-23", "2023-09-01 2023-11-30", SEASON),
    ("2023-24", "2023-12-01 2024-02-29", SEASON),
    ("2024-24", "2024-12-01 2025-02-28", SEASON),
    ("2023-25", "2023-03-01 2023-05-31", SEASON),
    ("2023-26", "2023-06-01 2023-08-31", SEASON),
    ("2023-27", "2023-09-01 2023-11-30", SEASON),
    ("2023-28", "2023-12-01 2024-02-29", SEASON),
    ("2023-29", "2023-09-01 2023-11-30", SEASON),
    ("2023-30", "2023-12-01 2024-02-29", SEASON),
    ("2023-31", "2023-03-01 2023-05-31", SEASON),
    ("2023-32", "2023-06-01 2023-08-31", SEASON),
    ("2023-33", "2023-01-01 2023-03-31", SEASON),
    ("2023-34", "2023-04-01 2023-06-30", SEASON),
    ("2023-35", "2023-07-01 2023-09-30", SEASON),
    ("2023-36", "2023-10-01 2023-12-31", SEASON),
    ("2023-37", "2023-01-01 2023-04-30", SEASON),
    ("2023-38", "2023-05-01 2023-08-31", SEASON),
    ("2023-39", "2023-09-01 2023-12-31", SEASON),
    ("2023-40", "2023-01-01 2023-06-30", SEASON),
    ("2023-41", "2023-07-01 2023-12-31", SEASON),
    ("-0043-21", "-0043-03-01 -0043-05-31", SEASON),
)


@pytest.mark.parametrize(("text", "covered", "precision"), POINTS)
def test_a_date_covers_what_its_text_says_and_no_more(text: str, covered: str, precision: Precision) -> None:
    date = read_date(text)
    assert (date.text, date.shape, bounds(date), date.precision) == (text, DateShape.POINT, covered, precision)


@pytest.mark.parametrize(("text", "covered", "precision"), POINTS)
@pytest.mark.parametrize(("sign", "shown"), [("~", "~"), ("?", "?"), ("%", "~?")])
def test_a_qualifier_changes_neither_bounds_nor_precision(
    text: str, covered: str, precision: Precision, sign: str, shown: str
) -> None:
    date = read_date(text + sign)
    assert (date.text, bounds(date), date.precision, signs(date)) == (text + sign, covered, precision, shown)


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("2023-09-19T13:00", Clock(13, 0, None, None)),
        ("2023-09-19T00:00", Clock(0, 0, None, None)),
        ("2023-09-19T23:59:59", Clock(23, 59, 59, None)),
        ("2023-09-19T13:00Z", Clock(13, 0, None, 0)),
        ("2023-09-19T13:00:00Z", Clock(13, 0, 0, 0)),
        ("2023-09-19T13:00+00:00", Clock(13, 0, None, 0)),
        ("2023-09-19T13:00+04", Clock(13, 0, None, 240)),
        ("2023-09-19T13:00+04:00", Clock(13, 0, None, 240)),
        ("2023-09-19T13:00:05+04:30", Clock(13, 0, 5, 270)),
        ("2023-09-19T13:00-03:30", Clock(13, 0, None, -210)),
        ("2023-09-19T13:00-00:30", Clock(13, 0, None, -30)),
        ("2023-09-19T13:00+14:00", Clock(13, 0, None, 840)),
        ("2023-09-19T13:00-12", Clock(13, 0, None, -720)),
        ("2023-09-19T13:00~", Clock(13, 0, None, None)),
        ("2023-09-19T13:00+04:00?", Clock(13, 0, None, 240)),
    ],
)
def test_a_time_stays_on_the_day_that_it_was_written_for(text: str, clock: Clock) -> None:
    date = read_date(text)
    assert (bounds(date), date.precision, date.points[0].clock) == ("2023-09-19 2023-09-19", TIME, clock)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("2023-09-19", ()),
        ("2023-09", ()),
        ("2023-09-XX", (Part.DAY,)),
        ("2023-XX", (Part.MONTH,)),
        ("2023-XX-XX", (Part.MONTH, Part.DAY)),
        ("202X", (Part.YEAR,)),
        ("156X-12-25", (Part.YEAR,)),
        ("156X-12-XX", (Part.YEAR, Part.DAY)),
    ],
)
def test_what_is_marked_with_x_is_remembered(text: str, parts: tuple[Part, ...]) -> None:
    assert read_date(text).points[0].unspecified == parts


KNOWN, OPEN, UNKNOWN = Edge


@pytest.mark.parametrize(
    ("text", "covered", "edges", "precision", "marks"),
    [
        ("1964/2008", "1964-01-01 2008-12-31", (KNOWN, KNOWN), YEAR, ""),
        ("1988-02-20/1994-05-12", "1988-02-20 1994-05-12", (KNOWN, KNOWN), DAY, ""),
        ("2004-06/2006-08", "2004-06-01 2006-08-31", (KNOWN, KNOWN), MONTH, ""),
        ("2004-02-01/2005-02", "2004-02-01 2005-02-28", (KNOWN, KNOWN), MONTH, ""),
        ("2004-02-01/2005", "2004-02-01 2005-12-31", (KNOWN, KNOWN), YEAR, ""),
        ("2005/2006-02", "2005-01-01 2006-02-28", (KNOWN, KNOWN), YEAR, ""),
        ("2023/2023", "2023-01-01 2023-12-31", (KNOWN, KNOWN), YEAR, ""),
        ("2023-09-19/2023-09", "2023-09-19 2023-09-30", (KNOWN, KNOWN), MONTH, ""),
        ("2023-09/2023-09-19", "2023-09-01 2023-09-19", (KNOWN, KNOWN), MONTH, ""),
        ("2022-12-12/..", "2022-12-12 -", (KNOWN, OPEN), DAY, ""),
        ("2022-12-12/", "2022-12-12 -", (KNOWN, UNKNOWN), DAY, ""),
        ("../2023", "- 2023-12-31", (OPEN, KNOWN), YEAR, ""),
        ("/2023", "- 2023-12-31", (UNKNOWN, KNOWN), YEAR, ""),
        ("-0043/-0029", "-0043-01-01 -0029-12-31", (KNOWN, KNOWN), YEAR, ""),
        ("Y-17000/-9000", "-17000-01-01 -9000-12-31", (KNOWN, KNOWN), YEAR, ""),
        ("2023-21/2023-22", "2023-03-01 2023-08-31", (KNOWN, KNOWN), SEASON, ""),
        ("198X/1994", "1980-01-01 1994-12-31", (KNOWN, KNOWN), DECADE, ""),
        ("2004-06-XX/2004-07-03", "2004-06-01 2004-07-03", (KNOWN, KNOWN), MONTH, ""),
        ("1984~/2004-06", "1984-01-01 2004-06-30", (KNOWN, KNOWN), YEAR, "~"),
        ("1984/2004-06?", "1984-01-01 2004-06-30", (KNOWN, KNOWN), YEAR, "?"),
        ("1984?/2004-06~", "1984-01-01 2004-06-30", (KNOWN, KNOWN), YEAR, "~?"),
        ("2020?/..", "2020-01-01 -", (KNOWN, OPEN), YEAR, "?"),
        ("2023-09-19T13:00/2023-09-20", "2023-09-19 2023-09-20", (KNOWN, KNOWN), DAY, ""),
        ("2023-09-19T13:00+04:00/2023-09-19T10:00Z", "2023-09-19 2023-09-19", (KNOWN, KNOWN), TIME, ""),
        ("2023-09-20T00:30+04:00/2023-09-19T23:00Z", "2023-09-20 2023-09-20", (KNOWN, KNOWN), TIME, ""),
    ],
)
def test_an_interval_lies_between_its_start_and_its_end(
    text: str, covered: str, edges: tuple[Edge, Edge], precision: Precision, marks: str
) -> None:
    date = read_date(text)
    assert (date.text, date.is_interval, bounds(date)) == (text, True, covered)
    assert ((date.start, date.end), date.precision, signs(date)) == (edges, precision, marks)


@pytest.mark.parametrize(
    ("text", "covered", "points", "runs", "edges"),
    [
        ("[2023-09-19,2023-09-20]", "2023-09-19 2023-09-20", "2023-09-19 2023-09-20", (), (KNOWN, KNOWN)),
        ("[2023-09-20, 2023-09-19]", "2023-09-19 2023-09-20", "2023-09-20 2023-09-19", (), (KNOWN, KNOWN)),
        ("[1667,1668,1670..1672]", "1667-01-01 1672-12-31", "1667 1668 1670 1672", (2,), (KNOWN, KNOWN)),
        ("[1670..1672, 1680..1682]", "1670-01-01 1682-12-31", "1670 1672 1680 1682", (0, 2), (KNOWN, KNOWN)),
        ("[..2023-07]", "- 2023-07-31", "2023-07", (), (OPEN, KNOWN)),
        ("[1760-12..]", "1760-12-01 -", "1760-12", (), (KNOWN, OPEN)),
        ("[1760-01,1760-02,1760-12..]", "1760-01-01 -", "1760-01 1760-02 1760-12", (), (KNOWN, OPEN)),
        ("[..1983,1990..]", "- -", "1983 1990", (), (OPEN, OPEN)),
        ("[..1983,1985..1987,1990..]", "- -", "1983 1985 1987 1990", (1,), (OPEN, OPEN)),
        ("[1667,1760-12]", "1667-01-01 1760-12-31", "1667 1760-12", (), (KNOWN, KNOWN)),
        ("[2023]", "2023-01-01 2023-12-31", "2023", (), (KNOWN, KNOWN)),
        ("[2023-09-19..2023-09-19]", "2023-09-19 2023-09-19", "2023-09-19 2023-09-19", (0,), (KNOWN, KNOWN)),
        ("[2023~,2024]", "2023-01-01 2024-12-31", "2023~ 2024", (), (KNOWN, KNOWN)),
        ("[2023-09-19T13:00,2023-09-19T14:00]", "2023-09-19 2023-09-19",
         "2023-09-19T13:00 2023-09-19T14:00", (), (KNOWN, KNOWN)),
    ],
)  # fmt: skip
@pytest.mark.parametrize("shape", [DateShape.ONE_OF, DateShape.ALL_OF])
def test_a_set_covers_its_members(
    text: str, covered: str, points: str, runs: tuple[int, ...], edges: tuple[Edge, Edge], shape: DateShape
) -> None:
    written_set = text if shape is DateShape.ONE_OF else "{" + text[1:-1] + "}"
    date = read_date(written_set)
    assert (date.text, date.shape, bounds(date)) == (written_set, shape, covered)
    assert " ".join(point.text for point in date.points) == points
    assert (date.runs, (date.start, date.end)) == (runs, edges)


def test_a_set_pairs_the_ends_of_its_ranges() -> None:
    members = read_date("{1667,1670..1672,1680}").members
    assert [(first.text, last.text) for first, last in members] == [
        ("1667", "1667"),
        ("1670", "1672"),
        ("1680", "1680"),
    ]


@pytest.mark.parametrize(
    ("text", "truths"),
    [
        ("2023-09-19", {"is_point", "has_known_start", "has_known_end"}),
        ("2023~", {"is_point", "is_qualified", "has_known_start", "has_known_end"}),
        ("2023-09-19T13:00", {"is_point", "has_time", "has_known_start", "has_known_end"}),
        ("2022-12-12/..", {"is_interval", "has_known_start"}),
        ("/2023", {"is_interval", "has_known_end"}),
        ("[2022,2023]", {"is_one_of", "has_known_start", "has_known_end"}),
        ("{2022,2023}", {"is_all_of", "has_known_start", "has_known_end"}),
    ],
)
def test_a_date_can_be_asked_what_it_is(text: str, truths: set[str]) -> None:
    date = read_date(text)
    answers = {
        "is_point": date.is_point,
        "is_interval": date.is_interval,
        "is_one_of": date.is_one_of,
        "is_all_of": date.is_all_of,
        "is_qualified": date.is_qualified,
        "has_time": date.has_time,
        "has_known_start": date.has_known_start,
        "has_known_end": date.has_known_end,
    }
    assert {question for question, is_so in answers.items() if is_so} == truths


IN_ORDER = (
    "Y-17000",
    "-0043",
    "-0043-03-15",
    "0000",
    "19XX",
    "1988-02-20/1994-05-12",
    "20XX",
    "202X",
    "../2023",
    "2023",
    "2023-33",
    "2023-01",
    "2023-01-01",
    "2023-01-01T00:00",
    "2023-01-02",
    "2023-21",
    "2023-03",
    "[..2023-07]",
    "2023-07",
    "/2023-09-19",
    "2023-09-19/2023-09",
    "2023-09-19T14:00+14:00",
    "2023-09-19T05:00+04:00",
    "2023-09-19T06:00+04:00",
    "2023-09-19T06:30",
    "2023-09-19T06:30:01",
    "2023-09-19T03:00Z",
    "2023-09-19T23:00+04:00",
    "[2023-09-22,2023-09-20]",
    "2023-09-21",
    "2023-10-XX",
    "2023-10-01",
    "Y10000",
)


def test_dates_stand_in_one_order() -> None:
    in_baku = 240
    dates = [read_date(text) for text in IN_ORDER]
    keys = [sort_key(date, in_baku) for date in dates]
    assert [date.text for _, date in sorted(zip(keys, dates, strict=True), key=lambda pair: pair[0])] == list(
        IN_ORDER
    )
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2023-09", "2023-09-XX"),
        ("2023", "2023?"),
        ("2023-09-19", "2023-09-19~"),
        ("2023-09-19", "2023-09-19/2023-09-24"),
        ("2023-09-19", "2023-09-19/.."),
        ("../2023", "/2023"),
        ("../2023", "[..2023]"),
        ("2023-09-19T09:00Z", "2023-09-19T13:00+04:00"),
        ("2023-09-19T13:00", "2023-09-19T13:00+04:00"),
    ],
)
def test_only_the_id_decides_between_dates_that_begin_alike(one: str, other: str) -> None:
    assert sort_key(read_date(one), 240) == sort_key(read_date(other), 240)


def test_the_zone_moves_only_times_without_an_offset() -> None:
    morning, noon = read_date("2023-09-19T09:30Z"), read_date("2023-09-19T12:00")
    assert sort_key(noon, 240) < sort_key(morning, 240)
    assert sort_key(noon, 0) > sort_key(morning, 0)
    assert sort_key(morning, 0) == sort_key(morning, 240)


@pytest.mark.parametrize(
    ("start", "end", "text", "covered"),
    [
        ("2022-12-12", "..", "2022-12-12/..", "2022-12-12 -"),
        ("2022-12-12", "unknown", "2022-12-12/", "2022-12-12 -"),
        ("2022-12-12", "2023-09-19", "2022-12-12/2023-09-19", "2022-12-12 2023-09-19"),
        ("2022~", "2023-09?", "2022~/2023-09?", "2022-01-01 2023-09-30"),
    ],
)
def test_a_date_and_an_end_are_the_interval_that_they_mean(start: str, end: str, text: str, covered: str) -> None:
    joined = spanning(read_date(start), read_end(end))
    assert joined == read_date(text)
    assert bounds(joined) == covered


@pytest.mark.parametrize(
    ("start", "end", "is_before"),
    [
        ("2023", "2022", True),
        ("2023-09-19", "2023-09-18", True),
        ("2023-09-19", "2023-09", False),
        ("2023-09", "2023-09-01", False),
        ("2023-09-19T13:00", "2023-09-19T12:59", True),
        ("2023-09-19T13:00", "2023-09-19T13:00", False),
        ("2023-09-19T13:00+04:00", "2023-09-19T09:30Z", False),
        ("2023-09-19T13:00+04:00", "2023-09-19T08:30Z", True),
        ("2023-09-19T13:00+04:00", "2023-09-19T08:30", False),
        ("2023-09-19T13:00", "2023-09-19", False),
    ],
)
def test_an_end_is_called_too_early_only_when_that_is_sure(start: str, end: str, is_before: bool) -> None:
    assert ends_before_start(point(start), point(end)) is is_before


def point(text: str) -> Point:
    return read_date(text).points[0]


@pytest.mark.parametrize("text", ["0001-01-01", "1582-10-15", "1900-03-01", "2000-02-29", "2023-09-19", "9999-12-31"])
def test_days_are_counted_as_the_standard_library_counts_them(text: str) -> None:
    day, other = point(text).earliest, datetime.date.fromisoformat(text)
    assert (day.ordinal, day.weekday) == (other.toordinal(), other.weekday())


@pytest.mark.parametrize(
    ("day", "ordinal"),
    [
        (Day(1, 1, 1), 1),
        (Day(0, 12, 31), 0),
        (Day(0, 3, 1), -305),
        (Day(0, 2, 29), -306),
        (Day(-1, 12, 31), -366),
    ],
)
def test_days_before_year_1_are_counted_too(day: Day, ordinal: int) -> None:
    assert day.ordinal == ordinal


@pytest.mark.parametrize(
    ("year", "days"), [(2023, 28), (2024, 29), (1900, 28), (2000, 29), (0, 29), (-1, 28), (-4, 29)]
)
def test_february_has_a_leap_day_in_leap_years_alone(year: int, days: int) -> None:
    assert days_in_month(year, 2) == days


@pytest.mark.parametrize("text", ["2023-09-19", "Y-999999999999", "[..2023-07]", "2023-09-19T13:00+04:00~", "/2023"])
def test_a_date_survives_the_cache(text: str) -> None:
    date = read_date(text)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(date), type=Date) == date
    assert msgspec.json.decode(msgspec.json.encode(date), type=Date) == date


def test_a_refusal_survives_the_way_from_another_process() -> None:
    import pickle

    with pytest.raises(NotADate) as refused:
        read_date("2014-02-30")
    copy = pickle.loads(pickle.dumps(refused.value))
    assert (copy.says, copy.hint, copy.at) == (refused.value.says, refused.value.hint, 8)
