"""A translation: title, summary and text of one thing in another language, and who answers for them."""

from enum import StrEnum

from msgspec import Struct

from builder.model.mentions import NOTHING, Mentions


class Review(StrEnum):
    """Whether somebody whose own language it is has read a translation."""

    AWAITED = "awaited"
    DONE = "done"


class Translation(Struct, frozen=True, kw_only=True, array_like=True):
    """A translation of `of` (`entries/ID` and the like); what it leaves out stays in the original's language.

    That of an entry may hold statements by the ids of their claims, and questions in words by theirs."""

    of: str
    lang: str
    title: str | None = None
    summary: str | None = None
    body: str = ""
    body_line: int = 1
    mentions: Mentions = NOTHING
    translator: str | None = None
    review: Review | None = None
    claims: tuple[tuple[str, str], ...] = ()
    questions: tuple[tuple[str, str], ...] = ()

    @property
    def has_text(self) -> bool:
        return bool(self.body.strip())


class Version(Struct, frozen=True):
    """A translation as it was read: its file, the digest of that, and that of all but the text."""

    translation: Translation
    file: str
    digest: bytes
    face: bytes
