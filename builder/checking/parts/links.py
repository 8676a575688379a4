"""O2: every link that an author wrote to an address within the site leads to something that is there."""

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote

from builder.model.nearest import did_you_mean
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
        for link, line, column in typeset.inner_links:
            if _leads_somewhere(link, address, edition.body(key), plan):
                continue
            known = (path.removesuffix("index.html") for path in plan.outputs)
            hint = did_you_mean(link.lstrip("/"), known) or "write [[id]] for a page of this site"
            line = _first_line(key, edition) + line - 1
            yield Problem(archive.files[key], line, column, "O2", f'"{link}" leads nowhere', hint)


def _leads_somewhere(link: str, address: str, body: Html, plan: Plan) -> bool:
    path, _, fragment = unquote(link).partition("#")
    path = path.partition("?")[0]
    if not path:
        return not fragment or f'id="{fragment}"' in body.__html__()
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
