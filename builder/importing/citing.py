"""Make a source of what a table, a post or a clipping says of one, leaving out what it does not say."""

import re
from collections.abc import Mapping
from functools import cache

from builder.importing.record import Spoilt
from builder.model.dates import Date
from builder.model.placeholders import SOURCE_PUBLISHER
from builder.model.source import Source
from builder.reading.dates.edtf import read_date
from builder.reading.dates.not_a_date import NotADate


def source_of(
    title: str, publisher: str = "", issued: str = "", url: str = "", archived: str = "", accessed: str = ""
) -> Source:
    """Make a source without an id."""
    return Source(
        id="",
        title=" ".join(title.split()),
        publisher=" ".join(publisher.split()) or None,
        issued=date_or_none(issued),
        url=address_or_none(url),
        archived=address_or_none(archived),
        accessed=date_or_none(accessed),
    )


def placeholder(title: str, publisher: str = "") -> Source:
    """Make the source that an author has to complete: square brackets say so."""
    return source_of(f"[{title}]", publisher or SOURCE_PUBLISHER)


def page_at(url: str) -> str:
    """Describe a page whose title is not known, by its host."""
    return f"[Page at {url.split('/')[2]}]"


def date_or_none(text: str) -> Date | None:
    """Read a date in EDTF; None where there is none that can be read."""
    try:
        return read_date(text) if text else None
    except NotADate:
        return None


def address_or_none(text: str) -> str | None:
    """Read a web address; None for anything else."""
    return text if _ADDRESS.fullmatch(text) else None


def required_address(text: str, column: str) -> str:
    """Read a web address; raise Spoilt for anything else."""
    if not _ADDRESS.fullmatch(text):
        raise Spoilt(f'"{text}" is not a web address', "write it in full, beginning with https:// or http://", column)
    return text


@cache
def _languages() -> Mapping[str, str]:
    from babel import Locale

    return {str(name).casefold(): tag.replace("_", "-") for tag, name in Locale("en").languages.items()}


def language_of(text: str) -> str | None:
    """Read a language: its BCP 47 tag, or its name in English."""
    if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", text) and text.casefold() not in _languages():
        return text
    return _languages().get(text.casefold())


_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
