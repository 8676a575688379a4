"""Write where former addresses lead now in the forms that hosts take: a redirect keeps the `#claim` of a link."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from urllib.parse import quote

from builder.model.errors import BuilderError

Moves = Sequence[tuple[str, str]]


def write_redirects(form: str, base: str, moves: Moves) -> str:
    """Write moves from one address below a path to another, as texts that are not encoded."""
    if form not in _FORMS:
        raise BuilderError("such hosts read them in `_redirects`, which is in public/")
    return _FORMS[form]([(f"{base}{old}", f"{base}{new}") for old, new in moves])


def _nginx(moves: Moves) -> str:
    return "".join(f'location = "{old}" {{ return 301 "{quote(new)}"; }}\n' for old, new in moves)


def _apache(moves: Moves) -> str:
    # Apache encodes what it leads to itself.
    return "".join(f'RedirectMatch 301 "^{re.escape(old)}$" "{new}"\n' for old, new in moves)


def _caddy(moves: Moves) -> str:
    return "".join(f'redir "{old}" "{quote(new)}" 301\n' for old, new in moves)


def _vercel(moves: Moves) -> str:
    listed = [{"source": quote(old), "destination": quote(new), "permanent": True} for old, new in moves]
    return json.dumps({"redirects": listed}, indent=1) + "\n"


_FORMS: Mapping[str, Callable[[Moves], str]] = MappingProxyType(
    {"apache": _apache, "caddy": _caddy, "nginx": _nginx, "vercel": _vercel}
)
