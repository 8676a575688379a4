"""Time zones by their IANA names."""

from functools import cache

from builder.model.time_zones import rules_of_zones


@cache
def known_zones() -> frozenset[str]:
    """List the IANA time zones of the tzdata package, the same on every machine."""
    return frozenset((rules_of_zones() / "zones").read_text("utf-8").split())
