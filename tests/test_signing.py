"""A manifest is signed with the operator's own key by the operator's own tool, and anyone can check who did."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import AROUND, Site
from test_publishing import ANSWER, APPEAL, clean, counts, held
from test_verifying import ran

from builder.model.errors import BuilderError
from builder.remembering.run import no_progress
from builder.verifying import Keys, Signature, sign, verify

SIG, MINISIG = "manifest.json.sig", "manifest.json.minisig"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Site:
    small = Site(tmp_path_factory.mktemp("built") / "site").write(AROUND).write(APPEAL)
    small.build()
    return small


@pytest.fixture
def published(built: Site, tmp_path: Path) -> Site:
    """Give a copy of a published site."""
    return Site(Path(shutil.copytree(built.folder, tmp_path / "site")))


def ssh_key(folder: Path, name: str) -> Path:
    """Make a key, and a file beside it that allows it to sign under a name."""
    key = folder / name
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", key], check=True)
    (folder / f"{name}.allowed").write_text(f"{name}@example.org {key.with_suffix('.pub').read_text()}")
    return key


def signer(site: Site, keys: Keys) -> Signature:
    return verify(str(site.public), site.public, keys, no_progress).signature


def test_who_signed_is_told_to_whoever_names_the_signers(published: Site, tmp_path: Path):
    key = ssh_key(tmp_path, "editor")
    assert ran("sign", "--key", key, cwd=published.folder) == (
        0,
        "signed public/manifest.json: public/manifest.json.sig\n",
    )
    assert signer(published, Keys(tmp_path / "editor.allowed")) == Signature(SIG, True, "editor@example.org")
    assert signer(published, Keys()) == Signature(SIG, False)


def test_a_signature_by_somebody_else_of_something_else_or_for_something_else_is_none(
    published: Site, tmp_path: Path
):
    key, allowed = ssh_key(tmp_path, "editor"), tmp_path / "editor.allowed"
    nobody = Signature(SIG, True)
    assert signer(published, Keys(allowed)) == nobody
    sign(published.public, ssh_key(tmp_path, "other"), "ssh-keygen", no_progress)
    assert signer(published, Keys(allowed)) == nobody
    manifest = published.public / "manifest.json"
    subprocess.run(
        ["ssh-keygen", "-q", "-Y", "sign", "-f", key, "-n", "git", manifest],
        input=b"y\n",
        check=True,
        stderr=subprocess.DEVNULL,
    )
    assert signer(published, Keys(allowed)) == nobody
    sign(published.public, key, "ssh-keygen", no_progress)
    manifest.write_bytes(manifest.read_bytes() + b"\n")
    assert signer(published, Keys(allowed)) == nobody
    code, said = ran("verify", "public", "--allowed-signers", allowed, cwd=published.folder)
    assert (code, said.splitlines()[0]) == (
        1,
        "the manifest is not signed by a signer you accept: manifest.json.sig is missing or not theirs",
    )


def test_a_signature_is_fetched_from_a_host(published: Site, tmp_path: Path, served: Callable[[Path], str]):
    sign(published.public, ssh_key(tmp_path, "editor"), "ssh-keygen", no_progress)
    verdict = verify(served(published.public), published.public, Keys(tmp_path / "editor.allowed"), no_progress)
    assert (verdict.signature.by, verdict.is_as_built) == ("editor@example.org", True)


@pytest.mark.skipif(shutil.which("minisign") is None, reason="minisign is not installed")
def test_minisign_signs_too(published: Site, tmp_path: Path):
    key, public = tmp_path / "key", tmp_path / "key.pub"
    subprocess.run(["minisign", "-G", "-W", "-s", key, "-p", public], check=True, capture_output=True)
    assert sign(published.public, key, "minisign", no_progress).name == MINISIG
    text = public.read_text().splitlines()[1]
    assert signer(published, Keys(public_key=str(public))) == Signature(MINISIG, True, f"the key {public}")
    assert signer(published, Keys(public_key=text)) == Signature(MINISIG, True, f"the key {text}")
    manifest = published.public / "manifest.json"
    manifest.write_bytes(manifest.read_bytes() + b"\n")
    assert signer(published, Keys(public_key=text)) == Signature(MINISIG, True)


def test_a_build_that_changes_nothing_leaves_the_signature_and_any_other_takes_it_away(
    published: Site, tmp_path: Path
):
    sign(published.public, ssh_key(tmp_path, "editor"), "ssh-keygen", no_progress)
    signed = held(published.public)
    for _ in range(2):
        built = published.build().published
        assert built
        assert (counts(built)[0], built.foreign) == (0, ())
        assert held(published.public) == signed
    published.write(ANSWER).build()
    assert SIG in signed
    assert held(published.public) == clean(published)


def test_what_is_not_as_it_was_built_is_not_signed(published: Site, tmp_path: Path):
    (published.public / "index.html").write_text("Other words.")
    with pytest.raises(BuilderError) as refusal:
        sign(published.public, ssh_key(tmp_path, "editor"), "ssh-keygen", no_progress)
    assert str(refusal.value) == "public/index.html differs from the build: build again, then sign"
    assert not (published.public / SIG).exists()


def test_a_key_that_is_not_there_and_a_tool_that_is_not_installed_are_told(
    published: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    code, said = ran("sign", "--key", tmp_path / "none", cwd=published.folder)
    assert (code, said.partition(" (")[0], said.rpartition("): ")[2]) == (
        2,
        "dateline: ssh-keygen did not sign",
        "check the key given with --key\n",
    )
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BuilderError) as refusal:
        sign(published.public, tmp_path / "none", "minisign", no_progress)
    assert str(refusal.value) == "minisign is not installed: install it, or use the other tool"
