"""Lines for a site's block in a Caddyfile, below its `root`."""

from collections.abc import Iterator
from urllib.parse import quote

from builder.model.hosting import FOR_MINUTES, TYPES, TYPES_OF_NAMES, Moves, base_path, header_rules
from builder.model.site import Site

_ENDINGS = (("brotli", "br"), ("gzip", "gzip"))


def write_headers(site: Site) -> str:
    base = base_path(site)
    # In a route the order is that of the lines; elsewhere it is Caddy's own.
    lines = ["route {", *_indented([*_headers(site, base), *_types(), *_file_server(site)]), "}"]
    # What is missing now may be there soon. No type but that of the page is said of the page for it.
    missing = [f'header Cache-Control "{FOR_MINUTES}"', 'header Content-Type "text/html; charset=utf-8"']
    missing += [f'rewrite * "{base}404.html"', "file_server"]
    if base == "/":
        lines += ["handle_errors {", *_indented(missing), "}"]
    else:
        # What else the host has is not ours to speak for.
        lines = [f'handle "{base}*" {{', *_indented(lines), "}"]
        lines += ["handle_errors {", f'\thandle "{base}*" {{', *_indented(_indented(missing)), "\t}", "}"]
    return "\n".join(lines) + "\n"


def write_redirects(moves: Moves) -> str:
    return "".join(f'redir "{old}" "{quote(new)}" 301\n' for old, new in moves)


def _headers(site: Site, base: str) -> Iterator[str]:
    first, *others = header_rules(site)
    yield "header {"
    yield from (f'\t{name} "{value}"' for name, value in first.headers)
    yield "}"
    for number, rule in enumerate(others):
        yield f'@{number} path_regexp "{rule.regex(base)}"'
        yield from (f'header @{number} {name} "{value}"' for name, value in rule.headers)


def _types() -> Iterator[str]:
    """Name the type of every file, whatever the system's own list says of it."""
    for ending, kind in TYPES.items():
        yield from _type(f"type_{ending.removeprefix('.')}", f"*{ending}", kind)
    yield from _type("type_html_of_folder", "*/", TYPES[".html"])
    for name, kind in TYPES_OF_NAMES.items():
        yield from _type(f"type_{name.replace('.', '_')}", f"*/{name}", kind)


def _type(matcher: str, pattern: str, kind: str) -> Iterator[str]:
    yield f"@{matcher} path {pattern}"
    yield f'header @{matcher} Content-Type "{kind}"'


def _file_server(site: Site) -> list[str]:
    copies = " ".join(ending for form, ending in _ENDINGS if form in site.hosting.compress)
    return ["file_server {", f"\tprecompressed {copies}", "}"] if copies else ["file_server"]


def _indented(lines: list[str]) -> list[str]:
    return [f"\t{line}" for line in lines]
