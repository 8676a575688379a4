"""Read standing pages (about, methodology), stories and questions."""

from msgspec.structs import replace

from builder.model.addresses import STORIES
from builder.model.page import Question, StandingPage
from builder.reading.fields import Notes
from builder.reading.front_matter import Document
from builder.reading.ids import read_former_ids
from builder.reading.nodes import Scalar


def read_standing_page(document: Document, id: str, notes: Notes) -> StandingPage:
    """Read one page of `pages/`."""
    fields = notes.fields_of(document.fields)
    page = StandingPage(
        id=id,
        title=fields.required_text("title", "About this chronology"),
        body=document.body,
        body_line=document.body_line,
        summary=fields.text("summary"),
        lang=fields.language("lang"),
        dir=fields.text("dir"),
        formerly=read_former_ids(fields),
    )
    fields.finish()
    return page


def read_story(document: Document, id: str, notes: Notes) -> StandingPage:
    """Read one story of `stories/`: a page of which each step begins with a heading that is a link to an entry."""
    page = read_standing_page(document, id, notes)
    if not page.steps:
        hint = "begin each step with a heading that links to an entry: ## [[ID]]"
        notes.note(Scalar("", document.body_line, 1), "story-steps", "a story without steps", hint)
    former = tuple(f"{STORIES}{old}" for old in page.formerly)
    return replace(page, id=f"{STORIES}{id}", formerly=former)


def read_question(document: Document, id: str, notes: Notes) -> Question:
    """Read one question of `questions/`: its words, and what is asked and what is not."""
    fields = notes.fields_of(document.fields)
    title = fields.required_text("title", "How many people were killed on …?")
    exclusive = fields.flag("exclusive")
    lang = fields.language("lang")
    fields.finish()
    return Question(
        id=id, title=title, body=document.body, body_line=document.body_line, exclusive=exclusive, lang=lang
    )
