"""Make a seeded corpus: a site of any size and of one of three shapes, with entries like those of a chronology.

Names are imaginary. The same size, shape and seed give the same bytes on every machine."""

import argparse
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import publication
import writing
from words import name, sentence, text
from writing import File, day, entry_id

# One entry in so many carries claims, and so many entries on end share a question.
ENTRIES_PER_CLAIMED, ENTRIES_PER_QUESTION = 5, 25
# Where everything stands in the entry, every second one carries claims, on a question of its own.
ENTRIES_PER_CLAIMED_INLINE = 2


class Shape(StrEnum):
    """How entries use what they have in common."""

    SHARED = "shared"
    INLINE = "inline"
    PUBLICATION = "publication"


@dataclass(frozen=True, slots=True)
class Question:
    """What two actors answer in several entries; each gives one figure, then higher ones, as counts go on."""

    id: str
    parties: tuple[str, str]
    figures: tuple[int, int]
    step: int


@dataclass(frozen=True, slots=True)
class Cast:
    """What entries draw from."""

    actors: Sequence[str]
    places: Sequence[str]
    tags: Sequence[str]
    questions: Sequence[Question]


def files(size: int, seed: int = 1, shape: Shape = Shape.SHARED) -> Iterator[File]:
    """Give the files of a site of `size` entries, path by path."""
    dice = random.Random(seed)
    yield "content/site.yaml", writing.SETTINGS
    match shape:
        case Shape.SHARED:
            yield from _with_shared_sources(size, dice)
        case Shape.INLINE:
            yield from _with_inline_sources(size, dice)
        case Shape.PUBLICATION:
            yield from publication.files(size, dice)


def write(folder: Path, size: int, seed: int = 1, shape: Shape = Shape.SHARED) -> None:
    """Write a corpus into a folder."""
    for path, written in files(size, seed, shape):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(written, "utf-8")


def _with_shared_sources(size: int, dice: random.Random) -> Iterator[File]:
    """Entries cite sources of one list, and answer questions that have files."""
    actors, places, tags = _names(size, dice)
    sources = [f"source-{number}" for number in range(max(8, size // 50))]
    yield from _subjects(actors, places, dice)
    listed = (f"- {writing.source(writing.publisher(dice), dice, id)}\n" for id in sources)
    yield "content/sources/list.yaml", "".join(listed)
    yield from writing.pages(dice)
    questions = [
        _question(f"toll-{number}", number, actors, dice) for number in range(-(-size // ENTRIES_PER_QUESTION))
    ]
    yield from (writing.question(question.id, dice) for question in questions)
    cast = Cast(actors, places, tags, questions)
    for number in range(size):
        asked = questions[number // ENTRIES_PER_QUESTION] if number % ENTRIES_PER_CLAIMED == 0 else None
        cited = dice.sample(sources, 3)
        yield _entry(number, size, cast, asked, cited, cited, dice)


def _with_inline_sources(size: int, dice: random.Random) -> Iterator[File]:
    """Entries hold the two sources that they cite, and ask questions that have no file and no other answers."""
    actors, places, tags = _names(size, dice)
    publishers = [writing.publisher(dice) for _ in range(max(8, size // 100))]
    yield from _subjects(actors, places, dice)
    yield from writing.pages(dice)
    cast = Cast(actors, places, tags, ())
    for number in range(size):
        asked = None
        if number % ENTRIES_PER_CLAIMED_INLINE == 0:
            asked = _question(f"how-many-were-killed-{number:06}", number // ENTRIES_PER_CLAIMED_INLINE, actors, dice)
        # A source without an id has its place in the entry for one.
        cited = [f"{entry_id(number)}-{place}" for place in (1, 2)]
        written = [writing.source(publisher, dice) for publisher in dice.sample(publishers, len(cited))]
        yield _entry(number, size, cast, asked, cited, written, dice)


def _names(size: int, dice: random.Random) -> tuple[list[str], list[str], list[str]]:
    actors = [f"{name(dice)}-{number}" for number in range(max(8, size // 100))]
    places = [f"{name(dice)}-{number}" for number in range(max(8, size // 100))]
    tags = [f"{name(dice)} {number}" for number in range(max(6, size // 400))]
    return actors, places, tags


def _subjects(actors: Sequence[str], places: Sequence[str], dice: random.Random) -> Iterator[File]:
    yield from (writing.subject("actors", "other", id, dice) for id in actors)
    yield from (writing.subject("places", "town", id, dice) for id in places)


def _entry(
    number: int,
    size: int,
    cast: Cast,
    asked: Question | None,
    cited: Sequence[str],
    sources: Sequence[str],
    dice: random.Random,
) -> File:
    who, where = dice.sample(cast.actors, 4), dice.sample(cast.places, 2)
    if asked:
        who = [*asked.parties, *(id for id in who if id not in asked.parties)][:4]
    paragraphs = [text(dice.randrange(60, 80), dice) for _ in range(4)]
    paragraphs[0] += f" [[{who[0]}|They]] met in [[{where[0]}]].[@{cited[0]}]"
    paragraphs[1] += f" *{sentence(4, dice)}* and **{sentence(3, dice)}**.[@{cited[1]}, p. {dice.randrange(1, 90)}]"
    paragraphs[2] = f"## {sentence(4, dice)}\n\n{paragraphs[2]}"
    if number:
        paragraphs[3] += f" It followed [[{entry_id(dice.randrange(number))}]].[@{cited[-1]}]"
    return writing.entry(
        number,
        size,
        dice,
        types=[dice.choice(writing.TYPES)],
        tags=dice.sample(cast.tags, 3),
        actors=[f"{{actor: {id}, role: {dice.choice(writing.ROLES)}}}" for id in who],
        places=where,
        claims=list(_claims(number, asked, day(number, size), cited, dice)) if asked else (),
        sources=sources,
        paragraphs=paragraphs,
    )


def _question(id: str, number: int, actors: Sequence[str], dice: random.Random) -> Question:
    """Make a question; on every fourth its parties give the same number, so that nothing is contested."""
    one, other = dice.sample(actors, 2)
    low = dice.randrange(2, 20)
    apart, step = (0, 0) if number % 4 == 3 else (dice.randrange(3, 30), dice.randrange(3))
    return Question(id, (one, other), (low, low + apart), step)


def _claims(number: int, question: Question, date: str, cited: Sequence[str], dice: random.Random) -> Iterator[str]:
    """Give both parties' claims; the second ascribes what it counts to the first."""
    later = number % ENTRIES_PER_QUESTION // ENTRIES_PER_CLAIMED * question.step
    for place, (by, figure) in enumerate(zip(question.parties, question.figures, strict=True)):
        said = f"text: {sentence(9, dice)}, made: {date}, as_of: {date}"
        said += f", killed: {figure + later}, reports: cumulative"
        ascribed = f", attributed_to: [{question.parties[0]}]" if place else ""
        yield f"{{by: {by}, question: {question.id}, {said}{ascribed}, sources: [{cited[place]}]}}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("size", type=int)
    parser.add_argument("shape", nargs="?", default=Shape.SHARED, type=Shape, choices=Shape)
    chosen = parser.parse_args()
    write(chosen.folder, chosen.size, shape=chosen.shape)
