"""How a date is said: as vaguely as it was written, in the site's language."""

from pathlib import Path

import pytest
import yaml
from babel import Locale

from builder.model.dates import Day
from builder.model.direction import _LEFT_TO_RIGHT, direction_of
from builder.model.month_names import month_names
from builder.reading.dates.edtf import read_date
from builder.rendering.calendar_names import calendar_of, known_calendars, known_signs, signs_of
from builder.rendering.date_words import (
    date_words,
    datetime_attribute,
    heading_words,
    moment_words,
    month_words,
    time_words,
    weekday_words,
)
from builder.rendering.language_facts import facts_of, make_known
from builder.rendering.numbers import known_numbers, number_writer, plural_namer

STRINGS = Path(__file__).parent.parent / "themes" / "chronicle" / "strings" / "en.yaml"
PHRASES: dict[str, str] = yaml.load(STRINGS.read_text("utf-8"), yaml.CSafeLoader)["dates"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2023-09-19", "19 September 2023"),
        ("2023-09-09", "9 September 2023"),
        ("2023-09", "September 2023"),
        ("2023", "2023"),
        ("2023-09-19~", "about 19 September 2023"),
        ("2023-09-19?", "perhaps 19 September 2023"),
        ("2023-09-19%", "perhaps about 19 September 2023"),
        ("2023~", "about 2023"),
        ("2023-09-XX", "September 2023, day unknown"),
        ("2023-09-XX~", "about September 2023, day unknown"),
        ("2023-XX", "2023, month unknown"),
        ("2023-XX-XX", "2023, day unknown"),
        ("202X", "the 2020s"),
        ("200X", "the 2000s (2000–2009)"),
        ("20XX", "the 2000s (2000–2099)"),
        ("19XX~", "about the 1900s (1900–1999)"),
        ("156X-12-25", "25 December in the 1560s"),
        ("156X-02-29", "29 February in the 1560s"),
        ("156X-12", "December in the 1560s"),
        ("156X-12-XX", "December in the 1560s, day unknown"),
        ("2023-21", "spring 2023"),
        ("2023-24?", "perhaps winter 2023"),
        ("2023-30", "summer 2023 (southern hemisphere)"),
        ("2023-36", "fourth quarter of 2023"),
        ("2023-39", "last third of 2023"),
        ("2023-41", "second half of 2023"),
    ],
)
def test_a_date_is_said_as_vaguely_as_it_was_written(text: str, words: str) -> None:
    assert date_words(read_date(text), "en", PHRASES) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("-0043", "44 BC"),
        ("-0043-03-15", "15 March 44 BC"),
        ("-0043-03", "March 44 BC"),
        ("0000", "1 BC"),
        ("0014", "14 AD"),
        ("0987", "987"),
        ("-0043/0014", "44 BC – 14 AD"),
        ("-004X", "50 BC – 41 BC"),
        ("000X", "1 BC – 9 AD"),
        ("-000X", "10 BC – 2 BC"),
        ("Y12023", "12023"),
        ("Y-17000", "17001 BC"),
        ("Y170000002", "170000002"),
    ],
)
def test_years_beyond_the_calendar_of_computers_are_said_too(text: str, words: str) -> None:
    assert date_words(read_date(text), "en", PHRASES) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1988-02-20/1994-05-12", "20 February 1988 – 12 May 1994"),
        ("2023-09-19/2023-09-20", "19–20 September 2023"),
        ("2020-09-27/2020-11-10", "27 September – 10 November 2020"),
        ("2023-12-31/2024-01-01", "31 December 2023 – 1 January 2024"),
        ("2023-09-19/2023-09-19", "19 September 2023"),
        ("2023-09/2023-11", "September–November 2023"),
        ("2023-09/2024-01", "September 2023 – January 2024"),
        ("1988/1994", "1988–1994"),
        ("1988/1994-05", "1988 – May 1994"),
        ("1988-02-20/1994", "20 February 1988 – 1994"),
        ("1988~/1994", "about 1988 – 1994"),
        ("2020?/2023-09~", "perhaps 2020 – about September 2023"),
        ("2023-09-19~/2023-09-20", "about 19 September 2023 – 20 September 2023"),
        ("198X/199X", "the 1980s – the 1990s"),
        ("2022-12-12/..", "since 12 December 2022"),
        ("2022~/..", "since about 2022"),
        ("2022-12-12/", "from 12 December 2022, end unknown"),
        ("../2023", "until 2023"),
        ("/2023", "until 2023, start unknown"),
    ],
)
def test_an_interval_says_what_its_sides_share_once(text: str, words: str) -> None:
    assert date_words(read_date(text), "en", PHRASES) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[2023-09-19,2023-09-20]", "19 or 20 September 2023"),
        ("{2023-09-19,2023-09-20}", "19 and 20 September 2023"),
        ("[2023-09-30,2023-10-01]", "30 September or 1 October 2023"),
        ("[2023-09-19,2023-09-20,2023-09-22]", "19, 20 or 22 September 2023"),
        ("[2023-12-31,2024-01-01]", "31 December 2023 or 1 January 2024"),
        ("[2023-07,2023-09]", "July or September 2023"),
        ("[1960,1961-12]", "1960 or December 1961"),
        ("{1960,1961~}", "1960 and about 1961"),
        ("[1988..1994]", "between 1988 and 1994"),
        ("[2023-09-19..2023-09-25]", "between 19 and 25 September 2023"),
        ("{1988..1994}", "all of 1988–1994"),
        ("{1667,1668,1670..1672}", "1667, 1668 and 1670–1672"),
        ("[1667,1668,1670..1672]", "1667, 1668 or between 1670 and 1672"),
        ("[..2023-07]", "before or in July 2023"),
        ("[..1760-12-03]", "on or before 3 December 1760"),
        ("[1760-12..]", "in or after December 1760"),
        ("[2023-09-19..]", "on or after 19 September 2023"),
        ("[..1983,1990..]", "before or in 1983 or in or after 1990"),
        ("{..1984}", "1984 and all before"),
        ("{1984..}", "1984 and all after"),
        ("[2023]", "2023"),
    ],
)
def test_a_set_says_whether_one_or_all_are_meant(text: str, words: str) -> None:
    assert date_words(read_date(text), "en", PHRASES) == words


