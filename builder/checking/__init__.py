"""The checker: every rule is a generator that yields findings; it never prints, and knows no files.

Every module is a family: `ENTRY_RULES` look at one entry under review, `RULES` at the whole archive,
and `EXPLANATIONS` say what their codes mean and how much they weigh."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from types import ModuleType

from msgspec.structs import replace

from builder.checking.parts import allowed as _allowed
from builder.checking.parts.allowed import Told
from builder.checking.parts.consequences import as_of_drafts, without_consequences
from builder.checking.parts.entry_under_review import EntryUnderReview, under_review
from builder.checking.parts.explanation import Explanation
from builder.checking.parts.field_codes import FORMS
from builder.checking.parts.file_codes import FILES
from builder.checking.parts.gaps import as_counted_in_files, beside_unread
from builder.checking.parts.links import check_links
from builder.checking.parts.policy import Policy, make_policy
from builder.checking.parts.settings import SETTINGS
from builder.checking.parts.source_codes import SOURCES
from builder.checking.parts.text_codes import TEXTS
from builder.checking.parts.weight import check_weight
from builder.model.archive import Archive
from builder.model.errors import BuilderError
from builder.model.nearest import did_you_mean
from builder.model.problem import Finding, Problem, Severity
from builder.model.registry import modules_in

Rule = Callable[[Archive], Iterator[Finding]]
EntryRule = Callable[[EntryUnderReview], Iterator[Finding]]


def families() -> tuple[str, ...]:
    """List the families of rules, sorted."""
    return modules_in(__path__)


def check(archive: Archive) -> Iterator[Finding]:
    """Apply every rule that needs the whole archive."""
    for rule in _rules():
        for finding in rule(archive):
            yield _weighed(finding)


def check_entry(subject: EntryUnderReview) -> Iterator[Finding]:
    """Apply every rule that needs one entry; the findings name no file."""
    for rule in _entry_rules():
        for finding in rule(subject):
            yield _weighed(finding)


def without_allowed(
    problems: Iterable[Problem | Finding], archive: Archive
) -> tuple[list[Problem | Finding], list[Finding]]:
    """Leave out what files allow with a reason; return also what is wrong with these permissions."""
    return _allowed.without_allowed(problems, archive, explanations())


def still_told(problems: Iterable[Told], archive: Archive) -> Iterator[Told]:
    """Leave out what files allow of that which is found after reading."""
    return _allowed.still_told(problems, archive, explanations())


def explanations() -> tuple[Explanation, ...]:
    """List what every code means: first the forms that files have, then the rules, family by family."""
    told: list[Explanation] = [code for family in _modules() for code in vars(family).get("EXPLANATIONS", ())]
    return (*FORMS, *FILES, *TEXTS, *SOURCES, *SETTINGS, *told)


def explanation(code: str) -> Explanation:
    """Return what a code means; raise BuilderError for an unknown one."""
    by_code = {found.code.casefold(): found for found in explanations()}
    found = by_code.get(code.casefold())
    if found is None:
        known = [known.code for known in by_code.values()]
        raise BuilderError(
            f'there is no code "{code}": {did_you_mean(code, known) or "`dateline explain` lists all codes"}'
        )
    return found


def _weighed(finding: Finding) -> Finding:
    """Return a finding with the severity of its code, or its own if the rule set a lower one."""
    weight = _weights().get(finding.code, finding.severity)
    return replace(finding, severity=max(weight, finding.severity, key=list(Severity).index))


# The registry is the folder, which does not change while the program runs.
@cache
def _modules() -> tuple[ModuleType, ...]:
    return tuple(import_module(f"{__name__}.{family}") for family in families())


@cache
def _rules() -> tuple[Rule, ...]:
    return tuple(rule for family in _modules() for rule in vars(family).get("RULES", ()))


@cache
def _entry_rules() -> tuple[EntryRule, ...]:
    return tuple(rule for family in _modules() for rule in vars(family).get("ENTRY_RULES", ()))


@cache
def _weights() -> Mapping[str, Severity]:
    return {explained.code: explained.severity for explained in explanations()}


__all__ = (
    "EntryUnderReview",
    "Explanation",
    "Policy",
    "as_counted_in_files",
    "as_of_drafts",
    "beside_unread",
    "check",
    "check_entry",
    "check_links",
    "check_weight",
    "explanation",
    "explanations",
    "families",
    "make_policy",
    "still_told",
    "under_review",
    "without_allowed",
    "without_consequences",
)
