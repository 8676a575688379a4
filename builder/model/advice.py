"""What a message tells an author to do: in words, and as texts that can be put in as they are."""

from msgspec import Struct


class Advice(Struct, frozen=True, array_like=True):
    """The words of a hint, and the texts it proposes, each of which is accepted in the place of `instead_of`.

    Where `instead_of` is empty, they take the place of the whole value that the message is about. `field` is the
    field that an unknown one does the work of, where the advice names one."""

    hint: str = ""
    proposed: tuple[str, ...] = ()
    instead_of: str = ""
    field: str = ""

    def __bool__(self) -> bool:
        return bool(self.hint)

    def __str__(self) -> str:
        return self.hint


def advice_of(hint: str | Advice) -> Advice:
    """Return a hint in words as one that proposes nothing."""
    return Advice(hint) if isinstance(hint, str) else hint


def write(*texts: str, after: str = "", quotes: str = '"', instead_of: str = "") -> Advice:
    """Advise to write one of some texts; `after` is what else there is to say."""
    shown = " or ".join(f"{quotes}{text}{quotes}" for text in texts)
    return Advice(f"write {shown}{after}", texts, instead_of)
