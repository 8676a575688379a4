"""Make a seeded corpus: a site of any size whose entries look like those of a real chronology.

Names are imaginary. The same size and seed give the same bytes on every machine."""

import argparse
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

WORDS = (
    "the of and to in a that was on for said with by from at were its had had after before during between over "
    "near road village town region border line forces ministry statement report officials residents agency talks "
    "ceasefire shelling convoy aid delegation mission hospital bridge school district council assembly "
    "commission morning evening night week month year day hours several few number people families vehicles "
    "positions according reported confirmed denied announced called asked told wrote added noted agreed refused "
    "proposed"
).split()
SYLLABLES = "ar bel cor dan es fal gor hin is jol kar lem mar nor os pal quin ros sel tar ul ven wes yor zel".split()
TYPES = (
    "battle/armed-clash",
    "remote/shelling-artillery-missile",
    "diplomacy/talks",
    "statement/announcement",
    "humanitarian/aid",
    "legal/ruling",
)
ROLES = ("initiator", "target", "affected", "mediator", "speaker", "observer")
PAGES = ("About", "Contact", "Methodology", "Policy")
FIRST_YEAR, YEARS = 1991, 33
# One entry in so many carries claims, and so many entries on end share a question.
ENTRIES_PER_CLAIMED, ENTRIES_PER_QUESTION = 5, 25


@dataclass(frozen=True, slots=True)
class Question:
    """What two actors answer in several entries; each gives one figure, then higher ones, as counts go on."""

    id: str
    parties: tuple[str, str]
    figures: tuple[int, int]
    step: int


def files(size: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """Give the files of a site of `size` entries, path by path."""
    dice = random.Random(seed)
    actors = [f"{_name(dice)}-{number}" for number in range(max(8, size // 100))]
    places = [f"{_name(dice)}-{number}" for number in range(max(8, size // 100))]
    sources = [f"source-{number}" for number in range(max(8, size // 50))]
    tags = [f"{_name(dice)} {number}" for number in range(max(6, size // 400))]
    yield "content/site.yaml", SETTINGS
    yield from _subjects("actors", "kind: other", actors, dice)
    yield from _subjects("places", "kind: town", places, dice)
    yield "content/sources/list.yaml", "".join(_source(id, dice) for id in sources)
    for page in PAGES:
        yield f"content/pages/{page.lower()}.md", f"---\ntitle: {page}\n---\n{_text(120, dice)}\n"
    questions = [_question(number, actors, dice) for number in range(-(-size // ENTRIES_PER_QUESTION))]
    for question in questions:
        front = f"---\ntitle: {_sentence(9, dice)}?\n---\n"
        yield f"content/questions/{question.id}.md", f"{front}{_text(36, dice)}\n"
    for number in range(size):
        question = questions[number // ENTRIES_PER_QUESTION]
        text = _entry(number, size, question, actors, places, sources, tags, dice)
        yield f"content/entries/entry-{number:06}.md", text


def write(folder: Path, size: int, seed: int = 1) -> None:
    """Write a corpus into a folder."""
    for path, text in files(size, seed):
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")


def _entry(
    number: int,
    size: int,
    question: Question,
    actors: list[str],
    places: list[str],
    sources: list[str],
    tags: list[str],
    dice: random.Random,
) -> str:
    day = number * YEARS * 336 // size
    date = f"{FIRST_YEAR + day // 336}-{day % 336 // 28 + 1:02}-{day % 28 + 1:02}"
    has_claims = number % ENTRIES_PER_CLAIMED == 0
    who, where = dice.sample(actors, 4), dice.sample(places, 2)
    if has_claims:
        who = [*question.parties, *(id for id in who if id not in question.parties)][:4]
    cited = dice.sample(sources, 3)
    front = [
        "---",
        f"title: {_sentence(7, dice)}",
        f"summary: {_sentence(24, dice)}",
        f"date: {date}",
        f"type: [{dice.choice(TYPES)}]",
        f"tags: [{', '.join(dice.sample(tags, 3))}]",
        "actors:",
        *(f"  - {{actor: {id}, role: {dice.choice(ROLES)}}}" for id in who),
        f"places: [{', '.join(where)}]",
        f"published: {date}T12:00:00Z",
        *(_claims(number, question, date, cited, dice) if has_claims else ()),
        f"sources: [{', '.join(cited)}]",
        "---",
    ]
    paragraphs = [_text(dice.randrange(60, 80), dice) for _ in range(4)]
    paragraphs[0] += f" [[{who[0]}|They]] met in [[{where[0]}]].[@{cited[0]}]"
    paragraphs[1] += f" *{_sentence(4, dice)}* and **{_sentence(3, dice)}**.[@{cited[1]}, p. {dice.randrange(1, 90)}]"
    paragraphs[2] = f"## {_sentence(4, dice)}\n\n{paragraphs[2]}"
    if number:
        paragraphs[3] += f" It followed [[entry-{dice.randrange(number):06}]].[@{cited[2]}]"
    return "\n".join(front) + "\n" + "\n\n".join(paragraphs) + "\n"


def _question(number: int, actors: list[str], dice: random.Random) -> Question:
    """Make a question; on every fourth its parties give the same number, so that nothing is contested."""
    one, other = dice.sample(actors, 2)
    low = dice.randrange(2, 20)
    apart, step = (0, 0) if number % 4 == 3 else (dice.randrange(3, 30), dice.randrange(3))
    return Question(f"toll-{number}", (one, other), (low, low + apart), step)


def _claims(number: int, question: Question, date: str, cited: list[str], dice: random.Random) -> Iterator[str]:
    """Give both parties' claims; the second ascribes what it counts to the first."""
    yield "claims:"
    later = number % ENTRIES_PER_QUESTION // ENTRIES_PER_CLAIMED * question.step
    for place, (by, figure) in enumerate(zip(question.parties, question.figures, strict=True)):
        said = f"text: {_sentence(9, dice)}, made: {date}, as_of: {date}"
        said += f", killed: {figure + later}, reports: cumulative"
        ascribed = f", attributed_to: [{question.parties[0]}]" if place else ""
        yield f"  - {{by: {by}, question: {question.id}, {said}{ascribed}, sources: [{cited[place]}]}}"


def _subjects(folder: str, kind: str, ids: list[str], dice: random.Random) -> Iterator[tuple[str, str]]:
    for id in ids:
        name = id.replace("-", " ").title()
        yield (
            f"content/{folder}/{id}.md",
            f"---\n{kind}\nnames: [{{text: {name}, lang: en}}]\n---\n{_text(40, dice)}\n",
        )


def _source(id: str, dice: random.Random) -> str:
    title, publisher = _sentence(8, dice), _name(dice).title()
    return f"- {{id: {id}, title: {title}, publisher: {publisher}, issued: 2024}}\n"


def _text(words: int, dice: random.Random) -> str:
    return " ".join(_sentence(12, dice) + "." for _ in range(words // 12))


def _sentence(words: int, dice: random.Random) -> str:
    return " ".join(dice.choice(WORDS) for _ in range(words)).capitalize()


def _name(dice: random.Random) -> str:
    return "".join(dice.choice(SYLLABLES) for _ in range(3))


SETTINGS = """title: A measured chronology
description: Imaginary events, for measuring.
url: https://example.org/
pages: {methodology: methodology, corrections: policy, contact: contact}
"""

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("size", type=int)
    chosen = parser.parse_args()
    write(chosen.folder, chosen.size)
