"""Read in which languages a publication appears, and what it is called in each."""

import re
from collections.abc import Sequence

from builder.model.advice import Advice
from builder.model.nearest import did_you_mean
from builder.model.problem import Severity
from builder.model.site import SiteTranslation
from builder.model.translation import Review
from builder.reading.fields import Fields
from builder.reading.language_tags import wrong_with_language
from builder.reading.nodes import Node
from builder.reading.notes import NotedProblems
from builder.reading.values import as_language, as_text


def read_languages(fields: Fields, language: str) -> tuple[str, ...]:
    """Read `languages`: the original's comes first; one language alone makes no editions."""
    found = {language.lower(): language}
    for node in fields.nodes("languages"):
        text = as_text(node, fields.notes, "languages")
        if text is None:
            continue
        if wrong_with_language(text) is not None:
            _note_language(node, text, fields.notes)
        elif found.setdefault(text.lower(), text) != text:
            says = f'"{text}" is the language "{found[text.lower()]}", and would have an edition of its own'
            fields.notes.note(node, "lang-form", says, "remove one of the two")
    return tuple(found.values()) if len(found) > 1 else ()


def _note_language(node: Node, text: str, notes: NotedProblems) -> None:
    tags = [tag for tag in re.split(r"[\s,;/|]+", text) if tag]
    if len(tags) > 1 and all(wrong_with_language(tag) is None for tag in tags):
        listed = f"[{', '.join(tags)}]"
        notes.note(
            node,
            "lang-form",
            f'"{text}" is one language: a list is written in brackets',
            Advice(f"write {listed}", (listed,), text),
        )
    else:
        as_language(node, text, notes, "a language")


def read_site_translations(
    fields: Fields, languages: tuple[str, ...], sides: Sequence[str]
) -> tuple[SiteTranslation, ...]:
    """Read `translations`: title, description and labels of sides and tags by language."""
    inner = fields.fields("translations")
    if inner is None:
        return ()
    found = []
    for lang in inner.keys():  # noqa: SIM118 - Fields is no dict.
        key = inner.node.items[lang][0]
        words = inner.fields(lang)
        if lang not in languages[1:]:
            hint = did_you_mean(lang, languages[1:]) or "add it to `languages`, or remove this"
            says = f'there is no edition in "{lang}"'
            fields.notes.note(key, "translation-unused", says, hint, Severity.WARNING)
        if words is not None:
            found.append(_read_translation(lang, words, sides))
            words.finish()
    return tuple(found)


def _read_translation(lang: str, words: Fields, sides: Sequence[str]) -> SiteTranslation:
    title = words.required_text("title", "the publication's name in this language")
    labels = words.fields("sides")
    labelled = () if labels is None else tuple((id, labels.text(id)) for id in sides)
    if labels is not None:
        labels.finish()
    return SiteTranslation(
        lang=lang,
        title=title,
        description=words.text("description"),
        sides=tuple((id, label) for id, label in labelled if label),
        tags=words.pairs("tags"),
        translator=words.text("translator"),
        review=words.choice("review", Review),
    )
