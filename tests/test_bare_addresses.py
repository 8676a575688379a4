"""A bare web address in a text is a link; what ends the sentence is no part of it."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import examples

from builder.typesetting.parser import parsed
from builder.typesetting.plain import plain_html
from builder.views.body import Body, Links

LINKS = Links()


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("See https://t.me/x/1.", ["https://t.me/x/1"]),
        ("(https://h.org/a), http://h.org/b?c=d&e#f; “https://h.org/c”!", ["https://h.org/a", "http://h.org/b?c=d&amp;e#f", "https://h.org/c"]),
        ("https://en.example.org/wiki/Talks_(2031) and (https://h.org/a_(b))", ["https://en.example.org/wiki/Talks_(2031)", "https://h.org/a_(b)"]),
        ("https://h.org/a_b_c/*x", ["https://h.org/a_b_c/*x"]),
        ("*https://h.org/a* **https://h.org/b**", ["https://h.org/a", "https://h.org/b"]),
        ("https://пример.рф/дом, https://h.org/é", ["https://xn--e1afmkfd.xn--p1ai/%D0%B4%D0%BE%D0%BC", "https://h.org/%C3%A9"]),
        ("https://h.org:8080/a、そして", ["https://h.org:8080/a%E3%80%81%E3%81%9D%E3%81%97%E3%81%A6"]),
        ("https://localhost/a https://a_b.c_d/ https:// https://.org xhttps://h.org/ a@https://h.org", []),
        ("`https://h.org/a` [https://h.org/b](https://h.org/c) <https://h.org/d>", ["https://h.org/c", "https://h.org/d"]),
        ("- https://h.org/a\n- b[^1]\n\n[^1]: https://h.org/b.", ["https://h.org/a", "#fn1_", "https://h.org/b"]),
        ("## https://h.org/a\n\n> https://h.org/b", ["https://h.org/a", "https://h.org/b"]),
    ],
)  # fmt: skip
def test_a_bare_address_is_a_link(text, links):
    body = parsed(text, LINKS)
    found = [link for link in re.findall(r'<a[^>]* ?href="([^"]*)"', body.html) if not link.startswith("#fnref")]
    assert [re.sub(r"^#fn.*", "#fn1_", link) for link in found] == links
    assert body.slips == ()


ADDRESSES = "https://h.org/a¦http://h.org¦https://h.org/a_b¦https://h¦h.org¦https://¦. ¦, ¦ ¦(¦)¦*¦**¦“¦”¦\n¦\n\n¦a¦é¦_¦[¦]¦&¦## ".split(
    "¦"
)


@settings(max_examples=examples(100, 20_000))
@given(st.lists(st.sampled_from(ADDRESSES), max_size=10).map("".join))
def test_a_plain_body_with_addresses_is_typeset_as_the_parser_does(body: str):
    html = plain_html(body, LINKS)
    assert html is None or parsed(body, LINKS) == Body(html)
    # Whatever becomes a link, the words of the text stay.
    shown = re.sub(r"<[^>]*>", "", parsed(body, LINKS).html)
    assert re.sub(r"[\W_]", "", body) == re.sub(r"[\W_]|amp", "", shown)
