"""`vercel.json`, for Vercel: it stands beside the folder that is handed over."""

import json

from builder.model.hosting import header_rules
from builder.model.site import Site


def write_headers(site: Site) -> str:
    rules = [
        {
            "source": "/" + rule.pattern.replace("*", "(.*)"),
            "headers": [{"key": name, "value": value} for name, value in rule.headers],
        }
        for rule in header_rules(site)
    ]
    return json.dumps({"trailingSlash": True, "headers": rules}, indent=1) + "\n"
