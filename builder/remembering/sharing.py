"""Share what many entries hold: the same ids, words and dates, once each.

Every record that is decoded has values of its own, though hundreds have the same actors, tags and days. To exchange
them for the first of their kind takes three microseconds an entry, and saves two fifths of its memory."""

from msgspec import Struct, field
from msgspec.structs import force_setattr

from builder.model.claim import Claim
from builder.model.dates import Date
from builder.model.entry import Entry
from builder.model.source import Source

Words = tuple[str, ...]


class Shared(Struct):
    """The first of all equal values so far. A date is known by its text."""

    words: dict[str, str] = field(default_factory=dict)
    lists: dict[Words, Words] = field(default_factory=dict)
    dates: dict[str, Date] = field(default_factory=dict)

    def share_in(self, entry: Entry) -> None:
        """Exchange the values of an entry that was decoded just now, and that nobody else has seen."""
        word, mentions = self.words.setdefault, entry.mentions
        force_setattr(entry, "date", self.dates.setdefault(entry.date.text, entry.date))
        force_setattr(entry, "types", self.lists.setdefault(entry.types, entry.types))
        force_setattr(entry, "tags", self._each(entry.tags))
        force_setattr(entry, "sources", self._each(entry.sources))
        force_setattr(mentions, "words", self._each(mentions.words))
        force_setattr(mentions, "sources", self._each(mentions.sources))
        for part in entry.actors:
            force_setattr(part, "actor", word(part.actor, part.actor))
        for location in entry.places:
            force_setattr(location, "place", word(location.place, location.place))
        for source in entry.own_sources:
            self._share_in_source(source)
        for claim in entry.claims:
            self._share_in_claim(claim)

    def _share_in_source(self, source: Source) -> None:
        word, date = self.words.setdefault, self.dates.setdefault
        force_setattr(source, "id", word(source.id, source.id))
        force_setattr(source, "type", word(source.type, source.type))
        if source.container_title is not None:
            force_setattr(source, "container_title", word(source.container_title, source.container_title))
        if source.publisher is not None:
            force_setattr(source, "publisher", word(source.publisher, source.publisher))
        if source.issued is not None:
            force_setattr(source, "issued", date(source.issued.text, source.issued))
        if source.accessed is not None:
            force_setattr(source, "accessed", date(source.accessed.text, source.accessed))

    def _share_in_claim(self, claim: Claim) -> None:
        word, date = self.words.setdefault, self.dates.setdefault
        force_setattr(claim, "by", word(claim.by, claim.by))
        force_setattr(claim, "attributed_to", self.lists.setdefault(claim.attributed_to, claim.attributed_to))
        force_setattr(claim, "sources", self._each(claim.sources))
        if claim.made is not None:
            force_setattr(claim, "made", date(claim.made.text, claim.made))
        if claim.as_of is not None:
            force_setattr(claim, "as_of", date(claim.as_of.text, claim.as_of))

    def _each(self, words: Words) -> Words:
        word = self.words.setdefault
        return tuple([word(each, each) for each in words])
