"""Nothing private ever leaves: all of `public/` is searched for what should not be there."""

import os
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from conftest import NOW, Site

from builder.building.pipeline import check
from builder.model.errors import BuilderError
from builder.reading.quoting import quoted_line

SECRET = "SECRET"


def leaks(site: Site, *words: str) -> list[str]:
    """List the published files that hold one of the words, in their bytes or in their paths."""
    found = []
    for path, data in site.published().items():
        text = data.decode("utf-8", "replace") + path
        found += [f"{path}: {word}" for word in (SECRET, *words) if word.casefold() in text.casefold()]
    return found


ADDRESS = """
-- content/site.yaml --
title: A small chronology
url: https://example.org/
sharing: {embeds: true}
data: {pages: true}
"""
OPEN = """
-- content/entries/appeal.md --
---
title: An appeal
date: 2023-09-19
published: 2023-09-20
actors: [armenia]
places: [yerevan]
tags: [appeals]
sources: [gazette]
---
The text of the appeal.
"""


def test_private_fields_of_every_kind_of_file_are_dropped(site: Callable[..., Site]):
    small = site(
        """
-- content/site.yaml --
title: A small chronology
url: https://example.org/
private: SECRET-site
data: {pages: true, _why: SECRET-data}
_note: SECRET-site
sides: [{id: north, label: North, _why: SECRET-side, private: SECRET-side}]
safety: {delay_hours: 0, _why: SECRET-policy}
deploy: {live: {kind: rsync, to: "www@example.org:site", _host: SECRET-host, _token: SECRET-token}}
-- content/actors/armenia.md --
---
kind: state
names: [{text: Armenia, lang: en, _heard: SECRET-name}]
private: {telephone: SECRET-actor}
_telephone: SECRET-actor
# SECRET-comment
---
-- content/places/yerevan.md --
---
kind: city
names: [{text: Yerevan, lang: en}]
point: [40.1811234, 44.5136789]
private: [SECRET-place]
_house: SECRET-place
---
-- content/pages/about.md --
---
title: About
private: SECRET-page
_draft: SECRET-page
---
-- content/questions/hurt.md --
---
title: How many were hurt?
private: SECRET-question
---
-- content/sources/list.yaml --
- {id: gazette, title: The day's news, publisher: The Gazette, private: SECRET-source, _by: SECRET-source}
-- content/entries/appeal.md --
---
title: An appeal   # SECRET-comment
date: 2023-09-19
published: 2023-09-20
private: {witness: SECRET-entry}
_witness: SECRET-entry
_witnesses: [{name: SECRET-entry}]
actors: [{actor: armenia, role: speaker, _why: SECRET-part}]
places: [{place: yerevan, private: SECRET-location}]
sources: [gazette, {title: A letter, publisher: Somebody, _from: SECRET-own-source, private: SECRET-own-source}]
claims: [{by: armenia, text: Two were hurt., question: hurt, injured: 2, sources: [gazette], _why: SECRET-claim}]
quotes: [{text: Enough., by: armenia, _heard: SECRET-quote}]
media: [{publish: false, caption: SECRET-medium, alt: SECRET-medium, credit: SECRET-medium}]
corrections: [{date: 2023-09-21, text: Two were hurt and not three., _by: SECRET-correction}]
related: []
assessment: {text: Sound., _by: SECRET-assessment}
safety: {_why: SECRET-safety}
---
The text of the appeal.
"""
    )
    problems = [problem for problem in small.problems() if "[H1]" not in problem]
    assert problems == [
        "content/entries/appeal.md:2:8 warning [text-cut] what follows the # is not read: in YAML, a # after a space "
        "begins a comment; put the whole text in quotation marks, or the comment on a line of its own"
    ]
    small.build()
    assert leaks(small, "40.1811", "44.5136") == []
    # A database holds numbers in eight bytes each.
    exact = [struct.pack(">d", degrees) for degrees in (40.1811234, 44.5136789)]
    assert [path for path, data in small.published().items() if any(point in data for point in exact)] == []


