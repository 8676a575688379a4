"""O2: every link that an author wrote to an address within the site leads to something that is there."""

import posixpath
import re
from collections.abc import Collection, Iterator
from urllib.parse import unquote

from builder.model.advice import Advice, write
from builder.model.nearest import Speller, meant
from builder.model.problem import Problem, advised_at
from builder.views.edition import Edition, Html
from builder.views.output import Plan


def check_links(edition: Edition, plan: Plan) -> Iterator[Problem]:
    """Follow the relative links in all bodies; plain fragments lead to the body's own headings."""
    archive = edition.archive
    for key, typeset in edition.bodies.items():
        if archive.original and not archive.has_translated(key):
            # It was followed in the edition of its own language.
            continue
        kind, _, id = key.partition("/")
        address = f"{id}/" if kind == "pages" else f"{key}/"
        links = {link for link, _, _ in typeset.inner_links}
        ids = _ids_in(edition.body(key)) if any(link.startswith(("#", "?")) for link in links) else frozenset()
        speller = Speller()
        hints = {
            link: _hint(link, plan, speller, ids)
            for link in sorted(links)
            if not _leads_somewhere(link, address, ids, plan)
        }
        for link, line, column in typeset.inner_links:
            if link in hints:
                line = _text_of(key, edition)[1] + line - 1
                advice, says = hints[link], f'"{link}" leads nowhere'
                yield advised_at(archive.files[key], line, column, "O2", says, advice)
    yield from _own_addresses_wrong(edition, plan)


def _own_addresses_wrong(edition: Edition, plan: Plan) -> Iterator[Problem]:
    """Follow what a body has to say of this site by its whole address, as one copies it from a browser."""
    archive, url = edition.archive, edition.archive.site.url
    if url is None or archive.original:
        return
    speller = Speller()
    for key in edition.bodies:
        body, first = _text_of(key, edition)
        for found in re.finditer(re.escape(url) + r"""[^\s<>()\[\]"'`]*""", body) if url in body else ():
            link = "/" + found[0][len(url) :].rstrip(".,;:!?")
            if not _leads_somewhere(link.partition("#")[0], "", (), plan):
                advice = _hint(link, plan, speller)
                near = tuple(url + path[1:] for path in advice.proposed[:1])
                hint = write(*near, quotes="", instead_of=url + link[1:]) if near else advice
                line, column = body.count("\n", 0, found.start()), found.start() - body.rfind("\n", 0, found.start())
                says = f'"{url}{link[1:]}" leads nowhere on this site'
                yield advised_at(archive.files[key], first + line, column, "O2", says, hint)


def _hint(link: str, plan: Plan, speller: Speller, ids: Collection[str] = ()) -> Advice:
    # An address without a slash before it is meant to follow the page's own.
    known = {path.removesuffix("index.html") for path in plan.outputs}
    bare = unquote(link).lstrip("/")
    for path in (bare, f"{bare}/"):
        if path in known:
            return write(f"/{path}", instead_of=link)
    if link.startswith("#") and (heading := f"#h_{link[1:]}") and heading[1:] in ids:
        return write(heading, instead_of=link)
    if note := re.fullmatch(r"#_?(?:ftnt|ftn|fn|edn)(?:_?ref)?_?:?(\d+)", link):
        return Advice(f"write [^{note[1]}] where it is, and the footnote below as `[^{note[1]}]: …`")
    near = [f"/{path}" for path in speller.did_you_mean(bare, known).proposed]
    return meant(near, link) or Advice("write [[id]] for a page of this site")


def _ids_in(body: Html) -> frozenset[str]:
    return frozenset(_ID.findall(body.__html__()))


def _leads_somewhere(link: str, address: str, ids: Collection[str], plan: Plan) -> bool:
    path, _, fragment = unquote(link).partition("#")
    path = path.partition("?")[0]
    if not path:
        return not fragment or fragment in ids
    target = posixpath.normpath(posixpath.join("/", address, path)).lstrip("/")
    target = "" if target == "." else target
    return any(candidate in plan.outputs for candidate in (target, posixpath.join(target, "index.html")))


def _text_of(key: str, edition: Edition) -> tuple[str, int]:
    """Return a body as written, and the line that it begins on."""
    archive = edition.archive
    record = archive.translations[key] if archive.has_translated(key) else archive.record(key)
    return record.body, record.body_line


_ID = re.compile(r' id="([^"]*)"')
