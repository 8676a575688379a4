"""Front matter is read as text, all of it or not at all: the traps of YAML, and what never leaves."""

import pytest
from conftest import NOW, Site
from msgspec.structs import asdict

from builder.building.pipeline import load

ENTRY = "content/entries/entry.md"
NO_FRONT_MATTER = (
    "no front matter; begin the file with a line `---`, then `title: …` and the other fields, and another line `---`"
)
DRAFT = "(an error once this draft is published)"


def written(site, text: str | bytes) -> Site:
    """Make a site with one entry, given as the whole text of its file."""
    place = site().folder / ENTRY
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(text if isinstance(text, bytes) else text.encode())
    return Site(place.parents[2])


def with_lines(site, lines: str) -> Site:
    """Make a site with an entry whose fourth line of fields, line 5 of its file, is the first of `lines`."""
    return written(site, f"---\ntitle: Shelling\ndate: 2023-09-19\nsources: gazette\n{lines}\n---\nText.\n")


def read_entry(site: Site):
    return load(site.folder, NOW).archive.entry_of["entry"]


def with_date(site, text: str) -> Site:
    return written(site, f"---\ntitle: Shelling\ndate: {text}\nsources: gazette\n---\nText.\n")


@pytest.mark.parametrize(
    ("field", "name", "value"),
    [
        ("lang: no", "lang", "no"),
        ("date_text: 13:20", "date_text", "13:20"),
        ("date_text: 012", "date_text", "012"),
        ("date_text: 2014-02-30", "date_text", "2014-02-30"),
        ("date_text: 1_000", "date_text", "1_000"),
        ("date_text: 1e3", "date_text", "1e3"),
        ("date_text: yes", "date_text", "yes"),
        ("date_text: '~'", "date_text", "~"),
        ("date_text: 'null'", "date_text", "null"),
        ("date_text: ~", "date_text", None),
        ("date_text:", "date_text", None),
        ("date_text: 'it''s'", "date_text", "it's"),
        ('date_text: "a\\u00e9\\n b"', "date_text", "aé\n b"),
        ("date_text: >-\n  late on\n  Tuesday", "date_text", "late on Tuesday"),
        ("tags: [no, 012, 13:20]", "tags", ("no", "012", "13:20")),
        ("external: {acled: 0012}", "external", (("acled", "0012"),)),
    ],
)
def test_a_value_stays_the_text_that_was_written(site, field, name, value):
    assert asdict(read_entry(with_lines(site, field)))[name] == value


@pytest.mark.parametrize(
    ("written_as", "text"),
    [
        ("2023", "2023"),
        ("'2023'", "2023"),
        ("0012", "0012"),
        ("2023-09-19", "2023-09-19"),
        ("2023-09-19T13:20:00Z", "2023-09-19T13:20:00Z"),
        ("2023-09-19?", "2023-09-19?"),
        ("2023-09-19 # by the minister's account", "2023-09-19"),
        ("[2023-09-19,2023-09-20]", "[2023-09-19,2023-09-20]"),
        ("[2023-09-19~, 2023-09-20%]", "[2023-09-19~,2023-09-20%]"),
        ("[..2023-07]", "[..2023-07]"),
        ("[2023-09-19T13:00+04:00, 2023-09-20]", "[2023-09-19T13:00+04:00,2023-09-20]"),
        ("\n  - 2023-09-19\n  - 2023-09-20", "[2023-09-19,2023-09-20]"),
        ("{2023-09-19,2023-09-20}", "{2023-09-19,2023-09-20}"),
        ("{2023-09-19T13:00, 2023-09-20}", "{2023-09-19T13:00,2023-09-20}"),
    ],
)
def test_a_date_is_read_from_the_words_written_even_where_yaml_sees_a_list_or_a_map(site, written_as, text):
    assert read_entry(with_date(site, written_as)).date.text == text


AT_DATE = f"{ENTRY}:3:7 error [date-form] "
SET = "a date contains only dates, not fields or lists; write 2023/2024 for a span, [2023, 2024] for one of "


