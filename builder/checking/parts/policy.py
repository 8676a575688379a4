"""What the rules on words go by, made once from the site's settings and names."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from builder.model.directory import Directory
from builder.model.names import Name, chosen_names
from builder.model.place import Place


class Lexicon(Struct, frozen=True):
    """Names as texts hold them, and what is called so; found by first words, so that any number is quick."""

    by_first_word: Mapping[str, tuple[str, ...]]
    bearers: Mapping[str, tuple[str, ...]]
    beginnings: frozenset[str]

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Find names in a text, the longest at each place: start, end, name."""
        reached = 0
        for word in _WORD.finditer(text):
            if word.start() < reached or word[0] not in self.by_first_word:
                continue
            for name in self.by_first_word[word[0]]:
                end = word.start() + len(name)
                if text.startswith(name, word.start()) and not text[end : end + 1].isalnum():
                    yield word.start(), end, name
                    reached = end
                    break


class Policy(Struct, frozen=True):
    """The site's contested labels and words of attribution as patterns, its names, and those shown side by side."""

    contested: re.Pattern[str] | None
    attribution: re.Pattern[str]
    names: Lexicon
    officials: Lexicon
    side_by_side: Mapping[str, tuple[str, ...]]
    cities: Lexicon

    def is_attributed(self, sentence: str) -> bool:
        """Return whether a sentence names whose words it tells."""
        return self.attribution.search(sentence) is not None


def make_policy(directory: Directory) -> Policy:
    """Make the policy of a publication."""
    site = directory.site
    named = [(f"actors/{id}", actor.names) for id, actor in directory.actors.items()]
    named += [(f"places/{id}", place.names) for id, place in directory.places.items()]
    chosen = {key: chosen_names(names, site.language, site.naming.order) for key, names in named}
    return Policy(
        contested=_any_of(site.naming.contested) if site.naming.contested else None,
        attribution=_any_of((*_ATTRIBUTION, *site.naming.attribution)),
        names=_lexicon(named),
        officials=_lexicon((id, actor.names) for id, actor in directory.actors.items() if actor.offices),
        side_by_side={key: tuple(name.text for name in shown) for key, shown in chosen.items() if len(shown) > 1},
        cities=_lexicon((id, place.names) for id, place in directory.places.items() if _may_stand_for_a_state(place)),
    )


def _lexicon(named: Iterable[tuple[str, tuple[Name, ...]]]) -> Lexicon:
    bearers: defaultdict[str, list[str]] = defaultdict(list)
    for key, names in named:
        for name in names:
            bearers[name.text].append(key)
    by_first: defaultdict[str, list[str]] = defaultdict(list)
    for text in sorted(bearers, key=len, reverse=True):
        if first := _WORD.match(text):
            by_first[first[0]].append(text)
    return Lexicon(
        {word: tuple(texts) for word, texts in by_first.items()},
        {text: tuple(keys) for text, keys in bearers.items()},
        # In lower case İ is two signs, of which the second is no part of a word.
        frozenset(word for first in by_first for word in _WORD.findall(first.lower())[:1]),
    )


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Match whole words, in any case and script."""
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    either = "|".join(r"\s+".join(map(re.escape, word.split())) for word in longest_first)
    return re.compile(rf"(?<![\w-])(?:{either})(?![\w-])", re.IGNORECASE)


def _may_stand_for_a_state(place: Place) -> bool:
    return place.kind in ("city", "capital")


_WORD = re.compile(r"\w+")

# English words that say whose words follow; `naming.attribution` adds others.
_ATTRIBUTION = (
    *(
        "accuse accused accuses accusing allege alleged alleges announce announced announces argued argues "
        "asserted asserts blame blamed blames blaming call called calling calls claim claimed claims claiming "
        "concluded concludes condemned condemns declared declares denied denies deny denying described describes "
        "gave gives insisted insists put puts quoted quotes rejected rejects reported reports said say saying says "
        "spoke speaks stated states told tells termed terms wrote writes written"
    ).split(),
    "according to",
    "in the words of",
    "so-called",
    "known as",
)
