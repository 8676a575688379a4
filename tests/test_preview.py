"""The preview shows every save, and to nobody else."""

import asyncio
import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from conftest import NOW, Site
from laws import SEARCH

from builder.preview.panel import with_panel
from builder.preview.server import PreviewState
from builder.preview.shown_site import ShownSite
from builder.preview.watching import Watch

HOUSE = Path(__file__).parent.parent

ENTRY = """
-- content/entries/talks.md --
---
title: {title}
date: 2023-09-19
sources: [gazette]
---
{body}
"""


@dataclass(frozen=True)
class Preview:
    """A site that is being previewed: where, and what the command says."""

    site: Site
    address: str
    process: "subprocess.Popen[str]"

    def get(self, path: str = "", **headers: str) -> tuple[int, str]:
        request = urllib.request.Request(self.address + path, headers=headers)
        try:
            with urllib.request.urlopen(request) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def post(self, path: str, data: str, **headers: str) -> int:
        request = urllib.request.Request(self.address + path, data.encode(), headers, method="POST")
        try:
            with urllib.request.urlopen(request) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code

    def shows(self, path: str, words: str) -> bool:
        return until(lambda: words in self.get(path)[1])


@pytest.fixture
def preview() -> Iterator[Callable[..., Preview]]:
    """Preview a site as long as the test lasts."""
    with ExitStack() as processes:

        def start(made: Site, *options: str) -> Preview:
            command = [sys.executable, "-m", "builder", "preview", "--site", str(made.folder), "--port", "5600"]
            environment = {name: value for name, value in os.environ.items() if name != "EDITOR"}
            process = subprocess.Popen(
                [*command, *options],
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                env=environment,
                # A run of the tests in the background may leave Ctrl-C ignored to what it starts.
                preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
            )
            processes.callback(process.wait)
            processes.callback(process.terminate)
            said = ""
            for line in process.stdout:
                said += line
                if match := re.search(r"http://\S+", line):
                    return Preview(made, match[0], process)
            raise AssertionError(said)

        yield start


def until(true: Callable[[], bool]) -> bool:
    """Ask again and again, at most so often that a slow machine has had its time."""
    for _ in range(1200):
        if true():
            return True
        time.sleep(0.02)
    return False


def test_a_save_is_seen_and_a_mistake_is_shown_where_one_looks(site, preview):
    shown = preview(site(ENTRY.format(title="Talks begin", body="They met.")))
    assert "They met." in shown.get("entries/talks/")[1]
    shown.site.write(ENTRY.format(title="Talks begin", body="They parted."))
    assert shown.shows("entries/talks/", "They parted.")
    shown.site.write(ENTRY.format(title="Talks begin", body="See [[nobody]]."))
    wrong = "content/entries/talks.md:6:5 error [link-unknown] no entry, actor, place or page is called &quot;nobody&quot;"
    assert shown.shows("entries/talks/", wrong)
    page = shown.get("entries/talks/")[1]
    assert "They parted." in page
    assert "<pre><code>See <mark>[[nobody]].</mark></code></pre>" in page
    assert wrong in shown.get()[1]
    shown.site.write(ENTRY.format(title="Talks end", body="All is well."))
    assert shown.shows("timeline/", "Talks end")
    assert wrong not in shown.get()[1]
    assert not (shown.site.folder / "public").exists()


def test_a_file_that_cannot_be_read_keeps_the_last_good_page(site, preview):
    shown = preview(site(ENTRY.format(title="Talks begin", body="They met.")))
    shown.site.write("-- content/entries/talks.md --\n---\ntitle: [Talks\n---\nThey met again.\n")
    assert shown.shows("entries/talks/", "talks.md:2:8 error [front-matter] a bracket that is not closed")
    assert "They met." in shown.get("entries/talks/")[1]
    shown.site.write(ENTRY.format(title="Talks begin", body="They met again."))
    assert shown.shows("entries/talks/", "They met again.")
    assert 'role="alert"' not in shown.get("entries/talks/")[1]


def test_only_this_machine_may_ask_and_only_for_what_is_published(site, preview):
    shown = preview(site(ENTRY.format(title="Talks begin", body="They met.")))
    (shown.site.folder / "secret.txt").write_text("secret", "utf-8")
    host = shown.address.split("/")[2]
    assert shown.get()[0] == 200
    assert shown.get(Host="example.org")[0] == 403
    assert shown.get(Origin="http://example.org")[0] == 403
    assert shown.get(Origin=f"http://{host}")[0] == 200
    for path in (
        "../secret.txt", "%2e%2e/secret.txt", "..%2fsecret.txt", "%2e%2e%2fsecret.txt", "..%5csecret.txt", "/etc/passwd",
        "%2fetc%2fpasswd", "....//secret.txt", "%252e%252e/secret.txt", "_preview/../secret.txt", "_preview/server.py",
        "content/entries/talks.md", "assets/",
    ):  # fmt: skip
        status, text = shown.get(path)
        assert (status, "secret" in text, "root:" in text) == (404, False, False), path
    sent = "".join(
        shown.get(path)[1] for path in ("", "entries/talks/", "_preview/", "nowhere/", "_preview/panel?path=/")
    )
    assert str(shown.site.folder) not in sent


