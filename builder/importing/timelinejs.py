"""Read a TimelineJS timeline, from its sheet as CSV or XLSX or from its JSON, one incident a slide.

A slide says when, a headline and a text. It does not say who wrote that: its source is the timeline itself, which an
author has to name. Pictures are not copied."""

import json
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from builder.importing.citing import placeholder, source_of
from builder.importing.html_text import markdown_of, plain_words
from builder.importing.kinds import read_json
from builder.importing.record import Found, ImportSource, Incident, Spoilt, Unmapped
from builder.importing.tables import TableRow, open_table
from builder.model.dates import days_in_month
from builder.model.placeholders import SOURCE_PUBLISHER
from builder.model.source import Source

_COLUMNS = (
    *("Year", "Month", "Day", "Time", "End Year", "End Month", "End Day", "End Time", "Display Date", "Headline"),
    *("Text", "Media", "Media Credit", "Media Caption", "Media Thumbnail", "Type", "Group", "Background"),
)
_NO_COPY = "pictures and films are not copied: kept under `private`"
_LEFT = MappingProxyType(
    {
        "Media": _NO_COPY,
        "Media Credit": _NO_COPY,
        "Media Caption": _NO_COPY,
        "Media Thumbnail": "a small copy of the picture",
        "Background": "the look of a slide",
    }
)
_OF_A_DATE = frozenset({"year", "month", "day", "hour", "minute", "display_date"})
_FIELDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "start_date": _OF_A_DATE,
        "end_date": _OF_A_DATE,
        "text": frozenset({"headline", "text"}),
        "media": frozenset({"url", "credit", "caption", "thumbnail"}),
        **dict.fromkeys(("display_date", "group", "background", "unique_id"), frozenset()),
    }
)


def read_timelinejs(material: ImportSource) -> Iterator[Found]:
    """Read the slides of a timeline."""
    slides = _slides_of_json(material) if material.path.suffix.lower() == ".json" else _slides_of_table(material)
    source = placeholder(f"The timeline {material.name}")
    for row in slides:
        if isinstance(row, Unmapped):
            yield row
            continue
        try:
            if row.get("Type").casefold() == "title":
                title = plain_words(row.get("Headline"))
                source = source_of(title, SOURCE_PUBLISHER) if title else source
                yield Unmapped(material.name, "", "the title slide has no date: it names the source", row.number)
                for column in ("Text", *_LEFT):
                    if row.get(column):
                        yield Unmapped(
                            material.name,
                            column,
                            "part of the title slide, which does not become an entry",
                            row.number,
                        )
            elif row.get("Type").casefold() == "era":
                yield Unmapped(material.name, "", "an era is a period on the axis, not an event", row.number)
            else:
                yield from _incident(row, material.name, source)
        except Spoilt as fault:
            yield fault.flaw(material.name, row.number)


def _slides_of_table(material: ImportSource) -> Iterator[TableRow | Unmapped]:
    table = open_table(material)
    known = {name.casefold(): name for name in _COLUMNS}
    names = {column: known.get(column.casefold(), column) for column in table.columns}
    for needed in ("Year", "Headline"):
        if needed not in names.values():
            table.needs(needed)
    yield from table.passed_over
    for row in table.rows:
        yield TableRow(row.number, {names[column]: text for column, text in row.cells.items()})


def _slides_of_json(material: ImportSource) -> Iterator[TableRow]:
    timeline = read_json(material)
    if not isinstance(timeline, Mapping) or not isinstance(timeline.get("events"), list):
        raise Spoilt("no list of `events`", "export the timeline again")
    slides: list[tuple[object, str]] = [(timeline.get("title"), "title")]
    slides += [(event, "") for event in timeline["events"]]
    slides += [(era, "era") for era in timeline.get("eras") or ()]
    for number, (slide, kind) in enumerate(slides):
        if isinstance(slide, Mapping):
            yield TableRow(number, {**_cells(slide), **({"Type": kind} if kind else {})})
        elif slide is not None:
            raise Spoilt("this event has no fields", "export the timeline again", row=number)


