"""Lines for an `.htaccess`, or for a `<Directory>` in the settings of Apache 2.4."""

from builder.model.hosting import Rule, header_rules
from builder.model.site import Site


def write_headers(site: Site) -> str:
    first, *others = header_rules(site)
    lines = ["ErrorDocument 404 /404.html", "AddDefaultCharset utf-8", *_lines(first)]
    for rule in others:
        lines += [f'<If "%{{REQUEST_URI}} =~ m#{rule.regex}#">', *_lines(rule), "</If>"]
    return "\n".join(lines) + "\n"


def _lines(rule: Rule) -> list[str]:
    # What is missing now may be there soon.
    return [
        f'Header {"set" if name == "Cache-Control" else "always set"} {name} "{value}"'
        for name, value in rule.headers
    ]
