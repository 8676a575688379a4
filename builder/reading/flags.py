"""What is neither true nor false is answered with the one that it means."""

from types import MappingProxyType

from builder.model.advice import Advice, write

_FLAGS = MappingProxyType(
    {
        **dict.fromkeys(("true", "yes", "on", "1", "y"), "true"),
        **dict.fromkeys(("false", "no", "off", "0", "n"), "false"),
    }
)


def advice_on_flag(text: str) -> Advice:
    """Advise on a text that is neither `true` nor `false`."""
    meant = _FLAGS.get(text.strip().lower())
    return write(meant, quotes="") if meant else Advice("write true or false", ("true", "false"))
