"""One entry, and all that the rules on one entry may look at."""

import re
import string
from collections.abc import Iterable, Iterator
from types import MappingProxyType

from msgspec import Struct

from builder.checking.parts.policy import Policy
from builder.model.directory import Directory
from builder.model.entry import Entry
from builder.model.problem import Finding, KeyPath
from builder.model.prose import Passage, without_quotations
from builder.model.source import Source


class ReviewedText(Struct, frozen=True):
    """Words of the publication itself; in `own` quotations are blank. Without a passage they stand in a field."""

    text: str
    own: str
    path: KeyPath = ()
    passage: Passage | None = None


class EntryUnderReview(Struct, frozen=True):
    """One entry with its prose, the directory of what it refers to, and the publication's policy on words.

    `texts` are the title, the summary, the passages of the body, the text of the assessment and the captions, in this
    order; `words` are all that stand in them, in lower case, so that a rule which none of them concerns is done at
    once."""

    entry: Entry
    directory: Directory
    prose: tuple[Passage, ...]
    policy: Policy
    texts: tuple[ReviewedText, ...]
    words: frozenset[str]

    @property
    def is_english(self) -> bool:
        language = self.entry.lang or self.directory.site.language
        return language.partition("-")[0].lower() == "en"

    def side_of(self, actor: str) -> str | None:
        found = self.directory.actors.get(actor)
        return found.side if found else None

    def sources(self, ids: Iterable[str]) -> list[Source]:
        """Return those of some sources that are known."""
        return [source for id in ids if (source := self.directory.sources.get(id))]

    def finding(self, text: ReviewedText, start: int, end: int, code: str, says: str, hint: str) -> Finding:
        """Make a finding on some words of a text."""
        if text.passage is None:
            return Finding("", text.path, code, says, hint, words=text.text[start:end])
        line, column = text.passage.position(start)
        return Finding("", (), code, says, hint, at=(self.entry.body_line + line - 1, column))


def under_review(entry: Entry, directory: Directory, prose: tuple[Passage, ...], policy: Policy) -> EntryUnderReview:
    """Return an entry as the rules look at it: with its texts and words at hand."""
    texts = tuple(_texts(entry, prose))
    words = _words_in(" ".join([text.text for text in texts]).lower())
    return EntryUnderReview(entry, directory, prose, policy, texts, words)


def _texts(entry: Entry, prose: tuple[Passage, ...]) -> Iterator[ReviewedText]:
    yield _field(entry.title, ("title",))
    if entry.summary:
        yield _field(entry.summary, ("summary",))
    yield from (ReviewedText(passage.text, passage.own, (), passage) for passage in prose)
    if entry.assessment and entry.assessment.text:
        yield _field(entry.assessment.text, ("assessment", "text"))
    for number, medium in enumerate(entry.media):
        if medium.caption and (medium.is_picture or medium.is_record):
            yield _field(medium.caption, ("media", number, "caption"))


def _field(text: str, path: KeyPath) -> ReviewedText:
    return ReviewedText(text, without_quotations(text), path)


def _words_in(text: str) -> frozenset[str]:
    # Most texts hold signs of ASCII only, which are found in a fifth of the time.
    return frozenset(text.translate(_BLANKED).split() if text.isascii() else _WORD.findall(text))


_WORD = re.compile(r"\w+")
_BLANKED = MappingProxyType({ord(sign): " " for sign in string.punctuation.replace("_", "")})
