"""Write the JSON Schemas that come with the package: the readers' fields, described as the documentation does.

`python tools/schemas.py` writes `builder/schemas/`; `tests/test_schemas.py` says when that has to be done again."""

import re
from collections.abc import Iterator
from pathlib import Path

from field_tables import field_schemas
from schema_documents import schema_document

HOUSE = Path(__file__).parent.parent
# Where the fields of a table of the documentation stand, in the words of the readers.
_WHERE = {
    "the site": ("site",),
    "a page": ("page",),
    "a name": ("names",),
    "an actor": ("actor",),
    "a tie": ("part_of", "affiliation"),
    "a place": ("place",),
    "a source": ("sources", "a source"),
    "an entry": ("entry",),
    "a claim": ("claims",),
    "a picture": ("media",),
    "a correction": ("corrections",),
    "a translation": ("translation",),
    "a target": ("deploy",),
}
_TABLE = re.compile(r"^\| Field of (.+?) \|.*\n\|[-|]*\n((?:\|.*\n)+)", re.M)


def documents() -> dict[str, str]:
    """Make every schema, by its kind."""
    descriptions = dict(_descriptions())
    return {kind: schema_document(kind, schema, descriptions) for kind, schema in field_schemas().items()}


def _descriptions() -> Iterator[tuple[tuple[str, str], str]]:
    for page in sorted(HOUSE.glob("docs/*/*.md")):
        for of, rows in _TABLE.findall(page.read_text("utf-8")):
            for row in rows.splitlines():
                names, meaning, *_ = (cell.strip() for cell in re.split(r"(?<!\\)\|", row)[1:-1])
                for name in re.findall("`([^`]+)`", names):
                    yield from (((where, name), _plain(meaning)) for where in _WHERE.get(of, ()))


def _plain(markdown: str) -> str:
    """Return a cell of a table as plain text: links and bold words are their words."""
    return re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", markdown).replace("**", "")


if __name__ == "__main__":
    folder = HOUSE / "builder/schemas"
    folder.mkdir(exist_ok=True)
    for kind, text in documents().items():
        (folder / f"{kind}.schema.json").write_text(text, "utf-8")
