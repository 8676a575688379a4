"""Lines for an `.htaccess`, or for a `<Directory>` in the settings of Apache 2.4."""

import re

from builder.model.hosting import TYPES, TYPES_OF_NAMES, Moves, Rule, base_path, header_rules
from builder.model.site import Site


def write_headers(site: Site) -> str:
    base = base_path(site)
    first, *others = header_rules(site)
    lines = [f"ErrorDocument 403 {base}404.html", f"ErrorDocument 404 {base}404.html", *_types(), *_lines(first)]
    for rule in others:
        lines += [f'<If "%{{REQUEST_URI}} =~ m#{rule.regex(base)}#">', *_lines(rule), "</If>"]
    return "\n".join(lines) + "\n"


def write_redirects(moves: Moves) -> str:
    # Apache encodes what it leads to itself.
    return "".join(f'RedirectMatch 301 "^{re.escape(old)}$" "{new}"\n' for old, new in moves)


def _types() -> list[str]:
    """Name the type of every file, whatever the host's own list says of it."""
    texts = " ".join(ending for ending, kind in TYPES.items() if "charset" in kind)
    lines = ["AddDefaultCharset utf-8", f"AddCharset utf-8 {texts}"]
    lines += [f"AddType {kind.partition(';')[0]} {ending}" for ending, kind in TYPES.items()]
    for name, kind in TYPES_OF_NAMES.items():
        lines += [f'<Files "{name}">', f"ForceType {kind}", "</Files>"]
    return lines


def _lines(rule: Rule) -> list[str]:
    # What is said with a page for a missing address is said of that page: it has an address of its own.
    return [f'Header always set {name} "{value}"' for name, value in rule.headers]
