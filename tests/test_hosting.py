"""What a host is told of each file: one table, in the forms that hosts take."""

import json
import re
from collections.abc import Callable
from urllib.parse import quote

import pytest
from click.testing import CliRunner
from conftest import Site

from builder.cli.commands import dateline
from builder.cli.headers import FORMS
from builder.hosting import forms, write_headers
from builder.model.hosting import header_rules, policy
from builder.model.site import Hosting
from builder.model.site import Site as Settings

MOVED = """
-- content/site.yaml --
title: A small chronology
url: https://example.org/
sharing: {embeds: true}
-- content/entries/appeal.md --
---
title: An appeal
date: 2023-09-19
formerly: [call, Երևան]
sources: [gazette]
---
-- content/pages/about.md --
---
title: About
formerly: [imprint]
---
"""
HEADERS = """\
/*
  Content-Security-Policy: default-src 'none'; style-src 'self'; img-src 'self'; media-src 'self'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; base-uri 'none'; form-action 'none'
  Referrer-Policy: no-referrer
  Permissions-Policy: accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()
  X-Content-Type-Options: nosniff
  Cross-Origin-Opener-Policy: same-origin
  Cross-Origin-Resource-Policy: same-origin
/assets/*
  Cache-Control: public, max-age=31536000, immutable
/
  Content-Security-Policy: frame-ancestors 'none'
/:page/
  Content-Security-Policy: frame-ancestors 'none'
/:section/:page/
  Content-Security-Policy: frame-ancestors 'none'
/timeline/:year/:month/
  Content-Security-Policy: frame-ancestors 'none'
"""
SEARCHING = ("script-src", "'self' 'wasm-unsafe-eval'")
REDIRECTS = """\
/entries/call/ /entries/appeal/ 301
/entries/%D5%A5%D6%80%D6%87%D5%A1%D5%B6/ /entries/appeal/ 301
/imprint/ /about/ 301
"""


def said(address: str, https_only: bool = False) -> dict[str, str]:
    """Give what the table has a host say with an address."""
    site = Settings(title="", hosting=Hosting((), https_only))
    fitting = [rule for rule in header_rules(site) if re.search(rule.regex(), address)]
    return {name: value for rule in fitting for name, value in rule.headers}


def said_by_a_host_that_follows_files(address: str, headers: str) -> dict[str, list[str]]:
    """Give what such a host says with an address: all rules that fit, one after the other."""
    found: dict[str, list[str]] = {}
    fits = False
    for line in headers.splitlines():
        if line.startswith("/"):
            pattern = re.sub(":[a-z]+", "[^/]+", line.replace("*", ".*"))
            fits = re.fullmatch(pattern, address) is not None
        elif fits:
            name, _, value = line.strip().partition(": ")
            found.setdefault(name, []).append(value)
    return found


@pytest.fixture
def published(site: Callable[..., Site]) -> Site:
    small = site(MOVED.replace("Երևան", "երևան"))
    small.build()
    return small


def test_pages_say_of_themselves_what_the_host_says_of_them(published: Site):
    meta = re.compile('<meta http-equiv="Content-Security-Policy" content="(.*?)">')
    former = {f"{line.split()[0].strip('/')}/index.html" for line in REDIRECTS.splitlines()}
    told = {
        path: "; ".join([*meta.findall(data.decode()), "frame-ancestors 'none'"])
        for path, data in published.published().items()
        if path.endswith(".html") and quote(path) not in former
    }
    framed = {path: told.pop(path) for path in tuple(told) if path.endswith("/embed/index.html")}
    searching = told.pop("search/index.html")
    assert told == {path: said(f"/{path}")["Content-Security-Policy"] for path in told}
    # Each has its own say where the host leaves it some: it needs less, as the full text is not searched here.
    assert set(told.values()) == {searching} == {policy()}
    assert set(framed.values()) == {
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    }


def test_the_search_page_may_run_what_searches_the_full_text(site: Callable[..., Site]):
    small = site("-- content/site.yaml --\ntitle: A small chronology\nfull_text: true\n")
    small.build()
    own = policy(SEARCHING).removesuffix("; frame-ancestors 'none'")
    assert f'<meta http-equiv="Content-Security-Policy" content="{own}">' in small.page("search/")
    assert {said(address)["Content-Security-Policy"] for address in ("/search/", "/hy/search/")} == {
        policy(SEARCHING)
    }


