"""What lies on the desk while one body is typeset: its links, and the mistakes found so far."""

import re
from dataclasses import dataclass, field

from builder.model.body import Links, Picture, Slip, Target


@dataclass(slots=True)
class Desk:
    """The links of one body, ready to be looked up, and its slips."""

    body: str
    targets: dict[str, Target]
    wrong: dict[str, tuple[str, str, str]]
    numbers: dict[str, int]
    pictures: dict[str, Picture]
    hides_sources: bool
    slips: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    inner_links: dict[str, None] = field(default_factory=dict)

    def complain(self, written: str, code: str, says: str, hint: str) -> None:
        """Note a mistake by the words as written, which tell its place once the body is done."""
        self.slips.setdefault(written, (code, says, hint))

    def placed_slips(self) -> tuple[Slip, ...]:
        """Place every slip wherever its words stand in the body."""
        found = [
            Slip(line, column, *slip) for written, slip in self.slips.items() for line, column in self.places(written)
        ]
        return tuple(sorted(found, key=lambda slip: (slip.line, slip.column, slip.code)))

    def placed_links(self) -> tuple[tuple[str, int, int], ...]:
        return tuple((link, *self.places(link)[0]) for link in self.inner_links)

    def places(self, written: str) -> list[tuple[int, int]]:
        starts = [match.start() for match in re.finditer(re.escape(written), self.body)]
        # Words that Markdown changed on the way (an escape, an entity) are told at the body's start.
        return [_line_and_column(self.body, start) for start in starts] or [(1, 1)]


def lay_out(body: str, links: Links) -> Desk:
    """Lay a body and its links on the desk."""
    return Desk(
        body=body,
        targets=dict(links.targets),
        wrong={word: (code, says, hint) for word, code, says, hint in links.wrong},
        numbers=dict(links.numbers),
        pictures=dict(links.pictures),
        hides_sources=links.hides_sources,
    )


def _line_and_column(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