@pytest.mark.parametrize(
    ("written_as", "problem"),
    [
        (
            "2014-02-30",
            f"{ENTRY}:3:15 error [D2] February 2014 has 28 days, and “30” is not one of them; "
            "write 2014-02 if the day is not known",
        ),
        ("012", AT_DATE + "“012” is not a year in EDTF; write 0012"),
        (
            "13:20",
            AT_DATE + "“13:20” lacks its year or month; write the day before the time, as YYYY-MM-DDT13:20",
        ),
        (
            "[]",
            AT_DATE + "the date is empty; write YYYY-MM-DD, or YYYY-MM or YYYY if no more is known",
        ),
        ("{earliest: 2023, latest: 2024}", AT_DATE + SET + "the two, {2023, 2024} for both"),
        ("[2023, [2024]]", AT_DATE + SET + "the two, {2023, 2024} for both"),
        (
            "",
            f"{ENTRY}:3:1 error [field-missing] no date; add `date: YYYY-MM-DD`, as precisely as it is known",
        ),
        (
            "null",
            f"{ENTRY}:3:1 error [field-missing] no date; add `date: YYYY-MM-DD`, as precisely as it is known",
        ),
    ],
)
def test_what_is_no_date_is_told_where_it_stands(site, written_as, problem):
    assert with_date(site, written_as).problems() == [problem]


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ("date: 2023-09-20", ':5:1 error [front-matter] "date" is given twice; the first is on line 3: keep one'),
        ("sumary: Shells fell.", ':5:1 error [key-unknown] unknown field "sumary"; did you mean "summary"?'),
        ("\tlang: hy", ":5:1 error [front-matter] a tab; write spaces: YAML does not allow tabs"),
        ("lang: hy\t# Armenian", ":5:9 error [front-matter] a tab; write spaces: YAML does not allow tabs"),
        (
            "summary: &first Shells fell.",
            ":5:10 error [front-matter] the anchor &first; anchors are not supported: quote the text",
        ),
        (
            "summary: *first",
            ":5:10 error [front-matter] the reference *first; "
            "write the value out: anchors and references are not "
            "supported, and text that begins with *, & or ! needs quotation marks",
        ),
        (
            "<<: {lang: hy}",
            ':5:1 error [key-unknown] unknown field "<<"; known here: actors, allow, assessment, authors, claims, '
            "confidence, confidence_reason, corrections, date, date_text, dir, end, external, formerly, lang, media, "
            "ongoing_as_of, part_of, places, published, quotes, related, safety, seed, sources, status, summary, tags, "
            "time_zone, title, type, updated, warnings",
        ),
        (
            "summary: !!python/object:os.system x",
            ':5:10 error [front-matter] the tag "tag:yaml.org,2002:python/object:os.system"; '
            "tags are not supported: quote the text",
        ),
        (
            "summary: !secret x",
            ':5:10 error [front-matter] the tag "!secret"; tags are not supported: quote the text',
        ),
        (
            "summary: Baku: no comment",
            ":5:14 error [front-matter] a second colon in one line; "
            'put the whole text in quotation marks: "Baku: no comment"',
        ),
        (
            'summary: "Shells fell.',
            ":5:10 error [front-matter] a quotation mark that is not closed; "
            'put the whole text in quotation marks: "Shells fell."',
        ),
        (
            "tags: [shelling",
            ":5:7 error [front-matter] a bracket that is not closed; "
            "close it with ] or }, and put commas between the items",
        ),
        (
            "summary: @ministry says",
            ":5:10 error [front-matter] a character that YAML reserves; "
            'put the whole text in quotation marks: "@ministry says"',
        ),
        (
            "summary: ? who",
            ":5:10 error [front-matter] a question mark where a text should begin; "
            'put the whole text in quotation marks: "? who"',
        ),
        (
            "no colon here",
            ":5:1 error [front-matter] a line without a colon; write `key: value`, set in what belongs to the line above, and close every "
            "quotation mark and bracket",
        ),
        (
            "? [a, b]\n: c",
            ":5:3 error [front-matter] a list or map where a key should be; quote a text that begins with [ or {",
        ),
        (
            "summary: " + "[" * 5000,
            ":5:109 error [front-matter] lists or maps nested more than 100 deep; close the outer ones",
        ),
    ],
)
def test_yaml_that_would_be_misread_is_refused_at_its_line_and_column(site, lines, problem):
    assert with_lines(site, lines).problems() == [ENTRY + problem]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "---\ntitle: A plan\ndate: 2023\nstatus: draft\n\nNot yet for readers.\n",
            f"1:1 warning [front-matter] the front matter is not closed; "
            f"put a line `---` before line 5, between the fields and the text {DRAFT}",
        ),
        (
            "title: A plan\ndate: 2023\nsources: [gazette]\nstatus: draft\n---\nNot yet for readers.\n",
            f"1:1 warning [front-matter] there is no line `---` before the fields; begin the file with one {DRAFT}",
        ),
        (
            "\n---\ntitle: A plan\ndate: 2023\nsources: [gazette]\nstatus: draft\n---\nNot yet for readers.\n",
            "1:1 warning [front-matter] a blank line before the front matter; "
            f"delete it: nothing comes before `---` {DRAFT}",
        ),
        (
            "—\ntitle: A plan\ndate: 2023\nsources: [gazette]\nstatus: draft\n---\nNot yet for readers.\n",
            '1:1 warning [front-matter] the line "—" next to the front matter is not three hyphens; '
            f"write `---` {DRAFT}",
        ),
        (
            '+++\ntitle = "A plan"\ndate = 2023\nsources = ["gazette"]\nstatus = "draft"\n+++\nNot yet for readers.\n',
            "1:1 warning [front-matter] the front matter is in TOML; "
            f"write `---` instead of both `+++` lines, and `key: value` instead of `key = value` {DRAFT}",
        ),
        (
            " ---\ntitle: A plan\ndate: 2023\nsources: [gazette]\nstatus: draft\n---\nNot yet for readers.\n",
            f"1:1 warning [front-matter] a space before `---`; delete it {DRAFT}",
        ),
        (
            '{"title": "A plan", "status": "draft"}\n\nNot yet for readers.\n',
            "1:1 error [front-matter] the front matter is in JSON; put a line `---` before it and another after it",
        ),
        (
            "***\n\nPlan: not yet for readers.\n\n***\n",
            f"1:1 error [front-matter] {NO_FRONT_MATTER}",
        ),
        (
            "---\n---\nNot yet for readers.\n",
            "1:1 error [front-matter] the front matter is empty; write at least `title: …`",
        ),
        (
            "---\n- title\n- draft\n---\nNot yet for readers.\n",
            "2:1 error [front-matter] the front matter has no fields; write `key: value` lines",
        ),
        ("", f"1:1 error [front-matter] {NO_FRONT_MATTER}"),
    ],
)
def test_a_draft_whose_fence_is_broken_is_not_published(site, text, problem):
    made = written(site, text)
    assert [str(found) for found in made.build().problems] == [f"{ENTRY}:{problem}"]
    assert [path for path in made.published() if "entries" in path] == []


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_line_endings_of_any_system_read_alike(site, ending):
    text = "---\ntitle: Shelling\ndate: 2023-09-19\nsources: gazette\n---\nFirst.\n\n[[nobody]]\n"
    problems = written(site, text).problems()
    assert written(site, text.replace("\n", ending)).problems() == problems
    assert problems == [
        f'{ENTRY}:8:1 error [link-unknown] no entry, actor, place or page is called "nobody"; '
        "write an id, or the name of an actor or a place"
    ]


