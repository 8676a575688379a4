"""Find where a title repeats what claims say."""

import re
from collections.abc import Iterable

from builder.model.claim import Claim

# A run of so many words of a claim is no coincidence.
_TELLING = 5
# A claim shorter than that is repeated as a whole.
_FEWEST = 3
# Of a title, this much is compared with claims.
_LONGEST_TITLE = 2000


def repeated_words(title: str, claims: Iterable[Claim]) -> dict[str, tuple[int, int]]:
    """Find where a title repeats the words of claims, by their texts: start and end."""
    folded, repeated = title[:_LONGEST_TITLE].casefold(), dict[str, tuple[int, int]]()
    for claim in claims:
        words = re.findall(r"[\w’'-]+", claim.text.casefold())
        telling = max(_FEWEST, min(_TELLING, len(words)))
        for first in range(len(words) - telling + 1):
            run = " ".join(words[first : first + telling])
            if (start := folded.find(run)) >= 0:
                repeated[claim.text] = start, start + len(run)
                break
    return repeated
