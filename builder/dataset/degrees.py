"""Round a point to what policy allows, as numbers. Few places are in many entries, so each point is rounded once."""

from functools import lru_cache

from builder.model.place import rounded


@lru_cache(maxsize=10_000)
def degrees(point: tuple[float, float], decimals: int) -> tuple[float, float]:
    """Return latitude and longitude with so many decimals."""
    latitude, longitude = rounded(point, decimals)
    return float(latitude), float(longitude)