DRAFT = """
-- content/entries/secret-id.md --
---
title: SECRET title
summary: SECRET summary
date: 2023-09-20
published: 2023-09-20
{held}
tags: [SECRET tag]
formerly: [secret-former-id]
actors: [armenia]
places: [yerevan]
part_of: appeal
related: [{{entry: appeal, rel: background}}]
sources: [gazette, {{id: secret-source, title: SECRET source, publisher: SECRET publisher}}]
claims: [{{by: armenia, text: SECRET claim., sources: [gazette]}}]
media: [{{file: secret.png, alt: SECRET alt, credit: SECRET credit, licence: CC0}}]
---
SECRET body, with [[appeal]].
"""
HELD = [
    "status: draft",
    "safety: {delay_until: 2026-01-02}",
    "safety: {delay_until: 2026-01-01T00:00:01Z}",
    "safety: {delay_until: 2026-01-01T03:00:01+03:00}",
    "safety: {delay_until: 2199-01-01, hide_sources: true}",
]


def with_picture(site: Site) -> Site:
    (site.folder / "content/media").mkdir(exist_ok=True)
    (site.folder / "content/media/secret.png").write_bytes(png())
    return site


@pytest.mark.parametrize("held", HELD)
def test_an_entry_that_is_held_back_leaves_no_trace(site: Callable[..., Site], held: str):
    small = with_picture(site(ADDRESS + OPEN + DRAFT.format(held=held)))
    assert [problem for problem in small.problems() if "[H10]" not in problem] == []
    small.build()
    assert leaks(small) == []
    small.delete("content/entries/secret-id.md")
    before = small.published()
    small.build()
    assert small.published() == before


@pytest.mark.parametrize("held", HELD)
def test_an_entry_that_is_held_back_again_takes_all_its_traces_with_it(site: Callable[..., Site], held: str):
    small = with_picture(site(ADDRESS + OPEN + DRAFT.format(held="status: published")))
    small.build()
    assert {path for path in small.published() if "secret" in path} == {
        "entries/secret-id/index.html",
        "entries/secret-former-id/index.html",
        "entries/secret-id/embed/index.html",
        "entries/secret-id/embed/oembed.json",
        "media/secret.png",
        "media/secret.png.1.avif",
        "media/secret.png.1.webp",
        "tags/secret-tag/index.html",
        "tags/secret-tag/feed.xml",
        "tags/secret-tag/feed.json",
        "tags/secret-tag/entries.csv",
        "entries/secret-id/index.json",
    }
    small.write(DRAFT.format(held=held)).build()
    assert leaks(small) == []


def test_an_entry_waits_for_the_hours_that_the_site_holds_everything_back(site: Callable[..., Site]):
    small = with_picture(
        site(ADDRESS + "safety: {delay_hours: 48}\n" + OPEN + DRAFT.format(held="status: published"))
    )
    small.build(datetime(2023, 9, 21, 23, 59, 59, tzinfo=UTC))
    assert leaks(small) == []
    small.build(datetime(2023, 9, 22, tzinfo=UTC))
    assert "entries/secret-id/index.html" in small.published()


def test_a_withdrawn_entry_keeps_its_title_and_reason_alone(site: Callable[..., Site]):
    text = DRAFT.format(held="status: withdrawn\ncorrections: [{date: 2023-09-21, kind: retraction, text: Wrong.}]")
    text = text.replace("title: SECRET title", "title: A title").replace("formerly: [secret-former-id]\n", "")
    small = with_picture(site(ADDRESS + OPEN + text.replace("secret-id.md", "gone.md")))
    small.build()
    assert leaks(small) == []
    assert "Wrong." in small.page("entries/gone")


def test_hidden_sources_leave_no_trace(site: Callable[..., Site]):
    hidden = """
-- content/sources/more.yaml --
- {id: other, title: Another, publisher: The Herald}
-- content/entries/hidden.md --
---
title: Hidden
date: 2023-09-20
published: 2023-09-20
safety: {hide_sources: true}
sources: [other, {id: secret-source, title: SECRET source, publisher: SECRET publisher}]
actors: [armenia]
claims:
  - {by: armenia, text: A claim., sources: [secret-source]}
  - {by: armenia, text: Another claim., sources: [{title: SECRET letter, publisher: SECRET writer}]}
quotes: [{text: Enough., by: armenia, source: secret-source}]
---
It is so [@secret-source, p. SECRET].
"""
    small = site(ADDRESS + OPEN.replace("[gazette]", "[gazette, other]") + hidden)
    assert small.problems() == []
    small.build()
    assert leaks(small) == []
    # Not even that the entry rests on a source which others may show.
    assert "entries/hidden" not in small.page("sources/other")
    page = small.page("entries/hidden").replace("Another claim", "")
    assert [word for word in ("sources/other", "source_other", "Another", "The Herald") if word in page] == []


