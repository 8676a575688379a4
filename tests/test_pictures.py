"""Pictures leave encoded anew: upright, in sRGB, in kinds and widths of which browsers choose, with nothing else in them."""

import os
import re
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from browsing import heard
from conftest import Site
from PIL import Image, ImageCms, ImageOps
from playwright.sync_api import Page

ENTRY = """
-- content/entries/bridge.md --
---
title: A bridge
date: 2023-09-19
sources: [gazette]
media:
  - {file: bridge.jpg, alt: A bridge of stone., caption: At noon., credit: Ines Bell, licence: CC0}
---
"""
GRAPHIC = ENTRY.replace("licence: CC0}", "licence: CC0, graphic: true, warning: Shows injured people.}")


def with_picture(made: Site, data: bytes, name: str = "bridge.jpg") -> Site:
    """Put a picture where the entry names it."""
    (made.folder / "content/media").mkdir(exist_ok=True)
    (made.folder / "content/media" / name).write_bytes(data)
    for place in (made.folder / "content/entries").glob("*.md"):
        place.write_text(place.read_text("utf-8").replace("bridge.jpg", name), "utf-8")
    return made


def picture(width: int, height: int, kind: str = "JPEG", mode: str = "RGB", **options: object) -> bytes:
    """Make a picture of which the upper left quarter is red and the rest blue."""
    made = Image.new("RGB", (width, height), (0, 0, 200))
    made.paste((200, 0, 0), (0, 0, width // 2, height // 2))
    file = BytesIO()
    made.convert(mode).save(file, kind, **options)
    return file.getvalue()


def exif(turn: int) -> Image.Exif:
    made = Image.Exif()
    made[0x0112] = turn
    made[0x010F] = "SECRET camera"
    made.get_ifd(0x8825)[2] = (39.0, 49.0, 35.0)
    return made


def opened(data: bytes) -> Image.Image:
    found = Image.open(BytesIO(data))
    found.load()
    return found


def media_of(made: Site) -> dict[str, bytes]:
    return {path: data for path, data in made.published().items() if path.startswith("media/")}


def quarter(image: Image.Image, x: float, y: float) -> str:
    """Return whether a picture is red or blue around a point, given in parts of its width and height."""
    red, _, blue = image.convert("RGB").getpixel((int(image.width * x), int(image.height * y)))
    return "red" if red > blue else "blue"


@pytest.fixture
def without_pillow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PIL", None)


@pytest.mark.parametrize(
    ("width", "own", "chosen"),
    [
        (4000, 960, [480, 960, 1600]),
        (1700, 960, [480, 960, 1600]),
        (1200, 480, [480, 1200]),
        (1000, 480, [480, 1000]),
        (500, 500, [500]),
        (40, 40, [40]),
    ],
)
def test_a_picture_is_published_in_sensible_widths_and_never_wider_than_it_is(
    site: Callable[..., Site], width: int, own: int, chosen: list[int]
):
    made = with_picture(site(ENTRY), picture(width, width // 2))
    assert made.build().problems == ()
    sizes = {path: (opened(data).format, *opened(data).size) for path, data in media_of(made).items()}
    assert sizes == {
        "media/bridge.jpg": ("JPEG", own, own // 2),
        **{f"media/bridge.jpg.{w}.avif": ("AVIF", w, w // 2) for w in chosen},
        **{f"media/bridge.jpg.{w}.webp": ("WEBP", w, w // 2) for w in chosen},
    }


@pytest.mark.parametrize(("placed", "body"), [("beside the text", ""), ("in the text", "![](bridge.jpg)\n")])
def test_browsers_choose_a_kind_and_a_width_and_know_the_size_before(
    site: Callable[..., Site], placed: str, body: str
):
    made = with_picture(site(ENTRY + body), picture(1200, 900))
    made.build()
    sizes = 'sizes="(min-width: 44rem) 36rem, 95vw"'
    shown = re.search("<figure>.*?</figure>", made.page("entries/bridge"), re.S)
    assert shown
    assert re.sub(r"\n", "", shown[0]) == (
        '<figure><picture><source type="image/avif" srcset="../../media/bridge.jpg.480.avif 480w, '
        f'../../media/bridge.jpg.1200.avif 1200w" {sizes}><source type="image/webp" '
        f'srcset="../../media/bridge.jpg.480.webp 480w, ../../media/bridge.jpg.1200.webp 1200w" {sizes}>'
        '<img src="../../media/bridge.jpg" width="480" height="360" alt="A bridge of stone." loading="lazy" '
        'decoding="async"></picture><figcaption>At noon. '
        + (
            '<span class="credit">Ines Bell</span> <span class="credit">CC0</span>'
            if body
            else '<span class="credit">Picture: Ines Bell</span> <span class="credit">Licence: CC0</span>'
        )
        + "</figcaption></figure>"
    )


@pytest.mark.parametrize(("kind", "name"), [("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp")])
@pytest.mark.parametrize("turn", range(1, 9))
def test_a_picture_stands_upright_and_nothing_of_the_camera_leaves(
    site: Callable[..., Site], kind: str, name: str, turn: int
):
    comment = {"comment": b"SECRET comment"} if kind == "JPEG" else {}
    data = picture(600, 400, kind, exif=exif(turn), **comment)
    assert b"SECRET" in data
    upright = ImageOps.exif_transpose(opened(data))
    made = with_picture(site(ENTRY), data, name)
    made.build()
    published = media_of(made)
    assert sorted(published) == [
        f"media/{name}",
        f"media/{name}.{upright.width}.avif",
        f"media/{name}.{upright.width}.webp",
    ]
    corners = [(0.2, 0.2), (0.8, 0.2), (0.2, 0.8), (0.8, 0.8)]
    for found in published.values():
        image = opened(found)
        assert image.size == upright.size
        assert [quarter(image, *corner) for corner in corners] == [quarter(upright, *corner) for corner in corners]
        assert (dict(image.getexif()), image.info.get("icc_profile"), b"SECRET" in found) == ({}, None, False)
    assert f'width="{upright.width}" height="{upright.height}"' in made.page("entries/bridge")


def test_colours_are_brought_into_srgb(site: Callable[..., Site]):
    # In this profile what is called red is blue, and the other way round.
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = srgb.replace(b"rXYZ", b"tXYZ").replace(b"bXYZ", b"rXYZ").replace(b"tXYZ", b"bXYZ")
    found = []
    for profile in (srgb, swapped, b"no profile"):
        made = with_picture(site(ENTRY), picture(500, 500, icc_profile=profile))
        made.build()
        found.append({quarter(opened(data), 0.2, 0.2) for data in media_of(made).values()})
    assert found == [{"red"}, {"blue"}, {"red"}]


@pytest.mark.parametrize("mode", ["L", "LA", "P", "RGBA", "1", "I;16"])
def test_png_of_every_kind_is_published(site: Callable[..., Site], mode: str):
    made = with_picture(site(ENTRY), picture(50, 40, "PNG", mode if mode != "I;16" else "L"), "a.png")
    if mode == "I;16":
        Image.new("I;16", (50, 40), 40_000).save(made.folder / "content/media/a.png")
    made.build()
    assert {opened(data).size for data in media_of(made).values()} == {(50, 40)}
    if mode == "I;16":
        grey = opened(media_of(made)["media/a.png"]).getpixel((5, 5))
        assert grey == (156, 156, 156)


def test_what_can_be_seen_through_stays_so(site: Callable[..., Site]):
    file = BytesIO()
    Image.new("RGBA", (60, 60), (200, 0, 0, 0)).save(file, "PNG")
    made = with_picture(site(ENTRY), file.getvalue(), "a.png")
    made.build()
    assert {opened(data).convert("RGBA").getpixel((30, 30))[3] for data in media_of(made).values()} == {0}


def test_what_moves_is_published_as_it_is(site: Callable[..., Site]):
    frames = [Image.new("RGB", (60, 60), colour) for colour in ("red", "blue")]
    for name, kind in (("a.webp", "WEBP"), ("a.png", "PNG"), ("a.gif", "GIF")):
        file = BytesIO()
        frames[0].save(file, kind, save_all=True, append_images=frames[1:])
        made = with_picture(site(ENTRY), file.getvalue(), name)
        made.build()
        assert {path: opened(data).n_frames for path, data in media_of(made).items()} == {f"media/{name}": 2}


def test_two_builds_make_the_same_bytes_and_a_warm_one_encodes_nothing(
    site: Callable[..., Site], monkeypatch: pytest.MonkeyPatch
):
    made = with_picture(site(ENTRY), picture(1700, 900))
    os.utime(made.folder / "content/media/bridge.jpg", (1_600_000_000, 1_600_000_000))
    made.build()
    first = made.published()
    for path in (made.public, made.folder / ".dateline-cache"):
        path.rename(path.with_suffix(".old"))
    made.build()
    assert made.published() == first
    # Not even the picture is read again, though the entry has changed.
    read, original = Path.read_bytes, made.folder / "content/media/bridge.jpg"
    monkeypatch.setattr(Path, "read_bytes", lambda place: b"" if place == original else read(place))
    made.write(ENTRY.replace("A bridge\n", "Another bridge\n"))
    built = made.build()
    assert built.published
    assert "Another bridge" in made.page("entries/bridge")
    assert media_of(made) == {path: data for path, data in first.items() if path.startswith("media/")}


def test_a_picture_that_changes_is_encoded_again(site: Callable[..., Site]):
    made = with_picture(site(ENTRY), picture(500, 300))
    made.build()
    with_picture(made, picture(500, 200)).build()
    assert {opened(data).size for data in media_of(made).values()} == {(500, 200)}
    assert 'width="500" height="200"' in made.page("entries/bridge")


ON_ITS_SIDE = picture(600, 400, exif=exif(6))


@pytest.mark.usefixtures("without_pillow")
def test_without_the_extra_a_picture_is_published_as_it_is_with_its_size(site: Callable[..., Site]):
    made = with_picture(site(ENTRY), ON_ITS_SIDE)
    made.build()
    published = media_of(made)
    assert list(published) == ["media/bridge.jpg"]
    assert b"SECRET" not in published["media/bridge.jpg"]
    assert (
        '<img src="../../media/bridge.jpg" width="400" height="600" alt="A bridge of stone." loading="lazy" '
        'decoding="async">'
    ) in made.page("entries/bridge")


def test_the_extra_is_noticed_when_it_comes(site: Callable[..., Site], monkeypatch: pytest.MonkeyPatch):
    made = with_picture(site(ENTRY), picture(600, 400))
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "PIL", None)
        made.build()
    (made.folder / ".dateline-cache").unlink()
    made.build()
    assert len(media_of(made)) == 3


BOMB = picture(8, 8, "PNG").replace(b"\0\0\0\x08\0\0\0\x08", b"\0\0\x75\x30\0\0\x4e\x20")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7", 'picture-damaged] "bridge.jpg" is not a JPEG, PNG, WebP, AVIF or GIF, or is damaged; save the picture again'),
        (b"", 'picture-damaged] "bridge.jpg" is not a JPEG, PNG, WebP, AVIF or GIF, or is damaged; save the picture again'),
        (picture(50, 50)[:60], 'picture-damaged] "bridge.jpg" is not a JPEG, PNG, WebP, AVIF or GIF, or is damaged; save the picture again'),
        (BOMB, 'picture-too-large] "bridge.png" has 30000 × 20000 pixels; save it smaller: 50 million pixels at most'),
    ],
    ids=["no picture", "nothing", "cut off", "bomb"],
)  # fmt: skip
def test_what_cannot_be_shown_is_told_with_its_name_and_place(site: Callable[..., Site], data: bytes, says: str):
    made = with_picture(site(ENTRY), data, says.split('"')[1])
    assert made.problems() == [f"content/entries/bridge.md:6:12 error [{says}"]
    assert made.build().published is None


def test_a_picture_that_ends_too_early_stops_the_build_in_one_sentence(site: Callable[..., Site]):
    whole = picture(900, 900, quality=95)
    made = with_picture(site(ENTRY), whole[: len(whole) // 2])
    assert [problem.code for problem in made.build().problems] == ["picture-damaged"]
    assert made.published() == {}


def test_a_graphic_picture_is_not_asked_for_before_it_is_opened(
    site: Callable[..., Site], page: Page, served: Callable[[Path], str]
):
    made = with_picture(site(GRAPHIC), picture(1700, 900))
    assert made.build().problems == ()
    with heard(page, "request") as asked:
        page.goto(f"{served(made.public)}entries/bridge/", wait_until="networkidle")
        summary = page.get_by_text("Shows injured people.")
        assert summary.is_visible()
        assert [request.url for request in asked if "bridge.jpg" in request.url] == []
        with page.expect_request(re.compile("bridge.jpg")):
            summary.click()
    pictures = [request.url.rpartition("/")[2] for request in asked if "bridge.jpg" in request.url]
    assert pictures == ["bridge.jpg.960.avif"]


def test_a_graphic_picture_is_covered_by_its_warning_without_script(
    site: Callable[..., Site], page_without_script: Page, served: Callable[[Path], str]
):
    # Browsers without script fetch every picture at once, lazy or not, as HTML has it; they show none before it is asked for.
    made = with_picture(site(GRAPHIC), picture(600, 400))
    made.build()
    page = page_without_script
    page.goto(f"{served(made.public)}entries/bridge/")
    image, summary = page.get_by_alt_text("A bridge of stone."), page.get_by_text("Shows injured people.")
    assert (summary.is_visible(), image.is_visible()) == (True, False)
    summary.click()
    assert image.is_visible()
