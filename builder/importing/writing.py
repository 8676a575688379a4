"""Write all rows as drafts, beside what stands there already: new ones are added, and those that nobody has touched
are updated."""

import re
from collections.abc import Iterator
from pathlib import Path

from builder.drafting.front_matter import content_file, plain_yaml
from builder.importing.drafts import Draft, Lookups, cleaned, draft_of, not_public
from builder.importing.name_lookups import free_id
from builder.importing.outcome import LeftAlone, Tally
from builder.importing.record import Fields, Incident, Reference, Unmapped, WholeRecord
from builder.importing.seeded import Seeded, imported_file, says_the_same
from builder.importing.settling import settled
from builder.importing.source_lookup import Adoption, shortened, source_fields
from builder.importing.survey import Named, rows_of
from builder.importing.transaction import Staged
from builder.model.archive import Archive
from builder.model.ids import nearest_id, slug
from builder.remembering.run import Progress


class DraftWriter:
    """Writes rows into a site, or aside, and keeps what was written and what was not."""

    def __init__(
        self, site: Path, archive: Archive, seeds: Seeded, lookups: Lookups, folder: str, staged: Staged
    ) -> None:
        self._site, self._archive, self._seeds, self._lookups = site, archive, seeds, lookups
        self._folder, self._staged = folder, staged
        self._taken = set(archive.registers.entries.ids)
        self.made: list[str] = []
        self.updated: list[str] = []
        self.left_alone: list[LeftAlone] = []
        self.unchanged, self.tally = 0, Tally({}, {})

    def write(self, named: tuple[Named, ...], rows: int, progress: Progress) -> None:
        """Write all rows of all files, then the sources and stubs that they need."""
        number = 0
        for material, kind in named:
            for found in rows_of(material, kind):
                match found:
                    case Incident():
                        self._write_incident(found)
                    case Reference():
                        self._write_reference(found)
                    case WholeRecord():
                        self._write_record(found)
                    case Unmapped():
                        self.tally.add([found])
                        continue
                    case _:
                        continue
                number += 1
                progress("write", number, rows)
        self._write_sources(Path(named[0][0].name).stem)
        for path, fields in (*self._lookups.actors.stubs(), *self._lookups.places.stubs()):
            self._write_new(f"content/{path}", without_leaks(fields), "")

    def _write_reference(self, found: Reference) -> None:
        adoption = self._lookups.sources.adopt(found.source, found.keeps_id)
        if adoption is Adoption.KNOWN and (changed := self._changed(found)):
            self.left_alone.append(changed)
            return
        self.unchanged += adoption is not Adoption.NEW
        if adoption is Adoption.TWICE:
            reason = "the same source as one before it, by its address, its DOI or its title, publisher and date"
            self.tally.add([found.origin.unmapped(reason)])

    def _changed(self, found: Reference) -> LeftAlone | None:
        """Return what its publication says otherwise of a source that is known; a list of sources is its author's."""
        known = self._archive.sources.get(found.source.id) if found.keeps_id else None
        if known is None:
            return None
        new, old = source_fields(found.source), source_fields(known)
        fields = [key for key in {**new, **old} if new.get(key) != old.get(key) and key not in ("file", "sha256")]
        return LeftAlone(self._archive.files[f"sources/{known.id}"], (*fields,), known.id) if fields else None

    def _write_record(self, record: WholeRecord) -> None:
        fields, lost = settled(record, self._archive)
        self.tally.add(lost)
        is_entry = record.kind == "entries"
        id = (self._seeds.find(record.origin) if is_entry else None) or record.id
        draft = Draft(id, fields, record.body)
        known = self._archive.files.get(f"{record.kind}/{id}")
        path = known or f"content/{record.kind}/{self._folder if is_entry else ''}{id}.md"
        if not (self._site / path).exists():
            self._put(path, draft.file(), self.made)
            return
        data = (self._site / path).read_bytes()
        if imported_file(data) is None and id not in self._seeds.entries and not says_the_same(data, draft):
            reason = f"{path} already exists, and no import wrote it: it was left as it is"
            self.tally.add([record.origin.unmapped(reason)])
        self._write_again(draft, path)

    def _write_incident(self, incident: Incident) -> None:
        known = self._seeds.find(incident.origin, incident.external)
        id = known or free_id(_wished_id(incident), self._taken)
        self._taken.add(id)
        draft, lost = draft_of(incident, id, self._lookups)
        self.tally.add(lost)
        if known:
            self._write_again(draft, self._archive.files[f"entries/{id}"])
        else:
            self._put(f"content/entries/{self._folder}{id}.md", draft.file(), self.made)

    def _write_again(self, draft: Draft, path: str) -> None:
        data = (self._site / path).read_bytes()
        text = draft.file()
        if data == text.encode():
            self.unchanged += 1
            return
        before = imported_file(data)
        if before is None:
            # An author wrote this entry, and named the record: what it says is no business of an import.
            self.unchanged += 1
        elif before.is_untouched:
            self._put(path, text, self.updated)
        elif changed := before.changed_in_source(draft):
            self.left_alone.append(LeftAlone(path, changed))
        else:
            self.unchanged += 1

    def _write_sources(self, stem: str) -> None:
        sources = [cleaned(source_fields(source)) for source in self._lookups.sources.new()]
        if sources:
            taken = {path.relative_to(self._site).as_posix() for path in (self._site / "content/sources").glob("*")}
            stem = shortened(nearest_id(stem)) or "imported"
            name = next(path for path in _numbered(f"content/sources/{stem}") if path not in taken)
            self._put(name, plain_yaml(sources), self.made)

    def _write_new(self, path: str, fields: Fields, body: str) -> None:
        if (self._site / path).exists():
            self.unchanged += 1
        else:
            self._put(path, content_file(dict(fields), body), self.made)

    def _put(self, path: str, text: str, kept_in: list[str]) -> None:
        self._staged.put(path, text)
        kept_in.append(path)


def without_leaks(fields: Fields) -> Fields:
    """Clean the fields of a stub, and keep nothing private that is public anyway."""
    public = {key: cleaned(value) for key, value in fields.items() if key != "private"}
    private = not_public(cleaned(fields.get("private", {})), public, "")
    return {**public, "private": private} if private else public


def _wished_id(incident: Incident) -> str:
    wished = nearest_id(incident.id) if incident.id else ""
    day = re.match(r"[\[{./]*([^/.,T\]}~?%]*)", incident.date)
    return shortened(wished or slug(f"{day[1] if day else ''} {incident.title}")) or "entry"


def _numbered(stem: str) -> Iterator[str]:
    yield f"{stem}.yaml"
    yield from (f"{stem}-{number}.yaml" for number in range(2, 10**6))
