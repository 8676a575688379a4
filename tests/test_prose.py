"""The prose of a body is what its readers read, wherever it stands."""

from hypothesis import given, settings
from hypothesis import strategies as st

from builder.typesetting.prose import has_plain_lines, parsed_blocks, plain_blocks

PIECES = (
    *(
        "word",
        "Two words ",
        "# ",
        "## Heading",
        "Heading\n",
        "- item",
        "1. x",
        "> quoted",
        "    code",
        "[[id]]",
        "x:\n",
    ),
    *("[@source, p. 2]", "*em*", "`c`", "a | b\n", "--- ", "===", "\n---\n", ":", "“quoted” ", "(see) ", '"q" ', " "),
    *(
        "\t",
        "é",
        "\u00a0",
        "\u2028",
        "[x](y)",
        "[x]: y",
        "[^1]: foot",
        "~~~",
        "```",
        "<b>",
        "\\",
        "#tag",
        "#",
        "_",
        "+",
    ),
    *("9 dead", "Term\n: def", "!", "\x0b", "\x0c", "٣", "ա", "\r", "\0", "\u3000", "\u200f", "\n", "\n\n", "\n\n"),
)
BODIES = st.lists(st.sampled_from(PIECES), min_size=1, max_size=14).map("".join)


@settings(max_examples=3000, deadline=None)
@given(BODIES)
def test_plain_bodies_are_parted_as_markdown_does(body: str):
    lines = body.split("\n")
    assert not has_plain_lines(lines) or list(plain_blocks(lines)) == list(parsed_blocks(body))


def test_a_body_of_headings_and_paragraphs_is_plain():
    lines = "One line.\nAnother.\n\n## Heading\nWords [[id]].\n\n“Said” *so*.\n".split("\n")
    assert has_plain_lines(lines)
    assert [(block.content, block.line, block.level) for block in plain_blocks(lines)] == [
        ("One line.\nAnother.", 0, 0),
        ("Heading", 3, 2),
        ("Words [[id]].", 4, 0),
        ("“Said” *so*.", 6, 0),
    ]


def test_what_may_be_more_than_a_paragraph_is_left_to_the_parser():
    more = (
        "- item",
        "1. item",
        "> quoted",
        "    code",
        "| a |",
        ": definition",
        "===",
        "[x]: y",
        "# Heading #",
        "<b>",
    )
    assert [has_plain_lines([line]) for line in more] == [False] * len(more)
