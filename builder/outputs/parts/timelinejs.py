"""Entries as TimelineJS reads them: its JSON wants numbers for a date, so words say what numbers cannot."""

from collections.abc import Iterator
from html import escape

import msgspec
from msgspec import Struct

from builder.model.addresses import entry_address
from builder.model.dates import Date, Point, Precision
from builder.model.entry import Entry
from builder.views.edition import Edition
from builder.views.output import View

Value = str | int | dict[str, "Value"]


class TimelineJsEvent(Struct, frozen=True):
    """An event as JSON, but for the words of its date: TimelineJS says a plain day, month or year itself."""

    json: str
    when: Date | None
    zone: str


class TimelineJsView(View, frozen=True, kw_only=True):
    """All that `timelinejs.json` says; title and summary are escaped, as TimelineJS takes them for HTML."""

    head: str
    events: tuple[TimelineJsEvent, ...]


def timelinejs_view(edition: Edition, address: str) -> TimelineJsView:
    """Gather the entries in order, but for those of which nothing is known of the day."""
    site = edition.archive.site
    head: Value = {"headline": escape(site.title), "text": _paragraph(site.description)}
    return TimelineJsView(
        address=address, title=site.title, head=_json({"text": head}), events=tuple(_events(edition))
    )


def _events(edition: Edition) -> Iterator[TimelineJsEvent]:
    for entry in edition.archive.entries:
        when = entry.when
        is_plain = when.is_point and not when.is_qualified and not when.points[0].unspecified
        is_plain = is_plain and when.precision in _PLAIN and when.points[0].earliest.year > 0
        yield TimelineJsEvent(_json(_event(entry, edition)), None if is_plain else when, edition.zones[entry.id])


def _event(entry: Entry, edition: Edition) -> dict[str, Value]:
    url = edition.archive.site.url
    title = escape(entry.title)
    linked = f'<a href="{escape(url + entry_address(entry.id))}">{title}</a>' if url else title
    first, last = _bounds(entry.when)
    event: dict[str, Value] = {
        "unique_id": entry.id,
        "start_date": _date(first),
        "text": {"headline": linked, "text": _paragraph(entry.summary)},
    }
    if last is not None:
        event["end_date"] = _date(last)
    return event


def _paragraph(text: str | None) -> str:
    return f"<p>{escape(text)}</p>" if text else ""


def _bounds(when: Date) -> tuple[Point, Point | None]:
    """Return where an event begins, or is first placed, and where it ends, if that is known and another day."""
    first = min(when.points, key=lambda point: point.earliest)
    last = max(when.points, key=lambda point: point.latest)
    has_end = when.has_known_end and last is not first
    return first, last if has_end else None


def _date(point: Point) -> dict[str, Value]:
    day = point.earliest
    # TimelineJS has no year 0: it shows -44 as 44 BCE, which is the year -43 of EDTF.
    found: dict[str, Value] = {"year": day.year if day.year > 0 else day.year - 1}
    if point.precision >= Precision.MONTH:
        found["month"] = day.month
    if point.precision >= Precision.DAY:
        found["day"] = day.day
    if point.clock:
        found |= {"hour": point.clock.hour, "minute": point.clock.minute}
    return found


def _json(value: Value) -> str:
    return msgspec.json.encode(value).decode()


_PLAIN = (Precision.YEAR, Precision.MONTH, Precision.DAY)
