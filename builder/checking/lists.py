"""Rules on what entries list: tags, and everything but once."""

import re
from collections.abc import Hashable, Iterator

from builder.checking.parts.entry_under_review import EntryUnderReview
from builder.checking.parts.explanation import error, warning
from builder.model.advice import Advice
from builder.model.archive import Archive
from builder.model.ids import slug
from builder.model.problem import Finding, Severity, advised


def a_tag_is_written_one_way(archive: Archive) -> Iterator[Finding]:
    """Two spellings of one tag share a page; the page can show one of them only."""
    labels = frozenset(archive.tags.values())
    if labels.issuperset(tag for entry in archive.entries for tag in entry.tags):
        return
    for key, entries in archive.by_tag.items():
        label = archive.tags[key]
        for entry in entries:
            file = archive.files[f"entries/{entry.id}"]
            for number, tag in enumerate(entry.tags):
                if tag == label or slug(tag) != key or any(_is_alike(tag, other) for other in entry.tags[:number]):
                    continue
                if _is_alike(tag, label):
                    says = f'the tag "{tag}" is written "{label}" elsewhere'
                    advice = Advice("write both the same way", (label,), tag)
                    yield advised(file, ("tags", number), "tag-spelling", says, advice, Severity.WARNING)
                else:
                    says = f'the tags "{tag}" and "{label}" would share one page, at tags/{key}/'
                    yield Finding(file, ("tags", number), "tag-shared", says, "spell out the symbols in one of them")


def _is_alike(one: str, other: str) -> bool:
    """Return whether two tags are one word, in other cases, or parted otherwise."""
    return _plain(one) == _plain(other)


def _plain(tag: str) -> str:
    return _SEPARATORS.sub("", tag).casefold()


def nothing_is_named_twice(subject: EntryUnderReview) -> Iterator[Finding]:
    """An actor, a place or a tag that is listed twice is shown twice."""
    entry = subject.entry
    listed: tuple[tuple[str, list[Hashable]], ...] = (
        ("actors", [(part.actor, part.role) for part in entry.actors]),
        ("places", [(location.place, location.role) for location in entry.places]),
        ("tags", [_plain(tag) for tag in entry.tags]),
    )
    for field, items in listed:
        if len(items) == len(set(items)):
            continue
        for number, item in enumerate(items):
            if item in items[:number]:
                says = f"this is already in {field} and would be shown twice"
                yield Finding("", (field, number), "said-twice", says, "remove one of the two")


_SEPARATORS = re.compile(r"[\s_-]+")

RULES = (a_tag_is_written_one_way,)
ENTRY_RULES = (nothing_is_named_twice,)

EXPLANATIONS = (
    warning(
        "tag-spelling",
        "A tag is always written the same way.",
        "Two spellings share a page.",
        "Write both the same way.",
    ),
    error(
        "tag-shared",
        "Different tags have different pages.",
        "Symbols are left out of addresses: C++ and C# would be shown as one tag, under the name of one of them.",
        "Spell out the symbols in one of them.",
        "tags: [C++, C#]",
        "tags: [C++, C sharp]",
    ),
    warning(
        "said-twice",
        "An entry lists an actor, a place or a tag once.",
        "Otherwise it would be shown twice.",
        "Remove one of the two; an actor or place can have several roles.",
        "tags: [war, war]",
        "tags: [war]",
    ),
)
