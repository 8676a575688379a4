"""Write sources as BibTeX, in the fields and the dates (EDTF) of biblatex."""

import re
from collections.abc import Iterator
from types import MappingProxyType

from builder.dataset.columns import Material
from builder.model.source import Source

_TYPES = MappingProxyType(
    {
        "article": "article",
        "article-journal": "article",
        "article-magazine": "article",
        "article-newspaper": "article",
        "book": "book",
        "chapter": "incollection",
        "paper-conference": "inproceedings",
        "report": "report",
        "thesis": "thesis",
        "webpage": "online",
        "post": "online",
        "post-weblog": "online",
        "dataset": "dataset",
        "legislation": "legislation",
        "motion_picture": "video",
        "broadcast": "video",
    }
)
_CONTAINERS = MappingProxyType({"article": "journaltitle", "incollection": "booktitle", "inproceedings": "booktitle"})
_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        # Even an escaped brace counts when braces are paired.
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "%": r"\%",
        "&": r"\&",
        "#": r"\#",
        "_": r"\_",
        "$": r"\$",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "\n": " ",
        "\r": " ",
    }
)
_SPECIAL = re.compile(r"[\\{}%&#_$~^\n\r]")


def bibtex_of(material: Material) -> bytes:
    """Return all sources that are cited openly."""
    return "\n".join(_entry(source) for source in material.archive.cited_sources).encode()


def _entry(source: Source) -> str:
    kind = _TYPES.get(source.type, "misc")
    fields = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(source, kind))
    return f"@{kind}{{{source.id},\n{fields}}}\n"


def _fields(source: Source, kind: str) -> Iterator[tuple[str, str]]:
    texts = (
        ("title", f"{{{_escaped(source.title)}}}" if source.title else ""),
        # In braces of its own, a name is left in one piece.
        ("author", " and ".join(f"{{{_escaped(author)}}}" for author in source.authors)),
        (_CONTAINERS.get(kind, "howpublished"), _escaped(source.container_title)),
        ("publisher", _escaped(source.publisher)),
        ("date", source.issued.text if source.issued else ""),
        ("urldate", source.accessed.text if source.accessed else ""),
        ("pages", _escaped(source.page)),
        ("language", _escaped(source.language)),
        ("note", _escaped(source.note)),
        # Addresses are taken as they are; a brace would end the field.
        ("url", _in_braces(source.url)),
        ("doi", _in_braces(source.doi)),
    )
    return ((name, value) for name, value in texts if value)


def _in_braces(address: str | None) -> str:
    return (address or "").replace("{", "%7B").replace("}", "%7D")


def _escaped(text: str | None) -> str:
    # Most texts have nothing to escape, and to look for that takes less time.
    return "" if not text else text.translate(_ESCAPES) if _SPECIAL.search(text) else text
