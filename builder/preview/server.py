"""Serve the site from memory to this machine's browsers, and tell them when to load again.

Every request says which host it means, and every message who sends it: a page of another site that pretends to be
this one (DNS rebinding) learns nothing."""

import ipaddress
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from livereload.handlers import LiveReloadHandler
from livereload.watcher import Watcher
from tornado.httpserver import HTTPServer
from tornado.httputil import HTTPServerRequest
from tornado.iostream import IOStream
from tornado.web import Application, HTTPError, RequestHandler

from builder.model.errors import BuilderError
from builder.model.hosting import content_type_of
from builder.model.problem import Problem
from builder.preview.downloads import as_links
from builder.preview.panel import ASSETS, with_panel, write_overview, write_panel
from builder.preview.shown_site import ShownSite

LOOPBACK = ("127.0.0.1", "localhost", "::1")

_PORTS_TRIED = 20
_EVERYWHERE = ("0.0.0.0", "::")
# In bytes: a browser's own headers take a few hundred, and what is sent names a file and a line.
_LONGEST_HEAD, _LONGEST_BODY = 32_768, 16_384
# In seconds: how long a request may take to arrive, and how long a connection may say nothing.
_PATIENCE = 30.0
_MOST_CONNECTIONS = 500
_MOST_DIGITS = 9

Open = Callable[[Path, int], None]


@dataclass(slots=True)
class PreviewState:
    """What the server shows: the site in memory and what the last check found; `open` opens a file in an editor."""

    site: Path
    host: str
    shown: ShownSite
    open: Open | None
    found: tuple[Problem, ...] = ()

    def knows_host(self, named: str) -> bool:
        """Return whether a request means this server: a name of this machine, not one of another site's choosing."""
        try:
            host = urlsplit(f"//{named}").hostname or ""
        except ValueError:
            return False
        return host in (*LOOPBACK, self.host) or (self.host in _EVERYWHERE and _is_number(host))

    def panel(self, path: str, *wrong: Problem) -> str:
        source, blocking = self.shown.source_of(path), (*wrong, *self.shown.problems)
        return write_panel(source, blocking, self.found, self.site, self.open is not None)

    def page(self, data: bytes, path: str, problem: Problem | None) -> str:
        panel = self.panel(path, problem) if problem else self.panel(path)
        return with_panel(as_links(data.decode()), panel, self.shown.state)

    def overview(self) -> str:
        problems = tuple(sorted({*self.shown.problems, *self.found}))
        return write_overview(self.shown.archive, problems, self.site, self.open is not None, self.shown.state)


def listen(preview: PreviewState, port: int, tell: Callable[[str], None]) -> tuple[HTTPServer, int]:
    """Listen on a port, or on the next one that is free."""
    LiveReloadHandler.watcher = Watcher()
    shared = {"preview": preview}
    application = Application(
        [
            (r"/livereload", _Messages, shared),
            (rf"/{ASSETS}/", _Overview, shared),
            (rf"/{ASSETS}/panel", _Panel, shared),
            (rf"/{ASSETS}/open", _Opener, shared),
            (rf"/{ASSETS}/(preview\.(?:js|css))", _Assets, shared),
            (r"/(.*)", _Pages, shared),
        ],
        log_function=lambda handler: None,
        websocket_max_message_size=_LONGEST_BODY,
    )
    server = _Server(
        application,
        max_header_size=_LONGEST_HEAD,
        max_body_size=_LONGEST_BODY,
        body_timeout=_PATIENCE,
        idle_connection_timeout=_PATIENCE,
    )
    for candidate in range(port, port + _PORTS_TRIED):
        try:
            server.listen(candidate, address=preview.host)
        except OSError:
            continue
        if candidate != port:
            tell(f"port {port} is in use: using {candidate} instead")
        return server, candidate
    raise BuilderError(f"no port from {port} to {port + _PORTS_TRIED - 1} is free: choose another with --port")


def send(message: Mapping[str, object]) -> None:
    """Send a message to every page that is open."""
    for waiter in LiveReloadHandler.waiters.copy():
        waiter.send_message(dict(message))


class _Server(HTTPServer):
    """Keeps a limited number of connections; the next one takes the place of the oldest."""

    def initialize(self, *given: object, **options: object) -> None:
        super().initialize(*given, **options)  # type: ignore[arg-type]  # As tornado hands them on.
        self._streams: list[IOStream] = []

    def handle_stream(self, stream: IOStream, address: tuple[str, int]) -> None:
        self._streams = [other for other in self._streams if not other.closed()]
        while len(self._streams) >= _MOST_CONNECTIONS:
            self._streams.pop(0).close()
        self._streams.append(stream)
        super().handle_stream(stream, address)


