"""The tables of a publication become its content again, as far as tables carry it."""

import json

import pytest
from conftest import NOW
from imports import bring, content_of, fields, imported, losses, said, tables_there_and_back
from test_data import CONTENT, SETTINGS
from test_importing_texts import KNOWN

from builder.dataset import tables as data_tables
from builder.importing.status import import_status

TABLES = {
    "sides": "id,label\nwest,Westmarch\n",
    "sources": "id,type,title,authors,publisher,issued,url,is_mirror\nnotice,document,A notice,\"[\"\"Ines Bell\"\"]\",The Gazette,2031-04,,false\nother,,[Talk],,The Courier,,,false\n",
    "actors": "id,name,kind,side,text\neast,Eastmarch,state,,A *state*.\nwest,Westmarch,state,west,\nmiller,Ada Miller,person,west,\n",
    "actor_names": "actor,position,name,lang,kind,used_by\neast,1,Eastmarch,en,,\nwest,1,Westmarch,en,official,\"[\"\"west\"\"]\"\nmiller,1,Ada Miller,,,\n",
    "actor_ties": "actor,position,other,kind,since,basis,according_to\nmiller,1,west,part-of,2029,de-jure,\nmiller,2,east,allied-with,,alleged,\"[\"\"west\"\"]\"\n",
    "actor_offices": "actor,position,title,organisation,since\nmiller,1,Mayor,west,2029-01-12\n",
    "places": "id,name,kind,latitude,longitude,precision\nbridge,The bridge,bridge,12.3,45.7,settlement\n",
    "place_names": "place,position,name,lang,used_by\nbridge,1,The bridge,en,\n",
    "questions": "id,title,text,is_exclusive\nhurt,Hurt,,false\nwho-fired,Who fired first?,Asked is the first shot.,true\n",
    "entries": "id,title,lang,status,date,date_text,authors,published\nhit,'=Bridge= hit,en,published,2031-04-05~,on Sunday,,2031-04-06T00:00:00Z\nwithheld,Talks,en,provisional,[2031-04-06..2031-04-08],,,\n",
    "entry_types": "entry,position,type\nhit,1,battle/armed-clash\nhit,2,own/kind\n",
    "entry_tags": "entry,position,tag,label\nhit,1,roads,Roads\n",
    "entry_actors": "entry,position,actor,role,basis,according_to\nhit,1,east,initiator,alleged,\"[\"\"west\"\"]\"\n",
    "entry_places": "entry,position,place,role,precision\nhit,1,bridge,location,vicinity\n",
    "entry_sources": "entry,position,source\nhit,1,notice\n",
    "entry_relations": "entry,position,other,relation\nwithheld,1,hit,follows\n",
    "claims": "id,entry,position,question,claimant,made,as_of,text,lang,stance,status,responds_to\nhit#west,hit,1,hurt,west,2031-04-05,2031-04-05,Five were hurt.,en,asserts,claimed,\nhit#east,hit,2,hurt,east,,,Nobody fired.,en,denies,claimed,hit#west\n",
    "claim_figures": "claim,position,harm,category,text,low,high,certainty,words\nhit#west,1,injured,unspecified,5..,5,,at-least,at least five\n",
    "claim_sources": "claim,position,source\nhit#west,1,notice\nhit#east,1,other\n",
    "claim_attributions": "claim,position,actor\nhit#west,1,east\n",
    "relations": "claim,other,relation,position,question,harm\nhit#east,hit#west,denies,1,hurt,\nhit#east,hit#west,contradicts,1,hurt,\n",
    "assessments": "entry,date,method,grading,text\nhit,2031-04-09,https://first.example/method/,Fair,We saw a film.\n",
    "assessment_figures": "entry,position,harm,category,low,best,high,rule\nhit,1,injured,civilians,1,2,,the range\n",
    "entry_texts": "entry,lang,text\nhit,en,\"A lorry, [[red]].\nIt stopped.\"\n",
}  # fmt: skip


def packed(made, **changes: str) -> None:
    """Put the files of data/ into seeds/."""
    resources = [{"name": name, "path": f"{name}.csv"} for name in TABLES]
    package = json.dumps({"title": "The first publication", "resources": resources})
    for name, text in (
        {"datapackage.json": package} | {f"{name}.csv": text for name, text in TABLES.items()} | changes
    ).items():
        bring(made, f"data/{name}", text)


