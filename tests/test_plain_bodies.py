"""A plain body is typeset without a parser, to the byte as the parser would."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import examples
from test_prose import BODIES, PLAIN_LINES

from builder.building.reference import read_archive
from builder.model.languages import editions
from builder.reading.source_tree import read_source_tree
from builder.typesetting.parser import parsed
from builder.typesetting.plain import plain_html
from builder.typesetting.written import linked_text, records_with_bodies, written_body
from builder.views.body import Body, Links, Target

LINKS = Links(
    targets=(
        ("id", Target("entries/id/#a&b", 'The "id" & <b>')),
        ("fa", Target("places/fa/", "فا", "fa")),
        ("foot", Target("actors/foot/", "A [^1]: note")),
        ("a name", Target("actors/name/", "*A* name")),
    ),
    numbers=(("source", "source", 1), ("other", "the-other", 2)),
    wrong=(("nobody", "link-unknown", "“nobody” leads nowhere", ""),),
)
HIDDEN = Links(targets=LINKS.targets, numbers=LINKS.numbers, hides_sources=True)
# Pieces of bodies, parted by broken bars.
PIECES = (
    "word¦Two words¦ ¦ ¦ ¦\n¦\n\n¦\n## Head\n¦# ¦.¦,¦:¦(¦)¦“¦”¦«¦»¦12 dead¦1. x¦7) x¦2.¦٣"
    "¦*¦*¦**¦***¦_¦*em*¦**strong**¦*two words*¦*a*b¦a*b¦* x¦**Bold**: x¦ա¦é¦e\u0301¦世"
    "¦[[id]]¦[[id|words]]¦[[fa]]¦[[fa|x]]¦[[a  name]]¦[[foot]]¦[[nobody]]¦[[id|a [^1]]]¦[[id¦]]¦[[id|*x*]]¦[[id|&amp;]]"
    "¦[@source]¦[@source, p. 2]¦[@source; @other, “3”]¦[@unknown]¦[@source¦[@]¦[@source, *p*]¦[^1]¦[¦]¦!¦^"
    "¦[x](y)¦(y)¦[“x y”](http://h)¦[x](https://h.org/a_b?c=d&e#f)¦[ x](https://h/)¦[x](https://h.org/é)¦[x_y](https://h/)"
    "¦[x](https://h/%2)¦[x](https://)¦[x](https://-.h/~)¦(https://h/)¦https://h/¦[x](https://h/&lt;)¦[x](https://h./a@b,c;d)"
    "¦`¦~¦~~¦\\¦<b>¦<¦>¦&¦&amp;¦#¦&lt¦;¦\"¦'¦\t¦\u00a0¦\u2028¦\u3000¦-¦—¦http://h/¦$¦€¦+¦|¦{¦=¦\x02"
).split("¦")
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map("".join)


@settings(max_examples=examples(400, 100_000))
@given(st.one_of(TEXTS, BODIES, st.lists(PLAIN_LINES, max_size=6).map("\n".join)), st.sampled_from([LINKS, HIDDEN]))
def test_a_plain_body_is_typeset_as_the_parser_does(body: str, links: Links):
    html = plain_html(body, links)
    assert html is None or parsed(body, links) == Body(html)


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("One\ntwo.\n\nThree.", "<p>One\ntwo.</p>\n<p>Three.</p>\n"),
        (
            '### R&D\n# "A *b* c"\n### R&D',
            '<h3 id="h_r-d">R&amp;D</h3>\n<h2 id="h_a-b-c">&quot;A <em>b</em> c&quot;</h2>\n<h3 id="h_r-d-2">R&amp;D</h3>\n',
        ),
        ("Of *two words*, **many** (*so*).", "<p>Of <em>two words</em>, <strong>many</strong> (<em>so</em>).</p>\n"),
        (
            "To [[id]], [[id|her]] and [[fa]].",
            '<p>To <a href="\x02entries/id/#a&amp;b">The &quot;id&quot; &amp; &lt;b&gt;</a>, '
            '<a href="\x02entries/id/#a&amp;b">her</a> and <a href="\x02places/fa/" lang="fa" dir="rtl">فا</a>.</p>\n',
        ),
        (
            "**12** of [them, “all”](https://h.org/a_b?c=d&e#f).",
            '<p><strong>12</strong> of <a href="https://h.org/a_b?c=d&amp;e#f">them, “all”</a>.</p>\n',
        ),
        (
            "So [@source, p. 2; @other].",
            '<p>So <span class="cited">[<a href="#source_source">1</a>, p. 2; '
            '<a href="#source_the-other">2</a>]</span>.</p>\n',
        ),
    ],
)
def test_paragraphs_headings_emphasis_links_and_citations_are_plain(body: str, html: str):
    assert plain_html(body, LINKS) == html
    assert parsed(body, LINKS) == Body(html)


@pytest.mark.parametrize(
    "body",
    [
        *("- item", "> quoted", "| a |\n|---|", "    code", "Term\n: meaning", "[x]: y", "<div>"),
        *(
            "a `b`",
            "a <b>",
            "a <https://h/>",
            "a &amp; b",
            "a\\*",
            "~~a~~",
            "a^[b]",
            "a[^1]",
            "![a](b)",
            "a  \nb",
            "[x](y)",
        ),
        *("*a **b** c*", "**a*", "a*b*", "*a*b", "_a_", "a_b", "a * b", "*a", "*[[id]]*"),
        *("[[nobody]]", "[[id", "[[foot]]", "[@unknown]", "[@source; @unknown]", "[[id|*x*]]", "# A [[id]]", "a]"),
    ],
)
def test_whatever_may_be_more_is_left_to_the_parser(body: str):
    assert plain_html(body, LINKS) is None


def test_a_citation_that_leaves_no_trace_is_left_to_the_parser():
    assert plain_html("So [@source]\nit was.", HIDDEN) is None
    assert plain_html("So it was.", HIDDEN) == "<p>So it was.</p>\n"


def test_most_bodies_of_this_publication_are_plain_and_typeset_as_the_parser_does(request):
    original = read_archive(read_source_tree(request.config.rootpath), datetime(2026, 1, 1, tzinfo=UTC))
    texts = [
        linked_text(written_body(key, archive), archive)[0]
        for archive in editions(original)
        for key in records_with_bodies(archive)
    ]
    plain = [(text, html) for text in texts if (html := plain_html(text.text, text.links)) is not None]
    assert len(plain) > 0.9 * len(texts)
    assert [html for _, html in plain] == [parsed(text.text, text.links).html for text, _ in plain]
