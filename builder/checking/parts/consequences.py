"""Report one fault once: leave out what only follows from another, and let drafts stop nothing but themselves."""

from collections.abc import Collection, Iterable

from msgspec.structs import replace

from builder.model.problem import Finding, Problem, Severity
from builder.reading.source_tree import RELEASE_FILE

# What these miss may be there, in a field of the same file that cannot be read.
_OF_THE_SAME_FILE = frozenset(("V1", "V3", "V4", "S1", "S3", "S6", "C4", "C6", "D4", "D12", "D14", "url-missing"))
# What these miss may be in any entry that cannot be read, and in any file of sources.
_OF_ENTRIES = frozenset(("G5",))
_OF_SOURCES = frozenset(("S6",))
_ENTRIES, _SOURCES = "content/entries/", "content/sources/"
# A draft that was published before is gone for readers.
_OF_READERS = frozenset(("V2",))


def without_consequences(problems: Collection[Problem], findings: Iterable[Finding]) -> list[Finding]:
    """Leave out the findings of rules that what could not be read explains."""
    unread = {problem.file for problem in problems if problem.stops_a_build}
    # A link in the place of a whole folder is not followed.
    unread |= {f"{problem.file}/" for problem in problems if f"{problem.file}/" in (_ENTRIES, _SOURCES)}
    if not unread:
        return list(findings)
    hidden = _OF_ENTRIES if any(file.startswith(_ENTRIES) for file in unread) else frozenset()
    hidden |= _OF_SOURCES if any(file.startswith(_SOURCES) for file in unread) else frozenset()
    # What is not read of an entry may be the line that names the id which is missed.
    may_be_named = any(problem.code == "front-matter" and problem.file.startswith(_ENTRIES) for problem in problems)
    return [
        finding
        for finding in findings
        if finding.code not in hidden
        and not (finding.code in _OF_THE_SAME_FILE and finding.file in unread)
        and not (may_be_named and finding.code == "V2" and finding.file == RELEASE_FILE)
    ]


def as_of_drafts(found: Iterable[Problem | Finding], drafts: Collection[str]) -> list[Problem | Finding]:
    """Make warnings of the errors in drafts, which nobody reads yet."""
    return [_lightened(each) if each.file in drafts and _is_own(each) else each for each in found]


def _is_own(found: Problem | Finding) -> bool:
    return found.severity is Severity.ERROR and found.code not in _OF_READERS


def _lightened(found: Problem | Finding) -> Problem | Finding:
    hint = f"{found.hint} " if found.hint else ""
    return replace(found, severity=Severity.WARNING, hint=f"{hint}(an error once this draft is published)")
