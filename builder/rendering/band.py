"""Put a band of time into words: what it says of every slot and entry, and to those who do not see it."""

from collections.abc import Callable, Mapping
from functools import partial

from markupsafe import Markup

from builder.drawing.band_names import Captions
from builder.drawing.timeline_band import draw_band, draw_band_sign, draw_here
from builder.model.dates import Day
from builder.model.direction import direction_of
from builder.model.site import Side
from builder.rendering.calendar_names import calendar_of, day_text, signs_of, year_text
from builder.rendering.date_words import date_words, month_words
from builder.rendering.filters import counted, plural_form_of
from builder.rendering.numbers import number_writer
from builder.rendering.point_words import filled
from builder.rendering.theme import Words, words_under
from builder.views.band import Band, Grain, Happening, Slot


class BandFilters:
    """Draw bands of time in one language, with the patterns of the sides."""

    def __init__(self, language: str, words: Words, sides: tuple[Side, ...] = ()) -> None:
        self._sides = sides
        self._language = language
        self._phrases = words_under("band", words)
        self._entries = words_under("entries", words)
        self._number = number_writer(language)
        self._plural_form = plural_form_of(language, words)
        self._calendar = calendar_of(language)
        dates = words_under("dates", words)
        self._date = partial(date_words, language=language, phrases=dates)
        self._month = partial(month_words, language=language, phrases=dates)
        self._is_mirrored = direction_of(language) == "rtl"

    def filters(self) -> Mapping[str, Callable[..., str]]:
        """Return the filters that draw bands."""
        return {"timeline": self.timeline, "band_sign": self.sign}

    def timeline(self, band: Band) -> Markup:
        """Draw a band."""
        captions = Captions(
            whole=filled(
                self._phrases["whole"],
                {"first": self._end(band, band.first), "last": self._end(band, band.last)},
            ),
            slot=self._slot_and_count,
            brief=partial(self._brief, band),
            letter=lambda slot: self.month_sign(slot.month, "narrow"),
            fold=self._fold,
            happening=self._happening,
            number=self._number,
            is_mirrored=self._is_mirrored,
        )
        return Markup(draw_band(band, captions, self._sides))

    def here(self, band: Band, first: int, last: int) -> Markup:
        """Draw a frame around years of a band."""
        slots = (Slot(first, 0, 0, "", 0), Slot(last, 0, 0, "", 0))
        return Markup(draw_here(band, *slots, self._is_mirrored))

    def sign(self, name: str) -> Markup:
        """Draw the sign of a kind or of a form of dates, for a legend."""
        return Markup(draw_band_sign(name))

    def slot(self, slot: Slot) -> str:
        """Return which year, month or day a slot is."""
        if slot.day:
            return day_text(slot.first, self._calendar.day, self._calendar)
        return self._month(slot.year, slot.month) if slot.month else year_text(slot.year, self._calendar)

    def month_sign(self, month: int, width: str = "narrow") -> str:
        """Name a month in a few letters, or by one."""
        signs = signs_of(self._language)
        return (signs.narrow_months if width == "narrow" else signs.short_months)[month - 1]

    def _brief(self, band: Band, slot: Slot) -> str:
        match band.grain:
            case Grain.YEAR:
                return year_text(slot.year, self._calendar)
            case Grain.DAY:
                return str(slot.day)
            case Grain.MONTH:
                # Over more than a year January says which one begins.
                is_january = slot.month == 1 and band.first.year != band.last.year
                return (
                    year_text(slot.year, self._calendar) if is_january else self.month_sign(slot.month, "abbreviated")
                )

    def _slot_and_count(self, slot: Slot) -> str:
        entries = counted(self._number(slot.count), self._plural_form(slot.count), self._entries)
        return filled(self._phrases["slot"], {"when": self.slot(slot), "entries": entries})

    def _fold(self, before: Slot, after: Slot) -> str:
        first, last = Slot(before.year + 1, 0, 0, "", 0), Slot(after.year - 1, 0, 0, "", 0)
        return filled(self._phrases["fold"], {"first": self.slot(first), "last": self.slot(last)})

    def _happening(self, happening: Happening) -> str:
        date = self._date(happening.when, zone=happening.zone)
        phrase = self._phrases["contested_entry" if happening.is_contested else "entry"]
        return filled(phrase, {"date": date, "title": happening.title})

    def _end(self, band: Band, day: Day) -> str:
        grain = band.grain
        return self.slot(
            Slot(day.year, 0 if grain is Grain.YEAR else day.month, day.day if grain is Grain.DAY else 0, "", 0)
        )
