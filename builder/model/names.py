"""A name of an actor or a place: in one language, perhaps used by one side."""

from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace


class NameKind(StrEnum):
    """What a name is to its bearer."""

    OFFICIAL = "official"
    COMMON = "common"
    SHORT = "short"
    ABBREVIATION = "abbreviation"
    FORMER = "former"
    VARIANT = "variant"
    TRANSLATION = "translation"
    OTHER = "other"


class Name(Struct, frozen=True, array_like=True):
    """One name as written; `used_by` holds ids of the publication's sides and is empty for a name that all use.

    A name that only a `dataset` uses stands in neutral text where there is no other."""

    text: str
    lang: str | None = None
    used_by: tuple[str, ...] = ()
    kind: NameKind | None = None
    dataset: str | None = None


def names_in_edition(
    names: tuple[Name, ...], language: str, original: str, order: tuple[str, ...]
) -> tuple[Name, ...]:
    """Choose the names that an edition in another language shows side by side, each with its language.

    They stand for the same sides as in the original, in the same order. Each is in the edition's language where there
    is one for that side, else as in the original; a neutral name in the edition's language serves all. So no edition
    takes a side that the original does not take. What the publication translated itself comes last."""
    own = [name for name in names if name.lang is not None and _speaks(name.lang, language) and name.dataset is None]
    own.sort(key=lambda name: name.kind is NameKind.TRANSLATION)
    neutral = next((name for name in own if _is_neutral(name)), None)
    if neutral:
        return (neutral,)
    shown: dict[str, Name] = {}
    for other in chosen_names(names, original, order):
        found = next((name for name in own if _stands_for(name, other)), None)
        shown.setdefault((found or other).text, found or replace(other, lang=other.lang or original))
    return tuple(shown.values())


def tongue_of(shown: tuple[Name, ...], language: str) -> str | None:
    """Return the language of names that stand side by side, where it is not that of the page.

    Where they are in several, it lists one for each, joined as the names are, and nothing for the page's own:
    `/en` in Armenian for `Ստեփանակերտ/Khankendi`."""
    tongues = ["" if name.lang is None or _speaks(name.lang, language) else name.lang for name in shown]
    if len(set(tongues)) < 2:
        return next(filter(None, tongues), None)
    # A name may hold a stroke itself.
    counts = (name.text.count("/") + 1 for name in shown)
    return "/".join("/".join([tongue] * count) for tongue, count in zip(tongues, counts, strict=True))


def by_language(words: str, tongue: str | None) -> tuple[tuple[str, str | None], ...]:
    """Part names that stand side by side by the languages which `tongue_of` lists."""
    if tongue is None or "/" not in tongue:
        return ((words, tongue),)
    return tuple((name, lang or None) for name, lang in zip(words.split("/"), tongue.split("/"), strict=True))


def chosen_names(names: tuple[Name, ...], language: str, order: tuple[str, ...]) -> tuple[Name, ...]:
    """Choose the names that neutral text shows side by side: one for each side, in the order of sides given.

    An empty order keeps the order in which the names are listed; `("alphabetical",)` sorts them. Where the first
    name in the language belongs to no side, it is the neutral one and stands alone."""
    spoken = _spoken(names, language)
    if not spoken:
        return ()
    if not spoken[0].used_by:
        return (spoken[0],)
    sided = [name for name in spoken if name.used_by]
    chosen = _one_for_each_side([name for name in sided if name.kind is not NameKind.VARIANT] or sided)
    if order == ("alphabetical",):
        return tuple(sorted(chosen, key=lambda name: name.text.casefold()))
    if order:
        chosen = sorted(chosen, key=lambda name: _rank(name, order))
    return tuple(chosen)


def _speaks(lang: str, language: str) -> bool:
    return lang in (language, language.partition("-")[0])


def _is_neutral(name: Name) -> bool:
    return not name.used_by and name.kind is not NameKind.VARIANT


def _stands_for(name: Name, other: Name) -> bool:
    """Return whether a name in another language is for a side for whom a name is."""
    return name.kind is not NameKind.VARIANT and not set(name.used_by).isdisjoint(other.used_by)


def _spoken(names: tuple[Name, ...], language: str) -> list[Name]:
    """Choose the names in a language or its parent (`en` for `en-GB`), else all; those of datasets come last."""
    names = tuple(name for name in names if name.dataset is None) or names
    exact = [name for name in names if name.lang in (language, None)]
    return exact or [name for name in names if name.lang == language.partition("-")[0]] or list(names)


def _one_for_each_side(names: list[Name]) -> list[Name]:
    chosen: dict[str, Name] = {}
    served: set[str] = set()
    for name in names:
        if name.text in chosen:
            # Two sides that use one name see it once, in the place of the side that leads.
            chosen[name.text] = replace(name, used_by=(*chosen[name.text].used_by, *name.used_by))
        elif not served.issuperset(name.used_by):
            chosen[name.text] = name
        served.update(name.used_by)
    return list(chosen.values())


def _rank(name: Name, order: tuple[str, ...]) -> int:
    return min((order.index(side) for side in name.used_by if side in order), default=len(order))
