"""Hosts are asked about sources only when that is wished, politely, and of nothing that readers are not told of."""

import json
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner
from conftest import NOW, Site
from hosts import free_port, serving

from builder.building.pipeline import load
from builder.cli.commands import dateline
from builder.web.archiving import archive_sources, without_copy
from builder.web.link_check import dead_links
from builder.web.wayback import Wayback


class Web:
    """A web of one host: what it answers for each path, and all that it was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, list[tuple[int, dict[str, str], bytes]]] = {}
        self.asked: list[str] = []
        self.said = ""
        self.waits: list[float] = []

    def on(self, path: str, status: int = 200, data: bytes = b"", **headers: str) -> None:
        """Answer a path; several answers are given one after the other, the last for ever."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers.setdefault(path, []).append((status, named, data))

    def answer(self, path: str) -> tuple[int, dict[str, str], bytes]:
        found = self.answers.get(path, [(404, {}, b"")])
        return found.pop(0) if len(found) > 1 else found[0]


@pytest.fixture(scope="module")
def served() -> Iterator[tuple[Web, str]]:
    found = Web()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.asked.append(f"{self.command} {self.path}")
            found.said += f"{self.requestline}{self.headers}"
            status, headers, data = found.answer(self.path)
            if status == 0:
                # The connection is closed without a word.
                return
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(data)

        do_HEAD = do_GET

        def log_message(self, format: str, *values: Any) -> None:
            pass

    with serving(Handler) as port:
        yield found, f"http://127.0.0.1:{port}"


@pytest.fixture
def web(served: tuple[Web, str]) -> tuple[Web, str]:
    served[0].__init__()  # type: ignore[misc]  # Nothing was asked yet.
    return served


def entry(id: str, *fields: str, sources: str = "", body: str = "") -> str:
    lines = "\n".join(("title: T", "date: 2025-04-05", *fields, f"sources: [{sources}]"))
    return f"-- content/entries/{id}.md --\n---\n{lines}\n---\n{body}\n"


def one_source(host: str, path: str, more: str = "") -> str:
    return f"-- content/sources/list.yaml --\n- {{id: gazette, title: T, publisher: P, issued: 2025, URL: '{host}{path}'{more}}}\n"


def found(made: Site, web: Web) -> list[tuple[str, str]]:
    archive = load(made.folder, NOW).archive
    findings = dead_links(archive, wait=web.waits.append, pause=1)
    return [(finding.code, finding.says.partition("127.0.0.1")[2].partition(" ")[2]) for finding in findings]


# What nobody may be asked for: each stands where it is not published, or under a key that never is.
WITHHELD = """
-- content/site.yaml --
title: T
url: https://example.org/
private: {of: HOST/secret-site}
-- content/sources/more.yaml --
- {id: uncited, title: T, publisher: P, issued: 2025, URL: "HOST/secret-uncited"}
- {id: drafted, title: T, publisher: P, issued: 2025, URL: "HOST/secret-drafted"}
- {id: hidden, title: T, publisher: P, issued: 2025, URL: "HOST/secret-hidden", _from: HOST/secret-key}
- {id: noted, title: T, publisher: P, issued: 2025, URL: "HOST/open-noted", private: {URL: "HOST/secret-private"}}
"""


@pytest.fixture
def withheld(site: Callable[..., Site], web: tuple[Web, str]) -> Site:
    _, host = web
    inline = "{{title: T, publisher: P, issued: 2025, URL: 'HOST/secret-{}'}}".format
    text = WITHHELD + entry("shown", sources="noted", body="See [here](https://a.example/).")
    text += entry("draft", "status: draft", sources=f"drafted, {inline('draft')}")
    text += entry("later", "safety: {delay_until: 2031-01-01}", sources=inline("later"))
    text += entry("hidden", "safety: {hide_sources: true}", sources=f"hidden, {inline('hidden-inline')}")
    text += entry(
        "gone",
        "status: withdrawn",
        "corrections: [{date: 2025-05-01, kind: retraction, text: Wrong.}]",
        sources=inline("gone"),
    )
    made = site(text.replace("HOST", host))
    return made