@pytest.mark.parametrize(
    ("text", "zone", "words"),
    [
        ("2023-09-19T13:00+04:00", "Asia/Baku", "19 September 2023, 13:00 (UTC+4)"),
        ("2023-09-19T13:00:05-03:30", None, "19 September 2023, 13:00:05 (UTC−3:30)"),
        ("2023-09-19T13:00Z", None, "19 September 2023, 13:00 (UTC)"),
        ("2023-09-19T13:00", "Asia/Baku", "19 September 2023, 13:00, Asia/Baku time"),
        ("2023-09-19T13:00", None, "19 September 2023, 13:00"),
        ("2023-09-19T13:00+04:00~", None, "19 September 2023, about 13:00 (UTC+4)"),
        ("2023-09-19T13:00?", None, "perhaps 19 September 2023, 13:00"),
        ("2023-09-19T13:00%", None, "perhaps 19 September 2023, about 13:00"),
        ("2023-09-19T13:00+04/2023-09-19T15:00+04", None, "19 September 2023, 13:00–15:00 (UTC+4)"),
        ("2023-09-19T13:00~/2023-09-19T15:00", None, "19 September 2023, about 13:00 – 15:00"),
        ("2023-09-19T13:00Z/2023-09-20", None, "19 September 2023, 13:00 (UTC) – 20 September 2023"),
    ],
)
def test_a_time_shows_its_offset_or_the_zone_that_it_is_read_in(text: str, zone: str | None, words: str) -> None:
    assert date_words(read_date(text), "en", PHRASES, zone) == words


