"""Turn HTML into Markdown that is safe to publish: words, emphasis, lists and links; what else there was is told."""

import re
from html import unescape
from typing import TYPE_CHECKING

from msgspec import Struct

from builder.model.errors import BuilderError

if TYPE_CHECKING:
    from bs4 import BeautifulSoup as Soup

_TAG = re.compile(r"<(?:/?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?|!--)>?")
# A bracket behind one backslash is a sign of the text, and begins no link.
_LINK = re.compile(
    r"!?(?<!(?<!\\)\\)\[((?:[^\[\]\\]|\\.)*)\]\(\s*<?([^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*)>?(?:\s+[\"'][^)]{0,400})?\)"
)
ALLOWED = ("https://", "http://", "mailto:")
_SPECIAL = re.compile(r"([\\`*_\[\]<>|~])")
_STARTS = re.compile(r"(?m)^([^\S\n]*)([#>+-]|\d+[.)])(?=\s)")


class ConvertedText(Struct, frozen=True):
    """A text in Markdown, and what of it was left out."""

    text: str
    left_out: tuple[str, ...] = ()


def has_html(text: str) -> bool:
    """Return whether a text holds elements of HTML."""
    return _TAG.search(text) is not None


def plain_words(html: str) -> str:
    """Return the words of HTML alone, on one line."""
    if not has_html(html):
        return " ".join(unescape(html).split())
    return " ".join(soup_of(html).get_text(" ").split())


def markdown_of(html: str) -> ConvertedText:
    """Turn HTML into Markdown; a text without elements is taken as words."""
    if not has_html(html):
        return ConvertedText(escaped(unescape(html)).strip())
    try:
        from markdownify import MarkdownConverter
    except ImportError:
        raise _needs_the_extra() from None
    soup = soup_of(html)
    left_out = []
    for name in ("script", "style", "iframe", "form", "object", "embed", "template"):
        for element in soup.find_all(name):
            left_out.append(f"<{name}>")
            element.decompose()
    for image in soup.find_all("img"):
        address, alt = str(image.get("src") or ""), str(image.get("alt") or "")
        left_out.append(f"the picture {address}")
        image.replace_with(alt)
    converter = MarkdownConverter(
        heading_style="ATX", bullets="-", escape_misc=True, wrap=False, autolinks=False, default_title=False
    )
    written: str = converter.convert_soup(soup)
    written = re.sub(r"\n{3,}", "\n\n", written).strip().replace("[^", "[ ^").replace("[@", "\\[@")
    return ConvertedText(without_dead_links(written), tuple(dict.fromkeys(left_out)))


def without_dead_links(markdown: str) -> str:
    """Keep the words of links that lead nowhere from here: relative ones, and those that are run."""
    return _LINK.sub(lambda link: link[0] if link[2].startswith(ALLOWED) else link[1], markdown)


def escaped(text: str) -> str:
    """Write words so that Markdown takes none of their letters for a sign."""
    return _STARTS.sub(_escaped_start, _SPECIAL.sub(r"\\\1", text.replace("[^", "[ ^")))


def _escaped_start(start: re.Match[str]) -> str:
    sign = start[2]
    return f"{start[1]}{sign[:-1]}\\{sign[-1]}"


def soup_of(html: str) -> "Soup":
    """Parse HTML."""
    try:
        from bs4 import BeautifulSoup
    except ImportError:
        raise _needs_the_extra() from None
    return BeautifulSoup(html, "html.parser")


def _needs_the_extra() -> BuilderError:
    return BuilderError("HTML needs the extra `html`: pip install 'dateline[html]'")