def test_nothing_withheld_is_ever_sent(withheld: Site, web: tuple[Web, str]):
    asked, host = web
    asked.on("/open-noted")
    assert found(withheld, asked) == []
    assert asked.asked == ["HEAD /open-noted"]
    archive = load(withheld.folder, NOW).archive
    service = Wayback(host, host, asked.waits.append)
    asked.on(
        f"/wayback/available?url={host.replace(':', '%3A').replace('/', '%2F')}%2Fopen-noted&timestamp=2025",
        data=b'{"archived_snapshots": {}}',
    )
    outcomes = [*archive_sources(withheld.folder, without_copy(archive, ()), service, saves=True)]
    assert [outcome.id for outcome in outcomes] == ["noted"]
    assert asked.asked[1:] == [f"GET {next(reversed(asked.answers))}", f"GET /save/{host}/open-noted"]
    assert "secret" not in asked.said
    assert "example.org" not in asked.said
    for id in ("drafted", "hidden", "uncited"):
        refused = CliRunner().invoke(dateline, ["archive", id, "--site", str(withheld.folder), "--service", host])
        assert (refused.exit_code, "cited openly" in refused.output) == (2, True)
    listed = CliRunner().invoke(dateline, ["archive", "--dry-run", "--site", str(withheld.folder), "--service", host])
    assert listed.output == f"would send {host}/open-noted\n"
    assert "secret" not in asked.said


@pytest.mark.parametrize("command", ["check", "build"])
def test_nobody_is_asked_unless_that_is_wished(command: str, withheld: Site, web: tuple[Web, str]):
    CliRunner().invoke(dateline, [command, "--site", str(withheld.folder)])
    assert web[0].asked == []


@pytest.mark.parametrize(
    ("answers", "told", "asked"),
    [
        ([(200, {})], [], ["HEAD /a/b"]),
        ([(404, {})], [("link-dead", "is gone (404)")], ["HEAD /a/b", "GET /a/b"]),
        ([(410, {})], [("link-dead", "is gone (410)")], ["HEAD /a/b", "GET /a/b"]),
        # Some hosts know no HEAD.
        ([(405, {}), (200, {})], [], ["HEAD /a/b", "GET /a/b"]),
        ([(403, {})], [("link-unanswered", "cannot be read by a program: the host answers 403")], ["HEAD /a/b", "GET /a/b"]),
        ([(0, {})], [("link-unanswered", "cannot be read by a program: the answer is not HTTP")], ["HEAD /a/b"]),
        ([(301, {"Location": "/c"})], [("link-moved", "has moved permanently")], ["HEAD /a/b", "HEAD /c"]),
        ([(302, {"Location": "/c"})], [], ["HEAD /a/b", "HEAD /c"]),
        ([(308, {"Location": "/a/b/"})], [], ["HEAD /a/b", "HEAD /a/b/"]),
        ([(302, {"Location": "/"})], [("link-dead", "now leads to the front page of its host")], ["HEAD /a/b", "HEAD /"]),
        ([(302, {"Location": "/a/b"})], [("link-unanswered", "cannot be read by a program: it redirects more than 5 times")], ["HEAD /a/b"] * 5),
        ([(302, {"Location": "file:///etc/passwd"})], [("link-unanswered", "cannot be read by a program: it redirects to file:///etc/passwd")], ["HEAD /a/b"]),
        ([(503, {"Retry-After": "7"}), (200, {})], [], ["HEAD /a/b", "HEAD /a/b"]),
        ([(429, {"Retry-After": "900"})], [("link-unanswered", "cannot be read by a program: the host answers 429")], ["HEAD /a/b"]),
    ],
)  # fmt: skip
def test_what_a_host_answers_is_told_as_what_it_means(
    answers, told, asked, site: Callable[..., Site], web: tuple[Web, str]
):
    there, host = web
    for path in ("/", "/c", "/a/b/"):
        there.on(path)
    for status, headers in answers:
        there.on("/a/b", status, **headers)
    made = site(one_source(host, "/a/b") + entry("shown", sources="gazette"))
    assert found(made, there) == told
    assert there.asked == asked
    assert there.waits == [7] * ("Retry-After" in str(answers) and "900" not in str(answers))


def test_a_host_that_is_not_there_is_told(site: Callable[..., Site]):
    made = site(one_source(f"http://127.0.0.1:{free_port()}", "/a") + entry("shown", sources="gazette"))
    assert found(made, Web()) == [("link-unanswered", "cannot be read by a program: Connection refused")]


