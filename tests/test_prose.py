"""The prose of a body is what its readers read, wherever it stands."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import examples

from builder.typesetting.blocks import has_plain_lines, plain_blocks
from builder.typesetting.parser import parsed_blocks
from builder.typesetting.prose import prose_of

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
    *(
        "\x85",
        "\x1f",
        "9 dead",
        "Term\n: def",
        "!",
        "\x0b",
        "\x0c",
        "٣",
        "ա",
        "\r",
        "\0",
        "\u3000",
        "\u200f",
        "\n",
        "\n\n",
        "\n\n",
    ),
)
# What a paragraph or a heading may begin with, and go on with, and be nothing else.
BEGINNINGS = ("W", "é", "ա", "“q", '"q', "(s", "«9", "'٣", "[[id]]", "[[", "x:", "http://h/", "W_")
WITHIN = (
    *(piece for piece in PIECES if not {*piece} & {*"\n\r\0\x1f\x85"}),
    "#",
    " ",
    "  ",
    "\u2029",
    "==",
    "|",
    "-|-",
)
PLAIN_LINES = st.one_of(
    st.just(""),
    st.builds("{}{}".format, st.sampled_from(BEGINNINGS), st.lists(st.sampled_from(WITHIN), max_size=5).map("".join)),
    st.builds(
        "{} {}{}".format,
        st.sampled_from(("#", "##", "### ", "######")),
        st.sampled_from((*BEGINNINGS, "9", "-", "> q", "*e*", "=", "`c`", "~~~")),
        st.lists(st.sampled_from([piece for piece in WITHIN if "#" not in piece]), max_size=5).map("".join),
    ),
)
BODIES = st.lists(st.sampled_from(PIECES), min_size=1, max_size=14).map("".join)


@settings(max_examples=examples(200, 10_000))
@given(st.lists(PLAIN_LINES, min_size=1, max_size=9))
def test_plain_bodies_are_parted_as_markdown_does(lines: list[str]):
    assert has_plain_lines(lines)
    assert list(plain_blocks(lines)) == list(parsed_blocks("\n".join(lines)))


@settings(max_examples=examples(200, 10_000))
@given(st.lists(PLAIN_LINES, max_size=2), BODIES, st.lists(PLAIN_LINES, max_size=2))
def test_whatever_is_taken_for_plain_is_parted_as_markdown_does(before: list[str], body: str, after: list[str]):
    lines = [*before, *body.split("\n"), *after]
    assert not has_plain_lines(lines) or list(plain_blocks(lines)) == list(parsed_blocks("\n".join(lines)))


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
        "word\x85",
        "# Heading\x1c",
    )
    assert [has_plain_lines([line]) for line in more] == [False] * len(more)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("a `b` ``c ` d`` `` e ` f", "a···············``·e·`·f"),
        ("a[@b, p. 2] c[^1]", "a···········c····"),
        ("[[id]] [[id|words]] [[a", "············words·····a"),
        ('[a](b (c) d) ![a](b(c)d) [a](b "e") [a][b]', "·a·(b·(c)·d)···a··········a··········a····"),
        ("<https://h/> http://h/a, b hot https:", "·························b·hot·https:"),
        ("*a* **b** _c_ d_e __f__ 2 * 3", "·a····b····c··d_e···f···2···3"),
        ("~~a~~ ~b \\* \\a ! ![", "··a···~b····\\a·!···"),
    ],
)
def test_marks_are_blank_and_words_keep_their_columns(written: str, read: str):
    assert [passage.text.replace(" ", "·") for passage in prose_of("x " + written)] == ["x·" + read]
