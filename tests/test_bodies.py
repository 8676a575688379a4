"""Bodies are Markdown with links, citations, notes and figures of our own, and nothing else gets through."""

import pytest

ENTRY = "content/entries/entry.md"
AROUND = """
-- content/entries/first.md --
---
title: First & foremost
date: 2023-09-19
sources: gazette
claims: [{id: toll, by: armenia, text: Two., sources: gazette}]
---
-- content/entries/plan.md --
---
title: A plan
date: 2023-09-20
status: draft
sources: gazette
---
-- content/places/armenia.md --
---
kind: country
names: [{text: Armenia, lang: en}]
---
-- content/pages/about.md --
---
title: About us
---
-- content/sources/more.yaml --
- {id: letter, title: A letter, publisher: The ministry}
- {id: note-1, title: A note, publisher: The ministry}
"""


def with_body(site, body: str, lines: str = ""):
    """Make a site with an entry of this body, which begins on line 6 of its file unless there are other `lines`."""
    return site(AROUND + f"\n-- {ENTRY} --\n---\ntitle: A\ndate: 2023-09-21\nsources: gazette\n{lines}---\n{body}")


def body_of(made) -> str:
    """Give the HTML of the entry's text as published."""
    built = made.build()
    assert {problem.code for problem in built.problems} <= {"html-shown"}
    page = made.page("entries/entry")
    before, opening, after = page.partition('<div class="body">')
    assert opening, before
    return after[: after.index("\n</div>")].strip()


def problems_of(made) -> list[str]:
    """List what is wrong with the entry, by line and column."""
    return [problem.removeprefix(f"{ENTRY}:") for problem in made.problems()]


@pytest.mark.parametrize(
    ("written", "html"),
    [
        ("[[first]]", '<a href="../../entries/first/">First &amp; foremost</a>'),
        ("[[FIRST]]", '<a href="../../entries/first/">First &amp; foremost</a>'),
        ("[[Հայաստան]]", '<a href="../../actors/armenia/">Armenia</a>'),
        ("[[ЕРЕВАН|в городе]]", '<a href="../../places/yerevan/">в городе</a>'),
        ("[[yerevan| <b> & *co* ]]", '<a href="../../places/yerevan/">&lt;b&gt; &amp; *co*</a>'),
        ("[[places/yerevan]]", '<a href="../../places/yerevan/">Yerevan</a>'),
        ("[[places/Armenia]]", '<a href="../../places/armenia/">Armenia</a>'),
        ("[[actors/Armenia|they]]", '<a href="../../actors/armenia/">they</a>'),
        ("[[about]]", '<a href="../../about/">About us</a>'),
        ("[[first#toll]]", '<a href="../../entries/first/#toll">First &amp; foremost</a>'),
        ("[[entries/first#toll|two]]", '<a href="../../entries/first/#toll">two</a>'),
        ("**[[yerevan]]**", '<strong><a href="../../places/yerevan/">Yerevan</a></strong>'),
        ("`[[yerevan]]` and \\[[yerevan]]", "<code>[[yerevan]]</code> and [[yerevan]]"),
        ("[[]] [ [x]]", "[[]] [ [x]]"),
    ],
)
def test_a_name_in_double_brackets_leads_to_its_page(site, written, html):
    assert body_of(with_body(site, written)) == f"<p>{html}</p>"


@pytest.mark.parametrize(
    "written",
    [
        "- see [[Երևանի\n  համայնք]] and [@gazette;\n  @letter]",
        "> see [[Երևանի\n> համայնք]] and [@gazette;\n> @letter]",
    ],
)
def test_a_link_may_run_on_in_the_next_line_of_a_list_or_quotation(site, written):
    made = with_body(site, written).write("-- content/places/h.md --\n---\nnames: [Երևանի համայնք]\n---\n")
    assert (
        '<a href="../../places/h/">Երևանի համայնք</a> and <span class="cited">'
        '[<a href="#source_gazette">1</a>; <a href="#source_letter">2</a>]</span>'
    ) in body_of(made)


def test_a_link_may_stand_in_a_table(site):
    made = with_body(site, "| Where |\n|---|\n| [[yerevan\\|the city]] |\n")
    assert body_of(made) == (
        "<table>\n<thead>\n<tr>\n<th>Where</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n"
        '<td><a href="../../places/yerevan/">the city</a></td>\n</tr>\n</tbody>\n</table>'
    )


@pytest.mark.parametrize(
    ("written", "html"),
    [
        ("[@gazette]", '[<a href="#source_gazette">1</a>]'),
        ("[@letter, p. 2]", '[<a href="#source_letter">2</a>, p. 2]'),
        (
            "[@letter, p. 2 & 3; @gazette]",
            '[<a href="#source_letter">2</a>, p. 2 &amp; 3; <a href="#source_gazette">1</a>]',
        ),
        ("[@Gazette, <b>]", '[<a href="#source_gazette">1</a>, &lt;b&gt;]'),
    ],
)
def test_a_citation_is_the_number_of_its_source(site, written, html):
    assert body_of(with_body(site, f"So it was {written}.")) == f'<p>So it was <span class="cited">{html}</span>.</p>'


def test_sources_are_numbered_in_the_order_of_the_fields_and_then_of_the_text(site):
    made = with_body(site, "One [@note-1]. Two [@letter; @gazette]. Three [@note-1].")
    note, letter, paper = (
        f'<a href="#source_{id}">{n}</a>' for id, n in (("note-1", 2), ("letter", 3), ("gazette", 1))
    )
    cited = [f'<span class="cited">[{marks}]</span>' for marks in (note, f"{letter}; {paper}", note)]
    assert body_of(made) == f"<p>One {cited[0]}. Two {cited[1]}. Three {cited[2]}.</p>"
    listed = [line for line in made.page("entries/entry").splitlines() if line.startswith('<li id="source_')]
    assert listed == [
        '<li id="source_gazette" value="1">',
        '<li id="source_note-1" value="2">',
        '<li id="source_letter" value="3">',
    ]


