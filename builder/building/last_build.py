"""The state after the last build, and whether it is still the same."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
from msgspec import Struct

from builder.model.digests import digest_of
from builder.model.problem import Finding, Problem, Severity
from builder.model.report import counts_of
from builder.publishing.output_folder import Before, folders_of
from builder.publishing.untouched import BuildState, write_build_state
from builder.reading.listing import circumstances, packed_numbers
from builder.reading.source_tree import SourceTree
from builder.remembering.memo import Memo


class LastBuild(Struct, frozen=True):
    """The state after the last build: digests of the stamps of content, empty where they could not be trusted, and of
    the files of the theme."""

    theme: str
    output: str
    content: bytes
    theme_files: bytes
    moment: datetime
    embargo_ends: tuple[str, ...]
    foreign: tuple[str, ...]
    problems: tuple[Problem, ...]
    findings: tuple[Finding, ...]


def before_of(memo: Memo, output: Path) -> Before:
    """Return the state of an output folder after the last build, if that build wrote there."""
    last = last_build(memo)
    if last is None or last.output != str(output):
        return Before({})
    return Before(memo.pages(), last.foreign, memo.concluded)


def last_build(memo: Memo) -> LastBuild | None:
    packed = memo.last_build()
    return None if packed is None else msgspec.msgpack.decode(packed, type=LastBuild)


def digest_of_content(tree: SourceTree, output: Path) -> bytes:
    """Digest the stamps of what authors wrote, and where it goes."""
    return digest_of(sorted(tree.stamps.items()), str(output))


def digest_of_theme(files: Mapping[str, bytes]) -> bytes:
    """Digest the files of a theme."""
    return digest_of({path: hashlib.sha256(data).digest() for path, data in files.items()})


def circumstances_of(site: Path, theme: str, memo: Memo) -> bytes:
    """Return the state of code, libraries and theme before they are read; empty where stamps cannot be trusted."""
    try:
        found, newest = circumstances(str(site), theme)
    except OSError:
        return b""
    return b"" if memo.is_racy(newest) else found


def save_state(memo: Memo, tree: SourceTree, around: bytes, last: LastBuild, before: Before) -> None:
    """Write the state from which the fast path of the next build decides whether there is anything to do."""
    if memo.path is None:
        return
    if not around or not last.content:
        write_build_state(memo.path, None)
        return
    ends = [*map(datetime.fromisoformat, last.embargo_ends)]
    counts = counts_of((*last.problems, *last.findings))
    stamps = [number for stamp in before.stamps.values() for number in stamp.marks]
    state = BuildState(
        circumstances=around,
        theme=last.theme,
        output=last.output,
        since=max([_microseconds(end) for end in ends if end <= last.moment], default=-_FOR_EVER),
        until=min([_microseconds(end) for end in ends if end > last.moment], default=_FOR_EVER),
        concluded=before.concluded,
        content=tree.stamps,
        files=[*before.stamps],
        stamps=packed_numbers(stamps),
        folders=sorted(folders_of((*before.stamps, *before.foreign))),
        counts=[counts[severity] for severity in Severity],
        foreign=[*before.foreign],
    )
    write_build_state(memo.path, state)


def _microseconds(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(microseconds=1)


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FOR_EVER = 10**18