def test_a_publication_comes_back_from_its_tables(site):
    made = site(
        "-- content/site.yaml --\ntitle: T\nurl: https://t.example/\nsides: [{id: west, label: Westmarch}]\n-- content/pages/method.md --\n---\ntitle: M\n---\n"
    )
    packed(made)
    outcome = imported(made, "data")
    assert fields(made, "actors/miller") == {
        "kind": "person",
        "names": [{"text": "Ada Miller"}],
        "side": "west",
        "part_of": [{"actor": "west", "from": "2029", "basis": "de-jure"}],
        "affiliation": [{"actor": "east", "kind": "allied-with", "basis": "alleged", "according_to": ["west"]}],
        "roles": [{"title": "Mayor", "of": "west", "from": "2029-01-12"}],
        "person": {"public_figure": "true"},
    }
    assert fields(made, "places/bridge") == {
        "kind": "bridge",
        "names": [{"text": "The bridge", "lang": "en"}],
        "point": ["12.3", "45.7"],
        "precision": "settlement",
    }
    assert fields(made, "questions/who-fired") == {"title": "Who fired first?", "exclusive": "true"}
    assert not (made.folder / "content/questions/hurt.md").exists()
    assert fields(made, "entries/hit") == {
        "title": "=Bridge= hit",
        "date": "2031-04-05~",
        "date_text": "on Sunday",
        "type": ["battle/armed-clash"],
        "tags": ["Roads"],
        "actors": [{"actor": "east", "role": "initiator", "basis": "alleged", "according_to": ["west"]}],
        "places": [{"place": "bridge", "role": "location", "precision": "vicinity"}],
        "sources": ["notice"],
        "claims": [
            {
                "id": "west", "question": "hurt", "by": "west", "made": "2031-04-05", "as_of": "2031-04-05", "text": "Five were hurt.",
                "quantity": [{"category": "unspecified", "harm": "injured", "count": "5..", "words": "at least five"}],
                "attributed_to": ["east"], "sources": ["notice"],
            },
            {
                "id": "east", "question": "hurt", "by": "east", "text": "Nobody fired.", "stance": "denies",
                "responds_to": "hit#west", "contradicts": ["hit#west"], "sources": ["other"],
            },
        ],
        "assessment": {
            "date": "2031-04-09", "method": "method", "grading": "Fair", "text": "We saw a film.",
            "figures": [{"category": "civilians", "harm": "injured", "low": "1", "best": "2", "rule": "the range"}],
        },
        "published": "2031-04-06T00:00:00Z",
    }  # fmt: skip
    assert fields(made, "entries/withheld", "sources", "related", "status") == {
        "sources": [{"title": "[withheld by the publication]", "publisher": "The first publication"}],
        "related": [{"entry": "hit", "rel": "follows"}],
        "status": "provisional",
    }
    assert losses(outcome) == [
        ": pages, pictures and the marks of Markdown are not in tables",
        ': on what ground "miller" may be named is not in the tables: `public_figure` was written',
        ': site.yaml declares no event type "own/kind" [2]',
    ]
    assert [problem for problem in made.problems() if " error " in problem] == []
    assert made.build().published is not None, "\n".join(made.problems())
    again = imported(made, "data")
    assert (again.made, again.updated, again.unchanged, again.left_alone) == ((), (), 9, ())


def replaced(table: str, *pairs: tuple[str, str]) -> str:
    text = TABLES[table]
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


def test_a_later_package_adds_what_is_new_updates_what_is_untouched_and_tells_what_it_leaves(site):
    westmarch = "-- content/actors/west.md --\n---\nkind: state\nnames: [The west]\n---\n"
    made = site(KNOWN + westmarch)
    packed(made)
    first = imported(made, "data")
    by_hand = ": content/actors/west.md already exists, and no import wrote it: it was left as it is [3]"
    assert by_hand in losses(first)
    edited = made.folder / "content/entries/withheld.md"
    edited.write_text(edited.read_text("utf-8").replace("title: Talks", "title: Talks held"), "utf-8")
    moved = made.folder / "content/actors/people/miller.md"
    moved.parent.mkdir()
    (made.folder / "content/actors/miller.md").rename(moved)
    before = content_of(made)
    later = {
        "entries": replaced("entries", ("Talks,", "Long talks,"), ("on Sunday", "on that Sunday")) + "new,New,en,published,2031,,,\n",
        "claims": replaced("claims", ("Five were hurt", "Six were hurt")),
        "actor_offices": replaced("actor_offices", ("Mayor", "Lord mayor")),
        "place_names": replaced("place_names", ("The bridge", "The old bridge")),
        "sources": replaced("sources", ("A notice", "The notice"), ("2031-04,", "2031-05,")),
    }  # fmt: skip
    packed(made, **{f"{name}.csv": text for name, text in later.items()})
    outcome = imported(made, "data", folder="second")
    assert outcome.made == ("content/entries/second/new.md",)
    assert outcome.updated == (
        "content/actors/people/miller.md", "content/places/bridge.md", "content/entries/hit.md",
    )  # fmt: skip
    assert [(left.path, left.fields, left.source) for left in outcome.left_alone] == [
        ("content/sources/data.yaml", ("title", "issued"), "notice"),
        ("content/entries/withheld.md", ("title",), None),
    ]
    assert by_hand in losses(outcome)
    after = content_of(made)
    changed = [path for path in after if before.get(path) != after[path]]
    assert changed == sorted((*outcome.made, *outcome.updated))
    assert fields(made, "entries/hit", "claims")["claims"][0]["text"] == "Six were hurt."
    assert fields(made, "actors/people/miller", "roles") == {
        "roles": [{"title": "Lord mayor", "of": "west", "from": "2029-01-12"}]
    }


