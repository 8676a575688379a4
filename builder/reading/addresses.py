"""Read web addresses: what is not an address is answered with the one that is meant, where that can be known."""

from urllib.parse import urlsplit

from builder.model.advice import Advice, write
from builder.model.patterns import pattern

NO_ADDRESS = "not a web address"
_HINT = "write it in full, beginning with https:// or http://"
ADDRESS = pattern(r"https?://[^\s<>\"]+")
# A name with dots, as hosts have: a word alone may be anything.
_WITHOUT_SCHEME = pattern(r"(?:www\.|//)?[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}(?:[:/?#].*)?")
_IN_BRACKETS = pattern(r"<([^<>]+)>|\[[^\[\]]*\]\(([^()\s]+)\)|\[([^\[\]]+)\]")
# A path on some machine; two strokes begin an address without its scheme.
_ON_DISK = pattern(r"(?i)file:|[a-z]:[\\/]|~/|/(?:home|users|tmp|mnt|media|volumes|var|opt)/|\\\\")
_A_FILE = "remove it: this is a file on one machine, which no reader can reach"
_BLANKS = pattern(r"\s+")
_SCHEME = pattern(r"(?i)(https?)(?::/?/?|//)(?=[^\s/:])")
# What lets somebody in: a name and password before the host, and what services call their keys.
_USER = pattern(r"(?i)^[a-z][a-z0-9+.-]*://[^/?#\s]*@")
_KEY = pattern(
    r"(?i)[?&#](?:access_?token|auth_?token|api_?key|apikey|passw(?:or)?d|x-amz-(?:signature|security-token|credential)"
    r"|x-goog-signature)=[^&#]"
)


def wrong_with_address(text: str) -> tuple[str, Advice] | None:
    """Return why a text is no web address, and what to write; None where it is one."""
    if ADDRESS.fullmatch(text) and _has_host(text):
        return None
    meant = None if _ON_DISK.match(text.strip()) else _meant_by(text)
    if meant is None:
        return NO_ADDRESS, Advice(_A_FILE if _ON_DISK.match(text.strip()) else _HINT)
    bare = text.strip()
    if bare != text or _BLANKS.search(bare):
        return "a space in an address", write(meant, quotes="")
    return NO_ADDRESS, write(meant, quotes="")


def lets_in(address: str) -> bool:
    """Return whether an address holds a password, a key or another text that lets somebody in."""
    return ("@" in address and _USER.match(address) is not None) or ("=" in address and bool(_KEY.search(address)))


def _meant_by(text: str) -> str | None:
    bare = text.strip()
    if found := _IN_BRACKETS.fullmatch(bare):
        bare = found[1] or found[2] or found[3] or ""
    if scheme := _SCHEME.match(bare):
        bare = f"{scheme[1].lower()}://{bare[scheme.end() :]}"
    elif _WITHOUT_SCHEME.fullmatch(bare):
        bare = f"https://{bare.removeprefix('//')}"
    else:
        return None
    whole = _BLANKS.sub("%20", bare).replace('"', "%22").replace("<", "%3C").replace(">", "%3E")
    return whole if ADDRESS.fullmatch(whole) and _has_host(whole) else None


def _has_host(address: str) -> bool:
    try:
        host = urlsplit(address).hostname
    except ValueError:
        # A bracket of an IPv6 address that is never closed, say.
        return False
    return host is not None and host != "" and "%" not in host
