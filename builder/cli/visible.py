"""Make text safe to print: what would steer a terminal, or turn words around, is shown as an escape instead."""

from types import MappingProxyType


def visible(text: str) -> str:
    """Escape control characters, direction marks and lone surrogates as JSON does (`\\u202e`); line ends are kept."""
    return text.translate(_ESCAPES).encode("utf-8", "backslashreplace").decode()


def visible_line(text: str) -> str:
    """Write a text on one line: a name that holds the end of a line cannot forge the next one."""
    return visible(text).replace("\n", "\\n")


def in_columns(line: str) -> str:
    """Replace each of these characters by one character, so that the others keep their columns."""
    return line.translate(_SIGNS).encode("utf-8", "replace").decode()


# C0 but for tab and line feed, DEL and C1; then the marks and overrides of direction, and two more ends of lines.
_UNSEEN = (
    *range(9),
    *range(11, 32),
    *range(0x7F, 0xA0),
    0x61C,
    *range(0x200E, 0x2010),
    *range(0x2028, 0x202F),
    *range(0x2066, 0x2070),
)
_ESCAPES = MappingProxyType({code: f"\\u{code:04x}" for code in _UNSEEN})
_SIGNS = MappingProxyType(dict.fromkeys(_UNSEEN, "\ufffd"))