def test_a_byte_order_mark_is_no_part_of_the_text(site):
    made = written(site, "\ufeff---\ntitle: Shelling\ndate: 2023-09-19\nsources: gazette\n---\nText.\n")
    assert (made.problems(), read_entry(made).title) == ([], "Shelling")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "---\ntitle: Обстрел\n".encode("cp1251"),
            ":2:8 error [front-matter] the byte 0xce is not UTF-8; save the file as UTF-8",
        ),
        (
            "---\ntitle: Ереван ".encode() + b"\xff\n",
            ":2:15 error [front-matter] the byte 0xff is not UTF-8; save the file as UTF-8",
        ),
        (
            "---\ntitle: A\n---\nBody\x02 text\n",
            ":4:5 error [front-matter] a control character (U+0002); delete it: it is invisible, but it is there",
        ),
        (
            "---\ntitle: Shel\x08ling\n---\n",
            ":2:12 error [front-matter] a control character (U+0008); delete it: it is invisible, but it is there",
        ),
        (
            '---\ntitle: "Shel\\x02ling"\n---\n',
            ":2:8 error [front-matter] an escape for a character that is not allowed in a page (U+0002); delete it",
        ),
        (
            "---\ntitle: one\u2028two\n---\n",
            ":2:11 error [front-matter] a line separator (U+2028); "
            "write a space instead: it is invisible, but it is there",
        ),
        (
            "---\ntitle: soft\u00ad and \uffff\n---\n",
            ":2:18 error [front-matter] a control character; delete it: it is invisible, but it is there",
        ),
    ],
)
def test_bytes_that_nobody_can_read_are_found_at_their_line_and_column(site, text, problem):
    # Some of these files hold nothing else.
    problems = [found for found in written(site, text).problems() if "[field-missing]" not in found]
    assert problems == [ENTRY + problem]


PRIVATE = """
-- content/entries/entry.md --
---
title: Shelling
date: 2023-09-19
_informant: SECRET-1 by phone
private: {names: [SECRET-2], note: "SECRET-3: not safe"}
actors: [{actor: armenia, _why: SECRET-4}]
sources: [gazette, {title: A letter, publisher: The ministry, _from: SECRET-5}]
claims:
  - {by: armenia, text: It was so., killed: {civilians: 2, _who: SECRET-6}, sources: gazette, private: SECRET-7}
safety: {_draft: {title: SECRET-8}}
external: {_handle: SECRET-9}
---
Text.
-- content/actors/witness.md --
---
kind: civilians
names: [{text: A witness, _real: SECRET-10}]
_address: SECRET-11
---
-- content/sources/own.yaml --
- {id: letter, title: A letter, publisher: The Gazette, _by: SECRET-12, private: [SECRET-13]}
-- content/site.yaml --
title: A small chronology
url: https://example.org/
_password: SECRET-14
deploy: {live: {kind: rsync, to: "www@example.org:site", _key: SECRET-15}}
"""


def test_what_is_private_is_gone_before_anything_sees_it_and_is_published_nowhere(site):
    made = site(PRIVATE)
    assert made.problems() == []
    assert "SECRET" not in str(load(made.folder, NOW).archive)
    made.build()
    assert [path for path, data in made.published().items() if b"SECRET" in data or b"SECRET" in path.encode()] == []
    assert "Shelling" in made.page("entries/entry")
