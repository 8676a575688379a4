"""Small mistakes in settings, registers, media and names of files, each told whole, and their neighbours not at all."""

import unicodedata

import pytest
from conftest import PIXEL

SIDES = "sides: [{id: east, label: East, colour: '#8a4b0f'}]"


NAME_OF_SPDX = "SPDX identifier, such as CC-BY-4.0, CC0-1.0 or ODbL-1.0"


@pytest.mark.parametrize(
    ("settings", "found"),
    [
        (
            "url: https://us.github.io/repo/index.html",
            '2:6 error [url-form] url is "https://us.github.io/repo/index.html": all addresses begin with it, but it '
            'names the file "index.html"; write https://us.github.io/repo/',
        ),
        (
            "url: https://example.org/?page=1",
            '2:6 error [url-form] url is "https://example.org/?page=1": all addresses begin with it, but it has a "?"; '
            "write https://example.org/",
        ),
        (
            "url: https://us:secret@example.org/",
            "2:6 error [secret-in-address] url contains a password or a key and would be published; "
            "remove it, and replace it: it has been exposed",
        ),
        (
            "url: HTTPS://example.org/",
            '2:6 error [url-form] url is "HTTPS://example.org/": not a web address; write https://example.org/',
        ),
        (
            "url: www.example.org",
            '2:6 error [url-form] url is "www.example.org": not a web address; write https://www.example.org',
        ),
        ("url: https://example.org/~us/v1.2", None),
        (
            "url: https://us.github.io/\ndeploy: {live: {kind: git, url: 'git@host.example:us/site.git', domain: www.example.org}}",
            '3:73 error [domain-differs] domain is "www.example.org", but url leads to "us.github.io"; '
            "write `url: https://www.example.org/`",
        ),
        (
            "url: https://example.org/\ndeploy: {live: {kind: git, url: 'git@host.example:us/site.git', domain: www.example.org}}",
            '3:73 error [domain-differs] domain is "www.example.org", but url leads to "example.org"; write example.org',
        ),
        (
            "url: https://example.org/repo/\ndeploy: {live: {kind: git, url: 'git@host.example:us/site.git', domain: example.org}}",
            '3:73 error [domain-differs] domain is "example.org", whose pages begin at its root, but url has the path "/repo/"; '
            "write `url: https://example.org/`",
        ),
        (
            "url: https://Example.org\ndeploy: {live: {kind: git, url: 'git@host.example:us/site.git', domain: example.ORG}}",
            None,
        ),
        (
            "url: https://пример.рф/\ndeploy: {live: {kind: git, url: 'git@host.example:us/site.git', domain: xn--e1afmkfd.xn--p1ai}}",
            None,
        ),
        (
            "url: https://example.org/\nbaseURL: https://example.org/",
            '3:1 error [key-unknown] unknown field "baseURL"; move it to `url`, which already exists',
        ),
        (
            "url: https://example.org/\nsides: [{id: east, label: East, colour: #8a4b0f, pattern: dots}]",
            "3:41 error [front-matter] a # between brackets: what follows it on the line is a comment, and hides their end; "
            'put it in quotation marks: "#8a4b0f"',
        ),
        ("url: https://example.org/ # our own", None),
        (
            "url: https://example.org/\ndescription: All of it #1",
            "3:14 error [text-cut] what follows the # is not read: in YAML, a # after a space begins a comment; "
            "put the whole text in quotation marks, or the comment on a line of its own",
        ),
        *(
            (
                f"url: https://example.org/\nlicence: {{{key}: {name}}}",
                f'3:17 warning [licence-form] {key} is "{name}", which is not an SPDX licence identifier; '
                f"write {meant}",
            )
            for key, name, meant in (
                ("text", "CC BY-SA 4.0", "CC-BY-SA-4.0"),
                ("text", "Creative Commons Attribution 3.0 Unported", "CC-BY-3.0"),
                ("text", "cc0", "CC0-1.0"),
                ("data", "odbl", "ODbL-1.0"),
                ("data", "our own terms", f"its {NAME_OF_SPDX}"),
                ("text", "Creative Commons whatever", f"its {NAME_OF_SPDX}"),
            )
        ),
        *(
            (f"url: https://example.org/\nlanguages: {languages}", f"3:{column} error [lang-form] {found}")
            for languages, column, found in (
                ("en, hy", 12, '"en, hy" is one language: a list is written in brackets; write [en, hy]'),
                ("English", 12, 'a language is "English": not a BCP 47 language tag; write en'),
                (
                    "[en, hy, HY]",
                    21,
                    '"HY" is the language "hy", and would have an edition of its own; remove one of the two',
                ),
            )
        ),
        ("url: https://example.org/\nlanguages: [en, en]", None),
        ("url: https://example.org/\nlicence: {text: All rights reserved, data: CC-BY-3.0-IGO}", None),
        ("url: https://example.org/\nlicence: {text: © The Northford Archive, data: OGL-UK-3.0}", None),
    ],
)
def test_settings(site, settings, found):
    made = site(f"-- content/site.yaml --\ntitle: A small chronology\n{settings}\n")
    assert made.problems() == ([f"content/site.yaml:{found}"] if found else [])


