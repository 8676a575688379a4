"""`vercel.json`, for Vercel: it stands beside the folder that is handed over."""

import json
from urllib.parse import quote

from builder.model.hosting import TYPES_OF_NAMES, Moves, base_path, header_rules
from builder.model.site import Site


def write_headers(site: Site) -> str:
    base = base_path(site)
    rules = [
        {
            "source": base + rule.pattern.replace("*", "(.*)"),
            "headers": [{"key": name, "value": value} for name, value in rule.headers],
        }
        for rule in header_rules(site)
    ]
    for name, kind in TYPES_OF_NAMES.items():
        headers = [{"key": "Content-Type", "value": kind}]
        rules.append({"source": f"{base}(.*){name}", "headers": headers})
    return json.dumps({"trailingSlash": True, "headers": rules}, indent=1) + "\n"


def write_redirects(moves: Moves) -> str:
    listed = [{"source": quote(old), "destination": quote(new), "permanent": True} for old, new in moves]
    return json.dumps({"redirects": listed}, indent=1) + "\n"
