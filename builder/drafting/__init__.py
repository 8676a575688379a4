"""Begin a file that an author goes on with: it passes `check`, and a draft is published by nobody but its author."""

import os
import re
from datetime import datetime
from pathlib import Path

import builder
from builder.drafting.draft_files import check_date, find_one, id_for, write_draft
from builder.drafting.front_matter import plain_yaml
from builder.drafting.yaml_edits import with_entry
from builder.model.actor import ActorKind
from builder.model.errors import BuilderError
from builder.model.nearest import did_you_mean
from builder.model.place import PLACE_KINDS
from builder.model.placeholders import ENTRY_TEXT, PAGE_TEXT, SOURCE_PUBLISHER, SOURCE_TITLE
from builder.publishing.files import unlinked, write_new, write_whole
from builder.reading.foreign_values import instead_of_word

# The small fictional chronologies in `builder/starters/`.
STARTERS = ("newsroom", "human-rights", "classroom")
_SETTINGS = "content/site.yaml"
_IGNORED = "/public/\n/editions/\n/.dateline-cache*\n/.dateline-import/\n"
_FOLDERS = ("entries", "actors", "places", "sources", "pages", "questions", "media")


def draft_entry(
    site: Path,
    title: str,
    date: str,
    places: tuple[str, ...],
    actors: tuple[str, ...],
    moment: datetime,
    sources: tuple[str, ...] = (),
) -> list[str]:
    """Write a draft entry; return the paths made, relative to the site."""
    from builder.building.pipeline import load

    check_date(date)
    archive = load(site, moment).archive
    fields: dict[str, object] = {"title": title, "date": date, "published": f"{moment:%Y-%m-%d}"}
    fields["status"] = "draft"
    found_actors = [find_one(word, archive.registers.actors) for word in actors]
    if found_actors:
        fields["actors"] = [{"actor": id} for id in found_actors]
    if places:
        fields["places"] = [{"place": find_one(word, archive.registers.places)} for word in places]
    found_sources = [find_one(word, archive.registers.sources) for word in sources]
    fields["sources"] = found_sources or [{"title": SOURCE_TITLE, "publisher": SOURCE_PUBLISHER}]
    id = id_for(f"{date.partition('T')[0]} {title}")
    return [write_draft(site, f"content/entries/{id}.md", fields, f"{ENTRY_TEXT}\n")]


def draft_actor(site: Path, name: str, kind: str, side: str | None, is_public_figure: bool) -> list[str]:
    """Write a file for an actor."""
    if kind not in list(ActorKind):
        known = [known.value for known in ActorKind]
        hint = instead_of_word(kind, known) or did_you_mean(kind, known) or f"one of {', '.join(known)}"
        raise BuilderError(f'"{kind}" is not a kind of actor: {hint}')
    if kind == "person" and not is_public_figure:
        raise BuilderError(
            "a person can be named only as a public figure (add --public-figure) or with "
            "consent (write the file yourself, with `person: {consent: true}`)"
        )
    fields: dict[str, object] = {"kind": kind, "names": [{"text": name}]}
    if side:
        fields["side"] = side
    if kind == "person":
        fields["person"] = {"public_figure": "true"}
    return [write_draft(site, f"content/actors/{id_for(name)}.md", fields, "")]


def draft_place(site: Path, name: str, kind: str) -> list[str]:
    """Write a file for a place."""
    kind = kind.lower() if kind.lower() in PLACE_KINDS else kind
    return [write_draft(site, f"content/places/{id_for(name)}.md", {"kind": kind, "names": [{"text": name}]}, "")]


def draft_question(site: Path, title: str, is_exclusive: bool) -> list[str]:
    """Write a file for a question."""
    fields: dict[str, object] = {"title": title, **({"exclusive": True} if is_exclusive else {})}
    return [write_draft(site, f"content/questions/{id_for(title)}.md", fields, "")]


def draft_page(site: Path, title: str, states: str | None) -> list[str]:
    """Write a file for a page; have the settings name it for what it states, if it states something."""
    id = id_for(title)
    text = None
    if states is not None:
        settings = unlinked(site, _SETTINGS)
        before = settings.read_bytes().decode("utf-8") if settings.is_file() else ""
        text = with_entry(_SETTINGS, before, "pages", states, id)
        if text is None:
            raise BuilderError(f"{_SETTINGS} says already what `pages` are: add `{states}: {id}` there by hand")
    made = [write_draft(site, f"content/pages/{id}.md", {"title": title}, "")]
    if text is not None:
        write_whole(settings, text.encode())
    return made


def draft_site(site: Path, title: str | None, starter: str | None = None) -> list[str]:
    """Make a folder of content with its settings and an about page, or with all that a starter holds."""
    if os.path.lexists(site / "content"):
        raise BuilderError("there is already a folder content/ here: choose another folder with --site")
    for folder in _FOLDERS:
        (site / "content" / folder).mkdir(parents=True)
    if starter is not None:
        return [*_copy_starter(site, starter, title), *_draft_ignored(site)]
    settings = {"title": title or "A chronology", "language": "en"}
    (site / "content/site.yaml").write_text(plain_yaml(settings), "utf-8")
    about = {"title": "About this chronology", "_write here": PAGE_TEXT}
    return ["content/site.yaml", write_draft(site, "content/pages/about.md", about, ""), *_draft_ignored(site)]


def _copy_starter(site: Path, starter: str, title: str | None) -> list[str]:
    """Copy a starter into a site's folder; return the paths made. A title takes the place of its own."""
    source = Path(builder.__file__).parent / "starters" / starter
    made = sorted(path.relative_to(source).as_posix() for path in source.rglob("*") if path.is_file())
    for path in made:
        text = (source / path).read_text("utf-8")
        if path == "content/site.yaml" and title is not None:
            text = re.sub("^title: .*\n", lambda _: plain_yaml({"title": title}), text, count=1, flags=re.MULTILINE)
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        write_new(site / path, text.encode())
    return made


def _draft_ignored(site: Path) -> list[str]:
    """Write a .gitignore for the build output, unless there is one already."""
    ignored = site / ".gitignore"
    if os.path.lexists(ignored):
        return []
    write_new(ignored, _IGNORED.encode())
    return [".gitignore"]
