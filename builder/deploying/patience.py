"""How long a deploy waits for the other side."""

from dataclasses import dataclass
from math import ceil


@dataclass(frozen=True, slots=True)
class Patience:
    """In seconds: what a connection, an answer after silence, and a whole request to a store may take."""

    connection: float = 20
    silence: float = 60
    request: float = 120

    @property
    def quiet_ssh(self) -> str:
        """Return an SSH command that never asks for a password, and ends when the other side is silent."""
        interval = max(self.silence / 4, 1)
        waits = {
            "ConnectTimeout": whole_seconds(self.connection),
            "ServerAliveInterval": whole_seconds(interval),
            "ServerAliveCountMax": whole_seconds(self.silence / interval),
        }
        return " ".join(("ssh -o BatchMode=yes", *(f"-o {name}={count}" for name, count in waits.items())))


def whole_seconds(seconds: float) -> int:
    """Round up to what programs understand that count in seconds, where 0 is for ever."""
    return max(ceil(seconds), 1)