@pytest.mark.parametrize(
    ("text", "zone", "words"),
    [
        ("2023-09-19T13:00+04:00", None, "13:00 (UTC+4)"),
        ("2023-09-19T13:00~", "Asia/Baku", "about 13:00, Asia/Baku time"),
        ("2023-09-19", "Asia/Baku", None),
        ("2023-09-19T13:00/..", None, None),
    ],
)
def test_a_time_can_be_said_without_its_day(text: str, zone: str | None, words: str | None) -> None:
    assert time_words(read_date(text), "en", PHRASES, zone) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2023-09-19", "19 September 2023"),
        ("2023-09-19~", "about 19 September 2023"),
        ("2023-09-19T13:00+04:00", "19 September 2023"),
        ("2023-09-19T13:00~", "19 September 2023"),
        ("2023-09-19T13:00?", "perhaps 19 September 2023"),
        ("2023-09", "September 2023, day unknown"),
        ("2023-09-XX", "September 2023, day unknown"),
        ("2023-09~", "about September 2023, day unknown"),
        ("2023", "2023, day unknown"),
        ("2023-XX", "2023, month unknown"),
        ("2023-21", "spring 2023, day unknown"),
        ("202X", "the 2020s, year unknown"),
        ("1988-02-20/1994-05-12", "20 February 1988"),
        ("2023-09/..", "September 2023, day unknown"),
        ("2023-09-19T13:00/2023-09-24", "19 September 2023"),
        ("/2023", "until 2023, start unknown"),
        ("[2023-09-19,2023-09-20]", "19 or 20 September 2023"),
        ("[..2023-07]", "before or in July 2023"),
    ],
)
def test_a_heading_says_where_a_date_begins_and_what_is_unknown(text: str, words: str) -> None:
    assert heading_words(read_date(text), "en", PHRASES) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["19 September 2023", "September 2023", "27 September – 10 November 2020", "44 BC"]),
        ("en-US", ["September 19, 2023", "September 2023", "September 27 – November 10, 2020", "44 BC"]),
        ("hy", ["19 սեպտեմբերի, 2023 թ.", "2023 թ․ սեպտեմբեր", "27 սեպտեմբերի – 10 նոյեմբերի, 2020 թ.",
                "մ.թ.ա. 44 թ."]),
        ("az", ["19 sentyabr 2023", "sentyabr 2023", "27 sentyabr – 10 noyabr 2020", "e.ə. 44"]),
        ("ru", ["19 сентября 2023\u202fг.", "сентябрь 2023\u202fг.", "27 сентября – 10 ноября 2020\u202fг.",
                "44\u202fг. до н. э."]),
        ("ar", ["19 سبتمبر 2023", "سبتمبر 2023", "27 سبتمبر – 10 نوفمبر 2020", "44 ق.م"]),
        ("ka", ["19 სექტემბერი, 2023", "სექტემბერი, 2023", "27 სექტემბერი – 10 ნოემბერი, 2020", "44 ძვ. წ."]),
        ("hu", ["2023. szeptember 19.", "2023. szeptember", "2020. szeptember 27. – november 10.",
                "i. e. 44."]),
        ("ja", ["2023年9月19日", "2023年9月", "2020年9月27日–11月10日", "紀元前44年"]),
        ("az-Latn", ["19 sentyabr 2023", "sentyabr 2023", "27 sentyabr – 10 noyabr 2020", "e.ə. 44"]),
        ("xx-unknown", ["19 September 2023", "September 2023", "27 September – 10 November 2020", "44 BC"]),
    ],
)  # fmt: skip
def test_months_and_their_order_are_those_of_the_language(language: str, words: list[str]) -> None:
    texts = ("2023-09-19", "2023-09", "2020-09-27/2020-11-10", "-0043")
    assert [date_words(read_date(text), language, PHRASES) for text in texts] == words


