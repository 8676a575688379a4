"""Typeset a plain body without a parser: headings and paragraphs with emphasis, links and citations.

Most bodies are plain. Whatever might mean more to Markdown, or is wrong, is left to the parser, with which this file
agrees to the byte: a law holds the two together (tests/test_plain_bodies.py)."""

import re
from collections.abc import Iterator, Mapping, Sequence

from builder.model.direction import direction_of
from builder.model.mentions import cited, linked
from builder.model.names import by_language
from builder.typesetting.blocks import Block, has_plain_lines, plain_blocks
from builder.typesetting.headings import tags_and_ids
from builder.typesetting.marks import citation_html, escaped, mark_html
from builder.views.body import ROOT, Links, Target

Numbers = Mapping[str, tuple[str, int]]


def plain_html(body: str, links: Links) -> str | None:
    """Return the HTML of a plain body in which nothing is wrong, and None for any other."""
    lines = body.split("\n")
    if any(sign in body for sign in _MORE) or _ENTITY.search(body) or not has_plain_lines(lines):
        return None
    # What stands around a citation that leaves no trace may come together and mean something else.
    if links.hides_sources and "[@" in body:
        return None
    targets = dict(links.targets)
    numbers = {word: (id, number) for word, id, number in links.numbers}
    blocks, insides = tuple(plain_blocks(lines)), list[str]()
    for block in blocks:
        inside = _inline(block, targets, numbers)
        # What looks like a footnote may stand in the words of a link.
        if inside is None or "[^" in inside:
            return None
        insides.append(inside)
    return "".join(_written(blocks, insides))


def _written(blocks: Sequence[Block], insides: Sequence[str]) -> Iterator[str]:
    headings = [block for block in blocks if block.level]
    tags = tags_and_ids([heading.level for heading in headings], [heading.content for heading in headings])
    for block, inside in zip(blocks, insides, strict=True):
        if block.level:
            tag, id = next(tags)
            yield f'<{tag} id="{id}">{inside}</{tag}>\n'
        else:
            yield f"<p>{inside}</p>\n"


def _inline(block: Block, targets: Mapping[str, Target], numbers: Numbers) -> str | None:
    text = escaped(block.content)
    if "*" in text:
        text = _EMPHASIS.sub(_emphasized, text)
    # Words and marks in turn.
    pieces = _MARK.split(text)
    words = "".join(pieces[::2])
    # A heading bears an id of its words, which those of a link are not.
    if any(sign in words for sign in "*_[]") or (block.level and len(pieces) > 1) or "://" in words:
        return None
    for index in range(1, len(pieces), 2):
        html = _mark(pieces[index], targets, numbers)
        if html is None:
            return None
        pieces[index] = html
    return "".join(pieces)


def _mark(written: str, targets: Mapping[str, Target], numbers: Numbers) -> str | None:
    if written.startswith("[["):
        return _link(written[2:-2], targets)
    if written.startswith("[@"):
        return _citation(written[1:-1], numbers)
    words, _, address = written[1:-1].partition("](")
    return f'<a href="{address}">{words}</a>'


def _link(inside: str, targets: Mapping[str, Target]) -> str | None:
    word, words = linked(inside)
    target = targets.get(word)
    if target is None:
        return None
    parts = ((words, None),) if words else by_language(target.words, target.lang)
    if len(parts) == 1:
        text, language = words or escaped(target.words), _language(parts[0][1])
    else:
        text, language = "/".join(map(_part, parts)), ""
    return f'<a href="{ROOT}{escaped(target.address)}"{language}>{text}</a>'


def _part(part: tuple[str, str | None]) -> str:
    name, language = part
    return f"<bdi{_language(language)}>{escaped(name)}</bdi>" if language else escaped(name)


def _language(language: str | None) -> str:
    return f' lang="{escaped(language)}" dir="{direction_of(language)}"' if language else ""


def _citation(inside: str, numbers: Numbers) -> str | None:
    marks = cited(inside)
    if any(word not in numbers for word, _ in marks):
        return None
    return citation_html(mark_html(*numbers[word], locator) for word, locator in marks)


def _emphasized(found: re.Match[str]) -> str:
    tag = "strong" if found[1] else "em"
    return f"<{tag}>{found[2]}</{tag}>"


# What may begin code, HTML, a note, a picture, deleted words or a break within a paragraph, or escapes a sign.
_MORE = ("\\", "`", "<", "~", "^", "![", " \n")
_ENTITY = re.compile(r"&[#\w]+;")
# Emphasis that can only begin and end where it does: `*words*` or `**words**`, with no other asterisk within.
_EMPHASIS = re.compile(r"\*(?<![^ \n(“«]\*)(\*?)(?=[^\W_])([^*]*)(?<=[^\W_])\*\1(?=[ \n.,;:?!)”»\[]|$)")
# `[[id]]`, `[[id|words]]`, `[@source, p. 2]`, and `[words](https://host/path)` where nothing of the address has to be
# encoded, each within one line. What other addresses are is for the parser.
_MARK = re.compile(
    r"(\[\[[^\[\]\n&*]+\]\]|\[@[^\[\]\n&*]+\]"
    r"|\[[^\[\]\n&*_]+\]\(https?://[a-z0-9.-]{1,63}(?:/(?:[A-Za-z0-9/._~+=?#,;:@-]|&amp;)*)?\))"
)
