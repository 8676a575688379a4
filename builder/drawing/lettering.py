"""Draw lines of text as a picture, with Pillow, in the first font that has every letter of them.

A letter that no font has would be drawn as a box: then nothing is drawn at all."""

import unicodedata
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from builder.views.social_card import CARD_HEIGHT, CARD_WIDTH, SocialCard, Typeface

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

_EDGE, _RULE = 80, 6
_SMALL = 36
_SIZES = (80, 70, 62, 54, 46, 40, 34, 30)
_LEADING = 1.22
# So many letters have room at the smallest size, however wide they are.
_LONGEST = 200
# No font has this character: what is drawn for it is the box of a missing one.
_MISSING = "\uffff"


def can_write(text: str, typeface: Typeface) -> bool:
    """Return whether a line can be written: its letters are there, and its script can be set here."""
    return _font_for(text, typeface) is not None


def fits(title: str, typeface: Typeface) -> bool:
    """Return whether a title can be written on a card without a word being left out."""
    return len(title) <= _LONGEST and can_write(title, typeface)


def draw_card(card: SocialCard, date: str | None, direction: str, typeface: Typeface) -> bytes:
    """Draw a card as PNG; a date that cannot be written is left out."""
    from PIL import Image, ImageDraw

    drawn = Image.new("RGB", (CARD_WIDTH, CARD_HEIGHT), typeface.paper)
    draw = ImageDraw.Draw(drawn)
    at, anchor = (CARD_WIDTH - _EDGE, "ra") if direction == "rtl" else (_EDGE, "la")

    def write(line: str, top: float, size: int, colour: str) -> None:
        data = _font_for(line, typeface)
        if data is not None:
            draw.text((at, top), line, colour, _font(data, size, _is_shaped(line)), anchor)

    draw.rectangle((_EDGE, _EDGE, CARD_WIDTH - _EDGE, _EDGE + _RULE), typeface.ink)
    if card.publication != card.title:
        write(card.publication, _EDGE + _RULE + 22, _SMALL, typeface.quiet)
    data = _font_for(card.title, typeface)
    assert data is not None, "such a card is not planned"
    lines, size = _set_title(card.title, data)
    for number, line in enumerate(lines):
        write(line, _EDGE + 100 + number * size * _LEADING, size, typeface.ink)
    if date:
        write(date, CARD_HEIGHT - _EDGE - _SMALL, _SMALL, typeface.quiet)
    encoded = BytesIO()
    drawn.save(encoded, "PNG", optimize=True)
    return encoded.getvalue()


def _set_title(title: str, data: bytes) -> tuple[tuple[str, ...], int]:
    """Break a title into lines at the largest size at which all of it has room."""
    lines: tuple[str, ...] = ()
    size = 0
    for size in _SIZES:
        lines = tuple(_lines(title, _font(data, size, _is_shaped(title))))
        if len(lines) * size * _LEADING <= CARD_HEIGHT - 2 * _EDGE - 100 - 2 * _SMALL:
            break
    return lines, size


def _lines(text: str, font: "FreeTypeFont") -> Iterator[str]:
    width, line = CARD_WIDTH - 2 * _EDGE, ""
    for word in text.split():
        longer = f"{line} {word}".lstrip()
        if font.getlength(longer) <= width:
            line = longer
            continue
        yield from filter(None, (line,))
        # Scripts without spaces break anywhere.
        line = ""
        for letter in word:
            if font.getlength(line + letter) > width:
                yield line
                line = ""
            line += letter
    yield line


def _font_for(text: str, typeface: Typeface) -> bytes | None:
    """Find the first font with all letters of a text."""
    if _is_shaped(text) and not _can_shape():
        return None
    letters = {letter for letter in text if not letter.isspace() and unicodedata.category(letter) != "Cf"}
    return next((data for data in typeface.fonts if all(_has(data, letter) for letter in letters)), None)


@cache
def _has(data: bytes, letter: str) -> bool:
    font = _font(data, 20, False)
    drawn = font.getmask(letter)
    return drawn.getbbox() is not None and bytes(drawn) != bytes(font.getmask(_MISSING))


@cache
def _font(data: bytes, size: int, is_shaped: bool) -> "FreeTypeFont":
    from PIL import ImageFont

    if not data:
        own = ImageFont.load_default(size)
        assert isinstance(own, ImageFont.FreeTypeFont)
        return own
    # Without need the plain engine: it sets the same letters the same way on every machine.
    engine = ImageFont.Layout.RAQM if is_shaped else ImageFont.Layout.BASIC
    return ImageFont.truetype(BytesIO(data), size, layout_engine=engine)


def _is_shaped(text: str) -> bool:
    """Return whether letters join, stand on each other, or run from right to left."""
    return any(
        unicodedata.bidirectional(letter) in ("R", "AL", "AN") or unicodedata.category(letter) in ("Mn", "Mc")
        for letter in text
    )


@cache
def _can_shape() -> bool:
    from PIL import features

    return bool(features.check("raqm")) and bool(features.check("fribidi"))
