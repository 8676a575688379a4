"""What authors allow with a written reason: what it silences is left out, and what silences nothing is told."""

import re
from collections.abc import Iterable, Iterator, Mapping

from builder.model.archive import Archive
from builder.model.nearest import Speller
from builder.model.problem import Finding, Problem, Severity, advised

# Whatever the reason: these would break a page, call a contradiction what is none, or harm somebody.
_NEVER = frozenset(("C18", "D1", "D2", "G1", "H2", "H7", "H11", "O1", "O2", "O4", "S4"))


def without_allowed(
    problems: Iterable[Problem | Finding], archive: Archive, codes: Iterable[str]
) -> tuple[list[Problem | Finding], list[Finding]]:
    """Leave out what files allow; return also what is wrong with the permissions themselves."""
    known = {code for code in codes if re.fullmatch(r"[A-Z][0-9]+", code)}
    given = dict(_given(archive))
    usable = {(file, code) for file, codes in given.items() for code, reason in codes.items() if reason.strip()}
    usable = {(file, code) for file, code in usable if code in known - _NEVER}
    kept: list[Problem | Finding] = []
    used: set[tuple[str, str]] = set()
    speller = Speller()
    for problem in problems:
        if (problem.file, problem.code) in usable:
            used.add((problem.file, problem.code))
        else:
            kept.append(problem)
    return kept, [
        finding
        for file, codes in given.items()
        for code, reason in codes.items()
        for finding in _wrong(file, code, reason, known, (file, code) in used, speller)
    ]


def _given(archive: Archive) -> Iterator[tuple[str, Mapping[str, str]]]:
    for entry in (*archive.entry_of.values(), *archive.held_back):
        if entry.allow:
            yield archive.files[f"entries/{entry.id}"], dict(entry.allow)
    for actor in archive.actors.values():
        if actor.allow:
            yield archive.files[f"actors/{actor.id}"], dict(actor.allow)
    for place in archive.places.values():
        if place.allow:
            yield archive.files[f"places/{place.id}"], dict(place.allow)


def _wrong(file: str, code: str, reason: str, known: set[str], is_used: bool, speller: Speller) -> Iterator[Finding]:
    path = ("allow", code)
    if code not in known:
        hint = speller.did_you_mean(code, known) or "`dateline explain` knows the rules"
        yield advised(file, path, "allow-unknown", f'no rule is called "{code}"', hint)
    elif code in _NEVER:
        yield Finding(file, path, "allow-never", f"{code} cannot be allowed", "fix what it is about")
    elif not reason.strip():
        yield Finding(file, path, "allow-reason", f"{code} is allowed without a reason", "say why, in a sentence")
    elif not is_used:
        says = f"there is no {code} here that would have to be allowed"
        yield Finding(file, path, "allow-unused", says, "take it out", Severity.WARNING)
