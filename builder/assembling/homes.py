"""Decide which sources and questions have no page of their own, and which entry's page shows them instead.

A page that only repeats one entry helps nobody. What has a page follows from the content alone: a source
that stands in `content/sources/` or that two records cite, a question that has a file or that two entries answer."""

from collections.abc import Iterable

from builder.model.actor import Actor
from builder.model.archive import Archive
from builder.model.mentions import mentions
from builder.model.page import Question, StandingPage
from builder.model.place import Place
from builder.model.register import Registers


def cited_elsewhere(
    subjects: Iterable[Actor | Place], texts: Iterable[StandingPage | Question], registers: Registers
) -> frozenset[str]:
    """List the sources that actors, places, pages and questions cite, in their fields or in their texts."""
    found: set[str] = set()
    for subject in subjects:
        found.update(subject.all_sources)
        found.update(registers.cited(mentions(subject.body).sources))
    for text in texts:
        found.update(registers.cited(mentions(text.body).sources))
    return frozenset(found)


def homes_of(archive: Archive, sources: Iterable[str], questions: Iterable[str]) -> dict[str, str]:
    """Name the entry that shows each of these sources and questions that has no page of its own."""
    found: dict[str, str] = {}
    for id in sources:
        citing = archive.by_source.get(id, ())
        # A source whose file cannot be read is known by its id alone.
        is_written_in_an_entry = archive.files.get(f"sources/{id}", "").startswith("content/entries/")
        if len(citing) == 1 and is_written_in_an_entry and id not in archive.cited_elsewhere:
            found[f"sources/{id}"] = citing[0].id
    for id in questions:
        answering = {entry.id for entry, _ in archive.by_question.get(id, ())}
        if len(answering) == 1 and id not in archive.questions:
            found[f"questions/{id}"] = answering.pop()
    return found
