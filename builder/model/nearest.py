"""Find the known word that an author most likely meant."""

from collections.abc import Iterable


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Word the hint: the nearest known words, or nothing where none is near."""
    near = nearest(word, known)
    if not near:
        return ""
    return "did you mean " + " or ".join(f'"{name}"' for name in near) + "?"


def nearest(word: str, known: Iterable[str], most: int = 3) -> list[str]:
    """List the known words nearest to `word`, best first, comparing without regard to case."""
    # Imported here because only a mistake needs it.
    from difflib import get_close_matches

    by_folded = {name.casefold(): name for name in sorted(set(known), reverse=True)}
    close = get_close_matches(word.casefold(), by_folded, n=most, cutoff=0.6)
    return [by_folded[name] for name in close]
