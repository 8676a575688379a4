"""`_headers`, for Netlify, Cloudflare Pages and hosts that follow them.

All rules that fit an address hold there, and where two say the same header, it is said twice: so no rule may take
the place of another. Two policies both hold, and the one in a page's own head does too; hence every address is told
the loosest policy of all, and pages, beside it, that nobody may frame them."""

from builder.model.errors import BuilderError
from builder.model.hosting import FOR_EVER, FRAMED_BY_NOBODY, LEEWAYS, PAGE_POLICY, Moves, header_rules, written
from builder.model.site import Site

_POLICY = "Content-Security-Policy"
# Wherever pages stand that are not to be framed; `:name` stands for one name. Those to be framed lie deeper, as do
# pages of other languages, of which the first two fit the lowest.
_PAGES = ("/", "/:page/", "/:section/:page/", "/timeline/:year/:month/")
_PAGES_OF_OTHER_LANGUAGES = _PAGES[2:]


def write_headers(site: Site) -> str:
    directive, _ = FRAMED_BY_NOBODY
    loosest = {**dict(PAGE_POLICY), **{name: value for _, name, value in LEEWAYS if name != directive}}
    headers = {**dict(header_rules(site)[0].headers), _POLICY: written(loosest.items())}
    # Such hosts have pages asked for again every time, unless told otherwise, and know when one is new.
    del headers["Cache-Control"]
    lines = ["/*", *(f"  {name}: {value}" for name, value in headers.items())]
    lines += ["/assets/*", f"  Cache-Control: {FOR_EVER}"]
    others = (f"/{language}{pattern}" for language in site.languages[1:] for pattern in _PAGES_OF_OTHER_LANGUAGES)
    for pattern in (*_PAGES, *others):
        lines += [pattern, f"  {_POLICY}: {written([FRAMED_BY_NOBODY])}"]
    return "\n".join(lines) + "\n"


def write_redirects(moves: Moves) -> str:
    raise BuilderError("such hosts read them in `_redirects`, which is in public/")
