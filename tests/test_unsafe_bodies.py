"""Whatever stands in a body, its page holds no script, no handler, no address that runs code, no picture from "
"afar."""

import base64
import re
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import examples

from builder.model.raster import Choice, ShownPicture
from builder.typesetting.body import typeset
from builder.views.body import ROOT, Links, Picture, Target

ENTRY = "content/entries/entry.md"
PIXEL = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
MEDIA = """media:
  - {file: bridge.gif, alt: A bridge, caption: 'The <bridge>', credit: A. & B., licence: CC0}
  - {file: мост 1.gif, alt: A bridge, credit: A. B., licence: CC0}
  - {file: kept.gif, alt: A bridge, credit: A. B., publish: false}
"""


def with_body(site, body: str, lines: str = ""):
    """Make a site with an entry of this body, which begins on line 6 of its file unless there are other `lines`."""
    made = site(f"-- {ENTRY} --\n---\ntitle: A\ndate: 2023-09-21\nsources: gazette\n{lines}---\n{body}")
    for name in ("bridge.gif", "мост 1.gif", "kept.gif"):
        place = made.folder / "content/media" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(PIXEL)
    return made


def problems_of(made) -> list[str]:
    return [problem.removeprefix(f"{ENTRY}:") for problem in made.problems()]


def figure(file: str, alt: str, caption: str) -> str:
    return (
        f'<figure><img src="../../media/{file}" width="1" height="1" alt="{alt}" loading="lazy" decoding="async">'
        f"<figcaption>{caption}</figcaption></figure>"
    )


CREDIT = '<span class="credit">A. B.</span> <span class="credit">CC0</span>'
BRIDGE = 'The &lt;bridge&gt; <span class="credit">A. &amp; B.</span> <span class="credit">CC0</span>'


@pytest.mark.parametrize(
    ("written", "html"),
    [
        ("![A *bridge*](bridge.gif)", figure("bridge.gif", "A bridge", BRIDGE)),
        ("![](bridge.gif)", figure("bridge.gif", "A bridge", BRIDGE)),
        ('!["><script>][b]\n\n[b]: bridge.gif', figure("bridge.gif", "&quot;&gt;&lt;script&gt;", BRIDGE)),
        ("![Мост](<мост 1.gif>)", figure("%D0%BC%D0%BE%D1%81%D1%82%201.gif", "Мост", CREDIT)),
    ],
)
def test_a_picture_alone_in_its_paragraph_is_a_figure_with_caption_and_credit(site, written, html):
    made = with_body(site, written, MEDIA)
    assert {problem.code for problem in made.build().problems} <= {"html-shown"}
    page = made.page("entries/entry")
    assert page.count("<figure") == 2
    assert f'<div class="body">\n{html}\n' in page


def test_a_picture_that_the_text_does_not_place_stands_beside_it(site):
    made = with_body(site, "Text.", MEDIA)
    made.build()
    assert re.findall(r'<img src="([^"]*)"', made.page("entries/entry")) == [
        "../../media/bridge.gif",
        "../../media/%D0%BC%D0%BE%D1%81%D1%82%201.gif",
    ]


AFAR = ("H11", "is on another host; put it in content/media/ and list it in `media`")
UNKNOWN = (
    "picture-unknown",
    "is not in this entry's `media`; add it there with `file`, `alt`, `credit` and `licence`",
)


@pytest.mark.parametrize(
    ("address", "code", "says"),
    [
        ("https://example.com/x.gif", *AFAR),
        ("//example.com/x.gif", *AFAR),
        ("river.gif", *UNKNOWN),
        ("kept.gif", *UNKNOWN),
        ("../media/bridge.gif", *UNKNOWN),
        ("data:image/gif;base64,AA", *UNKNOWN),
        ("javascript:alert", *UNKNOWN),
    ],
)
def test_other_pictures_are_refused(site, address, code, says):
    made = with_body(site, f"![x]({address})", MEDIA)
    assert problems_of(made) == [f'10:6 error [{code}] the picture "{address}" {says}']


def test_a_picture_does_not_stand_within_a_line(site):
    assert problems_of(with_body(site, "As ![x](bridge.gif) shows.", MEDIA)) == [
        '10:9 error [picture-in-line] the picture "bridge.gif" is inside a line; put it in its own paragraph'
    ]


