"""Where everything stands on the site: addresses from the root, stable, without dates in them."""

from contextlib import suppress
from urllib.parse import quote, urlsplit

# All corrections; a standing page of this id gives its text to it.
CORRECTIONS_ADDRESS = "corrections/"
FRONT_ADDRESS = ""
# The page of `pages/` that tells on the front page what happened.
STORY = "front"
MAP_ADDRESS = "map/"
# Pages that tell a story step by step lie in a folder of their own, in content/ and on the site.
STORIES = "stories/"

# What the scripts of the timeline and of the search page ask, beside these pages.
FILTER_INDEX = "timeline/filter.json"
DAY_INDEX = "timeline/days.json"
SEARCH_ADDRESS = "search/"
SEARCH_INDEX = "search/names.json"
STATEMENTS_INDEX = "search/statements.json"


# What changed in the claims has a feed beside the list of all questions.
CLAIMS_FEED_OF = "questions/"
COMPARE_ADDRESS = "compare/"
DATA_ADDRESS = "data/"

# Published once, however many languages there are: large, the same in all, or asked for at the root only.
SHARED = ("assets/", "media/", "pagefind/")
ONCE = ("404.html", "robots.txt", "_headers", "_redirects", "redirects.txt")


def summaries_address(number: int) -> str:
    """Return where the summaries of a part of all entries stand, for a script."""
    return f"timeline/summaries/{number}.json"


def prefix_of(language: str) -> str:
    """Return below which address an edition in another language than the original's stands."""
    return f"{language}/"


def entry_address(id: str) -> str:
    return f"entries/{id}/"


def actor_address(id: str) -> str:
    return f"actors/{id}/"


def place_address(id: str) -> str:
    return f"places/{id}/"


def tag_address(slug: str) -> str:
    return f"tags/{slug}/"


def page_address(id: str) -> str:
    """Return where a page of `pages/` stands; the story of the front page stands there."""
    return FRONT_ADDRESS if id == STORY else f"{id}/"


def year_address(year: int) -> str:
    return f"timeline/{year_name(year)}/"


def month_address(year: int, month: int) -> str:
    return f"timeline/{year_name(year)}/{month:02}/"


def day_address(year: int, month: int, day: int) -> str:
    return f"{month_address(year, month)}{day:02}/"


def day_anchor(year: int, month: int, day: int) -> str:
    """Where a day stands on the page of its month."""
    return f"{month_address(year, month)}#day_{year}-{month}-{day}"


def comparison_address(first: str, second: str, year: int, month: int) -> str:
    """What two sides said in a year, or in one month of a full one."""
    span = f"{year_name(year)}/{month:02}" if month else year_name(year)
    return f"compare/{first}/{second}/{span}/"


def part_address(part: int) -> str:
    """The whole timeline's parts: the first is the timeline itself."""
    return "timeline/" if part == 1 else f"timeline/part/{part}/"


def list_part_address(address: str, part: int) -> str:
    """The parts of a list that is too long for its page: the first is on the page itself."""
    return address if part == 1 else f"{address}part/{part}/"


def embed_address(address: str) -> str:
    """The small page that stands for another in frames on other sites."""
    return f"{address}embed/"


def oembed_address(address: str) -> str:
    """What tells another site how to show a page (oEmbed)."""
    return f"{address}embed/oembed.json"


def card_address(address: str) -> str:
    """The picture that previews of a page show; that of the root stands for the whole publication."""
    return f"{address}card.png"


def json_address(address: str) -> str:
    """What a page shows, as JSON."""
    return f"{address}index.json"


def entries_address(address: str) -> str:
    """The entries that a page lists, as CSV."""
    return f"{address}entries.csv"


def claims_address(address: str) -> str:
    """The claims that the page of a question lists, as CSV."""
    return f"{address}claims.csv"


def media_address(file: str) -> str:
    return f"media/{file}"


def download_address(file: str) -> str:
    """Return the address of an offline edition."""
    return f"downloads/{file}"


def year_name(year: int) -> str:
    """Write a year with four digits at least, as EDTF does; years before year 0 with a minus."""
    return f"{year:04}" if year >= 0 else f"-{-year:04}"


def as_uri(url: str) -> str:
    """Write an address of any script in ASCII, as sitemaps and robots.txt want it."""
    if url.isascii():
        return url
    parts = urlsplit(url)
    host, sign, port = parts.netloc.partition(":")
    with suppress(UnicodeError):
        host = host.encode("idna").decode("ascii")
    return parts._replace(netloc=f"{host}{sign}{port}", path=quote(parts.path, safe="/%~!$&'()*+,;=:@-._")).geturl()
