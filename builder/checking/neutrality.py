"""Rules on words (N): contested labels, names of several sides, and verbs that take a side.

What is quoted is the speaker's own and exempt. Verbs and vague words are English, and looked for in English only."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from operator import itemgetter
from types import MappingProxyType

from builder.checking.parts.casualty_numbers import figures_of, tolls_in
from builder.checking.parts.entry_under_review import EntryUnderReview, ReviewedText
from builder.checking.parts.explanation import error, warning
from builder.checking.parts.repetition import repeated_words
from builder.checking.parts.stretches import stretches
from builder.model.comparison import Terms, contested_within
from builder.model.patterns import pattern
from builder.model.problem import Finding
from builder.model.prose import Sentences


def contested_labels_have_a_speaker(subject: EntryUnderReview) -> Iterator[Finding]:
    """N1: a label that one side disputes is quoted, or stands in a sentence that says whose it is."""
    contested = subject.policy.contested
    if contested is None:
        return
    for text in subject.texts:
        attributed = Sentences(text.own, subject.policy.is_attributed)
        for found in contested.finditer(text.own):
            if not attributed.answer_at(found.start()):
                says = f'"{found[0]}" is contested, but not attributed to anyone'
                hint = "quote it, name the speaker, or use the publication's own term"
                yield subject.finding(text, found.start(), found.end(), "N1", says, hint)


def a_place_is_first_named_by_all_its_names(subject: EntryUnderReview) -> Iterator[Finding]:
    """N2: at its first mention a place of several names has those of all sides."""
    if not _speaks_the_sites_language(subject):
        return
    met: set[str] = set()
    for text in subject.texts:
        attributed = Sentences(text.text, subject.policy.is_attributed)
        for start, end, name, key in _mentions(text, subject):
            if key in met or not key.startswith("places/"):
                continue
            shown = subject.policy.side_by_side[key]
            near = text.text[max(0, start - _NEAR) : end + _NEAR]
            is_whole = name is None or all(other in near for other in shown)
            if not is_whole and attributed.answer_at(start):
                # What a side says may bear that side's name.
                continue
            met.add(key)
            if not is_whole:
                says = f'"{name}" alone: other sides call it {" and ".join(n for n in shown if n != name)}'
                yield subject.finding(text, start, end, "N2", says, f"write {'/'.join(shown)} at the first mention")


def names_stand_in_the_declared_order(subject: EntryUnderReview) -> Iterator[Finding]:
    """N3: the order of names is a rule of the publication, and carries no judgement as long as it is kept."""
    if not _speaks_the_sites_language(subject):
        return
    for text in subject.texts:
        last: tuple[int, int, str, str] | None = None
        for start, end, name, key in _mentions(text, subject):
            if name is None:
                continue
            if last and last[3] == key and _SIDE_BY_SIDE.fullmatch(text.own[last[1] : start]):
                shown = subject.policy.side_by_side[key]
                if last[2] in shown and name in shown and shown.index(last[2]) > shown.index(name):
                    says = f'"{last[2]}" comes before "{name}"'
                    yield subject.finding(text, last[0], last[1], "N3", says, f"write {'/'.join(shown)}")
            last = (start, end, name, key)


def a_city_does_not_speak(subject: EntryUnderReview) -> Iterator[Finding]:
    """N4: a government, a ministry or a person speaks; a city stands for all who live there."""
    if not subject.is_english or any(map(subject.words.isdisjoint, (subject.policy.cities.beginnings, _SPOKEN))):
        return
    for text in subject.texts:
        for start, end in stretches(text.own, _NO_SPEAKER, subject.policy.cities.beginnings, _SPOKEN):
            for found in _SPEAKING.finditer(text.own, start, end):
                yield from _speaking_city(found, text, subject)


def _speaking_city(found: re.Match[str], text: ReviewedText, subject: EntryUnderReview) -> Iterator[Finding]:
    words = found["name"].split()
    for count in range(len(words)):
        name = " ".join(words[count:])
        start = found.end("name") - len(name)
        if name in subject.policy.cities.bearers and not _OF.search(text.own[max(0, start - _LONGEST_OF) : start]):
            says = f'"{name} {found["verb"]}": a city cannot speak'
            yield subject.finding(
                text, start, found.end(), "N4", says, "name the government, office or person who spoke"
            )
            break


def hearsay_has_a_claim(subject: EntryUnderReview) -> Iterator[Finding]:
    """N5: "reportedly" needs somebody who reported it."""
    if not subject.is_english or subject.entry.claims:
        return
    for word in sorted(subject.words & _VAGUE.keys()):
        for text in subject.texts:
            for start, end in _spans(word, text.own):
                says = f'"{text.own[start:end]}", but no claim in this entry says according to whom'
                yield subject.finding(text, start, end, "N5", says, "add the claim, or name the source")


def _spans(word: str, text: str) -> Iterator[tuple[int, int]]:
    """Find a word with what makes it vague; to look for single words takes a tenth of a pattern for all."""
    lowered = text.lower()
    start = lowered.find(word)
    while start >= 0:
        found = _VAGUE[word].match(lowered, start + len(word))
        if found and not lowered[max(start - 1, 0) : start].isalnum():
            yield start, found.end()
        start = lowered.find(word, start + 1)


def all_sides_say(subject: EntryUnderReview) -> Iterator[Finding]:
    """N6: where one side says, the other does not merely claim."""
    if not subject.is_english or not subject.directory.site.sides or subject.words.isdisjoint(_LOADED_WORDS):
        return
    loaded = [(text, *found) for text in subject.texts for found in _speakers(text, _LOADED, subject)]
    plain = {side for text in subject.texts for side, _, _ in _speakers(text, _PLAIN, subject)}
    doubted = {side for _, side, _, _ in loaded}
    for text, side, start, end in loaded:
        if plain - doubted and side not in plain:
            says = f'one side "{text.own[start:end]}" while another "says"'
            yield subject.finding(text, start, end, "N6", says, "use the same verb for both: said, reported")


def a_title_says_whose_a_contested_claim_is(subject: EntryUnderReview) -> Iterator[Finding]:
    """N8: a title that repeats a contested claim names the claimant, or says that accounts differ."""
    text, known = subject.texts[0], subject.directory
    if not subject.is_english or not subject.entry.claims:
        return
    # Whether claims are contested takes longest to say, and few titles repeat one.
    tolls, repeated = tuple(tolls_in(text.own)), repeated_words(text.own, subject.entry.claims)
    if not tolls and not repeated:
        return
    contested = contested_within(subject.entry, known.questions, Terms(known.actors, known.places, known.site))
    if not contested or subject.policy.is_attributed(text.text) or _NAMED.search(text.text):
        return
    blamed = {id for claim in contested for id in claim.attributed_to}
    if any(_names_claimant(text.text, claim.by, subject) for claim in contested if claim.by not in blamed):
        return
    numbers = {(figure.number, figure.harm) for figure in figures_of(contested)}
    for toll in tolls:
        if (toll.number, toll.harm) in numbers:
            yield _contested(subject, toll.start, toll.end)
    for claim in contested:
        if claim.text in repeated:
            yield _contested(subject, *repeated[claim.text])
            return


def _contested(subject: EntryUnderReview, start: int, end: int) -> Finding:
    says = f'"{subject.entry.title[start:end]}" is contested, but the title does not say who claims it'
    return subject.finding(subject.texts[0], start, end, "N8", says, "name the claimant in the title")


def _mentions(text: ReviewedText, subject: EntryUnderReview) -> Iterator[tuple[int, int, str | None, str]]:
    """Find what has names of several sides: start, end, name and key; no name where a link shows them all."""
    if not subject.policy.side_by_side:
        return
    found: list[tuple[int, int, str | None, str]] = []
    for start, end, name in subject.policy.names.find(text.own):
        keys = [key for key in subject.policy.names.bearers[name] if name in subject.policy.side_by_side.get(key, ())]
        found += [(start, end, name, key) for key in keys]
    for start, word in text.passage.links if text.passage else ():
        for key in _meant(word, subject):
            found.append((start, start, None, key))
    yield from sorted(found, key=lambda mention: mention[:2])


def _meant(word: str, subject: EntryUnderReview) -> list[str]:
    keys = [word, f"places/{word}", f"actors/{word}", *subject.policy.names.bearers.get(word, ())]
    return [key for key in keys if key in subject.policy.side_by_side]


def _speakers(
    text: ReviewedText, verbs: re.Pattern[str], subject: EntryUnderReview
) -> Iterator[tuple[str, int, int]]:
    """Find verbs that follow an actor with a side, named or linked: the side, and the place of the verb."""
    links, bearers = text.passage.links if text.passage else (), subject.policy.names.bearers
    found = [*subject.policy.names.find(text.own)] if verbs.search(text.own) else []
    for verb in verbs.finditer(text.own):
        far = max(0, verb.start() - _FARTHEST)
        first = max(text.own.rfind(".", far, verb.start()) + 1, far)
        head = text.own[first : verb.start()]
        count = bisect_right(found, verb.start(), key=itemgetter(1))
        named = [
            (end - first, bearers[name]) for start, end, name in found[max(0, count - 1) : count] if first <= start
        ]
        nearby = slice(*(bisect_left(links, at, key=itemgetter(0)) for at in (first, verb.start())))
        for start, word in links[nearby]:
            named.append((start - first, (f"actors/{word}", *bearers.get(word, ()))))
        end, keys = max(named, default=(0, ()))
        if not keys or not _SUBJECT.fullmatch(head[end:]):
            continue
        ids = (key.removeprefix("actors/") for key in keys if key.startswith("actors/"))
        if side := next((side for id in ids if (side := subject.side_of(id))), None):
            yield side, verb.start(), verb.end()


def _names_claimant(title: str, actor: str, subject: EntryUnderReview) -> bool:
    found = subject.directory.actors.get(actor)
    return found is not None and any(name.text in title for name in found.names)


def _speaks_the_sites_language(subject: EntryUnderReview) -> bool:
    return subject.entry.lang in (None, subject.directory.site.language)


# Names this many letters apart stand side by side, whatever words join them.
_NEAR = 40
# So far before its verb the subject of a sentence may stand.
_FARTHEST = 400
_SIDE_BY_SIDE = pattern(
    r"\s*(?:/|\((?:[^\W\d_]+:?\s+){0,3})\s*|,?\s+or\s+|,?\s+(?:also\s+)?(?:known\s+as|called)\s+", re.IGNORECASE
)
_SAYING = (
    "said|says|denied|denies|warned|warns|claimed|claims|accused|accuses|insisted|insists|announced|announces"
    "|rejected|rejects|demanded|demands|condemned|condemns|welcomed|welcomes|confirmed|confirms|blamed|blames"
    "|replied|replies|responded|responds|declared|declares|protested|threatened|threatens|agreed|agrees|vowed|vows"
    "|urged|urges|told|tells|wants|wanted|confirm|deny|comment|commented"
)
_VERBS = rf"{_SAYING}|(?:called|calls)\s+(?:for|on|upon)"
_SPOKEN = frozenset((*_SAYING.split("|"), "called", "calls"))
_BETWEEN = "has|had|have|did|does|also|later|then|again|repeatedly|not|never"
_SPEAKING = pattern(
    rf"(?P<name>\b[^\W\d_][\w’'-]{{0,60}}+(?:\s++(?!(?:{_BETWEEN})\b)[^\W\d_][\w’'-]{{0,60}}+){{0,2}})"
    r"(?:,\s+(?:meanwhile|however|too|in\s+turn|for\s+its\s+part),)?"
    rf"\s+(?:(?:{_BETWEEN})\s+){{0,3}}(?P<verb>{_VERBS})\b"
)
# What stands in no such sentence.
_NO_SPEAKER = pattern(r"[^\w\s’',-]+")
# Behind these, a city is where somebody is, or part of another name; they take no more letters than so many.
_LONGEST_OF = 40
_OF = pattern(
    r"\b(?:in|of|from|near|at|to|around|outside|for|and|over|on|with|by|against)\s+(?:the\s+)?"
    r"(?:(?:central|downtown|nearby|greater|old|northern|southern|eastern|western)\s+)?$",
    re.IGNORECASE,
)
# Words, and what has to follow each so that nobody is named.
_VAGUE = MappingProxyType(
    {
        word: pattern(rf"{follows}\b")
        for words, follows in (
            ("reportedly allegedly purportedly supposedly rumours rumors rumour rumor", ""),
            ("it", r"\s+(?:is|was|has\s+been)\s+(?:said|reported|alleged|believed|claimed)"),
            ("is are was were", r"\s+(?:widely\s+)?(?:believed|thought|rumou?red|alleged|said|reported)\s+to"),
            (
                "some many observers experts critics analysts commentators sources",
                r"\s+(?:say|said|believe|believed|claim|claimed)",
            ),
            (
                "according",
                r"\s+to\s+(?:some|(?:(?:media|press|local|several|various|unnamed)\s+)?(?:reports|sources|rumou?rs))",
            ),
            ("reports", r"\s+(?:say|said|suggest|suggested|indicate|indicated)"),
            ("unconfirmed", r"\s+reports"),
        )
        for word in words.split()
    }
)
_LOADED_WORDS = ("claims", "claimed", "alleges", "alleged", "insists", "insisted", "purports", "purported")
_LOADED = pattern(rf"\b(?:{'|'.join(_LOADED_WORDS)})\b(?!\s+(?:responsibility|by|to))")
_PLAIN = pattern(
    r"\b(?:says|said|states|stated|reports|reported|announces|announced|confirms|confirmed"
    r"|notes|noted|explains|explained|reveals|revealed|points\s+out|pointed\s+out)\b"
)
# From a name to its verb: "’s defence ministry also".
_SUBJECT = pattern(r"(?:[’']s?)?\s*(?:[\w’'-]+\s+){0,4}")
_NAMED = pattern(
    r"\b(?:disputed?|disputes|contested|differ|conflicting|accounts|each\s+side|both\s+sides|sides)\b", re.IGNORECASE
)

ENTRY_RULES = (
    contested_labels_have_a_speaker,
    a_place_is_first_named_by_all_its_names,
    names_stand_in_the_declared_order,
    a_city_does_not_speak,
    hearsay_has_a_claim,
    all_sides_say,
    a_title_says_whose_a_contested_claim_is,
)

EXPLANATIONS = (
    warning(
        "N1",
        "A contested label is quoted or attributed to its speaker in the same sentence.",
        "In the publication's own voice, it would take a side. `naming.contested` in site.yaml lists the labels.",
        "Quote it, attribute it, or use the publication's own term.",
        "The regime closed the bridge.",
        "The council, which Eastmarch called a “regime”, closed the bridge.",
    ),
    warning(
        "N2",
        "A place is given with the names all sides use at its first mention.",
        "A single name suggests whose place it is.",
        "Write the names side by side, or `[[id]]`, which shows them all.",
        "Cars waited at Norvad.",
        "Cars waited at [[northford]].",
    ),
    error(
        "N3",
        "Names appear in the order that site.yaml declares.",
        "A changing order suggests more than it should.",
        "Swap the names.",
        "Norvad/Northford",
        "Northford/Norvad",
    ),
    warning(
        "N4",
        "Statements are attributed to a government or office, not to a city.",
        "“Baku said” equates a city and everyone who lives there with a government.",
        "Name the ministry, the office or the person.",
        "Northford denied this.",
        "The council of Northford denied this.",
    ),
    warning(
        "N5",
        "Hearsay is attributed in a claim.",
        "“Reportedly” gives readers no source to weigh.",
        "Add the claim, or name the source.",
        "The bridge was reportedly closed.",
        "The bridge was closed, the Courier reported.",
    ),
    warning(
        "N6",
        "The same verbs are used for all sides: if one says, the other does not claim, allege or insist.",
        "A verb of doubt for one side only passes judgement.",
        "Use the same verb for all sides.",
        "Westmarch said it was open; Eastmarch claimed it was shut.",
        "Westmarch said it was open; Eastmarch said it was shut.",
    ),
    warning(
        "N8",
        "A title that repeats a contested claim attributes it.",
        "Titles are read on their own.",
        "Name the claimant in the title.",
        "title: Soldiers stopped the cars",
        "title: Council says soldiers stopped the cars",
    ),
)
