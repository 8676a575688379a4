"""Where `site.yaml` says that the site is to be brought: one struct for each kind of host.

None of them holds a secret: keys and passwords are the environment's, or the host tool's own. One that is `signed` is
given nothing without a signature."""

from msgspec import Struct


class FolderTarget(Struct, frozen=True, array_like=True, tag="folder"):
    """A folder with a numbered release for each deploy, and the link `current` to the one that readers are given."""

    name: str
    path: str
    keep: int = 5
    address: str | None = None
    signed: bool = False


class GitTarget(Struct, frozen=True, array_like=True, tag="git"):
    """A branch of a repository; `domain` is what its file CNAME says, for hosts that read one."""

    name: str
    url: str
    branch: str = "pages"
    keeps_history: bool = True
    domain: str | None = None
    address: str | None = None
    signed: bool = False


class RsyncTarget(Struct, frozen=True, array_like=True, tag="rsync"):
    """A folder that rsync reaches: `user@host:path` over SSH, or `rsync://host/module/path`."""

    name: str
    to: str
    address: str | None = None
    signed: bool = False


class S3Target(Struct, frozen=True, array_like=True, tag="s3"):
    """A bucket, or what lies below a prefix in it, of any store that speaks S3."""

    name: str
    bucket: str
    prefix: str | None = None
    endpoint: str | None = None
    region: str | None = None
    address: str | None = None
    signed: bool = False


class RcloneTarget(Struct, frozen=True, array_like=True, tag="rclone"):
    """A folder of a remote that rclone is configured for: `name:path`."""

    name: str
    remote: str
    address: str | None = None
    signed: bool = False


Target = FolderTarget | GitTarget | RsyncTarget | S3Target | RcloneTarget

KINDS = ("folder", "git", "rsync", "s3", "rclone")


def kind_of(target: Target) -> str:
    """Name a target's kind as `site.yaml` does."""
    return str(target.__struct_config__.tag)
