"""An entry: one thing that happened, with who, where, who says so, and what was corrected since."""

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from builder.model.actor import Basis
from builder.model.claim import Category, Claim, Harm
from builder.model.dates import Date, End, spanning
from builder.model.ids import slug
from builder.model.mentions import NOTHING, Mentions
from builder.model.place import PlacePrecision
from builder.model.source import Source

# The families of rules whose exceptions readers are told of.
_PUBLIC_FAMILIES = ("C", "D", "N")


class Status(StrEnum):
    """Where an entry stands in the publication's own work."""

    DRAFT = "draft"
    PROVISIONAL = "provisional"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Role(StrEnum):
    """What an actor was in an event (after HURIDOCS and Airwars)."""

    INITIATOR = "initiator"
    TARGET = "target"
    AFFECTED = "affected"
    MEDIATOR = "mediator"
    SPEAKER = "speaker"
    OBSERVER = "observer"


class PlaceRole(StrEnum):
    """What a place was in an event."""

    LOCATION = "location"
    ORIGIN = "origin"
    TARGET = "target"
    MENTIONED = "mentioned"


class Rel(StrEnum):
    """How one entry stands to another."""

    FOLLOWS = "follows"
    PRECEDES = "precedes"
    RESPONDS_TO = "responds-to"
    CONTRADICTS = "contradicts"
    BACKGROUND = "background"
    DUPLICATE_OF = "duplicate-of"


class CorrectionKind(StrEnum):
    """What a correction does (IFCN, schema.org correction)."""

    CORRECTION = "correction"
    CLARIFICATION = "clarification"
    UPDATE = "update"
    RETRACTION = "retraction"
    EDITOR_NOTE = "editor-note"


class Participation(Struct, frozen=True, array_like=True, gc=False):
    """An actor's part in an event, on what basis and on whose word."""

    actor: str
    role: Role | None = None
    basis: Basis | None = None
    according_to: tuple[str, ...] = ()


class Location(Struct, frozen=True, array_like=True, gc=False):
    """A place's part in an event, and how exactly it is known there."""

    place: str
    role: PlaceRole = PlaceRole.LOCATION
    precision: PlacePrecision | None = None

    @property
    def is_scene(self) -> bool:
        """Return whether something happened there, or the entry only mentions it."""
        return self.role is not PlaceRole.MENTIONED


class Quote(Struct, frozen=True, array_like=True, gc=False):
    """Words as spoken, by whom, in which language, from which source."""

    text: str
    by: str | None = None
    lang: str | None = None
    source: str | None = None
    translated_from: str | None = None


