"""A claim: who said what, when, by which source; kept apart from what this publication has established."""

from enum import StrEnum

from msgspec import Struct

from builder.model.dates import Date

# A count has no more digits than the number of all people who ever lived.
MOST_DIGITS = 12


class ClaimKind(StrEnum):
    """What a claim is about (schema.org Claim has no such field; the values are the publication's)."""

    CASUALTIES = "casualties"
    RESPONSIBILITY = "responsibility"
    PRESENCE = "presence"
    INTENT = "intent"
    CONTROL = "control"
    EVENT = "event"
    WARNING = "warning"
    LEGAL = "legal"
    OTHER = "other"


class Stance(StrEnum):
    """What the party does."""

    ASSERTS = "asserts"
    DENIES = "denies"
    CANNOT_CONFIRM = "cannot-confirm"
    DECLINES_COMMENT = "declines-comment"
    RETRACTS = "retracts"


class ClaimStatus(StrEnum):
    """What this publication has established."""

    CLAIMED = "claimed"
    CORROBORATED = "corroborated"
    VERIFIED = "verified"
    DISPUTED = "disputed"
    REFUTED = "refuted"
    WITHDRAWN = "withdrawn"


class Reports(StrEnum):
    """What a figure covers: one incident, a period, or everything so far."""

    INCIDENT = "incident"
    PERIOD = "period"
    CUMULATIVE = "cumulative"


class Category(StrEnum):
    """Whom a figure counts."""

    CIVILIANS = "civilians"
    COMBATANTS = "combatants"
    SECURITY_FORCES = "security-forces"
    PEACEKEEPERS = "peacekeepers"
    JOURNALISTS = "journalists"
    AID_WORKERS = "aid-workers"
    MEDICAL = "medical"
    CHILDREN = "children"
    WOMEN = "women"
    MEN = "men"
    UNSPECIFIED = "unspecified"
    ALL = "all"


class Harm(StrEnum):
    """What happened to those counted (Every Casualty's standards)."""

    KILLED = "killed"
    INJURED = "injured"
    MISSING = "missing"
    CAPTURED = "captured"
    DETAINED = "detained"
    ABDUCTED = "abducted"
    DISPLACED = "displaced"
    CASUALTIES = "casualties"
    OTHER = "other"


class Certainty(StrEnum):
    """How a count was given."""

    EXACT = "exact"
    RANGE = "range"
    AT_LEAST = "at-least"
    AT_MOST = "at-most"
    ABOUT = "about"
    NONE = "none"
    SOME = "some"
    UNKNOWN = "unknown"


class Count(Struct, frozen=True, array_like=True, gc=False):
    """A number as it was said; a missing bound is None, and `unknown` is never 0."""

    text: str
    certainty: Certainty
    low: int | None
    high: int | None


class Quantity(Struct, frozen=True, array_like=True, gc=False):
    """How many of whom suffered what, with the source's own words where the number is not plain."""

    harm: Harm
    category: Category
    count: Count
    words: str | None = None


class Claim(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """One statement of one party. References are ids; those to claims are `entry#claim`.

    `made` is when it was said; `as_of` is the hour, day or period whose state its figures give. In an edition that
    translates its text, the other words rest in `own_lang`."""

    id: str
    by: str
    text: str
    question: str | None = None
    via: str | None = None
    made: Date | None = None
    kind: ClaimKind | None = None
    quantities: tuple[Quantity, ...] = ()
    reports: Reports | None = None
    attributed_to: tuple[str, ...] = ()
    where: str | None = None
    stance: Stance = Stance.ASSERTS
    status: ClaimStatus = ClaimStatus.CLAIMED
    status_reason: str | None = None
    responds_to: str | None = None
    supersedes: str | None = None
    contradicts: tuple[str, ...] = ()
    as_of: Date | None = None
    recorded: Date | None = None
    sources: tuple[str, ...] = ()
    lang: str | None = None
    own_lang: str | None = None
