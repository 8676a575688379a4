"""Take the words out of a typeset body: paragraphs and items each on a line, marks and addresses left out."""

import re
from html import unescape

_BLOCK = re.compile(
    r"</?(?:p|li|ul|ol|dl|dt|dd|h[1-6]|blockquote|table|tr|pre|figure|figcaption|hr|br|section|summary)\b[^>]*>"
)
_CELL = re.compile(r"</t[dh]>")
_TAG = re.compile(r"<[^>]*>")
_BLANKS = re.compile(r"[ \t]+")
_LINES = re.compile(r"\s*\n\s*")


def plain_text(html: str) -> str:
    """Return the text that readers of the HTML see."""
    marked = _CELL.sub("\t", _BLOCK.sub("\n", _BLANKS.sub(" ", html.replace("\n", " "))))
    return unescape(_LINES.sub("\n", _TAG.sub("", marked))).strip()
