"""Rules on sources: what an entry rests on can be found again, and is what it was."""

import pytest
from conftest import TWO_SIDES


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "title: Something happened\nmedia: [{file: a.png, alt: A bridge, credit: Ines Bell}]\n---\n",
            ['5:9 S8 "a.png" is by Ines Bell, but nothing says that it may be published'],
        ),
        (
            "title: Something happened\n"
            "media: [{file: a.png, alt: A bridge, credit: Ines Bell, licence: CC0}]\n"
            "---\n",
            [],
        ),
        (
            "title: Something happened\n"
            "authors: Ines Bell\n"
            "media: [{file: a.png, alt: A bridge, credit: Ines Bell}]\n"
            "---\n",
            [],
        ),
        (
            "title: Something happened\n"
            "media: [{file: a.png, alt: A bridge, credit: Ines Bell, publish: false}]\n"
            "---\n",
            [],
        ),
    ],
)
def test_a_picture_of_somebody_else_has_a_licence(site, text, found):
    made = site(TWO_SIDES, around="")
    made.write("-- content/media/a.png --\n")
    assert made.found_in(text, "S8") == found


LIST = "-- content/sources/own.yaml --\n"
ABOUT = "title: A report, publisher: Us"


def found(site, sources: str, *codes: str) -> list[str]:
    made = site(TWO_SIDES + LIST + sources, around="")
    (made.folder / "content/media").mkdir()
    (made.folder / "content/media/letter.pdf").write_bytes(b"Dear")
    return [line.removeprefix("sources/own.yaml:") for line in made.found(*codes) if "own.yaml" in line]


def test_addresses_without_a_copy_and_sources_without_a_date_are_told_once_a_file(site):
    sources = "".join(f"- {{id: s{n}, {ABOUT} {n}, URL: https://a.example/{n}}}\n" for n in range(5))
    kept = f"- {{id: kept, {ABOUT}, URL: https://a.example/, archived: https://b.example/, issued: 2031}}\n"
    assert found(site, kept + sources, "S1", "S3") == [
        '2:3 S1 no archived copy: "s0", "s1", "s2" and 2 more',
        '2:3 S3 no date: "s0", "s1", "s2" and 2 more',
    ]


@pytest.mark.parametrize(
    ("fields", "problems"),
    [
        ("file: letter.doc", ['1:54 S2 there is no file in media/ called "letter.doc"']),
        ("file: letter.pdf, sha256: abc", ['1:74 S2 "letter.pdf" does not match its digest']),
        ("file: letter.pdf", []),
        ("file: letter.pdf, sha256: 37CEAE1CCFC429ABC1DC773EADFD8E467A33972076071BFAF13E9A0749D2E30C", []),
    ],
)
def test_evidence_is_there_and_unchanged(site, fields, problems):
    assert found(site, f"- {{id: letter, {ABOUT}, {fields}}}\n", "S2") == problems


@pytest.mark.parametrize(
    ("one", "other", "problems"),
    [
        (
            "URL: https://www.a.example/x/",
            "URL: 'http://a.example/x#top'",
            ['2:8 S5 "two" and "one" are the same article'],
        ),
        ("DOI: 10.1/ab", "DOI: 'https://doi.org/10.1/AB'", ['2:8 S5 "two" and "one" are the same article']),
        ("URL: https://a.example/x", "URL: https://a.example/y", []),
        ("issued: 2031-04-05", "issued: 2031-04-05", ['2:8 S5 "two" and "one" are the same article']),
        ("issued: 2031-04-05", "issued: 2031-04-06", []),
    ],
)
def test_one_article_has_one_id(site, one, other, problems):
    assert found(site, f"- {{id: one, {ABOUT}, {one}}}\n- {{id: two, {ABOUT}, {other}}}\n", "S5") == problems


@pytest.mark.parametrize(
    ("sources", "problems"),
    [
        ("[courier]", ['entries/e.md:4:10 S6 all sources of this entry are published by "The Courier"']),
        ("[courier, post]", []),
        ("[courier]\nstatus: draft", []),
    ],
)
def test_an_entry_rests_on_more_than_one_publisher(site, sources, problems):
    entry = f"-- content/entries/e.md --\n---\ntitle: Talks\ndate: 2023-09-19\nsources: {sources}\n---\n"
    assert site(TWO_SIDES + entry, around="").found("S6") == problems
