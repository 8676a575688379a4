"""What is known while one body is typeset: its links, and the mistakes found so far."""

from msgspec import Struct, field

from builder.model.advice import Advice, advice_of
from builder.typesetting.positions import Position, as_one_line, positions_of_addresses, positions_of_words
from builder.views.body import Complaint, Links, Picture, Slip, Target


class BodyContext(Struct):
    """The links of one body, ready to be looked up, and what was found in it: complaints, and addresses to follow."""

    body: str
    targets: dict[str, Target]
    wrong: dict[str, Complaint]
    numbers: dict[str, tuple[str, int]]
    pictures: dict[str, Picture]
    hides_sources: bool
    of_words: dict[str, set[Complaint]] = field(default_factory=dict)
    of_addresses: dict[str, set[tuple[int, Complaint]]] = field(default_factory=dict)
    followed: dict[str, set[int]] = field(default_factory=dict)
    placed: set[Slip] = field(default_factory=set)

    def complain(self, written: str, code: str, says: str, hint: str | Advice) -> None:
        """Note a mistake wherever the words that make it stand in the body."""
        self.of_words.setdefault(as_one_line(written), set()).add((code, says, advice_of(hint)))

    def complain_of_address(self, address: str, line: int, code: str, says: str, hint: str | Advice) -> None:
        """Note a mistake wherever the address stands in the body; `line` is that of its paragraph."""
        self.of_addresses.setdefault(address, set()).add((line, (code, says, advice_of(hint))))

    def follow(self, address: str, line: int) -> None:
        """Remember an address within the site, for links to be checked once all pages are known."""
        self.followed.setdefault(address, set()).add(line)

    def positioned(self) -> tuple[set[Slip], set[tuple[str, int, int]]]:
        """Return all mistakes and all links within the site, each wherever it stands."""
        words = positions_of_words(self.body, self.of_words)
        addresses = positions_of_addresses(self.body, {*self.of_addresses, *self.followed})

        def positions(address: str, line: int) -> list[Position]:
            return addresses.get(address) or [(line, 1)]

        slips = {
            _slip(line, column, *complaint)
            for written, complaints in self.of_words.items()
            for line, column in words.get(written) or [(1, 1)]
            for complaint in complaints
        }
        slips |= {
            _slip(line, column, *complaint)
            for address, complaints in self.of_addresses.items()
            for complaint in {complaint for _, complaint in complaints}
            for paragraph in ([0] if address in addresses else [at for at, other in complaints if other == complaint])
            for line, column in positions(address, paragraph)
        }
        followed = {
            (address, line, column)
            for address, paragraphs in self.followed.items()
            for paragraph in ([0] if address in addresses else paragraphs)
            for line, column in positions(address, paragraph)
        }
        return slips | self.placed, followed


def _slip(line: int, column: int, code: str, says: str, advice: Advice) -> Slip:
    return Slip(line, column, code, says, advice.hint, proposed=advice.proposed, instead_of=advice.instead_of)


def context_of(body: str, links: Links) -> BodyContext:
    """Return the context of a body, with its links ready to be looked up."""
    return BodyContext(
        body=body,
        targets=dict(links.targets),
        wrong={word: (code, says, hint) for word, code, says, hint in links.wrong},
        numbers={word: (id, number) for word, id, number in links.numbers},
        pictures=dict(links.pictures),
        hides_sources=links.hides_sources,
    )
