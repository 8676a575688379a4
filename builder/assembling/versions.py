"""Put translations beside what they translate, by language, and tell of those that translate nothing."""

from collections.abc import Iterator, Mapping

from builder.model.entry import Entry
from builder.model.nearest import did_you_mean
from builder.model.page import StandingPage
from builder.model.problem import Finding, Severity
from builder.model.translation import Version

Versions = Mapping[str, Mapping[str, Version]]
Originals = Mapping[str, object]


def versions_by_language(
    versions: Mapping[tuple[str, str], Version], originals: Originals, languages: tuple[str, ...]
) -> tuple[Versions, list[Finding]]:
    """Sort the translations of what there is into the languages of the editions; the first is the original's."""
    found: dict[str, dict[str, Version]] = {tag: {} for tag in languages[1:]}
    findings: list[Finding] = []
    for (lang, of), version in sorted(versions.items()):
        wrong = list(_wrong(version, originals, languages))
        findings += wrong
        if of in originals and lang in found:
            found[lang][of] = version
    return found, findings


def _wrong(version: Version, originals: Originals, languages: tuple[str, ...]) -> Iterator[Finding]:
    translation = version.translation
    lang, of = translation.lang, translation.of
    if of not in originals:
        kind, _, id = of.partition("/")
        known = (key.partition("/")[2] for key in originals if key.startswith(f"{kind}/"))
        hint = did_you_mean(id, known).hint or "name the file as the original is named, with the language before .md"
        yield Finding(version.file, (), "translation-of-nothing", f"there is no {kind}/{id}.md to translate", hint)
    if lang not in languages[1:]:
        is_original = lang in languages
        hint = (
            "write the original's own file instead"
            if is_original
            else did_you_mean(lang, languages[1:]).hint or "add it to `languages` in site.yaml, or take the file away"
        )
        says = f'the site itself is in "{lang}"' if is_original else f'no edition is in "{lang}"'
        yield Finding(version.file, (), "translation-unused", says, hint, Severity.WARNING)
    match originals.get(of):
        case Entry(summary=str()) | StandingPage(summary=str()) if translation.summary is None:
            says, hint = "the original has a summary, and this has none", "add `summary: …` in this language"
            yield Finding(version.file, (), "field-missing", says, hint)
