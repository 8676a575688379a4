"""Complete ids, codes and targets in a shell: from names of files, as nobody waits for a site to be read."""

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from click import Context, Parameter
from click.shell_completion import CompletionItem

from builder.model.errors import BuilderError

if TYPE_CHECKING:
    from builder.model.site import Site


def _complete(folder: str, ctx: Context, param: Parameter, incomplete: str) -> list[CompletionItem]:
    return _beginning(incomplete, _ids(ctx, folder))


complete_actors = partial(_complete, "actors")
complete_places = partial(_complete, "places")
complete_questions = partial(_complete, "questions")
complete_entries = partial(_complete, "entries")


def complete_ids(ctx: Context, param: Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete what can be purged: entries, actors and files of media/."""
    media = _content(ctx) / "media"
    files = (path.relative_to(media).as_posix() for path in media.rglob("*") if path.is_file())
    return _beginning(incomplete, (*_ids(ctx, "entries"), *_ids(ctx, "actors"), *files))


def complete_sources(ctx: Context, param: Parameter, incomplete: str) -> list[CompletionItem]:
    from builder.reading.records import ids_in

    lists = sorted(path for path in (_content(ctx) / "sources").rglob("*.y*ml") if path.is_file())
    return _beginning(incomplete, (id for path in lists for id in ids_in(path.name, "sources", path.read_bytes())))


def complete_codes(ctx: Context, param: Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete a code in any letter case, with its law."""
    from builder.checking import explanations

    return [
        CompletionItem(found.code, help=found.law)
        for found in explanations()
        if found.code.casefold().startswith(incomplete.casefold())
    ]


def complete_targets(ctx: Context, param: Parameter, incomplete: str) -> list[CompletionItem]:
    from builder.model.target import kind_of

    settings = _settings(ctx)
    targets = settings.deploy if settings else ()
    return [
        CompletionItem(target.name, help=kind_of(target)) for target in targets if target.name.startswith(incomplete)
    ]


def complete_sides(ctx: Context, param: Parameter, incomplete: str) -> list[CompletionItem]:
    settings = _settings(ctx)
    sides = settings.sides if settings else ()
    return [CompletionItem(side.id, help=side.label) for side in sides if side.id.startswith(incomplete)]


def complete_kinds_of_actors(ctx: Context, param: Parameter, incomplete: str) -> list[CompletionItem]:
    from builder.model.actor import ActorKind

    return _beginning(incomplete, ActorKind)


def complete_theme_files(ctx: Context, param: Parameter, incomplete: str) -> list[CompletionItem]:
    from builder.deploying.settings import read_settings
    from builder.drafting.theme_copies import theme_files
    from builder.reading.listing import DEFAULT_THEME

    try:
        settings, _ = read_settings(_site(ctx))
        files = [*theme_files(_site(ctx), settings.theme if settings else DEFAULT_THEME)]
    except BuilderError:
        return []
    return _beginning(incomplete, (name for file in files for name in (file.path, file.path.rpartition("/")[2])))


def _ids(ctx: Context, folder: str) -> Iterator[str]:
    """List the ids in a folder; translations share the id of their original."""
    return (path.stem for path in (_content(ctx) / folder).rglob("*.md") if "." not in path.stem)


def _settings(ctx: Context) -> "Site | None":
    from builder.deploying.settings import read_settings

    try:
        return read_settings(_site(ctx))[0]
    except BuilderError:
        return None


def _content(ctx: Context) -> Path:
    return _site(ctx) / "content"


def _site(ctx: Context) -> Path:
    return Path(ctx.params.get("site") or ".")


def _beginning(incomplete: str, words: Iterable[str]) -> list[CompletionItem]:
    return [CompletionItem(word) for word in sorted({*words}) if word.startswith(incomplete)]
