"""Lines to be included in a `server { }` of nginx, beside its `root`."""

from collections.abc import Iterator
from urllib.parse import quote

from builder.model.hosting import TYPES, TYPES_OF_NAMES, Moves, Rule, base_path, header_rules
from builder.model.site import Site

_STATIC = (("gzip", "gzip_static on;"), ("brotli", "brotli_static on;"))


def write_headers(site: Site) -> str:
    base = base_path(site)
    lines = [*_headers(site), *_types(), f'error_page 403 404 =404 "{base}404.html";']
    lines += [line for form, line in _STATIC if form in site.hosting.compress]
    lines += ["gzip_vary on;"] if site.hosting.compress else []
    lines += [line for name, kind in TYPES_OF_NAMES.items() for line in _location(base, name, kind)]
    if base != "/":
        # What else the host has is not ours to speak for.
        lines = [f'location ^~ "{base}" {{', *(f"    {line}" for line in lines), "}"]
    return "\n".join([*_variables(site, base), *lines]) + "\n"


def write_redirects(moves: Moves) -> str:
    return "".join(f'location = "{old}" {{ return 301 "{quote(new)}"; }}\n' for old, new in moves)


def _variables(site: Site, base: str) -> Iterator[str]:
    # A header that is added inside a location would drop all that are added here: variables differ instead.
    first, *others = header_rules(site)
    varied = _varied(others)
    for name, value in first.headers:
        if name in varied:
            yield f'set {_variable(name)} "{value}";'
    for rule in others:
        yield f'if ($uri ~ "{rule.regex(base)}") {{'
        yield from (f'    set {_variable(name)} "{value}";' for name, value in rule.headers)
        yield "}"


def _headers(site: Site) -> Iterator[str]:
    first, *others = header_rules(site)
    varied = _varied(others)
    for name, value in first.headers:
        said = _variable(name) if name in varied else f'"{value}"'
        yield f"add_header {name} {said} always;"


def _types() -> Iterator[str]:
    """Name the type of every file, whatever the host's own list says of it."""
    texts = dict.fromkeys(kind.partition(";")[0] for kind in TYPES.values() if "charset" in kind)
    # Pages are always among them.
    yield "charset utf-8;"
    yield f"charset_types {' '.join(kind for kind in texts if kind != 'text/html')};"
    yield "types {"
    for ending, kind in TYPES.items():
        yield f"    {kind.partition(';')[0]} {ending.removeprefix('.')};"
    yield "}"


def _location(base: str, name: str, kind: str) -> list[str]:
    return [f'location ~ "{Rule(f"*{name}", ()).regex(base)}" {{', "    types { }", f"    default_type {kind};", "}"]


def _varied(rules: list[Rule]) -> set[str]:
    return {name for rule in rules for name, _ in rule.headers}


def _variable(name: str) -> str:
    return f"$dateline_{name.lower().replace('-', '_')}"
