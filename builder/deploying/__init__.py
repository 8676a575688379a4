"""Deploy `public/` and nothing else: no draft, no stale page, no half-finished site.

What is the same everywhere is written here once; what is particular to a host is in its own file."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from builder.deploying.changes import Changes, compare, in_order
from builder.deploying.destination import Destination, Load, RemoteState, Surroundings, stays_inside
from builder.deploying.in_place import InPlace
from builder.deploying.whole import is_of_the_manifest, read_whole
from builder.model.errors import BuilderError
from builder.model.target import FolderTarget, GitTarget, RcloneTarget, RsyncTarget, S3Target, Target
from builder.publishing.lock import locked
from builder.publishing.manifest import NAME, SIGNATURES, Manifest


@dataclass(frozen=True, slots=True)
class DeployOptions:
    """What the operator asks for: a dry run, other people's files overwritten, every file sent again."""

    is_dry: bool = False
    adopts: bool = False
    sends_all: bool = False


@dataclass(frozen=True, slots=True)
class Deployed:
    """What a deploy did, or would do: by path, and how many bytes of files that is.

    `loses_signature` says that the previously published site was signed, and this is not."""

    changes: Changes
    size: int
    was_interrupted: bool
    is_dry: bool
    loses_signature: bool


Agreed = Callable[[Changes], bool]
Progress = Callable[[str, int, int], None]


def deploy(
    target: Target,
    options: DeployOptions,
    surroundings: Surroundings,
    agreed: Agreed,
    progress: Progress,
) -> Deployed:
    """Deploy a built site to a target; `agreed` is called before many files are deleted."""
    folder = surroundings.output
    host = open_host(target, surroundings)
    # A build must not change what is being read.
    with locked(folder) if folder.is_dir() else nullcontext():
        manifest = read_whole(folder)
        if target.signed and not any((folder / signature).exists() for signature in SIGNATURES):
            raise BuilderError(
                f"{target.name} accepts only signed sites, but {folder.name}/ is not "
                "signed: run `dateline sign --key KEY` and deploy again"
            )
        with nullcontext() if options.is_dry else host.held():
            return _deploy(host, manifest, folder, options, agreed, progress)


def open_host(target: Target, surroundings: Surroundings) -> Destination:
    """Open a target; what a kind needs is imported only for it."""
    match target:
        case FolderTarget():
            from builder.deploying.folder import FolderHost

            return FolderHost(target, surroundings)
        case GitTarget():
            from builder.deploying.git import GitHost

            return GitHost(target, surroundings)
        case RsyncTarget():
            from builder.deploying.rsync import RsyncStore

            return InPlace(RsyncStore(target, surroundings), surroundings)
        case S3Target():
            from builder.deploying.s3 import BucketStore

            return InPlace(BucketStore(target, surroundings), surroundings)
        case RcloneTarget():
            from builder.deploying.rclone import RcloneStore

            return InPlace(RcloneStore(target, surroundings), surroundings)


def _deploy(
    host: Destination, manifest: Manifest, folder: Path, options: DeployOptions, agreed: Agreed, progress: Progress
) -> Deployed:
    last = {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if is_of_the_manifest(path.name)}
    # Also find out whether a signature is there that would be removed.
    remote = host.remote_state((*last, *(name for name in SIGNATURES if name not in last)))
    was_signed = any(name in remote.last for name in SIGNATURES)
    remote = replace(remote, last={name: data for name, data in remote.last.items() if name in last})
    known = _manifest_in(remote, host, options)
    unsure = remote.unsure | (known.files.keys() if known and options.sends_all else frozenset())
    changes = compare(manifest, known, unsure)
    if not options.adopts:
        _refuse_foreign(host, changes, known, remote)
    size = sum(manifest.files[path].size for path in (*changes.added, *changes.changed))
    loses_signature = was_signed and last.keys().isdisjoint(SIGNATURES)
    deployed = Deployed(changes, size, bool(remote.unsure), options.is_dry, loses_signature)
    if options.is_dry or (changes.are_none and remote.is_settled and remote.last == last):
        return deployed
    if changes.delete_much and not agreed(changes):
        raise BuilderError(
            f"{host.where}: {len(changes.deleted)} of {changes.before} files would be deleted, so nothing was done: "
            "look at `--dry-run`, and add `--yes` to confirm"
        )
    whole = len(changes.added) + len(changes.changed) + len(changes.deleted)
    load = Load(in_order(changes), last, remote.unsure, changes.in_words or "manifest only")
    host.bring(load, lambda done: progress("send", done, whole))
    return deployed


def _manifest_in(remote: RemoteState, host: Destination, options: DeployOptions) -> Manifest | None:
    """Read the manifest of the last deploy; we never wrote one whose paths lead elsewhere."""
    data = remote.last.get(NAME)
    if data is None:
        return None
    try:
        found = msgspec.json.decode(data, type=Manifest)
        if all(map(stays_inside, found.files)):
            return found
    except msgspec.DecodeError:
        pass
    if options.adopts:
        return None
    raise BuilderError(
        f"{host.where}: its {NAME} cannot be read, so Dateline's files there are unknown: empty "
        "it, or use `--adopt` to overwrite what is there"
    )


def _refuse_foreign(host: Destination, changes: Changes, known: Manifest | None, remote: RemoteState) -> None:
    """Refuse to write over what is not ours."""
    way_out = "move it away, or use `--adopt` to overwrite it; other files there stay"
    if known is None and not remote.unsure:
        if not host.is_empty():
            raise BuilderError(f"{host.where} contains files that were not deployed by Dateline: {way_out}")
        return
    new = frozenset(changes.added) - remote.unsure
    foreign = sorted(host.present(new)) if new else []
    if foreign:
        raise BuilderError(
            f"{host.where}: {foreign[0]} was not put there by Dateline, but a page has the same address: {way_out}"
        )
