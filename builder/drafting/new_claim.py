"""Add a claim to an entry: a list item in its front matter, and nothing else of the file is touched."""

from datetime import datetime
from pathlib import Path

from msgspec import Struct

from builder.drafting.draft_files import check_date, find_one, id_for
from builder.drafting.front_matter import plain_yaml
from builder.drafting.yaml_edits import with_item
from builder.model.errors import BuilderError
from builder.publishing.files import unlinked, write_whole


class ClaimOptions(Struct, frozen=True):
    """What its author says of a new claim."""

    by: str
    text: str
    sources: tuple[str, ...]
    made: str | None = None
    question: str | None = None


def draft_claim(site: Path, entry: str, options: ClaimOptions, moment: datetime) -> str:
    """Add a claim to an entry; return the path of its file."""
    from builder.building.pipeline import load

    archive = load(site, moment).archive
    path = archive.files[f"entries/{find_one(entry, archive.registers.entries)}"]
    fields: dict[str, object] = {"by": find_one(options.by, archive.registers.actors), "text": options.text}
    if options.made is not None:
        fields["made"] = check_date(options.made)
    if options.question is not None:
        fields["question"] = id_for(options.question)
    fields["sources"] = [find_one(source, archive.registers.sources) for source in options.sources]
    full_path = unlinked(site, path)
    text = with_item(path, full_path.read_bytes().decode("utf-8"), "claims", fields)
    if text is None:
        item = plain_yaml([fields]).rstrip()
        raise BuilderError(f"`claims` of {path} is not a list with one item per line: add this by hand:\n{item}")
    write_whole(full_path, text.encode())
    return path
