"""Digest our own code and the libraries under it: what one version worked out, another works out anew."""

import hashlib
import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import builder

_LIBRARIES = (
    "babel brotli jinja2 markdown_it_py markupsafe mdit_py_plugins msgspec pagefind pillow pyyaml tzdata".split()
)


@cache
def digest_of_own_code() -> bytes:
    """Digest every module of ours, the versions of the libraries, and Python's.

    Once a process: what it has imported stays what it runs, whatever is installed over it meanwhile."""
    digest = hashlib.blake2b(digest_size=16)
    for place in sorted(Path(builder.__file__).parent.rglob("*.py")):
        digest.update(hashlib.blake2b(place.read_bytes()).digest())
    for installed in sorted(_versions()):
        digest.update(installed.encode())
    digest.update(sys.version.encode())
    return digest.digest()


def _versions() -> Iterator[str]:
    # The names of the folders say it; to ask importlib.metadata costs more than a build with nothing to do.
    for folder in filter(os.path.isdir, sys.path):
        for name in os.listdir(folder):
            library, _, version = name.lower().partition("-")
            if version.endswith(".dist-info") and library.replace(".", "_") in _LIBRARIES:
                yield f"{library} {version}"