def test_a_host_is_asked_one_thing_at_a_time_and_left_alone_when_it_says_so(
    site: Callable[..., Site], web: tuple[Web, str]
):
    there, host = web
    sources = "".join(f"- {{id: s{n}, title: T, publisher: P, issued: 2025, URL: '{host}/{n}'}}\n" for n in range(5))
    for n in range(5):
        there.on(f"/{n}", 429 if n == 2 else 200)
    made = site(f"-- content/sources/list.yaml --\n{sources}" + entry("shown", sources="s0, s1, s2, s3, s4"))
    assert found(made, there) == [
        ("link-unanswered", "cannot be read by a program: the host answers 429"),
        ("link-unanswered", "was not checked: its host asks for later requests"),
        ("link-unanswered", "was not checked: its host asks for later requests"),
    ]
    assert (there.asked, there.waits) == (["HEAD /0", "HEAD /1", "HEAD /2"], [1, 1])


def test_check_shows_dead_links_with_their_places(site: Callable[..., Site], web: tuple[Web, str]):
    there, host = web
    kept = f"{host.replace('127.0.0.1', 'localhost')}/kept"
    made = site(one_source(host, "/gone", f", archived: '{kept}'") + entry("shown", sources="gazette"))
    there.on("/kept")
    done = CliRunner().invoke(dateline, ["check", "--links", "--json", "--site", str(made.folder)])
    problems = [one for one in json.loads(done.output)["problems"] if one["code"].startswith("link-")]
    assert problems == [
        {
            "file": "content/sources/list.yaml", "line": 1, "column": 60, "code": "link-dead", "severity": "warning",
            "says": f"{host}/gone is gone (404)",
            "hint": "readers have the archived copy; find out where the page is now",
        }
    ]  # fmt: skip
    assert done.exit_code == 0


class Service:
    """The Wayback Machine's two questions, played over a web."""

    def __init__(self, web: Web, host: str) -> None:
        self.web, self.host = web, host

    def knows(self, address: str, copy: str | None, status: str = "200", day: str = "2025") -> None:
        quoted = address.replace(":", "%3A").replace("/", "%2F")
        closest = {"closest": {"available": True, "url": copy, "status": status, "timestamp": "20250102030405"}}
        data = json.dumps({"url": address, "archived_snapshots": closest if copy else {}}).encode()
        self.web.on(f"/wayback/available?url={quoted}&timestamp={day}", data=data)

    def run(self, made: Site, *options: str) -> tuple[int, list[str]]:
        done = CliRunner().invoke(dateline, ["archive", "--site", str(made.folder), "--service", self.host, *options])
        return done.exit_code, done.output.splitlines()


def test_a_copy_is_written_into_the_record_and_nothing_else_changes(site: Callable[..., Site], web: tuple[Web, str]):
    there, host = web
    copy = "http://web.archive.org/web/20250102030405/https://www.gazette.example/a"
    kept = f"{host}/web/20250102030405/https://gazette.example/a/"
    Service(there, host).knows("https://gazette.example/a", kept)
    text = "# Ours\n- id:   gazette # the paper\n  title:  'T'\n  publisher: P\n  issued: 2025\n\n  URL: https://gazette.example/a   # read\n"
    made = site(f"-- content/sources/list.yaml --\n{text}" + entry("shown", sources="gazette"))
    code, lines = Service(there, host).run(made)
    assert (code, lines) == (0, [f"gazette: {kept}", "1 copies found, 0 pages without one, 0 to add by hand"])
    written = (made.folder / "content/sources/list.yaml").read_text()
    assert written == f'{text}  archived: "{kept}"\n'
    assert [line for line in made.problems() if "error" in line] == []
    # It is not asked for again, and what the archive's own host keeps is named by https.
    assert Service(there, host).run(made)[1] == ["0 copies found, 0 pages without one, 0 to add by hand"]
    there.answers.clear()
    Service(there, host).knows("https://gazette.example/a", copy)
    service = Wayback(host, "https://web.archive.org", there.waits.append)
    assert service.copy_of("https://gazette.example/a", "2025") == copy.replace("http://web", "https://web")


