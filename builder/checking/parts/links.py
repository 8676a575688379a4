"""O2: every link that an author wrote to an address within the site leads to something that is there."""

import posixpath
import re
from collections.abc import Collection, Iterator
from urllib.parse import unquote

from builder.model.advice import Advice, write
from builder.model.nearest import Speller, meant
from builder.model.problem import Problem
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
            link: _hint(link, plan, speller)
            for link in sorted(links)
            if not _leads_somewhere(link, address, ids, plan)
        }
        for link, line, column in typeset.inner_links:
            if link in hints:
                line = _first_line(key, edition) + line - 1
                advice, says = hints[link], f'"{link}" leads nowhere'
                yield Problem(
                    archive.files[key], line, column, "O2", says, advice.hint,
                    proposed=advice.proposed, instead_of=advice.instead_of,
                )  # fmt: skip


def _hint(link: str, plan: Plan, speller: Speller) -> Advice:
    # An address without a slash before it is meant to follow the page's own.
    known = {path.removesuffix("index.html") for path in plan.outputs}
    bare = unquote(link).lstrip("/")
    for path in (bare, f"{bare}/"):
        if path in known:
            return write(f"/{path}", instead_of=link)
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


def _first_line(key: str, edition: Edition) -> int:
    archive = edition.archive
    kind, _, id = key.partition("/")
    if archive.has_translated(key):
        return archive.translations[key].body_line
    match kind:
        case "entries":
            return archive.entry_of[id].body_line
        case "actors":
            return archive.actors[id].body_line
        case "places":
            return archive.places[id].body_line
        case "questions":
            return archive.questions[id].body_line
        case _:
            return archive.pages[id].body_line


_ID = re.compile(r' id="([^"]*)"')
