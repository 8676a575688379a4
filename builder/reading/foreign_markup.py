"""Find in a text what other programs hide or turn into something, and what readers here would see as it is written.

Comments and what version control leaves of a conflict are mistakes wherever they stand; the rest is markup that does
nothing here. What code quotes is blank before anybody looks."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from urllib.parse import unquote

from msgspec import Struct

from builder.model.advice import Advice
from builder.model.patterns import pattern
from builder.model.problem import Severity
from builder.model.tracking import without_tracking
from builder.reading.html_elements import ELEMENTS, PICTURE

_PRIVATE = "delete it, or move it under `private` in the front matter, which is never published"


class Foreign(Struct, frozen=True):
    """Something that does not belong in a text that is published, and where in it that begins."""

    at: int
    code: str
    says: str
    advice: Advice
    severity: Severity


def may_hold_foreign(text: str) -> bool:
    """Return whether a text holds one of the signs that anything foreign has: nearly all texts hold none."""
    # A character that is rare is looked for first: most texts hold none of these.
    return any(sign[0] in text and sign in text for sign in _SIGNS) or _BRACKET.search(text) is not None


def foreign_in(text: str) -> Iterator[Foreign]:
    """Find all that is foreign in a text in Markdown, in which code is blank already."""
    if not may_hold_foreign(text):
        return
    yield from _conflicts(text)
    reached = 0
    for found in _COMMENT.finditer(text):
        if found.start() >= reached and not _is_escaped(text, found.start()):
            yield _comment(found)
            reached = found.end()
    blanked = _COMMENT.sub(lambda found: " " * len(found[0]), text)
    if "<" in blanked:
        yield from _tags(blanked)
    if "{" in blanked:
        yield from _templates(blanked)
    yield from links_in(blanked)
    for found in _UNFINISHED.finditer(blanked):
        says = f'"{found[0]}" marks unfinished text, which would be published'
        yield Foreign(found.start(), "placeholder", says, Advice("write it, or " + _PRIVATE), Severity.WARNING)
    for form in _FORMS:
        if form.sign in blanked:
            for found in form.pattern.finditer(blanked):
                yield _markup(found, form)


def links_in(text: str) -> Iterator[Foreign]:
    """Find links that are none because of a blank, and those that lead by way of somebody who follows readers."""
    for found in _LINK_WITH_BLANKS.finditer(text) if "](" in text else ():
        whole = found["address"].replace(" ", "%20")
        says = "this link has a space in its address and would be shown to readers as plain text"
        yield Foreign(
            found.start(), "markup-shown", says,
            Advice(f"write {whole}", (whole,), found["address"]), Severity.WARNING,
        )  # fmt: skip
    for found in _ADDRESS.finditer(text) if "?" in text else ():
        wrapped = _BY_WAY_OF_GOOGLE.match(found[0])
        plain = unquote(wrapped["address"]) if wrapped else without_tracking(found[0])
        if plain != found[0]:
            way = "goes through a search engine" if wrapped else "contains tracking parameters"
            advice = Advice(f"write {plain}", (plain,), found[0])
            yield Foreign(found.start(), "url-tracking", f"this address {way}", advice, Severity.HINT)


def markdown_in(text: str) -> Iterator[Foreign]:
    """Find marks of Markdown in a field, which holds words alone."""
    if "[" in text or "**" in text:
        for found in _MARKDOWN.finditer(text):
            words = next((group for group in found.groups() if group), "")
            says = f'"{_short(found[0])}" is shown as it is written: this field is plain text'
            yield Foreign(
                found.start(), "markup-shown", says, Advice(f'write "{words}"', (words,), found[0]), Severity.WARNING
            )


def _conflicts(text: str) -> Iterator[Foreign]:
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return
    reached = 0
    for found in _CONFLICT.finditer(text):
        if found.start() < reached:
            continue
        says = f'"{_short(found[0])}" was left by version control, with both versions of the text'
        hint = "keep one of the two versions, and delete the lines with <<<<<<<, ======= and >>>>>>>"
        yield Foreign(found.start(), "merge-marker", says, Advice(hint), Severity.ERROR)
        if found[0].startswith("<"):
            closing = _CONFLICT_END.search(text, found.end())
            reached = closing.end() if closing else found.end()


def _comment(found: re.Match[str]) -> Foreign:
    # The message does not repeat the comment: it was not meant for others.
    kind = "Obsidian" if found[0].startswith("%%") else "HTML" if found[0].startswith("<") else "template"
    says = f"this {kind} comment would be published: readers would see it as it is written"
    return Foreign(found.start(), "comment-published", says, Advice(_PRIVATE), Severity.ERROR)


def _tags(text: str) -> Iterator[Foreign]:
    reached = 0
    opened: set[str] = set()
    for found in _TAG.finditer(text):
        name = found["name"].lower()
        if found.start() < reached or name not in ELEMENTS or _is_escaped(text, found.start()):
            continue
        if found["closing"] and name in opened:
            continue
        opened.add(name)
        shown = f"<{found['closing']}{name}>"
        embeds = name in _EMBEDS or "twitter-tweet" in found[0] or "instagram-media" in found[0]
        if embeds:
            # What belongs to it ends with its paragraph.
            end = text.find("\n\n", found.end())
            reached = len(text) if end < 0 else end
        hint = _EMBED if embeds else ELEMENTS[name] or "write it in Markdown, or remove it"
        says = f"the HTML tag {shown} is shown to readers as it is written"
        yield Foreign(found.start(), "html-shown", says, Advice(hint), Severity.WARNING)


def _templates(text: str) -> Iterator[Foreign]:
    for found in _TEMPLATE.finditer(text):
        words = re.findall(r"[A-Za-z_]+", found[0])
        name = words[0].lower() if words else ""
        if words and words[0] in ("end", "endif"):
            continue
        is_attribute = found["attribute"] is not None
        default = "remove it" if is_attribute else _EMBED if found[0].startswith(("{%", "{{<", "{{%")) else _VALUE
        hint = _TEMPLATES.get(name, default) if not is_attribute else default
        says = f'"{_short(found[0].strip())}" is shown to readers as it is written: it is markup for another program'
        advice = Advice(hint, ("",), found[0]) if hint == "remove it" else Advice(hint)
        yield Foreign(found.start(), "markup-shown", says, advice, Severity.WARNING)


class _Form(Struct, frozen=True):
    """Markup that readers see as it is written; the group `keep` is what may stand in its place."""

    sign: str
    pattern: re.Pattern[str]
    hint: str
    put: str = ""


def _markup(found: re.Match[str], form: _Form) -> Foreign:
    says = f'"{_short(found[0].strip())}" is shown to readers as it is written'
    advice = Advice(form.hint)
    if form.put:
        put = found.expand(form.put)
        advice = Advice(f"{form.hint} {put}".rstrip(), (put,), found[0])
    return Foreign(found.start(), "markup-shown", says, advice, Severity.WARNING)


def _is_escaped(text: str, at: int) -> bool:
    before = text[:at]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1 if text[at - 1 : at] == "\\" else False


def _short(text: str) -> str:
    first = text.split("\n", 1)[0]
    return first if len(first) <= _LONGEST_QUOTED else f"{first[:_LONGEST_QUOTED]}…"


_LONGEST_QUOTED = 60
_SIGNS = ("<", "%%", "{", ":::", "$$", "'''", ">>>>>>>", "^", "==", "!!!", "~~", "++", ":: ", "?q=", "utm_", "clid=")
# Links and citations begin with a bracket too.
_BRACKET = pattern(
    r"\[(?:[!/]|[ xX]\]|TOC\]"
    r"|(?:embed|caption|gallery|video|audio|youtube|playlist|soundcloud|vimeo|wp_caption)[\s\]]|https?://)"
    r"|\)\[https?:|\]\(https?://[^()\s]+ |\b(?:TODO|FIXME|TKTK|Lorem)\b"
)
# In some languages the first of these is a word.
_UNFINISHED = pattern(r"\b(?:TODO|FIXME)(?=[:(])|\bTKTK\b|\bLorem ipsum\b")
_LINK_WITH_BLANKS = pattern(r"\]\((?P<address>https?://[^()\s<>\"']{1,2000}(?: [^()\s<>\"']{1,400}){1,40})\)")
_ADDRESS = pattern(r"https?://[^\s<>()\[\]\"'|]{1,4000}")
_BY_WAY_OF_GOOGLE = pattern(
    r"https?://(?:www\.)?google\.[a-z.]{2,6}/url\?(?:[^#]*&)?(?:q|url)=(?P<address>https?[^&#]+)"
)
_COMMENT = pattern(
    r"<!--(?:(?!-->).){0,20000}(?:-->)?"
    r"|(?<![\w%])%%(?=[^%])(?:(?!%%).){1,4000}?%%(?!%)"
    r"|\{>>(?:(?!<<\}).){0,4000}<<\}"
    r"|\{#(?=\s)(?:(?!#\}).){0,4000}#\}"
    r"|\{%-?\s*comment\b.{0,200}?%\}(?:(?!\{%-?\s*endcomment).){0,4000}(?:\{%-?\s*endcomment\s*-?%\})?"
    r"|\{\{-?\s*/\*(?:(?!\*/).){0,4000}\*/\s*-?\}\}|\{\{!(?:(?!\}\}).){0,4000}\}\}",
    re.DOTALL,
)
_CONFLICT = pattern(r"^(?:<{7}(?: [^\n]*)?|>{7} [\w./~^-]+(?: \([^\n]*\))?|\|{7}(?: [^\n]*)?)$", re.MULTILINE)
_CONFLICT_END = pattern(r"^>{7}(?: [^\n]*)?$", re.MULTILINE)
# A tag as browsers read it: attributes have values, or are those few that have none.
_TAG = pattern(
    r"<(?P<closing>/?)(?P<name>[A-Za-z][A-Za-z0-9]{0,15})(?=[\s/>])"
    r"(?:\s+(?:[\w:@-]{1,40}\s*=\s*(?:\"[^\"<]{0,2000}\"|'[^'<]{0,2000}'|[^\s\"'<>]{1,2000})"
    r"|(?:allowfullscreen|async|autoplay|controls|defer|disabled|hidden|loop|muted|open|reversed)\b))*\s*/?>"
)
_TEMPLATE = pattern(
    r"\{%[^{}\n]{1,400}%\}|\{\{[^{}\n]{1,400}\}\}"
    # Attributes as kramdown and Pandoc write them, behind a heading or a link, or on a line of their own.
    r"|(?P<attribute>\{:\s?[^{}\n]{1,200}\}|(?:(?<=[\w\])])\s?|(?<=\n)|^)\{[#.][A-Za-z][^{}\n]{0,200}\}(?=\s|$))"
)
_FORMS = (
    _Form("==", pattern(r"(?<![=\w])==(?=[^\s=])([^=\n]{1,400})(?<=\S)==(?![=\w])"), "write", r"**\1**"),
    _Form(
        "[!",
        pattern(r"^[ >]*> ?\[!\w+\][+-]?", re.MULTILINE),
        "write a plain quotation, or a paragraph that begins with **Note**",
    ),
    _Form(
        ":::",
        pattern(r"^:::+[ ]?\{?\w[\w .-]*\}?[ ]*$", re.MULTILINE),
        "remove the line: there are no callouts here",
    ),
    _Form("] ", pattern(r"^([ >]*[-*+] )\[[ xX]\] ", re.MULTILINE), "there are no task lists here: write", r"\1"),
    _Form("[TOC]", pattern(r"^\[TOC\]\s*$", re.MULTILINE), "remove it: readers have the headings"),
    _Form(
        "[",
        pattern(
            r"\[(?:embed|caption|gallery|video|audio|youtube|playlist|soundcloud|vimeo|wp_caption)"
            r"(?:\s[^\[\]\n]{0,400})?\](?![(\[:])"
        ),
        "write a link to it, or a picture as ![words](file) with a record in `media`",
    ),
    _Form("[/", pattern(r"\[/(?:b|i|u|s|url|quote|img|code|size|color|center)\](?![(\[:])"), "write it in Markdown"),
    _Form(
        "^[",
        pattern(r"(?<=\S)\^\[[^\[\]\n]{1,400}\]"),
        "write [^1] in its place, and `[^1]: …` on a line of its own below",
    ),
    _Form(
        "!!!",
        pattern(r"^(?:!!!|\?\?\?)\+? ?[a-z]\w*.*$", re.MULTILINE),
        "remove the line and the indentation of what follows: there are no callouts here",
    ),
    _Form(
        ":: ",
        pattern(r"^[A-Za-z][\w -]{0,30}:: \S.*$|\[[A-Za-z][\w -]{0,30}:: [^\[\]\n]{1,200}\]", re.MULTILINE),
        "write it in words, or in a field of the front matter: a text has no fields",
    ),
    _Form(
        "~~",
        pattern(r"(?<!~)~~(?=[^\s~])([^~\n]{1,400})(?<=\S)~~(?!~)"),
        "remove the struck-out text, or write",
        r"\1",
    ),
    _Form("++", pattern(r"(?<![+\w])\+\+(?=[^\s+])([^+\n]{1,400})(?<=\S)\+\+(?![+\w])"), "write", r"\1"),
    _Form(
        ")[",
        pattern(r"(?<!\])\(([^()\[\]\n]{1,200})\)\[(https?://[^\s\[\]]{1,2000})\]"),
        "brackets and parentheses are swapped: write",
        r"[\1](\2)",
    ),
    _Form(
        "[http",
        pattern(r"(?<!\[)\[(https?://[^\s\[\]]{1,2000}) ([^\[\]\n]{1,200})\](?![(\[:])"),
        "write",
        r"[\2](\1)",
    ),
    _Form("'''", pattern(r"(?<!')'''(?=[^\s'])([^'\n]{1,200})'''(?!')"), "write", r"**\1**"),
    _Form(
        "$$",
        pattern(r"(?<![\w$])\$\$(?=[^\s$\d])[^$\n]{1,400}\$\$"),
        "write the formula in words or plain symbols",
    ),
    _Form(
        " ^",
        pattern(r"(?<=\S) \^[A-Za-z0-9-]{3,40}$", re.MULTILINE),
        "remove it: it is an Obsidian anchor",
    ),
)
_MARKDOWN = pattern(
    r"\[\[(?:[^\[\]|]{1,200}\|)?([^\[\]|]{1,200})\]\]|\[([^\[\]]{1,200})\]\(https?://[^()\s]{1,2000}\)"
    r"|\*\*(?=[^\s*])([^*]{1,400})(?<=\S)\*\*"
)
_VALUE = "write what it means, or remove it"
_EMBED = "write a link to it: [what it is](https://…); nothing is loaded from other hosts here"
_EMBEDS = ("iframe", "video", "audio", "embed", "object", "script")
_TEMPLATES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("figure", "img", "image", "picture", "asset_img"), PICTURE),
        **dict.fromkeys(("ref", "relref", "post_url", "link"), "write [[id]], which leads to that page"),
        **dict.fromkeys(("cite", "cn", "citation", "sfn"), "write [@id], which cites a source of the entry"),
        **dict.fromkeys(("highlight", "endhighlight"), "write the code between lines ```"),
        **dict.fromkeys(("if", "for", "include", "raw", "page", "site", "assign", "partial"), "remove it"),
    }
)  # fmt: skip