class _Messages(LiveReloadHandler):  # type: ignore[misc]  # livereload has no types.
    """Tells browsers to load again; only pages that were served here may ask."""

    def initialize(self, preview: PreviewState) -> None:
        self._preview = preview

    def prepare(self) -> None:
        origin = self.request.headers.get("Origin", self.request.headers.get("Sec-WebSocket-Origin"))
        if not _means_this_server(self.request, self._preview) or (origin is not None and not _netloc(origin)):
            raise HTTPError(403)

    def check_origin(self, origin: str) -> bool:
        return _netloc(origin) == str(self.request.host)

    def on_message(self, message: str) -> None:
        """Answer as livereload does; say then what is shown, since a page may be older than its connection."""
        super().on_message(message)
        if self in LiveReloadHandler.waiters:
            self.send_message({"command": "shown", "state": self._preview.shown.state})


class _Private(RequestHandler):
    """What only this machine's own pages may ask for; nothing is kept."""

    def initialize(self, preview: PreviewState) -> None:
        self._preview = preview

    def prepare(self) -> None:
        origin = self.request.headers.get("Origin")
        if not _means_this_server(self.request, self._preview):
            raise HTTPError(403)
        if origin is not None and _netloc(origin) != self.request.host:
            raise HTTPError(403)

    def set_default_headers(self) -> None:
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        # A page of another site that shows this one in a frame could have the author click on what they do not see.
        self.set_header("Content-Security-Policy", "frame-ancestors 'none'")
        self.set_header("X-Frame-Options", "DENY")
        self.clear_header("Server")

    def write_error(self, status_code: int, **_: object) -> None:
        self.finish(f"{status_code}: {self._reason}")


class _Pages(_Private):
    """Answers from memory: pages with the panel, other files as they are."""

    def get(self, address: str) -> None:
        answer = self._preview.shown.answer(address)
        if address == "favicon.ico" and answer.status == 404:
            # Browsers ask for one unasked.
            self.set_status(204)
            return
        if answer.status == 302:
            self.redirect(f"/{answer.path}")
            return
        self.set_status(answer.status)
        self.set_header("Content-Type", answer.type)
        is_page = answer.type.startswith("text/html")
        self.write(self._preview.page(answer.data, answer.path, answer.problem) if is_page else answer.data)

    head = get


class _Overview(_Private):
    def get(self) -> None:
        self.write(self._preview.overview())


class _Panel(_Private):
    def get(self) -> None:
        address = self.get_query_argument("path", "/").removeprefix("/")
        path = f"{address}index.html" if not address or address.endswith("/") else address
        self.write(self._preview.panel(path))


class _Assets(_Private):
    def get(self, name: str) -> None:
        self.set_header("Content-Type", content_type_of(name))
        self.write((Path(__file__).parent / name).read_bytes())


class _Opener(_Private):
    """Opens one of the site's own source files in the author's editor, when a page that was served here asks.

    Requests from another machine are refused, whatever host they name: a header is theirs to write."""

    def post(self) -> None:
        if not _is_loopback(self.request.remote_ip or ""):
            raise HTTPError(403)
        name, line = self.get_body_argument("file"), self.get_body_argument("line", "1")
        archive = self._preview.shown.archive
        known = {*archive.files.values(), "content/site.yaml"} if archive else set()
        broken = {problem.file for problem in (*self._preview.shown.problems, *self._preview.found)}
        is_same_origin = self.request.headers.get("Origin") is not None
        if self._preview.open is None or not is_same_origin or name not in known | broken or not _is_line(line):
            raise HTTPError(403)
        self._preview.open(self._preview.site / name, max(int(line), 1))
        self.set_status(204)


def _netloc(address: str) -> str:
    """Return the host and port that an address names; nothing for what is not an address."""
    try:
        return urlsplit(address).netloc
    except ValueError:
        return ""


def _means_this_server(request: HTTPServerRequest, preview: PreviewState) -> bool:
    # Without the header tornado takes this machine's own address for granted.
    return "Host" in request.headers and preview.knows_host(request.host)


def _is_line(text: str) -> bool:
    return text.isdecimal() and len(text) <= _MOST_DIGITS


def _is_loopback(address: str) -> bool:
    """Return whether a connection comes from this machine, by the address at its other end."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    inner = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return (inner or found).is_loopback


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
