"""`manifest.json`: every file that we wrote, with its size and SHA-256, so that anyone can verify the site.

Only what stands in it is ever deleted."""

import os
from collections.abc import Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from builder.model.errors import BuilderError
from builder.reading.regular_files import FileUnread, read_regular

NAME = "manifest.json"
# Signatures over the manifest, as minisign and ssh-keygen name them; a build takes away what no longer fits.
SIGNATURES = ("manifest.json.minisig", "manifest.json.sig")


class FileRecord(Struct, frozen=True):
    """One published file: its size in bytes and its SHA-256 in hexadecimal."""

    size: int
    sha256: str


class Manifest(Struct, frozen=True, omit_defaults=True):
    """All published files by path from the root, sorted, without the manifest; and a digest of what was purged."""

    version: int
    files: Mapping[str, FileRecord]
    purged: str = ""


def encode_manifest(files: Mapping[str, FileRecord], purged: str = "") -> bytes:
    """Write a manifest: sorted, one file a line, the same bytes for the same files."""
    manifest = Manifest(1, dict(sorted(files.items())), purged)
    return msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n"


def read_manifest(folder: Path) -> Manifest | None:
    """Read the manifest of a published folder; None where there is none."""
    try:
        if not os.path.lexists(folder / NAME):
            return None
        return msgspec.json.decode(read_regular(folder / NAME, most=None), type=Manifest)
    except (FileUnread, msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise BuilderError(
            f"{folder.name}/{NAME} cannot be read: delete the folder {folder.name}/ if it contains nothing of your "
            "own, and build again"
        ) from None
