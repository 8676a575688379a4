"""Read a translation: a file beside the original whose name has the language, `ID.hy.md`."""

from pathlib import PurePosixPath

from builder.model.addresses import STORIES
from builder.model.mentions import mentions
from builder.model.translation import Review, Translation
from builder.reading.fields import Notes
from builder.reading.front_matter import Document
from builder.reading.ids import as_id
from builder.reading.nodes import Scalar

# What has a title, and what a summary as well; actors and places have names in every language instead.
_TITLED = ("entries", "pages", "stories", "questions")
_SUMMARISED = ("entries", "pages", "stories")


def read_translation(document: Document, path: str, notes: Notes) -> Translation | None:
    """Read one translation of an entry, an actor, a place, a page or a question."""
    kind = path.split("/")[1]
    stem, _, lang = PurePosixPath(path).stem.rpartition(".")
    id = as_id(Scalar(stem, 0, 0), stem, notes, "what this is a translation of")
    fields = notes.fields_of(document.fields)
    translation = Translation(
        of=f"pages/{STORIES}{id}" if kind == "stories" else f"{kind}/{id}",
        lang=lang,
        title=fields.required_text("title", "the title in this language") if kind in _TITLED else None,
        summary=fields.text("summary") if kind in _SUMMARISED else None,
        body=document.body,
        body_line=document.body_line,
        mentions=mentions(document.body),
        translator=fields.text("translator"),
        review=fields.choice("review", Review),
        claims=fields.pairs("claims") if kind == "entries" else (),
        questions=fields.pairs("questions") if kind == "entries" else (),
    )
    fields.finish()
    return translation if id else None
