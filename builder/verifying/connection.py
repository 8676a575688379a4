"""Ask a host for files over one connection that is kept open, and opened again if it breaks."""

import http.client
import ssl
import time
import zlib
from urllib.parse import SplitResult, urljoin, urlsplit

from msgspec import Struct

from builder import __version__
from builder.model.errors import BuilderError

_SECONDS = 30
# Seconds before each attempt: a connection that was kept open too long is opened again at once.
_PAUSES = (0, 0, 1)
_REDIRECTS = 5
# Files come as they are stored, so that their digests can be compared.
_HEADERS = (("Accept-Encoding", "identity"), ("User-Agent", f"dateline/{__version__}"))


class HttpAnswer(Struct, frozen=True):
    """What a host answered: `data` is None where there was too much of it."""

    status: int
    data: bytes | None
    encoding: str = ""
    leads_to: str | None = None


class Connection:
    """One connection to a host."""

    def __init__(self, host: SplitResult) -> None:
        assert host.hostname is not None
        make = http.client.HTTPSConnection if host.scheme == "https" else http.client.HTTPConnection
        self._host = host
        self._connection = make(host.hostname, host.port, timeout=_SECONDS)

    def ask(self, address: str, most: int) -> HttpAnswer:
        """Ask for an address (path and query); try again, the last time slowly, where a host does not answer well."""
        failure: Exception | None = None
        for pause in _PAUSES:
            time.sleep(pause)
            try:
                answer = self._ask(address, most)
            except ssl.SSLCertVerificationError as error:
                raise BuilderError(
                    f"{self._host.hostname} cannot prove its identity ({error.verify_message}): "
                    "its certificate must be fixed first"
                ) from None
            except (OSError, http.client.HTTPException) as error:
                self.close()
                failure = error
                continue
            if answer.status < 500 and answer.status != 429:
                return answer
            failure = None
        if failure is None:
            return answer
        why = str(failure) or type(failure).__name__
        raise BuilderError(f"{self._host.netloc} does not answer ({why}): check the address and the network")

    def follow(self, address: str, most: int) -> tuple[str, HttpAnswer]:
        """Ask for an address, and follow the host as long as it leads to itself; return where that ended."""
        for _ in range(_REDIRECTS):
            answer = self.ask(address, most)
            if answer.leads_to is None:
                return address, answer
            there = urlsplit(urljoin(f"{self._host.scheme}://{self._host.netloc}{address}", answer.leads_to))
            if (there.scheme, there.netloc) != (self._host.scheme, self._host.netloc):
                return there.geturl(), answer
            address = there._replace(scheme="", netloc="", fragment="").geturl()
        return address, answer

    def close(self) -> None:
        self._connection.close()

    def _ask(self, address: str, most: int) -> HttpAnswer:
        self._connection.request("GET", address, headers=dict(_HEADERS))
        response = self._connection.getresponse()
        data = response.read(most + 1)
        if len(data) > most:
            self.close()
        elif response.length:
            raise http.client.IncompleteRead(data, response.length)
        leads_to = response.headers.get("Location") if 300 <= response.status < 400 else None
        encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
        return HttpAnswer(response.status, data if len(data) <= most else None, encoding, leads_to)


def decoded(answer: HttpAnswer, most: int) -> bytes | None:
    """Return what a host sent compressed though asked not to; None where that cannot be had, or is too much."""
    if answer.data is None or answer.encoding not in ("gzip", "x-gzip", "deflate", "br"):
        return None
    try:
        data = _without_brotli(answer.data, most) if answer.encoding == "br" else _inflated(answer.data, most)
    except (zlib.error, ValueError):
        return None
    return data if len(data) <= most else None


def _inflated(data: bytes, most: int) -> bytes:
    # zlib recognises both headers, that of gzip and its own.
    return zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(data, most + 1)


def _without_brotli(data: bytes, most: int) -> bytes:
    try:
        import brotli
    except ImportError:
        raise BuilderError(
            "the host sends Brotli even if not asked to: `pip install 'dateline[brotli]'` to read it"
        ) from None
    unpacking, found = brotli.Decompressor(), b""
    for start in range(0, len(data), 1024):
        try:
            found += unpacking.process(data[start : start + 1024])
        except brotli.error:
            raise ValueError("torn") from None
        if len(found) > most:
            break
    return found
