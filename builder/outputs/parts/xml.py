"""Escape text for XML.

`xml.sax.saxutils` does just this, but brings half of the standard library's network code with it."""


def escape(text: str) -> str:
    """Escape text that stands between tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quoteattr(text: str) -> str:
    """Escape and quote the value of an attribute."""
    value = escape(text).replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;")
    if '"' not in value:
        return f'"{value}"'
    return f"'{value}'" if "'" not in value else '"{}"'.format(value.replace('"', "&quot;"))
