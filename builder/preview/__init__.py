"""Show a site while it is written: build it into a folder of its own, serve that on loopback, rebuild at every save.

livereload is the transport to the browser; watching, building and serving are ours, so that a save is seen at
once, a mistake is shown where one looks, and no other site can read what is served."""

import asyncio
import html
import mimetypes
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from livereload.watcher import Watcher
from tornado.web import Application, HTTPError, RequestHandler
from watchfiles import awatch

from builder.model.faults import BuilderError
from builder.model.problem import Problem
from builder.pipeline import Built, build

Tell = Callable[[Built], None]

_PORTS_TRIED = 20
_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


class Show:
    """What is being shown: the pages that were built last, and what stands in the way of building them anew."""

    def __init__(self, site: Path, folder: Path, clock: Callable[[], datetime], tell: Tell) -> None:
        self.site, self.public = site, folder / "public"
        self.problems: tuple[Problem, ...] = ()
        self._memo, self._clock, self._tell = folder / "memo", clock, tell

    def rebuild(self, jobs: int | None = 1) -> None:
        """Build; where something has to be mended first, the last good pages stay."""
        built = build(self.site, self.public, self._clock(), jobs=jobs, cache=self._memo)
        self.problems = tuple(problem for problem in built.problems if problem.stops_a_build)
        self._tell(built)


def serve(
    site: Path, host: str, port: int, clock: Callable[[], datetime], tell: Tell, ready: Callable[[str], None]
) -> None:
    """Serve a site until the process is ended; a port in use gives way to the next."""
    with tempfile.TemporaryDirectory() as folder:
        show = Show(site, Path(folder), clock, tell)
        show.rebuild(jobs=None)
        asyncio.run(_serve(show, host, port, ready))


async def _serve(show: Show, host: str, port: int, ready: Callable[[str], None]) -> None:
    chosen = _listen(show, host, port)
    ready(f"http://{host}:{chosen}/")
    watched = [place for place in (show.site / "content", show.site / "themes") if place.is_dir()]
    async for _ in awatch(*watched, debounce=50, step=10):
        try:
            await asyncio.to_thread(show.rebuild)
        except BuilderError as error:
            show.problems = (Problem("", 0, 0, "build", str(error)),)
        LiveReloadHandler.reload_waiters("*")


def _listen(show: Show, host: str, port: int) -> int:
    LiveReloadHandler.watcher = Watcher()
    for candidate in range(port, port + _PORTS_TRIED):
        hosts = frozenset(f"{name}:{candidate}" for name in (*_LOOPBACK, host))
        shared = {"hosts": hosts}
        application = Application(
            [
                (r"/livereload", _Messages, shared),
                (r"/livereload\.js", LiveReloadJSHandler),
                (r"/(.*)", _Pages, {"show": show, "port": candidate, **shared}),
            ]
        )
        try:
            application.listen(candidate, address=host)
        except OSError:
            continue
        return candidate
    raise BuilderError(f"no port from {port} to {port + _PORTS_TRIED - 1} is free: name another with --port")


class _Messages(LiveReloadHandler):  # type: ignore[misc]  # livereload has no types.
    """Tells browsers to load again; only pages that were served here may ask."""

    def initialize(self, hosts: frozenset[str]) -> None:
        self._hosts = hosts

    def check_origin(self, origin: str) -> bool:
        return self.request.host in self._hosts and origin.partition("//")[2] in self._hosts


class _Pages(RequestHandler):
    """Serves the pages that were built last, with a script that listens for the next ones."""

    def initialize(self, show: Show, port: int, hosts: frozenset[str]) -> None:
        self._show, self._port, self._hosts = show, port, hosts

    def get(self, path: str) -> None:
        # A page of another site must not read drafts by pretending to be this one (DNS rebinding).
        if self.request.host not in self._hosts:
            raise HTTPError(403)
        place = self._place(path)
        if place is None:
            self.set_status(404)
            place = self._show.public / "404.html"
        kind = mimetypes.guess_type(place.name)[0] or "application/octet-stream"
        data = place.read_bytes() if place.is_file() else b"<!doctype html><title>Preview</title><head></head><body>"
        is_page = place.name.endswith(".html")
        self.set_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.write(self._with_script(data.decode()) if is_page else data)

    def _place(self, path: str) -> Path | None:
        root = self._show.public.resolve()
        place = (root / path).resolve()
        if not place.is_relative_to(root):
            return None
        place = place / "index.html" if place.is_dir() else place
        return place if place.is_file() else None

    def _with_script(self, page: str) -> str:
        script = f'<script src="/livereload.js?port={self._port}"></script></head>'
        page = page.replace("connect-src 'self';", "connect-src 'self' ws:;", 1).replace("</head>", script, 1)
        return _barred(page, self._show.problems) if self._show.problems else page


def _barred(page: str, problems: tuple[Problem, ...]) -> str:
    """Put what has to be mended at the top of a page."""
    head, body, rest = page.partition("<body")
    opening, _, text = rest.partition(">")
    told = "\n".join(html.escape(str(problem)) for problem in problems)
    return f'{head}{body}{opening}><pre class="note" role="alert">{told}</pre>{text}'
