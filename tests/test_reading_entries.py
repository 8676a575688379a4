"""Every field of an entry is read into its own type; what is no value of a field is told where it stands."""

import pytest
from conftest import NOW, Site
from msgspec.structs import asdict

from builder.building.pipeline import load
from builder.model.actor import Basis
from builder.model.claim import Category, Harm
from builder.model.entry import (
    Assessment,
    Correction,
    CorrectionKind,
    Estimate,
    Location,
    Medium,
    Participation,
    PlaceRole,
    Quote,
    Rel,
    Relation,
    Role,
    Safety,
    Seed,
    Status,
)
from builder.model.place import PlacePrecision
from builder.model.source import Source
from builder.reading.dates.edtf import read_date, read_end

ENTRY = "content/entries/entry.md"
AROUND = """
-- content/site.yaml --
title: A small chronology
url: https://example.org/
types: {press/briefing: {label: Press briefing}}
-- content/entries/other.md --
---
title: The ceasefire
date: 2023-09-19
sources: gazette
---
-- content/pages/method.md --
---
title: How we count
---
-- content/media/bridge.jpg --
GIF89a\t\t\t\tthe head of a picture
"""


def with_lines(site, lines: str) -> Site:
    """Make a site with an entry whose fourth line of fields, line 5 of its file, is the first of `lines`."""
    entry = f"\n-- {ENTRY} --\n---\ntitle: Shelling\ndate: 2023-09-19\nsources: gazette\n{lines}\n---\n"
    return site(AROUND + entry)


def read_entry(site: Site):
    return load(site.folder, NOW).archive.entry_of["entry"]


def a_claim(by: str, category: Category = Category.CIVILIANS) -> Estimate:
    return Estimate(category=category, harm=Harm.KILLED, low=2, best=3, high=5, claims=(by,), rule="the lower count")


@pytest.mark.parametrize(
    ("lines", "field", "value"),
    [
        ("summary: 'Shells fell: two houses burnt.'", "summary", "Shells fell: two houses burnt."),
        ("end: 2023-09-20", "end", read_end("2023-09-20")),
        ("end: ..\nongoing_as_of: 2023-10", "end", read_end("..")),
        ("end: unknown", "end", read_end("unknown")),
        ("time_zone: Asia/Baku", "time_zone", "Asia/Baku"),
        ("date_text: late on Tuesday", "date_text", "late on Tuesday"),
        ("ongoing_as_of: 2023-10", "ongoing_as_of", read_date("2023-10")),
        ("type: legal/ruling", "types", ("legal/ruling",)),
        ("type: [battle/armed-clash, press/briefing]", "types", ("battle/armed-clash", "press/briefing")),
        ("tags: shelling", "tags", ("shelling",)),
        ("tags: [shelling, Степанакерт]", "tags", ("shelling", "Степанакерт")),
        ("actors: armenia", "actors", (Participation("armenia"),)),
        (
            "actors: [{actor: armenia, role: speaker, basis: alleged, according_to: [armenia]}]",
            "actors",
            (Participation("armenia", Role.SPEAKER, Basis.ALLEGED, ("armenia",)),),
        ),
        ("places: [yerevan]", "places", (Location("yerevan"),)),
        (
            "places:\n  - {place: yerevan, role: mentioned, precision: vicinity}",
            "places",
            (Location("yerevan", PlaceRole.MENTIONED, PlacePrecision.VICINITY),),
        ),
        (
            "assessment:\n  date: 2023-10-01\n  method: method\n  grading: fair\n  text: By two counts.\n  figures:\n"
            "    - {category: civilians, harm: killed, low: 2, best: 3, high: 5, from: [toll], rule: the lower "
            "count}\n"
            "claims: [{id: toll, by: armenia, text: Three., sources: gazette}]",
            "assessment",
            Assessment(
                date=read_date("2023-10-01"),
                method="method",
                figures=(a_claim("entry#toll"),),
                grading="fair",
                text="By two counts.",
            ),
        ),
        (
            "quotes: [{text: Մենք կմնանք, by: armenia, lang: hy, source: gazette, translated_from: hy}]",
            "quotes",
            (Quote("Մենք կմնանք", "armenia", "hy", "gazette", "hy"),),
        ),
        (
            "media:\n  - {file: bridge.jpg, kind: photo, alt: A bridge, caption: At noon, credit: A. B., "
            "licence: CC0,\n"
            "     verification: seen by two, graphic: yes, warning: blood, consent: given, focal: [0.5, 0.25]}",
            "media",
            (
                Medium(
                    file="bridge.jpg",
                    alt="A bridge",
                    caption="At noon",
                    credit="A. B.",
                    licence="CC0",
                    verification="seen by two",
                    graphic=True,
                    warning="blood",
                    consent="given",
                    focal=(0.5, 0.25),
                ),
            ),
        ),
        ("media: [{kind: film, publish: false}]", "media", (Medium(kind="film", publish=False),)),
        ("part_of: other", "part_of", "other"),
        ("related: [{entry: other, rel: precedes}]", "related", (Relation("other", Rel.PRECEDES),)),
        ("status: provisional", "status", Status.PROVISIONAL),
        ("", "status", Status.PUBLISHED),
        ("published: 2023-09-20T08:00:00+04:00", "published", "2023-09-20T04:00:00Z"),
        ("published: 2023-09-20t08:00:00.25z", "published", "2023-09-20T08:00:00Z"),
        ("updated: 2023-09-21", "updated", "2023-09-21T00:00:00Z"),
        ("published: 9000-01-01", "published", "9000-01-01T00:00:00Z"),
        (
            "corrections:\n  - {date: 2023-09-22, kind: clarification, text: One house., field: summary, was: "
            "two, now: one}",
            "corrections",
            (
                Correction(
                    date=read_date("2023-09-22"),
                    kind=CorrectionKind.CLARIFICATION,
                    text="One house.",
                    field="summary",
                    was="two",
                    now="one",
                ),
            ),
        ),
        ("lang: zh-Hant", "lang", "zh-Hant"),
        ("dir: rtl", "dir", "rtl"),
        ("authors: [A. B., C. D.]", "authors", ("A. B.", "C. D.")),
        ("confidence: low", "confidence", "low"),
        ("confidence_reason: one witness", "confidence_reason", "one witness"),
        ("warnings: [blood]", "warnings", ("blood",)),
        ("formerly: [first-shelling, ստեփանակերտ]", "formerly", ("first-shelling", "ստեփանակերտ")),
        ("external: {acled: AZE123, wikidata: Q1}", "external", (("acled", "AZE123"), ("wikidata", "Q1"))),
        (
            "safety: {coordinate_decimals: 1, delay_until: 2023-12-01, hide_sources: true}",
            "safety",
            Safety(1, "2023-12-01T00:00:00Z", True),
        ),
        ("safety: {hide_sources: no}", "safety", Safety()),
        (
            "seed: [{file: events.yaml, id: ev-1}, {file: notes.yaml}, {file: ged.csv, row: 3, sha256: 9f86d0}]",
            "seed",
            (Seed("events.yaml", "ev-1"), Seed("notes.yaml"), Seed("ged.csv", None, 3, "9f86d0")),
        ),
    ],
)
def test_each_field_is_read_as_what_it_means(site, lines, field, value):
    made = with_lines(site, lines)
    assert made.problems() == []
    assert asdict(read_entry(made))[field] == value