def test_a_date_before_christ_stands_in_the_pattern_of_its_language() -> None:
    ides = read_date("-0043-03-15")
    assert date_words(ides, "hy", PHRASES) == "15 մարտի, մ.թ.ա. 44 թ."
    assert date_words(ides, "ja", PHRASES) == "紀元前44年3月15日"
    assert date_words(ides, "hu", PHRASES) == "i. e. 44. március 15."


def test_no_language_lends_its_months_to_another() -> None:
    # Babel 2.18 does so: ask it for months in Azerbaijani, and Arabic and Georgian ones are Azerbaijani too.
    languages = ("az", "ar", "ka", "he", "hy", "ru", "az")
    assert [month_words(2023, 9, language, PHRASES).split()[0].strip(",") for language in languages] == [
        "sentyabr", "سبتمبر", "სექტემბერი", "ספטמבר", "2023", "сентябрь", "sentyabr"
    ]  # fmt: skip


@pytest.mark.parametrize(
    "language", ["de", "fr", "es", "pt-BR", "uk", "tr", "fa", "he", "ur", "zh", "ko", "th", "eu", "lt"]
)
@pytest.mark.parametrize(
    "text", ["2023-09-19", "2023-09", "-0043-03-15", "Y-17000", "2023-09-19/2023-09-20", "156X-12-25"]
)
def test_no_language_is_at_a_loss(language: str, text: str) -> None:
    words = date_words(read_date(text), language, PHRASES)
    assert words == words.strip()
    assert "{" not in words


def test_the_strings_of_a_language_may_set_its_patterns() -> None:
    phrases = {**PHRASES, "day_pattern": "d MMMM y", "month_pattern": "LLLL y"}
    assert date_words(read_date("2023-09-19"), "ru", phrases) == "19 сентября 2023"
    assert month_words(2023, 9, "ru", phrases) == "сентябрь 2023"


def test_phrases_are_templates_and_nothing_more() -> None:
    phrases = {**PHRASES, "about": "{date} or so, {date.__class__} {0} {{date}} {end}"}
    shown = date_words(read_date("2023~"), "en", phrases)
    assert shown == "2023 or so, {date.__class__} {0} {2023} {end}"


@pytest.mark.parametrize(
    ("day", "language", "words"),
    [
        (Day(2023, 9, 19), "en", "Tuesday"),
        (Day(2023, 9, 19), "hy", "երեքշաբթի"),
        (Day(2023, 9, 24), "ru", "воскресенье"),
        (Day(1, 1, 1), "en", "Monday"),
        (Day(9999, 12, 31), "en", "Friday"),
        (Day(0, 12, 31), "en", None),
        (Day(10000, 1, 1), "en", None),
    ],
)
def test_a_weekday_is_said_where_it_means_something(day: Day, language: str, words: str | None) -> None:
    assert weekday_words(day, language) == words


def test_a_list_says_weekday_and_month_apart() -> None:
    assert (weekday_words(Day(2023, 9, 19), "en"), month_words(2023, 9, "en", PHRASES)) == (
        "Tuesday",
        "September 2023",
    )
    assert (weekday_words(Day(-43, 3, 15), "en"), month_words(-43, 3, "en", PHRASES)) == (None, "March 44 BC")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2023", "2023"),
        ("0987", "0987"),
        ("Y12023", "12023"),
        ("2023-09", "2023-09"),
        ("2023-09-19", "2023-09-19"),
        ("2023-09-XX", "2023-09"),
        ("2023-XX", "2023"),
        ("2023-09-19T13:00", "2023-09-19T13:00"),
        ("2023-09-19T13:00:05", "2023-09-19T13:00:05"),
        ("2023-09-19T13:00Z", "2023-09-19T13:00Z"),
        ("2023-09-19T13:00+04", "2023-09-19T13:00+04:00"),
        ("2023-09-19T13:00-03:30", "2023-09-19T13:00-03:30"),
        ("0000", None),
        ("-0043-03-15", None),
        ("202X", None),
        ("20XX", None),
        ("156X-12-25", None),
        ("2023-21", None),
        ("2023~", None),
        ("2023-09-19?", None),
        ("2023-09-19T13:00%", None),
        ("2022-12-12/..", None),
        ("2022/2023", None),
        ("[2023]", None),
        ("{2022,2023}", None),
    ],
)
def test_html_is_told_a_date_only_where_it_can_hold_it(text: str, value: str | None) -> None:
    assert datetime_attribute(read_date(text)) == value


