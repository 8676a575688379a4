"""Listen to a preview as a browser does: over a web socket, which says when the page has to be loaded again.

Both tools speak LiveReload's protocol. Only what that needs of RFC 6455 is here: text in single frames."""

import base64
import json
import os
import select
import socket
import struct
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

_TEXT, _CLOSE, _PING, _PONG = 0x1, 0x8, 0x9, 0xA
_HELLO = {"command": "hello", "protocols": ["http://livereload.com/protocols/official-7"]}


class Reloads:
    """A connection of an open page to a preview that listens on a host and a port."""

    def __init__(self, host: str, port: int, address: str) -> None:
        self._socket = socket.create_connection((host, port))
        self._upgrade(f"{host}:{port}")
        self._send(_HELLO)
        self._send({"command": "info", "plugins": {}, "url": f"http://{host}:{port}{address}"})

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.close()

    def wait(self, seconds: float) -> bool:
        """Wait until the page is told to load again, or until so many seconds have passed in silence."""
        while select.select([self._socket], [], [], seconds)[0]:
            kind, data = self._receive()
            if kind == _CLOSE:
                raise ConnectionError("the preview has closed its web socket")
            if kind == _PING:
                self._write(_PONG, data)
            elif kind == _TEXT and json.loads(data)["command"] == "reload":
                return True
        return False

    def forget(self) -> None:
        """Pass over what was said so far."""
        while self.wait(0):
            pass

    def _upgrade(self, host: str) -> None:
        key = base64.b64encode(os.urandom(16)).decode()
        self._socket.sendall(
            f"GET /livereload HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )
        answer = b""
        while not answer.endswith(b"\r\n\r\n"):
            answer += self._read(1)
        if b" 101 " not in answer.partition(b"\r\n")[0]:
            raise ConnectionError(f"the preview speaks no web socket: {answer.decode()}")

    def _send(self, message: Mapping[str, Any]) -> None:
        self._write(_TEXT, json.dumps(message).encode())

    def _write(self, kind: int, data: bytes) -> None:
        """Send one frame; a client has to mask what it sends, and any mask will do."""
        size = struct.pack("!B", 0x80 | len(data)) if len(data) < 126 else struct.pack("!BH", 0x80 | 126, len(data))
        self._socket.sendall(bytes([0x80 | kind]) + size + bytes(4) + data)

    def _receive(self) -> tuple[int, bytes]:
        first, size = self._read(2)
        if size == 126:
            (size,) = struct.unpack("!H", self._read(2))
        elif size == 127:
            (size,) = struct.unpack("!Q", self._read(8))
        return first & 0x0F, self._read(size)

    def _read(self, size: int) -> bytes:
        # Nothing is read ahead, so that the socket alone tells whether there is more.
        data = b""
        while len(data) < size:
            piece = self._socket.recv(size - len(data))
            if not piece:
                raise ConnectionError("the preview has closed its web socket")
            data += piece
        return data
