"""List what of a published thing no deploy can reach, with what to do for each: a line each, commands among them."""

import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path

from builder.model.site import Site
from builder.model.target import FolderTarget, GitTarget, RcloneTarget, RsyncTarget, S3Target, Target

_RELEASES = "releases"


def beyond_reach(site: Path, settings: Site, addresses: Sequence[str], paths: Sequence[str]) -> Iterator[str]:
    """List what is left of addresses whose files are `paths`: in version control, at hosts, and with others."""
    yield from _version_control(site, paths)
    for target in settings.deploy:
        yield from (f"{target.name}: {line}" for line in _at_a_host(site, target, addresses))
    for root in dict.fromkeys(target.address or settings.url for target in settings.deploy or ()):
        if root:
            yield from (
                f"archives: check https://web.archive.org/web/*/{root}{page}* and ask for its removal"
                for page in _pages(addresses)
            )
            yield f"search engines and caches: ask them to remove their copies of {root}"
    yield "readers: feeds, data downloads and saved pages cannot be recalled"


def _version_control(site: Path, paths: Sequence[str]) -> Iterator[str]:
    if not any((folder / ".git").exists() for folder in (site.absolute(), *site.absolute().parents)):
        return
    named = " ".join(f"--path {shlex.quote(path)}" for path in paths)
    if named:
        yield f"version control: git filter-repo --invert-paths {named}"
    yield "version control: for words within a file, git filter-repo --replace-text FILE, with each in a line of FILE"
    yield "version control: git push --force --all && git push --force --tags"
    yield "version control: ask everyone with a clone or fork to delete it, and the host to run garbage collection"


def _at_a_host(site: Path, target: Target, addresses: Sequence[str]) -> Iterator[str]:
    match target:
        case FolderTarget():
            yield from _old_releases(site / target.path)
        case GitTarget():
            # Where git keeps what deploys fetched and sent (`deploying/git.py`); the next one fetches it again.
            yield 'rm -rf "${XDG_CACHE_HOME:-$HOME/.cache}/dateline/deploys"'
            if target.keeps_history:
                yield f"earlier commits on {target.branch} stay: write `history: false` and deploy with --again"
            yield "ask the host to run garbage collection: commits on no branch can still be read there by their ids"
        case S3Target():
            below = f"{target.prefix.rstrip('/')}/" if target.prefix else ""
            endpoint = f" --endpoint-url {shlex.quote(target.endpoint)}" if target.endpoint else ""
            for page in _pages(addresses):
                where = f"--bucket {shlex.quote(target.bucket)} --prefix {shlex.quote(below + page)}{endpoint}"
                yield f"if the bucket keeps versions: aws s3api list-object-versions {where}"
                yield "and for each that it lists: aws s3api delete-object with its key and --version-id"
        case RcloneTarget():
            yield f"if the remote keeps versions or a trash folder: rclone cleanup {shlex.quote(target.remote)}"
        case RsyncTarget():
            yield f"backups and snapshots of {target.to} stay: ask those who run that host to delete them"


def _old_releases(top: Path) -> Iterator[str]:
    current = (top / "current").resolve()
    folder = top / _RELEASES
    for release in sorted(folder.iterdir()) if folder.is_dir() else ():
        if release.resolve() != current and release.name.isdecimal():
            yield f"rm -rf {shlex.quote(str(release))}"


def _pages(addresses: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(address.partition("#")[0] for address in addresses))
