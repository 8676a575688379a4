"""Rules on what was published (V): nothing of it is changed, renamed or taken away in silence."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping

from builder.checking.parts.changes import Change, changes
from builder.checking.parts.explanation import error, warning
from builder.checking.parts.merging import changes_by_merging
from builder.model.archive import Archive
from builder.model.dates import sort_key
from builder.model.entry import Correction, CorrectionKind, Entry, Status
from builder.model.nearest import nearest
from builder.model.problem import Finding
from builder.model.released import Released, correction_key, released

_RELEASE_FILE = "content/released.txt"


def what_was_published_changes_with_a_correction_only(archive: Archive) -> Iterator[Finding]:
    """V1: a figure, date, place, attribution or status that readers were given does not change in silence."""
    if not archive.released.entries:
        return
    renamed = _present_ids_of_names(archive)
    for id, before in _released_by_present_id(archive).items():
        entry = archive.entry_of.get(id)
        if entry is None:
            continue
        corrections: list[Correction] | None = None
        for change in _changes_of_all(before, entry, renamed, archive):
            corrections = _new_corrections(before, entry) if corrections is None else corrections
            said = _said_by(corrections, change)
            if said != change.now:
                yield _silent_change(change, said, entry, archive.files[f"entries/{entry.id}"])


def what_was_published_keeps_its_address(archive: Archive) -> Iterator[Finding]:
    """V2: an entry is withdrawn, not deleted; one that gets another id names the old one in `formerly`."""
    if not archive.released.entries:
        return
    moved = _present_ids(archive)
    unread = archive.registers.entries.ids - {*archive.entry_of, *(entry.id for entry in archive.held_back)}
    drafts = {entry.id for entry in archive.held_back if entry.status is Status.DRAFT}
    for before in archive.released.entries:
        if before.id in drafts:
            says = "this entry was published and is now a draft"
            hint = "write `status: withdrawn`, and a correction of kind retraction that says why"
            yield Finding(archive.files[f"entries/{before.id}"], ("status",), "V2", says, hint)
        elif before.id not in moved and before.id not in archive.registers.entries.ids:
            # A file that cannot be read may be the one that names it.
            yield from () if unread else (_gone(before, moved, archive),)
        else:
            yield from _lost_addresses(before, moved, archive)


def a_withdrawn_entry_says_why(archive: Archive) -> Iterator[Finding]:
    """A reader who follows an old link has to learn why the text is gone."""
    for entry in archive.withdrawn:
        if not any(correction.kind is CorrectionKind.RETRACTION for correction in entry.corrections):
            says = "this entry is withdrawn, but nothing says why"
            hint = "add under `corrections:` the line `- {date: …, kind: retraction, text: …}`"
            file = archive.files[f"entries/{entry.id}"]
            yield Finding(file, ("status",), "withdrawn-unexplained", says, hint)


def _present_ids(archive: Archive) -> dict[str, str]:
    """Return the present id of every entry that had another one."""
    return {old: entry.id for entry in archive.entry_of.values() for old in entry.formerly}


def _released_by_present_id(archive: Archive) -> dict[str, list[Released]]:
    """Group what was released by the entry that it is now: several were merged."""
    moved = _present_ids(archive)
    found: dict[str, list[Released]] = {}
    for before in archive.released.entries:
        found.setdefault(moved.get(before.id, before.id), []).append(before)
    return found


def _changes_of_all(
    before: list[Released], entry: Entry, renamed: Mapping[str, str], archive: Archive
) -> Iterator[Change]:
    if len(before) == 1:
        return changes(before[0], entry, renamed)
    return changes_by_merging(before, entry, renamed, archive.by_question)


def _present_ids_of_names(archive: Archive) -> dict[str, str]:
    actors = {old: actor.id for actor in archive.actors.values() for old in actor.formerly}
    return actors | {old: place.id for place in archive.places.values() for old in place.formerly}


def _new_corrections(before: list[Released], entry: Entry) -> list[Correction]:
    """List the corrections that have come since a release, in the order of their dates."""
    known, new = Counter(key for one in before for key in one.corrections), []
    for correction in sorted(entry.corrections, key=lambda correction: sort_key(correction.date, 0)):
        if known[correction_key(correction)]:
            known[correction_key(correction)] -= 1
        else:
            new.append(correction)
    return new


def _said_by(corrections: list[Correction], change: Change) -> str:
    """Return what a field holds by what the corrections of it say; one in words of its own says what is so.

    One that quotes the value before is held to the value after: a second change needs a second correction."""
    value, left = change.was, [correction for correction in corrections if _is_about(correction, change)]
    while quoting := next((found for found in left if found.now is not None and (found.was or "") == value), None):
        left.remove(quoting)
        value = quoting.now or ""
    return change.now if left else value


def _is_about(correction: Correction, change: Change) -> bool:
    if change.field == "status" and correction.kind is CorrectionKind.RETRACTION:
        return True
    return correction.field is not None and f"{change.field}.".startswith(f"{correction.field}.")


def _silent_change(change: Change, said: str, entry: Entry, file: str) -> Finding:
    was, now = (f'"{text}"' if text else "nothing" for text in (said, change.now))
    by = "at the last release" if said == change.was else "by its last correction"
    says = f"{change.field} was {was} {by} and is now {now}, but no correction says so"
    how = "add under `corrections:`" if entry.corrections else "add `corrections:` and under it"
    return Finding(file, change.path, "V1", says, f"{how} the line `{_line_to_add(change, said)}`")


def _line_to_add(change: Change, said: str) -> str:
    """Write a correction as the author may paste it; what only the author knows is left open."""
    kind = CorrectionKind.CORRECTION
    if change.field == "status":
        kind = CorrectionKind.RETRACTION if change.now == Status.WITHDRAWN else CorrectionKind.UPDATE
    fields = [f"date: …, kind: {kind}, field: {change.field}"]
    # What is text in JSON is text in YAML, whatever signs it holds.
    fields += [
        f"{name}: {json.dumps(text, ensure_ascii=False)}"
        for name, text in (("was", said), ("now", change.now))
        if text
    ]
    return f"- {{{', '.join(fields)}, text: …}}"


def _gone(before: Released, moved: Mapping[str, str], archive: Archive) -> Finding:
    """Report an entry that is gone: at the one that now holds what it held, or in the file of the release."""
    published = {released.id for released in archive.released.entries}
    known = published | {id for old, id in moved.items() if old in published}
    new = [entry for id, entry in archive.entry_of.items() if id not in known]
    for entry in new:
        now = released(entry)
        if (now.values, now.claims) == (before.values, before.claims):
            says = f'"{before.id}" was published, and this entry has all its content'
            ids = ", ".join((*entry.formerly, before.id))
            hint = f"write `formerly: [{ids}]`, so that the old address leads here"
            return Finding(archive.files[f"entries/{entry.id}"], ("formerly",), "V2", says, hint)
    says = f'"{before.id}" was published and is now missing'
    hint = (
        "put it back with `status: withdrawn` and a correction that says why, or name this id in the `formerly` of "
    )
    meant = nearest(before.id, [entry.id for entry in new], most=1)
    return Finding(_RELEASE_FILE, (before.id,), "V2", says, hint + "".join(meant or ("the entry that it is now",)))


def _lost_addresses(before: Released, moved: Mapping[str, str], archive: Archive) -> Iterator[Finding]:
    entry = archive.entry_of.get(moved.get(before.id, before.id))
    if entry is None:
        return
    for old in before.formerly:
        if old not in moved and old not in archive.entry_of:
            says = f'"{old}" led here at the last release, and now leads nowhere'
            hint = "put the id back under `formerly`"
            yield Finding(archive.files[f"entries/{entry.id}"], ("formerly",), "V2", says, hint)


RULES = (
    what_was_published_changes_with_a_correction_only,
    what_was_published_keeps_its_address,
    a_withdrawn_entry_says_why,
)

EXPLANATIONS = (
    error(
        "V1",
        "A published figure, date, place, attribution or status changes only with a correction that says so.",
        "Readers who quoted it need to know that it was corrected, and what was wrong.",
        "Paste the suggested line under `corrections:` and fill in the date and text. "
        "If nothing should have changed, undo the change.",
        "injured: 3",
        "injured: 3, with corrections: [{date: 2031-04-22, kind: correction, field: claims.toll.quantity, "
        'was: "2 injured", now: "3 injured", text: We wrote two.}]',
    ),
    error(
        "V2",
        "A published entry is withdrawn, never deleted, and its former ids lead to it.",
        "A link that leads nowhere looks as if something is being hidden.",
        "Put the file back with `status: withdrawn` and a correction that says why, or add the old id to `formerly`: "
        "of the same entry if it was renamed, of the one that is kept if two were merged.",
        "the file content/entries/2031-04-19-barrier.md is gone",
        "formerly: [2031-04-19-barrier]",
    ),
    warning(
        "withdrawn-unexplained",
        "A withdrawn entry says why it was withdrawn.",
        "Readers who follow an old link no longer find the text, and should find the reason.",
        "Add `- {date: …, kind: retraction, text: …}` under `corrections:`.",
    ),
    error(
        "release-form",
        "`content/released.txt` is written only by `dateline release`.",
        "If a line is lost, a silent change would go unnoticed.",
        "Restore the file from version control. After a merge, keep the lines of the side released last.",
    ),
    error(
        "purged-form",
        "`content/purged.txt` lists what `dateline purge` removed, one address per line.",
        "If a line is lost, something that endangered somebody would be published again.",
        "Write `entries/ID`, `entries/ID#CLAIM`, `actors/ID` or `media/FILE`. After a merge, keep all lines.",
    ),
)
