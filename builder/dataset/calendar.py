"""Write entries as a calendar (iCalendar, RFC 5545): those whose day is known, and certain.

Whatever is dated more vaguely is left out: a calendar has no way to say "in September". The moment of an event's
record is that of its last change here, never that of the build."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from builder.dataset.columns import Material
from builder.dataset.entry_files import EntryFile
from builder.model.addresses import entry_address
from builder.model.archive import Archive
from builder.model.dates import Day, Edge, Point, Precision
from builder.model.entry import Entry, Status
from builder.model.time_zones import offset_of

_LONGEST_LINE = 75
# RFC 5545 wants a moment; where an entry has none, this one stands for "not known".
_UNKNOWN_MOMENT = "19700101T000000Z"
_LAST_YEAR = 9998
_SPECIAL = re.compile(r"[\\;,\r\n]")


def _head(archive: Archive) -> bytes:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Dateline//Dateline//EN",
        "CALSCALE:GREGORIAN",
        _folded(f"X-WR-CALNAME:{_escaped(archive.site.title)}"),
    ]
    return _written(lines)


def _event(entry: Entry, material: Material) -> bytes:
    """Return the lines of an entry that is exact to the day."""
    when = _when(entry, material.zones[entry.id])
    if not when:
        return b""
    names = material.archive.names
    places = [names[f"places/{found.place}"] for found in entry.places if found.is_scene]
    address = material.address(entry_address(entry.id))
    lines = ["BEGIN:VEVENT", _folded(f"UID:{address}"), f"DTSTAMP:{_utc(entry.updated or entry.published)}", *when]
    lines.append(_folded(f"SUMMARY:{_escaped(entry.title)}"))
    if entry.summary:
        lines.append(_folded(f"DESCRIPTION:{_escaped(entry.summary)}"))
    if places:
        lines.append(_folded(f"LOCATION:{_escaped(', '.join(dict.fromkeys(places)))}"))
    if entry.tags:
        lines.append(_folded(f"CATEGORIES:{','.join(map(_escaped, entry.tags))}"))
    if material.archive.site.url:
        lines.append(_folded(f"URL:{address}"))
    status = "TENTATIVE" if entry.status is Status.PROVISIONAL else "CONFIRMED"
    lines += (f"STATUS:{status}", "TRANSP:TRANSPARENT", "END:VEVENT")
    return _written(lines)


def _written(lines: Iterable[str]) -> bytes:
    return "".join([f"{line}\r\n" for line in lines]).encode()


def _when(entry: Entry, zone: str) -> list[str]:
    """Return the start of an event, and its end where it has one; nothing where the days are not known."""
    found = entry.when
    if not (found.is_point or found.is_interval) or found.start is not Edge.KNOWN or found.end is not Edge.KNOWN:
        return []
    first, last = found.points[0], found.points[-1]
    if not _is_exact(first) or not (last is first or _is_exact(last)):
        return []
    start, end = _instant(first, zone), _instant(last, zone)
    if start and end:
        ends = [f"DTEND:{end:%Y%m%dT%H%M%SZ}"] if end > start else []
        return [f"DTSTART:{start:%Y%m%dT%H%M%SZ}", *ends]
    # The day after the last one ends what lasts whole days.
    after = date.fromordinal(last.latest.ordinal + 1)
    return [f"DTSTART;VALUE=DATE:{_digits(first.earliest)}", f"DTEND;VALUE=DATE:{_digits(after)}"]


def _is_exact(point: Point) -> bool:
    is_certain = not point.is_qualified and not point.unspecified
    return is_certain and point.precision >= Precision.DAY and 1000 <= point.earliest.year <= _LAST_YEAR


def _instant(point: Point, zone: str) -> datetime | None:
    """Return a time in UTC; None for a day, and for a time of which nobody knows the offset."""
    offset = offset_of(point.clock, point.earliest, zone) if point.clock else None
    if point.clock is None or offset is None:
        return None
    day = point.earliest
    return datetime(day.year, day.month, day.day) + timedelta(seconds=point.clock.utc_seconds(offset))


def _digits(day: Day | date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _utc(moment: str | None) -> str:
    """Write a moment, which is in UTC already, as iCalendar has it."""
    if not moment:
        return _UNKNOWN_MOMENT
    seconds = moment.removesuffix("Z").partition(".")[0]
    return f"{seconds.replace('-', '').replace(':', '')}Z"


def _escaped(text: str) -> str:
    if not _SPECIAL.search(text):
        return text
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return plain.replace("\r", "").replace("\n", "\\n")


def _folded(line: str) -> str:
    """Break a line after 75 bytes at most, between two characters."""
    if len(line) <= _LONGEST_LINE and line.isascii():
        return line
    data, pieces, start, room = line.encode(), [], 0, _LONGEST_LINE
    while len(data) - start > room:
        end = start + room
        # A byte that begins with the bits 10 goes on with a character.
        while data[end] & 0b1100_0000 == 0b1000_0000:
            end -= 1
        pieces.append(data[start:end])
        # The blank that continues a line counts too.
        start, room = end, _LONGEST_LINE - 1
    return b"\r\n ".join([*pieces, data[start:]]).decode()


CALENDAR = EntryFile(name="calendar.ics", head=_head, piece=_event, between=b"", foot=b"END:VCALENDAR\r\n")
