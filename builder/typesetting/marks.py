"""Write what links and citations become in HTML."""

from collections.abc import Iterable


def escaped(text: str) -> str:
    """Escape a text as the parser does, which leaves the apostrophe."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def citation_html(marks: Iterable[str]) -> str:
    """Return a citation of the marks of its sources."""
    return f'<span class="cited">[{"; ".join(marks)}]</span>'


def mark_html(id: str, number: int, locator: str) -> str:
    """Return the number of a source, which leads to it, and where in it to look."""
    where = f", {escaped(locator)}" if locator else ""
    return f'<a href="#source_{escaped(id)}">{number}</a>{where}'
