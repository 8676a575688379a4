"""Write the files of a made-up site: its settings and pages, its actors, places, questions, sources and entries."""

import random
from collections.abc import Iterator, Sequence

from words import name, sentence, text

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

SETTINGS = """title: A measured chronology
description: Imaginary events, for measuring.
url: https://example.org/
pages: {methodology: methodology, corrections: policy, contact: contact}
"""

File = tuple[str, str]


def pages(dice: random.Random) -> Iterator[File]:
    for page in PAGES:
        yield f"content/pages/{page.lower()}.md", f"---\ntitle: {page}\n---\n{text(120, dice)}\n"


def subject(folder: str, kind: str, id: str, dice: random.Random) -> File:
    """Write an actor or a place, named in the words of its id."""
    called = id.replace("-", " ").title()
    front = f"---\nkind: {kind}\nnames: [{{text: {called}, lang: en}}]\n---\n"
    return f"content/{folder}/{id}.md", f"{front}{text(40, dice)}\n"


def question(id: str, dice: random.Random) -> File:
    front = f"---\ntitle: {sentence(9, dice)}?\n---\n"
    return f"content/questions/{id}.md", f"{front}{text(36, dice)}\n"


def source(publisher: str, dice: random.Random, id: str = "") -> str:
    """Write a source as a map in one line; one that stands in an entry needs no id."""
    return f"{{{f'id: {id}, ' if id else ''}title: {sentence(8, dice)}, publisher: {publisher}, issued: 2024}}"


def entry(
    number: int,
    size: int,
    dice: random.Random,
    *,
    types: Sequence[str],
    tags: Sequence[str],
    actors: Sequence[str],
    places: Sequence[str],
    claims: Sequence[str],
    sources: Sequence[str],
    paragraphs: Sequence[str],
) -> File:
    """Write an entry; the items of `actors`, `claims` and `sources` are in YAML already."""
    date = day(number, size)
    front = [
        "---",
        f"title: {sentence(7, dice)}",
        f"summary: {sentence(24, dice)}",
        f"date: {date}",
        f"type: [{', '.join(types)}]",
        f"tags: [{', '.join(tags)}]",
        "actors:",
        *(f"  - {actor}" for actor in actors),
        f"places: [{', '.join(places)}]",
        f"published: {date}T12:00:00Z",
        *(["claims:"] if claims else []),
        *(f"  - {claim}" for claim in claims),
        "sources:",
        *(f"  - {source}" for source in sources),
        "---",
    ]
    return f"content/entries/{entry_id(number)}.md", "\n".join(front) + "\n" + "\n\n".join(paragraphs) + "\n"


def entry_id(number: int) -> str:
    return f"entry-{number:06}"


def day(number: int, size: int) -> str:
    """Give the day of an entry: all of them are spread evenly over the years."""
    past = number * YEARS * 336 // size
    return f"{FIRST_YEAR + past // 336}-{past % 336 // 28 + 1:02}-{past % 28 + 1:02}"


def publisher(dice: random.Random) -> str:
    return name(dice).title()