def test_what_is_declared_later_is_read_by_the_next_import(site):
    packed(made := site(KNOWN))
    imported(made, "data")
    assert "side" not in fields(made, "actors/west")
    made.write("-- content/site.yaml --\ntitle: T\nsides: [{id: west, label: West}]\n")
    assert imported(made, "data").updated == ("content/actors/west.md", "content/actors/miller.md")
    assert fields(made, "actors/west", "side") == {"side": "west"}


def test_status_counts_the_records_of_a_package(site):
    packed(made := site(KNOWN))
    imported(made, "data")
    (made.folder / "content/places/bridge.md").unlink()
    ((status,),) = (import_status(made.folder, NOW).seeds,)
    assert (status.records, status.in_entries, status.missing) == (9, 8, ("places/bridge",))


@pytest.mark.parametrize("id", ["../../../outside", "Two Words", ""])
def test_an_id_of_a_package_that_is_none_is_refused(id, site):
    made = site(KNOWN)
    packed(made, **{"places.csv": TABLES["places"].replace("bridge,The", f"{id},The")})
    before = content_of(made)
    outcome = imported(made, "data")
    assert [str(flaw) for flaw in outcome.flaws] == [
        f'data/places.csv, row 2, column "id": "{id}" is not an id; an id consists of small letters and digits, with hyphens between them'
    ]  # fmt: skip
    assert content_of(made) == before


def test_what_only_the_settings_declare_is_told_and_left_out(site):
    packed(made := site(KNOWN))
    outcome = imported(made, "data")
    assert "side" not in fields(made, "actors/west")
    assert fields(made, "entries/hit", "assessment")["assessment"]["by"] == "the publication of data"
    told = losses(outcome)
    assert ': site.yaml declares no side "west": add it and import again [3, 4]' in told
    assert ': no page is called "method", which states a method [2]' in told


def test_a_package_that_is_torn_apart_is_refused(site):
    made = site()
    packed(made)
    (made.folder / "seeds/data/claims.csv").unlink()
    outcome = imported(made, "data")
    assert [str(flaw) for flaw in outcome.flaws] == [
        'data: the table "claims" is not there; keep the files in data/ together'
    ]
    assert said(made, "data/datapackage.json", '{"resources": [{"name": "../../x", "path": "../x.csv"}]}')[
        0
    ].startswith('data/datapackage.json: the table "../../x" is not there')


SMALL = "-- content/site.yaml --\ntitle: T\nurl: https://t.example/\ndata: true\n"
OF_A_DATASET = """
-- content/site.yaml --
title: T
url: https://t.example/
data: true
-- content/pages/method.md --
---
title: M
---
-- content/entries/counted.md --
---
title: Counted
date: 2031-04-05
places: [{place: old-town}]
sources: [gazette]
assessment: {by: UCDP GED 25.1, figures: [{category: all, harm: killed, low: 0, high: 5}]}
---
-- content/places/old-town.md --
---
kind: town
names: [{text: Old town, dataset: UCDP GED 25.1}]
---
"""


def test_what_a_dataset_says_leaves_and_comes_back_as_the_dataset_s(site):
    tables = tables_there_and_back(site(OF_A_DATASET), f"{SMALL}{METHOD}")
    assert b"UCDP GED 25.1" in tables["data/assessments.csv"]
    assert b"UCDP GED 25.1" in tables["data/place_names.csv"]


