"""Take out of a stylesheet what reading devices do not understand: rules for paper, and rules within rules."""

import re

_OPENING = re.compile(r"""\"[^\"\n]*\"|'[^'\n]*'|url\([^)]*\)|[{};]""")
# At-rules that hold rules.
_GROUPS = ("@media", "@supports", "@layer", "@container")

_TOKEN = re.compile(r"(--[\w-]+):\s*([^;]+);")

# EPUB 3.3 (6.3.1.1) has direction said in the text alone.
_UNKNOWN = ("direction:", "unicode-bidi:")


def for_devices(css: str) -> str:
    """Return the rules of a stylesheet for screens, each on its own level."""
    return "".join(_plain(css))


def tokens_for_paper(css: str) -> dict[str, str]:
    """Return the custom properties of a stylesheet's root as they are on paper."""
    found: dict[str, str] = {}
    for head, body in _rules(css):
        if body is not None and head == ":root":
            found |= {name: " ".join(value.split()) for name, value in _TOKEN.findall(f"{body};")}
        elif body is not None and head.split() == ["@media", "print"]:
            found |= tokens_for_paper(body)
    return found


def _plain(css: str) -> list[str]:
    kept: list[str] = []
    for head, body in _rules(css):
        name = head.split("(")[0].split()[0] if head.split() else ""
        if body is None:
            kept.append(f"{head};" if not name.startswith("@import") else "")
        elif name in _GROUPS:
            if "print" not in head:
                kept.append(f"{head}{{{''.join(_plain(body))}}}\n")
        elif name != "@page":
            inner = _rules(f"{body};")
            declared = (line for line, nested in inner if nested is None and not line.strip().startswith(_UNKNOWN))
            kept.append(f"{head}{{{''.join(f'{line};' for line in declared)}}}\n")
            kept += _plain("".join(f"{_beneath(head, below)}{{{nested}}}" for below, nested in inner if nested))
    return kept


def _beneath(head: str, below: str) -> str:
    """Write the selectors of a rule within another as those of one beside it."""
    pairs = [(above.strip(), inner.strip()) for above in head.split(",") for inner in below.split(",")]
    return ",".join(inner.replace("&", above) if "&" in inner else f"{above} {inner}" for above, inner in pairs)


def _rules(css: str) -> list[tuple[str, str | None]]:
    """Split a stylesheet into rules (what stands before the braces, what stands within) and plain declarations."""
    found: list[tuple[str, str | None]] = []
    depth, start, opened = 0, 0, 0
    for sign in _OPENING.finditer(css):
        at = sign.start()
        match sign[0]:
            case "{":
                if depth == 0:
                    opened = at
                depth += 1
            case "}":
                depth -= 1
                if depth == 0:
                    found.append((css[start:opened].strip(), css[opened + 1 : at]))
                    start = at + 1
            case ";" if depth == 0:
                found.append((css[start:at].strip(), None))
                start = at + 1
    return [(head, body) for head, body in found if head]
