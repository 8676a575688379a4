"""Find the direction in which a language is written from its tag: that of its script."""

from functools import cache

# Scripts that run from right to left (ISO 15924), those of the past among them.
_RIGHT_TO_LEFT = frozenset(
    "Adlm Arab Aran Armi Avst Chrs Cprt Elym Gara Hatr Hebr Hung Khar Lydi Mand Mani Mend Merc Mero Narb Nbat Nkoo "
    "Orkh Ougr Palm Phli Phlp Phnx Prti Rohg Samr Sarb Sogd Sogo Syrc Thaa Yezi".split()
)

# Languages that many sites are in: these need no table of all, which takes as long to load as a hundred entries.
_LEFT_TO_RIGHT = frozenset(
    "af am az be bg bn bs ca cs da de el en es et eu fi fr ga gl gu hi hr hu hy id is it ja ka kk km kn ko ky lo lt "
    "lv mk ml mn mr ms my nb ne nl nn no pl pt ro ru si sk sl so sq sr sv sw ta te th tr uk uz vi zh".split()
)


@cache
def direction_of(language: str | None) -> str:
    """Return in which direction a language is written: by the script that its tag names, else by its usual one."""
    if language in _LEFT_TO_RIGHT:
        return "ltr"
    return "rtl" if _script(language or "") in _RIGHT_TO_LEFT else "ltr"


def _script(tag: str) -> str | None:
    language, *parts = tag.replace("_", "-").split("-")
    named = next((part for part in parts if len(part) == 4 and part.isalpha()), None)
    if named:
        return named.title()
    from babel.core import get_global

    language = get_global("language_aliases").get(language.lower(), language.lower())
    likely = get_global("likely_subtags")
    region = next((part.upper() for part in parts if len(part) == 2 or part.isdigit()), "")
    full = likely.get(f"{language}_{region}") or likely.get(language) or ""
    return next((part for part in full.split("_") if len(part) == 4), None)
