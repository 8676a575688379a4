"""Read a Markwhen timeline: `date: what happened`, with tags, links and sections, one incident an event."""

import hashlib
import re
from collections.abc import Iterator

from msgspec import Struct

from builder.importing.citing import placeholder
from builder.importing.dates_elsewhere import edtf_of
from builder.importing.kinds import whole_text
from builder.importing.post_bodies import post_body
from builder.importing.record import NOTHING_PRIVATE, Found, ImportSource, Incident, Origin, Spoilt, Unmapped

_SIGNS = r"[\[{]?[-\d./XT:Z~?+\[\],]+?(?:\s*[-–/]\s*(?:now|[\d./-]+|\d+ \w+))?"
_NAMES = r"[\w .,'/–-]*?\d[\w .,'/–-]*?"
_EVENT = re.compile(rf"(?P<date>{_SIGNS}|{_NAMES}):\s+(?P<words>.+)")
_SECTION = re.compile(r"\s*(?:section|group)\s+(?P<name>.+?)\s*")
_TAG = re.compile(r"(?<!\S)#([\w-]+)")
_KEYS = r"title|description|dateFormat|key|timezone|view|edit|viewers|editors|tags|#\w+"
_HEADER = re.compile(rf"({_KEYS})\s*:\s*(.*)")
_NO_DATES = ("now", "days", "day", "weeks", "week", "months", "month", "years", "year", "hours", "hour")


class MarkwhenEvent(Struct):
    """An event: its line, its date as written, its words, and the lines below it."""

    line: int
    date: str
    words: str
    below: list[str]
    section: str | None


def read_markwhen(material: ImportSource) -> Iterator[Found]:
    """Read the events of a timeline."""
    lines = whole_text(material).removeprefix("\ufeff").split("\n")
    header = {key: value for line in lines for key, value in _HEADER.findall(line) if not line.startswith(" ")}
    order = "day-first" if header.get("dateFormat", "").startswith("d") else "month-first"
    source = placeholder(header.get("title") or f"The timeline {material.name}")
    for event in _events(lines):
        try:
            date = _when(event.date, order)
        except Spoilt as fault:
            yield fault.flaw(material.name, event.line)
            continue
        linked = [_TAG.sub("", event.words)] if "](" in event.words else []
        body = post_body("\n".join((*linked, *event.below)), {})
        for told in body.told:
            yield Unmapped(material.name, "", told, event.line)
        tags = (*([event.section] if event.section else ()), *_TAG.findall(event.words))
        marks = "\n".join((event.date, event.words, *event.below))
        words = " ".join(re.sub(r"\[([^\[\]]*)\]\([^)]*\)", r"\1", _TAG.sub("", event.words)).split())
        yield Incident(
            origin=Origin(material.name, event.line, hashlib.sha256(marks.encode("utf-8", "replace")).hexdigest()),
            title=words or f"[Event of {event.date}]",
            date=date,
            tags=tags,
            sources=(source,),
            private={"comments": list(body.comments)} if body.comments else NOTHING_PRIVATE,
            body=body.text,
        )


def _events(lines: list[str]) -> Iterator[MarkwhenEvent]:
    event: MarkwhenEvent | None = None
    sections: list[str] = []
    for number, line in enumerate(lines, start=1):
        if found := _SECTION.fullmatch(line):
            sections.append(_TAG.sub("", found["name"]).strip())
        elif re.fullmatch(r"\s*end(Section|Group)\s*", line):
            sections = sections[:-1]
        elif line.lstrip().startswith("//") or _HEADER.fullmatch(line):
            continue
        elif found := _EVENT.fullmatch(line.strip()):
            if event:
                yield event
            event = MarkwhenEvent(
                number, found["date"].strip(), found["words"], [], sections[-1] if sections else None
            )
        elif event:
            event.below.append(line.strip())
    if event:
        yield event


def _when(text: str, order: str) -> str:
    """Read a date or a span; what is counted from another date is no date of its own."""
    if any(word in _NO_DATES for word in re.findall(r"[a-z]+", text.lower())):
        raise Spoilt(f'"{text}" is not a date of its own', "write the day, the month or the year itself")
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
