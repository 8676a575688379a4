"""Links in double brackets, as Obsidian writes them: `[[id]]`, `[[any name]]`, `[[id|words]]`."""

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from builder.model.advice import Advice
from builder.model.direction import direction_of
from builder.model.mentions import file_at, linked
from builder.model.names import by_language
from builder.typesetting.body_context import BodyContext
from builder.views.body import ROOT, Complaint


def cross_references(markdown: MarkdownIt) -> None:
    """Add the rule to a parser; it goes before Markdown's own links."""
    markdown.inline.ruler.before("link", "cross_reference", _cross_reference)


def _cross_reference(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("[[", state.pos):
        return False
    end = state.src.find("]]", state.pos + 2, state.posMax)
    inside = state.src[state.pos + 2 : end]
    if end < 0 or not inside.strip() or "\n\n" in inside or "[" in inside:
        return False
    if not silent:
        _set_link(state, *linked(inside), state.src[state.pos : end + 2])
    state.pos = end + 2
    return True


def _no_picture(word: str, written: str, context: BodyContext) -> Complaint:
    says = f'"!{written}" is how Obsidian shows a picture'
    advice = Advice(f"write ![]({word}), and a record in `media` with `file`, `alt`, `credit` and `licence`")
    if file_at(word) in context.pictures:
        advice = Advice(f"write ![]({word})", (f"![]({word})",), f"!{written}")
    return "picture-form", says, advice


def _set_link(state: StateInline, word: str, words: str, written: str) -> None:
    context: BodyContext = state.env["context"]
    target = context.targets.get(word)
    is_picture = state.pos > 0 and state.src[state.pos - 1] == "!" and "." in word
    if target is None and is_picture:
        context.complain(written, *_no_picture(word, written, context))
    elif target is None:
        context.complain(written, *context.wrong.get(word, ("link-unknown", f'"{word}" leads nowhere', Advice())))
    if target is None:
        state.push("text", "", 0).content = words or word
        return
    attributes: dict[str, str | int | float] = {"href": ROOT + target.address}
    parts = ((words, None),) if words else by_language(target.words, target.lang)
    if len(parts) == 1:
        attributes |= _language(parts[0][1])
    state.push("link_open", "a", 1).attrs = attributes
    for number, (text, language) in enumerate(parts):
        if number:
            state.push("text", "", 0).content = "/"
        if len(parts) > 1 and language:
            state.push("bdi_open", "bdi", 1).attrs = _language(language)
        state.push("text", "", 0).content = text
        if len(parts) > 1 and language:
            state.push("bdi_close", "bdi", -1)
    state.push("link_close", "a", -1)


def _language(language: str | None) -> dict[str, str | int | float]:
    return {"lang": language, "dir": direction_of(language)} if language else {}
