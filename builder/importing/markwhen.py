"""Read a Markwhen timeline: `date: what happened`, with tags, links and sections, one incident an event."""

import re
from collections.abc import Iterator

from msgspec import Struct

from builder.importing.citing import placeholder
from builder.importing.counted_dates import COUNTED, KnownPeriods, counted, parts_of, period_of
from builder.importing.dates_elsewhere import edtf_of
from builder.importing.kinds import whole_text
from builder.importing.post_bodies import post_body
from builder.importing.record import Found, ImportSource, Incident, Spoilt, Unmapped, origin_of

_SIGNS = rf"[\[{{]?[-\d./XT:Z~?+\[\],]+?(?:\s*[-–/]\s*(?:now|[\d./-]+|\d+ \w+|{COUNTED}))?"
_NAMES = r"[\w .,'/–-]*?\d[\w .,'/–-]*?"
_ENDS = rf"\s*(?:[-–/]|to\b)\s*(?:{COUNTED}|[\d./-]+)"
_EVENT = re.compile(rf"(?P<date>(?:{COUNTED}(?:{_ENDS})?|{_SIGNS}|{_NAMES})(?:\s+every\b[^:]*)?):\s+(?=\S)")
# No date is longer; in a longer text a pattern with several ends would be tried at every place.
_LONGEST_DATE = 120
_SECTION = re.compile(r"(?:section|group)\s+(?P<name>\S.*)")
_TAG = re.compile(r"(?<!\S)#([\w-]+)")
_KEYS = r"title|description|dateFormat|key|timezone|view|edit|viewers|editors|tags|#\w+"
_HEADER = re.compile(rf"({_KEYS})\s*:\s*(.*)")
_ID = re.compile(r"(?<!\S)!(\w+)")
_ID_BELOW = re.compile(r"id:\s*(\w+)")


class MarkwhenEvent(Struct):
    """An event: its line, its date as written, its words, and the lines below it."""

    line: int
    date: str
    words: str
    below: list[str]
    section: str | None
    ids: list[str]


def read_markwhen(material: ImportSource) -> Iterator[Found]:
    """Read the events of a timeline."""
    lines = whole_text(material).split("\n")
    header = {key: value for line in lines for key, value in _HEADER.findall(line) if not line.startswith(" ")}
    order = "day-first" if header.get("dateFormat", "").startswith("d") else "month-first"
    source = placeholder(header.get("title") or f"The timeline {material.name}")
    known = KnownPeriods({})
    for event in _events(lines):
        try:
            date, is_counted = _when(event.date, order, known)
        except Spoilt as fault:
            known.note(None, event.ids)
            yield fault.flaw(material.name, event.line)
            continue
        known.note(period_of(date), event.ids)
        if is_counted:
            yield Unmapped(material.name, "", f'"{event.date}" was counted: {date}', event.line)
        linked = [_plain(event.words)] if "](" in event.words else []
        body = post_body("\n".join((*linked, *event.below)), {})
        for told in body.told:
            yield Unmapped(material.name, "", told, event.line)
        tags = (*([event.section] if event.section else ()), *_TAG.findall(event.words))
        words = " ".join(re.sub(r"\[([^\[\]]*)\]\([^()]*\)", r"\1", _plain(event.words)).split())
        yield Incident(
            origin=origin_of(material.name, event.line, "\n".join((event.date, event.words, *event.below))),
            title=words or f"[Event of {event.date}]",
            date=date,
            tags=tags,
            sources=(source,),
            private=body.private,
            body=body.text,
        )


def _events(lines: list[str]) -> Iterator[MarkwhenEvent]:
    event: MarkwhenEvent | None = None
    sections: list[str] = []
    for number, whole_line in enumerate(lines, start=1):
        line = whole_line.strip()
        if found := _SECTION.fullmatch(line):
            sections.append(_TAG.sub("", found["name"]).strip())
        elif line in ("endSection", "endGroup"):
            sections = sections[:-1]
        elif line.startswith("//") or _HEADER.fullmatch(whole_line):
            continue
        elif found := _EVENT.match(line[:_LONGEST_DATE]):
            if event:
                yield event
            words = line[found.end() :]
            section = sections[-1] if sections else None
            event = MarkwhenEvent(number, found["date"].strip(), words, [], section, _ID.findall(words))
        elif event and not event.below and (own := _ID_BELOW.fullmatch(line)):
            event.ids.append(own[1])
        elif event:
            event.below.append(line)
    if event:
        yield event


def _plain(words: str) -> str:
    """Take tags and ids out of the words of an event."""
    return _ID.sub("", _TAG.sub("", words))


def _when(text: str, order: str, known: KnownPeriods) -> tuple[str, bool]:
    """Read a date, a span, or what is counted from another date, and return whether it was counted."""
    if re.search(r"\s+every\b", text):
        raise Spoilt(f'"{text}" happens again and again', "write an event for each time, with its own date")
    if re.search(r"\bnow\b", text):
        raise Spoilt(f'"{text}" is not a date of its own', "write the day, the month or the year itself")
    periods = {part: period_of(_own_date(part, order)) for part in parts_of(text)}
    period = counted(text, known, periods)
    return (period.text, True) if period else (_own_date(text, order), False)


def _own_date(text: str, order: str) -> str:
    try:
        return edtf_of(text, order)
    except Spoilt:
        for separator in (" - ", " – ", "-", "/"):
            ends = text.split(separator)
            if len(ends) == 2:
                try:
                    return edtf_of("/".join(edtf_of(end, order) for end in ends))
                except Spoilt:
                    continue
        raise
