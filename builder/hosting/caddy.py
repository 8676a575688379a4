"""Lines for a site's block in a Caddyfile."""

from builder.model.hosting import FOR_MINUTES, header_rules
from builder.model.site import Site

_ENDINGS = (("brotli", "br"), ("gzip", "gzip"))


def write_headers(site: Site) -> str:
    first, *others = header_rules(site)
    # In a route the order is that of the lines; elsewhere it is Caddy's own.
    lines = ["route {", "\theader {", *(f'\t\t{name} "{value}"' for name, value in first.headers), "\t}"]
    for number, rule in enumerate(others):
        lines.append(f"\t@{number} path_regexp {rule.regex}")
        lines += [f'\theader @{number} {name} "{value}"' for name, value in rule.headers]
    copies = " ".join(ending for form, ending in _ENDINGS if form in site.hosting.compress)
    lines += ["\tfile_server {", f"\t\tprecompressed {copies}", "\t}"] if copies else ["\tfile_server"]
    # What is missing now may be there soon.
    lines += ["}", "handle_errors {", f'\theader Cache-Control "{FOR_MINUTES}"']
    lines += ["\trewrite * /404.html", "\tfile_server", "}"]
    return "\n".join(lines) + "\n"