def test_only_what_changes_its_name_with_its_content_is_kept_for_ever():
    kept = {address: said(address)["Cache-Control"] for address in ("/", "/assets/a.css", "/media/assets/a.png")}
    assert kept == {
        "/": "public, max-age=300",
        "/assets/a.css": "public, max-age=31536000, immutable",
        "/media/assets/a.png": "public, max-age=300",
    }


def test_pages_that_are_made_for_it_may_be_framed_and_no_others():
    framed = {address: said(address)["Content-Security-Policy"] for address in ("/", "/entries/a/embed/", "/embed/")}
    anybody = policy().replace("frame-ancestors 'none'", "frame-ancestors *")
    assert framed == {"/": policy(), "/entries/a/embed/": anybody, "/embed/": policy()}


def test_https_alone_is_asked_for_only_where_the_site_says_so():
    assert "Strict-Transport-Security" not in said("/")
    assert said("/", https_only=True)["Strict-Transport-Security"] == "max-age=31536000"


def test_the_headers_file_is_written_whole(published: Site):
    assert published.page("_headers") == HEADERS


def test_the_headers_file_follows_the_settings(site: Callable[..., Site]):
    secure = site("-- content/site.yaml --\ntitle: A small chronology\nhosting: {https_only: true}\n")
    secure.build()
    line = "  Strict-Transport-Security: max-age=31536000\n"
    assert secure.page("_headers") == HEADERS.replace("/assets", f"{line}/assets")


def test_what_the_headers_file_has_said_twice_is_what_the_table_has_said_once(published: Site):
    pages = {f"/{path.removesuffix('index.html')}" for path in published.published() if path.endswith("/index.html")}
    assert {"/entries/appeal/", "/timeline/2023/09/"} < pages
    others = {f"/hy{page}" for page in pages}
    headers = write_headers("netlify", Settings(title="", languages=("en", "hy")))
    for address in {"/", *pages, *others} - {"/search/", "/hy/search/"}:
        told = said_by_a_host_that_follows_files(address, headers)
        own, *framing = told["Content-Security-Policy"]
        # Such hosts say the loosest policy of all; what else a page may not do, it says itself.
        own = own.replace(" 'wasm-unsafe-eval'", "")
        told["Content-Security-Policy"] = [own, *(framing or ["frame-ancestors *"])]
        # Without a word of ours, such hosts have a page asked for again every time.
        told["Cache-Control"] = ["public, max-age=300"]
        assert {name: "; ".join(values) for name, values in told.items()} == said(address)


def test_the_headers_file_has_what_changes_its_name_kept_for_ever():
    told = said_by_a_host_that_follows_files("/assets/a.css", HEADERS)
    assert told["Cache-Control"] == [said("/assets/a.css")["Cache-Control"]]


def test_the_headers_file_leaves_pages_to_be_framed_to_their_own_policy():
    told = said_by_a_host_that_follows_files("/entries/a/embed/", HEADERS)
    assert told["Content-Security-Policy"] == [policy(SEARCHING).removesuffix("; frame-ancestors 'none'")]


def test_a_looser_policy_of_some_pages_reaches_every_form():
    told = {form: write_headers(form, Settings(title="")).count(" 'wasm-unsafe-eval'; ") for form in forms()}
    assert told == {"apache": 2, "caddy": 2, "netlify": 1, "nginx": 2, "vercel": 2}


def test_former_addresses_lead_to_present_ones_at_hosts_that_follow_files(published: Site):
    assert published.page("_redirects") == published.page("redirects.txt") == REDIRECTS


def test_a_site_where_nothing_moved_has_no_redirects(site: Callable[..., Site]):
    small = site()
    small.build()
    assert {path for path in small.published() if "redirects" in path or path.startswith("_")} == {"_headers"}


def test_hosts_that_read_files_need_no_redirects_of_their_own(published: Site):
    line = ["headers", "--redirects", "--site", str(published.folder), "--form"]
    done = CliRunner().invoke(dateline, [*line, "netlify"])
    assert (done.exit_code, done.output) == (
        2, "dateline: such hosts read them in `_redirects`, which is in public/\n",
    )  # fmt: skip
    found = json.loads(CliRunner().invoke(dateline, [*line, "vercel"]).output)["redirects"]
    assert [(one["source"], one["destination"]) for one in found] == [
        tuple(line.split()[:2]) for line in REDIRECTS.splitlines()
    ]


def test_the_command_knows_every_form():
    assert forms() == FORMS
