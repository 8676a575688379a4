"""Turn a Date into words of the site's language.

The words never say more than the text: what is vague, open or unknown is called so. The phrases are section
`dates` of the theme's strings; a language is added by a file."""

from collections.abc import Mapping
from functools import reduce

from builder.model.dates import Date, Day, Edge, Point, Precision
from builder.model.time_zones import offset_of, offset_text
from builder.rendering.calendar_names import calendar_of, day_text, folded_texts, has_weekdays, year_text
from builder.rendering.point_words import (
    DateWords,
    bare_words,
    clock_text,
    clock_words,
    point_words,
    qualified,
    unknown_part,
    voice_of,
    zoned,
)


def date_words(date: Date, language: str, phrases: Mapping[str, str], zone: str | None = None) -> str:
    """Write a date in full; `zone` is the name shown with a time that has no offset."""
    voice = voice_of(language, phrases, zone)
    if date.is_point:
        return point_words(date.points[0], voice)
    return _interval_words(date, voice) if date.is_interval else _set_words(date, voice)


def heading_words(date: Date, language: str, phrases: Mapping[str, str], zone: str | None = None) -> str:
    """Return where a date stands in a list: its start, without a time of day, and what is unknown of it."""
    start = date.start_point
    if start is None or date.is_one_of or date.is_all_of:
        return date_words(date, language, phrases, zone)
    voice = voice_of(language, phrases, zone)
    if start.precision is Precision.TIME:
        words = day_text(start.earliest, voice.calendar.day, voice.calendar)
        return voice.say("perhaps", {"date": words}) if start.uncertain else words
    words = qualified(start, bare_words(start, voice), voice)
    unknown = unknown_part(start, is_heading=True)
    return voice.say(unknown, {"date": words}) if unknown else words


def time_words(date: Date, language: str, phrases: Mapping[str, str], zone: str | None = None) -> str | None:
    """Write the time of day alone, under a heading that says the day; None where a date is not one time."""
    voice = voice_of(language, phrases, zone)
    clock = date.points[0].clock if date.is_point else None
    return zoned(clock_words(date.points[0], clock, voice), clock, voice) if clock else None


def year_words(year: int, language: str) -> str:
    """Return a year in words, with its era where it needs one."""
    return year_text(year, calendar_of(language))


def era_words(year: int, language: str) -> str:
    """Name the era of a year alone."""
    return calendar_of(language).eras[year > 0]


def month_words(year: int, month: int, language: str, phrases: Mapping[str, str]) -> str:
    """Write a month."""
    calendar = voice_of(language, phrases, None).calendar
    return day_text(Day(year, month, 1), calendar.month, calendar)


def weekday_words(day: Day, language: str) -> str | None:
    """Write the day of the week; None for years before 1 and after 9999, for which it says nothing."""
    if not has_weekdays(day.year):
        return None
    return calendar_of(language).weekdays[day.weekday]


def moment_words(text: str, language: str, phrases: Mapping[str, str]) -> str:
    """Write a moment as RFC 3339 writes it, which is in UTC."""
    voice = voice_of(language, phrases, None)
    year, month, day = map(int, text[:10].split("-"))
    words = day_text(Day(year, month, day), voice.calendar.day, voice.calendar)
    # Midnight stands for a day alone, of which nobody gave the time.
    return words if text[11:] == "00:00:00Z" else voice.say("at_time", {"date": words, "time": f"{text[11:16]} UTC"})


def datetime_attribute(date: Date, zone: str | None = None) -> str | None:
    """Return the value of HTML's `<time datetime>`; None where its grammar would say more than the text.

    `zone` gives a time without an offset that of the zone."""
    point = date.points[0]
    if not date.is_point or date.is_qualified or point.earliest.year < 1:
        return None
    year, month, day = f"{point.earliest.year:04}", f"{point.earliest.month:02}", f"{point.earliest.day:02}"
    match point.precision:
        case Precision.YEAR:
            return year
        case Precision.MONTH:
            return f"{year}-{month}"
        case Precision.DAY:
            return f"{year}-{month}-{day}"
        case Precision.TIME if point.clock:
            return f"{year}-{month}-{day}T{clock_text(point.clock)}{_html_offset(point, zone)}"
        case _:
            return None


