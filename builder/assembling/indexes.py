"""Index the entries that lists show: by whom, where, what tag, source and question."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from builder.model.comparison import Answer
from builder.model.digests import joined_digest
from builder.model.entry import Entry
from builder.model.ids import slug
from builder.model.register import Registers


def cited_in(entry: Entry, registers: Registers) -> Iterator[str]:
    """List an entry's sources, with those that only its body cites."""
    yield from entry.sources
    yield from registers.cited([word for word in entry.mentions.sources if word not in entry.sources])


def index(pairs: Iterable[tuple[str, Entry]]) -> dict[str, tuple[Entry, ...]]:
    """List the entries under each key, sorted by key."""
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for key, entry in pairs:
        listed = found[key]
        # An actor with two roles in one entry is listed once.
        if not listed or listed[-1] is not entry:
            listed.append(entry)
    return {key: tuple(listed) for key, listed in sorted(found.items())}


def index_questions(entries: tuple[Entry, ...]) -> dict[str, tuple[Answer, ...]]:
    """List the claims that answer each question."""
    found: defaultdict[str, list[Answer]] = defaultdict(list)
    for entry in entries:
        for claim in entry.claims:
            if claim.question is not None:
                found[claim.question].append((entry, claim))
    return {id: tuple(answers) for id, answers in sorted(found.items())}


def digests_of_questions(
    by_question: Mapping[str, tuple[Answer, ...]], claims: Mapping[str, bytes]
) -> dict[str, bytes]:
    """Digest everything said on each question, from the digests of each entry's claims."""
    return {
        question: joined_digest([piece for entry, _ in answers for piece in (entry.id.encode(), claims[entry.id])])
        for question, answers in by_question.items()
    }


def faces_of(
    entries: Iterable[Entry], plain: Mapping[str, bytes], questions_asked: Mapping[str, bytes]
) -> dict[str, bytes]:
    """Add what is said on its questions to the face of each entry, as that decides the outcome of its claims."""
    faces = dict(plain)
    for entry in entries:
        if entry.claims:
            asked = {claim.question: None for claim in entry.claims}
            faces[entry.id] = joined_digest(
                [plain[entry.id], *[questions_asked.get(question or "", b"") for question in asked]]
            )
    return faces


def index_tags(entries: tuple[Entry, ...]) -> tuple[dict[str, str], dict[str, tuple[Entry, ...]]]:
    """List the entries that have each tag, and the label of each."""
    spellings: defaultdict[str, set[str]] = defaultdict(set)
    slugs: dict[str, str] = {}
    pairs = []
    for entry in entries:
        for tag in entry.tags:
            key = slugs.get(tag)
            if key is None:
                key = slugs[tag] = slug(tag)
                spellings[key].add(tag)
            pairs.append((key, entry))
    return {key: min(found) for key, found in sorted(spellings.items())}, index(pairs)
