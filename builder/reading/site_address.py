"""Read the address that a site is published at, and compare the domains that its targets name with it."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from builder.model.advice import Advice, write
from builder.model.target import GitTarget, Target
from builder.reading.fields import Fields, Notes
from builder.reading.nodes import Map, Scalar

# Stands for an address that cannot be read, so that nothing is told of its absence as well.
_UNREAD = "https://unread.invalid/"
_FILE_ENDINGS = (".html", ".htm", ".php", ".asp", ".aspx", ".jsp", ".md", ".xml")
# Hosts on which a site has a name below the host's own: a domain of its own leads there.
_SHARED_HOSTS = (".github.io", ".gitlab.io", ".pages.dev", ".netlify.app", ".codeberg.page", ".vercel.app")


def read_site_url(fields: Fields) -> str | None:
    """Read `url`: the address of the front page, to which all others are joined."""
    node = fields.node.get("url")
    url = fields.address("url")
    if node is None or url is None:
        return None if node is None or (isinstance(node, Scalar) and node.is_null) else _UNREAD
    parts = urlsplit(url)
    path, _, last = parts.path.rpartition("/")
    is_file = last.lower().endswith(_FILE_ENDINGS)
    if parts.query or parts.fragment or is_file:
        bare = f"{parts.scheme}://{parts.netloc}{path if is_file else parts.path.rstrip('/')}/"
        what = f'names the file "{last}"' if is_file else f'has a "{"?" if parts.query else "#"}"'
        says = f'url is "{url}": all addresses begin with it, but it {what}'
        fields.notes.note(node, "url-form", says, write(bare, quotes=""))
        return _UNREAD
    return url.rstrip("/") + "/"


def note_other_domains(url: str | None, targets: Iterable[Target], deploy: Map | None, notes: Notes) -> None:
    """Note a domain that is not the one that all addresses name."""
    if url is None or url == _UNREAD or deploy is None:
        return
    parts = urlsplit(url)
    host = _ascii(parts.hostname or "")
    for target in targets:
        if not isinstance(target, GitTarget) or target.domain is None:
            continue
        fields = deploy.items[target.name][1]
        if not isinstance(fields, Map):
            continue
        node = fields.items["domain"][1]
        if _ascii(target.domain) != host:
            is_shared = host.endswith(_SHARED_HOSTS)
            own = f"https://{target.domain}/"
            hint = Advice(f"write `url: {own}`") if is_shared else write(parts.hostname or "", quotes="")
            says = f'domain is "{target.domain}", but url leads to "{parts.hostname}"'
            notes.note(node, "domain-differs", says, hint)
        elif parts.path not in ("", "/"):
            says = f'domain is "{target.domain}", whose pages begin at its root, but url has the path "{parts.path}"'
            notes.note(node, "domain-differs", says, f"write `url: {parts.scheme}://{parts.netloc}/`")


def _ascii(host: str) -> str:
    """Return a host as it is looked up: in lower case, letters of other scripts in ASCII."""
    try:
        return host.lower().rstrip(".").encode("idna").decode()
    except UnicodeError:
        return host.lower()
