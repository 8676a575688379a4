"""A network on loopback that can fail: whoever connects to it reaches a server, until it stalls, resets or is slow."""

import socket
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from threading import Event, Lock, Thread

# Of a slow network: how much of an answer comes at a time, and how long the next piece takes, in seconds.
_PIECE, _PAUSE = 1024, 0.005
_RESET = struct.pack("ii", 1, 0)


class Fault(StrEnum):
    """What a network does to what is sent on it."""

    NONE = "none"
    STALLS = "stalls"
    RESETS = "resets"
    SLOW = "slow"


class Network:
    """The way to one port of this machine. It fails once so many bytes were sent, and goes on failing."""

    def __init__(self, server: int) -> None:
        self._server, self._lock, self._over = server, Lock(), Event()
        self._fault, self._from = Fault.NONE, 0
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._open: set[socket.socket] = set()
        self.sent, self.failures = 0, 0
        self.port: int = self._listening.getsockname()[1]
        Thread(target=self._accept, daemon=True).start()

    def fail(self, fault: Fault, after: int) -> None:
        """Begin to fail when this many more bytes were sent."""
        self.failures = 0
        self._fault, self._from = fault, self.sent + after

    def heal(self) -> None:
        """End what hangs, and be a good network again."""
        self._fault = Fault.NONE
        with self._lock:
            for end in self._open:
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self._over.set()
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self.heal()

    def _accept(self) -> None:
        with suppress(OSError):
            while not self._over.is_set():
                near = self._listening.accept()[0]
                far = socket.create_connection(("127.0.0.1", self._server))
                with self._lock:
                    self._open |= {near, far}
                Thread(target=self._pass_on, args=(near, far, True), daemon=True).start()
                Thread(target=self._pass_on, args=(far, near, False), daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket, is_sent: bool) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                if is_sent:
                    with self._lock:
                        self.sent += len(data)
                if self._fault is Fault.NONE or self.sent < self._from:
                    target.sendall(data)
                    continue
                self.failures += 1
                match self._fault:
                    case Fault.STALLS:
                        # What was sent is lost, and the connection stays open.
                        continue
                    case Fault.RESETS:
                        for end in (source, target):
                            end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
                        break
                    case _:
                        _dribble(target, data)
        self._end(source, target)

    def _end(self, *ends: socket.socket) -> None:
        with self._lock:
            for end in ends:
                self._open.discard(end)
                with suppress(OSError):
                    if not end.getsockopt(socket.SOL_SOCKET, socket.SO_LINGER):
                        end.shutdown(socket.SHUT_RDWR)
                end.close()


def _dribble(target: socket.socket, data: bytes) -> None:
    for start in range(0, len(data), _PIECE):
        time.sleep(_PAUSE)
        target.sendall(data[start : start + _PIECE])


@contextmanager
def network(server: int) -> Iterator[Network]:
    """Lay a network before a server, as long as it is needed."""
    made = Network(server)
    try:
        yield made
    finally:
        made.close()
