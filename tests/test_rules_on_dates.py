"""Rules on dates: what contradicts itself is told at its line, and its innocent neighbour is not."""

import pytest
from conftest import NOW, TWO_SIDES

from builder.building.pipeline import check


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "title: Something happened\n"
            "claims:\n"
            "  - {id: a, by: east, text: It is so., sources: [courier], made: 2023-09-18}\n"
            "---\n",
            ["6:66 D5 said 2023-09-18, before the event of 2023-09-19"],
        ),
        (
            "title: Something happened\n"
            "claims:\n"
            "  - {id: a, by: east, text: It is so., sources: [courier], made: 2023-09-18, kind: warning}\n"
            "---\n",
            [],
        ),
        (
            "title: Something happened\n"
            "claims:\n"
            "  - {id: a, by: east, text: It is so., sources: [courier], made: 2023-09-18~}\n"
            "---\n",
            [],
        ),
        (
            "title: Something happened\n"
            "claims:\n"
            "  - {id: a, by: east, text: It is so., sources: [courier], made: 2023-09-19}\n"
            "---\n",
            [],
        ),
    ],
)
def test_what_was_said_before_the_event_is_a_warning_or_an_intention(site, text, found):
    made = site(TWO_SIDES, around="")
    assert made.found_in(text, "D5") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "title: Something happened\npublished: 2023-09-18\n---\n",
            ['2:7 D7 "2023-09-19" is later than `published`, 2023-09-18'],
        ),
        (
            "title: Something happened\npublished: 2023-09-19\n---\n",
            [],
        ),
    ],
)
def test_an_event_is_not_dated_after_its_publication(site, text, found):
    made = site(TWO_SIDES, around="")
    assert made.found_in(text, "D7") == found


ENTRY = "-- content/entries/e.md --\n---\ntitle: Talks\n{}\n---\n"
SOURCE = "-- content/sources/own.yaml --\n- {{id: own, title: A report, publisher: Us, issued: {}}}\n"


def found(site, code: str, fields: str, issued: str = "2023-09-20") -> list[str]:
    made = site(TWO_SIDES + SOURCE.format(issued) + ENTRY.format(fields), around="")
    return [line.removeprefix("entries/e.md:") for line in made.found(code)]


@pytest.mark.parametrize(
    ("fields", "issued", "problems"),
    [
        (
            "date: 2023-09-19\nsources: own",
            "2023-09",
            ['3:7 D3 the day "2023-09-19" comes from sources for which only the month is known'],
        ),
        ("date: 2023-09\nsources: own", "2023-09", []),
        ("date: 2023-09-19\nsources: [own, courier]", "2023-09", []),
        ("date: 2023-09-19\nsources: own", "2025-01", []),
        ("date: 2023-09-19\ndate_text: on the 19th\nsources: own", "2023-09", []),
    ],
)
def test_a_date_is_no_more_exact_than_its_sources(site, fields, issued, problems):
    assert found(site, "D3", fields, issued) == problems


@pytest.mark.parametrize(
    ("fields", "zone", "problems"),
    [
        ("date: 2023-09-19T13:00\nsources: own", "UTC", ['3:7 D4 "2023-09-19T13:00" has a time but no time zone']),
        ("date: 2023-09-19T13:00\nsources: own", "Asia/Tbilisi", []),
        ("date: 2023-09-19T13:00\ntime_zone: Asia/Baku\nsources: own", "UTC", []),
        ("date: 2023-09-19T13:00+04:00\nsources: own", "UTC", []),
        ("date: 2023-09-19\nsources: own", "UTC", []),
    ],
)
def test_a_time_has_a_zone(site, fields, zone, problems):
    made = site((TWO_SIDES + SOURCE.format("2023") + ENTRY.format(fields)).replace("Asia/Tbilisi", zone), around="")
    assert [line.removeprefix("entries/e.md:") for line in made.found("D4")] == problems


CLAIM = "date: 2023-09-19\nsources: [own, courier]\nclaims: [{{by: east, kind: {}, text: So., sources: own}}]"


@pytest.mark.parametrize(
    ("fields", "issued", "problems"),
    [
        (
            CLAIM.format("event"),
            "2023-09-18",
            ['5:54 D6 "own" was published 2023-09-18, before the event of 2023-09-19'],
        ),
        (CLAIM.format("event"), "2023-09-19", []),
        (CLAIM.format("event"), "2023-09-18~", []),
        (CLAIM.format("legal"), "2023-09-18", []),
        ("date: 2023-09-19\nsources: [courier]\n---\nAs before.[@own]", "2023-09-18", []),
        (
            "date: 2023-09-19\nsources: own",
            "2023-09-18",
            ['4:10 D6 "own" was published 2023-09-18, before the event of 2023-09-19'],
        ),
        # The paper of the day before, on another continent.
        ("date: 2023-09-19T02:00+04:00\nsources: own", "2023-09-18", []),
    ],
)
def test_a_source_from_before_the_event_does_not_support_it(site, fields, issued, problems):
    assert found(site, "D6", fields, issued) == problems


@pytest.mark.parametrize(
    ("fields", "problems"),
    [
        (
            "date: 2023-09-19/..\nongoing_as_of: 2023-08\nsources: own",
            ["4:16 D11 `ongoing_as_of` is 2023-08, before the start, 2023-09-19/.."],
        ),
        (
            "date: 2023-09-19T13:00Z\nend: ..\nongoing_as_of: 2023-09-19T12:00Z\nsources: own",
            ["5:16 D11 `ongoing_as_of` is 2023-09-19T12:00Z, before the start, 2023-09-19T13:00Z"],
        ),
        ("date: 2023-09-19/..\nongoing_as_of: 2023-09-19\nsources: own", []),
        ("date: 2023-09-19/..\nongoing_as_of: 2023-09\nsources: own", []),
        ("date: 2023-09-19~/..\nongoing_as_of: 2023-08\nsources: own", []),
        ("date: 2023-09-19/..\nongoing_as_of: 2023-08?\nsources: own", []),
        ("date: ../2023-09-19\nongoing_as_of: 2023-08\nsources: own", []),
    ],
)
def test_nothing_is_known_to_go_on_before_it_begins(site, fields, problems):
    assert found(site, "D11", fields) == problems


