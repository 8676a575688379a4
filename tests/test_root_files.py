"""Files of the author's own at the root of the site: published as they are, never in a page's place, never run."""

import json
from pathlib import Path

import pytest
from conftest import PIXEL, Site

CONTACT = b"Contact: mailto:editors@example.org\r\n"


def put(site: Site, name: str, data: bytes) -> Path:
    place = site.folder / "content/root" / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data)
    return place


def test_files_for_the_root_are_published_as_they_are_and_once(site):
    made = site("""
-- content/site.yaml --
title: A small chronology
url: https://example.org/
languages: [en, hy]
translations: {hy: {title: Փոքր ժամանակագրություն}}
""")
    files = {
        "favicon.ico": b"\0\0\1\0",
        "google1a2b3c.html": b"google-site-verification: google1a2b3c.html",
        "BingSiteAuth.xml": b'<?xml version="1.0"?>\n<users>\n<user>1A2B</user></users>\n',
        ".well-known/security.txt": CONTACT,
        ".well-known/acme-challenge-1": b"token",
    }
    for name, data in {**files, "icon.png": PIXEL, ".DS_Store": b"x", ".htaccess": b"x", "notes.txt~": b"x"}.items():
        put(made, name, data)
    made.build()
    published = {path: data for path, data in made.published().items() if path in files}
    assert published == files
    assert made.published()["icon.png"].startswith(b"\x89PNG")
    manifest = json.loads(made.published()["manifest.json"])["files"]
    assert [name for name in (*files, "icon.png") if name not in manifest] == []
    assert [path for path in made.published() if path.startswith("hy/") and path[3:] in files] == []
    # It is ours: a change is seen, a stranger beside it is noticed, and what is gone from the content is gone.
    well_known = made.folder / "public/.well-known"
    (well_known / "mine").write_bytes(b"x")
    assert made.build().published.foreign == (".well-known/mine",)
    (well_known / "mine").unlink()
    put(made, ".well-known/security.txt", b"Contact: https://example.org/contact/\n")
    (made.folder / "content/root/.well-known/acme-challenge-1").unlink()
    built = made.build().published
    assert (built.written, built.removed) == (1, 1)
    assert (well_known / "security.txt").read_bytes() == b"Contact: https://example.org/contact/\n"


WRONG = [
    ("robots.txt", b"", '[O1] its address, "robots.txt", is that of something else that is published (robots), too'),
    ("Manifest.json", b"{}", "[root-file] manifest.json at the root of the site is the list of all published files"),
    (
        "fonts/a.txt",
        b"",
        "[root-file] this file is not published: the only folder allowed in content/root/ is .well-known/",
    ),
    ("a b.txt", b"", "[root-file] a file name at the root of the site consists of letters A to Z"),
    ("app.js", b"", "[root-file] a file that ends in .js is not published at the root of the site"),
    ("logo.svg", b"<svg/>", "[root-file] a file that ends in .svg is not published at the root of the site"),
    ("timeline", b"", "[root-file] a file without an extension is published only in content/root/.well-known/"),
    ("own.html", b"<script>1</script>", "[root-file] this file contains markup that a browser may run"),
    ("wide.html", "<b>".encode("utf-16"), "[root-file] this file contains markup that a browser may run"),
    (
        "own.xml",
        b'<x xmlns="http://www.w3.org/1999/xhtml"/>',
        "[root-file] this file contains markup that a browser may",
    ),
    ("icon.png", PIXEL[:-12], "[picture-damaged] this picture is damaged, or not in the format its name says"),
    (".well-known/x.txt", b"", None),
]


@pytest.mark.parametrize(("name", "data", "found"), WRONG, ids=[name for name, _, _ in WRONG])
def test_a_file_for_the_root_takes_no_page_s_place_and_runs_nothing(site, name, data, found):
    made = site()
    put(made, name, data)
    problems = [line.partition(" error ")[2] for line in made.problems() if " error " in line]
    assert [line[: len(found)] for line in problems] == ([found] if found else [])
    assert all(line.startswith(f"content/root/{name} ") for line in made.problems() if " error " in line)


@pytest.mark.parametrize(
    ("files", "found"),
    [
        (
            "-- content/pages/actors.md --\n---\ntitle: Actors\n---\nText.\n",
            'content/pages/actors.md error [O1] its address, "actors/", is that of something else that is published '
            "(actor pages), too; give this file another name",
        ),
        (
            "-- content/pages/data.md --\n---\ntitle: Data\nformerly: [search]\n---\nText.\n",
            'content/pages/data.md error [O1] its address, "search/", is that of something else that is published '
            "(search page), too; give this file another name",
        ),
    ],
)
def test_a_clash_names_the_file_that_can_be_renamed(site, files, found):
    assert [line for line in site(files).problems() if "[O1]" in line] == [found]
