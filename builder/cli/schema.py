"""`dateline schema`: JSON Schemas of what authors write, for editors."""

from importlib.resources import files
from pathlib import Path

import click

from builder.cli.manners import site_option, told
from builder.cli.terminal import say

# The files of `builder/schemas/`, which `make schemas` writes.
KINDS = ("actor", "entry", "page", "place", "question", "site", "sources", "translation")


@click.command()
@click.argument("kind", type=click.Choice(KINDS), required=False)
@click.option("--to", type=click.Path(path_type=Path, file_okay=False), help="Write all schemas to this folder.")
@site_option
def schema(kind: str | None, to: Path | None, site: Path) -> None:
    """Print the JSON Schema of a KIND of file, for editors."""
    if (kind is None) is (to is None):
        raise click.UsageError(f"give one KIND ({', '.join(KINDS)}), or a folder for all of them with --to")
    if kind is not None:
        say(_schema(kind), nl=False)
        return
    assert to is not None
    with told():
        _write_all(to)


def _write_all(folder: Path) -> None:
    from builder.model.errors import BuilderError

    try:
        folder.mkdir(parents=True, exist_ok=True)
        for kind in KINDS:
            (folder / _name(kind)).write_text(_schema(kind), "utf-8")
            say(f"created {folder / _name(kind)}")
    except OSError as error:
        raise BuilderError(f"{folder} cannot be written: {error.strerror}") from None


def _schema(kind: str) -> str:
    return files("builder.schemas").joinpath(_name(kind)).read_text("utf-8")


def _name(kind: str) -> str:
    return f"{kind}.schema.json"
