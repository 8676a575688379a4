"""What authors allow with a written reason: what it silences is left out, and what silences nothing is told.

A file allows a rule in itself; `site.yaml` allows it in the whole publication."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from builder.checking.parts.explanation import Explanation
from builder.model.archive import Archive
from builder.model.nearest import Speller
from builder.model.problem import Finding, Problem, Severity, advised

Told = TypeVar("Told", bound=Problem | Finding)

# Whatever the reason: these would break a page, call a contradiction what is none, or harm somebody.
_NEVER = frozenset(("C18", "D1", "D2", "G1", "H2", "H7", "H11", "O1", "O2", "O4", "S4"))
# What is found after all else: that it was not found says nothing yet.
_FOUND_LATER = frozenset(
    (
        *("markup-shown", "html-shown", "footnote-unused", "text-unseen", "placeholder", "url-tracking", "full-text"),
        *("words-missing", "theme-unused", "link-dead", "link-moved", "link-unanswered"),
    )
)
_SETTINGS = "content/site.yaml"
# Rules that keep people from harm are weighed case by case.
_AGAINST_HARM = "H"


class _Permission(Struct, frozen=True):
    """A code that a file allows, and why; `file` is that of the settings where it holds for every file."""

    file: str
    code: str
    reason: str

    @property
    def is_for_all(self) -> bool:
        return self.file == _SETTINGS


def without_allowed(
    problems: Iterable[Problem | Finding], archive: Archive, explanations: Iterable[Explanation]
) -> tuple[list[Problem | Finding], list[Finding]]:
    """Leave out what files allow; return also what is wrong with the permissions themselves."""
    given, speller = tuple(_given(archive)), Speller()
    known = _known(explanations) if given else {}
    wrong = {permission: tuple(_wrong(permission, known, speller)) for permission in given}
    usable = {(permission.file, permission.code): permission for permission in given if not wrong[permission]}
    kept: list[Problem | Finding] = []
    used: set[_Permission] = set()
    for problem in problems:
        permission = usable.get((problem.file, problem.code)) or usable.get((_SETTINGS, problem.code))
        if permission:
            used.add(permission)
        else:
            kept.append(problem)
    unused = [one for one in usable.values() if one not in used and one.code not in _FOUND_LATER]
    return kept, [*(finding for found in wrong.values() for finding in found), *map(_unused, unused)]


def still_told(problems: Iterable[Told], archive: Archive, explanations: Iterable[Explanation]) -> Iterator[Told]:
    """Leave out what files allow of that which is found once texts are typeset and pages planned."""
    given, speller = [one for one in _given(archive) if one.code in _FOUND_LATER], Speller()
    known = _known(explanations) if given else {}
    usable = {(one.file, one.code) for one in given if not any(_wrong(one, known, speller))}
    for problem in problems:
        if usable.isdisjoint(((problem.file, problem.code), (_SETTINGS, problem.code))):
            yield problem


def _known(explanations: Iterable[Explanation]) -> Mapping[str, Severity]:
    """Return what may be allowed at all: every rule, and whatever else is no error."""
    return {
        explained.code: explained.severity
        for explained in explanations
        if explained.is_rule or (explained.severity is not Severity.ERROR and not explained.code.startswith("allow-"))
    }


def _given(archive: Archive) -> Iterator[_Permission]:
    records: list[tuple[str, Sequence[tuple[str, str]]]] = [(_SETTINGS, archive.site.allow)]
    records += [(archive.files[f"entries/{entry.id}"], entry.allow) for entry in archive.all_entries if entry.allow]
    actors, places = archive.actors.values(), archive.places.values()
    records += [(archive.files[f"actors/{actor.id}"], actor.allow) for actor in actors if actor.allow]
    records += [(archive.files[f"places/{place.id}"], place.allow) for place in places if place.allow]
    for file, allowed in records:
        yield from (_Permission(file, code, reason) for code, reason in dict(allowed).items())


def _wrong(permission: _Permission, known: Mapping[str, Severity], speller: Speller) -> Iterator[Finding]:
    file, code, path = permission.file, permission.code, ("allow", permission.code)
    if code not in known:
        hint = speller.did_you_mean(code, known) or "`dateline explain` lists the rules"
        yield replace(advised(file, path, "allow-unknown", f'unknown rule "{code}"', hint), of_key=True, words=code)
    elif code in _NEVER:
        yield Finding(file, path, "allow-never", f"{code} cannot be allowed", "correct the cause instead")
    elif not permission.reason.strip():
        yield Finding(
            file, path, "allow-reason", f"{code} is allowed without a reason", "give the reason in a sentence"
        )
    elif permission.is_for_all and (known[code] is Severity.ERROR or code.startswith(_AGAINST_HARM)):
        says = f"{code} cannot be allowed for the whole publication"
        yield Finding(file, path, "allow-never", says, "allow it in the file where it is found")


def _unused(permission: _Permission) -> Finding:
    says = f"there is no {permission.code} here to allow"
    hint, path = "remove it", ("allow", permission.code)
    return Finding(permission.file, path, "allow-unused", says, hint, Severity.WARNING)
