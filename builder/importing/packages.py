"""Read the data of a Dateline publication, its tables, back into entries, actors, places, sources and questions.

What tables do not carry (pages, pictures, marks of Markdown, what was withheld) does not come back, and is told."""

import re
from collections.abc import Iterator, Mapping, Sequence

from builder.importing.citing import date_or_none
from builder.importing.html_text import escaped
from builder.importing.kinds import read_json
from builder.importing.package_entries import entry_fields
from builder.importing.package_tables import Cells, Tables, listed, read_tables, without_nothing
from builder.importing.record import Flaw, Found, ImportSource, Origin, Reference, Spoilt, Unmapped, WholeRecord
from builder.model.ids import is_id, is_too_long
from builder.model.source import Source


def read_package(material: ImportSource) -> Iterator[Found]:
    """Read a folder with a `datapackage.json` and its tables."""
    folder = material.path if material.path.is_dir() else material.path.parent
    descriptor = read_json(ImportSource(folder / "datapackage.json", material.name))
    if not isinstance(descriptor, Mapping) or not isinstance(descriptor.get("resources"), list):
        raise Spoilt("no list of `resources`", "give the folder data/ of a Dateline publication")
    tables = read_tables(folder, descriptor["resources"], material)
    title = str(descriptor.get("title") or material.name)
    yield Unmapped(material.name, "", "pages, pictures and the marks of Markdown are not in tables")
    yield from _sources(tables, material.name)
    for of in ("actor", "place"):
        yield from _subjects(tables, of, material.name)
    yield from _questions(tables, material.name)
    for row in tables.of("entries"):
        fields = entry_fields(row, tables, title)
        cited = [found.get("source") for found in tables.below("entry_sources", "entry", row.get("id"))]
        texts = [found.get("text") for found in tables.below("entry_texts", "entry", row.get("id"))]
        body = body_of("".join(texts), cited)
        yield _record(row, material.name, "entries", fields, body)


def body_of(text: str, sources: Sequence[str]) -> str:
    """Write plain text as paragraphs of Markdown; numbers of the list of sources become citations again."""
    return "\n\n".join(_paragraph(line, sources) for line in text.split("\n") if line.strip())


def _paragraph(line: str, sources: Sequence[str]) -> str:
    pieces, start = list[str](), 0
    for match in _NUMBERS.finditer(line):
        marks = [mark.partition(",") for mark in match[1].split("; ")]
        if all(0 < int(number) <= len(sources) for number, _, _ in marks):
            cited = "; ".join(f"@{sources[int(number) - 1]}{comma}{page}" for number, comma, page in marks)
            pieces += [escaped(line[start : match.start()]), f"[{cited}]"]
            start = match.end()
    return "".join([*pieces, escaped(line[start:])])


def _origin(row: Cells, file: str) -> Origin:
    return row.row.origin(f"{file}/{row.table}.csv", row.get("id"))


def _record(row: Cells, file: str, kind: str, fields: Mapping[str, object], body: str) -> Found:
    """Return a file of content; its name is an id, which leads to no other folder."""
    id = row.get("id")
    if not is_id(id) or is_too_long(id):
        return Flaw(f"{file}/{row.table}.csv", row.row.number, "id", f'"{id}" is not an id', _HINT)
    return WholeRecord(_origin(row, file), kind, id, fields, body)


def _sources(tables: Tables, file: str) -> Iterator[Found]:
    for row in tables.of("sources"):
        source = Source(
            id=row.get("id"),
            type=row.get("type") or "document",
            title=row.get("title") or None,
            authors=tuple(listed(row.get("authors"))),
            container_title=row.get("container_title") or None,
            publisher=row.get("publisher") or None,
            issued=date_or_none(row.get("issued")),
            date_text=row.get("date_text") or None,
            accessed=date_or_none(row.get("accessed")),
            url=row.get("url") or None,
            doi=row.get("doi") or None,
            archived=row.get("archived") or None,
            mirror=row.get("is_mirror") == "true",
            language=row.get("language") or None,
            country=row.get("country") or None,
            genre=row.get("genre") or None,
            affiliation=row.get("affiliation") or None,
            proximity=row.get("proximity") or None,
            page=row.get("pages") or None,
            note=row.get("note") or None,
        )
        yield Reference(_origin(row, file), source, keeps_id=True)


