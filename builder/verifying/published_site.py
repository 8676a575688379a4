"""Fetch a deployed site as readers do, file by file, and compare it with its manifest.

Few connections are kept open, and nothing is asked of any other host."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from queue import SimpleQueue
from typing import TypeVar
from urllib.parse import SplitResult, quote, urlsplit

from msgspec import Struct

from builder.model.errors import BuilderError
from builder.model.hosting import REDIRECTS, TO_THE_HOST
from builder.publishing.manifest import NAME, SIGNATURES, FileRecord
from builder.verifying.connection import Connection, HttpAnswer, decoded
from builder.verifying.copies import Compared, Progress
from builder.verifying.verdict import Altered, Missing

T = TypeVar("T")

# So many connections at once are what a browser opens.
_LINES = 6
_MOST_OF_A_MANIFEST = 256_000_000
_MOST_OF_A_SIGNATURE = 100_000
_ROOM = 1_000_000


class PublishedSite(Struct, frozen=True):
    """Where a site stands; `base` begins and ends with a slash."""

    url: SplitResult
    base: str

    def address(self, path: str) -> str:
        """Return the address at which readers find a file: a page's is that of its folder."""
        is_page = path == "index.html" or path.endswith("/index.html")
        return self.base + quote(path.removesuffix("index.html") if is_page else path)


def find_host(url: str) -> tuple[PublishedSite, bytes]:
    """Find a site's manifest, which may lie a redirect away on the same host; return where, and what it holds."""
    parts = _split(url)
    base = parts.path.removesuffix(NAME).rstrip("/") + "/"
    address = quote(base, safe="/%") + NAME
    with _opened(parts) as line:
        there, answer = line.follow(address, _MOST_OF_A_MANIFEST)
    if answer.leads_to is not None:
        other = urlsplit(there)
        if other.scheme == "https" and parts.scheme == "http" and other.hostname == parts.hostname:
            return find_host(there)
        raise BuilderError(f"{url} redirects to {there}: give that address if it is the one you mean")
    if answer.status != 200 or answer.data is None:
        raise BuilderError(
            f"{url} has no {NAME} (the host answers {answer.status}): give the address of the front page, "
            "or deploy the site first"
        )
    found = urlsplit(there).path.removesuffix(NAME)
    return PublishedSite(parts, found), _plain(answer, _MOST_OF_A_MANIFEST)


def fetch_signatures(host: PublishedSite) -> Mapping[str, bytes]:
    """Fetch the manifest's signatures, by name."""
    found = {}
    with _opened(host.url) as line:
        for name in SIGNATURES:
            _, answer = line.follow(host.address(name), _MOST_OF_A_SIGNATURE)
            if answer.status == 200 and answer.data is not None:
                found[name] = _plain(answer, _MOST_OF_A_SIGNATURE)
    return found


def compare_host(host: PublishedSite, files: Mapping[str, FileRecord], progress: Progress) -> Compared:
    """Fetch every file that a manifest names, and compare it with its record."""
    former = _former_addresses(host, files)
    missing: list[Missing] = []
    altered: list[Altered] = []
    moved: list[str] = []
    with _opened_lines(host.url) as lines:

        def look(path: str) -> Missing | Altered | str | None:
            line = lines.get()
            try:
                return _compare(host, line, path, files[path], former)
            finally:
                lines.put(line)

        for number, (path, found) in enumerate(_spread(look, files)):
            match found:
                case Missing():
                    missing.append(found)
                case Altered():
                    altered.append(found)
                case str():
                    moved.append(path)
            progress("verify", number + 1, len(files))
    kept_back = [found for found in missing if found.path in TO_THE_HOST]
    return Compared(
        missing=tuple(found for found in missing if found not in kept_back),
        altered=tuple(altered),
        kept_back=tuple(found.path for found in kept_back),
        moved=tuple(moved),
    )


def _spread(look: Callable[[str], T], paths: Iterable[str]) -> Iterator[tuple[str, T]]:
    """Compare all paths, some at once; after a failure no more are begun."""
    pool = ThreadPoolExecutor(_LINES)
    try:
        yield from zip(paths, pool.map(look, paths), strict=True)
    finally:
        pool.shutdown(cancel_futures=True)


def _compare(
    host: PublishedSite, line: Connection, path: str, built: FileRecord, former: Mapping[str, str]
) -> Missing | Altered | str | None:
    """Compare one file; return what is wrong, or the address that a former one leads to, or nothing."""
    address = host.address(path)
    most = built.size + max(built.size, _ROOM)
    if address in former:
        first = line.ask(address, most)
        if first.leads_to is not None and urlsplit(first.leads_to).path == former[address]:
            return former[address]
    _, answer = line.follow(address, most)
    # A host serves the page for missing addresses with status 404.
    if answer.status != 200 and not (answer.status == 404 and path == "404.html"):
        return Missing(path, answer.status)
    found = None if answer.data is None else _record_of(answer.data)
    if found == built:
        return None
    plain = decoded(answer, most)
    found = found if plain is None else _record_of(plain)
    return None if found == built else Altered(path, built, found)


def _former_addresses(host: PublishedSite, files: Mapping[str, FileRecord]) -> Mapping[str, str]:
    """Fetch the redirects that a host may follow, if they are as they were built."""
    if REDIRECTS not in files:
        return {}
    with _opened(host.url) as line:
        _, answer = line.follow(host.address(REDIRECTS), files[REDIRECTS].size + _ROOM)
    data = _plain(answer, files[REDIRECTS].size + _ROOM)
    if _record_of(data) != files[REDIRECTS]:
        return {}
    lines = (line.split() for line in data.decode("utf-8", "replace").splitlines())
    return {host.base + line[0].lstrip("/"): host.base + line[1].lstrip("/") for line in lines if len(line) == 3}


def _record_of(data: bytes) -> FileRecord:
    return FileRecord(len(data), hashlib.sha256(data).hexdigest())


def _plain(answer: HttpAnswer, most: int) -> bytes:
    return decoded(answer, most) or answer.data or b""


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        if parts.hostname and parts.port != 0:
            return parts._replace(query="", fragment="")
    except ValueError:
        pass
    raise BuilderError(f"{url} is not a web address: write it in full, such as https://example.org/")


@contextmanager
def _opened(host: SplitResult) -> Iterator[Connection]:
    line = Connection(host)
    try:
        yield line
    finally:
        line.close()


@contextmanager
def _opened_lines(host: SplitResult) -> Iterator[SimpleQueue[Connection]]:
    """Return a few connections, each to be taken by one who asks and to be put back."""
    lines = [Connection(host) for _ in range(_LINES)]
    free: SimpleQueue[Connection] = SimpleQueue()
    for line in lines:
        free.put(line)
    try:
        yield free
    finally:
        for line in lines:
            line.close()
