"""Compare what lies in `seeds/` with the entries: what is in none, what was edited, what has changed in a file."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from builder.building.pipeline import load
from builder.importing.foreign_sites import is_foreign_site
from builder.importing.kinds import recognise
from builder.importing.record import Flaw, ImportSource, Incident, Reference, Spoilt, WholeRecord
from builder.importing.seeded import imported_file, plain_value, seeded
from builder.importing.source_lookup import marks_of
from builder.importing.survey import rows_of
from builder.importing.transaction import recover
from builder.model.archive import Archive
from builder.reading.front_matter import read_text
from builder.reading.nodes import read_nodes
from builder.reading.not_yaml import NotYaml

_SHEETS = (".yaml", ".yml")
_LARGEST_SHEET = 1 << 26


class SeedStatus(Struct, frozen=True):
    """How a file of `seeds/` stands: its records, those in no entry, and the entries of those that have changed."""

    file: str
    says: str
    records: int = 0
    in_entries: int = 0
    edited: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    flaw: str = ""


class ImportStatus(Struct, frozen=True):
    """How all files of `seeds/` stand, those that entries name and that are not there, and what was taken back."""

    seeds: tuple[SeedStatus, ...]
    gone: tuple[str, ...]
    was_interrupted: bool


def import_status(site: Path, moment: datetime) -> ImportStatus:
    """Read all files in `seeds/` that contain records."""
    was_interrupted = recover(site)
    archive = load(site, moment).archive
    files = sorted(path for path in (site / "seeds").rglob("*") if path.is_file())
    seen = list(dict.fromkeys(_read_with(path, site / "seeds") for path in files))
    found = [status for path in seen if (status := _status_of(site, path, archive))]
    named = {seed.file for entry in archive.all_entries for seed in entry.seed}
    there = {path.relative_to(site / "seeds").as_posix() for path in files}
    return ImportStatus(tuple(found), tuple(sorted(named - there)), was_interrupted)


def _read_with(path: Path, seeds: Path) -> Path:
    """Return the folder that a file is read with, of another site or a publication's tables, or the file itself."""
    folders = (folder for folder in reversed(path.parents) if folder.is_relative_to(seeds) and folder != seeds)
    is_whole = ((folder, is_foreign_site(folder) or (folder / "datapackage.json").exists()) for folder in folders)
    return next((folder for folder, is_one in is_whole if is_one), path)


def _status_of(site: Path, path: Path, archive: Archive) -> SeedStatus | None:
    material = ImportSource(path, path.relative_to(site / "seeds").as_posix())
    if path.suffix.lower() in _SHEETS:
        return _sheet_status(material, archive)
    if path.name.startswith(".") or path.stem.casefold() in ("readme", "license", "licence"):
        return None
    try:
        kind = recognise(material)
    except Spoilt:
        return None
    return _rows_status(site, material, kind.says, archive, rows_of(material, kind))


def _rows_status(
    site: Path, material: ImportSource, says: str, archive: Archive, rows: Iterator[object]
) -> SeedStatus:
    seeds = seeded(archive)
    digests = {seed.sha256 for entry in archive.all_entries for seed in entry.seed}
    marks = {mark for source in archive.sources.values() for mark in marks_of(source)}
    records, edited, changed, missing = 0, [], [], []
    for found in rows:
        match found:
            case Flaw(ends_the_file=True):
                return SeedStatus(material.name, says, records, flaw=str(found))
            case Reference(source=source):
                records += 1
                missing += [] if marks.intersection(marks_of(source)) else [source.id or source.title or ""]
            case Incident(origin=origin) | WholeRecord(origin=origin, kind="entries"):
                records += 1
                entry = seeds.find(origin, found.external if isinstance(found, Incident) else ())
                if entry is None:
                    missing.append(origin.id or f"row {origin.row}")
                    continue
                path = archive.files[f"entries/{entry}"]
                written = imported_file((site / path).read_bytes())
                edited += [path] if written and not written.is_untouched else []
                changed += [path] if origin.sha256 not in digests else []
            case WholeRecord(kind=kind, id=id):
                records += 1
                missing += [] if f"{kind}/{id}" in archive.files else [f"{kind}/{id}"]
    counts = (records, records - len(missing))
    return SeedStatus(material.name, says, *counts, tuple(edited), tuple(changed), tuple(missing))


def _sheet_status(material: ImportSource, archive: Archive) -> SeedStatus | None:
    """Read a fact sheet: a YAML file whose `events` have ids."""
    if material.path.stat().st_size > _LARGEST_SHEET:
        return None
    try:
        node = read_nodes(read_text(material.path.read_bytes()))
    except NotYaml as fault:
        says = f"{material.name}, line {fault.line}: {fault.says}; {fault.hint}"
        return SeedStatus(material.name, "a sheet of facts", flaw=says)
    sheet = plain_value(node) if node else None
    events = sheet.get("events") if isinstance(sheet, dict) else None
    match events:
        case dict():
            ids = [str(id) for id in events]
        case list():
            ids = [str(event["id"]) for event in events if isinstance(event, dict) and "id" in event]
        case _:
            return None
    named = {seed.id for entry in archive.all_entries for seed in entry.seed if seed.file == material.name}
    missing = tuple(id for id in ids if id not in named)
    return SeedStatus(material.name, "a sheet of facts", len(ids), len(ids) - len(missing), missing=missing)
