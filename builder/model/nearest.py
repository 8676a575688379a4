"""Find the known word that an author most likely meant."""

from collections.abc import Iterable, Sequence

from builder.model.advice import Advice


def did_you_mean(word: str, known: Iterable[str]) -> Advice:
    """Propose the nearest known words, or nothing where none is near."""
    return meant(nearest(word, known), word)


def meant(near: Sequence[str], word: str) -> Advice:
    """Ask whether one of some words was meant in the place of `word`."""
    if not near:
        return Advice()
    return Advice("did you mean " + " or ".join(f'"{name}"' for name in near) + "?", tuple(near), word)


class Speller:
    """Find the word that was meant where one is unknown: for the first few of one record or text, as it is slow."""

    def __init__(self, most: int | None = None) -> None:
        self._left = _MOST_LOOKED_FOR if most is None else most

    def did_you_mean(self, word: str, known: Iterable[str], nearness: float = 0.6) -> Advice:
        """Propose the nearest known words, as long as there were few."""
        self._left -= 1
        return meant(nearest(word, known, nearness=nearness), word) if self._left >= 0 else Advice()


def nearest(word: str, known: Iterable[str], most: int = 3, nearness: float = 0.6) -> list[str]:
    """List the known words nearest to `word`, best first, comparing without regard to case."""
    if len(word) > _LONGEST:
        return []
    # Imported here because only a mistake needs it.
    from difflib import get_close_matches

    by_folded = {name.casefold(): name for name in sorted(set(known), reverse=True) if len(name) <= 2 * _LONGEST}
    close = get_close_matches(word.casefold(), by_folded, n=most, cutoff=nearness)
    return [by_folded[name] for name in close]


_MOST_LOOKED_FOR = 20
# No word that somebody misspelt is longer; comparing two long ones takes the product of their lengths.
_LONGEST = 100