def test_the_own_source_of_a_draft_does_not_leave_by_way_of_another_entry(site: Callable[..., Site]):
    small = with_picture(site(ADDRESS + OPEN.replace("[gazette]", "[gazette, secret-source]")))
    small.write(DRAFT.format(held="status: draft"))
    built = small.build()
    # Either the author is told, or nothing is shown.
    assert built.published is None or leaks(small) == []


def test_seeds_and_files_beside_the_content_are_never_published(site: Callable[..., Site]):
    small = site(
        ADDRESS
        + OPEN
        + """
-- seeds/clipping.md --
SECRET
-- seeds/entries/draft.md --
SECRET
-- content/entries/.hidden.md --
SECRET
-- content/entries/#appeal.md# --
SECRET
-- content/entries/appeal.md~ --
SECRET
-- content/media/unused.png --
SECRET
-- themes/chronicle/templates/.entry.html.swp --
SECRET
-- .env --
SECRET
"""
    )
    (small.folder / "content/entries/linked.md").symlink_to(small.folder / "seeds/clipping.md")
    (small.folder / "content/media/linked.png").symlink_to(small.folder / "seeds/clipping.md")
    assert small.problems() == [
        f"content/{path} warning [file-unread] this link is not followed; put the file or folder itself there"
        for path in ("entries/linked.md", "media/linked.png")
    ]
    small.build()
    assert leaks(small) == []


def test_media_that_are_not_to_be_published_stay(site: Callable[..., Site]):
    small = with_picture(site(ADDRESS + OPEN))
    records = (
        "media: [{file: secret.png, alt: SECRET alt, credit: SECRET credit, publish: false}, "
        "{file: secret-2.png, alt: SECRET alt, caption: A bridge., publish: false}, {caption: SECRET, publish: false}]"
    )
    small.write(OPEN.replace("tags:", f"{records}\ntags:")).build()
    assert leaks(small) == []
    assert not (small.public / "media").exists()


# Pictures, written by hand: a camera's blocks with a marker in each.


def exif(orientation: int = 1) -> bytes:
    """Make an EXIF block with a GPS directory, an owner, and a marker at its end."""
    entries = [
        struct.pack("<HHII", 0x0112, 3, 1, orientation),
        struct.pack("<HHII", 0x8825, 4, 1, 8 + 2 + 2 * 12 + 4),
    ]
    gps = struct.pack("<H", 1) + struct.pack("<HHI4s", 0x0001, 2, 2, b"N\0\0\0") + bytes(4)
    return b"II*\0" + struct.pack("<IH", 8, 2) + b"".join(entries) + bytes(4) + gps + b"SECRET-gps 39.8265 46.7656"


def segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def jpeg(orientation: int = 1, before_scan: bytes = b"", between_scans: bytes = b"", after: bytes = b"") -> bytes:
    """Make a JPEG of two scans."""
    return b"".join(
        [
            b"\xff\xd8",
            segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
            segment(0xE1, b"Exif\0\0" + exif(orientation)),
            segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x>SECRET-xmp</x>"),
            segment(0xED, b"Photoshop 3.0\0SECRET-iptc"),
            segment(0xFE, b"SECRET-comment"),
            before_scan,
            segment(0xDB, bytes(65)),
            segment(0xC2, b"\x08\0\x01\0\x01\x01\x01\x11\0"),
            segment(0xDA, b"\x01\x01\0\0\0\0") + b"\x12\xff\x00\x34\xff\xd0\x56",
            between_scans,
            segment(0xDA, b"\x01\x01\0\x01\x3f\0") + b"\x78",
            b"\xff\xd9",
            after,
        ]
    )


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(after: bytes = b"SECRET-after") -> bytes:
    return b"".join(
        [
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
            chunk(b"tEXt", b"Author\0SECRET"),
            chunk(b"zTXt", b"Author\0\0SECRET"),
            chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0SECRET"),
            chunk(b"eXIf", exif()),
            chunk(b"tIME", b"\x07\xe7\x09\x13\x0d\x00\x00"),
            chunk(b"IDAT", zlib.compress(b"\0\0")),
            chunk(b"IEND", b""),
            after,
        ]
    )