def _subjects(tables: Tables, of: str, file: str) -> Iterator[Found]:
    """Read actors or places, with their names and ties."""
    for row in tables.of(f"{of}s"):
        id = row.get("id")
        fields = {
            "kind": row.get("kind"),
            "names": [_name(name) for name in tables.below(f"{of}_names", of, id)],
            "side": row.get("side"),
            "point": [float(row.get(key)) for key in ("latitude", "longitude") if row.get(key)],
            "precision": row.get("precision"),
            "geonames": row.get("geonames"),
            "lang": row.get("lang"),
            "sources": listed(row.get("sources")),
            **_ties(tables.below(f"{of}_ties", of, id), of),
            "roles": [_office(office) for office in tables.below("actor_offices", of, id)] if of == "actor" else [],
        }
        if row.get("kind") == "person":
            fields["person"] = {"public_figure": "true"}
            reason = f'on what ground "{id}" may be named is not in the tables: `public_figure` was written'
            yield Unmapped(file, "", reason)
        body = body_of(row.get("text"), listed(row.get("sources")))
        yield _record(row, file, f"{of}s", without_nothing(fields), body)


def _name(row: Cells) -> Mapping[str, object]:
    return without_nothing(
        {
            "text": row.get("name"),
            "lang": row.get("lang"),
            "kind": row.get("kind"),
            "used_by": listed(row.get("used_by")),
            "dataset": row.get("dataset"),
        }
    )


def _ties(rows: Sequence[Cells], to: str) -> Mapping[str, object]:
    """Part ties into what somebody belongs to, and other ties."""
    parts: list[Mapping[str, object]] = []
    others: list[Mapping[str, object]] = []
    for row in rows:
        belongs = row.get("kind") == "part-of"
        tie = without_nothing(
            {
                to: row.get("other"),
                "kind": "" if belongs else row.get("kind"),
                "from": row.get("since"),
                "to": row.get("until"),
                "basis": row.get("basis"),
                "according_to": listed(row.get("according_to")),
                "sources": listed(row.get("sources")),
            }
        )
        (parts if belongs or to == "place" else others).append(tie)
    return {"part_of": parts, "affiliation": others}


def _office(row: Cells) -> Mapping[str, object]:
    return without_nothing(
        {
            "title": row.get("title"),
            "of": row.get("organisation"),
            "from": row.get("since"),
            "to": row.get("until"),
            "sources": listed(row.get("sources")),
        }
    )


def _questions(tables: Tables, file: str) -> Iterator[Found]:
    """Read questions, but for those that are no more than the words of their ids."""
    languages = [row.get("lang") for row in tables.of("entries")]
    usual = max(set(languages), key=languages.count, default="")
    for row in tables.of("questions"):
        words = row.get("id").replace("-", " ")
        is_plain = row.get("title").casefold() == words.casefold() and row.get("is_exclusive") != "true"
        if not is_plain or row.get("text") or row.get("lang") not in ("", usual):
            exclusive = {"exclusive": "true"} if row.get("is_exclusive") == "true" else {}
            body = body_of(row.get("text"), listed(row.get("sources")))
            fields = {"title": row.get("title"), "lang": row.get("lang"), **exclusive}
            yield _record(row, file, "questions", without_nothing(fields), body)


# What a text says of its sources: the numbers that they have in the list, each with a page where one is given.
_LOCATED = r"\d{1,4}(?:, [^;\[\]]+)?"
_NUMBERS = re.compile(rf"\[({_LOCATED}(?:; {_LOCATED})*)\]")
_HINT = "an id consists of small letters and digits, with hyphens between them"