# What a language says of dates with words of its own: unknown, about, spans, open ends, seasons, eras, times, sets.
IN_LANGUAGES = (
    "2023-09-XX",
    "2023~",
    "2023-09-19?",
    "2020-09-27/2020-11-10",
    "2023-09-19/2023-09-20",
    "2022-12-12/..",
    "2022-12/",
    "../2023",
    "2023-21",
    "-0043-03-15",
    "198X",
    "2023-09-19T13:00+04:00",
    "2023-09-19T13:00~",
    "[2023-09-19,2023-09-20]",
    "{2022,2023}",
    "[..2023-07]",
)


def phrases_of(language: str) -> dict[str, str]:
    place = STRINGS.with_name(f"{language}.yaml")
    words: dict[str, str] = yaml.load(place.read_text("utf-8"), yaml.CBaseLoader)["dates"]
    return words


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "hy",
            [
                "2023 թ. սեպտեմբեր, օրն անհայտ է",
                "մոտավորապես 2023",
                "հնարավոր է՝ 19 սեպտեմբերի, 2023 թ.",
                "27 սեպտեմբերի – 10 նոյեմբերի, 2020 թ.",
                "19–20 սեպտեմբերի, 2023 թ.",
                "սկիզբ՝ 12 դեկտեմբերի, 2022 թ.",
                "սկիզբ՝ 2022 թ. դեկտեմբեր, վերջն անհայտ է",
                "մինչև 2023",
                "գարուն, 2023",
                "15 մարտի, մ.թ.ա. 44 թ.",
                "1980-ական թթ.",
                "19 սեպտեմբերի, 2023 թ., 13:00 (UTC+4)",
                "19 սեպտեմբերի, 2023 թ., մոտավորապես 13:00 (ժամային գոտի՝ Asia/Baku)",
                "19 կամ 20 սեպտեմբերի, 2023 թ.",
                "2022 և 2023",
                "2023 թ. հուլիս կամ ավելի վաղ",
            ],
        ),
        (
            "az",
            [
                "sentyabr 2023, gün məlum deyil",
                "təxminən 2023",
                "ehtimal ki, 19 sentyabr 2023",
                "27 sentyabr – 10 noyabr 2020",
                "19–20 sentyabr 2023",
                "12 dekabr 2022 tarixindən bəri",
                "dekabr 2022 tarixindən, sonu məlum deyil",
                "2023 tarixinə qədər",
                "2023, yaz",
                "15 mart e.ə. 44",
                "1980–1989-cu illər",
                "19 sentyabr 2023, 13:00 (UTC+4)",
                "19 sentyabr 2023, təxminən 13:00 (saat qurşağı: Asia/Baku)",
                "19 və ya 20 sentyabr 2023",
                "2022 və 2023",
                "iyul 2023 və ya daha əvvəl",
            ],
        ),
        (
            "ru",
            [
                "сентябрь 2023\u202fг., день неизвестен",
                "примерно 2023",
                "возможно, 19 сентября 2023\u202fг.",
                "27 сентября – 10 ноября 2020\u202fг.",
                "19–20 сентября 2023\u202fг.",
                "начало: 12 декабря 2022\u202fг.",
                "начало: декабрь 2022\u202fг., конец неизвестен",
                "конец: 2023",
                "весна, 2023",
                "15 марта 44\u202fг. до н. э.",
                "1980-е годы",
                "19 сентября 2023\u202fг., 13:00 (UTC+4)",
                "19 сентября 2023\u202fг., примерно 13:00 (часовой пояс Asia/Baku)",
                "19 или 20 сентября 2023\u202fг.",
                "2022 и 2023",
                "июль 2023\u202fг. или раньше",
            ],
        ),
        (
            "ar",
            [
                "سبتمبر 2023، اليوم غير معروف",
                "نحو 2023",
                "ربما 19 سبتمبر 2023",
                "27 سبتمبر – 10 نوفمبر 2020",
                "19–20 سبتمبر 2023",
                "منذ 12 ديسمبر 2022",
                "من ديسمبر 2022، والنهاية غير معروفة",
                "حتى 2023",
                "ربيع 2023",
                "15 مارس 44 ق.م",
                "السنوات 1980–1989",
                "19 سبتمبر 2023، 13:00 (UTC+4)",
                "19 سبتمبر 2023، نحو 13:00 (المنطقة الزمنية Asia/Baku)",
                "19 أو 20 سبتمبر 2023",
                "2022 و2023",
                "في يوليو 2023 أو قبله",
            ],
        ),
    ],
)
def test_every_kind_of_date_is_said_in_every_language_of_the_theme(language: str, said: list[str]) -> None:
    phrases = phrases_of(language)
    assert [date_words(read_date(text), language, phrases, "Asia/Baku") for text in IN_LANGUAGES] == said


