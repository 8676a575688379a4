"""An actor: a state, a body, a force, an organisation or a person, with its names and ties."""

from enum import StrEnum

from msgspec import Struct

from builder.model.dates import Date
from builder.model.names import Name


class ActorKind(StrEnum):
    """What sort of actor this is."""

    STATE = "state"
    GOVERNMENT_BODY = "government-body"
    ARMED_FORCE = "armed-force"
    UNIT = "unit"
    DE_FACTO_AUTHORITY = "de-facto-authority"
    ARMED_GROUP = "armed-group"
    PARTY = "party"
    INTERNATIONAL_ORGANISATION = "international-organisation"
    NGO = "ngo"
    MEDIA = "media"
    PERSON = "person"
    CIVILIANS = "civilians"
    PROTESTERS = "protesters"
    OTHER = "other"


class Basis(StrEnum):
    """On what a membership, a location or an affiliation rests."""

    DE_JURE = "de-jure"
    DE_FACTO = "de-facto"
    CLAIMED = "claimed"
    GEOGRAPHIC = "geographic"
    STATED = "stated"
    ALLEGED = "alleged"
    SUSPECTED = "suspected"
    ESTABLISHED = "established"


# What a part in an event (or an affiliation) may rest on, and what belonging to something may.
BASES_OF_A_PART = (Basis.STATED, Basis.ALLEGED, Basis.SUSPECTED, Basis.ESTABLISHED)
BASES_OF_BELONGING = (Basis.DE_JURE, Basis.DE_FACTO, Basis.CLAIMED, Basis.GEOGRAPHIC)


class Tie(Struct, frozen=True, kw_only=True, array_like=True):
    """What an actor or a place belongs to, or is bound to: since when, on what basis, according to whom."""

    to: str
    kind: str | None = None
    since: Date | None = None
    until: Date | None = None
    basis: Basis | None = None
    according_to: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


class Office(Struct, frozen=True, kw_only=True, array_like=True):
    """An office that a person held."""

    title: str
    of: str | None = None
    since: Date | None = None
    until: Date | None = None
    sources: tuple[str, ...] = ()


class Person(Struct, frozen=True, array_like=True):
    """What has to be known before a living person may be named."""

    public_figure: bool = False
    consent: bool = False
    born: Date | None = None
    died: Date | None = None


class Actor(Struct, frozen=True, kw_only=True, array_like=True):
    """One actor; the file's stem is the id, the body is its description in Markdown."""

    id: str
    kind: ActorKind
    names: tuple[Name, ...]
    body: str
    body_line: int
    side: str | None = None
    part_of: tuple[Tie, ...] = ()
    affiliations: tuple[Tie, ...] = ()
    offices: tuple[Office, ...] = ()
    person: Person | None = None
    sources: tuple[str, ...] = ()
    wikidata: str | None = None
    formerly: tuple[str, ...] = ()
    lang: str | None = None
    allow: tuple[tuple[str, str], ...] = ()

    @property
    def all_sources(self) -> tuple[str, ...]:
        """List its own sources, then those of its ties and offices; a source may come twice."""
        ties = (id for tie in (*self.part_of, *self.affiliations) for id in tie.sources)
        return (*self.sources, *ties, *(id for office in self.offices for id in office.sources))
