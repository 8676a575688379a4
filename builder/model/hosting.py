"""What a host says with each published file: what it is, how long it may be kept, and what a page may do.

Names under `assets/` change with their content and may be kept for ever; all else is asked for again soon. The
headers are one table here; `builder/hosting/` writes it in the forms that hosts take."""

import re
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath
from types import MappingProxyType
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from builder.model.addresses import SEARCH_ADDRESS
from builder.model.site import Site

# Former addresses and present ones, as texts that are not encoded.
Moves = Sequence[tuple[str, str]]

TYPES = MappingProxyType(
    {
        ".html": "text/html; charset=utf-8",
        ".css": "text/css; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".txt": "text/plain; charset=utf-8",
        ".json": "application/json",
        ".geojson": "application/geo+json",
        ".webmanifest": "application/manifest+json",
        ".xml": "application/xml",
        ".svg": "image/svg+xml",
        ".png": "image/png",
        ".jpg": "image/jpeg",
        ".jpeg": "image/jpeg",
        ".gif": "image/gif",
        ".webp": "image/webp",
        ".avif": "image/avif",
        ".ico": "image/x-icon",
        ".mp4": "video/mp4",
        ".webm": "video/webm",
        ".mp3": "audio/mpeg",
        ".ogg": "audio/ogg",
        ".pdf": "application/pdf",
        ".csv": "text/csv; charset=utf-8",
        ".ics": "text/calendar; charset=utf-8",
        ".bib": "application/x-bibtex; charset=utf-8",
        ".yaml": "application/yaml",
        ".sqlite": "application/vnd.sqlite3",
        ".zip": "application/zip",
        ".wasm": "application/wasm",
    }
)

# What the ending of a name does not tell.
TYPES_OF_NAMES = MappingProxyType({"feed.xml": "application/atom+xml", "feed.json": "application/feed+json"})

# The policy that every page bears in its own head; `frame-ancestors` counts in an answer's head only.
PAGE_POLICY = (
    ("default-src", "'none'"),
    ("style-src", "'self'"),
    ("img-src", "'self'"),
    ("media-src", "'self'"),
    ("script-src", "'self'"),
    ("connect-src", "'self'"),
    ("base-uri", "'none'"),
    ("form-action", "'none'"),
)
FRAMED_BY_NOBODY = ("frame-ancestors", "'none'")
# The full text is searched by a program in WebAssembly; a page that has none forbids it in its own head.
_SEARCHING = ("script-src", "'self' 'wasm-unsafe-eval'")
# Where a directive is another: paths, directive, value. `*` stands for any text.
LEEWAYS = (
    (SEARCH_ADDRESS, *_SEARCHING),
    (f"*/{SEARCH_ADDRESS}", *_SEARCHING),
    ("*/embed/*", "frame-ancestors", "*"),
)

_DENIED = (
    "accelerometer camera display-capture geolocation gyroscope magnetometer microphone midi payment usb".split()
)

_TEXTS = frozenset(".html .css .js .txt .json .geojson .webmanifest .xml .svg .csv .ics .bib .yaml".split())

# The files that tell a host what to do, and are not handed out by hosts that follow them.
TO_THE_HOST = ("_headers", "_redirects")
# The same redirects for everybody else: a line has the former address, the present one, and the status.
REDIRECTS = "redirects.txt"

FOR_EVER = "public, max-age=31536000, immutable"
FOR_MINUTES = "public, max-age=300"


def content_type_of(path: str) -> str:
    """Name the media type of a published file, with its charset where it is text."""
    full_path = PurePosixPath(path)
    return TYPES_OF_NAMES.get(full_path.name) or TYPES.get(full_path.suffix.lower(), "application/octet-stream")


def base_path(site: Site) -> str:
    """Return the path of a site's own address, as hosts compare it: not encoded, with a slash at either end."""
    path = unquote(urlsplit(site.url).path) if site.url else ""
    return f"/{path.strip('/')}/" if path.strip("/") else "/"


def cache_control_of(path: str) -> str:
    """Return how long a published file may be kept without asking."""
    return FOR_EVER if path.startswith("assets/") else FOR_MINUTES


def is_text(path: str) -> bool:
    """Return whether a published file is text, which compression makes smaller."""
    return PurePosixPath(path).suffix.lower() in _TEXTS


class Rule(Struct, frozen=True):
    """What is said with the files whose paths from the root fit a pattern, in which `*` stands for any text."""

    pattern: str
    headers: tuple[tuple[str, str], ...]

    def regex(self, base: str = "/") -> str:
        """Return the pattern as a regular expression over addresses of a site that stands at a path.

        Some hosts look for `index.html` in the place of a folder, and compare that address once more."""
        index = r"(index\.html)?" if self.pattern.endswith("/") else ""
        return f"^{_literal(base)}" + ".*".join(map(_literal, self.pattern.split("*"))) + index + "$"


def _literal(text: str) -> str:
    """Escape what means something in every regular expression, and nothing else."""
    return re.sub(r"[.^$*+?{}()\[\]|\\]", r"\\\g<0>", text)


def header_rules(site: Site) -> tuple[Rule, ...]:
    """List what is said with every file, and then where something else is: a later rule goes before earlier ones."""
    https = (("Strict-Transport-Security", "max-age=31536000"),) if site.hosting.https_only else ()
    for_all = (
        ("Content-Security-Policy", policy()),
        ("Referrer-Policy", "no-referrer"),
        ("Permissions-Policy", ", ".join(f"{feature}=()" for feature in _DENIED)),
        ("X-Content-Type-Options", "nosniff"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        *https,
        ("Cache-Control", FOR_MINUTES),
    )
    kept = Rule("assets/*", (("Cache-Control", FOR_EVER),))
    looser = (
        Rule(pattern, (("Content-Security-Policy", policy((directive, value))),))
        for pattern, directive, value in LEEWAYS
    )
    return Rule("*", for_all), kept, *looser


def policy(*others: tuple[str, str]) -> str:
    """Write the content security policy, with some directives other than every page has them."""
    return written({**dict((*PAGE_POLICY, FRAMED_BY_NOBODY)), **dict(others)}.items())


def written(directives: Iterable[tuple[str, str]]) -> str:
    """Write directives as a policy."""
    return "; ".join(f"{directive} {value}" for directive, value in directives)