def test_the_word_for_year_goes_before_the_era_where_a_language_has_it_so() -> None:
    ides = read_date("-0043-03-15/-0043-03-17")
    assert date_words(ides, "ru", PHRASES) == "15–17 марта 44\u202fг. до н. э."
    assert date_words(read_date("0014-03"), "ru", PHRASES) == "март 14\u202fг. н. э."


def test_a_moment_is_said_in_its_own_language_whatever_was_asked_before() -> None:
    # With Babel 2.18 itself, Arabic months are Azerbaijani once it was asked for those.
    said = [
        moment_words("2026-11-22T12:00:00Z", language, phrases_of(language)) for language in ("az", "ar", "hy", "ru")
    ]
    assert said == [
        "22 noyabr 2026, 12:00 UTC",
        "22 نوفمبر 2026، 12:00 UTC",
        "22 նոյեմբերի, 2026 թ., 12:00 UTC",
        "22 ноября 2026\u202fг., 12:00 UTC",
    ]


def test_a_language_has_its_own_months_whichever_was_asked_for_before():
    asked = [dict(month_names(tag)) for tag in ("az", "hy", "ar", "az")]
    assert [names[6] for names in asked] == ["iyn", "հնս", "يونيو", "iyn"]


def test_a_language_that_is_known_to_run_from_left_to_right_does() -> None:
    assert [tag for tag in _LEFT_TO_RIGHT if Locale.parse(tag).text_direction != "ltr"] == []
    assert [direction_of(tag) for tag in ("ar", "fa", "az-IR", "pa-PK", "uz-Arab", "he", "dv")] == ["rtl"] * 7


@pytest.mark.parametrize("language", ["en", "hy", "az", "ar-EG", "fa", "pl", "xx"])
def test_what_is_known_of_a_language_beforehand_is_what_babel_says(language: str) -> None:
    facts = facts_of(language, language, {"day_pattern": "d. MMMM y"})
    for known in (known_calendars(), known_numbers(), known_signs()):
        known.clear()
    asked = language_as_it_is_said(language)
    make_known(facts)
    assert language_as_it_is_said(language) == asked


def language_as_it_is_said(language: str) -> list[object]:
    # What writes numbers keeps those that it has written.
    number_writer.cache_clear()
    numbers = [0, 1, 2, 5, 21, 99, 299, 300, 1234567]
    write, name = number_writer(language), plural_namer(language)
    calendars = [calendar_of(language), calendar_of(language, "d. MMMM y", None)]
    return [calendars, signs_of(language), [*map(write, numbers)], [*map(name, numbers)]]
