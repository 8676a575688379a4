"""Take a web address apart into what it says of a source by itself; nothing is asked of any host.

What serves to follow readers is left out. An address at an archive names the page that it is a copy of."""

import re
from datetime import date
from urllib.parse import SplitResult, unquote, urlsplit

from msgspec import Struct

from builder.model.errors import BuilderError
from builder.model.tracking import without_tracking
from builder.reading.addresses import ADDRESS

_COPY = re.compile(r"https?://web\.archive\.org/web/\d{4,14}[a-z_]*/(?P<original>https?:/{1,2}.+)")
_DOI = re.compile(r"https?://(dx\.)?doi\.org/(?P<doi>10\.\d{4,9}/.+)")
# A day in a path, as most newspapers write it: /2031/04/05/, /2031-04-05, /20310405.
_DAY = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)([/-]?)(?P<month>0[1-9]|1[0-2])\2(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"
)
_ENDING = re.compile(r"\.(html?|php|aspx?|jsp|shtml|pdf|amp)$", re.I)


class WebAddress(Struct, frozen=True):
    """What an address says: `words` are those of its last part, `day` the day that stands in its path."""

    url: str
    archived: str | None
    host: str
    day: str | None
    words: str
    doi: str | None


def take_apart(address: str, today: date) -> WebAddress:
    """Take an address apart; raise BuilderError where it is none that readers could open."""
    copy = _COPY.fullmatch(address)
    original = re.sub(r"^(https?:/)/?", r"\1/", copy["original"]) if copy else address
    parts = _parts(original)
    assert parts.hostname is not None
    url = without_tracking(original)
    doi = _DOI.fullmatch(url)
    host = _host(parts.hostname).removeprefix("www.")
    return WebAddress(
        url=url,
        archived=address if copy else None,
        host=host,
        day=_day(parts.path, today),
        words=_words(parts.path),
        doi=unquote(doi["doi"]) if doi else None,
    )


def _parts(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        has_host = bool(parts.hostname) and parts.port != 0
    except ValueError:
        has_host = False
    if not ADDRESS.fullmatch(address) or not has_host:
        raise BuilderError(f'"{address}" is not a web address: write it in full, beginning with https:// or http://')
    if parts.username is not None or parts.password is not None:
        raise BuilderError("this address contains a user name or a password: remove it, as sources are published")
    return parts


def _host(name: str) -> str:
    """Return a host's name as readers know it: that of other scripts is not spelled in ASCII."""
    try:
        return name.encode("ascii").decode("idna")
    except UnicodeError:
        return name


def _day(path: str, today: date) -> str | None:
    for found in _DAY.finditer(path):
        try:
            day = date(int(found["year"]), int(found["month"]), int(found["day"]))
        except ValueError:
            continue
        if day <= today:
            return day.isoformat()
    return None


def _words(path: str) -> str:
    """Return the words of the last part of a path that has some: numbers and codes of the host's are none."""
    for part in reversed(path.split("/")):
        words = [word for word in re.split(r"[-_+ .]+", _ENDING.sub("", unquote(part))) if _is_word(word)]
        if sum(map(str.isalpha, words)) > 1:
            return " ".join(words)
    return ""


def _is_word(word: str) -> bool:
    # A code mixes letters and digits.
    return word.isalpha() or (word.isdigit() and len(word) < 5)
