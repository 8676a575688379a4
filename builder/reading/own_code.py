"""Digest our own code and the libraries under it: what one version worked out, another works out again."""

import hashlib
import sys
from functools import cache
from pathlib import Path

import builder
from builder.reading.listing import installed_versions, own_code


def stamp_of_own_code() -> bytes:
    """Digest the stamps of our code and libraries, for what stays on this machine.

    To read all of it takes a twentieth of a small build."""
    return hashlib.blake2b(own_code()[0].encode("utf-8", "surrogateescape"), digest_size=16).digest()


@cache
def digest_of_own_code() -> bytes:
    """Digest every module of ours, the versions of the libraries, and Python's, which other machines may have, too.

    Once a process: what it has imported stays what it runs, whatever is installed over it meanwhile."""
    digest = hashlib.blake2b(digest_size=16)
    for path in sorted(Path(builder.__file__).parent.rglob("*.py")):
        digest.update(hashlib.blake2b(path.read_bytes()).digest())
    for installed in sorted(installed_versions()):
        digest.update(installed.encode())
    digest.update(sys.version.encode())
    return digest.digest()
