"""What all drafts have in common: a name leads to one thing, and no file is written over."""

from collections.abc import Mapping
from pathlib import Path

from builder.drafting.front_matter import content_file
from builder.model.errors import BuilderError
from builder.model.ids import slug
from builder.model.nearest import did_you_mean
from builder.model.register import Register
from builder.publishing.files import unlinked, write_new
from builder.reading.dates.edtf import read_date
from builder.reading.dates.not_a_date import NotADate

# Bytes of an id that a draft is given: a file system takes 255 for a name, and an address should be said at one go.
_LONGEST = 80


def id_for(text: str) -> str:
    """Make an id of a title or a name: its first words, as many as an address should have."""
    id = slug(text)
    if not id:
        raise BuilderError(f'"{text}" has no letters or digits to make an address from')
    kept = id.encode()[:_LONGEST].decode("utf-8", "ignore")
    return kept if kept == id else (kept.rpartition("-")[0] or kept)


def check_date(text: str) -> str:
    """Return a text that is a date; raise BuilderError for any other."""
    try:
        return read_date(text).text
    except NotADate as mistake:
        raise BuilderError(f'"{text}" is not a date: {mistake.says}; {mistake.hint}') from None


def find_one(word: str, register: Register) -> str:
    """Return the id that a word means; raise BuilderError where it means none, or several."""
    found = register.find(word)
    if len(found) == 1:
        return found[0]
    if found:
        raise BuilderError(f'"{word}" names more than one {register.noun}: write {" or ".join(found)}')
    hint = did_you_mean(word, register.words()) or f'create it first with `dateline new {register.noun} "{word}"`'
    raise BuilderError(f'no {register.noun} is called "{word}": {hint}')


def write_draft(site: Path, path: str, fields: Mapping[str, object], body: str) -> str:
    """Write a new file with front matter; return its path."""
    return write_file(site, path, content_file(fields, body))


def need_content(site: Path) -> None:
    """Raise BuilderError where a site's folder holds no content/."""
    if not (site / "content").is_dir():
        raise BuilderError(
            "there is no folder content/ here: create one with `dateline new site`, or give it with --site"
        )


def write_file(site: Path, path: str, text: str) -> str:
    """Write a new file; return its path."""
    full_path = unlinked(site, path)
    if full_path.exists():
        raise BuilderError(f"{path} already exists: choose another title or name, or edit that file")
    need_content(site)
    full_path.parent.mkdir(parents=True, exist_ok=True)
    write_new(full_path, text.encode())
    return path