@pytest.mark.parametrize(
    ("fields", "problems"),
    [
        ("date: 2023-09-19\nend: ..\nsources: own", ["4:6 D12 this is ongoing, but nothing says as of which day"]),
        ("date: 2023-09-19/..\nsources: own", ["3:7 D12 this is ongoing, but nothing says as of which day"]),
        ("date: 2023-09-19\nend: ..\nongoing_as_of: 2023-10\nsources: own", []),
        ("date: 2023-09-19/..\nongoing_as_of: 2023-10\nsources: own", []),
        ("date: 2023-09-19\nend: unknown\nsources: own", []),
        ("date: 2023-09-19/\nsources: own", []),
        ("date: ../2023-09-19\nsources: own", []),
        ("date: '[2023-09-19..]'\nsources: own", []),
        ("date: 2023-09-19/..\nstatus: withdrawn\nsources: own\ncorrections: [{date: 2023-10-01, text: No.}]", []),
    ],
)
def test_what_goes_on_says_as_of_when(site, fields, problems):
    assert found(site, "D12", fields) == problems


ZONED = "time_zone: Europe/Berlin\nsources: own\n"
SAID = "date: 2023-03-01\nclaims: [{{by: east, text: So., sources: own, {}}}]\n"


@pytest.mark.parametrize(
    ("fields", "problems"),
    [
        (
            "date: 2023-10-29T02:30\n" + ZONED,
            ["3:7 D13 clocks in Europe/Berlin show 2023-10-29T02:30 twice"],
        ),
        (
            "date: 2023-03-26T02:30\n" + ZONED,
            ["3:7 D13 clocks in Europe/Berlin skip 2023-03-26T02:30"],
        ),
        (
            "date: 2023-10-28\nend: 2023-10-29T02:30\n" + ZONED,
            ["4:6 D13 clocks in Europe/Berlin show 2023-10-29T02:30 twice"],
        ),
        (
            "date: 2023-10-28T23:00/2023-10-29T02:30\n" + ZONED,
            ["3:7 D13 clocks in Europe/Berlin show 2023-10-29T02:30 twice"],
        ),
        (
            SAID.format("made: 2023-10-29T02:30, as_of: 2023-03-26T02:30") + ZONED,
            [
                "4:52 D13 clocks in Europe/Berlin show 2023-10-29T02:30 twice",
                "4:77 D13 clocks in Europe/Berlin skip 2023-03-26T02:30",
            ],
        ),
        # The zone of all sites in these tests, Asia/Tbilisi, has no summer time.
        ("date: 2023-10-29T02:30\nsources: own", []),
        ("date: 2023-10-29T02:30+01:00\n" + ZONED, []),
        ("date: 2023-10-29T03:00\n" + ZONED, []),
        ("date: 2023-10-29T01:59\n" + ZONED, []),
        ("date: 2023-03-26T03:00\n" + ZONED, []),
        ("date: 2023-10-29\n" + ZONED, []),
    ],
)
def test_a_time_that_a_clock_change_skips_or_repeats_has_an_offset(site, fields, problems):
    assert found(site, "D13", fields) == problems


@pytest.mark.parametrize(
    ("date", "hint"),
    [
        ("2023-10-29T02:30", "add the offset that is meant: +02:00 or +01:00"),
        ("2023-03-26T02:30", "correct the time, or add the offset of the clock that showed it"),
    ],
)
def test_the_hint_on_a_clock_change_names_the_offsets_to_choose_from(site, date, hint):
    made = site(TWO_SIDES + SOURCE.format("2023-10-30") + ENTRY.format(f"date: {date}\n{ZONED}"), around="")
    assert [problem.hint for problem in check(made.folder, NOW) if problem.code == "D13"] == [hint]


@pytest.mark.parametrize(
    ("years", "found"),
    [
        ((2021, 2022, 2023, 2024, "0231"), "3:7 D14 the year 0231 is 1,791 years before that of most other entries, 2022"),
        ((2021, 2022, 2023, 2024, "2301"), "3:7 D14 the year 2301 is 278 years after that of most other entries, 2023"),
        ((2021, 2022, 2023, 2024, "0025/2023"), "3:7 D14 the year 0025 is 1,997 years before that of most other entries, 2022"),
        ((2021, 2022, 2023, 2024, "2023\nend: 2223-05"), "4:6 D14 the year 2223 is 200 years after that of most other entries, 2023"),
        ((2021, 2022, 2023, 2024, "1828"), None),
        ((2021, 2022, 2023, 2024, "../2023"), None),
        ((2021, 2022, 2023, 2024, "2050"), None),
        ((2021, 2022, 2023, "0231"), None),
        ((2021, 2022, "0100", "0200", "0300"), None),
        ((100, 200, 1400, 1500, 2023), None),
    ],
)  # fmt: skip
def test_a_year_of_another_age_is_perhaps_mistyped(site, years, found):
    entry = "-- content/entries/e{}.md --\n---\ntitle: E\ndate: {:0>4}\nsources: courier\n---\n"
    made = site(TWO_SIDES + "".join(entry.format(number, year) for number, year in enumerate(years)), around="")
    assert made.found("D14") == ([f"entries/e{len(years) - 1}.md:{found}"] if found else [])
