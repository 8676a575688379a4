"""Sources come from lists of one's own and from CSL-JSON as Zotero exports it."""

import pytest
from conftest import NOW

from builder.building.pipeline import load
from builder.model.source import Source
from builder.reading.dates.edtf import read_date

LIST = "content/sources/zotero.json"

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
                "export it once more, or fix it at this place"
            ],
        ),
        (
            '{"id": "a"}',
            [":1:1 error [not-a-list] this file is no list of sources; begin each source with `- id: …`"],
        ),
        (
            "[" * 5000,
            [":1:101 error [json-form] lists or maps within each other, more than 100 deep; close the outer ones"],
        ),
        (
            '[{"id": "a", "title": "[[' + "\\" + '"[",\n  "x": ' + "[" * 98 + "{" + "}" + "]" * 98 + "}]",
            [":2:106 error [json-form] lists or maps within each other, more than 100 deep; close the outer ones"],
        ),
        (
            '[\n\t{"id": "a", "title": "A", "publisher": "P", "issued": {"literal": "last week"}},\n'
            '\t{"id": "b", "title": "B", "publisher": "P", "language": "English", "sort": 1}\n]',
            [
                ":2:56 error [date-form] “last week” is not a date; "
                "write YYYY-MM-DD, or YYYY-MM or YYYY if no more is known",
                ':3:58 error [language-form] language is "English": not a BCP 47 language tag; write en',
                ':3:69 error [key-unknown] unknown field "sort" in a source; known here: DOI, URL, accessed, '
                "affiliation, archived, author, citation-key, container-title, country, file, genre, id, issued, language, "
                "mirror, note, page, proximity, publisher, sha256, title, type",
            ],
        ),
        (
            '[{"id": "#", "title": "A", "publisher": "P"}]',
            [
                ':1:9 error [id-form] a source\'s id is "#": an id has letters, digits and hyphens, in lower case; '
                "write letters, digits and hyphens"
            ],
        ),
        (
            '[\n\t{"title": "A", "publisher": "P"}\n]',
            [":2:2 error [field-missing] a source without an id; add `id: …`, to cite it by"],
        ),
        (
            '[\n\t{"id": "gazette", "title": "A", "publisher": "P"}\n]',
            [
                ':2:9 error [id-twice] "gazette" stands in content/sources/list.yaml already; give one of the two another name'
            ],
        ),
    ],
)
def test_what_is_wrong_in_an_export_is_told_at_its_line(site, export, problems):
    assert site(f"-- {LIST} --\n{export}").problems() == [LIST + problem for problem in problems]


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
            "own.yaml:1:1 error [not-a-list] this file is no list of sources; begin each source with `- id: …`",
        ),
        (
            "- {id: My Note, title: A, publisher: P}",
            'own.yaml:1:8 error [id-form] a source\'s id is "My Note": an id has letters, digits and hyphens, '
            "in lower "
            'case; write "my-note"',
        ),
        (
            "- {id: note, title: A, publisher: P, issued: 19 September 2023}",
            "own.yaml:1:49 error [date-form] “September” is a word where a number belongs; write 2023-09-19",
        ),
        (
            "- {id: note, title: A, publisher: P, author: [[A]]}",
            "own.yaml:1:47 error [not-a-text] an author is a list; write a name, or {given: …, family: …}",
        ),
    ],
)
def test_what_is_wrong_in_a_list_of_ones_own_is_told_at_its_place(site, written, problem):
    assert site(f"-- content/sources/own.yaml --\n{written}\n").problems() == [f"content/sources/{problem}"]
