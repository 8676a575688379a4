"""Citations as Pandoc writes them: `[@id]`, `[@id, p. 2]`, `[@one; @other]` become numbers of the source list."""

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.rules_inline import StateInline

from builder.model.advice import Advice
from builder.model.mentions import CITATION, cited
from builder.typesetting.body_context import BodyContext
from builder.typesetting.marks import citation_html, mark_html


def citations(markdown: MarkdownIt) -> None:
    """Add the rule to a parser; it goes before Markdown's own links."""
    markdown.inline.ruler.before("link", "citation", _citation)


def _citation(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("[@", state.pos):
        return False
    match = CITATION.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        context: BodyContext = state.env["context"]
        marks = [_mark(word, locator, match[0], context) for word, locator in cited(match[1])]
        if not context.hides_sources:
            token = state.push("html_inline", "", 0)
            token.content = citation_html(marks)
    state.pos = match.end()
    return True


def _mark(word: str, locator: str, written: str, context: BodyContext) -> str:
    if word not in context.numbers:
        context.complain(
            written, *context.wrong.get("@" + word, ("source-unknown", f'no source is called "{word}"', Advice()))
        )
        return escapeHtml(word)
    return mark_html(*context.numbers[word], locator)
