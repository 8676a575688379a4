"""Deploy a site to a host that stores each file in one place, so that only the order of steps keeps the site whole.

A journal that is put first names every file that this deploy may put: the next one knows what an interrupted one
left. It is taken away after the manifest. A lock is a file that says until when it counts."""

import os
import platform
import secrets
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Protocol

import msgspec
from msgspec import Struct

from builder.deploying.destination import Advance, Load, RemoteState, Surroundings, stays_inside
from builder.model.errors import BuilderError
from builder.publishing.manifest import NAME

JOURNAL = ".dateline/deploying.json"
LOCK = ".dateline/lock.json"

# How long a lock is valid unless it is renewed; a running deploy renews it in time.
_COUNTS = timedelta(minutes=5)
_RENEWED = timedelta(minutes=1)


class Journal(Struct, frozen=True):
    """What a deploy may put, and the SHA-256 of the manifest that it ends with."""

    manifest: str
    paths: tuple[str, ...]


class Lock(Struct, frozen=True):
    """Who is deploying until when; machine and process mean nothing to anybody else."""

    token: str
    until: datetime
    machine: str
    process: int


class Store(Protocol):
    """What a host with a place for each file can do; every method may raise BuilderError."""

    where: str

    def read(self, paths: Sequence[str]) -> Mapping[str, bytes]:
        """Return those of these files that are there."""

    def write(self, path: str, data: bytes) -> None:
        """Write a small file of the deploy's own."""

    def write_new(self, path: str, data: bytes) -> bool:
        """Write a file where none is; return whether that was so, if the host can say."""

    def put(self, paths: Sequence[str], advance: Advance) -> None:
        """Put files of the site; report each one that is done, or several at once."""

    def delete(self, paths: Sequence[str]) -> None:
        """Delete files, whether they are there or not."""

    def sweep(self) -> None:
        """Remove the half-written files that an interrupted run left."""

    def present(self, paths: Set[str]) -> frozenset[str]: ...

    def is_empty(self) -> bool: ...


@dataclass(slots=True)
class InPlace:
    """A host with a place for each file."""

    store: Store
    surroundings: Surroundings
    mine: Lock | None = None

    @property
    def where(self) -> str:
        return self.store.where

    @contextmanager
    def held(self) -> Iterator[None]:
        self._lock()
        try:
            yield
        finally:
            # What cannot be deleted now is valid for some minutes only.
            with suppress(BuilderError):
                self._delete_own(LOCK)

    def remote_state(self, last: Sequence[str]) -> RemoteState:
        found = dict(self.store.read([*last, JOURNAL, LOCK]))
        data, lock = found.pop(JOURNAL, None), found.pop(LOCK, b"")
        if self.mine is not None and lock != msgspec.json.encode(self.mine):
            self.mine = None
            raise self._another(lock)
        if data is None:
            return RemoteState(found)
        try:
            journal = msgspec.json.decode(data, type=Journal)
        except msgspec.DecodeError:
            # Cut off while it was written: nothing had been put yet.
            return RemoteState(found, is_settled=False)
        is_done = sha256(found.get(NAME, b"")).hexdigest() == journal.manifest
        return RemoteState(
            found, frozenset() if is_done else frozenset(filter(stays_inside, journal.paths)), is_settled=False
        )

    def is_empty(self) -> bool:
        return self.store.is_empty()

    def present(self, paths: Set[str]) -> frozenset[str]:
        return self.store.present(paths)

    def bring(self, load: Load, advance: Advance) -> None:
        done = 0

        def renewed(count: int) -> None:
            nonlocal done
            done += count
            advance(done)
            self._renew()

        manifest, others = load.last[NAME], [path for path in load.last if path != NAME]
        stages = load.steps.put
        if stages or load.steps.in_the_way or load.steps.gone:
            paths = sorted(load.unsure.union(*stages))
            journal = Journal(sha256(manifest).hexdigest(), tuple(paths))
            self.store.write(JOURNAL, msgspec.json.encode(journal))
        self._delete(load.steps.in_the_way, renewed)
        for stage in stages:
            self.store.put(stage, renewed)
        self._delete(load.steps.gone, renewed)
        if load.unsure:
            self.store.sweep()
        for path in others:
            self.store.write(path, load.last[path])
        self.store.write(NAME, manifest)
        self._delete_own(*load.outdated, JOURNAL, LOCK)

    def _delete(self, paths: Sequence[str], renewed: Callable[[int], None]) -> None:
        if paths:
            self.store.delete(paths)
            renewed(len(paths))

    def _lock(self) -> None:
        found = self.store.read([LOCK]).get(LOCK)
        if found is not None and self._counts(found):
            raise self._another(found)
        if found is not None:
            self.store.delete([LOCK])
        mine = Lock(secrets.token_hex(8), self._now() + _COUNTS, _machine(), os.getpid())
        if not self.store.write_new(LOCK, msgspec.json.encode(mine)):
            raise self._another(self.store.read([LOCK]).get(LOCK, b""))
        self.mine = mine

    def _delete_own(self, *paths: str) -> None:
        """Delete what is this deploy's own, unless another has taken the lock from it."""
        if self.mine is not None:
            self.store.delete(paths)
            self.mine = None

    def _renew(self) -> None:
        if self.mine is not None and self.mine.until - self._now() < _COUNTS - _RENEWED:
            self.mine = msgspec.structs.replace(self.mine, until=self._now() + _COUNTS)
            self.store.write(LOCK, msgspec.json.encode(self.mine))

    def _counts(self, data: bytes) -> bool:
        """Return whether a lock is somebody's who may still be at work."""
        try:
            lock = msgspec.json.decode(data, type=Lock)
        except msgspec.DecodeError:
            return False
        is_dead = lock.machine == _machine() and not _is_alive(lock.process)
        return lock.until > self._now() and not is_dead

    def _another(self, data: bytes) -> BuilderError:
        try:
            until = f"{msgspec.json.decode(data, type=Lock).until.astimezone(UTC):%H:%M} UTC"
        except msgspec.DecodeError:
            until = "a few minutes have passed"
        return BuilderError(
            f"{self.where}: another deploy is in progress: wait until it is done; "
            f"should it have been interrupted, deploy again after {until}"
        )

    def _now(self) -> datetime:
        return self.surroundings.clock()


def _machine() -> str:
    """Distinguish this machine from others without naming it: readers can see a lock."""
    return sha256(f"{platform.node()} {uuid.getnode()}".encode()).hexdigest()[:16]


def _is_alive(process: int) -> bool:
    # Elsewhere to ask is to end it, so its lock is waited for.
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
