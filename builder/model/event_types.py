"""The event types of the model, with their place in ACLED's and UCDP's schemes."""

from msgspec import Struct


class EventType(Struct, frozen=True):
    """One value of the field `type`."""

    value: str
    acled: str | None
    ucdp: str | None


_TABLE = (
    ("battle", "Battles", "1, 2", "armed-clash government-regains-territory non-state-actor-takes-territory"),
    (
        "remote",
        "Explosions/Remote violence",
        "1-3",
        "air-drone-strike shelling-artillery-missile explosive-mine-ied suicide-bomb grenade chemical-weapon",
    ),
    ("civilians", "Violence against civilians", "3", "attack sexual-violence abduction"),
    ("protest", "Protests", None, "peaceful with-intervention excessive-force"),
    ("riot", "Riots", None, "violent-demonstration mob-violence"),
    (
        "development",
        "Strategic developments",
        None,
        "agreement arrests group-change disrupted-weapons-use headquarters looting transfer-of-territory other",
    ),
    ("statement", None, None, "announcement accusation denial demand warning condemnation threat"),
    (
        "diplomacy",
        "Strategic developments",
        None,
        "proposal rejection mediation talks ceasefire recognition sanction",
    ),
    ("humanitarian", None, None, "blockade corridor aid displacement damage warning"),
    ("legal", None, None, "ruling charge inquiry"),
    ("period", None, "conflict", "war operation ceasefire occupation"),
)

EVENT_TYPES = tuple(
    EventType(f"{family}/{name}", acled, ucdp) for family, acled, ucdp, names in _TABLE for name in names.split()
)

FAMILIES = frozenset(family for family, *_ in _TABLE)


def family_of(kind: str) -> str:
    """Return the family of an event type: what stands before the stroke."""
    return kind.partition("/")[0]
