"""How far laws are searched: a little in every run, and further for whoever has the time.

A law holds for all of its examples, of which a run draws some: the same few in every run of the suite, six times as
many with `DATELINE_LAWS=round`, and all with `DATELINE_LAWS=long`, which begins elsewhere each time, or from the
sequence of edits that `DATELINE_SEED` names."""

import os
from random import SystemRandom

SEARCH = os.environ.get("DATELINE_LAWS", "little")
assert SEARCH in ("little", "round", "long"), 'DATELINE_LAWS is "round" or "long", where it is anything'
IS_LONG = SEARCH == "long"

# All workers of a run begin at one place.
FIRST_SEED = int(os.environ.setdefault("DATELINE_SEED", str(SystemRandom().randrange(10**6) if IS_LONG else 0)))


def examples(few: int, all: int) -> int:
    """Return how many examples of a law this run draws."""
    return {"little": few, "round": min(6 * few, all), "long": all}[SEARCH]
