"""Sources come from lists of one's own and from CSL-JSON as Zotero exports it."""

import json
from random import Random

import pytest
from conftest import NOW

from builder.building.pipeline import check, load
from builder.model.source import Source
from builder.reading.dates.edtf import read_date

LIST = "content/sources/zotero.json"
LEFT_OUT = "what cannot be read is left out; if you cite it, correct it in the exporting program"

# As Zotero 7 writes it: tabs, numbers as text in dates, its own addresses as ids, and fields that no page shows.
EXPORT = """[
	{
		"id": "http://zotero.org/users/123456/items/AB3DE6FG",
		"type": "article-newspaper",
		"abstract": "Residents of \\u001fStepanakert sheltered in basements\\u2026",
		"container-title": "The Daily Beast",
		"event-place": "New York",
		"ISSN": "0000-0000",
		"language": "en-US",
		"note": "seen on paper",
		"page": "2",
		"publisher-place": "New York",
		"section": "World",
		"source": "www.thedailybeast.com",
		"title": "\\"It\\u2019s war\\": shells fall on Stepanakert/Khankendi",
		"title-short": "It\\u2019s war",
		"URL": "https:\\/\\/www.thedailybeast.com/its-war",
		"author": [
			{
				"family": "Ohanyan",
				"given": "Anna"
			},
			{
				"family": "Waal",
				"given": "Thomas",
				"non-dropping-particle": "de"
			},
			{
				"literal": "Agence France-Presse"
			}
		],
		"accessed": {
			"date-parts": [
				[
					"2023",
					9,
					20
				]
			]
		},
		"issued": {
			"date-parts": [
				[
					"2023",
					9,
					19
				]
			]
		}
	},
	{
		"id": "ombudsmanReport2023",
		"citation-key": "ombudsmanReport2023",
		"type": "report",
		"title": "[Report on the blockade]",
		"publisher": "Office of the Human Rights Ombudsman",
		"DOI": "10.1000/182",
		"guest": [{"family": "Stepanyan", "given": "Gegham"}],
		"license": "CC BY 4.0",
		"issued": {"date-parts": [[2022, 12], [2023, 9]], "circa": 1}
	},
	{
		"id": 7,
		"title": "An undated leaflet",
		"publisher": "Unknown",
		"issued": {"date-parts": [["1988"]], "circa": false},
		"accessed": null
	}
]
"""


def sources_of(made) -> dict[str, Source]:
    assert made.problems() == []
    found = dict(load(made.folder, NOW).archive.sources)
    del found["gazette"]
    return found


def test_an_export_from_zotero_is_read_as_it_is(site):
    paper, report = "http-zotero-org-users-123456-items-ab3de6fg", "ombudsmanreport2023"
    assert sources_of(site(f"-- {LIST} --\n{EXPORT}")) == {
        "7": Source(id="7", title="An undated leaflet", publisher="Unknown", issued=read_date("1988")),
        paper: Source(
            id=paper,
            type="article-newspaper",
            title='"It’s war": shells fall on Stepanakert/Khankendi',
            authors=("Anna Ohanyan", "Thomas de Waal", "Agence France-Presse"),
            container_title="The Daily Beast",
            issued=read_date("2023-09-19"),
            accessed=read_date("2023-09-20"),
            url="https://www.thedailybeast.com/its-war",
            language="en-US",
            page="2",
            note="seen on paper",
        ),
        report: Source(
            id=report,
            type="report",
            title="[Report on the blockade]",
            publisher="Office of the Human Rights Ombudsman",
            issued=read_date("2022-12~/2023-09~"),
            doi="10.1000/182",
        ),
    }


def test_an_exported_source_is_cited_by_the_key_that_zotero_shows(site):
    made = site(
        f"-- {LIST} --\n{EXPORT}\n-- content/entries/entry.md --\n---\ntitle: A\ndate: 2023\n"
        "sources: [ombudsmanReport2023]\n---\nSo it was [@ombudsmanReport2023, p. 4].\n"
    )
    made.build()
    cited = '<a href="#source_ombudsmanreport2023">1</a>, p. 4'
    assert f'<p>So it was <span class="cited">[{cited}]</span>.</p>' in made.page("entries/entry")


