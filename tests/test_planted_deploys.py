"""What came with a site's folder runs nothing at a deploy, and leads no deploy to files that are not ours."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Site
from hosts import GIT_ALONE, branch_of, git
from test_deploying import FIRST, LESS, NEXT, Deploying, Host

from builder.deploying import DeployOptions

RUNS = "#!/bin/sh\ntouch {marker}\n"


@pytest.fixture
def deploying(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Deploying:
    """A site that is deployed to a repository elsewhere on this machine."""
    for name, value in GIT_ALONE.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    there = tmp_path / "there.git"
    git(there, "init", "--quiet", "--bare", str(there))
    return Deploying(tmp_path / "site", Host(f"{{kind: git, url: {there}}}", {}, there)).publish(FIRST)


def plant_hooks(repository: Path, marker: Path) -> None:
    git(repository, "init", "--quiet", "--bare", str(repository))
    hooks = repository / "hooks"
    hooks.mkdir(exist_ok=True)
    names = (
        "pre-push reference-transaction pre-auto-gc post-update pre-receive update post-receive proc-receive".split()
    )
    for name in names:
        (hooks / name).write_text(RUNS.format(marker=marker))
        (hooks / name).chmod(0o755)


@pytest.mark.parametrize("name", ["live", "pages"])
def test_a_repository_that_came_with_the_site_is_not_used(deploying: Deploying, tmp_path: Path, name: str):
    marker = tmp_path / "marker"
    plant_hooks(deploying.folder / f".dateline-deploy/{name}.git", marker)
    for files in (FIRST, NEXT):
        deploying.publish(files).deploy()
        assert deploying.holds() == files
    assert not marker.exists()


def test_no_hook_of_the_user_s_own_is_run_either(
    deploying: Deploying, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    marker, settings = tmp_path / "marker", tmp_path / "gitconfig"
    plant_hooks(tmp_path / "hooked", marker)
    for hook in (tmp_path / "hooked/hooks").iterdir():
        # The others are run by whoever takes what is pushed, by settings of their own.
        if hook.name != "pre-push":
            hook.unlink()
    settings.write_text(f"[core]\n\thooksPath = {tmp_path}/hooked/hooks\n[init]\n\ttemplateDir = {tmp_path}/hooked\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    deploying.deploy()
    cached = [*(tmp_path / "cache/dateline/deploys").iterdir()]
    assert (len(cached), (cached[0] / "hooks").exists(), marker.exists()) == (1, False, False)
    assert deploying.holds() == FIRST


def test_a_cache_folder_within_the_site_is_not_used(deploying: Deploying, monkeypatch: pytest.MonkeyPatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(deploying.folder / ".cache"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    deploying.deploy()
    assert not (deploying.folder / ".cache").exists()
    assert len([*(tmp_path / "home/.cache/dateline/deploys").iterdir()]) == 1


IN_THE_SITE = {
    "a hook": (lambda at, marker: plant_hooks(at, marker), "has the hook "),
    "a setting": (
        lambda at, marker: git(at, "config", "core.alternateRefsCommand", f"touch {marker}"),
        "sets core.alternaterefscommand",
    ),
    "settings elsewhere": (lambda at, marker: git(at, "config", "include.path", "/x"), "sets include.path"),
    "objects elsewhere": (
        lambda at, marker: (at / "objects/info/alternates").write_text("/x\n"),
        "holds objects/info/alternates",
    ),
    "a common folder": (lambda at, marker: (at / "commondir").write_text("../other.git\n"), "holds commondir"),
    "a link": (lambda at, marker: (at / "refs/tags/x").symlink_to("/etc/passwd"), "holds the link x"),
    "a work tree": (lambda at, marker: (at / "HEAD").unlink(), "is not bare"),
}  # fmt: skip


@pytest.mark.parametrize(
    "how", ["in.git", "./in.git", "in", "sub/../in.git", "file://{site}/in.git", "{site}/in.git"]
)
@pytest.mark.parametrize("kind", IN_THE_SITE)
def test_a_repository_in_the_site_that_does_more_than_hold_branches_is_refused(
    deploying: Deploying, tmp_path: Path, kind: str, how: str
):
    inside, marker = deploying.folder / "in.git", tmp_path / "marker"
    (deploying.folder / "sub").mkdir()
    git(inside, "init", "--quiet", "--bare", str(inside))
    plant, told = IN_THE_SITE[kind]
    plant(inside, marker)
    deploying.host = Host(f'{{kind: git, url: "{how.format(site=deploying.folder)}"}}', {}, inside)
    says = deploying.refusal()
    assert f"that repository is in the site's folder and {told}" in says
    assert says.endswith("which may have come with the site: use a repository elsewhere")
    assert not marker.exists()


def test_a_plain_repository_in_the_site_takes_a_branch(deploying: Deploying):
    inside = deploying.folder / "in.git"
    git(inside, "init", "--quiet", "--bare", str(inside))
    deploying.host = Host("{kind: git, url: in.git}", {}, inside)
    deploying.deploy()
    assert deploying.holds() == FIRST


def test_the_site_s_own_repository_takes_a_branch(deploying: Deploying):
    own = deploying.folder / ".git"
    git(own, "init", "--quiet", str(deploying.folder))
    deploying.host = Host("{kind: git, url: .}", {}, own)
    deploying.deploy()
    assert "index.html" in branch_of(own)


# Names of targets


@pytest.mark.parametrize(
    "name", ["../precious", "../content/precious", "/tmp/x", "a/b", "..", ".", "A", "Երևան", "a b", "-x", "a\\tb"]
)
def test_a_target_s_name_is_an_id(site: Callable[..., Site], name: str):
    at = site(
        f'-- content/site.yaml --\ntitle: A chronology\nurl: https://example.org/\ndeploy: {{"{name}": {{kind: git, url: there.git}}}}\n'
    )
    shown = name.replace("\\t", "\t")
    assert at.problems() == [
        f'content/site.yaml:3:10 error [id-form] the target is called "{shown}": a name consists of lower-case letters a to z, digits and '
        "hyphens; use a name such as live or pages-2"
    ]


# Folders


@pytest.fixture
def in_folder(tmp_path: Path) -> Deploying:
    return Deploying(
        tmp_path / "site", Host("{kind: folder, path: www, keep: 1}", {}, tmp_path / "site/www")
    ).publish(FIRST)


@pytest.mark.parametrize("name", ["releases", "releases/1", "releases/7", "releases/.unfinished"])
def test_a_link_among_releases_is_refused(in_folder: Deploying, tmp_path: Path, name: str):
    precious = tmp_path / "precious"
    (precious / ".unfinished").mkdir(parents=True)
    (precious / ".unfinished/notes.txt").write_text("Notes.")
    (precious / "notes.txt").write_text("Notes.")
    in_folder.deploy()
    place = in_folder.folder / "www" / name
    if place.exists():
        place.rename(tmp_path / "aside")
    place.symlink_to(precious)
    says = f"live (www): {name} there is a link that Dateline did not make: move it away"
    assert in_folder.publish(NEXT).refusal() == says
    assert (precious / "notes.txt").read_text() == (precious / ".unfinished/notes.txt").read_text() == "Notes."


def test_what_only_looks_like_a_release_is_not_deleted(in_folder: Deploying):
    foreign = in_folder.folder / "www/releases/1"
    foreign.mkdir(parents=True)
    (foreign / "manifest.json").write_text('{"name": "an extension", "version": "1"}')
    for files in (FIRST, NEXT, LESS):
        in_folder.publish(files).deploy(DeployOptions(adopts=True))
    assert sorted(os.listdir(in_folder.folder / "www/releases")) == ["1", "4"]
    assert in_folder.holds() == LESS
