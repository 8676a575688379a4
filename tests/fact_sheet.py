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
from builder.reading.dates.edtf import read_date

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
class SheetSource:
    """Who published a source, on which day as far as the page shows it, and what it was seen to back."""

    publisher: str
    published: Date | None
    backs: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement of the sheet: who made it, when, what it speaks of, and by which sources.

    `dates` and `actors` are those of the event: when it happened, and who took part in which role."""

    id: str
    text: str
    status: str
    by: str | None
    said: Date | None
    as_of: Date | None
    sources: tuple[str, ...]
    figures: tuple[SheetFigure, ...]
    note: str
    dates: tuple[Date, ...]
    actors: tuple[tuple[str, str], ...]

    @property
    def words(self) -> str:
        """Return all that the sheet writes of this fact."""
        return "; ".join((self.text, *(figure.as_said for figure in self.figures), self.note))

    @property
    def is_series(self) -> bool:
        """Return whether the fact gives the steps of one count, each with its day: “336 (4 November 2023)”."""
        return any(re.search(r"\(\d+ [A-Z]", figure.as_said) for figure in self.figures)

    @property
    def names_several(self) -> bool:
        """Return whether claimants, or their versions, stand in the text instead of in a field each."""
        return self.by is None or self.status == "disputed"


@dataclass(frozen=True, slots=True)
class Reference:
    """An id that stands in a record of the sheet, and what it is to be the id of."""

    where: str
    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class FactSheet:
    """The facts of each event, who bears which name, the sources, and what in the sheet refers to what."""

    events: Mapping[str, tuple[Fact, ...]]
    bearers: Mapping[str, frozenset[str]]
    sources: Mapping[str, SheetSource]
    references: tuple[Reference, ...]
    defined: frozenset[str]


def read_fact_sheet(file: Path) -> FactSheet:
    """Read a whole sheet; raise where a field is missing or a date is none."""
    text = file.read_text("utf-8")
    written = yaml.load(text, Loader=yaml.CSafeLoader)
    events = {id: tuple(_facts(id, event)) for id, event in written["events"].items()}
    return FactSheet(
        events=events,
        bearers=_bearers(written["actors"]),
        sources={content_id(id): _source(source) for id, source in written["sources"].items()},
        references=(*_references(written), *_mentions(text)),
        defined=frozenset(
            (
                *(f"actor {id}" for id in written["actors"]),
                *(f"source {id}" for id in written["sources"]),
                *(f"place {id}" for id in written["places"]),
                *(f"event {id}" for id in events),
                *(f"event {fact.id}" for facts in events.values() for fact in facts),
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


def _source(source: Mapping[str, Any]) -> SheetSource:
    published = read_date(source["published"]) if "published" in source else None
    return SheetSource(source["publisher"], published, f"{source['backs']} {source.get('note', '')}")


def _facts(event_id: str, event: Mapping[str, Any]) -> Iterator[Fact]:
    for number, fact in enumerate(event["facts"], 1):
        yield Fact(
            id=f"{event_id}#{number}",
            text=fact["text"],
            status=fact["status"],
            by=fact.get("by"),
            said=_moment(fact.get("said")),
            as_of=_moment(fact.get("as_of")),
            sources=tuple(content_id(source) for source in fact["sources"]),
            figures=tuple(map(_figure, fact.get("figures", ()))),
            note=fact.get("note", ""),
            dates=tuple(read_date(event[key]) for key in ("date", "end") if key in event),
            actors=tuple((actor["id"], actor["role"]) for actor in event["actors"]),
        )


def _figure(figure: Mapping[str, Any]) -> SheetFigure:
    return SheetFigure(figure["category"], figure["who"], figure["min"], figure["max"], figure["as_said"])


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
