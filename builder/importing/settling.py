"""Leave out of a whole record what only the settings of the publication that it comes from declare."""

from collections.abc import Mapping, Sequence

from builder.importing.drafts import cleaned, seed_of
from builder.importing.record import Fields, Unmapped, WholeRecord
from builder.model.archive import Archive
from builder.model.event_types import EVENT_TYPES


def settled(record: WholeRecord, archive: Archive) -> tuple[Fields, tuple[Unmapped, ...]]:
    """Return the fields that this publication can read, and what is told of the others."""
    fields, lost = dict(record.fields), list[Unmapped]()
    side = fields.get("side")
    if side and side not in archive.registers.sides:
        del fields["side"]
        lost.append(record.origin.unmapped(f'site.yaml declares no side "{side}": add it and import again'))
    if fields.get("lang") == archive.site.language:
        del fields["lang"]
    names = fields.get("names")
    if isinstance(names, Sequence):
        fields["names"] = [_named(name, archive) for name in names]
    types = fields.get("type")
    if isinstance(types, Sequence):
        known = {own.value for own in archive.site.types} | {*EVENT_TYPES}
        fields["type"] = [type for type in types if type in known]
        for type in set(types) - known:
            lost.append(record.origin.unmapped(f'site.yaml declares no event type "{type}"'))
    assessment = fields.get("assessment")
    if isinstance(assessment, Mapping) and assessment.get("method") not in (None, *archive.registers.pages.ids):
        rest = {key: value for key, value in assessment.items() if key != "method"}
        fields["assessment"] = {"by": f"the publication of {record.origin.file.rpartition('/')[0]}", **rest}
        lost.append(record.origin.unmapped(f'no page is called "{assessment["method"]}", which states a method'))
    if record.kind == "entries":
        fields["seed"] = [seed_of(record.origin)]
    clean = cleaned({key: value for key, value in fields.items() if value})
    assert isinstance(clean, dict)
    return clean, tuple(lost)


def _named(name: object, archive: Archive) -> object:
    if not isinstance(name, Mapping) or not isinstance(name.get("used_by"), Sequence):
        return name
    sides = [side for side in name["used_by"] if side in archive.registers.sides]
    rest = {key: value for key, value in name.items() if key != "used_by"}
    return {**rest, "used_by": sides} if sides else rest