def _interval_words(date: Date, voice: DateWords) -> str:
    start, end = date.start_point, date.end_point
    if start and end:
        return _same_day_words(start, end, voice) or _range_words(start, end, voice)
    if start:
        phrase = "open_end" if date.end is Edge.OPEN else "unknown_end"
        return voice.say(phrase, {"date": point_words(start, voice)})
    phrase = "open_start" if date.start is Edge.OPEN else "unknown_start"
    return voice.say(phrase, {"date": point_words(date.points[0], voice)})


def _set_words(date: Date, voice: DateWords) -> str:
    is_of_points = date.has_known_start and date.has_known_end and not date.runs
    if is_of_points:
        words = _folded_words(date.points, voice)
    else:
        words = [_member_words(date, index, voice) for index in range(len(date.members))]
    if date.is_all_of and date.runs and len(words) == 1:
        return voice.say("all_of", {"date": words[0]})
    *others, last = words
    if not others:
        return last
    listed = reduce(lambda first, following: voice.say("list", {"first": first, "next": following}), others)
    return voice.say("or" if date.is_one_of else "and", {"first": listed, "last": last})


def _member_words(date: Date, index: int, voice: DateWords) -> str:
    """Write one member of a set with ranges."""
    first, last = date.members[index]
    is_exact = first.precision >= Precision.DAY
    if first is not last:
        return _between_words(first, last, voice) if date.is_one_of else _range_words(first, last, voice)
    words = point_words(first, voice)
    if index == 0 and date.start is Edge.OPEN:
        phrase = "all_up_to" if date.is_all_of else "on_or_before" if is_exact else "before_or_in"
    elif index == len(date.members) - 1 and date.end is Edge.OPEN:
        phrase = "all_from" if date.is_all_of else "on_or_after" if is_exact else "in_or_after"
    else:
        return words
    return voice.say(phrase, {"date": words})


def _between_words(first: Point, last: Point, voice: DateWords) -> str:
    start, end = _folded_words((first, last), voice)
    return voice.say("between", {"start": start, "end": end})


def _range_words(first: Point, last: Point, voice: DateWords) -> str:
    if first == last:
        return point_words(first, voice)
    start, end = _folded_words((first, last), voice)
    is_plain = first.precision is last.precision and not first.is_qualified and not last.is_qualified
    is_close = is_plain and not (_has_blank(start) and _has_blank(end))
    return voice.say("range_close" if is_close else "range", {"start": start, "end": end})


def _has_blank(words: str) -> bool:
    return any(character.isspace() for character in words)


def _same_day_words(start: Point, end: Point, voice: DateWords) -> str | None:
    """Write two times of one day and one offset with the day once."""
    if not start.clock or not end.clock or start.earliest != end.earliest or start.clock.offset != end.clock.offset:
        return None
    if start.uncertain or end.uncertain:
        return None
    times = {"start": clock_words(start, start.clock, voice), "end": clock_words(end, end.clock, voice)}
    close = "range" if start.approximate or end.approximate else "range_close"
    day = day_text(start.earliest, voice.calendar.day, voice.calendar)
    return voice.say("at_time", {"date": day, "time": zoned(voice.say(close, times), start.clock, voice)})


def _folded_words(points: tuple[Point, ...], voice: DateWords) -> list[str]:
    """Write points that stand together, with what all of them share said once."""
    precision = points[0].precision
    is_alike = all(
        point.precision is precision and not point.is_qualified and not point.unspecified for point in points
    )
    days = tuple(point.earliest for point in points)
    if is_alike and precision is Precision.DAY:
        return folded_texts(days, voice.calendar.day, voice.calendar)
    if is_alike and precision is Precision.MONTH:
        return folded_texts(days, voice.calendar.month, voice.calendar)
    return [point_words(point, voice) for point in points]


def _html_offset(point: Point, zone: str | None) -> str:
    offset = offset_of(point.clock, point.earliest, zone) if point.clock else None
    return "" if offset is None else offset_text(offset)
