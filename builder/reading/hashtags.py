"""Find tags that are written in a text, as note-takers take them, and headings without a blank."""

import re
from collections.abc import Iterator

from builder.model.advice import Advice
from builder.model.problem import Severity
from builder.reading.foreign_markup import Foreign


def may_hold_hashtag(text: str) -> bool:
    """Return whether a # stands before a letter where a word begins."""
    return "#" in text and _RUN.search(text) is not None


def hashtags_in(text: str) -> Iterator[Foreign]:
    """Find each run of tags once; those that a sentence speaks of, and colours, are words."""
    if "#" not in text:
        return
    for found in _RUN.finditer(text):
        line_begins = text.rfind("\n", 0, found.start()) + 1
        before = text[line_begins : found.start()]
        if _COLOUR.fullmatch(found[0]) or _SPOKEN_OF.search(before):
            continue
        line_ends = text.find("\n", found.end())
        behind = text[found.end() : len(text) if line_ends < 0 else line_ends]
        yield _foreign(found, is_heading=not before.strip(" >") and _begins_a_heading(found[0], behind))


def _begins_a_heading(run: str, behind: str) -> bool:
    is_sentence = behind.rstrip()[-1:] in (".", "!", "?", "…", "”", '"')
    return run.startswith("##") or (" " not in run and bool(behind.strip()) and not is_sentence)


def _foreign(found: re.Match[str], is_heading: bool) -> Foreign:
    says = f'"{found[0]}" is shown to readers as it is written'
    advice = Advice("remove it: what an entry is about goes under `tags` in its front matter")
    if is_heading:
        marks = found[0][: len(found[0]) - len(found[0].lstrip("#"))]
        written = f"{'##' if marks == '#' else marks} {found[0].lstrip('#')}"
        advice = Advice(f"write {written} for a heading, which has a space after its marks", (written,), found[0])
    return Foreign(found.start(), "markup-shown", says, advice, Severity.WARNING)


_TAG = r"#(?<!\S#)#{0,5}[^\W\d_][\w/-]{0,80}"
_RUN = re.compile(rf"{_TAG}(?:[ ,]+{_TAG})*(?![\w#])")
_COLOUR = re.compile(r"#(?=[a-f]*\d)(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_SPOKEN_OF = re.compile(r"(?i)\b(?:hash\s?-?tags?|slogans?|хэштег\w*|хештег\w*|etiqueta|mots?-dièse)\b[^.!?]*$")
