"""Ask a host for one address, as anybody may: no cookies, no referrer, no more than is needed."""

import http.client
import socket
import ssl
from collections.abc import Callable
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from msgspec import Struct
from msgspec.structs import replace

from builder import __version__

# A host that says nothing for so many seconds is given up.
SECONDS = 20
_REDIRECTS = 5
_MOST = 1_000_000
_PERMANENT = (301, 308)
_HEADERS = (
    ("User-Agent", f"dateline/{__version__} (link check)"),
    ("Accept", "*/*"),
    ("Accept-Encoding", "identity"),
)
# What is not encoded again: signs that addresses are made of, and what is encoded already.
_AS_IT_IS = "%/:=&?~+!$,;'@()*[]|"


class WebAnswer(Struct, frozen=True):
    """The result of a request: the status and address of the last answer, or why there was none."""

    address: str
    status: int = 0
    says_moved: bool = False
    retry_after: int | None = None
    data: bytes = b""
    fault: str = ""

    @property
    def is_good(self) -> bool:
        return 200 <= self.status < 300


Ask = Callable[[str, str], WebAnswer]


def ask(address: str, method: str = "GET", seconds: float = SECONDS) -> WebAnswer:
    """Ask for an address, and follow where it leads."""
    here, says_moved = address, True
    for _ in range(_REDIRECTS):
        try:
            answer, leads_to = _ask_once(here, method, seconds)
        except (OSError, http.client.HTTPException, ValueError) as error:
            return WebAnswer(here, fault=_in_words(error))
        if leads_to is None:
            return replace(answer, says_moved=says_moved and here != address)
        says_moved = says_moved and answer.status in _PERMANENT
        here = urljoin(here, leads_to)
    return WebAnswer(here, fault=f"it redirects more than {_REDIRECTS} times")


def _ask_once(address: str, method: str, seconds: float) -> tuple[WebAnswer, str | None]:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or parts.hostname is None:
        raise ValueError(f"it redirects to {address}")
    make = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    host = parts.hostname.encode("idna").decode() if not parts.hostname.isascii() else parts.hostname
    connection = make(host, parts.port, timeout=seconds)
    try:
        connection.request(method, _target(parts), headers=dict(_HEADERS))
        answer = connection.getresponse()
        data = b"" if method == "HEAD" else answer.read(_MOST)
    finally:
        connection.close()
    leads_to = answer.headers.get("Location") if 300 <= answer.status < 400 else None
    wait = answer.headers.get("Retry-After", "")
    # Saved copies are named by their own header, where no address leads to them.
    copy = answer.headers.get("Content-Location", "")
    here = urljoin(address, copy) if copy.startswith("/web/") else address
    return WebAnswer(here, answer.status, retry_after=int(wait) if wait.isdecimal() else None, data=data), leads_to


def _target(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe=_AS_IT_IS)
    return f"{path}?{quote(parts.query, safe=_AS_IT_IS)}" if parts.query else path


def _in_words(error: Exception) -> str:
    match error:
        case socket.gaierror():
            return "there is no such host, or no network"
        case ssl.SSLCertVerificationError():
            return f"the host cannot prove its identity ({error.verify_message})"
        case TimeoutError():
            return "it takes too long to answer"
        case http.client.HTTPException() | UnicodeError():
            return "the answer is not HTTP"
    return (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
