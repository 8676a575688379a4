"""What a host says with each published file: what it is, how long it may be kept, and what a page may do.

Names under `assets/` change with their content and may be kept for ever; all else is asked for again soon."""

from pathlib import PurePosixPath
from types import MappingProxyType

_TYPES = MappingProxyType(
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
        ".zip": "application/zip",
        ".wasm": "application/wasm",
    }
)

_TEXTS = frozenset(".html .css .js .txt .json .geojson .webmanifest .xml .svg .csv".split())

FOR_EVER = "public, max-age=31536000, immutable"
FOR_MINUTES = "public, max-age=300"


def content_type_of(path: str) -> str:
    """Name the media type of a published file, with its charset where it is text."""
    return _TYPES.get(PurePosixPath(path).suffix.lower(), "application/octet-stream")


def cache_control_of(path: str) -> str:
    """Tell how long a published file may be kept without asking."""
    return FOR_EVER if path.startswith("assets/") else FOR_MINUTES


def is_text(path: str) -> bool:
    """Tell whether a published file is text, which compression makes smaller."""
    return PurePosixPath(path).suffix.lower() in _TEXTS
