"""The archive with every body typeset and every card ready to be joined into lists."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct

from builder.model.archive import Archive
from builder.model.dates import Date
from builder.model.digests import Digested
from builder.views.body import Slip
from builder.views.social_card import Typeface


class Html(Digested):
    """HTML that is known by its digest and fetched when a page needs it: nothing holds all HTML at once."""

    __slots__ = ("_fetch",)

    def __init__(self, digest: bytes, fetch: Callable[[], str]) -> None:
        super().__init__(digest)
        self._fetch = fetch

    def __html__(self) -> str:
        return self._fetch()


class Card(Digested):
    """An entry as lists show it, rendered once: whole, and as one line."""

    __slots__ = ("_fetch",)

    def __init__(self, digest: bytes, fetch: Callable[[], tuple[str, str]]) -> None:
        super().__init__(digest)
        self._fetch = fetch

    @property
    def html(self) -> str:
        return self._fetch()[0]

    @property
    def line(self) -> str:
        return self._fetch()[1]


class Heading(Struct, frozen=True):
    """A day; where the day, the month or more is unknown (0), `date` is written in words instead.

    `address` is where the day is at home: its own page, or its place on the page of its month."""

    year: int
    month: int
    day: int
    date: Date | None
    address: str | None = None


class TypesetBody(Struct, frozen=True, array_like=True):
    """What has to be known of a typeset body besides its HTML, which has this digest.

    `cited` lists the sources of the body's page in the order of their numbers; `inner_links` are the addresses
    within the site that the body leads to, with line and column; `slips` are its mistakes."""

    digest: bytes
    cited: tuple[str, ...]
    inner_links: tuple[tuple[str, int, int], ...]
    slips: tuple[Slip, ...] = ()


class Batch(Struct, frozen=True):
    """What some consecutive records give to the tables of the dataset, packed, which is fetched when it is needed.

    `digests` are those of its rows by table; `odd_days` are columns with days of years that have no four digits, by
    table as well. Files of entries have digests, too."""

    digests: Mapping[str, bytes]
    odd_days: Mapping[str, Sequence[str]]
    fetch: Callable[[], bytes]


class Original(Struct, frozen=True):
    """An author's file: its path, and the digest of its stamp, empty where that cannot be trusted."""

    path: Path
    stamp: bytes


class AuthorsFiles(Struct, frozen=True):
    """The authors' files that are published: those of `content/media/` and of `content/root/`, by name."""

    media: Mapping[str, Original]
    root: Mapping[str, Original]


class Edition(Struct, frozen=True):
    """All that outputs are made of. Bodies are found as `entries/ID`, `actors/ID` and so on.

    `digest` is that of what every output may depend on besides entries: the directory, the labels of tags and the
    theme. `surroundings` digest what the page of each entry shows of others, `listings` what lists show of each
    entry. Both are empty where nobody compares pages. `headings` say under which day an
    entry stands; `on_day_pages` are those that the page of a day lists; `zones` the time zone that counts for an
    entry; `order` its place in the whole chronology (`("", id)`) or in that of `actors/ID` or `places/ID`. `assets`
    are the theme's files by address; `own_files` says where the author's are; `corrections_title` is what the theme
    calls the page of corrections, `claims_title` the feed of claims,
    `typeface` that of social cards, None where none are drawn. `batches` are the rows of the dataset, and `base`
    is that of its database, where a build remembers them."""

    archive: Archive
    digest: bytes
    bodies: Mapping[str, TypesetBody]
    fetch_body: Callable[[str], str]
    cards: Mapping[str, Card]
    surroundings: Mapping[str, bytes]
    listings: Mapping[str, bytes]
    headings: Mapping[str, Heading]
    on_day_pages: frozenset[str]
    zones: Mapping[str, str]
    order: Mapping[tuple[str, str], int]
    assets: Mapping[str, bytes]
    own_files: AuthorsFiles
    corrections_title: str
    claims_title: str
    typeface: Typeface | None
    batches: tuple[Batch, ...] = ()
    base: Callable[[], bytes] | None = None

    def body(self, key: str) -> Html:
        """Return a typeset body."""
        return Html(self.bodies[key].digest, partial(self.fetch_body, key))
