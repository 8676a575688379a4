"""Make links of bare web addresses, as GitHub Flavored Markdown does for those with a scheme (section 6.9).

What ends a sentence ends the address, and so does a bracket that was opened before it."""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token


def bare_addresses(markdown: MarkdownIt) -> None:
    """Add the rule to a parser; what stands in a link or in code already stays as it is."""
    markdown.core.ruler.push("bare_addresses", _bare_addresses)


def address_at_start(text: str) -> str:
    """Return how much of a text that begins with an address belongs to it."""
    while text:
        if text[-1] in _ENDS_A_SENTENCE or (text[-1] == ")" and text.count(")") > text.count("(")):
            text = text[:-1]
        else:
            break
    return text


def _bare_addresses(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline" and "://" in token.content:
            token.children = list(_linked(token.children or [], state))


def _linked(tokens: list[Token], state: StateCore) -> Iterator[Token]:
    depth = 0
    for token in tokens:
        depth += token.nesting if token.type in ("link_open", "link_close") else 0
        if depth == 0 and token.type == "text" and "://" in token.content:
            yield from _parted(token, state)
        else:
            yield token


def _parted(token: Token, state: StateCore) -> Iterator[Token]:
    end = 0
    for found in BARE_ADDRESS.finditer(token.content):
        address = address_at_start(found[0])
        if not _HOST.match(address):
            continue
        yield from _text(token.content[end : found.start()], token.level)
        link = Token("link_open", "a", 1, attrs={"href": state.md.normalizeLink(address)}, level=token.level)
        yield link
        yield from _text(address, token.level + 1)
        yield Token("link_close", "a", -1, level=token.level)
        end = found.start() + len(address)
    yield from _text(token.content[end:], token.level)


def _text(content: str, level: int) -> Iterator[Token]:
    if content:
        yield Token("text", "", 0, content=content, level=level)


BARE_ADDRESS = re.compile(r"(?<![\w/@.:=-])https?://[^\s<>\"“”„«»\x00-\x1f]+", re.IGNORECASE)
# A host with a dot in it, and no underscore in its last two labels.
_HOST = re.compile(r"https?://([\w-]+\.)*[^\W_](?:[^\W_]|-)*\.[^\W_](?:[^\W_]|-)*(?=[:/?#]|$)", re.IGNORECASE)
_ENDS_A_SENTENCE = "?!.,:;*_~'’‘…]}|。、！？；：）」』։،؛؟"
