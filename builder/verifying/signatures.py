"""Sign a manifest, and check who did, by the operator's own tool: ssh-keygen or minisign.

Keys are named to the tool and never read here; the tool asks for a passphrase itself."""

import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from builder.model.errors import BuilderError
from builder.publishing.files import write_whole
from builder.publishing.manifest import NAME
from builder.verifying.verdict import Signature

# A signature that was made for something else, a commit say, does not count for a manifest.
_NAMESPACE = "dateline"


class Keys(Struct, frozen=True):
    """What signatures are checked with: a file of allowed signers (ssh-keygen), or a public key (minisign)."""

    allowed_signers: Path | None = None
    public_key: str | None = None


def sign_with_ssh(manifest: Path, key: Path) -> Path:
    """Sign a manifest with an SSH key; return the file that holds the signature."""
    with manifest.open("rb") as data:
        done = _run(["ssh-keygen", "-q", "-Y", "sign", "-f", str(key), "-n", _NAMESPACE], stdin=data)
    if done.returncode or not done.stdout:
        raise BuilderError(f"ssh-keygen did not sign ({_last(done.stderr)}): check the key given with --key")
    return _written(manifest.with_name(f"{NAME}.sig"), done.stdout)


def sign_with_minisign(manifest: Path, key: Path) -> Path:
    """Sign a manifest with a key of minisign's; return the file that holds the signature."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "signature"
        line = ["minisign", "-S", "-s", str(key), "-m", str(manifest), "-x", str(made), "-t", "manifest of a site"]
        # The passphrase is asked for on the terminal.
        done = _run(line, stdin=None)
        if done.returncode or not made.is_file():
            raise BuilderError(f"minisign did not sign ({_last(done.stderr)}): check the key given with --key")
        return _written(manifest.with_name(f"{NAME}.minisig"), made.read_bytes())


def check_signature(manifest: bytes, signatures: Mapping[str, bytes], keys: Keys) -> Signature:
    """Return who signed a manifest, by the keys that were named."""
    if keys.allowed_signers is not None:
        file = f"{NAME}.sig"
        data = signatures.get(file)
        return Signature(file, True, None if data is None else _ssh_signer(manifest, data, keys.allowed_signers))
    if keys.public_key is not None:
        file = f"{NAME}.minisig"
        data = signatures.get(file)
        return Signature(file, True, None if data is None else _minisign_signer(manifest, data, keys.public_key))
    return Signature(min(signatures, default=None), False)


def _ssh_signer(manifest: bytes, signature: bytes, allowed: Path) -> str | None:
    if not allowed.is_file():
        raise BuilderError(f"there is no file {allowed}: give one that lists signers, as described in ssh-keygen(1)")
    with tempfile.TemporaryDirectory() as folder:
        data, signed = Path(folder) / NAME, Path(folder) / f"{NAME}.sig"
        data.write_bytes(manifest)
        signed.write_bytes(signature)
        who = _run(["ssh-keygen", "-Y", "find-principals", "-s", str(signed), "-f", str(allowed)], stdin=None)
        for name in who.stdout.decode("utf-8", "replace").splitlines():
            line = ["ssh-keygen", "-Y", "verify", "-f", str(allowed), "-I", name, "-n", _NAMESPACE, "-s", str(signed)]
            with data.open("rb") as text:
                if _run(line, stdin=text).returncode == 0:
                    return name
    return None


def _minisign_signer(manifest: bytes, signature: bytes, key: str) -> str | None:
    with tempfile.TemporaryDirectory() as folder:
        data, signed = Path(folder) / NAME, Path(folder) / f"{NAME}.minisig"
        data.write_bytes(manifest)
        signed.write_bytes(signature)
        named = ["-p", key] if Path(key).is_file() else ["-P", key]
        done = _run(["minisign", "-V", "-q", *named, "-m", str(data), "-x", str(signed)], stdin=None)
    return f"the key {key}" if done.returncode == 0 else None


def _run(line: list[str], stdin: BinaryIO | None) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(line, stdin=stdin, capture_output=True, check=False)
    except FileNotFoundError:
        raise BuilderError(f"{line[0]} is not installed: install it, or use the other tool") from None


def _written(path: Path, data: bytes) -> Path:
    write_whole(path, data)
    return path


def _last(said: bytes) -> str:
    lines = said.decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else "it does not say why"
