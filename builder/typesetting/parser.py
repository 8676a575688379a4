"""Parse Markdown: bodies into HTML, and into the blocks that they are made of."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from builder.model.lines import Lines
from builder.reading.addresses import lets_in
from builder.typesetting.bare_addresses import bare_addresses
from builder.typesetting.blocks import Block
from builder.typesetting.body_context import BodyContext, context_of
from builder.typesetting.citations import citations
from builder.typesetting.cross_references import cross_references
from builder.typesetting.figures import figures
from builder.typesetting.headings import tags_and_ids
from builder.typesetting.unshown import unshown
from builder.views.body import ROOT, Body, Links, Slip


def parsed(body: str, links: Links) -> Body:
    """Typeset a body, whatever is in it."""
    context = context_of(body, links)
    html = str(_parser().render(body, {"context": context, "docId": "_"}))
    found, inner_links = context.positioned()
    slips = sorted(found, key=lambda slip: (slip.line, slip.column, slip.code, slip.says))
    return Body(html, tuple(slips), tuple(sorted(inner_links, key=lambda link: (link[1:], link[0]))))


def parsed_blocks(body: str) -> Iterator[Block]:
    """Part a body as Markdown's own parser does."""
    quoted, level = 0, 0
    for token in _block_parser().parse(body, {}):
        match token.type:
            case "blockquote_open" | "blockquote_close":
                quoted += token.nesting
            case "heading_open":
                level = int(token.tag[1])
            case "heading_close":
                level = 0
            case "inline" if token.content.strip():
                yield Block(token.content, token.map[0] if token.map else 0, quoted > 0, level)


@cache
def _parser() -> MarkdownIt:
    options = {"html": False, "linkify": False, "typographer": False, "maxNesting": _DEEPEST}
    markdown = MarkdownIt("js-default", options)
    markdown.use(footnote_plugin).use(deflist_plugin)
    markdown.use(cross_references).use(citations).use(figures)
    markdown.core.ruler.push("one_link_at_a_time", _one_link_at_a_time)
    markdown.core.ruler.push("headings", _headings)
    markdown.use(bare_addresses)
    markdown.core.ruler.push("addresses", _addresses)
    markdown.use(unshown)
    # What becomes of an address is told by the rule below, which knows the page; here every one passes.
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]  # As its documentation says to.
    return markdown


@cache
def _block_parser() -> MarkdownIt:
    # What stands within a block is not parsed: that takes five times as long, and loses the columns.
    markdown = MarkdownIt("js-default", {"html": False}).use(footnote_plugin).use(deflist_plugin)
    return markdown.disable(["inline", "footnote_tail", "text_join"])


def _one_link_at_a_time(state: StateCore) -> None:
    """Leave the words of a link within a link, which HTML has not: Markdown lets `<https://…>` and notes through."""
    for token in state.tokens:
        if token.children and any(child.type == "link_open" for child in token.children):
            token.children = list(_without_inner_links(token.children))


def _without_inner_links(tokens: list[Token]) -> Iterator[Token]:
    depth = 0
    for token in tokens:
        if token.type == "link_close":
            depth -= 1
        if depth == 0 or token.type not in ("link_open", "link_close", "footnote_ref"):
            yield token
        if token.type == "link_open":
            depth += 1


def _headings(state: StateCore) -> None:
    opened = [index for index, token in enumerate(state.tokens) if token.type == "heading_open"]
    texts = ["".join(child.content for child in state.tokens[index + 1].children or []) for index in opened]
    levels = [int(state.tokens[index].tag[1]) for index in opened]
    for index, (tag, id) in zip(opened, tags_and_ids(levels, texts), strict=True):
        state.tokens[index].attrs["id"] = id
        state.tokens[index].tag = state.tokens[index + 2].tag = tag


def _addresses(state: StateCore) -> None:
    """Accept http, https, mailto and addresses within the site; report everything else."""
    context: BodyContext = state.env["context"]
    begun = _begun_notes(context.body)
    for token in state.tokens:
        line = token.map[0] + 1 if token.map else 1
        for child in token.children or ():
            if child.type == "link_open":
                _check_address(child, line, context)
            elif child.type == "text" and "[^" in child.content:
                _check_footnotes(child.content, begun, context)


def _check_address(token: Token, line: int, context: BodyContext) -> None:
    address = str(token.attrs.get("href", ""))
    if lets_in(address):
        says = "this address contains a password or a key and would be published"
        context.complain_of_address(
            address, line, "secret-in-address", says, "remove it, and replace it: it has been exposed"
        )
        return
    scheme = _SCHEME.match(address)
    if address.startswith(ROOT) or (scheme and scheme[1].lower() in ("http", "https", "mailto")):
        return
    if not address:
        context.complain("]()", "O2", "a link without an address", "write one, or [[id]] for a page of this site")
    elif scheme or address.startswith(("//", "\\")):
        context.complain_of_address(
            address,
            line,
            "link-scheme",
            f'the link "{address}" is neither http, https, mailto nor within the site',
            "write the whole address, or [[id]] for a page of this site",
        )
        token.attrs["href"] = "#"
    elif address.partition("#")[0].endswith(".md"):
        stem = address.partition("#")[0].rpartition("/")[2].removesuffix(".md")
        says = f'the link "{address}" leads to a source file'
        context.complain_of_address(address, line, "link-to-source", says, f"write [[{stem}]]")
    else:
        context.follow(address, line)
        if address.startswith("/"):
            token.attrs["href"] = ROOT + address.lstrip("/")


def _begun_notes(body: str) -> dict[str, tuple[int, int]]:
    """Find marks of footnotes that begin a line and lack their colon, with line and column."""
    found = [*_BEGUN.finditer(body)] if "[^" in body else []
    lines = Lines(body) if found else None
    return {mark[1]: lines.position(mark.start(1)) for mark in found} if lines else {}


def _check_footnotes(text: str, begun: Mapping[str, tuple[int, int]], context: BodyContext) -> None:
    """Complain of marks without a text; `begun` are those whose text lacks its colon, and where it stands."""
    for written in _FOOTNOTE.findall(text):
        if written in begun:
            says = f"the text of the footnote {written} has no colon before it"
            hint = f"write {written}:"
            slip = Slip(
                *begun[written], "footnote-unknown", says, hint, proposed=(f"{written}:",), instead_of=written
            )
            context.placed.add(slip)
            continue
        context.complain(
            written,
            "footnote-unknown",
            f"the footnote {written} has no text",
            f"add a line `{written}: …` below",
        )


_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.\-]*):")
_BEGUN = re.compile(r"^ {0,3}(\[\^[^\]\s\[]+\]) +\S", re.MULTILINE)
_FOOTNOTE = re.compile(r"\[\^[^\]\s\[]+\]")
# Marks within marks, brackets that are never closed among them, are followed so far: each costs time at every level.
_DEEPEST = 20