def riff(kind: bytes, data: bytes) -> bytes:
    return kind + struct.pack("<I", len(data)) + data + bytes(len(data) % 2)


def webp(after: bytes = b"") -> bytes:
    chunks = [riff(b"VP8X", b"\x2c" + bytes(9)), riff(b"ICCP", b"profile"), riff(b"VP8 ", b"pixels")]
    body = b"WEBP" + b"".join([*chunks, riff(b"EXIF", exif()), riff(b"XMP ", b"<x>SECRET-xmp</x>")])
    return riff(b"RIFF", body) + after


def gif() -> bytes:
    return b"".join(
        [
            b"GIF89a\x01\0\x01\0\0\0\0",
            b"\x21\xfe\x0eSECRET-comment\0",
            b"\x21\xff\x0bXMP DataXMP\x06SECRET\0",
            b"\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0",
            b"\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02L\x01\0",
            b";SECRET-after",
        ]
    )


PICTURES = [
    pytest.param("a.jpg", jpeg(), id="jpeg"),
    pytest.param("a.jpg", jpeg(orientation=6), id="jpeg on its side"),
    pytest.param("a.jpg", jpeg(after=b"\xff\xd8" + segment(0xE1, b"SECRET") + b"\xff\xd9"), id="jpeg after jpeg"),
    pytest.param(
        "a.jpg",
        jpeg(after=bytes(64) + b"\xff\xd8" + segment(0xE1, b"SECRET") + b"\xff\xd9"),
        id="jpeg after jpeg and padding",
    ),
    pytest.param("a.jpg", jpeg(after=b"ftypmp42 SECRET film"), id="film after jpeg"),
    pytest.param("a.jpg", jpeg(after=b"SECRET film \xff\xd9 more"), id="film with an end after jpeg"),
    pytest.param("a.jpg", jpeg(between_scans=segment(0xFE, b"SECRET")), id="jpeg between scans"),
    pytest.param("a.jpg", jpeg(before_scan=b"\xff" + segment(0xFE, b"SECRET")), id="jpeg with fill"),
    pytest.param("a.jpg", jpeg(before_scan=segment(0xE0, b"JFXX\0\x10SECRET")), id="jpeg thumbnail"),
    pytest.param("a.png", png(), id="png"),
    pytest.param("a.webp", webp(), id="webp"),
    pytest.param("a.webp", webp(after=b"\0\0\0\x18ftypmp42 SECRET film"), id="film after webp"),
    pytest.param("a.gif", gif(), id="gif"),
    pytest.param("a.png", jpeg(), id="jpeg called png"),
]


@pytest.fixture
def without_pillow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PIL", None)


# Pictures that are encoded anew are told of in test_pictures.py.
@pytest.mark.usefixtures("without_pillow")
@pytest.mark.parametrize(("name", "picture"), PICTURES)
def test_what_a_camera_wrote_into_a_picture_does_not_leave(site: Callable[..., Site], name: str, picture: bytes):
    assert SECRET.encode() in picture
    small = site(
        OPEN.replace("tags:", f"media: [{{file: {name}, alt: A bridge., credit: Somebody, licence: CC0}}]\ntags:")
    )
    (small.folder / "content/media").mkdir()
    (small.folder / "content/media" / name).write_bytes(picture)
    small.build()
    found = (small.public / "media" / name).read_bytes()
    assert [mark for mark in (b"SECRET", b"39.8265", b"\x07\xe7\x09\x13\x0d") if mark in found] == []
    # Whoever cleans a picture leaves it one.
    assert found[:4] == picture[:4]
    assert len(found) > 40 or name == "a.gif"


