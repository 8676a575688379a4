"""Begin a file that an author goes on with: it passes `check`, and a draft is published by nobody but its author."""

import os
from datetime import datetime
from pathlib import Path

from builder.drafting.front_matter import content_file, plain_yaml
from builder.model.actor import ActorKind
from builder.model.errors import BuilderError
from builder.model.ids import slug
from builder.model.nearest import did_you_mean
from builder.model.placeholders import ENTRY_TEXT, PAGE_TEXT, SOURCE_PUBLISHER, SOURCE_TITLE
from builder.model.register import Register
from builder.publishing.files import unlinked, write_new
from builder.reading.dates.edtf import read_date
from builder.reading.dates.not_a_date import NotADate

_IGNORED = "/public/\n/.dateline-cache*\n/.dateline-import/\n"
_FOLDERS = ("entries", "actors", "places", "sources", "pages", "questions", "media")


def draft_entry(
    site: Path, title: str, date: str, places: tuple[str, ...], actors: tuple[str, ...], moment: datetime
) -> list[str]:
    """Write a draft entry; return the paths made, relative to the site."""
    from builder.building.pipeline import load

    try:
        read_date(date)
    except NotADate as mistake:
        raise BuilderError(f'"{date}" is no date: {mistake.says}; {mistake.hint}') from None
    archive = load(site, moment).archive
    fields: dict[str, object] = {"title": title, "date": date, "published": f"{moment:%Y-%m-%d}"}
    fields["status"] = "draft"
    found_actors = [_find(word, archive.registers.actors) for word in actors]
    if found_actors:
        fields["actors"] = [{"actor": id} for id in found_actors]
    if places:
        fields["places"] = [{"place": _find(word, archive.registers.places)} for word in places]
    fields["sources"] = [{"title": SOURCE_TITLE, "publisher": SOURCE_PUBLISHER}]
    id = slug(f"{date.partition('T')[0]} {title}")
    return [
        _write(
            site,
            f"content/entries/{id}.md",
            fields,
            f"{ENTRY_TEXT}\n",
        )
    ]


def draft_actor(site: Path, name: str, kind: str, side: str | None, is_public_figure: bool) -> list[str]:
    """Write a file for an actor."""
    if kind not in list(ActorKind):
        known = [known.value for known in ActorKind]
        raise BuilderError(
            f'"{kind}" is no kind of actor: {did_you_mean(kind, known) or "one of " + ", ".join(known)}'
        )
    if kind == "person" and not is_public_figure:
        raise BuilderError(
            "a person is named only as a public figure (add --public-figure) or with consent "
            "(write the file yourself, with `person: {consent: true}`)"
        )
    fields: dict[str, object] = {"kind": kind, "names": [{"text": name}]}
    if side:
        fields["side"] = side
    if kind == "person":
        fields["person"] = {"public_figure": "true"}
    return [_write(site, f"content/actors/{slug(name)}.md", fields, "")]


def draft_place(site: Path, name: str, kind: str) -> list[str]:
    """Write a file for a place."""
    return [_write(site, f"content/places/{slug(name)}.md", {"kind": kind, "names": [{"text": name}]}, "")]


def draft_site(site: Path, title: str) -> list[str]:
    """Make a folder of content with its settings and an about page."""
    if os.path.lexists(site / "content"):
        raise BuilderError("there is a folder content/ here already: name another folder with --site")
    for folder in _FOLDERS:
        (site / "content" / folder).mkdir(parents=True)
    (site / "content/site.yaml").write_text(plain_yaml({"title": title, "language": "en"}), "utf-8")
    made = [
        "content/site.yaml",
        _write(site, "content/pages/about.md", {"title": "About this chronology", "_write here": PAGE_TEXT}, ""),
    ]
    ignored = site / ".gitignore"
    if not os.path.lexists(ignored):
        write_new(ignored, _IGNORED.encode())
        made.append(".gitignore")
    return made


def _find(word: str, register: Register) -> str:
    found = register.find(word)
    if len(found) == 1:
        return found[0]
    if found:
        raise BuilderError(f'"{word}" names more than one {register.noun}: write {" or ".join(found)}')
    hint = did_you_mean(word, register.words()) or f'make it first with `dateline new {register.noun} "{word}"`'
    raise BuilderError(f'no {register.noun} is called "{word}": {hint}')


def _write(site: Path, path: str, fields: dict[str, object], body: str) -> str:
    place = unlinked(site, path)
    if place.exists():
        raise BuilderError(f"{path} is there already: choose another title or name, or edit that file")
    if not (site / "content").is_dir():
        raise BuilderError(
            "there is no folder content/ here: make one with `dateline new site`, or name it with --site"
        )
    place.parent.mkdir(parents=True, exist_ok=True)
    write_new(place, content_file(fields, body).encode())
    return path