@pytest.mark.parametrize(
    ("host", "origin", "status"),
    [
        ("{own}", "http://{own}", 101),
        ("{own}", "http://example.org", 403),
        ("example.org", "http://example.org", 403),
    ],
)
def test_messages_go_to_pages_of_this_server_alone(site, preview, host, origin, status):
    shown = preview(site(ENTRY.format(title="Talks begin", body="They met.")))
    own = shown.address.split("/")[2]
    connection = http.client.HTTPConnection(own)
    connection.putrequest("GET", "/livereload", skip_host=True)
    for name, value in {
        "Host": host.format(own=own), "Origin": origin.format(own=own), "Connection": "Upgrade", "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    }.items():  # fmt: skip
        connection.putheader(name, value)
    connection.endheaders()
    assert connection.getresponse().status == status
    connection.close()


# The suite asks for every seventh file, `make laws` for all: that is more work than to publish them.
@pytest.mark.law
def test_every_page_of_the_publication_is_served_as_it_is_published(publication_folder, tmp_path):
    shutil.copytree(HOUSE / "content", tmp_path / "content")
    shown = ShownSite(tmp_path, lambda: NOW, shows_early=False)
    assert shown.update().problems == ()
    preview = PreviewState(tmp_path, "127.0.0.1", shown, None)
    files = {place.relative_to(publication_folder).as_posix(): place for place in publication_folder.rglob("*.*")}
    # One of the translated editions speaks for all.
    served = {path: place for path, place in files.items() if not path.startswith(("manifest.json", "az/", "ru/"))}
    assert len(served) > 2000
    asked = dict(list(served.items())[:: 7 if SEARCH == "little" else 1])
    assert {"entries", "actors", "places", "sources", "timeline", "assets"} <= {path.split("/")[0] for path in asked}
    for path, place in asked.items():
        answer = shown.answer(path)
        assert answer.data == place.read_bytes(), path
        if path.endswith(".html"):
            assert taken_out(preview.page(answer.data, path, None), shown.state) == answer.data.decode(), path


def taken_out(page: str, state: str) -> str:
    """Take out of a page what the preview puts in."""
    head = with_panel("</head>", "", state).removesuffix("</head>")
    return re.sub(r'<aside id="dateline-preview".*</aside>(?=</body>)', "", page.replace(head, "", 1), flags=re.S)


def changed(shown: ShownSite, made: Site, text: str) -> tuple[str, ...]:
    """Save files, and give what has to be fixed then."""
    made.write(text)
    shift = shown.update(re.findall("^-- (.+) --$", text, re.M))
    return tuple(str(problem) for problem in shift.problems)


def page(shown: ShownSite, address: str) -> str:
    answer = shown.answer(address)
    assert answer.status == 200, address
    return answer.data.decode()


def test_every_kind_of_change_is_shown(site):
    made = site(
        ENTRY.format(title="Talks begin", body="They met in [[yerevan]] with [[armenia]].")
        + "-- content/entries/after.md --\n---\ntitle: After\ndate: 2023-09-20\nsources: [gazette]\nactors: [armenia]\n---\nSee [[talks]].\n"
    )
    shown = ShownSite(made.folder, lambda: NOW, shows_early=True)
    assert shown.update().problems == ()
    assert changed(shown, made, ENTRY.format(title="Talks go on", body="They met.")) == ()
    assert ["Talks go on" in page(shown, at) for at in ("timeline/", "entries/talks/", "entries/after/")] == [
        True
    ] * 3
    assert changed(shown, made, ENTRY.format(title="Talks", body="").replace("2023-09-19", "2023-10-01")) == ()
    assert "Talks" in page(shown, "timeline/2023/10/")
    assert "Talks" not in page(shown, "timeline/2023/09/").split("</nav>", 1)[1].split("<footer")[0]
    actor = "-- content/actors/armenia.md --\n---\nkind: state\nnames: [Republic of Armenia]\n---\n"
    assert changed(shown, made, actor) == ()
    assert ["Republic of Armenia" in page(shown, at) for at in ("actors/", "entries/after/", "timeline/")] == [
        True
    ] * 3
    new = "-- content/entries/new.md --\n---\ntitle: A new one\ndate: 2023-09-21\nsources: [gazette]\n---\nNew.\n"
    assert changed(shown, made, new) == ()
    assert "A new one" in page(shown, "timeline/")
    (made.folder / "content/entries/new.md").rename(made.folder / "content/entries/newer.md")
    shown.update(["content/entries/new.md", "content/entries/newer.md"])
    assert (shown.answer("entries/new/").status, shown.answer("entries/newer/").status) == (404, 200)
    made.delete("content/entries/newer.md")
    shown.update(["content/entries/newer.md"])
    assert "A new one" not in page(shown, "timeline/")
    assert changed(shown, made, "-- content/site.yaml --\ntitle: Another title\n") == ()
    assert "Another title" in page(shown, "")
    assert changed(shown, made, "-- themes/chronicle/strings/en.yaml --\ntimeline: {title: Day by day}\n") == ()
    assert "Day by day" in page(shown, "timeline/")
    template = '{% extends "frame.html" %}{% block main %}<h1>Own</h1>{% endblock %}'
    assert changed(shown, made, f"-- themes/chronicle/templates/timeline.html --\n{template}\n") == ()
    assert "<h1>Own</h1>" in page(shown, "timeline/")
    made.write("-- themes/chronicle/css/print.css --\nbody { color: red }\n")
    shift = shown.update(["themes/chronicle/css/print.css"])
    assert shift.stylesheet is not None
    assert b"color: red" in shown.answer(shift.stylesheet).data
    assert shift.stylesheet in page(shown, "")


def test_a_failure_in_a_template_names_it_its_line_and_the_page_and_the_last_good_page_stays(site):
    made = site(ENTRY.format(title="Talks begin", body="They met."))
    shown = ShownSite(made.folder, lambda: NOW, shows_early=True)
    shown.update()
    good = page(shown, "entries/talks/")
    assert changed(shown, made, "-- themes/chronicle/templates/parts/time.html --\n\n{{ page.nothing }}\n") == ()
    answer = shown.answer("entries/talks/")
    assert (answer.status, answer.data.decode()) == (500, good)
    says = "the template parts/time.html, line 2, rendering Timed: 'Timed' object has no attribute 'nothing'"
    assert answer.problem is not None
    assert answer.problem.says == says
    made.delete("themes/chronicle/templates/parts/time.html")
    shown.update(["themes/chronicle/templates/parts/time.html"])
    assert page(shown, "entries/talks/") == good


def test_what_is_not_published_yet_is_shown_and_marked_unless_it_is_not_wished(site):
    draft = "-- content/entries/draft.md --\n---\ntitle: A draft\ndate: 2023-09-19\nstatus: draft\nsources: [gazette]\n---\n"
    provisional = "-- content/entries/early.md --\n---\ntitle: Early\ndate: 2023-09-20\nstatus: provisional\nsources: [gazette]\n---\n"
    made = site(ENTRY.format(title="Talks begin", body="They met.") + draft + provisional)
    shown = ShownSite(made.folder, lambda: NOW, shows_early=True)
    shown.update()
    assert '<p class="note">Not published yet</p>' in page(shown, "entries/draft/")
    listed = re.findall(r"<h3><a.*?>(.*?)</a>(?: <span class=\"early\">(.*?)</span>)?</h3>", page(shown, "timeline/"))
    assert sorted(listed) == [("A draft", "Not published yet"), ("Early", "Provisional entry"), ("Talks begin", "")]
    overview = PreviewState(made.folder, "127.0.0.1", shown, None).overview()
    assert re.findall(r"<li><a href=\"(.*?)\">.*?</a> \((.*?)\)", overview) == [
        ("/entries/draft/", "draft"), ("/entries/early/", "provisional"),
    ]  # fmt: skip
    shown = ShownSite(made.folder, lambda: NOW, shows_early=False)
    shown.update()
    assert shown.answer("entries/draft/").status == 404
    assert "A draft" not in page(shown, "timeline/")


def test_a_link_to_an_edition_leads_to_how_it_is_made_as_the_preview_shows_drafts_too(site):
    made = site(ENTRY.format(title="Talks begin", body="They met."))
    made.write("-- content/site.yaml --\ntitle: A chronology\nlanguage: en\nlanguages: [en, ar]\neditions: [epub]\n")
    shown = ShownSite(made.folder, lambda: NOW, shows_early=True)
    shown.update()
    preview = PreviewState(made.folder, "127.0.0.1", shown, None)
    for prefix, file in (("", "a-chronology.epub"), ("ar/", "a-chronology-ar.epub")):
        front = preview.page(shown.answer(prefix).data, f"{prefix}index.html", None)
        assert re.findall(rf'<a href="\./downloads/{file}"(.*?)>', front) == [""]
        answer = shown.answer(f"{prefix}downloads/{file}")
        assert (answer.status, answer.type) == (404, "text/html; charset=utf-8")
        assert "<code>dateline build --edition epub</code> writes it into editions/." in answer.data.decode()
    assert b"--edition" not in shown.answer("downloads/other.epub").data


def test_however_an_editor_saves_the_last_text_is_shown(site, preview):
    shown = preview(site(ENTRY.format(title="Talks begin", body="They met.")))
    place = shown.site.folder / "content/entries/talks.md"
    text = ENTRY.format(title="Talks begin", body="{}").split("--\n", 1)[1]
    beside = place.with_name("talks.md~")
    beside.write_text(text.format("By renaming."), "utf-8")
    beside.rename(place)
    assert shown.shows("entries/talks/", "By renaming.")
    stamp = place.stat()
    place.write_text(text.format("An old time."), "utf-8")
    os.utime(place, ns=(stamp.st_atime_ns, stamp.st_mtime_ns - 10**12))
    assert shown.shows("entries/talks/", "An old time.")
    for number in range(10):
        place.write_text(text.format(f"Save {number}."), "utf-8")
        time.sleep(0.02)
    assert shown.shows("entries/talks/", "Save 9.")
    first, second = text.format("In two halves, and now whole.").split(", ")
    with place.open("w", encoding="utf-8") as file:
        file.write(first)
        file.flush()
        time.sleep(0.1)
        file.write(f", {second}")
    assert shown.shows("entries/talks/", "In two halves, and now whole.")


def test_many_files_at_once_are_taken_in_at_once(site, preview):
    shown = preview(site(ENTRY.format(title="Talks begin", body="They met.")))
    made = "".join(
        f"-- content/entries/e{number}.md --\n---\ntitle: Number {number}\ndate: 2023-09-19\nsources: [gazette]\n---\n"
        for number in range(300)
    )
    shown.site.write(made)
    assert shown.shows("entries/e299/", "Number 299")
    assert [shown.get(f"entries/e{number}/")[0] for number in range(0, 300, 60)] == [200] * 5
    shown.process.send_signal(signal.SIGINT)
    said = shown.process.communicate(timeout=60)[0]
    assert 1 <= said.count(": shown (") <= 5, said


def test_ctrl_c_is_not_lost_where_it_comes_together_with_a_save(tmp_path):
    async def interrupted() -> None:
        told: asyncio.Queue[frozenset[str]] = asyncio.Queue()
        watching = asyncio.create_task(asyncio.sleep(60))
        waiting = asyncio.ensure_future(anext(Watch(tmp_path, told, watching).saved()))
        told.put_nowait(frozenset("abcd"))
        for _ in range(5):
            await asyncio.sleep(0)
        told.put_nowait(frozenset("e"))
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        watching.cancel()

    with ThreadPoolExecutor(1) as apart:
        apart.submit(asyncio.run, interrupted()).result()


def test_ctrl_c_ends_it_at_once_and_a_port_in_use_gives_way(site, preview):
    made = site(ENTRY.format(title="Talks begin", body="They met."))
    first = preview(made)
    second = preview(made)
    assert first.address != second.address
    for shown in (first, second):
        shown.process.send_signal(signal.SIGINT)
        assert shown.process.wait(20) == 0


def test_files_are_looked_at_in_turn_where_that_is_wished(site, preview):
    shown = preview(site(ENTRY.format(title="Talks begin", body="They met.")), "--poll")
    shown.site.write(ENTRY.format(title="Talks begin", body="They parted."))
    assert shown.shows("entries/talks/", "They parted.")


def test_what_check_finds_stands_on_the_page_of_its_file(site, preview):
    shown = preview(site(ENTRY.format(title="Talks begin", body="They met.\n\n# A heading too high\n")))
    assert until(lambda: re.search("findings? in this file", shown.get("entries/talks/")[1]) is not None)
    assert "<h2>Findings</h2><ul>" in shown.get("_preview/")[1]


def test_a_page_opens_its_own_source_in_the_author_s_editor(site, preview, tmp_path):
    told = tmp_path / "told.json"
    script = f"import json, sys; json.dump(sys.argv[1:], open({str(told)!r}, 'w'))"
    editor = f"{sys.executable} -c {json.dumps(script)} {{file}} {{line}}"
    shown = preview(site(ENTRY.format(title="Talks begin", body="They met.")), "--editor", editor)
    host = shown.address.split("/")[2]
    assert 'data-file="content/entries/talks.md"' in shown.get("entries/talks/")[1]
    asked = "file=content/entries/talks.md&line=3"
    assert shown.post("_preview/open", asked) == 403
    assert shown.post("_preview/open", asked, Origin="http://example.org") == 403
    assert shown.post("_preview/open", "file=../secret&line=1", Origin=f"http://{host}") == 403
    assert not told.exists()
    assert shown.post("_preview/open", asked, Origin=f"http://{host}") == 204
    assert until(lambda: told.exists() and told.read_text("utf-8").endswith("]"))
    assert json.loads(told.read_text("utf-8")) == [str(shown.site.folder / "content/entries/talks.md"), "3"]