@pytest.mark.parametrize(
    ("kind", "meant"),
    [
        ("police", '"government-body"'),
        ("Company", '"other"'),
        ("civil society", '"ngo"'),
        ("rebels", '"armed-group"'),
        ("Armed Force", '"armed-force"'),
        ("separatists", '"de-facto-authority" or "armed-group"'),
    ],
)
def test_a_kind_of_actor_in_other_words_is_answered_with_ours(site, kind, meant):
    made = site(f"-- content/actors/harbour.md --\n---\nkind: {kind}\nnames: [The harbour]\n---\n")
    assert made.problems() == [f'content/actors/harbour.md:2:7 error [value-unknown] kind is "{kind}"; write {meant}']


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        ("Town", ['kind is "Town", but maps and lists use "town"; write "town"']),
        ("town", []),
        ("Hill fort", []),
    ],
)
def test_a_known_kind_of_place_is_in_small_letters(site, kind, found):
    made = site(f"-- content/places/bridge.md --\n---\nkind: {kind}\nnames: [The bridge]\n---\n")
    assert made.problems() == [f"content/places/bridge.md:2:7 warning [place-kind] {one}" for one in found]


@pytest.mark.parametrize(
    ("point", "meant"),
    [
        ("54.9966, -7.3086", "[54.9966, -7.3086]"),
        ("[145.68, 12.35]", "[12.35, 145.68]"),
        ('"40.37, 49.89"', "[40.37, 49.89]"),
        ("40°22′N 49°53′E", "[40.3667, 49.8833]"),
        ("54.9N, 7.3W", "[54.9, -7.3]"),
        ("{lat: 40.1, lon: 49.2}", "[40.1, 49.2]"),
        ("POINT (49.1 40.1)", "[40.1, 49.1]"),
        ("[54,9, -7,3]", "[54.9, -7.3]"),
        ("https://map.example/@54.9,-7.3,15z", "[54.9, -7.3]"),
    ],
)
def test_a_point_written_otherwise_is_answered_with_the_point(site, point, meant):
    file = "content/places/bridge.md"
    wrong = [f"{file}:4:8 error [not-a-point] point is not a pair of numbers in range; write {meant}"]
    text = f"-- {file} --\n---\nkind: bridge\nnames: [The bridge]\npoint: {{}}\n---\n"
    assert site(text.replace("{}", point)).problems() == wrong
    # Some are more exact than what is shown.
    assert [found for found in site(text.replace("{}", meant)).problems() if "[H1]" not in found] == []


def test_latitude_and_longitude_make_a_point(site):
    made = site("-- content/places/bridge.md --\n---\nnames: [The bridge]\nlatitude: 54.9\nlongitude: -7.3\n---\n")
    assert made.problems() == [
        f'content/places/bridge.md:{line}:1 error [key-unknown] unknown field "{field}"; '
        "write `point: [54.9, -7.3]` for latitude and longitude"
        for line, field in ((3, "latitude"), (4, "longitude"))
    ]