def test_an_entry_needs_no_more_than_a_title_a_date_and_a_source(site):
    made = site(f"-- {ENTRY} --\n---\ntitle: Shelling\ndate: 2023-09\nsources: gazette\n---\n")
    assert made.problems() == []
    entry = read_entry(made)
    assert (entry.title, entry.date, entry.sources) == ("Shelling", read_date("2023-09"), ("gazette",))


def test_an_entry_lists_its_sources_in_the_order_in_which_it_names_them_and_each_once(site):
    made = with_lines(
        site,
        "quotes: [{text: Yes., by: armenia, source: gazette}]\n"
        "claims: [{by: armenia, text: Two., sources: [{title: A letter, publisher: The ministry}, gazette]}]",
    )
    entry = read_entry(made)
    assert made.problems() == []
    assert (entry.sources, entry.claims[0].sources) == (("gazette", "entry-1"), ("entry-1", "gazette"))
    assert entry.own_sources == (Source(id="entry-1", title="A letter", publisher="The ministry"),)


def test_a_source_written_inline_is_cited_by_its_id_where_it_has_one(site):
    made = site(
        f"-- {ENTRY} --\n---\ntitle: Shelling\ndate: 2023-09\n"
        "sources: [gazette, {id: letter, title: '[A letter]', URL: https://a.am/}, {title: A call, publisher: Us}]\n"
        "claims: [{by: armenia, text: Two., sources: letter}]\n---\nSo it says [@letter].\n"
    )
    assert made.problems() == []
    assert read_entry(made).sources == ("gazette", "letter", "entry-2")


def test_all_mistakes_of_an_entry_are_told_at_once_even_without_title_and_date(site):
    made = site(f"-- {ENTRY} --\n---\nstatus: drfat\nactors: [nobody]\nsourcs: gazette\n---\n[[nowhere]]\n")
    assert made.problems() == [
        f"{ENTRY}:1:1 error [field-missing] no date; add `date: YYYY-MM-DD`, as precisely as it is known",
        f"{ENTRY}:1:1 error [field-missing] no title; add `title: what happened, in a few words`",
        f'{ENTRY}:2:9 error [value-unknown] status is "drfat"; did you mean "draft"?',
        f'{ENTRY}:3:10 error [actor-unknown] no actor is called "nobody"; add the actor, or fix the name',
        f'{ENTRY}:4:1 error [key-unknown] unknown field "sourcs"; did you mean "sources"?',
        f'{ENTRY}:6:1 error [link-unknown] no entry, actor, place or page is called "nowhere"; '
        "write an id, or the name of an actor or a place",
    ]


@pytest.mark.parametrize(
    ("seed", "problems"),
    [
        (
            "[ev-1]",
            [
                "5:8 error [not-a-map] seed must have fields of its own; "
                "write `{file: events.yaml, id: event-1}` below or within { }"
            ],
        ),
        ("[{id: ev-1}]", ["5:8 error [field-missing] no file; add `file: a file of seeds/`"]),
        (
            "[{file: events.yaml, ids: ev-1}]",
            ['5:28 error [key-unknown] unknown field "ids" in seed; did you mean "id"?'],
        ),
    ],
)
def test_what_an_entry_was_written_from_is_named_by_file_and_record(site, seed, problems):
    assert with_lines(site, f"seed: {seed}").problems() == [f"{ENTRY}:{problem}" for problem in problems]


def test_what_an_entry_was_written_from_is_never_shown(site):
    made = with_lines(site, "seed: [{file: own-notes.yaml, id: ev-hidden}]")
    assert made.build().published
    assert [path for path, data in made.published().items() if b"own-notes" in data or b"ev-hidden" in data] == []