def _cells(slide: Mapping[str, object]) -> Mapping[str, str]:
    """Name the fields of a slide in JSON as the sheet does."""
    start, end, text, media = (_inner(slide, key) for key in ("start_date", "end_date", "text", "media"))
    cells = {
        **{name: start.get(name.casefold()) for name in ("Year", "Month", "Day")},
        **{f"End {name}": end.get(name.casefold()) for name in ("Year", "Month", "Day")},
        "Time": _clock(start),
        "End Time": _clock(end),
        "Display Date": slide.get("display_date") or start.get("display_date"),
        "Headline": text.get("headline"),
        "Text": text.get("text"),
        "Media": media.get("url"),
        "Media Credit": media.get("credit"),
        "Media Caption": media.get("caption"),
        "Media Thumbnail": media.get("thumbnail"),
        "Group": slide.get("group"),
        "Background": json.dumps(slide["background"]) if slide.get("background") else None,
        "unique_id": slide.get("unique_id"),
        **dict(_unread(slide)),
    }
    return {key: str(value).strip() for key, value in cells.items() if value not in (None, "")}


def _unread(slide: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """Pair the fields that have no column in the sheet with what they hold."""
    for key, value in slide.items():
        if key not in _FIELDS:
            yield key, value
        elif isinstance(value, Mapping) and key != "background":
            yield from ((f"{key}.{name}", inner) for name, inner in value.items() if name not in _FIELDS[key])


def _inner(slide: Mapping[str, object], key: str) -> Mapping[str, object]:
    found = slide.get(key)
    return found if isinstance(found, Mapping) else {}


def _clock(date: Mapping[str, object]) -> str | None:
    hour, minute = date.get("hour"), date.get("minute")
    return None if hour in (None, "") else f"{hour}:{minute or 0}"


def _incident(row: TableRow, file: str, source: Source) -> Iterator[Found]:
    headline = plain_words(row.get("Headline"))
    converted = markdown_of(row.get("Text"))
    for left_out in converted.left_out:
        yield Unmapped(file, "Text", f"{left_out} is left out", row.number)
    for column, reason in _LEFT.items():
        if row.get(column):
            yield Unmapped(file, column, reason, row.number)
    for column in sorted(row.cells.keys() - {*_COLUMNS, "unique_id"}):
        yield Unmapped(file, column, "there is no field for it", row.number)
    media = {column: row.get(column) for column in ("Media", "Media Credit", "Media Caption") if row.get(column)}
    yield Incident(
        origin=row.origin(file, row.get("unique_id") or None),
        title=headline or f"[Slide {row.number}]",
        date=_when(row),
        date_text=row.get("Display Date") or None,
        tags=(row.get("Group"),) if row.get("Group") else (),
        sources=(source,),
        private={"media": media} if media else {},
        body=converted.text,
    )


def _when(row: TableRow) -> str:
    start, end = _date(row, ""), _date(row, "End ")
    if start is None:
        raise Spoilt("an event without a year", "", "Year")
    if end is None or end == start:
        return start
    return f"{start}/{end}"


def _date(row: TableRow, of: str) -> str | None:
    """Write year, month, day and time in EDTF, as far as they are given."""
    year, month, day, time = (row.get(of + part) for part in ("Year", "Month", "Day", "Time"))
    if not year:
        return None
    text = _year(year, f"{of}Year")
    if not month:
        return text
    text += f"-{_number(month, 1, 12, f'{of}Month'):02}"
    if not day:
        return text
    last = days_in_month(int(year), int(month))
    text += f"-{_number(day, 1, last, f'{of}Day'):02}"
    return f"{text}T{_time(time, f'{of}Time')}" if time else text


def _year(text: str, column: str) -> str:
    """Write a year; TimelineJS counts the years before 1 AD without a year 0."""
    if not re.fullmatch(r"-?\d{1,9}", text):
        raise Spoilt(f'"{text}" is not a year', "", column)
    year = int(text) + (int(text) < 0)
    if abs(year) > 9999:
        return f"Y{year}"
    return f"{'-' if year < 0 else ''}{abs(year):04}"


def _number(text: str, low: int, high: int, column: str) -> int:
    if not text.isdecimal() or not low <= int(text) <= high:
        raise Spoilt(f'"{text}" is not a number from {low} to {high}', "", column)
    return int(text)


def _time(text: str, column: str) -> str:
    found = re.fullmatch(r"(\d{1,2}):(\d{1,2})(?::\d{1,2})?(?:\s*([ap])\.?m\.?)?", text, re.IGNORECASE)
    hour = int(found[1]) if found else 24
    if found and found[3]:
        hour = hour % 12 + (12 if found[3].lower() == "p" else 0)
    if found is None or hour > 23 or int(found[2]) > 59:
        raise Spoilt(f'"{text}" is not a time', "write 13:00 or 1:00 pm", column)
    return f"{hour:02}:{int(found[2]):02}"