@pytest.mark.parametrize(
    ("export", "problems"),
    [
        ("[]", []),
        ("\ufeff[]", []),
        (
            '[\n\t{"id": "a", "title": "A",}\n]',
            [
                ":2:27 error [json-form] not JSON: JSON is malformed: trailing comma in object; "
                "export it again, or correct it here"
            ],
        ),
        (
            '{"id": "a"}',
            [
                ":1:1 error [not-a-list] this file is not a list of sources in CSL JSON; "
                "put [ before the first brace and ] behind the last: it holds one source"
            ],
        ),
        (
            '{"a": {"title": "A"}}',
            [
                ":1:1 error [not-a-list] this file is not a list of sources in CSL JSON; "
                "export the collection again, as CSL JSON"
            ],
        ),
        (
            '{"events": [{"start_date": {"year": "2031"}}]}',
            [
                ":1:1 error [not-a-list] this file is not a list of sources in CSL JSON; "
                "move it out of content/, and run `dateline import` on it: that makes drafts of a timeline"
            ],
        ),
        ("\n", [":1:1 error [json-form] there is nothing in this file; export it again, or delete it"]),
        ('{"items": [{"id": "a", "title": "A", "publisher": "P"}]}', []),
        (
            "[" * 5000,
            [":1:101 error [json-form] lists or maps nested more than 100 deep; close the outer ones"],
        ),
        (
            '[{"id": "a", "title": "[[' + "\\" + '"[",\n  "x": ' + "[" * 98 + "{" + "}" + "]" * 98 + "}]",
            [":2:106 error [json-form] lists or maps nested more than 100 deep; close the outer ones"],
        ),
        (
            '[\n\t{"id": "a", "title": "A", "publisher": "P", "issued": {"literal": "last week"}},\n'
            '\t{"id": "b", "title": "B", "publisher": "P", "language": "English", "sort": 1}\n]',
            [
                ' hint [export-partly-read] 1 of 2 sources cannot be read completely; the first: "b": language is "English": '
                f"not a BCP 47 language tag; {LEFT_OUT}"
            ],
        ),
        (
            '[{"id": "#", "title": "A"}, {"title": "A"}, 7, {"id": "c", "title": "A", "publisher": ["P"]}]',
            [
                " hint [export-partly-read] 4 of 4 sources cannot be read completely; the first: number 1: "
                f"it has no id to be cited by; {LEFT_OUT}"
            ],
        ),
        (
            '[\n\t{"id": "gazette", "title": "A", "publisher": "P"}\n]',
            [':2:9 error [id-twice] "gazette" is in content/sources/list.yaml already; rename one of the two'],
        ),
    ],
)
def test_what_is_wrong_in_an_export_is_told_at_its_line(site, export, problems):
    assert site(f"-- {LIST} --\n{export}").problems() == [LIST + problem for problem in problems]


@pytest.mark.parametrize(
    ("issued", "read"),
    [
        ('{"date-parts": [[null]]}', None),
        ('{"date-parts": [[]]}', None),
        ('{"date-parts": [[""]]}', None),
        ('{"date-parts": [[0]]}', None),
        ("{}", None),
        ('{"raw": "n.d."}', None),
        ('{"literal": "[n.d.]"}', None),
        ('{"date-parts": [["2004", "", ""]]}', "2004"),
        ('{"date-parts": [[1987], [null]]}', "1987"),
        ('{"date-parts": [[2004.0, 5]]}', "2004-05"),
        ('{"date-parts": [2004, 5]}', "2004-05"),
        ('{"date-parts": [["2004", "05", "06"], [2004, 5, 8]]}', "2004-05-06/2004-05-08"),
        ('{"date-parts": [[-323]]}', "-0322"),
        ('{"date-parts": [[-1]]}', "0000"),
        ('{"date-parts": [[1950]], "season": "1"}', "1950-21"),
        ('{"date-parts": [[1950]], "season": "Fall"}', "1950-23"),
        ('{"date-parts": [[1950, 13]]}', "1950-21"),
        ('{"date-parts": [[1950, 24]]}', "1950-24"),
        ('{"date-parts": [[2000]], "circa": true}', "2000~"),
        ('{"raw": "2004-05"}', "2004-05"),
        ('"2004-05"', "2004-05"),
        ('{"raw": "May 6, 2004"}', "2004-05-06"),
        ('{"raw": "circa 2000"}', "2000~"),
        ('{"raw": "Spring 1992"}', "1992-21"),
        ('{"literal": "1995-01-0001"}', "words: 1995-01-0001"),
        ('{"literal": "1996_2004"}', "words: 1996_2004"),
        ('{"literal": "in <press>"}', "words: in <press>"),
        ('{"date-parts": [[2004, 13, 40, 2]], "literal": "L"}', "2004-21"),
    ],
)
def test_a_date_is_read_as_it_is_meant_or_kept_in_its_words(site, issued, read):
    made = site(f'-- {LIST} --\n[{{"id": "a", "title": "A", "publisher": "P", "issued": {issued}}}]')
    source = sources_of(made)["a"]
    assert (source.issued.text if source.issued else source.date_text and f"words: {source.date_text}") == read
    made.write("-- content/entries/e.md --\n---\ntitle: E\ndate: 2031\nsources: [a]\n---\n").build()
    if source.date_text:
        assert source.date_text.replace("<", "&lt;").replace(">", "&gt;") in made.page("sources/a")
    assert "1 BC" not in made.page("sources/a") or read == "0000"


