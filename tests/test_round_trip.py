"""What pages show is in the tables, and what the tables hold comes back from them: whatever fields were written."""

import json
import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path

import pytest
from conftest import HOUSE, Site
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from imports import tables_there_and_back
from laws import examples

from builder.drafting.front_matter import content_file, plain_yaml

SETTINGS = """
-- content/site.yaml --
title: T
url: https://t.example/
time_zone: Asia/Tbilisi
sides: [{id: east, label: East}, {id: west, label: West}]
types: {own/closing: {label: Closing}}
pages: {methodology: method}
data: {pages: true}
-- content/pages/method.md --
---
title: How this is made
---
"""

# Every field of every form, each with words of its own.
BOOK: Mapping[str, object] = {
    "title": "Word book-title", "type": "book", "author": ["Word book-author"], "container-title": "Word book-container",
    "publisher": "Word book-publisher", "issued": "2001~", "accessed": "2024-01-02", "URL": "https://book.example/word-book-url",
    "archived": "https://archive.example/word-book-archived", "language": "fr", "country": "Word book-country",
    "genre": "Word book-genre", "affiliation": "Word book-affiliation", "proximity": "Word book-proximity",
    "page": "Word book-page", "mirror": "true", "note": "Word book-note",
}  # fmt: skip
WORDED: Mapping[str, object] = {
    "title": "[Word worded-title]", "publisher": "Word worded-publisher", "date_text": "Word worded-date",
    "DOI": "10.1000/word-worded-doi",
}  # fmt: skip
ACTOR: Mapping[str, object] = {
    "kind": "armed-group", "side": "east", "lang": "fr", "sources": ["worded"], "wikidata": "Q1", "formerly": ["old-guards"],
    "names": [
        {"text": "Word guards-name", "lang": "en", "kind": "official", "used_by": ["east"]},
        {"text": "Word guards-alias", "lang": "hy", "kind": "variant"},
        {"text": "Word guards-dataset", "dataset": "Word guards-of-dataset"},
    ],
    "part_of": [{"actor": "mayor", "from": "1990", "to": "1991-08", "basis": "claimed", "according_to": ["mayor"], "sources": ["book"]}],
    "affiliation": [{"actor": "mayor", "kind": "allied-with", "basis": "alleged", "from": "2001~", "to": "2002", "according_to": ["mayor"], "sources": ["worded"]}],
}  # fmt: skip
PERSON: Mapping[str, object] = {
    "kind": "person", "names": [{"text": "Word mayor-name"}], "person": {"public_figure": "true", "born": "1950"},
    "roles": [{"title": "Word mayor-office", "of": "guards", "from": "2020", "to": "2022?", "sources": ["book"]}],
}  # fmt: skip
TOWN: Mapping[str, object] = {
    "kind": "city", "names": [{"text": "Word town-name", "used_by": ["west"]}, {"text": "Word town-alias", "lang": "ru"}],
    "point": ["41.9", "45.1"], "precision": "settlement", "sources": ["worded"], "geonames": "123", "wikidata": "Q2",
    "time_zone": "Asia/Yerevan", "lang": "ru",
    "part_of": [{"place": "valley", "from": "1990", "to": "1999", "basis": "de-facto", "according_to": ["guards"], "sources": ["book"]}],
}  # fmt: skip
VALLEY: Mapping[str, object] = {"kind": "region", "names": ["Word valley-name"], "precision": "fuzzy"}
QUESTION: Mapping[str, object] = {"title": "Word question-title?", "exclusive": "true", "lang": "fr"}
CLAIM: Mapping[str, object] = {
    "id": "one", "by": "mayor", "question": "asked", "via": "guards", "made": "2023-09-20", "as_of": "2023-09-19",
    "recorded": "2023-09-22", "kind": "casualties", "text": "Word claim-text", "reports": "incident",
    "quantity": [{"category": "civilians", "harm": "killed", "count": "5", "words": "Word claim-figure"}],
    "attributed_to": ["guards"], "where": "town", "stance": "asserts", "status": "disputed", "reason": "Word claim-reason",
    "lang": "fr", "sources": ["worded", "book"],
}  # fmt: skip
ANSWER: Mapping[str, object] = {
    "id": "two", "by": "guards", "question": "asked", "made": "2023-09-21", "text": "Word answer-text", "stance": "denies",
    "responds_to": "one", "sources": ["book"], "contradicts": ["one"],
}  # fmt: skip
ENTRY: Mapping[str, object] = {
    "title": "Word entry-title", "date": "2023-09-19T13:05", "time_zone": "Asia/Baku", "date_text": "Word entry-date",
    "summary": "Word entry-summary", "type": ["own/closing", "battle/armed-clash"], "tags": ["Word entry-tag"],
    "actors": [{"actor": "guards", "role": "initiator", "basis": "alleged", "according_to": ["mayor"]}, {"actor": "mayor"}],
    "places": [{"place": "town", "role": "origin", "precision": "vicinity"}, {"place": "valley", "role": "mentioned"}],
    "sources": ["book", "worded"], "claims": [CLAIM, ANSWER],
    "assessment": {
        "date": "2023-10", "method": "method", "grading": "Word assessed-grade", "text": "Word assessed-text",
        "figures": [{"category": "civilians", "harm": "killed", "low": "2", "best": "3", "high": "7", "rule": "Word assessed-rule"}],
    },
    "quotes": [{"text": "Word quote-text", "by": "mayor", "lang": "hy", "source": "book", "translated_from": "ru"}],
    "media": [{
        "kind": "video", "url": "https://film.example/word-film-url", "archived": "https://archive.example/word-film-archived",
        "caption": "Word film-caption", "credit": "Word film-credit", "licence": "Word film-licence",
        "verification": "Word film-verification", "warning": "Word film-warning", "sha256": "0" * 63 + "A",
    }],
    "part_of": "later", "related": [{"entry": "later", "rel": "precedes"}], "status": "provisional",
    "published": "2023-09-20", "updated": "2023-09-26T10:00:00+04:00", "lang": "fr", "dir": "ltr",
    "corrections": [{"date": "2023-09-25", "kind": "correction", "field": "claims.one.text", "was": "Word corrected-was", "now": "Word corrected-now", "text": "Word corrected-text"}],
    "authors": ["Word entry-author"], "confidence": "moderate", "confidence_reason": "Word entry-confidence",
    "warnings": ["Word entry-warning"], "formerly": ["earlier"], "external": {"ged": "1"}, "allow": {"C14": "Word entry-exception"},
}  # fmt: skip
LATER: Mapping[str, object] = {
    "title": "Word later-title", "date": "2023-09-19", "end": "..", "ongoing_as_of": "2024-01", "sources": ["book"],
}  # fmt: skip
FULL: Mapping[str, tuple[Mapping[str, object], str]] = {
    "actors/guards": (ACTOR, "Word guards-text.[@book, p. 3]"),
    "actors/mayor": (PERSON, ""),
    "places/town": (TOWN, "Word town-text."),
    "places/valley": (VALLEY, ""),
    "questions/asked": (QUESTION, "Word question-text.[@worded]"),
    "entries/entry": (ENTRY, "Word entry-text.[@book]\n\nMore of [[guards]].[@worded, 12]"),
    "entries/later": (LATER, ""),
}
SOURCES: Mapping[str, Mapping[str, object]] = {"book": BOOK, "worded": WORDED}