@pytest.mark.parametrize(
    ("copy", "status"),
    [
        (None, "200"),
        ("HOST/web/20250102030405/https://gazette.example/a", "404"),
        # Not a copy of this page, not at the archive, not a copy at all.
        ("HOST/web/20250102030405/https://gazette.example/b", "200"),
        ("https://elsewhere.example/web/20250102030405/https://gazette.example/a", "200"),
        ("javascript:alert(1)//web/20250102030405/https://gazette.example/a", "200"),
        ("HOST/a", "200"),
    ],
)
def test_what_is_no_copy_of_the_page_is_not_written(copy, status, site: Callable[..., Site], web: tuple[Web, str]):
    there, host = web
    Service(there, host).knows("https://gazette.example/a", copy and copy.replace("HOST", host), status)
    made = site(one_source("https://gazette.example", "/a") + entry("shown", sources="gazette"))
    before = (made.folder / "content/sources/list.yaml").read_text()
    assert Service(there, host).run(made) == (
        0, ["gazette: no copy of https://gazette.example/a", "0 copies found, 1 pages without one, 0 to add by hand"],
    )  # fmt: skip
    assert (made.folder / "content/sources/list.yaml").read_text() == before


@pytest.mark.parametrize("how", ["redirect", "header", "refused", "limit"])
def test_a_page_is_saved_only_when_that_is_wished(how: str, site: Callable[..., Site], web: tuple[Web, str]):
    there, host = web
    Service(there, host).knows("https://gazette.example/a", None)
    copy = "/web/20260101000000/https://gazette.example/a"
    saved = "/save/https://gazette.example/a"
    there.on(copy)
    if how == "redirect":
        there.on(saved, 302, Location=copy)
    elif how == "header":
        there.on(saved, 200, Content_Location=copy)
    else:
        there.on(saved, 520 if how == "refused" else 429)
    made = site(one_source("https://gazette.example", "/a") + entry("shown", sources="gazette"))
    assert Service(there, host).run(made)[1][0] == "gazette: no copy of https://gazette.example/a"
    assert [line for line in there.asked if "/save/" in line] == []
    code, lines = Service(there, host).run(made, "--save")
    written = (made.folder / "content/sources/list.yaml").read_text()
    if how in ("redirect", "header"):
        assert (code, lines[0]) == (0, f"gazette: {host}{copy}")
        assert f'/a\', archived: "{host}{copy}"}}' in written
    elif how == "refused":
        assert (code, lines[0]) == (0, "gazette: no copy of https://gazette.example/a")
    else:
        assert (code, lines) == (
            2,
            ["dateline: the archive has received too many requests: what was found is saved; continue later"],
        )
    assert ("archived" in written) is (how in ("redirect", "header"))


def test_what_was_found_before_the_archive_fails_is_written(
    site: Callable[..., Site], web: tuple[Web, str], monkeypatch
):
    there, host = web
    for name, answer in (("a", "ok"), ("b", "limit")):
        Service(there, host).knows(
            f"https://gazette.example/{name}", f"{host}/web/20250102030405/https://gazette.example/{name}"
        )
        if answer == "limit":
            there.answers[f"/wayback/available?url=https%3A%2F%2Fgazette.example%2F{name}&timestamp=2025"] = [
                (429, {}, b"")
            ]
    monkeypatch.setattr("builder.web.archiving.PAUSE", 0)
    lines = "".join(
        f"- {{id: {n}, title: T, publisher: P, issued: 2025, URL: 'https://gazette.example/{n}'}}\n" for n in "ab"
    )
    made = site(f"-- content/sources/list.yaml --\n{lines}" + entry("shown", sources="a, b"))
    code, told = Service(there, host).run(made)
    assert (code, told[0], "too many requests" in told[1]) == (
        2,
        f"a: {host}/web/20250102030405/https://gazette.example/a",
        True,
    )
    assert (made.folder / "content/sources/list.yaml").read_text().count("archived") == 1


def test_the_copy_asked_for_is_the_one_nearest_to_what_was_read(site: Callable[..., Site], web: tuple[Web, str]):
    there, host = web
    made = site(
        one_source("https://gazette.example", "/a", ", accessed: 2025-03-04") + entry("shown", sources="gazette")
    )
    there.on("/", data=b"no JSON")
    code, told = Service(there, host).run(made)
    assert parse_qs(urlsplit(there.asked[0].split()[1]).query) == {
        "url": ["https://gazette.example/a"],
        "timestamp": ["20250304"],
    }
    assert (code, "cannot be reached (answers 404)" in told[0]) == (2, True)
