"""Make the text of another site's post ours: links lead to what was imported, what is not Markdown is told.

What the other site kept from its readers, comments, is kept from ours."""

import re
from collections.abc import Mapping
from urllib.parse import unquote

from msgspec import Struct

from builder.importing.html_text import ALLOWED, has_html
from builder.importing.record import Fields
from builder.model.ids import folded

_FENCED = re.compile(r"(?ms)^(```|~~~).*?^\1[^\n]*$|`[^`\n]+`")
# A part that is never closed ends where another begins: each is looked at once.
_COMMENTS = re.compile(
    r"<!--((?:(?!<!--).)*?)-->|%%(.*?)%%"
    r"|\{%-?\s*comment\s*-?%\}((?:(?!\{%-?\s*comment\b).)*?)\{%-?\s*endcomment\s*-?%\}",
    re.DOTALL,
)
_WIKI = re.compile(r"(!?)\[\[([^\[\]|#]+)(?:#[^\[\]|]*)?(?:\|([^\[\]]*))?\]\]")
_WITHIN = re.compile(r"!?\[\[#\^?([^\[\]|]+)(?:\|([^\[\]]*))?\]\]")
_CALLOUT = re.compile(r"(?m)^((?:> ?)+)\[!([\w-]+)\][+-]?[ \t]*(.*)$")
_HIGHLIGHT = re.compile(r"==(?=\S)([^=\n]+?)(?<=\S)==")
_BLOCK_ID = re.compile(r"(?m)[ \t]+\^[A-Za-z0-9-]+$")
_MARKERS = ("more", "excerpt", "truncate", "end", "endexcerpt")
_IMAGE = re.compile(r"!\[([^\[\]]*)\]\(\s*([^\s()]+)[^)]{0,400}\)(?:\{[:.#][^}\n]*\})?")
_REF = r"\{\{[<%]\s*(?:rel)?ref\s+[\"']?([^\"'\s>%]+)[\"']?\s*[>%]\}\}"
_LIQUID = r"(?:\{\{[^{}]*\}\})?\{%-?\s*(?:post_url|link)\s+([^\s%]+)\s*-?%\}"
_LINK = re.compile(rf"\[([^\[\]]*)\]\(\s*(?:{_REF}|{_LIQUID}|(\{{\{{[^{{}}]*\}}\}}[^\s()]*|[^\s()]+))[^)]{{0,400}}\)")
_SHORTCODE = re.compile(r"\{\{[<%](?:(?!\{\{).)*?[>%]\}\}|\{%(?:(?!\{%).)*?%\}|\{\{(?:(?!\{\{).)*?\}\}", re.DOTALL)
_ATTRIBUTES = re.compile(r"\{:[^{}\n]*\}")
_DEFINED = re.compile(r"(?m)^ {0,3}\[(?!\^)[^\[\]]+\]:\s*(?!https?://|mailto:)\S.*\n?")
_MOST_SHOWN = 40


class PostBody(Struct, frozen=True):
    """A text that was made ours: what its comments said, and what else is to be told of it."""

    text: str
    comments: tuple[str, ...]
    told: tuple[str, ...]
    prose: str = ""

    @property
    def private(self) -> Fields:
        """Return what an author may read of it, and nobody else."""
        return {"comments": list(self.comments)} if self.comments else {}


class _Work(Struct):
    """The links that are known, and what is to be told."""

    known: Mapping[str, str]
    told: list[str]

    def wiki(self, link: re.Match[str]) -> str:
        embeds, name, words = link[1], link[2].strip(), link[3]
        id = self.known.get(folded(name)) or self.known.get(folded(name.rpartition("/")[2]))
        if embeds and re.fullmatch(r"\d+(x\d+)?", words or ""):
            words = ""  # How large the other program shows it.
        if id:
            return f"[[{id}|{words or name}]]"
        what = "the embedded file" if embeds else "the link to"
        self.told.append(f'{what} "{name}", which was not imported, becomes plain text')
        return words or name

    def image(self, image: re.Match[str]) -> str:
        self.told.append(f'the picture "{image[2]}" is left out: put it into content/media/, with its credit')
        return image[1]

    def link(self, link: re.Match[str]) -> str:
        words, address = link[1], link[2] or link[3] or link[4]
        if address.startswith(ALLOWED):
            return f"[{words}]({address})"
        id = self.known.get(folded(_name_in(address)))
        if id:
            return f"[[{id}|{words}]]"
        self.told.append(f'the link to "{address}", which was not imported, becomes plain text')
        return words


def post_body(text: str, known: Mapping[str, str], is_note: bool = False) -> PostBody:
    """Make a text ours; `known` has the ids of the posts that are imported, by their names and titles.

    In a note of Obsidian, a sign at the end of a block names it."""
    work = _Work(known, [])
    comments = [" ".join(filter(None, found.groups())).strip() for found in _COMMENTS.finditer(text)]
    text = _COMMENTS.sub("", text)
    comments = [comment for comment in comments if comment.casefold() not in _MARKERS]
    text = _BLOCK_ID.sub("", text) if is_note else text
    parts, end = [], 0
    for code in _FENCED.finditer(text):
        parts += [_settled(text[end : code.start()], work), code[0]]
        end = code.end()
    parts.append(_settled(text[end:], work))
    defined = set(re.findall(r"(?m)^ {0,3}\[\^([^\]]+)\]:", text))
    parts = [re.sub(r"\[\^([^\[\]\n]*)\]", lambda mark: _footnote(mark, defined), part) for part in parts]
    told = tuple(dict.fromkeys(work.told))
    return PostBody("".join(parts).strip(), tuple(filter(None, comments)), told, "\n".join(parts[::2]))


def _settled(text: str, work: _Work) -> str:
    text = _CALLOUT.sub(lambda box: f"{box[1]}**{box[3] or box[2].capitalize()}**", _HIGHLIGHT.sub(r"**\1**", text))
    text = _WITHIN.sub(lambda link: link[2] or link[1], text)
    text = _IMAGE.sub(work.image, _ATTRIBUTES.sub("", text))
    text = _LINK.sub(work.link, _WIKI.sub(work.wiki, text)).replace("[@", "\\[@")
    if _DEFINED.search(text):
        work.told.append("links defined apart that lead within the old site are left out")
        text = _DEFINED.sub("", text)
    for code in _SHORTCODE.finditer(text):
        work.told.append(f"the text contains a shortcode: {' '.join(code[0].split())[:_MOST_SHOWN]}")
    if has_html(re.sub(r"<(https?|mailto):[^<>]*>", "", text)):
        work.told.append("the text contains HTML, which would be shown as it is written")
    return text


def _footnote(mark: re.Match[str], defined: set[str]) -> str:
    """Keep the mark of a footnote that has a text; any other is words, which a blank keeps apart from a mark."""
    return mark[0] if mark[1] in defined else f"[ ^{mark[1]}]"


def _name_in(address: str) -> str:
    """Return the name of the post that an address within a site leads to."""
    # Pelican writes {filename} before the path of a file.
    path = re.sub(r"^\{\w+\}", "", unquote(address.partition("#")[0].partition("?")[0])).rstrip("/")
    name = path.rpartition("/")[2]
    if name in ("index.md", "index.html", "_index.md"):
        name = path.rpartition("/")[0].rpartition("/")[2]
    return re.sub(r"\.(md|markdown|html?)$", "", name)