def test_a_side_is_one_that_is_declared(site):
    actor = "-- content/actors/army.md --\n---\nkind: armed-force\nnames: [The army]\nside: est\n---\n"
    made = site(actor)
    assert made.problems() == [
        'content/actors/army.md:4:7 error [side-unknown] no side is called "est"; '
        "site.yaml declares none: add `sides` there, or remove this"
    ]
    settings = f"-- content/site.yaml --\ntitle: A small chronology\nurl: https://example.org/\n{SIDES}\n"
    assert made.write(settings).problems() == [
        'content/actors/army.md:4:7 error [side-unknown] no side is called "est"; did you mean "east"?'
    ]
    assert made.write(actor.replace("est", "east")).problems() == []


def test_two_files_of_media_are_not_one_name(site):
    made = site()
    media = made.folder / "content/media"
    media.mkdir()
    for form in ("NFC", "NFD"):
        (media / f"{unicodedata.normalize(form, 'é')}.gif").write_bytes(PIXEL)
    (media / "e.gif").write_bytes(PIXEL)
    assert [problem.partition(" ")[2] for problem in made.problems()] == [
        "error [file-unread] another file has the same name in a different Unicode form; rename one of the two"
    ]


@pytest.mark.parametrize(("length", "is_found"), [(None, False), (-12, True), (40, True)])
def test_a_picture_that_is_cut_off_is_told(site, length, is_found):
    made = site(
        "-- content/entries/e.md --\n---\ntitle: A bridge\ndate: 2031-04-05\nsources: [gazette]\n"
        "media: [{file: bridge.png, alt: A bridge, credit: Us, licence: CC0}]\n---\n"
    )
    media = made.folder / "content/media"
    media.mkdir()
    (media / "bridge.png").write_bytes(PIXEL[:length])
    assert [problem.partition("[")[2].partition("]")[0] for problem in made.problems()] == [
        "picture-damaged"
    ] * is_found


@pytest.mark.parametrize("path", ["content/entries/", "content/tags", "content/media/x.jpg"])
def test_a_link_is_told_of_wherever_it_lies(site, path, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    made = site()
    place = made.folder / path.rstrip("/")
    place.parent.mkdir(exist_ok=True)
    place.symlink_to(tmp_path / "elsewhere")
    assert made.problems() == [
        f"{path.rstrip('/')} warning [file-unread] this link is not followed; put the file or folder itself there"
    ]


SOURCE = "- {{id: bridge, title: A bridge, publisher: The Gazette, {}}}\n"


def entry(fields: str, path: str = "e", sources: str = "gazette") -> str:
    """Write an entry with these fields below its title, date and sources."""
    return f"-- content/entries/{path}.md --\n---\ntitle: T\ndate: 2020-04-05\nsources: {sources}\n{fields}\n---\n"


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        (
            "issued: 2020, URL: 'https://a.example/b?utm_source=post&id=3#:~:text=x'",
            "1:76 url-tracking the address contains tracking parameters",
        ),
        ("issued: 2020, URL: 'https://a.example/b?source=post&id=3#part'", None),
        (
            "issued: 2020-04-06, accessed: 2020-04-05",
            '1:87 accessed-early "bridge" was accessed (2020-04-05) before it was published (2020-04-06)',
        ),
        ("issued: 2020-04, accessed: 2020-04-05", None),
        ("issued: 3050", '1:65 not-yet issued is "3050", which is in the future'),
        ("issued: 2026, accessed: 2026-01-01", None),
    ],
)
def test_what_a_source_says_of_itself_can_be(site, fields, found):
    made = site(f"-- content/sources/x.yaml --\n{SOURCE.format(fields)}{entry('', sources='bridge')}")
    problems = made.found("url-tracking", "accessed-early", "not-yet")
    assert problems == ([f"sources/x.yaml:{found}"] if found else [])


