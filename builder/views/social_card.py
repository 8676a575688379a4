"""What a social card shows, which other sites put beside a link; its letters and colours."""

from msgspec import Struct

from builder.model.dates import Date
from builder.views.output import View

CARD_WIDTH, CARD_HEIGHT = 1200, 630


class SocialCard(View, frozen=True, kw_only=True):
    """A title, the publication's name, and when it happened; the publication's own card has no date."""

    publication: str
    when: Date | None = None
    zone: str | None = None


class Typeface(Struct, frozen=True):
    """Fonts in the order in which they are tried, empty for the one that comes with Pillow; colours as `#rrggbb`."""

    fonts: tuple[bytes, ...]
    paper: str
    ink: str
    quiet: str