# Fields that no page shows.
UNSHOWN = {
    "entry": {"safety", "seed", "formerly", "external", "dir"},
    "actor": {"formerly", "wikidata", "allow"},
    "place": {"formerly", "wikidata", "time_zone", "allow"},
}


def written(
    records: Mapping[str, tuple[Mapping[str, object], str]], sources: Mapping[str, Mapping[str, object]]
) -> str:
    """Write records as the files of a site."""
    listed = plain_yaml([{"id": id, **fields} for id, fields in sources.items()])
    files = {f"content/{path}.md": content_file(fields, body) for path, (fields, body) in records.items()}
    return "".join(f"-- {path} --\n{text}\n" for path, text in {**files, "content/sources/all.yaml": listed}.items())


def full_site(folder: Path) -> Site:
    return Site(folder).write(SETTINGS).write(written(FULL, SOURCES))


@pytest.mark.parametrize(("schema", "fields"), [
    ("entry", {*ENTRY, *LATER}), ("actor", {*ACTOR, *PERSON}), ("place", {*TOWN}), ("question", {*QUESTION}),
])  # fmt: skip
def test_the_site_that_has_all_fields_has_all_fields(schema: str, fields: set[str]):
    """A new field has to be added to it, and so to the tables."""
    known = json.loads((HOUSE / f"builder/schemas/{schema}.schema.json").read_text("utf-8"))["properties"]
    assert {*known} - fields <= UNSHOWN.get(schema, set())


def test_every_word_that_a_page_shows_is_in_a_table(tmp_path: Path):
    made = full_site(tmp_path)
    assert made.build().published is not None, "\n".join(made.problems())
    published = made.published()
    pages = " ".join(data.decode() for path, data in published.items() if path.endswith(".html"))
    shown = _marks(unescape(pages))
    tables = [data.decode() for path, data in published.items() if re.fullmatch(r"data/.*\.csv", path)]
    # Of a source in something else only that is named.
    assert _marks(str([FULL, SOURCES])) - shown == {"book-publisher"}
    assert shown - _marks(" ".join(tables)) == set()


# The law of the round trip

NEEDED = frozenset(
    "kind names text title date sources publisher by id actor place entry rel category harm count person public_figure "
    "url caption method question".split()
)
TEXT = st.text(st.sampled_from("abyz =+-@'\",;:#[]{}<>&*_~|\\`!%$éնш\u200f😀01"), min_size=1, max_size=12).map(
    lambda text: f"W {text}w"
)


@st.composite
def less(draw: st.DrawFn, value: object) -> object:
    """Leave fields out of a record, and write other words in place of some."""
    match value:
        case dict():
            kept = {
                key: draw(less(inner)) for key, inner in value.items() if key in NEEDED or draw(st.integers(0, 3))
            }
            return {key: inner for key, inner in kept.items() if inner not in ([], {})}
        case list():
            return [draw(less(item)) for item in value]
        case str() if value.startswith("Word ") and draw(st.booleans()):
            return draw(TEXT)
        case _:
            return value


@st.composite
def sites(draw: st.DrawFn) -> str:
    records = {
        path: (draw(less(fields)), body if draw(st.booleans()) else "") for path, (fields, body) in FULL.items()
    }
    return written(records, {id: draw(less(fields)) for id, fields in SOURCES.items()})


@given(sites())
@settings(
    max_examples=examples(7, 500), suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_whatever_is_written_comes_back_from_its_tables(tmp_path_factory: pytest.TempPathFactory, content: str):
    made = Site(tmp_path_factory.mktemp("law") / "one").write(SETTINGS).write(content)
    tables_there_and_back(made, SETTINGS)


def _marks(text: str) -> set[str]:
    return {mark.lower() for mark in re.findall(r"(?i)\bword[ -](\w+-\w+)", text)}
