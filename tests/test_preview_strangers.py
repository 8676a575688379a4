"""The preview keeps strangers away from the author's editor, from frames around its pages, and from its time."""

import asyncio
import socket
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from conftest import NOW, Site
from tornado.iostream import IOStream

from builder.preview import server as serving
from builder.preview.server import PreviewState, listen
from builder.preview.shown_site import ShownSite

ENTRY = "-- content/entries/talks.md --\n---\ntitle: Talks\ndate: 2023-09-19\nsources: [gazette]\n---\nThey met.\n"
ASKED = "file=content/entries/talks.md&line=3"


@dataclass
class Served:
    """A preview that listens everywhere, in this process, and what its editor was asked to open."""

    server: Any
    port: int
    opened: list[tuple[Path, int]] = field(default_factory=list)

    async def ask(self, text: str, peer: str = "127.0.0.1") -> str:
        """Send a request as whoever is at an address; return the whole answer."""
        with socket.create_server(("127.0.0.1", 0)) as door:
            own = socket.create_connection(door.getsockname())
            other, _ = door.accept()
        other.setblocking(False)
        self.server.handle_stream(IOStream(other), (peer, 50_000))
        reader, writer = await asyncio.open_connection(sock=own)
        writer.write(text.replace("\n", "\r\n").encode())
        # Whoever asked to talk on is refused over a connection that stays open.
        head = await reader.readuntil(b"\r\n\r\n") if "Upgrade: " in text else b""
        answer = head or await reader.read()
        writer.close()
        return answer.decode("utf-8", "replace")


@pytest.fixture
def served(site: Callable[..., Site]) -> Callable[[Callable[[Served], Coroutine[Any, Any, None]]], None]:
    """Serve a site as long as a conversation with it lasts."""
    small = site(ENTRY)

    def run(conversation: Callable[[Served], Coroutine[Any, Any, None]]) -> None:
        async def talk() -> None:
            shown = ShownSite(small.folder, lambda: NOW, False)
            shown.update()
            opened: list[tuple[Path, int]] = []
            show = PreviewState(small.folder, "0.0.0.0", shown, lambda place, line: opened.append((place, line)))
            server, port = listen(show, 5700, lambda told: None)
            try:
                await conversation(Served(server, port, opened))
            finally:
                server.stop()

        # In a thread of its own: a browser of another test may have a loop in this one.
        with ThreadPoolExecutor(1) as apart:
            apart.submit(asyncio.run, talk()).result()

    return run


def opening(body: str, host: str) -> str:
    head = f"POST /_preview/open HTTP/1.1\nHost: {host}\nOrigin: http://{host}\nConnection: close\n"
    return f"{head}Content-Type: application/x-www-form-urlencoded\nContent-Length: {len(body)}\n\n{body}"


@pytest.mark.parametrize("host", ["10.9.8.7:5700", "127.0.0.1:5700", "localhost:5700", "[::1]:5700"])
@pytest.mark.parametrize(
    ("peer", "status"),
    [
        ("127.0.0.1", "204"), ("127.9.9.9", "204"), ("::1", "204"), ("::ffff:127.0.0.1", "204"),
        ("10.9.8.7", "403"), ("192.168.1.2", "403"), ("::ffff:10.9.8.7", "403"), ("fe80::1%eth0", "403"),
        ("2001:db8::1", "403"), ("0.0.0.0", "403"), ("", "403"),
    ],
)  # fmt: skip
def test_only_this_machine_opens_an_editor_whatever_host_is_named(served, peer: str, status: str, host: str):
    async def conversation(at: Served) -> None:
        answer = await at.ask(opening(ASKED, host), peer)
        assert answer.split(" ")[1] == status
        assert len(at.opened) == (1 if status == "204" else 0)

    served(conversation)


