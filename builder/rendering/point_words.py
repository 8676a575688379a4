"""Turn one Point into words: a day, a month, a vague year, a time of day.

A phrase is a template with places such as {date}. The phrases may name a `day_pattern` and a `month_pattern`
of their own, in CLDR's notation."""

import re
from collections.abc import Mapping

from msgspec import Struct

from builder.model.dates import Clock, Part, Point, Precision
from builder.rendering.calendar_names import Calendar, calendar_of, day_text, without_year, year_text

_PLACE = re.compile(r"\{([a-z]+)\}")


class DateWords(Struct, frozen=True):
    """What a date is said with: a language's calendar and phrases, and the zone of times without offset."""

    calendar: Calendar
    phrases: Mapping[str, str]
    zone: str | None

    def say(self, phrase: str, values: Mapping[str, str]) -> str:
        return filled(self.phrases[phrase], values)


def filled(phrase: str, values: Mapping[str, str]) -> str:
    """Fill a phrase; a place that has no value stays as it is."""
    return _PLACE.sub(lambda place: values.get(place[1], place[0]), phrase)


def voice_of(language: str, phrases: Mapping[str, str], zone: str | None) -> DateWords:
    """Make ready to say dates in a language."""
    calendar = calendar_of(language, phrases.get("day_pattern"), phrases.get("month_pattern"))
    return DateWords(calendar, phrases, zone)


def point_words(point: Point, voice: DateWords) -> str:
    """Write a point in full."""
    words = qualified(point, bare_words(point, voice), voice)
    unknown = unknown_part(point, is_heading=False)
    return voice.say(unknown, {"date": words}) if unknown else words


def qualified(point: Point, words: str, voice: DateWords) -> str:
    """Mark words as approximate or uncertain, where the point is."""
    # An approximate time is about that hour of a day that is known.
    approximate = point.approximate and not point.clock
    if point.uncertain:
        return voice.say("perhaps_about" if approximate else "perhaps", {"date": words})
    return voice.say("about", {"date": words}) if approximate else words


def unknown_part(point: Point, is_heading: bool) -> str | None:
    """Name the phrase for what the author marked as unknown; in a heading, for all that is not written."""
    if Part.DAY in point.unspecified:
        return "day_unknown"
    if Part.MONTH in point.unspecified:
        return "month_unknown"
    if not is_heading or point.precision >= Precision.DAY:
        return None
    return "year_unknown" if point.precision < Precision.YEAR else "day_unknown"


def bare_words(point: Point, voice: DateWords) -> str:
    """Write what a point covers, without its qualifiers."""
    calendar = voice.calendar
    match point.precision:
        case Precision.CENTURY | Precision.DECADE:
            return _open_years_words(point, voice)
        case Precision.YEAR:
            return year_text(point.earliest.year, calendar)
        case Precision.SEASON:
            return voice.say(f"season_{point.season}", {"year": year_text(point.earliest.year, calendar)})
        case Precision.MONTH:
            return day_text(point.earliest, calendar.month, calendar)
        case Precision.DAY:
            return day_text(point.earliest, calendar.day, calendar)
        case Precision.TIME:
            assert point.clock
            day = day_text(point.earliest, calendar.day, calendar)
            time = zoned(clock_words(point, point.clock, voice), point.clock, voice)
            return voice.say("at_time", {"date": day, "time": time})


def _open_years_words(point: Point, voice: DateWords) -> str:
    """Write a decade or a century, with the month and day where they are known (`156X-12-25`)."""
    calendar = voice.calendar
    years = _years_words(point, voice)
    if point.earliest.month != point.latest.month:
        return years
    pattern = calendar.day if point.earliest.day == point.latest.day else calendar.month
    return voice.say("in_years", {"date": day_text(point.earliest, without_year(pattern), calendar), "years": years})


def _years_words(point: Point, voice: DateWords) -> str:
    length = 100 if point.precision is Precision.CENTURY else 10
    nearest = abs(point.earliest.year) // length * length
    if point.earliest.year < 0:
        nearest, farthest = max(nearest, 1), nearest + length - 1
        first, last = year_text(-farthest, voice.calendar), year_text(-nearest, voice.calendar)
        return voice.say("range", {"start": first, "end": last})
    first, last = year_text(nearest, voice.calendar), year_text(nearest + length - 1, voice.calendar)
    if nearest < 100:
        return voice.say("range", {"start": first, "end": last})
    phrase = "century" if length == 100 else "decade" if nearest % 100 else "first_decade"
    return voice.say(phrase, {"year": first, "first": first, "last": last})


def clock_words(point: Point, clock: Clock, voice: DateWords) -> str:
    """Write the time of a point, without its zone."""
    time = clock_text(clock)
    return voice.say("about", {"date": time}) if point.approximate else time


def clock_text(clock: Clock) -> str:
    """Write a time of day as in ISO 8601, in every language; seconds where the author gave them."""
    time = f"{clock.hour:02}:{clock.minute:02}"
    return time if clock.second is None else f"{time}:{clock.second:02}"


def zoned(time: str, clock: Clock, voice: DateWords) -> str:
    """Put the offset to a time, or else the name of the zone that it is read in."""
    if clock.offset is not None:
        return voice.say("offset", {"time": time, "offset": _offset_text(clock.offset)})
    return voice.say("zone", {"time": time, "zone": voice.zone}) if voice.zone else time


def _offset_text(offset: int) -> str:
    if offset == 0:
        return ""
    hours, minutes = divmod(abs(offset), 60)
    sign = "−" if offset < 0 else "+"
    return f"{sign}{hours}:{minutes:02}" if minutes else f"{sign}{hours}"
