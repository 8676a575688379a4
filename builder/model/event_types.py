"""The event types of the model, after ACLED's and UCDP's."""

from types import MappingProxyType

_NAMES = MappingProxyType(
    {
        "battle": "armed-clash government-regains-territory non-state-actor-takes-territory",
        "remote": "air-drone-strike shelling-artillery-missile explosive-mine-ied suicide-bomb "
        "grenade chemical-weapon",
        "civilians": "attack sexual-violence abduction",
        "protest": "peaceful with-intervention excessive-force",
        "riot": "violent-demonstration mob-violence",
        "development": "agreement arrests group-change disrupted-weapons-use headquarters looting "
        "transfer-of-territory other",
        "statement": "announcement accusation denial demand warning condemnation threat",
        "diplomacy": "proposal rejection mediation talks ceasefire recognition sanction",
        "humanitarian": "blockade corridor aid displacement damage warning",
        "legal": "ruling charge inquiry",
        "period": "war operation ceasefire occupation",
    }
)

# The values of the field `type`.
EVENT_TYPES = tuple(f"{family}/{name}" for family, names in _NAMES.items() for name in names.split())

FAMILIES = frozenset(_NAMES)


def family_of(kind: str) -> str:
    """Return the family of an event type: what stands before the stroke."""
    return kind.partition("/")[0]
