"""Find the author's files that would be published at an address already taken."""

from collections.abc import Iterable, Iterator, Sequence

from builder.model.archive import Archive
from builder.model.problem import Problem, Severity
from builder.outputs.parts.moved import moved
from builder.reading.listing import ROOT_FOLDER
from builder.views.output import Plan, address_of, file_of


def clashes_in(plan: Plan, prefixes: Sequence[str], archive: Archive) -> Iterable[Problem]:
    """Find each path that two outputs want; editions in other languages have all that begins with their prefix."""
    for path, first, second in plan.clashes:
        file, others = _file_behind(path, second, archive), _file_behind(path, first, archive)
        if file is None:
            file, others, first = others, None, second
        yield _clash(file or "content", path, others or _words_for(first))
    for prefix in prefixes:
        tag = prefix.rstrip("/")
        file = archive.files.get(f"pages/{tag}", "content")
        yield from (_clash(file, path, f"the edition in {tag}") for path in plan.outputs if path.startswith(prefix))


def _clash(file: str, path: str, has_it: str) -> Problem:
    says = f'its address, "{address_of(path)}", is that of {has_it}, too'
    return Problem(file, 0, 0, "O1", says, "give this file another name", Severity.ERROR)


def _file_behind(path: str, maker: str, archive: Archive) -> str | None:
    """Return the author's file that an output is made of, if it is one alone."""
    match maker:
        case "root_files":
            return f"{ROOT_FOLDER}/{path}"
        case "media_files":
            return f"content/{path}"
        case "standing_pages" | "story_pages":
            return archive.files.get(f"pages/{address_of(path).rstrip('/')}")
        case "redirects":
            return next(_files_formerly_at(path, archive), None)
        case _:
            return archive.files.get(address_of(path).rstrip("/"))


def _files_formerly_at(path: str, archive: Archive) -> Iterator[str]:
    for old, new in moved(archive):
        address = new.address.rstrip("/")
        if file_of(old) == path and (file := archive.files.get(address) or archive.files.get(f"pages/{address}")):
            yield file


def _words_for(maker: str) -> str:
    return f"something else that is published ({maker.replace('_', ' ')})"