class Medium(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """A picture, film or document; `publish` False keeps the file, and shows the record alone.

    `sha256` is the digest of a file that is kept, or `true` where it is to be worked out."""

    file: str | None = None
    url: str | None = None
    archived: str | None = None
    sha256: str | None = None
    kind: str = "photo"
    alt: str | None = None
    caption: str | None = None
    credit: str | None = None
    licence: str | None = None
    verification: str | None = None
    graphic: bool = False
    warning: str | None = None
    consent: str | None = None
    focal: tuple[float, float] | None = None
    publish: bool = True

    @property
    def is_picture(self) -> bool:
        """Return whether its file is published."""
        return self.publish and self.file is not None

    @property
    def is_record(self) -> bool:
        """Return whether readers are told of it by a record of what it is and where: one without words is not."""
        is_kept = self.file is not None and not self.publish
        return self.caption is not None and (self.url is not None or is_kept)

    def digest(self, evidence: Mapping[str, str]) -> str | None:
        """Return the SHA-256 of its file: as written, or as worked out from the evidence."""
        return evidence.get(self.file or "") if self.sha256 == "true" else self.sha256


class Relation(Struct, frozen=True, array_like=True, gc=False):
    """A tie to another entry."""

    entry: str
    rel: Rel

    def sequence(self, own: str) -> tuple[str, str] | None:
        """Return the entry that comes first and the one that comes later, if the relation of one's own says so."""
        match self.rel:
            case Rel.FOLLOWS:
                return self.entry, own
            case Rel.PRECEDES:
                return own, self.entry
            case _:
                return None


class Correction(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """What was changed after publication, when, and what it said before; where both are dates, as such, too."""

    date: Date
    kind: CorrectionKind
    text: str
    field: str | None = None
    was: str | None = None
    now: str | None = None
    was_date: Date | None = None
    now_date: Date | None = None

    @property
    def claim(self) -> str | None:
        """Return the id of the claim that it is about: that of `claims.kb-killed.quantity` is `kb-killed`."""
        claims, _, rest = (self.field or "").partition(".")
        return rest.partition(".")[0] or None if claims == "claims" else None


class Estimate(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """The publication's own reading of a number, made by a stated rule from stated claims."""

    category: Category
    harm: Harm
    low: int | None = None
    best: int | None = None
    high: int | None = None
    claims: tuple[str, ...] = ()
    rule: str | None = None


class Assessment(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """An assessment, apart from all claims: the publication's own, or that of the dataset that `by` names."""

    date: Date | None = None
    by: str | None = None
    method: str | None = None
    figures: tuple[Estimate, ...] = ()
    grading: str | None = None
    text: str | None = None


class Seed(Struct, frozen=True, array_like=True, gc=False):
    """What of `seeds/` an entry was written from: a file, and a record in it. Never shown.

    A record has the id that the file gives it, or its row, counted from 1, and the SHA-256 of what stood there."""

    file: str
    id: str | None = None
    row: int | None = None
    sha256: str | None = None


class Safety(Struct, frozen=True, array_like=True, gc=False):
    """What is kept coarse, late or unsaid so that nobody is harmed; None leaves the site's own setting."""

    coordinate_decimals: int | None = None
    delay_until: str | None = None
    hide_sources: bool = False

    def decimals(self, policy: int) -> int:
        """Return how many decimals points may have: as many as the site allows, or fewer."""
        own = self.coordinate_decimals
        return policy if own is None else min(policy, own)


class Entry(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """One event; the file's stem is the id. Every reference is an id once the archive is assembled.

    `lang` is the language of title and summary, where it is not the site's; a translated entry keeps that of all the
    rest in `own_lang`."""

    id: str
    title: str
    date: Date
    body: str
    body_line: int
    mentions: Mentions = NOTHING
    summary: str | None = None
    end: End | None = None
    time_zone: str | None = None
    date_text: str | None = None
    ongoing_as_of: Date | None = None
    types: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    actors: tuple[Participation, ...] = ()
    places: tuple[Location, ...] = ()
    sources: tuple[str, ...] = ()
    own_sources: tuple[Source, ...] = ()
    claims: tuple[Claim, ...] = ()
    assessment: Assessment | None = None
    quotes: tuple[Quote, ...] = ()
    media: tuple[Medium, ...] = ()
    part_of: str | None = None
    related: tuple[Relation, ...] = ()
    status: Status = Status.PUBLISHED
    published: str | None = None
    updated: str | None = None
    corrections: tuple[Correction, ...] = ()
    lang: str | None = None
    dir: str | None = None
    own_lang: str | None = None
    authors: tuple[str, ...] = ()
    confidence: str | None = None
    confidence_reason: str | None = None
    warnings: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    external: tuple[tuple[str, str], ...] = ()
    safety: Safety = Safety()
    seed: tuple[Seed, ...] = ()
    allow: tuple[tuple[str, str], ...] = ()

    @property
    def when(self) -> Date:
        """The time that the entry covers: its date, up to its end where it has one."""
        return spanning(self.date, self.end) if self.end and self.date.is_point else self.date

    @property
    def is_withdrawn(self) -> bool:
        return self.status is Status.WITHDRAWN

    @property
    def estimates(self) -> tuple[Estimate, ...]:
        """Return the figures of its assessment."""
        return self.assessment.figures if self.assessment else ()

    @property
    def exceptions(self) -> tuple[tuple[str, str], ...]:
        """Return the rules on numbers, dates and names that it breaks, each with the reason: pages list these."""
        return tuple((code, reason) for code, reason in self.allow if code.startswith(_PUBLIC_FAMILIES))

    @property
    def as_shown(self) -> "Entry":
        """Return the entry as readers meet it: of a withdrawn one only its title, dates and reason are left."""
        if not self.is_withdrawn:
            return self
        return replace(
            self, summary=None, actors=(), places=(), sources=(), claims=(), quotes=(), media=(), assessment=None,
            tags=(), types=(), related=(), part_of=None, warnings=(),
        )  # fmt: skip

    @property
    def correction_ids(self) -> tuple[str, ...]:
        """Return the anchor of each correction: its day, and a number where several are of one day."""
        numbers, ids = dict[str, int](), []
        for correction in self.corrections:
            day = slug(correction.date.text)
            numbers[day] = number = numbers.get(day, 0) + 1
            ids.append(f"correction_{day}" + (f"_{number}" if number > 1 else ""))
        return tuple(ids)