def test_two_addresses_that_differ_in_what_follows_readers_are_one(site):
    made = site(
        "-- content/sources/x.yaml --\n"
        "- {id: one, title: A, publisher: P, URL: 'https://a.example/b?fbclid=1'}\n"
        "- {id: two, title: B, publisher: P, URL: 'https://a.example/b'}\n"
    )
    assert made.found("S5") == ['sources/x.yaml:2:8 S5 "two" and "one" are the same article']


def test_nothing_is_published_on_a_day_that_has_not_come(site):
    fields = (
        "published: 2026-01-01T09:00:00+14:00\nupdated: 2099-01-01\n"
        "claims: [{by: armenia, text: T, sources: gazette, recorded: 2099-01-01}]"
    )
    made = site(
        entry(fields) + "-- content/sources/list.yaml --\n- {id: gazette, title: T, publisher: P, issued: 2020}\n"
    )
    assert made.found("not-yet") == [
        'entries/e.md:6:10 not-yet updated is "2099-01-01", which is in the future',
        'entries/e.md:7:61 not-yet recorded is "2099-01-01", which is in the future',
    ]


def test_who_does_not_say_when_it_was_published_is_in_no_feed(site):
    made = site(entry("published: 2020-04-06")).write(entry("", "f"))
    assert made.found("published-missing") == [
        "entries/f.md:1:1 published-missing this entry does not say when it was published (`published`): "
        "feeds and the latest entries omit it"
    ]
    made.write(entry("", "g"))
    assert made.found("published-missing") == [
        "entries/f.md:1:1 published-missing this entry and 1 more do not say when they were published (`published`): "
        "feeds and the latest entries omit them"
    ]


def test_a_picture_s_name_says_its_kind(site):
    made = site(entry("media: [{file: a.jpg, alt: A, credit: C, licence: CC0}]"))
    (made.folder / "content/media").mkdir()
    (made.folder / "content/media/a.jpg").write_bytes(PIXEL)
    assert made.found("picture-named") == [
        'entries/e.md:5:16 picture-named "a.jpg" is a PNG, but its name says otherwise'
    ]


@pytest.mark.parametrize("name", ["old", "bak", "copy"])
def test_a_copy_that_its_name_tells_of_is_no_translation(site, name):
    made = site(entry("tags: [talks]") + f"-- content/entries/talks.{name}.md --\n---\ntitle: T\ndate: 2031\n---\n")
    assert made.problems() == [
        f"content/entries/talks.{name}.md warning [file-unread] this file is not read: "
        "its name says that it is a copy of content/entries/talks.md; "
        "keep copies out of content/, or rename it"
    ]


def test_an_escape_is_no_way_round_what_no_feed_may_hold(site):
    made = site(entry('summary: "a\\uFFFEb"'))
    assert [problem.partition("] ")[2] for problem in made.problems()] == [
        "an escape for a character that is not allowed in a page (U+FFFE); delete it"
    ]


@pytest.mark.parametrize("name", ["sources/library.bib", "sources/x.ris", "entries/events.csv", "media.xlsx"])
def test_data_of_other_programs_are_to_be_imported(site, name):
    about = [problem for problem in site(f"-- content/{name} --\na,b\n").problems() if name in problem]
    hint = "move it out of content/, and run `dateline import` on it: that makes drafts and sources of it"
    assert [problem.rpartition("; ")[2] for problem in about] == [hint]


def test_what_a_linked_folder_and_an_unread_list_hide_is_not_missed(site, tmp_path):
    made = site(entry("", sources="[gazette, herald]") + '-- content/sources/x.json --\n[{"id": "herald"}\n')
    assert [problem.split()[2] for problem in made.problems()] == ["[json-form]"]
    assert made.found("S6") == []
    made.delete("content/sources/x.json").delete("content/entries/e.md")
    assert made.found("G5") != []
    (made.folder / "content/entries").rmdir()
    (made.folder / "content/entries").symlink_to(tmp_path)
    assert made.found("G5") == []
