"""`dateline verify`: is what is out there what was built?"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from builder.cli.manners import DONE, TO_MEND, as_json, output_folder, site_options, told
from builder.cli.terminal import say

if TYPE_CHECKING:
    from builder.verifying import Altered, Missing, Signature, Verdict

# More of one kind are counted, and listed for machines.
_SHOWN = 20


@click.command()
@click.argument("where", metavar="PLACE")
@click.option(
    "--allowed-signers",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Accept SSH signatures by these signers.",
)
@click.option("--public-key", help="Accept minisign signatures by this key, or the key in this file.")
@as_json
@site_options
def verify(
    where: str, allowed_signers: Path | None, public_key: str | None, as_json: bool, site: Path, output: Path | None
) -> None:
    """Compare a deployed site, at a web address or in a folder, with its manifest."""
    import msgspec

    from builder import verifying
    from builder.cli.progress import shown_progress

    with told(), shown_progress() as progress:
        keys = verifying.Keys(allowed_signers, public_key)
        verdict = verifying.verify(where, output_folder(site, output), keys, progress)
    if as_json:
        found = {**msgspec.to_builtins(verdict), "is_as_built": verdict.is_as_built}
        say(msgspec.json.format(msgspec.json.encode(found), indent=1).decode())
    else:
        _tell(verdict)
    sys.exit(DONE if verdict.is_as_built else TO_MEND)


def _tell(verdict: "Verdict") -> None:
    _list("missing", [_missing(found) for found in verdict.missing])
    _list("altered", [_altered(found) for found in verdict.altered])
    _list("foreign", [f"{path} is not in the manifest" for path in verdict.foreign])
    _list("not deployed", [f"{path} was built here, but is not there" for path in verdict.not_deployed])
    _list("no longer built", [f"{path} is there, but was not built here" for path in verdict.not_built])
    _list("moved", [f"{path} redirects to its new address" for path in verdict.moved])
    _list("settings for the host", [f"{path} is not served" for path in verdict.kept_back])
    say(_signed(verdict.signature))
    says = "is as it was built" if verdict.is_as_built else "is not as it was built"
    files = "1 file" if verdict.files == 1 else f"{verdict.files} files"
    say(f"{verdict.where} {says}: {files}, manifest {verdict.manifest}")


def _list(what: str, lines: list[str]) -> None:
    for line in lines[:_SHOWN]:
        say(f"{what}: {line}")
    if lines[_SHOWN:]:
        say(f"{what}: {len(lines) - _SHOWN} more; --json lists all")


def _missing(found: "Missing") -> str:
    return f"{found.path} (the host answers {found.status})" if found.status else found.path


def _altered(found: "Altered") -> str:
    built = f"{found.path} was built with {found.built.size} bytes, SHA-256 {found.built.sha256}"
    if found.found is None:
        return f"{built}; there are many more there"
    return f"{built}; there are {found.found.size}, SHA-256 {found.found.sha256}"


def _signed(signature: "Signature") -> str:
    if signature.by is not None:
        return f"the manifest is signed by {signature.by} ({signature.file})"
    if signature.was_checked:
        return f"the manifest is not signed by a signer you accept: {signature.file} is missing or not theirs"
    if signature.file is not None:
        return f"{signature.file} was not checked: use --allowed-signers or --public-key"
    return "the manifest is not signed"
