"""All that was read, in one frozen value: entries in order, and everything else by id.

The archive is indexed once; those who need the entries of an actor, a month or a question asks here."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from builder.model.actor import Actor
from builder.model.addresses import entry_address, prefix_of
from builder.model.claim import Claim
from builder.model.comparison import Answer, ClaimOutcome, Comparisons, reference
from builder.model.dates import Precision, SortKey
from builder.model.directory import Directory
from builder.model.entry import Entry
from builder.model.page import Question, StandingPage
from builder.model.place import Place
from builder.model.problem import KeyPath
from builder.model.purged import Purged
from builder.model.register import Registers
from builder.model.released import ReleaseRecord
from builder.model.source import Source
from builder.model.translation import Version

RecordWithBody = Entry | Actor | Place | StandingPage | Question


class TimelineSpot(Struct, frozen=True):
    """Where an entry stands in time: year, month (0 where only the year is known) and day (0 likewise)."""

    year: int
    month: int
    day: int


def spot_of(key: SortKey) -> TimelineSpot:
    """Return from an entry's sort key under which year, month and day it is listed."""
    year, month, day, precision, _ = key
    if 0 < precision < Precision.MONTH:
        return TimelineSpot(year, 0, 0)
    return TimelineSpot(year, month, day if precision >= Precision.DAY else 0)


class Archive(Directory, frozen=True):
    """The publication as read. `entries` are those that lists show; withdrawn ones keep their pages only.

    `shown_early` names those among `entries` that are not to be published yet: only a preview has some.

    `homes` names the entry on whose page a source or question stands that has no page of its own, by `sources/ID` and
    `questions/ID`; `cited_elsewhere` the sources that other records than entries cite.

    `claim_of` finds a claim of `entries` as `entry#claim`; `by_question` holds those that answer each question,
    in order, and `comparisons` how they stand to each other. `tags` holds the label of each slug; `files` the
    file, relative to the site, of `actors/ID` and the like; `source_keys` the keys that lead to a source in its
    file; `released` what readers were given last; `purged` what was removed from all that is published; `moment`
    is when it was put together (RFC 3339, UTC), `embargo_ends` the moments (RFC 3339, UTC) from which on
    something is no longer held back; `versions` all translations by language and by `entries/ID` and the like.

    `digests` holds the digest of each entry's file; `faces` that of all but its body, and of what others say on its
    questions: what other pages may show of it; `questions_asked` that of all claims on a question. They are digests
    of words as written, which mean the same as long as the directory and the ids of entries are the same.
    `source_digests` holds the digests of sources that stand in entries: all others are a part of the directory."""

    entries: tuple[Entry, ...]
    spots: Mapping[str, TimelineSpot]
    withdrawn: tuple[Entry, ...]
    held_back: tuple[Entry, ...]
    shown_early: frozenset[str]
    entry_of: Mapping[str, Entry]
    tags: Mapping[str, str]
    by_actor: Mapping[str, tuple[Entry, ...]]
    by_place: Mapping[str, tuple[Entry, ...]]
    by_tag: Mapping[str, tuple[Entry, ...]]
    by_source: Mapping[str, tuple[Entry, ...]]
    cited_elsewhere: frozenset[str]
    homes: Mapping[str, str]
    claim_of: Mapping[str, Answer]
    by_question: Mapping[str, tuple[Answer, ...]]
    comparisons: Comparisons
    parts_of: Mapping[str, tuple[Entry, ...]]
    files: Mapping[str, str]
    source_keys: Mapping[str, KeyPath]
    registers: Registers
    released: ReleaseRecord
    purged: Purged
    moment: str
    embargo_ends: tuple[str, ...]
    versions: Mapping[str, Mapping[str, Version]]
    digests: Mapping[str, bytes]
    faces: Mapping[str, bytes]
    questions_asked: Mapping[str, bytes]
    source_digests: Mapping[str, bytes]

    def record(self, key: str) -> RecordWithBody:
        """Return what is called `entries/ID` and the like."""
        kind, _, id = key.partition("/")
        kinds: Mapping[str, Mapping[str, RecordWithBody]] = {
            "entries": self.entry_of,
            "actors": self.actors,
            "places": self.places,
            "pages": self.pages,
            "questions": self.questions,
        }
        return kinds[kind][id]

    @property
    def all_entries(self) -> tuple[Entry, ...]:
        """Return all entries, with drafts and those that were withdrawn."""
        return (*self.entry_of.values(), *self.held_back)

    @property
    def prefix(self) -> str:
        """Return what the addresses of the edition begin with: nothing for the original."""
        return prefix_of(self.site.language) if self.original else ""

    def source_address(self, id: str) -> str:
        """Return the address of a source: its own page, or its place in the list of the one entry that cites it."""
        home = self.homes.get(f"sources/{id}")
        return f"sources/{id}/" if home is None else f"{entry_address(home)}#source_{id}"

    def question_address(self, id: str) -> str:
        """Return the address of a question: its own page, or its section on that of the one entry that answers it."""
        home = self.homes.get(f"questions/{id}")
        return f"questions/{id}/" if home is None else f"{entry_address(home)}#question_{id}"

    def digests_of_sources(self, ids: Iterable[str]) -> list[bytes]:
        """Return the digests of those sources that the directory's does not cover."""
        return [self.source_digests[id] for id in ids if id in self.source_digests]

    @property
    def cited_sources(self) -> list[Source]:
        """Return the sources that something published cites openly; what only drafts or hidden lists name is left."""
        cited = self.by_source.keys() | self.cited_elsewhere
        return [source for source in self.sources.values() if source.id in cited]

    def is_contested(self, entry: Entry) -> bool:
        """Return whether another claimant denies or contradicts one of an entry's claims."""
        return any(self.outcome_of(entry, claim).is_contested for claim in entry.claims)

    def outcome_of(self, entry: Entry, claim: Claim) -> ClaimOutcome:
        """Return what became of a claim; one that answers no question stands as its author left it."""
        found = self.comparisons.get(claim.question) if claim.question else None
        standing = found.standings.get(reference(entry, claim)) if found else None
        return standing or ClaimOutcome(claim.status)
