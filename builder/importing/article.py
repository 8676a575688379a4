"""A saved article: what it says of itself, and what it says."""

from msgspec import Struct


class Article(Struct, frozen=True):
    """A saved article: what it says of itself, and its lines."""

    title: str
    lines: tuple[str, ...]
    outlet: str = ""
    day: str = ""
    url: str = ""
    lang: str = ""
    authors: tuple[str, ...] = ()