# Exceptions with reasons, sources that only actors, places and questions cite, contradictions that somebody states.
MORE = """
-- content/places/mill.md --
---
kind: village
names: [Mill]
part_of: [{place: norvad, basis: de-facto, according_to: [east], sources: [map]}]
sources: [gazetteer]
---
-- content/actors/crossing-guards.md --
---
kind: armed-group
names: [{text: Crossing guards, lang: en, kind: official}]
sources: [yearbook]
affiliation: [{actor: west, kind: allied-with, basis: alleged, from: 2001~}]
---
They stood at [[Mill]].[@handbook]
-- content/actors/ada-miller.md --
---
kind: person
names: [Ada Miller]
person: {public_figure: true}
roles: [{title: Mayor, of: west, from: 2020, sources: [yearbook]}]
---
-- content/questions/who-closed-the-road.md --
---
title: Who closed the road?
exclusive: true
---
Each side names the other.[@handbook]
-- content/sources/books.yaml --
- {id: map, title: A map, publisher: The mill, issued: 1999}
- {id: gazetteer, type: book, title: Places, author: [A. Writer], publisher: The mill, issued: 2001, URL: "https://example.com/places", archived: "https://archive.example/places", language: en, country: GE, genre: reference, page: 3-4}
- {id: yearbook, type: book, title: Of the year, publisher: The mill, issued: 2020~}
- {id: handbook, type: book, title: Of the hand, publisher: The mill, issued: 202X}
-- content/entries/road.md --
---
title: The road is closed
date: "[2023-11-01..2023-11-03]"
date_text: early in November
type: [own/closing, battle/armed-clash]
confidence: moderate
confidence_reason: Two reports agree.
warnings: [Shows a wound.]
media: [{kind: video, url: "https://example.com/film", caption: The road filmed from the mill.}]
allow:
  C14: The source does not show whose statement this denial answers.
  D5: What was said before belongs to it.
claims:
  - {id: east, by: east, question: who-closed-the-road, kind: responsibility, attributed_to: [west], made: 2023-10-29, text: The west did., sources: [courier]}
  - {id: west, by: west, question: who-closed-the-road, kind: responsibility, attributed_to: [east], made: 2023-11-04, text: The east did., sources: [post], status: disputed, reason: Each names the other.}
  - {id: open, by: east, question: is-it-open, made: 2023-11-04, text: It is open., sources: [courier]}
  - {id: shut, by: west, question: is-it-open, made: 2023-11-05, text: It is shut., contradicts: [open], sources: [post]}
  - {id: no, by: crossing-guards, question: is-it-open, made: 2023-11-05, stance: denies, text: It was neither., sources: [post]}
  - {id: taken-back, by: east, question: is-it-open, made: 2023-11-06, stance: retracts, responds_to: open, text: It may be shut., sources: [courier]}
related: [{entry: shelling, rel: follows}, {entry: talks, rel: background}]
sources: [courier, post]
---
Nobody passed.[@review]
"""
METHOD = """
-- content/pages/method.md --
---
title: How this is made
---
"""


def test_the_tables_of_a_publication_made_of_tables_are_these_tables(site):
    settings = SETTINGS + "pages: {methodology: method}\ntypes: {own/closing: {label: Closing}}\n"
    # What is withheld does not come back, and an assessment without a method becomes that of the first publication.
    shown = CONTENT.replace("safety: {hide_sources: true}\n", "").replace(
        "{date: 2023-10,", "{method: method, date: 2023-10,"
    )
    tables = tables_there_and_back(site(settings + METHOD + shown + MORE, around=""), settings + METHOD)
    assert set(tables) == {f"data/{table.name}.csv" for table in data_tables(has_texts=True)}
    assert [name for name, data in tables.items() if data.count(b"\r\n") < 2] == []
    exceptions = tables["data/entry_exceptions.csv"].decode().splitlines()[1:]
    assert exceptions == [
        "road,1,C14,The source does not show whose statement this denial answers.",
        "road,2,D5,What was said before belongs to it.",
    ]


@pytest.mark.parametrize(
    ("settings", "told"),
    [("pages: {methodology: method}", [("hit", "C6")]), ("", [])],
    ids=["on a page", "on none"],
)
def test_exceptions_leave_where_a_page_lists_them(site, settings, told):
    """A rule on sources is none of figures, dates and names, and no page tells of it."""
    entry = (
        "-- content/entries/hit.md --\n---\ntitle: Hit\ndate: 2031-04-05\nsources: [gazette]\n"
        "allow: {C6: Nobody else spoke., S1: It has gone.}\n---\n"
    )
    made = site(f"{SMALL}{settings}\n{METHOD}{entry}")
    assert made.build().published is not None, "\n".join(made.problems())
    lines = made.published()["data/entry_exceptions.csv"].decode().splitlines()[1:]
    assert [tuple(line.split(",")[::2][:2]) for line in lines] == told
