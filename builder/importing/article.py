"""A saved article: what it says of itself, and what it says."""

from msgspec import Struct


class Article(Struct, frozen=True):
    """A saved article: what it says of itself, and its lines; its day is that of the copy where it is not dated."""

    title: str
    lines: tuple[str, ...]
    outlet: str = ""
    day: str = ""
    url: str = ""
    lang: str = ""
    authors: tuple[str, ...] = ()
    is_dated: bool = True
