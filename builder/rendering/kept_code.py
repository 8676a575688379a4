"""Compiled templates that earlier runs left in a folder of the user's: compiling takes a third of a second a process.

Compiled code is run as it is. So each file bears a tag that nobody can make without the user's secret, over its
name and all that is in it; whatever does not fit is passed over, and the template is compiled again."""

import marshal
import os
import stat
from contextlib import suppress
from hashlib import blake2b
from hmac import compare_digest
from pathlib import Path
from types import CodeType

from builder.model.opening import TO_MAKE, TO_READ

_TAG = 32
_LARGEST = 8_000_000
# Templates of several versions, themes and languages; the oldest go when there are more.
_MOST = 2_000


class KeptCode:
    """Compiled templates by key; `salt` digests all that compiles them: our code, Python's, and the libraries'."""

    def __init__(self, folder: Path, secret: bytes, salt: bytes) -> None:
        self._folder, self._secret, self._salt = folder, secret, salt
        self._has_tidied = False

    def get(self, key: bytes) -> CodeType | None:
        """Return the code of a key, or None where none was left by this user."""
        name = self._name(key)
        try:
            file = os.open(self._folder / name, TO_READ)
            try:
                is_plain = stat.S_ISREG(os.fstat(file).st_mode)
                held = os.read(file, _LARGEST) if is_plain else b""
            finally:
                os.close(file)
        except OSError:
            return None
        tag, packed = held[:_TAG], held[_TAG:]
        if not compare_digest(tag, self._tag(name, packed)):
            return None
        code = marshal.loads(packed)
        return code if isinstance(code, CodeType) else None

    def put(self, key: bytes, code: CodeType) -> None:
        """Keep the code of a key; where nothing can be written, the next run compiles it again."""
        name, packed = self._name(key), marshal.dumps(code)
        new = self._folder / f"{name}.{os.urandom(8).hex()}"
        with suppress(OSError):
            self._folder.mkdir(parents=True, mode=0o700, exist_ok=True)
            self._tidy()
            file = os.open(new, TO_MAKE, 0o600)
            try:
                os.write(file, self._tag(name, packed) + packed)
            finally:
                os.close(file)
            os.replace(new, self._folder / name)

    def _name(self, key: bytes) -> str:
        return blake2b(key, key=self._salt, digest_size=16).hexdigest()

    def _tag(self, name: str, packed: bytes) -> bytes:
        return blake2b(name.encode() + packed, key=self._secret, digest_size=_TAG).digest()

    def _tidy(self) -> None:
        """Remove the oldest files once a run, where there are too many."""
        if not self._has_tidied:
            self._has_tidied = True
            found = sorted((entry.stat().st_mtime_ns, entry.path) for entry in os.scandir(self._folder))
            for _, path in found[: max(0, len(found) - _MOST)]:
                os.unlink(path)
