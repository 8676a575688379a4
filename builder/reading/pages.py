"""Read standing pages (about, methodology) and questions."""

from builder.model.page import Question, StandingPage
from builder.reading.entries import read_former_ids
from builder.reading.fields import Notes
from builder.reading.front_matter import Document


def read_standing_page(sheet: Document, id: str, notes: Notes) -> StandingPage:
    """Read one page of `pages/`."""
    fields = notes.fields_of(sheet.fields)
    page = StandingPage(
        id=id,
        title=fields.required_text("title", "About this chronology"),
        body=sheet.body,
        body_line=sheet.body_line,
        summary=fields.text("summary"),
        lang=fields.language("lang"),
        dir=fields.text("dir"),
        formerly=read_former_ids(fields),
    )
    fields.finish()
    return page


def read_question(sheet: Document, id: str, notes: Notes) -> Question:
    """Read one question of `questions/`: its words, and what is asked and what is not."""
    fields = notes.fields_of(sheet.fields)
    title = fields.required_text("title", "How many people were killed on …?")
    exclusive = fields.flag("exclusive")
    lang = fields.language("lang")
    fields.finish()
    return Question(id=id, title=title, body=sheet.body, body_line=sheet.body_line, exclusive=exclusive, lang=lang)