@pytest.mark.parametrize("line", ["9" * 5000, "9" * 10, "-1", "1e3", "x", ""])
def test_a_line_that_is_none_opens_nothing(served, line: str):
    async def conversation(at: Served) -> None:
        answer = await at.ask(opening(f"file=content/entries/talks.md&line={line}", "127.0.0.1"))
        assert (answer.split(" ")[1] in ("400", "403"), at.opened) == (True, [])

    served(conversation)


@pytest.mark.parametrize(
    "path", ["/", "/entries/talks/", "/nowhere/", "/_preview/", "/_preview/panel?path=/", "/_preview/preview.js"]
)
def test_no_other_site_shows_a_page_in_a_frame(served, path: str):
    async def conversation(at: Served) -> None:
        answer = await at.ask(f"GET {path} HTTP/1.1\nHost: 127.0.0.1\nConnection: close\n\n")
        head = answer.partition("\r\n\r\n")[0].split("\r\n")
        assert {"Content-Security-Policy: frame-ancestors 'none'", "X-Frame-Options: DENY"} <= {*head}

    served(conversation)


ODD = ["Host: [::1", "Host: [localhost]", "Host: [%31]", "Host: 127.0.0.1\nOrigin: http://[::1"]
UPGRADE = (
    "Upgrade: websocket\nConnection: Upgrade\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\nSec-WebSocket-Version: 13"
)


@pytest.mark.parametrize("path", ["/entries/talks/", "/livereload"])
def test_what_names_no_host_at_all_is_refused_and_no_fault_of_the_server_s(served, path: str, caplog):
    async def conversation(at: Served) -> None:
        for names in (*ODD, "Host: 127.0.0.1\nSec-WebSocket-Origin: http://[::1"):
            if "WebSocket" in names and path != "/livereload":
                continue
            more = UPGRADE if path == "/livereload" else "Connection: close"
            answer = await at.ask(f"GET {path} HTTP/1.1\n{names}\n{more}\n\n")
            assert (answer.split(" ")[1], "They met." in answer) == ("403", False), names

    served(conversation)
    assert [record.message for record in caplog.records if record.exc_info] == []


def test_who_names_no_host_learns_nothing(served):
    async def conversation(at: Served) -> None:
        answer = await at.ask("GET / HTTP/1.0\n\n")
        assert (answer.split(" ")[1], "Talks" in answer) == ("403", False)

    served(conversation)


@pytest.mark.parametrize(
    "text",
    [
        "GET / HTTP/1.1\nHost: 127.0.0.1\nX: " + "x" * 40_000 + "\n\n",
        opening("x" * 20_000, "127.0.0.1"),
        "POST /_preview/open HTTP/1.1\nHost: 127.0.0.1\nContent-Length: 9999999999\n\n",
    ],
    ids=["head", "body", "promise of a body"],
)
def test_a_request_that_is_too_long_is_not_read(served, text: str):
    async def conversation(at: Served) -> None:
        answer = await at.ask(text)
        assert answer[9:12] in ("400", "413", "431", "")
        assert at.opened == []
        assert "They met." in await at.ask("GET /entries/talks/ HTTP/1.1\nHost: 127.0.0.1\nConnection: close\n\n")

    served(conversation)


def test_who_reads_slowly_or_says_nothing_stops_nobody(served, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(serving, "_MOST_CONNECTIONS", 20)

    async def conversation(at: Served) -> None:
        slow, first = [], None
        for number in range(60):
            reader, writer = await asyncio.open_connection("127.0.0.1", at.port)
            begun = "GET /entries/talks/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            writer.write((begun if number % 2 else begun + "\r\n").encode())
            slow.append(writer)
            first = first or reader
        page = "GET /entries/talks/ HTTP/1.1\nHost: 127.0.0.1\nConnection: close\n\n"
        answers = await asyncio.gather(*(at.ask(page) for _ in range(10)))
        assert ["They met." in answer for answer in answers] == [True] * 10
        # Whoever came first, and has not read, gave way.
        await asyncio.wait_for(first.read(), 10)
        for writer in slow:
            writer.close()

    served(conversation)
