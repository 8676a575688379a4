"""Pictures: an image alone in its paragraph becomes a figure with the caption and credit of its `media` record."""

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from builder.model.direction import direction_of
from builder.model.mentions import file_at
from builder.model.raster import ShownPicture
from builder.typesetting.body_context import BodyContext
from builder.views.body import ROOT


def figures(markdown: MarkdownIt) -> None:
    """Add the rule and its rendering to a parser."""
    markdown.core.ruler.push("figure", _figures)
    markdown.add_render_rule("figure", _figure)


def _figures(state: StateCore) -> None:
    context: BodyContext = state.env["context"]
    for index, token in enumerate(state.tokens):
        if token.type != "inline" or not token.children:
            continue
        images = [child for child in token.children if child.type == "image"]
        for image in images:
            alone = len(token.children) == 1 and state.tokens[index - 1].type == "paragraph_open"
            _check(image, context, token.map[0] + 1 if token.map else 1, alone)
        if images and len(token.children) == 1 and state.tokens[index - 1].type == "paragraph_open":
            state.tokens[index - 1].hidden = state.tokens[index + 1].hidden = True
            images[0].type = "figure"


def _check(image: Token, context: BodyContext, line: int, alone: bool) -> None:
    address = str(image.attrs.get("src", ""))
    if "//" in address:
        context.complain_of_address(
            address,
            line,
            "H11",
            f'the picture "{address}" is on another host',
            "put it in content/media/ and list it in `media`",
        )
    elif file_at(address) not in context.pictures:
        context.complain_of_address(
            address,
            line,
            "picture-unknown",
            f'the picture "{address}" is not in this entry\'s `media`',
            "add it there with `file`, `alt`, `credit` and `licence`",
        )
    elif not alone:
        context.complain_of_address(
            address,
            line,
            "picture-in-line",
            f'the picture "{address}" is inside a line',
            "put it in its own paragraph",
        )


def _figure(
    renderer: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    context: BodyContext = env["context"]
    token = tokens[index]
    picture = context.pictures.get(file_at(str(token.attrs.get("src", ""))))
    if picture is None:
        return ""
    caption = f"{escapeHtml(picture.caption)} " if picture.caption else ""
    credit = f'<span class="credit">{escapeHtml(picture.credit)}</span>' if picture.credit else ""
    own_alt = "".join(child.content for child in token.children or ())
    lang = f' lang="{escapeHtml(picture.lang)}" dir="{direction_of(picture.lang)}"' if picture.lang else ""
    notes = "".join(f' <span class="credit">{escapeHtml(note)}</span>' for note in picture.notes)
    alt = f'alt="{escapeHtml(own_alt or picture.alt)}"{"" if own_alt else lang}'
    image = _picture(picture.shown, alt)
    if picture.warning:
        image = f"<details><summary{lang}>{escapeHtml(picture.warning)}</summary>{image}</details>"
    return f"<figure>{image}<figcaption{lang}>{caption}{credit}{notes}</figcaption></figure>\n"


def _picture(shown: ShownPicture, alt: str) -> str:
    """Write a picture as `parts/picture.html` does for those beside the text; `alt` is the whole attribute."""
    size = f' width="{shown.width}" height="{shown.height}"' if shown.width else ""
    image = f'<img src="{ROOT}{shown.address}"{size} {alt} loading="lazy" decoding="async">'
    sources = ""
    for choice in shown.choices:
        files = ", ".join(f"{ROOT}{address} {width}w" for address, width in choice.files)
        sources += f'<source type="{choice.type}" srcset="{files}" sizes="{shown.sizes}">'
    return f"<picture>{sources}{image}</picture>" if sources else image
