"""Compare what readers are to be given with what they are given now: what is new, other, or gone, and in which order.

Whatever the moment, a page that can be reached leads to what is there: files that pages load come first, then pages
that nothing leads to yet, then those that lead to them, then feeds; what is gone is taken away last."""

from collections.abc import Set

from msgspec import Struct

from builder.publishing.manifest import Manifest
from builder.publishing.output_folder import folders_of

# More deletions than this, or than this part of a site, are asked about.
_MANY = 256
_MANY_IN = 10


class Changes(Struct, frozen=True):
    """What a deploy would do, by path, each list sorted; `before` is how many files of ours stand there now."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    deleted: tuple[str, ...]
    unchanged: int
    before: int

    @property
    def by_kind(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return ("added", self.added), ("changed", self.changed), ("deleted", self.deleted)

    @property
    def in_words(self) -> str:
        """Return how many files there are of each kind; empty where there are none."""
        return ", ".join(f"{len(paths)} {kind}" for kind, paths in self.by_kind if paths)

    @property
    def are_none(self) -> bool:
        return not (self.added or self.changed or self.deleted)

    @property
    def delete_much(self) -> bool:
        return len(self.deleted) > _MANY or len(self.deleted) * _MANY_IN > self.before


class Steps(Struct, frozen=True):
    """The changes in order: what stands in the way of a new file, then what is put, in stages, then what is gone."""

    in_the_way: tuple[str, ...]
    put: tuple[tuple[str, ...], ...]
    gone: tuple[str, ...]


def compare(wanted: Manifest, present: Manifest | None, unsure: Set[str]) -> Changes:
    """Compare two manifests; `unsure` are the paths of ours of which nobody knows what stands there."""
    known = present.files if present else {}
    added = sorted(path for path in wanted.files if path not in known)
    changed = sorted(
        path for path, record in wanted.files.items() if path in known and (record != known[path] or path in unsure)
    )
    deleted = sorted((known.keys() | unsure) - wanted.files.keys())
    unchanged = len(wanted.files) - len(added) - len(changed)
    return Changes(tuple(added), tuple(changed), tuple(deleted), unchanged, len(known.keys() | unsure))


def in_order(changes: Changes) -> Steps:
    """Put changes into the order in which a reader may meet them."""
    new = frozenset(changes.added)
    wanted = sorted((*changes.added, *changes.changed))
    stages = [tuple(path for path in wanted if _stage_of(path, path in new) == stage) for stage in range(6)]
    in_the_way = _in_the_way(frozenset(changes.deleted), frozenset(wanted))
    gone = tuple(path for path in changes.deleted if path not in in_the_way)
    return Steps(tuple(sorted(in_the_way)), tuple(stage for stage in stages if stage), gone)


def _stage_of(path: str, is_new: bool) -> int:
    # A compressed copy goes with what it is a copy of.
    path = path.removesuffix(".gz").removesuffix(".br")
    if path.endswith(("feed.xml", "sitemap.xml")):
        return 5
    if not path.endswith(".html"):
        return 0
    if is_new and path != "index.html":
        return 1
    if path.startswith("entries/"):
        return 2
    return 4 if path == "index.html" else 3


def _in_the_way(deleted: frozenset[str], wanted: frozenset[str]) -> frozenset[str]:
    """List the files to be deleted where a folder is wanted, or that lie in a folder where a file is wanted."""
    folders = deleted & folders_of(wanted)
    files = folders_of(deleted) & wanted
    return folders | frozenset(path for path in deleted if files and files & folders_of((path,)))