def test_an_entry_that_hides_its_sources_cites_them_without_a_trace(site):
    made = with_body(site, "So it was [@letter, p. 2].\n", "safety: {hide_sources: true}\n")
    assert body_of(made) == "<p>So it was .</p>"
    assert "A letter" not in made.page("entries/entry")


UNKNOWN = "no entry, actor, place or page is called"
WRITE = "write an id, or the name of an actor or a place"


@pytest.mark.parametrize(
    ("body", "problems"),
    [
        (
            "One [[yerevn]].\n\nTwo [[nobody|him]] and [[nobody|him]].\n",
            [
                f'6:5 error [link-unknown] {UNKNOWN} "yerevn"; did you mean "yerevan"?',
                f'8:5 error [link-unknown] {UNKNOWN} "nobody"; {WRITE}',
                f'8:24 error [link-unknown] {UNKNOWN} "nobody"; {WRITE}',
            ],
        ),
        ("`[[nobody]]` is [[nobody]]", [f'6:17 error [link-unknown] {UNKNOWN} "nobody"; {WRITE}']),
        ("> as\n> [[no\n> body]]", [f'7:3 error [link-unknown] {UNKNOWN} "no body"; {WRITE}']),
        ("| a |\n|---|\n| [[nobody\\|x]] |", [f'8:3 error [link-unknown] {UNKNOWN} "nobody"; {WRITE}']),
        (
            "[[Armenia]]",
            [
                '6:1 error [link-ambiguous] "Armenia" names more than one thing; '
                "write [[actors/armenia]] or [[places/armenia]]"
            ],
        ),
        ("[[first#tol]]", ['6:1 error [claim-unknown] no claim of "first" is called "tol"; did you mean "toll"?']),
        (
            "[[yerevan#toll]]",
            ['6:1 error [link-unknown] "yerevan" has no part "toll"; remove the part: only claims can be linked to'],
        ),
        (
            "[[plan]]",
            [
                '6:1 error [entry-held-back] "plan" is not published (a draft, or held back); publish it first, or unlink it'
            ],
        ),
        (
            "So [@gazete, p. 2] and [@x;\n@letter].",
            [
                '6:4 error [source-unknown] no source is called "gazete"; did you mean "gazette"?',
                '6:24 error [source-unknown] no source is called "x"; add it to a file in content/sources/',
            ],
        ),
        ("A note[^1].", ["6:7 error [footnote-unknown] the footnote [^1] has no text; add a line `[^1]: …` below"]),
        ("B, see [that](B).", ['6:15 error [O2] "B" leads nowhere; write [[id]] for a page of this site']),
        ("\n[x](../fist/)", ['7:5 error [O2] "../fist/" leads nowhere; write [[id]] for a page of this site']),
        ("[x](/год/)", ['6:5 error [O2] "/%D0%B3%D0%BE%D0%B4/" leads nowhere; write [[id]] for a page of this site']),
        (
            "See [that]().",
            ["6:10 error [O2] a link without an address; write one, or [[id]] for a page of this site"],
        ),
        ("[x](#h_b)\n\n# A", ['6:5 error [O2] "#h_b" leads nowhere; write [[id]] for a page of this site']),
        ("[x](first.md)", ['6:5 error [link-to-source] the link "first.md" leads to a source file; write [[first]]']),
    ],
)
def test_what_leads_nowhere_is_told_at_its_line_and_column(site, body, problems):
    assert problems_of(with_body(site, body)) == problems


@pytest.mark.parametrize(
    ("written", "html"),
    [
        (
            "<b>bold</b> <script>alert(1)</script>",
            "<p>&lt;b&gt;bold&lt;/b&gt; &lt;script&gt;alert(1)&lt;/script&gt;</p>",
        ),
        ("<div onclick=x>\n\n</div>", "<p>&lt;div onclick=x&gt;</p>\n<p>&lt;/div&gt;</p>"),
        ("&lt;script&gt; &#60;b&#62; &#2;", "<p>&lt;script&gt; &lt;b&gt; \ufffd</p>"),
    ],
)
def test_html_is_text(site, written, html):
    assert body_of(with_body(site, written)) == html


def test_headings_follow_the_title_and_bear_ids_to_link_to(site):
    made = with_body(site, "# Երևան & co\n\n### Next\n\n# Երևան & co\n\n[up](#h_next)\n")
    assert body_of(made) == (
        '<h2 id="h_երևան-co">Երևան &amp; co</h2>\n<h3 id="h_next">Next</h3>\n'
        '<h2 id="h_երևան-co-2">Երևան &amp; co</h2>\n<p><a href="#h_next">up</a></p>'
    )


def test_notes_tables_and_definitions_are_set(site):
    made = with_body(site, "It was so[^a].\n\n[^a]: See [[yerevan]].\n\nTerm\n: What it means.\n")
    assert body_of(made) == (
        '<p>It was so<sup class="footnote-ref"><a href="#fn-_-1" id="fnref-_-1">[1]</a></sup>.</p>\n'
        "<dl>\n<dt>Term</dt>\n<dd>What it means.</dd>\n</dl>\n"
        '<hr class="footnotes-sep">\n<section class="footnotes">\n<ol class="footnotes-list">\n'
        '<li id="fn-_-1" class="footnote-item"><p>See <a href="../../places/yerevan/">Yerevan</a>. '
        '<a href="#fnref-_-1" class="footnote-backref">↩︎</a></p>\n</li>\n</ol>\n</section>'
    )
