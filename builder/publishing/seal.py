"""The secret of one user on one machine, by which a build recognises what an earlier one of theirs left.

What lies in a site's folder may have come with it: a pull request brings whatever file it likes. So what is kept
there for the next build bears a tag that nobody can make without the secret, which lies in the user's state folder.
`DATELINE_SEAL` hands one in instead, to builds on machines that are new each time. A build with nothing to do
imports this, so it imports hardly anything."""

import os
import stat
from contextlib import suppress

from builder.model.blake2 import blake2b
from builder.model.errors import BuilderError
from builder.model.opening import TO_MAKE, TO_READ

VARIABLE = "DATELINE_SEAL"
# Bytes of a tag: too many to guess.
TAG = 16

_SIZE = 32
_SHORTEST = 32


def secret() -> bytes:
    """Return the secret, made where there is none yet; one for this time only where none can be kept."""
    known = known_secret()
    return _made(_path()) if known is None else known


def known_secret() -> bytes | None:
    """Return the secret if there is one; raise BuilderError where the environment gives one that can be guessed."""
    given = os.environ.get(VARIABLE)
    # A service that keeps secrets from the builds of forks hands them an empty text.
    if not given:
        return _kept(_path())
    if len(given) < _SHORTEST:
        raise BuilderError(
            f"{VARIABLE} is shorter than {_SHORTEST} characters and could be guessed: make one with "
            "`openssl rand -hex 32`"
        )
    return blake2b(given.encode("utf-8", "surrogateescape"), digest_size=_SIZE).digest()


def is_handed_in() -> bool:
    """Return whether the environment gives the secret: what is kept then goes from one machine to the next."""
    return bool(os.environ.get(VARIABLE))


def sealed(data: bytes, by: bytes | None = None) -> bytes:
    """Return the tag of data: nobody makes it without the secret, which may be at hand already."""
    return blake2b(data, key=secret() if by is None else by, digest_size=TAG).digest()


def _path() -> str:
    """Find the file of the secret, in the folder that the XDG base directories name for state."""
    folder = os.environ.get("XDG_STATE_HOME", "")
    if not os.path.isabs(folder):
        folder = os.path.join(os.path.expanduser("~"), ".local", "state")
    return os.path.join(folder, "dateline", "seal")


def _kept(path: str) -> bytes | None:
    """Read a secret that only its owner, who is the user, may read."""
    try:
        file = os.open(path, TO_READ)
    except OSError:
        return None
    try:
        found = os.fstat(file)
        held = os.read(file, _SIZE + 1) if stat.S_ISREG(found.st_mode) and _is_private(found) else b""
    finally:
        os.close(file)
    return held if len(held) == _SIZE else None


def _is_private(found: os.stat_result) -> bool:
    return os.name != "posix" or (found.st_uid == os.geteuid() and not stat.S_IMODE(found.st_mode) & 0o077)


def _made(path: str) -> bytes:
    """Make a secret and keep it; where another process was quicker, take what that one made."""
    made = os.urandom(_SIZE)
    new = f"{path}.{made[:8].hex()}"
    with suppress(OSError):
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        file = os.open(new, TO_MAKE, 0o600)
        try:
            os.write(file, made)
        finally:
            os.close(file)
        if _kept(path) is None:
            # The one that is there cannot be trusted.
            os.replace(new, path)
        else:
            os.unlink(new)
    return _kept(path) or made