def test_markup_of_csl_is_understood_in_titles(site):
    title = r"On <i>Homo</i> &amp; <span class=\"nocase\">x</span>, H<sub>2</sub>O, a < b"
    found = sources_of(site(f'-- {LIST} --\n[{{"id": "a", "title": "{title}", "publisher": "P"}}]'))
    assert found["a"].title == "On Homo & x, H2O, a < b"


def library(count: int) -> list[dict[str, object]]:
    """Make up a library as it grows in years: half of its records lack something, or have it in an odd form."""
    rolls = Random(7)
    oddities: list[dict[str, object]] = [
        {"issued": {"raw": "Spring 1992"}}, {"issued": {"date-parts": [[None]]}}, {"issued": {"literal": "1995-01-0001"}},
        {"language": "English"}, {"language": "en_US"}, {"URL": "www.jstor.example/stable/1"}, {"title": None},
        {"publisher": None}, {"abstract": "A \x93quoted\x94 word\x7f"}, {"title": "On <i>x</i>"}, {"note": ["a", "list"]},
        {"author": [{"family": "Bell", "parse-names": True, "isInstitution": "1"}]}, {"author": [None]}, {"id": None},
        {"custom": {"a": 1}}, {"accessed": {"raw": "yesterday"}}, {"title": "A\ufffe \u2028 b"}, {"type": 7},
        {"URL": "https://twice.example/"}, {"DOI": "10.1/twice"},
    ]  # fmt: skip
    made = []
    for number in range(count):
        record: dict[str, object] = {"id": f"http://zotero.org/users/1/items/{number}", "type": "book"}
        record |= {"title": f"Book {number}", "publisher": "A house", "issued": {"date-parts": [["1990", 1, 2]]}}
        made.append(record | (rolls.choice(oddities) if rolls.random() < 0.5 else {}))
    return made


@pytest.mark.parametrize("indent", [None, 1])
def test_a_whole_library_that_nothing_cites_is_one_hint(site, indent):
    made = site()
    place = made.folder / LIST
    place.write_text(json.dumps(library(1018), ensure_ascii=False, indent=indent), "utf-8")
    found = check(made.folder, NOW)
    about = [problem for problem in found if problem.file == LIST]
    assert [(one.code, one.severity.value, one.line) for one in about] == [("export-partly-read", "hint", 0)]
    assert about[0].says.startswith("213 of 1,018 sources cannot be read completely; the first: ")
    assert made.build().published


def test_what_is_cited_and_cannot_be_shown_is_an_error_where_it_is_cited(site):
    made = site(
        f'-- {LIST} --\n[{{"id": "Post1", "publisher": "P"}}, {{"id": "b", "title": "B", "URL": "www.b.example"}}, '
        '{"id": "c", "title": "C", "DOI": "10.1/c"}]\n'
        "-- content/entries/e.md --\n---\ntitle: E\ndate: 2031\nsources: [Post1, c]\n---\nSo [@b].\n"
    )
    assert [problem for problem in made.problems() if "error" in problem] == [
        f'content/entries/e.md:4:11 error [source-incomplete] "post1" in {LIST} has no title, and cannot be shown; '
        "complete it in the exporting program, or write the source out here",
        f'content/entries/e.md:6:4 error [source-incomplete] "b" in {LIST} has no publisher, container-title, URL or '
        "DOI, and cannot be shown; complete it in the exporting program, and export it again",
    ]


