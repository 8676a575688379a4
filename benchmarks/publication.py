"""Make a corpus with the proportions of this repository's own content/, in one language.

How many claims, actors, places, tags, types and sources an entry has, and how long it is, are tenths of what those
entries have: one of ten has no claim, one has fourteen. Most actors, sources and questions stand in one entry, and a
few in very many: of what an entry names, a share is new, and the rest was named before, the more likely the more
often."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

import writing
from words import name, sentence
from writing import File, day, entry_id

CLAIMS = (0, 1, 2, 3, 4, 5, 6, 8, 9, 14)
ACTORS = (1, 2, 3, 4, 5, 5, 6, 7, 8, 11)
PLACES = (1, 1, 1, 1, 2, 2, 2, 2, 3, 5)
TAGS = (1, 2, 3, 3, 4, 4, 4, 5, 5, 6)
TYPES_OF_ENTRY = (1, 1, 1, 1, 2, 2, 2, 2, 3, 3)
SOURCES = (2, 3, 4, 4, 5, 6, 6, 8, 10, 14)
LENGTHS = (93, 111, 124, 140, 160, 168, 192, 236, 293, 380)
# How many of a hundred named are named for the first time.
NEW_ACTORS, NEW_PLACES, NEW_TAGS, NEW_SOURCES, NEW_QUESTIONS = 27, 27, 7, 68, 64
# Of a hundred questions as many ask for a figure; so many claims of a hundred ascribe what they say to somebody.
FIGURES, ASCRIBED = 45, 16
CLAIMS_ON_A_QUESTION = (1, 2, 3, 4, 5)
SENTENCES_PER_PARAGRAPH, SOURCES_PER_FILE = 4, 100


@dataclass(slots=True)
class Named:
    """What entries have named so far, as often as they did; `new` of a hundred names are new."""

    new: int
    start: str
    ids: list[str] = field(default_factory=list)
    _mentions: list[str] = field(default_factory=list)

    def draw(self, count: int, dice: random.Random) -> list[str]:
        """Name so many, each of them once."""
        drawn: dict[str, None] = {}
        while len(drawn) < count:
            if not self._mentions or dice.randrange(100) < self.new:
                id = f"{self.start}-{len(self.ids)}" if self.start else f"{name(dice)}-{len(self.ids)}"
                self.ids.append(id)
            else:
                id = dice.choice(self._mentions)
            drawn[id] = None
        self._mentions.extend(drawn)
        return list(drawn)


@dataclass(slots=True)
class Counts:
    """What claimants have counted on a question so far; nobody's count falls."""

    of: dict[str, int] = field(default_factory=dict)

    def next(self, claimant: str, dice: random.Random) -> int:
        self.of[claimant] = self.of.get(claimant, dice.randrange(2, 20)) + dice.randrange(3)
        return self.of[claimant]


@dataclass(frozen=True, slots=True)
class Cast:
    """What the entries so far have named; of questions that ask for a figure, what was counted."""

    actors: Named
    places: Named
    tags: Named
    sources: Named
    # Of a question that asks for no figure, nothing was counted.
    questions: dict[str, Counts | None]


def files(size: int, dice: random.Random) -> Iterator[File]:
    """Give the files of a site of `size` entries but its settings."""
    cast = Cast(
        Named(NEW_ACTORS, ""),
        Named(NEW_PLACES, ""),
        Named(NEW_TAGS, ""),
        Named(NEW_SOURCES, "source"),
        {},
    )
    for number in range(size):
        yield _entry(number, size, cast, dice)
    yield from (writing.subject("actors", "other", id, dice) for id in cast.actors.ids)
    yield from (writing.subject("places", "town", id, dice) for id in cast.places.ids)
    yield from (writing.question(id, dice) for id in cast.questions)
    yield from _sources(cast.sources.ids, dice)
    yield from writing.pages(dice)


