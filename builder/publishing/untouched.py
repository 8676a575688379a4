"""Decide from stamps alone whether everything that the last build read and wrote is unchanged.

What this takes is in a file beside the memo, sealed like the memo. It holds the stamps of files and the result of
the build; where all stamps are the same now, another build would give the same. Whatever differs, is damaged,
planted, or of another version leads to the full build. This is imported first, and so imports hardly anything."""

import os
from contextlib import contextmanager, suppress

from builder.model.errors import BuilderError
from builder.model.opening import TO_HOLD, TO_MAKE, TO_READ
from builder.publishing.lock import lock
from builder.publishing.seal import TAG, known_secret, sealed, secret
from builder.reading.listing import circumstances, content_files, packed, packed_numbers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

WORK_FOLDER = ".dateline"
MEMO = ".dateline-cache"

_FORM = b"dateline stamps 2\n"
_SIZE = 8
# The numbers of a stamp: size, time, inode, and the time of the last change of any kind.
_NUMBERS = 4
# How many files are compared together: few steps, and a change is found early.
_CHUNK = 256


class BuildState:
    """The state when a build was done, and what that build reported.

    `circumstances` is Python, libraries, code and theme; `since` and `until` bound the moments, in microseconds,
    between which nothing is released; `content` holds the packed stamps of each folder's files; `files` are the
    published ones, with their stamps in `stamps`, and `folders` those they lie in, none changed after `concluded`;
    `counts` are the problems by severity."""

    __slots__ = (
        "circumstances", "concluded", "content", "counts", "files", "folders", "foreign", "output", "since", "stamps",
        "theme", "until",
    )  # fmt: skip

    def __init__(
        self,
        circumstances: bytes,
        theme: str,
        output: str,
        since: int,
        until: int,
        concluded: int,
        content: dict[str, bytes],
        files: list[str],
        stamps: bytes,
        folders: list[str],
        counts: list[int],
        foreign: list[str],
    ) -> None:
        self.circumstances, self.theme, self.output = circumstances, theme, output
        self.since, self.until, self.concluded = since, until, concluded
        self.content, self.files, self.stamps, self.folders = content, files, stamps, folders
        self.counts, self.foreign = counts, foreign

    @property
    def unchanged(self) -> int:
        """Count the published files, but for the manifest."""
        return len(self.files) - 1


def state_if_untouched(site: str, output: str, moment: int) -> BuildState | None:
    """Return the state that the last build left, if all of it is unchanged; None if not, or if that is unknown."""
    try:
        with _held(f"{site}/{MEMO}") as is_held:
            by = known_secret() if is_held else None
            state = None if by is None else read_build_state(f"{site}/{MEMO}", by)
            return state if state is not None and _is_unchanged(state, site, output, moment) else None
    except (OSError, ValueError, BuilderError):
        return None


def write_build_state(memo: str, state: BuildState | None) -> None:
    """Write the state beside a memo; None deletes it."""
    path = _beside(memo)
    with suppress(OSError):
        if state is None:
            os.unlink(path)
            return
        body, by = _encoded(state), secret()
        if body == _body(path, by):
            return
        with suppress(FileNotFoundError):
            os.unlink(f"{path}.new")
        file = os.open(f"{path}.new", TO_MAKE, 0o600)
        with open(file, "wb") as new:
            new.write(_FORM + sealed(_FORM + body, by) + body)
        os.replace(f"{path}.new", path)


def is_foreign(memo: str, by: bytes) -> bool:
    """Return whether something lies beside a memo that no build of this user has left there."""
    try:
        return os.path.lexists(_beside(memo)) and _body(_beside(memo), by) is None
    except OSError:
        return True


def read_build_state(memo: str, by: bytes) -> BuildState | None:
    """Read the state that is kept beside a memo, if it is intact."""
    body = _body(_beside(memo), by)
    return None if body is None else _decoded(body)


def _is_unchanged(state: BuildState, site: str, output: str, moment: int) -> bool:
    return (
        state.output == output
        and state.since <= moment < state.until
        and _is_content_unchanged(site, state)
        and circumstances(site, state.theme)[0] == state.circumstances
        and _is_output_unchanged(output, state)
    )


def _is_content_unchanged(site: str, state: BuildState) -> bool:
    count = 0
    for path, files in content_files(f"{site}/content", "content"):
        if files:
            if state.content.get(path) != packed(files):
                return False
            count += 1
    return count == len(state.content)


def _is_output_unchanged(output: str, state: BuildState) -> bool:
    if not state.files or os.path.lexists(f"{output}/{WORK_FOLDER}"):
        return False
    root, stat, concluded = f"{output}/", os.lstat, state.concluded
    if stat(output).st_mtime_ns > concluded:
        return False
    for folder in state.folders:
        if stat(root + folder).st_mtime_ns > concluded:
            return False
    for start in range(0, len(state.files), _CHUNK):
        found = [stat(root + path) for path in state.files[start : start + _CHUNK]]
        stamps = packed_numbers(
            [number for s in found for number in (s.st_size, s.st_mtime_ns, s.st_ino, s.st_ctime_ns)]
        )
        if state.stamps[start * _NUMBERS * _SIZE : start * _NUMBERS * _SIZE + len(stamps)] != stamps:
            return False
    return True


@contextmanager
def _held(memo: str) -> "Iterator[bool]":
    """Lock an existing memo, so that no other build runs at the same time; yield whether it was free."""
    handle = os.open(memo, TO_HOLD)
    try:
        yield lock(handle)
    finally:
        os.close(handle)


def _beside(memo: str) -> str:
    return f"{memo}-stamps"


def _body(path: str, by: bytes) -> bytes | None:
    try:
        # A pipe at this path must not block.
        with open(os.open(path, TO_READ), "rb") as file:
            held = file.read()
    except FileNotFoundError:
        return None
    head = len(_FORM)
    body = held[head + TAG :]
    return body if held[:head] == _FORM and held[head : head + TAG] == sealed(_FORM + body, by) else None


def _encoded(state: BuildState) -> bytes:
    return _joined(
        [
            state.circumstances,
            _text([state.theme, state.output]),
            _text([str(number) for number in (state.since, state.until, state.concluded, *state.counts)]),
            _text([*state.content]),
            _joined([*state.content.values()]),
            _text(state.files),
            state.stamps,
            _text(state.folders),
            _text(state.foreign),
        ]
    )


def _decoded(body: bytes) -> BuildState:
    circumstances, names, numbers, paths, content, files, stamps, folders, foreign = _parted(body)
    theme, output = _texts(names)
    since, until, concluded, *counts = map(int, _texts(numbers))
    return BuildState(
        circumstances=circumstances,
        theme=theme,
        output=output,
        since=since,
        until=until,
        concluded=concluded,
        content=dict(zip(_texts(paths), _parted(content), strict=True)),
        files=_texts(files),
        stamps=stamps,
        folders=_texts(folders),
        counts=counts,
        foreign=_texts(foreign),
    )


def _joined(parts: list[bytes]) -> bytes:
    return b"".join([len(part).to_bytes(_SIZE, "little") + part for part in parts])


def _parted(joined: bytes) -> list[bytes]:
    parts, at = [], 0
    while at < len(joined):
        start = at + _SIZE
        at = start + int.from_bytes(joined[at:start], "little")
        parts.append(joined[start:at])
    return parts


def _text(texts: list[str]) -> bytes:
    return "\0".join(texts).encode("utf-8", "surrogateescape")


def _texts(text: bytes) -> list[str]:
    return text.decode("utf-8", "surrogateescape").split("\0") if text else []