def test_a_list_of_ones_own_writes_dates_as_they_are_known_and_authors_as_they_sign(site):
    made = site(
        "-- content/sources/own.yaml --\n"
        "- {id: ombudsman-2023-09-19, type: post, title: '[Post on the shelling]', author: Gegham Stepanyan,\n"
        "   container-title: X, issued: 2023-09-19T14:05+04:00, URL: https://x.com/1, archived: "
        "https://archive.org/1,\n"
        "   language: hy, country: AM, genre: post, affiliation: party, proximity: witness, mirror: yes, page: '3',\n"
        "   file: post.png, sha256: 01ba4719c80b6fe911b091a7c05124b64eeece964e09c058ef8f9805daca546b, _seen: by us}\n"
        "-- content/media/post.png --\n\n"
    )
    assert sources_of(made) == {
        "ombudsman-2023-09-19": Source(
            id="ombudsman-2023-09-19",
            type="post",
            title="[Post on the shelling]",
            authors=("Gegham Stepanyan",),
            container_title="X",
            issued=read_date("2023-09-19T14:05+04:00"),
            url="https://x.com/1",
            archived="https://archive.org/1",
            language="hy",
            country="AM",
            genre="post",
            affiliation="party",
            proximity="witness",
            page="3",
            file="post.png",
            sha256="01ba4719c80b6fe911b091a7c05124b64eeece964e09c058ef8f9805daca546b",
            mirror=True,
        )
    }


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        (
            "id: a",
            "own.yaml:1:1 error [not-a-list] this file is not a list of sources; begin each source with `- id: …`",
        ),
        (
            "- {id: My Note, title: A, publisher: P}",
            'own.yaml:1:8 error [id-form] a source\'s id is "My Note": an id consists of lower-case letters, digits and '
            'hyphens; write "my-note"',
        ),
        (
            "- {id: note, title: A, publisher: P, issued: 19 September 2023}",
            "own.yaml:1:49 error [date-form] “September” is a word where a number belongs; write 2023-09-19",
        ),
        (
            "- {id: note, title: A, publisher: P, author: [[A, 1], B]}",
            "own.yaml:1:47 error [not-a-text] an author is a list; write a name, or {given: …, family: …}",
        ),
    ],
)
def test_what_is_wrong_in_a_list_of_ones_own_is_told_at_its_place(site, written, problem):
    assert site(f"-- content/sources/own.yaml --\n{written}\n").problems() == [f"content/sources/{problem}"]


ONE = '{"id": "one", "title": "A", "publisher": "P", "issued": 2020}'


@pytest.mark.parametrize(
    ("other", "found"),
    [
        (ONE, []),
        (ONE.replace("A", "B"), ['hint [id-twice] "one" is in content/sources/a.json too, and not the same there']),
        (
            ONE.replace("A", "B") + ", " + ONE.replace("one", "two").replace("A", "B"),
            ['hint [id-twice] "one" is in content/sources/a.json too, and not the same there; so are 1 more'],
        ),
    ],
)
def test_two_exports_may_hold_the_same_source(site, other, found):
    made = site(
        f"-- content/sources/a.json --\n[{ONE}, {ONE.replace('one', 'two')}]\n-- content/sources/b.json --\n[{other}]\n"
    )
    assert [problem.removeprefix("content/sources/b.json:1:1 ") for problem in made.problems()] == [
        f"{one}; readers are shown that one; export both again, if you cite it" for one in found
    ]


def test_half_a_character_in_an_export_is_left_out(site):
    half = ONE.replace('"A"', '"A \\ud83d"')
    made = site(f"-- content/sources/a.json --\n[{half}]\n" + entry_citing("one"))
    assert made.problems() == []
    made.build()
    assert "<bdi>A " in made.page("entries/e")


def test_what_a_damaged_export_gave_is_not_missed(site):
    made = site(
        '-- content/sources/a.json --\n[{"id": "http://z.example/items/AB12", "x": \n'
        + entry_citing("http-z-example-items-ab12")
    )
    assert [problem.split()[2] for problem in made.problems()] == ["[json-form]"]


def entry_citing(id: str) -> str:
    return f"-- content/entries/e.md --\n---\ntitle: T\ndate: 2020-04-05\nsources: [{id}]\n---\n"
