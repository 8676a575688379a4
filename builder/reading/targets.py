"""Read `deploy` of `site.yaml`: the places that the site is brought to, by name.

A secret in the settings is a mistake: the file is kept in version control, and shown to all who help with it."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from msgspec.structs import replace

from builder.model.nearest import did_you_mean
from builder.model.target import KINDS, FolderTarget, GitTarget, RcloneTarget, RsyncTarget, S3Target, Target
from builder.reading.fields import Fields
from builder.reading.nodes import Node

# Forms are compiled on use: most sites name no target.
_SECRET = r"(?i)(secret|passw|passphrase|token|credential|api_?key|access_?key|private_?key|auth)|^(key|pass|pwd)$"
# A user's name alone is no secret over SSH; over HTTP it is often a token.
_WITH_PASSWORD = r"(?i)https?://[^/@]*@|[a-z][a-z0-9+.-]*://[^/@:]*:[^/@]*@"
_OVER_SSH_OR_DAEMON = r"rsync://[^/\s]+/\S.*|([^\s@:/-][^\s@:/]*@)?[^\s@:/-][^\s:/]*:(?!:).+|"
_NAME = r"[a-z0-9]+(-[a-z0-9]+)*"
# Not what git takes for an option, nor a transport that is a command.
_REPOSITORY = r"(?!-)(?!\w+::)\S+|"
_BRANCH = r"(?![-/.])(?!.*(\.\.|//|@\{))[\w./-]+(?<![/.])"
# What only a shell makes a folder of would be one of that name here.
_FOLDER = r"(?![~$%]).+|"
_DOMAIN = r"[\w-]+(\.[\w-]+)+"
# A remote that is written out, with what logs in to it.
_SECRET_IN_REMOTE = r"(?i)(pass|secret|token|key|auth)\w*="
_RCLONE_REMOTE = r"[\w.+@][\w.+@ -]*:.*|"

_BELONGS = MappingProxyType(
    {
        "folder": "remove it: a folder needs none",
        "git": "leave it to git's own credential helper, or to SSH's keys",
        "rsync": "leave it to SSH's own configuration, or to RSYNC_PASSWORD in the environment",
        "s3": "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment",
        "rclone": "leave it to `rclone config`",
    }
)


def read_targets(fields: Fields) -> tuple[Target, ...]:
    """Read all targets, leaving out those that cannot be read."""
    inner = fields.fields("deploy")
    if inner is None:
        return ()
    read = [_read_target(name, inner) for name in inner.keys()]  # noqa: SIM118 - Fields is no dict.
    return tuple(target for target in read if target is not None)


def _read_target(name: str, targets: Fields) -> Target | None:
    fields = targets.fields(name)
    if fields is None:
        return None
    if not re.fullmatch(_NAME, name):
        says = f'the target is called "{name}": a name consists of lower-case letters a to z, digits and hyphens'
        fields.notes.note(targets.node.items[name][0], "id-form", says, "use a name such as live or pages-2")
    kind_node = fields.node.get("kind")
    kind = fields.required_text("kind", "one of " + ", ".join(KINDS))
    if kind not in KINDS:
        if kind and kind_node:
            hint = did_you_mean(kind, KINDS) or "one of " + ", ".join(KINDS)
            fields.notes.note(kind_node, "value-unknown", f'kind is "{kind}"', hint)
        # What else stands there cannot be judged without a kind, but for secrets.
        _note_secrets(fields, _BELONGS["git"])
        return None
    address = _web_address(fields, "address", _BELONGS[kind])
    target = replace(_READERS[kind](name, fields, address), signed=fields.flag("signed"))
    _note_secrets(fields, _BELONGS[kind])
    fields.finish()
    return target


def _read_folder(name: str, fields: Fields, address: str | None) -> Target:
    path, keep = fields.required_text("path", "/srv/www/chronology"), fields.integer("keep")
    _note_form(
        fields,
        "path",
        path,
        _FOLDER,
        "write it in full, or relative to the site's folder as in ../www: ~ and $ are not expanded",
    )
    return FolderTarget(name, path, 5 if keep is None else keep, address)


def _read_git(name: str, fields: Fields, address: str | None) -> Target:
    url = _without_password(fields, "url", "git@example.org:us/chronology.git", _BELONGS["git"])
    _note_form(fields, "url", url, _REPOSITORY, "write the repository's address, as `git clone` takes it")
    branch, domain = fields.text("branch") or "pages", fields.text("domain")
    _note_form(fields, "branch", branch, _BRANCH, "write a branch's name, such as pages or gh-pages")
    if domain is not None:
        _note_form(fields, "domain", domain, _DOMAIN, "write a host's name alone, such as www.example.org")
    return GitTarget(name, url, branch, fields.flag("history", unsaid=True), domain, address)


def _read_rsync(name: str, fields: Fields, address: str | None) -> Target:
    to = _without_password(fields, "to", "www@example.org:/srv/www/chronology", _BELONGS["rsync"])
    hint = "write user@host:path, or rsync://host/module/path"
    _note_form(fields, "to", to, _OVER_SSH_OR_DAEMON, hint)
    return RsyncTarget(name, to, address)


def _read_s3(name: str, fields: Fields, address: str | None) -> Target:
    bucket, prefix = fields.required_text("bucket", "the bucket's name"), fields.text("prefix")
    endpoint = _web_address(fields, "endpoint", _BELONGS["s3"])
    return S3Target(name, bucket, prefix and prefix.strip("/"), endpoint, fields.text("region"), address)


def _read_rclone(name: str, fields: Fields, address: str | None) -> Target:
    remote = fields.required_text("remote", "name:path, as `rclone listremotes` names it")
    if not re.fullmatch(_RCLONE_REMOTE, remote) and re.search(_SECRET_IN_REMOTE, remote):
        _note_secret(fields, fields.node.items["remote"][0], "remote", _BELONGS["rclone"])
        return RcloneTarget(name, "", address)
    _note_form(fields, "remote", remote, _RCLONE_REMOTE, "write name:path; all else is for `rclone config`")
    return RcloneTarget(name, remote, address)


_READERS: Mapping[str, Callable[[str, Fields, str | None], Target]] = MappingProxyType(
    {"folder": _read_folder, "git": _read_git, "rsync": _read_rsync, "s3": _read_s3, "rclone": _read_rclone}
)


def _web_address(fields: Fields, key: str, belongs: str) -> str | None:
    address = fields.address(key, is_published=False)
    if address and re.match(_WITH_PASSWORD, address):
        _note_secret(fields, fields.node.items[key][0], key, belongs)
        return None
    return address


def _without_password(fields: Fields, key: str, example: str, belongs: str) -> str:
    text = fields.required_text(key, example)
    if re.match(_WITH_PASSWORD, text):
        _note_secret(fields, fields.node.items[key][0], key, belongs)
        return ""
    return text


def _note_form(fields: Fields, key: str, text: str, form: str, hint: str) -> None:
    if not re.fullmatch(form, text):
        fields.notes.note(fields.node.items[key][1], "target-form", f'{key} is "{text}"', hint)


def _note_secrets(fields: Fields, belongs: str) -> None:
    for key in fields.keys():  # noqa: SIM118 - Fields is no dict.
        if re.search(_SECRET, key):
            fields.take(key)
            _note_secret(fields, fields.node.items[key][0], key, belongs)


def _note_secret(fields: Fields, node: Node, key: str, belongs: str) -> None:
    says = f"{key} contains a secret, but this file is read by others"
    fields.notes.note(
        node, "secret-in-settings", says, f"remove it, and {belongs}; then replace it, as it has been exposed"
    )
