"""What cannot be shown is told of: what it is, where it is, what it shows; and nothing is loaded from elsewhere."""

import hashlib
import re

import pytest

ENTRY = """
-- content/entries/e.md --
---
title: A bridge
date: 2023-09-19
sources: [gazette]
media: {}
---
Text.
"""
FILM = (
    "{url: 'https://www.video.example/watch?v=a&b=c', archived: https://archive.example/a, kind: video, "
    "caption: Two <minutes>., credit: Ines Bell, verification: Placed by two towers.}"
)


def words_of(page: str) -> list[str]:
    """List the pieces of text of the section on media that are not shown, and the addresses that it names."""
    section = page.partition('<section class="records"')[2].partition("</section>")[0]
    assert not re.search(r"<(img|iframe|video|audio|script|embed|object|source)\b", section)
    return [
        text.strip() or address for text, address in re.findall(r">\s*([^<>\s][^<>]*)|href=\"([^\"]*)\"", section)
    ]


@pytest.mark.parametrize(
    ("media", "words"),
    [
        (
            FILM,
            [
                "Media not shown here",
                "Video",
                "Two &lt;minutes&gt;.",
                "https://www.video.example/watch?v=a&amp;b=c",
                "Published at video.example",
                "https://archive.example/a",
                "Archived copy at archive.example",
                "Credit: Ines Bell",
                "Verification: Placed by two towers.",
            ],
        ),
        (
            "[{file: SECRET.mp4, publish: false, kind: hologram, caption: C, sha256: true, warning: Blood.}]",
            [
                "Media not shown here",
                "Blood.",
                "hologram",
                "C",
                "This publication keeps the file but does not show it.",
                "SHA-256",
                hashlib.sha256(b"film").hexdigest(),
            ],
        ),
        ("[{file: SECRET.mp4, publish: false, credit: SECRET, alt: SECRET}]", []),
        ("[{caption: SECRET, publish: false}]", []),
    ],
)
def test_a_record_says_what_there_is_and_where_and_loads_nothing(site, media, words):
    made = site(ENTRY.replace("{}", media))
    (made.folder / "content/media").mkdir()
    (made.folder / "content/media/SECRET.mp4").write_bytes(b"film")
    assert made.build().published
    assert words_of(made.page("entries/e")) == words
    assert b"SECRET" not in b"".join((*made.published().values(), *map(str.encode, made.published())))


def test_where_sources_are_hidden_a_record_leads_nowhere(site):
    made = site(ENTRY.replace("media: {}", f"safety: {{hide_sources: true}}\nmedia: {FILM}"))
    made.build()
    words = ["Media not shown here", "Video", "Two &lt;minutes&gt;.", "Verification: Placed by two towers."]
    assert words_of(made.page("entries/e")) == words


def test_a_digest_is_that_of_the_file_whenever_it_is_built(site):
    made = site(ENTRY.replace("{}", "{file: a.mp4, publish: false, caption: C, sha256: true}"))
    (made.folder / "content/media").mkdir()
    for data in (b"one", b"two"):
        (made.folder / "content/media/a.mp4").write_bytes(data)
        made.build()
        assert hashlib.sha256(data).hexdigest() in made.page("entries/e")


@pytest.mark.parametrize(
    ("media", "problem"),
    [
        ("{url: video.example/a, caption: C}", "5:14 error [url-form] "),
        ("{url: https://video.example/a}", "5:8 error [field-missing] no caption; "),
        ("{caption: C}", "5:8 error [field-missing] this record of media has neither a file nor an address; "),
        ("{publish: false, caption: C, file: a.mp4, sha256: true}", '5:58 error [S2] there is no file in media/ called "a.mp4"'),
        ("{publish: false, caption: C, file: a.mp4, sha256: 12}", '5:58 error [sha256-form] sha256 is "12"'),
        ("{url: https://video.example/a, caption: C, graphic: true}", "5:8 error [H5] "),
    ],
)  # fmt: skip
def test_what_a_record_lacks_is_told_once(site, media, problem):
    problems = site(ENTRY.replace("{}", media)).problems()
    assert len(problems) == 1
    assert problems[0].startswith(f"content/entries/e.md:{problem}")
