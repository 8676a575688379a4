"""Turn a fact sheet in `seeds/` into events with their facts, and say which of its ids lead nowhere.

Ids of sources are those of `content/sources/`; dates are read as the sheet writes them, bounds (`A/B`) as dates of one
moment (`[A..B]`)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from builder.model.dates import Date
from builder.reading.edtf import read_date

# The one source that the sheet does not call by its publisher.
SEED_ARTICLE = {"seed": "daily-beast"}


@dataclass(frozen=True, slots=True)
class SheetFigure:
    """How many of whom suffered what, as the sheet has it; a bound that is not given is None."""

    category: str
    who: str
    low: int | None
    high: int | None
    as_said: str

    def __str__(self) -> str:
        return f"{self.category} {self.who} {range_of(self.low, self.high)} “{self.as_said}”"


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement of the sheet: who made it, when, what it speaks of, and by which sources."""

    id: str
    text: str
    status: str
    by: str | None
    said: Date | None
    as_of: Date | None
    sources: tuple[str, ...]
    figures: tuple[SheetFigure, ...]
    note: str

    @property
    def words(self) -> str:
        """Return all that the sheet writes of this fact."""
        return " · ".join((self.text, *(figure.as_said for figure in self.figures), self.note))

    @property
    def names_several(self) -> bool:
        """Return whether claimants, or their versions, stand in the text instead of in a field each."""
        return self.by is None or self.status == "disputed"


@dataclass(frozen=True, slots=True)
class SheetEvent:
    """An event of the sheet: when and where, who took part, and the facts in the sheet's order."""

    id: str
    dates: tuple[Date, ...]
    actors: tuple[str, ...]
    places: tuple[str, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """An id that stands in a record of the sheet, and what it is to be the id of."""

    where: str
    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class FactSheet:
    """All events by id, who bears which name, who published which source, and what in the sheet refers to what."""

    events: Mapping[str, SheetEvent]
    bearers: Mapping[str, frozenset[str]]
    publishers: Mapping[str, str]
    references: tuple[Reference, ...]
    defined: frozenset[str]


def read_fact_sheet(file: Path) -> FactSheet:
    """Read a whole sheet; raise where a field is missing or a date is none."""
    text = file.read_text("utf-8")
    written = yaml.load(text, Loader=yaml.CSafeLoader)
    events = {id: _event(id, event) for id, event in written["events"].items()}
    return FactSheet(
        events=events,
        bearers=_bearers(written["actors"]),
        publishers={content_id(id): source["publisher"] for id, source in written["sources"].items()},
        references=(*_references(written), *_mentions(text)),
        defined=frozenset(
            (
                *(f"actor {id}" for id in written["actors"]),
                *(f"source {id}" for id in written["sources"]),
                *(f"place {id}" for id in written["places"]),
                *(f"event {id}" for id in events),
                *(f"event {fact.id}" for event in events.values() for fact in event.facts),
            )
        ),
    )


def lost_references(sheet: FactSheet) -> Iterator[str]:
    """Name each id that stands somewhere in the sheet and is defined nowhere in it."""
    for reference in sheet.references:
        if f"{reference.kind} {reference.id}" not in sheet.defined:
            yield f"{reference.where}: no {reference.kind} is called {reference.id}"


def bare_name(name: str) -> str:
    """Return a name without case, punctuation and what stands in brackets."""
    return " ".join(re.findall(r"\w+", re.sub(r"\(.*?\)", "", name).casefold()))


def content_id(sheet_id: str) -> str:
    """Return the id that a source of the sheet has in `content/sources/`."""
    bare = sheet_id.removeprefix("s-")
    return SEED_ARTICLE.get(bare, bare)


def range_of(low: int | None, high: int | None) -> str:
    """Write a count with its bounds as content does."""
    if low == high:
        return "unknown" if low is None else f"{low}"
    return f"{'' if low is None else low}..{'' if high is None else high}"


def _event(id: str, event: Mapping[str, Any]) -> SheetEvent:
    return SheetEvent(
        id=id,
        dates=tuple(read_date(event[key]) for key in ("date", "end") if key in event),
        actors=tuple(actor["id"] for actor in event["actors"]),
        places=tuple(event["places"]),
        facts=tuple(_fact(f"{id}#{place}", fact) for place, fact in enumerate(event["facts"], 1)),
    )


def _fact(id: str, fact: Mapping[str, Any]) -> Fact:
    return Fact(
        id=id,
        text=fact["text"],
        status=fact["status"],
        by=fact.get("by"),
        said=_moment(fact.get("said")),
        as_of=_moment(fact.get("as_of")),
        sources=tuple(content_id(source) for source in fact["sources"]),
        figures=tuple(
            SheetFigure(figure["category"], figure["who"], figure["min"], figure["max"], figure["as_said"])
            for figure in fact.get("figures", ())
        ),
        note=fact.get("note", ""),
    )


def _moment(written: str | None) -> Date | None:
    if written is None:
        return None
    bounds = re.fullmatch(r"(.+)/(.+)", written)
    return read_date(f"[{bounds[1].strip('.')}..{bounds[2].strip('.')}]" if bounds else written)


def _bearers(actors: Mapping[str, Any]) -> Mapping[str, frozenset[str]]:
    bearers: dict[str, set[str]] = {}
    for id, actor in actors.items():
        for name in (actor["name"], *actor["names"].values()):
            # One name may hold two of them: “Artsakh Defence Army / Nagorno-Karabakh Defence Army”.
            for part in (name, *name.split(" / ")):
                bearers.setdefault(bare_name(part), set()).add(id)
    return {name: frozenset(ids) for name, ids in bearers.items()}


def _references(written: Mapping[str, Any]) -> Iterator[Reference]:
    for id, actor in written["actors"].items():
        yield from _listed(id, "actor", actor, "part_of")
        yield from _listed(id, "source", actor, "names_source")
    for id, place in written["places"].items():
        yield from _listed(id, "place", place, "part_of")
        yield from _listed(id, "source", place, "source")
    for number, fact in enumerate(written["background"], 1):
        yield from _listed(f"background#{number}", "source", fact, "sources")
    for id, event in written["events"].items():
        yield from (Reference(id, "actor", actor["id"]) for actor in event["actors"])
        yield from _listed(id, "place", event, "places")
        for number, fact in enumerate(event["facts"], 1):
            yield from _listed(f"{id}#{number}", "actor", fact, "by")
            yield from _listed(f"{id}#{number}", "source", fact, "sources")


def _listed(where: str, kind: str, record: Mapping[str, Any], key: str) -> Iterator[Reference]:
    ids = record.get(key) or ()
    yield from (Reference(where, kind, id) for id in ([ids] if isinstance(ids, str) else ids))


def _mentions(text: str) -> Iterator[Reference]:
    for line, written in enumerate(text.splitlines(), 1):
        yield from (Reference(f"line {line}", "event", id) for id in re.findall(r"\bev-[\w-]+(?:#\d+)?", written))
