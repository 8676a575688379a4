"""Lines to be included in a `server { }` of nginx."""

from builder.model.hosting import Rule, header_rules
from builder.model.site import Site

_STATIC = (("gzip", "gzip_static on;"), ("brotli", "brotli_static on;"))


def write_headers(site: Site) -> str:
    first, *others = header_rules(site)
    # A header that is added inside a location would drop all that are added here: variables differ instead.
    varied = {name for rule in others for name, _ in rule.headers}
    lines = [f'set {_variable(name)} "{value}";' for name, value in first.headers if name in varied]
    for rule in others:
        lines += [f"if ($uri ~ {rule.regex}) {{", *_settings(rule), "}"]
    for name, value in first.headers:
        said = _variable(name) if name in varied else f'"{value}"'
        # What is missing now may be there soon.
        lines.append(f"add_header {name} {said}{'' if name == 'Cache-Control' else ' always'};")
    lines += ["charset utf-8;", "error_page 404 /404.html;"]
    lines += [line for form, line in _STATIC if form in site.hosting.compress]
    return "\n".join(lines) + "\n"


def _settings(rule: Rule) -> list[str]:
    return [f'    set {_variable(name)} "{value}";' for name, value in rule.headers]


def _variable(name: str) -> str:
    return f"$dateline_{name.lower().replace('-', '_')}"
