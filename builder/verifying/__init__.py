"""Verify that what is out there, at a host or in a folder, is what was built.

Every file is compared with the SHA-256 in the manifest that stands beside it, and that manifest with the one that
was built here last, where there is one."""

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

from builder.model.errors import BuilderError
from builder.publishing.manifest import NAME, FileRecord
from builder.verifying.copies import Progress, compare_folder, decode_manifest, read_folder
from builder.verifying.signatures import Keys, check_signature, sign_with_minisign, sign_with_ssh
from builder.verifying.verdict import Altered, Missing, Signature, Verdict


def verify(where: str, public: Path, keys: Keys, progress: Progress) -> Verdict:
    """Compare what stands at a web address, or in a folder, with its manifest, and that with what `public` holds."""
    if where.startswith(("https://", "http://")):
        from builder.verifying.published_site import compare_host, fetch_signatures, find_host

        host, data = find_host(where)
        signatures = fetch_signatures(host)
        files = decode_manifest(data, where).files
        found = compare_host(host, files, progress)
    elif "://" in where:
        raise BuilderError(
            f"{where} is neither a web address nor a folder: begin web addresses with https:// or http://"
        )
    else:
        folder = _folder(where)
        data, signatures = read_folder(folder)
        files = decode_manifest(data, where).files
        found = compare_folder(folder, files, progress)
    built = _built(public) or {}
    return Verdict(
        where=where,
        manifest=hashlib.sha256(data).hexdigest(),
        files=len(files),
        missing=found.missing,
        altered=found.altered,
        foreign=found.foreign,
        kept_back=found.kept_back,
        moved=found.moved,
        signature=check_signature(data, signatures, keys),
        not_deployed=tuple(path for path in built if files.get(path) != built[path]),
        not_built=tuple(path for path in files if path not in built) if built else (),
    )


def sign(public: Path, key: Path, tool: str, progress: Progress) -> Path:
    """Sign the manifest of a folder that is as it was built; return the file that holds the signature."""
    data, _ = read_folder(public)
    found = compare_folder(public, decode_manifest(data, str(public)).files, progress)
    wrong = [missing.path for missing in found.missing] + [altered.path for altered in found.altered]
    if wrong:
        raise BuilderError(f"{public.name}/{wrong[0]} differs from the build: build again, then sign")
    manifest = public / NAME
    return sign_with_ssh(manifest, key) if tool == "ssh-keygen" else sign_with_minisign(manifest, key)


def _folder(where: str) -> Path:
    """Return the folder of a site; of one with releases, that which readers are given."""
    folder = Path(where)
    if not folder.exists() and re.fullmatch(r"[\w-]+(\.[\w-]+)+(:\d+)?(/.*)?", where):
        raise BuilderError(f'there is no folder "{where}": for a site on the web write https://{where}')
    current = folder / "current"
    return current if (current / NAME).is_file() and not (folder / NAME).is_file() else folder


def _built(public: Path) -> Mapping[str, FileRecord] | None:
    """Return what was built here last; None where nothing was."""
    try:
        return decode_manifest(read_folder(public)[0], str(public)).files
    except BuilderError:
        return None


__all__ = ("Altered", "Keys", "Missing", "Signature", "Verdict", "sign", "verify")
