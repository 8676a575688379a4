"""Put translations beside what they translate, by language, and report those that translate nothing."""

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from builder.model.advice import Advice
from builder.model.digests import digest_of
from builder.model.entry import Entry
from builder.model.ids import slug
from builder.model.nearest import did_you_mean
from builder.model.page import StandingPage
from builder.model.problem import Finding, Severity, advised
from builder.model.site import Site
from builder.model.translation import Translation, Version

Versions = Mapping[str, Mapping[str, Version]]
Originals = Mapping[str, object]


def versions_by_language(
    versions: Mapping[tuple[str, str], Version],
    originals: Originals,
    languages: tuple[str, ...],
    lost: Mapping[str, frozenset[str]],
) -> tuple[Versions, list[Finding]]:
    """Sort the translations of what there is into the languages of the editions; the first is the original's.

    `lost` names the claims that were purged, by entry."""
    found: dict[str, dict[str, Version]] = {tag: {} for tag in languages[1:]}
    findings: list[Finding] = []
    for (lang, of), version in sorted(versions.items()):
        wrong = list(_wrong(version, originals, languages, lost))
        findings += wrong
        if of in originals and lang in found:
            found[lang][of] = version
    for ones in found.values():
        findings += _add_questions(ones)
    return found, findings


def labels_of_no_tag(site: Site, tags: Mapping[str, str]) -> Iterator[Finding]:
    """Find labels of tags that no published entry has."""
    for found in site.translations:
        for written, _ in found.tags:
            if slug(written) not in tags:
                keys = ("translations", found.lang, "tags", written)
                hint = did_you_mean(written, tags.values()) or Advice("add it to an entry, or remove this")
                says = f'no entry has the tag "{written}"'
                finding = advised("content/site.yaml", keys, "translation-unused", says, hint, Severity.WARNING)
                yield replace(finding, of_key=True)


def _add_questions(versions: dict[str, Version]) -> list[Finding]:
    """Add the questions that translations of entries word; a question's own file leads, then the first entry."""
    findings = []
    for version in list(versions.values()):
        for id, title in version.translation.questions:
            known = versions.get(f"questions/{id}")
            if known is None:
                said = version.translation
                found = Translation(
                    of=f"questions/{id}", lang=said.lang, title=title, translator=said.translator, review=said.review
                )
                digest = digest_of(found)
                versions[f"questions/{id}"] = Version(found, version.file, digest, digest)
            elif known.translation.title != title:
                says = f"{known.file} words this question differently, and its wording is shown"
                hint, keys = "word it in only one of the two, or the same way in both", ("questions", id)
                findings.append(Finding(version.file, keys, "translation-unused", says, hint, Severity.WARNING))
    return findings


def _of_nothing_asked(version: Version, entry: Entry, lost: frozenset[str]) -> Iterator[Finding]:
    """Find statements and questions that the original does not have; of `lost` claims nothing is said."""
    claims = [claim.id for claim in entry.claims]
    asked = [claim.question for claim in entry.claims if claim.question]
    found = version.translation
    for key, noun, words, known in (
        ("claims", "claim", found.claims, claims),
        ("questions", "question", found.questions, asked),
    ):
        for id, _ in words:
            if id not in known and not (key == "claims" and id in lost):
                says = f'the original has no {noun} "{id}" to translate'
                hint = did_you_mean(id, known) if known else Advice("remove this")
                hint = hint if hint.hint else Advice(f"one of {', '.join(dict.fromkeys(known))}")
                yield replace(advised(version.file, (key, id), "translation-of-nothing", says, hint), of_key=True)


def _wrong(
    version: Version, originals: Originals, languages: tuple[str, ...], lost: Mapping[str, frozenset[str]]
) -> Iterator[Finding]:
    translation = version.translation
    lang, of = translation.lang, translation.of
    if of not in originals:
        kind, _, id = of.partition("/")
        known = (key.partition("/")[2] for key in originals if key.startswith(f"{kind}/"))
        hint = did_you_mean(id, known).hint or "give the file the name of the original, with the language before .md"
        yield Finding(version.file, (), "translation-of-nothing", f"there is no {kind}/{id}.md to translate", hint)
    if lang not in languages[1:]:
        is_original = lang in languages
        hint = (
            "write the original's own file instead"
            if is_original
            else did_you_mean(lang, languages[1:]).hint or "add it to `languages` in site.yaml, or delete the file"
        )
        says = f'the site itself is in "{lang}"' if is_original else f'there is no edition in "{lang}"'
        yield Finding(version.file, (), "translation-unused", says, hint, Severity.WARNING)
    original = originals.get(of)
    if isinstance(original, Entry):
        yield from _of_nothing_asked(version, original, lost.get(original.id, frozenset()))
    match original:
        case Entry(summary=str()) | StandingPage(summary=str()) if translation.summary is None:
            says, hint = (
                "the original has a summary, but this translation has none",
                "add `summary: …` in this language",
            )
            yield Finding(version.file, (), "field-missing", says, hint)
