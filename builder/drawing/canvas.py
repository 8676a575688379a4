"""Project degrees onto a canvas: equirectangular, true to scale along the middle parallel.

Over the few hundred kilometres of a region no other projection would look different."""

from math import cos, radians

from msgspec import Struct

from builder.model.basemap import Bounds

KM_PER_DEGREE = 111.32
LOCATOR_WIDTH = 240.0
MAP_WIDTH = 800.0
# On a phone the map of all is as wide as so many of its signs' own units: they grow, and it does not.
NARROW_WIDTH = 380.0
# Nearer to a pole a degree of longitude is taken to be as wide as here, so that no map is endlessly narrow.
_FARTHEST = 80.0

# Left, top, right, foot.
Box = tuple[float, float, float, float]


class Canvas(Struct, frozen=True):
    """A drawing of so many units across, of what lies within bounds."""

    bounds: Bounds
    width: float

    @property
    def height(self) -> float:
        bounds = self.bounds
        return self.width * (bounds.north - bounds.south) / ((bounds.east - bounds.west) * squeeze(bounds))

    @property
    def box(self) -> Box:
        return 0.0, 0.0, self.width, self.height

    def project(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Return where a point stands: across from the left, down from the top."""
        bounds = self.bounds
        across = (bounds.across(longitude) - bounds.west) / (bounds.east - bounds.west)
        down = (bounds.north - latitude) / (bounds.north - bounds.south)
        return across * self.width, down * self.height

    def length(self, km: float) -> float:
        """Return how many units so many kilometres are."""
        return km / KM_PER_DEGREE * self.height / (self.bounds.north - self.bounds.south)


def overlaps(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def squeeze(bounds: Bounds) -> float:
    """Return how wide a degree of longitude is beside one of latitude, in the middle of what is shown."""
    return cos(radians(min(_FARTHEST, abs(bounds.north + bounds.south) / 2)))