@pytest.mark.parametrize(
    ("written", "place", "address"),
    [
        ("[x](javascript:alert(1))", "6:5", "javascript:alert(1)"),
        ("[x](JaVaScRiPt:alert(1))", "6:5", "JaVaScRiPt:alert(1)"),
        ("[x](vbscript:x)", "6:5", "vbscript:x"),
        ("[x](data:text/html,x)", "6:5", "data:text/html,x"),
        ("<javascript:alert(1)>", "6:2", "javascript:alert(1)"),
        ("<DATA:text/html,x>", "6:2", "DATA:text/html,x"),
        ("[x](<javascript:alert (1)>)", "6:6", "javascript:alert%20(1)"),
        ("[x][y]\n\n[y]: javascript:alert(1)", "8:6", "javascript:alert(1)"),
        ("[x](//example.com/)", "6:5", "//example.com/"),
        ("[x](file:///etc/passwd)", "6:5", "file:///etc/passwd"),
        ("A\n\n[x](&#106;avascript:alert(1))", "8:1", "javascript:alert(1)"),
        ("A\n\n[x](javascript&colon;alert(1))", "8:1", "javascript:alert(1)"),
        ("A\n\n[x](javascript\\:alert(1))", "8:1", "javascript:alert(1)"),
    ],
)
def test_addresses_that_run_code_or_leave_unseen_are_refused(site, written, place, address):
    assert problems_of(with_body(site, written)) == [
        f'{place} error [link-scheme] the link "{address}" is neither http, https, mailto nor within the site; '
        "write the whole address, or [[id]] for a page of this site"
    ]


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("[x](java&#10;script:alert(1))", "java%0Ascript:alert(1)"),
        ("[x](&#1;javascript:alert(1))", "&#1;javascript:alert(1)"),
        ("[x](%6Aavascript:alert(1))", "%6Aavascript:alert(1)"),
        ("[x](/\\example.com)", "/%5Cexample.com"),
        ("[x](java\\script:alert(1))", "java%5Cscript:alert(1)"),
    ],
)
def test_an_address_in_disguise_is_taken_for_one_within_the_site_and_leads_nowhere(site, written, address):
    (problem,) = problems_of(with_body(site, written))
    assert problem.partition(" ")[2] == f'error [O2] "{address}" leads nowhere; write [[id]] for a page of this site'


PIECES = (
    *"[]()<>!|\\`*_#&;:/\"'=^~@ aй\u2028\n",
    "\n\n", "\n> ", "\n- ", "\n1. ", "\n    ", "\n: ", "\n|---|\n", "\n```\n", "\n---\n", "\n# ", "\n## ",
    "[[armenia]]", "[[armenia|words]]", "[[nobody]]", "[[armenia#c1]]", "[@gazette]", "[@gazette, p. 2; @letter]",
    "![", "](", "![x](bridge.gif)", "![x](https://example.com/x.gif)", "![a [[armenia]]](bridge.gif)", "[x](",
    "[x]: ", "[x](https://example.com)", "<https://example.com>", "[^1]", "\n[^1]: note\n", "^[note]",
    "[a <https://example.com> b](https://example.org)", "[a ^[note] b](https://example.org)",
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<!--", "-->", "<![CDATA[", "</div>", "<a href=",
    "javascript:alert(1)", "JAVASCRIPT:", "data:text/html,x", "vbscript:x", "&#106;avascript:x", "&lt;script&gt;",
    "&#2;", "&#11;", "&#12;", "&#127;", "&#xFDD0;", "&#xFFFE;", "&colon;", "&Tab;",
    "onclick=", '" onmouseover="x', "' autofocus onfocus='x", "style=",
)  # fmt: skip

SHOWN = ShownPicture("media/bridge.gif", 480, 360, (Choice("image/avif", (("media/bridge.gif.480.avif", 480),)),))
LINKS = Links(
    targets=(("armenia", Target("actors/armenia/", 'Armenia "<b>"')),),
    numbers=(("gazette", "gazette", 1),),
    pictures=(("bridge.gif", Picture(SHOWN, "A bridge", "<i>At noon</i>", "A. & B.")),),
)


def elements_of(html: str) -> list[Element]:
    """Parse HTML as browsers do, raising at anything that is not well made."""
    page = f"<!DOCTYPE html><html lang=en><head><title>A</title></head><body><div>{html}</div></body></html>"
    document = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    found = list(document.iter())
    assert [element.tag for element in found[:5]] == ["html", "head", "title", "body", "div"]
    assert len(list(document.find("body"))) == 1, "the body closed the page's own elements"
    return found[5:]


def addresses_in(elements: list[Element]) -> list[str]:
    return [
        element.get(key, "")
        for element in elements
        for key in ("href", "src", "srcset")
        if element.get(key) is not None
    ]


def leads_elsewhere(address: str) -> bool:
    """Tell, as a browser does, whether an address has a scheme that we refuse, or another host."""
    seen = re.sub(r"[\t\n\r]", "", address).lstrip("".join(map(chr, range(33))))
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.\-]*):", seen)
    return seen.startswith(("//", "\\", "/\\")) or (
        scheme is not None and scheme[1].lower() not in ("http", "https", "mailto")
    )


# Control characters are refused when a file is read.
LETTERS = st.characters(exclude_categories=("Cc", "Cs", "Cn"))


HARMLESS = frozenset(
    "a blockquote br code dd del dl dt em figcaption figure h2 h3 h4 h5 h6 hr img li ol p picture pre s section source "
    "span strong sup table tbody td th thead tr ul".split()
)


@settings(max_examples=examples(70, 4000))
@given(st.lists(st.sampled_from(PIECES) | st.text(LETTERS, max_size=6), max_size=24).map("".join))
def test_any_text_makes_a_body_that_is_well_made_and_harmless(text):
    elements = elements_of(typeset(text, LINKS).html.replace(ROOT, "../../"))
    assert [element.tag for element in elements if element.tag not in HARMLESS] == []
    assert [key for element in elements for key in element.keys() if key.startswith("on")] == []  # noqa: SIM118
    assert [address for address in addresses_in(elements) if leads_elsewhere(address)] == []
