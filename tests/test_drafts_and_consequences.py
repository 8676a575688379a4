"""A draft's mistakes stop nobody, one fault is told once, and as many faults as can be known are told at once."""

import pytest
from conftest import NOW

from builder.building.pipeline import check, release

WHOLE = "-- content/entries/whole.md --\n---\ntitle: Whole\ndate: 2031-04-05\nsources: [gazette]\n---\nText.\n"
DRAFT = "-- content/entries/d.md --\n---\n{}status: draft\n---\n{}\n"


def told(site) -> list[str]:
    """List all but what no small site can help, without the values to paste."""
    return [line.partition("; ")[0].removeprefix("content/") for line in site.problems()]


@pytest.mark.parametrize(
    ("fields", "body", "found"),
    [
        (
            "title: D\ndate: 2031-04-05\nsources: [gazette]\nactors: [Somebody]\n",
            "",
            ['entries/d.md:5:10 warning [actor-unknown] no actor is called "Somebody"'],
        ),
        ("title: D\ndate: 1 May\n", "[[nowhere]]", [
            'entries/d.md:1:1 warning [field-missing] no source',
            'entries/d.md:3:7 warning [date-form] “1 May” has no year',
        ]),
        ("title: A: B\ndate: 2031\nsources: [gazette]\n", "", [
            "entries/d.md:2:9 warning [front-matter] a second colon in one line",
        ]),
        ('title: "A\ndate: 2031\nsources: [gazette]\n', "", [
            "entries/d.md:2:8 warning [front-matter] a quotation mark that is not closed",
        ]),
        ("titel: D\ndate: 2031\nsources: [gazette]\nprivate: {note: Jane Doe of Northford}\n", "By Jane Doe of Northford.", [
            'entries/d.md:2:1 warning [key-unknown] unknown field "titel"',
            "entries/d.md:8:4 warning [H7] this is also under a private key, but would be published",
        ]),
    ],
)  # fmt: skip
def test_mistakes_of_a_draft_are_warnings_and_stop_no_build(site, fields, body, found):
    made = site(WHOLE + DRAFT.format(fields, body))
    assert told(made) == found
    assert all(line.endswith("(an error once this draft is published)") for line in made.problems())
    assert made.build().published
    assert b"entries/d/" not in b"".join(made.published().values())


def test_a_published_entry_may_not_rest_on_a_draft(site):
    made = site(
        WHOLE.replace("Text.", "See [[d]].") + DRAFT.format("title: A: B\ndate: 2031\nsources: [gazette]\n", "")
    )
    assert told(made) == [
        "entries/d.md:2:9 warning [front-matter] a second colon in one line",
        'entries/whole.md:6:5 error [entry-held-back] "d" is not published (a draft, or held back)',
    ]


def test_an_entry_that_was_released_does_not_become_a_draft_in_silence(site):
    made = site(WHOLE)
    release(made.folder, NOW)
    made.write(WHOLE.replace("date:", "status: draft\ndate:"))
    assert told(made) == ["entries/whole.md:3:9 error [V2] this entry was published and is now a draft"]


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ("-- content/site.yaml --\ntitle: T\nurl: example.org\n", ["url-form"]),
        ("-- content/site.yaml --\ntitle: T\nurll: https://example.org/\n", ["key-unknown"]),
        ("-- content/sources/s.yaml --\n- {id: s, title: T, URL: www.gov.example/report}\n", ["url-form"]),
        ("-- content/sources/s.yaml --\n- {id: s, titel: T, publisher: P, issued: 2031}\n", ["key-unknown"]),
        ("-- content/sources/s.yaml --\n- {id: s, title: T, publisher: P, issued: once}\n", ["date-form"]),
        ("-- content/entries/w.md --\n---\ntitle: T\ndate: 2031\nsource: [gazette]\n---\n", ["key-unknown"]),
        ("-- content/entries/w.md --\n---\ntitle: T\ndate: once\nsources: [gazette]\n---\n", ["date-form"]),
    ],
)
def test_one_fault_is_told_once(site, files, found):
    assert [
        problem.code
        for problem in check(site(WHOLE).write(files).folder, NOW)
        if problem.code not in ("G5", "S6", "V4", "published-missing", "not-yet")
    ] == found


@pytest.mark.parametrize(
    ("files", "found"),
    [
        (
            "-- content/entries/1992-04 Siege.md --\n---\ntitel: T\ndate: once\nsources: [gazete]\n---\n",
            ["0 id-form", "2 key-unknown", "3 date-form", "4 source-unknown"],
        ),
        (
            "-- content/entries/w.md --\n---\ntitle: Bridge: closed\ndate: once\nplace: x\nsources: [gazette]\n"
            'summary: "He said\n---\n',
            ["2 front-matter", "3 date-form", "4 key-unknown", "6 front-matter"],
        ),
        (
            "-- content/entries/w.md --\n---\ntitle: T\ntags [a]\ndate: once\nsources: [gazette]\n---\n",
            ["3 front-matter", "4 date-form"],
        ),
        (
            "-- content/entries/w.md --\n---\ntitle:\u00a0T\ndate: once\nsources: [gazette]\n---\n",
            ["2 front-matter", "3 date-form"],
        ),
        (
            "-- content/entries/w.md --\n---\ntitle: T\ntitle: U\ndate: once\nsources: [gazette]\n---\n",
            ["3 front-matter", "4 date-form"],
        ),
        (
            "-- content/site.yaml --\ntitle: A: B\nurl: example.org\nlanguage: English\ntimezone: UTC\n",
            ["1 front-matter", "2 url-form", "3 language-form", "4 key-unknown"],
        ),
        (
            "-- content/sources/s.yaml --\n- id: a\n  title: A: B\n- id: b\n  titel: B\n  publisher: P\n",
            ["2 front-matter", "4 key-unknown"],
        ),
    ],
)
def test_as_many_faults_as_can_be_known_are_told_at_once(site, files, found):
    problems = check(site(WHOLE).write(files).folder, NOW)
    assert [f"{one.line} {one.code}" for one in problems if one.severity.value == "error"] == found