@pytest.mark.parametrize("data", [b"%PDF-1.7 SECRET", b"\0\0\0\x18ftypSECRET", b"<svg><!--SECRET--></svg>", b""])
def test_a_file_that_cannot_be_cleaned_is_refused(site: Callable[..., Site], data: bytes):
    small = site(OPEN.replace("tags:", "media: [{file: a.jpg, alt: A file., credit: Somebody, licence: CC0}]\ntags:"))
    (small.folder / "content/media").mkdir()
    (small.folder / "content/media/a.jpg").write_bytes(data)
    says = '"a.jpg" is not a JPEG, PNG, WebP, AVIF or GIF, or is damaged; save the picture again'
    assert small.problems() == [f"content/entries/appeal.md:7:16 error [picture-damaged] {says}"]
    assert small.build().published is None
    assert not small.public.exists()


@pytest.mark.parametrize("kind", [jpeg, png, webp, gif])
@pytest.mark.parametrize("is_encoded", [True, False])
def test_a_picture_that_ends_too_early_leaks_nothing(
    site: Callable[..., Site], monkeypatch: pytest.MonkeyPatch, kind: Callable[[], bytes], is_encoded: bool
):
    if not is_encoded:
        monkeypatch.setitem(sys.modules, "PIL", None)
    small = site(
        OPEN.replace("tags:", "media: [{file: a.jpg, alt: A bridge., credit: Somebody, licence: CC0}]\ntags:")
    )
    (small.folder / "content/media").mkdir()
    whole = kind()
    for end in range(20, len(whole), 17):
        (small.folder / "content/media/a.jpg").write_bytes(whole[:end])
        try:
            small.build()
        except BuilderError as refusal:
            assert str(refusal).startswith("media/a.jpg is ")  # noqa: PT017
            continue
        assert leaks(small, "39.8265") == []


QUOTED = """
-- content/entries/open.md --
---
title: A letter   # SECRET-comment
date: 2031-04-05
_note: SECRET-note
private:
  witness: SECRET-witness
  where: {house: SECRET-house}
claims:
  - {by: nobody, text: Words, sources: [gazette], private: SECRET-claim}
  - by: nobody
    text: Words   # SECRET-comment
    sources: [gazete]
    _heard:
    - SECRET-heard
frobnicate: yes   # SECRET-comment
sources: [gazette]
---
SECRET-witness, <!-- SECRET-html --> and SECRET-note.
-- content/entries/not-yaml.md --
---
title: A letter
date: 2031-04-05
sources: [gazette]
private: @SECRET-handle and more
---
Words.
-- content/entries/tabbed.md --
---
title: A letter
date: 2031-04-05
sources: [gazette]
private:
\twitness: SECRET-tabbed
---
Words.
-- content/entries/hidden.md --
---
title: A letter
date: 2031-04-05
safety: {hide_sources: true}
sources: [{title: SECRET-source, publishr: Somebody}]
---
Words.
-- content/entries/repeated.md --
---
title: A letter
date: 2031-04-05
sources: [gazette]
sumary: SECRET witness told
private: SECRET witness told
---
See [SECRET witness told](nowhere).
-- content/purged.txt --
actor/SECRET-purged
-- content/entries/draft.md --
---
title: SECRET-draft
date: 12/5/1972
status: draft
sources: [{title: SECRET-draft, publisher: The Gazette}]
---
"""


@pytest.mark.parametrize("ci", ["", "true"])
def test_a_log_quotes_no_line_that_is_kept_back(site, ci):
    made = site(QUOTED)
    command = [sys.executable, "-m", "builder", "check", "--site", str(made.folder)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "CI": ci})
    assert ran.returncode == 1
    assert "SECRET" not in ran.stdout + ran.stderr
    # What a rule keeps back is kept back for all others, whichever of them is asked for.
    chosen = subprocess.run([*command, "--code", "O2,key-unknown"], capture_output=True, text=True, check=False)
    assert "[O2]" in chosen.stdout
    assert "SECRET" not in chosen.stdout
    quoted = {line.strip() for line in ran.stdout.splitlines() if line.startswith("    ")}
    assert {"frobnicate: yes", "sources: [gazete]"} <= quoted
    assert "date: 12/5/1972" not in quoted


def test_an_author_sees_the_lines_on_a_terminal_of_their_own(site):
    made = site(QUOTED)
    problems = check(made.folder, NOW)
    files: dict[str, list[str]] = {}
    shown = [quoted_line(problem, made.folder, files) for problem in problems if problem.code == "date-form"]
    assert shown == ["date: 12/5/1972"]
