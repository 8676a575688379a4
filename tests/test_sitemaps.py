"""Sitemaps as crawlers take them: addresses in ASCII, and never too many in one file."""

import re
from collections.abc import Callable

import pytest
from conftest import Site

from builder.model.addresses import as_uri
from builder.outputs import sitemap

ENTRY = "-- content/entries/{0}.md --\n---\ntitle: T\ndate: 2023-09-19\nsources: [gazette]\n---\n"


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("https://example.org/a/", "https://example.org/a/"),
        ("https://пример.рф/хроника/", "https://xn--e1afmkfd.xn--p1ai/%D1%85%D1%80%D0%BE%D0%BD%D0%B8%D0%BA%D0%B0/"),
        ("https://bücher.example:8080/a%20b/é/", "https://xn--bcher-kva.example:8080/a%20b/%C3%A9/"),
    ],
)
def test_an_address_of_any_script_is_told_to_crawlers_in_ascii(url: str, written: str, site: Callable[..., Site]):
    assert as_uri(url) == written
    made = site(f"-- content/site.yaml --\ntitle: T\nurl: {url}\n" + ENTRY.format("a"))
    made.build()
    assert f"<loc>{written}entries/a/</loc>" in made.page("sitemap.xml")
    assert made.page("robots.txt").endswith(f"Sitemap: {written}sitemap.xml\n")
    assert made.page("sitemap.xml").isascii()


def test_many_addresses_are_told_in_parts_and_an_index(site: Callable[..., Site], monkeypatch: pytest.MonkeyPatch):
    made = site("-- content/site.yaml --\ntitle: T\nurl: https://example.org/\nlanguages: [en, hy]\n")
    made.write("".join(ENTRY.format(f"e{number}") for number in range(5)))
    made.build()
    whole = re.findall("<loc>(.*?)</loc>", made.page("sitemap.xml"))
    monkeypatch.setattr(sitemap, "MOST", 7)
    (made.folder / ".dateline-cache").unlink()
    made.build()
    names = re.findall("<sitemap><loc>https://example.org/(.*?)</loc></sitemap>", made.page("sitemap.xml"))
    assert names == [f"sitemap-{number}.xml" for number in range(1, len(names) + 1)]
    parts = [re.findall("<loc>(.*?)</loc>", made.page(name)) for name in names]
    assert [len(part) for part in parts[:-1]] == [7] * (len(parts) - 1)
    assert [address for part in parts for address in part] == whole
    assert "<loc>https://example.org/hy/sitemap-1.xml</loc>" in made.page("hy/sitemap.xml")