def _entry(number: int, size: int, cast: Cast, dice: random.Random) -> File:
    # Who writes much of something has many actors, claims and sources for it.
    tenth = dice.randrange(10)
    actors, places = cast.actors.draw(ACTORS[tenth], dice), cast.places.draw(dice.choice(PLACES), dice)
    cited = cast.sources.draw(SOURCES[tenth], dice)
    linked = [*actors, *places, *([entry_id(dice.randrange(number))] if number else [])]
    return writing.entry(
        number,
        size,
        dice,
        types=dice.sample(writing.TYPES, dice.choice(TYPES_OF_ENTRY)),
        tags=cast.tags.draw(dice.choice(TAGS), dice),
        actors=[f"{{actor: {id}, role: {dice.choice(writing.ROLES)}}}" for id in actors],
        places=places,
        claims=list(_claims(CLAIMS[tenth], day(number, size), actors, cited, cast, dice)),
        sources=cited,
        paragraphs=list(_paragraphs(LENGTHS[tenth], linked, cited, dice)),
    )


def _claims(
    count: int, date: str, actors: list[str], cited: list[str], cast: Cast, dice: random.Random
) -> Iterator[str]:
    """Give so many claims, a few on each question, by actors of the entry, of whom none answers a question twice."""
    asked: set[str] = set()
    while count:
        question = _question(cast, dice)
        if question in asked:
            continue
        asked.add(question)
        claimants = dice.sample(actors, min(count, len(actors), dice.choice(CLAIMS_ON_A_QUESTION)))
        count -= len(claimants)
        for by in claimants:
            yield _claim(by, question, date, actors, dice.choice(cited), cast.questions[question], dice)


def _question(cast: Cast, dice: random.Random) -> str:
    """Ask a new question, or any of the earlier ones."""
    if cast.questions and dice.randrange(100) >= NEW_QUESTIONS:
        return f"question-{dice.randrange(len(cast.questions))}"
    id = f"question-{len(cast.questions)}"
    cast.questions[id] = Counts() if dice.randrange(100) < FIGURES else None
    return id


def _claim(
    by: str, question: str, date: str, actors: list[str], source: str, counts: Counts | None, dice: random.Random
) -> str:
    said = f"by: {by}, question: {question}, text: {sentence(12, dice)}, made: {date}"
    if counts:
        said += f", as_of: {date}, killed: {counts.next(by, dice)}, reports: cumulative"
    others = [id for id in actors if id != by]
    if others and dice.randrange(100) < ASCRIBED:
        said += f", attributed_to: [{dice.choice(others)}]"
    return f"{{{said}, sources: [{source}]}}"


def _paragraphs(length: int, subjects: list[str], cited: list[str], dice: random.Random) -> Iterator[str]:
    """Give paragraphs of about so many words in all, in which every link and every citation ends a sentence."""
    sentences = [f"{sentence(11, dice)} [[{id}]]." for id in subjects]
    plain = max(length // 12 - len(sentences), len(cited) - len(sentences), 2)
    sentences += [f"{sentence(12, dice)}." for _ in range(plain)]
    dice.shuffle(sentences)
    for place, id in enumerate(cited):
        sentences[place] += f"[@{id}]"
    dice.shuffle(sentences)
    for first in range(0, len(sentences), SENTENCES_PER_PARAGRAPH):
        yield " ".join(sentences[first : first + SENTENCES_PER_PARAGRAPH])


def _sources(ids: list[str], dice: random.Random) -> Iterator[File]:
    publishers = [writing.publisher(dice) for _ in range(max(8, len(ids) // 5))]
    for first in range(0, len(ids), SOURCES_PER_FILE):
        listed = ids[first : first + SOURCES_PER_FILE]
        lines = (f"- {writing.source(dice.choice(publishers), dice, id)}\n" for id in listed)
        yield f"content/sources/list-{first // SOURCES_PER_FILE + 1:03}.yaml", "".join(lines)
