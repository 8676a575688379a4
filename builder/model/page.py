"""Texts that are no events: standing pages (about, methodology), stories, and the questions that claims answer."""

import re

from msgspec import Struct

from builder.model.addresses import STORIES


class StandingPage(Struct, frozen=True, kw_only=True, array_like=True):
    """A page such as about, methodology or contact; the file's stem is the id and the address."""

    id: str
    title: str
    body: str
    body_line: int
    summary: str | None = None
    lang: str | None = None
    dir: str | None = None
    formerly: tuple[str, ...] = ()

    @property
    def is_story(self) -> bool:
        """Return whether the page tells a story, and so lies in `stories/`."""
        return self.id.startswith(STORIES)

    @property
    def steps(self) -> tuple[str, ...]:
        """List what the headings name that are links alone: the entries of a story, in its order."""
        return tuple(re.findall(r"(?m)^## +\[\[([^\[\]|#]+)(?:\|[^\[\]]*)?\]\] *$", self.body))


class Question(Struct, frozen=True, kw_only=True, array_like=True):
    """What several claims answer, in words; a question without a file is worded from its id.

    `exclusive` says that only one party can be responsible, so that accusations of different parties contradict."""

    id: str
    title: str
    body: str
    body_line: int
    exclusive: bool = False
    lang: str | None = None


def question_from_id(id: str) -> Question:
    """Word a question that has no file of its own: `purpose-of-operation` is shown as "Purpose of operation"."""
    words = id.replace("-", " ")
    return Question(id=id, title=words[:1].upper() + words[1:], body="", body_line=1)
