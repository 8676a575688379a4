"""Find the known word that an author most likely meant."""

from collections.abc import Iterable


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Word the hint: the nearest known words, or nothing where none is near."""
    near = nearest(word, known)
    if not near:
        return ""
    return "did you mean " + " or ".join(f'"{name}"' for name in near) + "?"


class Speller:
    """Find the word that was meant where one is unknown: for the first few of one record or text, as it is slow."""

    def __init__(self, most: int | None = None) -> None:
        self._left = _MOST_LOOKED_FOR if most is None else most

    def did_you_mean(self, word: str, known: Iterable[str]) -> str:
        """Word the hint, as long as there were few."""
        self._left -= 1
        return did_you_mean(word, known) if self._left >= 0 else ""


def nearest(word: str, known: Iterable[str], most: int = 3) -> list[str]:
    """List the known words nearest to `word`, best first, comparing without regard to case."""
    if len(word) > _LONGEST:
        return []
    # Imported here because only a mistake needs it.
    from difflib import get_close_matches

    by_folded = {name.casefold(): name for name in sorted(set(known), reverse=True) if len(name) <= 2 * _LONGEST}
    close = get_close_matches(word.casefold(), by_folded, n=most, cutoff=0.6)
    return [by_folded[name] for name in close]


_MOST_LOOKED_FOR = 20
# No word that somebody misspelt is longer; comparing two long ones takes the product of their lengths.
_LONGEST = 100
