"""Name the slots of a band as far as there is room: in a regular row, or years by how much they matter."""

from collections.abc import Callable
from functools import lru_cache

from markupsafe import escape
from msgspec import Struct

from builder.drawing.labels import LabelSpot, PlacedLabel, Wanted, place_labels
from builder.drawing.packing import Extent
from builder.model.decimals import compact
from builder.views.band import Band, Grain, Happening, Slot

# Every fifth day or year is a round one.
_ROUND = 5
# What belongs to a slot may stand as little out of the picture as the estimate of letters is too wide.
_WITHIN = (-1.5, 101.5)


class Captions(Struct, frozen=True):
    """What a band says: itself as a whole, a slot in full, briefly and by a letter, a fold, an entry, a number."""

    whole: str
    slot: Callable[[Slot], str]
    brief: Callable[[Slot], str]
    letter: Callable[[Slot], str]
    fold: Callable[[Slot, Slot], str]
    happening: Callable[[Happening], str]
    number: Callable[[int], str]
    is_mirrored: bool


def names_of(band: Band, extents: tuple[Extent, ...], down: float, captions: Captions) -> tuple[str, ...]:
    """Name all slots, at a height."""
    words = tuple([captions.brief(slot) for slot in band.slots])
    # In a row of slots of many widths there is hardly ever room for all names at once.
    if band.grain is Grain.YEAR or band.is_stretched:
        return tuple([text(label, down, captions.is_mirrored) for label in _by_weight(words, band.slots, extents)])
    if band.grain is Grain.DAY:
        return _days(words, extents, down, captions.is_mirrored)
    letters = tuple([captions.letter(slot) for slot in band.slots])
    return _months(words, letters, extents, down, captions.is_mirrored)


def text(label: PlacedLabel | None, down: float, is_mirrored: bool, kind: str = "", lang: str | None = None) -> str:
    """Write a label, with the width from which on it is shown as its class, and its language if it has its own."""
    if not label:
        return ""
    spot = label.spot
    shown = " ".join(filter(None, (kind, f"w{label.width}" if label.width else "")))
    moved = compact(-spot.moved if is_mirrored else spot.moved)
    across = 100 - spot.along if is_mirrored else spot.along
    return "".join(
        (
            f'<text x="{compact(across)}%" y="{compact(down)}em"',
            f' class="{shown}"' if shown else "",
            f' dx="{moved}rem"' if spot.moved else "",
            f' text-anchor="{spot.anchor}"' if spot.anchor != "start" else "",
            ' direction="rtl"' if is_mirrored else "",
            f' lang="{escape(lang)}"' if lang else "",
            f">{escape(label.text)}</text>",
        )
    )


def middle(extent: Extent) -> LabelSpot:
    """Stand in the middle of a slot."""
    return LabelSpot((extent[0] + extent[1]) / 2, "middle", within=_WITHIN)


# Months of as many days, and years of as many, are named alike on page after page.
@lru_cache(maxsize=64)
def _days(words: tuple[str, ...], extents: tuple[Extent, ...], down: float, is_mirrored: bool) -> tuple[str, ...]:
    """Name round days, and all others where there is room for them."""
    labels = zip(_at_once(words, extents, _ROUND), _at_once(words, extents), strict=True)
    return tuple([text(label or other, down, is_mirrored) for label, other in labels])


@lru_cache(maxsize=64)
def _months(
    words: tuple[str, ...], letters: tuple[str, ...], extents: tuple[Extent, ...], down: float, is_mirrored: bool
) -> tuple[str, ...]:
    """Name months, or give letters until there is room for names."""
    names = _at_once(words, extents)
    width = max((name.width for name in names if name), default=0)
    signs = _at_once(letters, extents) if width else (None,) * len(names)
    return tuple(
        text(letter, down, is_mirrored, f"to-w{width}") + text(name, down, is_mirrored)
        for letter, name in zip(signs, names, strict=True)
    )


def _at_once(words: tuple[str, ...], extents: tuple[Extent, ...], every: int = 1) -> tuple[PlacedLabel | None, ...]:
    """Name slots in a regular row, the first and each whose number can be divided, once there is room for all."""
    wanted = [
        Wanted(word, (middle(extent),) if number == 1 or number % every == 0 else ())
        for number, (word, extent) in enumerate(zip(words, extents, strict=True), start=1)
    ]
    placed = place_labels(wanted)
    width = max((label.width for label in placed if label), default=0)
    return tuple(label and PlacedLabel(label.text, label.spot, width) for label in placed)


def _by_weight(
    words: tuple[str, ...], slots: tuple[Slot, ...], extents: tuple[Extent, ...]
) -> tuple[PlacedLabel | None, ...]:
    """Name slots: that with most entries, the first and the last, then round ones, then those with many."""

    def weight(index: int) -> tuple[int, ...]:
        slot, count = slots[index], slots[index].count
        number = slot.day or slot.month or slot.year
        is_edge = index in (0, len(slots) - 1)
        return (count != most, not is_edge, number % 10 > 0, number % _ROUND > 0, -count, index)

    most = max(slot.count for slot in slots)
    order = sorted(range(len(words)), key=weight)
    wanted = [Wanted(words[index], beside_the_edges(extents[index])) for index in order]
    placed = dict(zip(order, place_labels(wanted), strict=True))
    return tuple(placed[index] for index in range(len(words)))


def beside_the_edges(extent: Extent) -> tuple[LabelSpot, ...]:
    """Stand in the middle of a slot, or aligned with the picture where it ends."""
    start, end = extent
    edges = ((start == 0, LabelSpot(0, "start")), (end == 100, LabelSpot(100, "end")))
    return (middle(extent), *(spot for is_edge, spot in edges if is_edge))
