"""What is brought to readers is what was built, whatever host they read it from and whatever happens on the way."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest
from hosts import HOSTS, PATH, SECRET, WRONG, Host, Hosts, commit_to, counted, git, little_room
from laws import SEARCH, examples

from builder.deploying import Deployed, DeployOptions, deploy, open_host
from builder.deploying.changes import Steps
from builder.deploying.destination import Load, Surroundings
from builder.deploying.folder import Deployment, FolderHost
from builder.deploying.in_place import LOCK, Lock
from builder.deploying.patience import Patience
from builder.deploying.settings import choose_target, read_settings
from builder.model.errors import BuilderError
from builder.model.purged import Purged
from builder.model.target import Target
from builder.publishing.manifest import FileRecord, encode_manifest

KINDS = tuple(HOSTS)
# rclone starts a program for each step: where others show the same, the suite leaves it to `make laws`.
IN_THE_SUITE = [kind for kind in KINDS if kind != "ssh" and (kind != "rclone" or SEARCH != "little")]

# A folder of 10,000 takes some seconds.
COUNT = examples(400, 10_000)

FIRST = {
    "index.html": "front page, leads to a",
    "entries/a/index.html": "the first entry",
    "assets/page.1.css": "body {}",
    "media/a picture, Երևան.png": "pixels",
    "feed.xml": "<feed/>",
}
NEXT = {
    **FIRST,
    "index.html": "front page, leads to a and b",
    "entries/b/index.html": "the second entry",
    "feed.xml": "<feed>b</feed>",
}
LESS = {path: text for path, text in NEXT.items() if path != "entries/a/index.html"} | {"index.html": "leads to b"}


@dataclass
class Deploying:
    """A site that was built, and the host that it is deployed to."""

    folder: Path
    host: Host
    patience: Patience = field(default_factory=Patience)
    later: timedelta = timedelta()

    def publish(self, files: dict[str, str]) -> "Deploying":
        """Stand in for a build: write these files and their manifest, and nothing else."""
        subprocess.run(["rm", "-rf", self.folder / "public"], check=True)
        for path, text in files.items():
            (self.folder / "public" / path).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / "public" / path).write_text(text, "utf-8")
        records = {path: FileRecord(len(t.encode()), sha256(t.encode()).hexdigest()) for path, t in files.items()}
        (self.folder / "public/manifest.json").write_bytes(encode_manifest(records))
        return self

    def target(self) -> Target:
        place = self.folder / "content/site.yaml"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(f"title: A small chronology\ndeploy: {{live: {self.host.target}}}\n", "utf-8")
        settings, problems = read_settings(self.folder)
        assert (problems, settings is None) == ((), False)
        return choose_target(settings, None)

    @property
    def environment(self) -> dict[str, str]:
        return {**os.environ, "PATH": PATH, **self.host.environment}

    @property
    def surroundings(self) -> Surroundings:
        clock = lambda: datetime.now(UTC) + self.later  # noqa: E731
        return Surroundings(self.folder, self.folder / "public", self.environment, clock, self.patience)

    def deploy(self, wishes: DeployOptions = DeployOptions(), agrees: bool = True) -> Deployed:  # noqa: B008 - Frozen.
        return deploy(self.target(), wishes, self.surroundings, lambda changes: agrees, lambda *done: None)

    def refusal(self, wishes: DeployOptions = DeployOptions(), agrees: bool = True) -> str:  # noqa: B008 - Frozen.
        """Deploy, and give the sentence that it is refused with."""
        with pytest.raises(BuilderError) as refused:
            self.deploy(wishes, agrees)
        return str(refused.value)

    def holds(self) -> dict[str, str]:
        """Give what readers find, but for what closes a deploy and what a host of pages asks for."""
        beside = ("manifest.json", ".nojekyll", "CNAME")
        return {path: data.decode() for path, data in self.host.holds().items() if path not in beside}


@pytest.fixture(scope="session")
def hosts(tmp_path_factory) -> Iterator[Hosts]:
    found = Hosts(tmp_path_factory.mktemp("hosts"))
    yield found
    found.close()


@pytest.fixture
def placed(hosts, tmp_path, monkeypatch) -> Callable[[str], Deploying]:
    """Give a site and a host of a kind; the environment is the host's, as some libraries look there themselves."""

    def make(kind: str) -> Deploying:
        at = Deploying(tmp_path, hosts.make(kind))
        for name, value in at.host.environment.items():
            monkeypatch.setenv(name, value)
        return at

    return make


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "ssh"])
def test_readers_find_what_was_built_at_first_after_a_change_and_after_a_deletion(kind, placed):
    at = placed(kind)
    first = at.publish(FIRST).deploy().changes
    assert (first.added, first.changed, first.deleted, at.holds()) == (tuple(sorted(FIRST)), (), (), FIRST)
    assert at.host.holds()["manifest.json"] == (at.folder / "public/manifest.json").read_bytes()
    assert at.deploy().changes.are_none
    changed = at.publish(NEXT).deploy().changes
    assert (changed.added, changed.changed, changed.deleted) == (
        ("entries/b/index.html",), ("feed.xml", "index.html"), (),
    )  # fmt: skip
    assert at.holds() == NEXT
    would = at.publish(LESS).deploy(DeployOptions(is_dry=True)).changes
    assert (would.changed, would.deleted, at.holds()) == (("index.html",), ("entries/a/index.html",), NEXT)
    assert (at.deploy().changes, at.holds()) == (would, LESS)


def test_over_ssh_it_is_the_same(placed):
    at = placed("ssh")
    at.publish(FIRST).deploy()
    at.publish(LESS).deploy()
    assert at.holds() == LESS


@pytest.mark.law
@pytest.mark.parametrize("kind", IN_THE_SUITE)
def test_what_others_put_there_stays_and_is_written_over_only_when_that_is_said(kind, placed):
    at = placed(kind)
    at.publish(FIRST).deploy()
    at.host.write("notes.txt", "Theirs.")
    at.host.write("entries/b/index.html", "Theirs too.")
    theirs = {"notes.txt": "Theirs.", "entries/b/index.html": "Theirs too."}
    assert (at.deploy().changes.are_none, at.holds()) == (True, {**FIRST, **theirs})
    says = at.publish(NEXT).refusal().partition("): ")[2]
    assert says == (
        "entries/b/index.html was not put there by Dateline, but a page has the same address: move it away, "
        "or use `--adopt` to overwrite it; other files there stay"
    )
    at.deploy(DeployOptions(adopts=True))
    at.publish(LESS).deploy()
    assert at.holds() == {**LESS, "notes.txt": "Theirs."}


@pytest.mark.parametrize("kind", ["folder", "git", "s3"])
def test_what_vouched_for_an_older_site_does_not_stay_beside_a_newer_one(placed, kind):
    at = placed(kind).publish(FIRST)
    (at.folder / "public/manifest.json.minisig").write_text("a signature")
    at.deploy()
    assert at.holds() == {**FIRST, "manifest.json.minisig": "a signature"}
    at.publish(NEXT).deploy()
    assert at.holds() == NEXT
    assert at.deploy().changes.are_none


@pytest.mark.parametrize("kind", ["git", "rsync", "s3"])
def test_a_place_that_holds_files_of_others_is_left_alone_unless_it_is_adopted(kind, placed):
    at = placed(kind).publish(FIRST)
    at.host.write("index.html", "Theirs.")
    at.host.write("notes/mine.txt", "Theirs.")
    assert "contains files that were not deployed by Dateline: move it away, or use `--adopt`" in at.refusal()
    assert at.holds() == {"index.html": "Theirs.", "notes/mine.txt": "Theirs."}
    at.deploy(DeployOptions(adopts=True))
    assert at.holds() == {**FIRST, "notes/mine.txt": "Theirs."}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "folder"])
def test_a_wrong_secret_is_told_without_telling_it(kind, placed, monkeypatch):
    at = placed(kind).publish(FIRST)
    at.host = replace(at.host, environment={**at.host.environment, **at.host.wrong})
    for name, value in at.host.wrong.items():
        monkeypatch.setenv(name, value)
    says = at.refusal()
    causes = {
        "git": "Authentication failed for 'http://127.0.0.1:",
        "rsync": "auth failed on module site",
        "ssh": "Permission denied (publickey)",
        "s3": "the store rejects the key (SignatureDoesNotMatch): look at AWS_ACCESS_KEY_ID",
        "rclone": "ssh: unable to authenticate",
    }
    assert causes[kind] in says
    assert says.startswith("live (")
    assert says.endswith("The published site there is unchanged; fix this and deploy again")
    assert not [word for word in (SECRET, WRONG, *at.host.wrong.values()) if word in says]


@pytest.mark.law
@pytest.mark.parametrize("kind", IN_THE_SUITE)
def test_a_full_disk_at_the_other_end_is_told_and_the_next_deploy_finishes(kind, placed):
    at = placed(kind)
    much = {f"entries/{number}/index.html": os.urandom(20_000).hex() for number in range(8)}
    with little_room(at.host.folder, at.host.process or os.getpid(), 200_000) as make_room:
        if kind == "git":
            git(at.host.folder, "init", "--quiet", "--bare", str(at.host.folder))
            git(at.host.folder, "config", "http.receivepack", "true")
        at.publish(FIRST).deploy()
        says = at.publish({**FIRST, **much}).refusal()
        assert says.endswith("The published site there is unchanged; fix this and deploy again")
        assert {path: text for path, text in at.holds().items() if path in FIRST} == FIRST
        make_room()
        assert at.publish(NEXT).deploy().changes.added == ("entries/b/index.html",)
        # A full disk keeps empty files that rclone's server has forgotten.
        assert {path: text for path, text in at.holds().items() if not path.endswith(".dateline-part")} == NEXT


# A program that deploys, and may die when it is about to copy its third file.
DIES = """
import os, shutil, signal, sys
from pathlib import Path
from datetime import UTC, datetime
from builder.deploying import DeployOptions, deploy
from builder.deploying.destination import Surroundings
from builder.deploying.patience import Patience
from builder.deploying.settings import choose_target, read_settings
copy, left = shutil.copyfile, [2]
def copyfile(source, place):
    left[0] -= 1
    if left[0] < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return copy(source, place)
shutil.copyfile = copyfile
site = Path(sys.argv[1])
target = choose_target(read_settings(site)[0], None)
surroundings = Surroundings(site, site / "public", os.environ, lambda: datetime.now(UTC))
deploy(target, DeployOptions(), surroundings, bool, lambda *done: None)
"""
# Stands before a host's own program, and kills whoever calls it for the sixth time.
KILLS = """#!/bin/sh
echo >> {count}
[ "$(wc -l < {count})" -eq {number} ] && kill -9 $PPID
exec {program} "$@"
"""


@pytest.mark.law
@pytest.mark.parametrize(
    ("kind", "call"),
    [("folder", 0), ("git", 5), ("rsync", 6), ("rsync", 8), *([("rclone", 7)] if SEARCH != "little" else [])],
)
def test_what_a_killed_deploy_left_is_finished_by_the_next(kind, call, placed, tmp_path):
    at = placed(kind)
    at.publish(FIRST).deploy()
    at.publish(NEXT).target()
    environment = at.environment
    if call:
        program = {"rsync": "rsync", "git": "git", "rclone": "rclone"}[kind]
        (tmp_path / "bin").mkdir()
        script = KILLS.format(count=tmp_path / "count", number=call, program=shutil.which(program, path=PATH))
        (tmp_path / "bin" / program).write_text(script)
        (tmp_path / "bin" / program).chmod(0o755)
        environment = {**environment, "PATH": f"{tmp_path}/bin{os.pathsep}{PATH}"}
    command = (sys.executable, "-c", DIES, str(at.folder))
    assert subprocess.run(command, env=environment, capture_output=True, check=False).returncode == -signal.SIGKILL
    found = at.holds()
    assert {path for path in found if not path.startswith(".dateline/")} <= {*NEXT}
    assert all(found[path] in (FIRST[path], NEXT[path]) for path in FIRST)
    if kind == "rclone":
        at.host.write("entries/b/index.html.0a1b2c3d.dateline-part", "the sec")
    at.deploy()
    assert at.holds() == NEXT
    assert at.host.holds()["manifest.json"] == (at.folder / "public/manifest.json").read_bytes()


def test_a_store_is_asked_for_little_and_a_kill_after_any_request_is_mended(placed):
    at = placed("s3")
    requests: list[tuple[str, str, int]] = []
    endpoint = at.host.target.partition('endpoint: "')[2].partition('"')[0]
    prefix = at.host.target.partition("prefix: ")[2].partition(",")[0]
    with counted(endpoint, lambda *request: requests.append(request)) as proxy:
        at.host = replace(at.host, target=at.host.target.replace(endpoint, proxy))
        at.publish(FIRST).deploy()
        del requests[:]
        assert at.deploy().changes.are_none
        asked = ["GET lock", "PUT lock", "GET manifest", "GET manifest.json.minisig", "GET manifest.json.sig"]
        asked += ["GET deploying", "GET lock"]
        assert sorted(in_short(requests, prefix)) == sorted([*asked, "POST ?delete"])
        del requests[:]
        at.publish(NEXT).deploy()
        assert in_short(requests, prefix)[7:] == [
            "HEAD entries/b", "PUT deploying", "PUT entries/b", "PUT index.html", "PUT feed.xml", "PUT manifest", "POST ?delete",
        ]  # fmt: skip
        puts = sum(size for method, _, size in requests if method == "PUT")
        manifest = (at.folder / "public/manifest.json").stat().st_size
        assert puts < manifest + 700


def in_short(requests: list[tuple[str, str, int]], prefix: str) -> list[str]:
    """Give requests without what all of them have in common."""
    paths = [(method, path.partition(prefix)[2].strip("/") or "?delete") for method, path, _ in requests]
    return [
        f"{method} {path.removeprefix('.dateline/').removesuffix('.json').removesuffix('/index.html')}"
        for method, path in paths
    ]


@pytest.mark.parametrize("last", range(5))
def test_a_store_that_lost_its_deploy_after_some_puts_is_finished_by_the_next(last, placed):
    at = placed("s3")
    at.publish(FIRST).deploy()
    endpoint = at.host.target.partition('endpoint: "')[2].partition('"')[0]
    left = [last + 1]

    def dies(method: str, path: str, size: int) -> None:
        if method == "PUT" and not path.endswith("lock.json"):
            left[0] -= 1
            if left[0] <= 0:
                raise ConnectionAbortedError

    direct = at.host
    with counted(endpoint, dies) as proxy:
        at.host = replace(direct, target=direct.target.replace(endpoint, proxy))
        assert "it cannot be reached" in at.publish(NEXT).refusal()
    at.host = direct
    at.deploy()
    assert at.holds() == NEXT


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("ssh", "rclone")])
def test_two_deploys_at_once_exclude_each_other(kind, placed):
    at = placed(kind).publish(FIRST)
    host = open_host(at.target(), at.surroundings)
    with host.held():
        assert "another deploy is in progress: wait until it is done" in at.refusal()
    at.deploy()
    assert at.holds() == FIRST


def test_who_pushes_second_is_told_and_the_first_push_stands(placed):
    at = placed("git")
    at.publish(FIRST).deploy()
    host = open_host(at.target(), at.surroundings)
    standing = host.remote_state(("manifest.json",))
    commit_to(at.host.folder, "theirs.txt", "Theirs.")
    load = Load(Steps((), (), ()), {"manifest.json": b"{}"}, frozenset(), "nothing")
    with pytest.raises(BuilderError, match="somebody else deployed in the meantime, which is kept: deploy again"):
        host.bring(load, lambda done: None)
    assert standing.last["manifest.json"] == at.host.holds()["manifest.json"]
    at.publish(NEXT).deploy()
    assert at.holds() == {**NEXT, "theirs.txt": "Theirs."}


def test_a_lock_counts_until_it_has_run_out_or_its_process_is_gone(placed):
    at = placed("s3")
    at.publish(FIRST).deploy()
    now = datetime.now(UTC)
    elsewhere = Lock("a", now + timedelta(minutes=3), "another machine", 1)
    at.host.write(LOCK, msgspec.json.encode(elsewhere).decode())
    assert f"deploy again after {elsewhere.until:%H:%M} UTC" in at.publish(NEXT).refusal()
    at.host.write(LOCK, msgspec.json.encode(replace_lock(elsewhere, until=now - timedelta(seconds=1))).decode())
    at.deploy()
    assert at.holds() == NEXT


def replace_lock(lock: Lock, until: datetime) -> Lock:
    return Lock(lock.token, until, lock.machine, lock.process)


def test_much_is_deleted_only_when_somebody_agrees(placed):
    at = placed("folder")
    many = {f"entries/{number}/index.html": str(number) for number in range(20)}
    at.publish({**FIRST, **many}).deploy()
    at.publish(FIRST)
    assert "20 of 25 files would be deleted, so nothing was done: look at `--dry-run`" in at.refusal(agrees=False)
    assert at.deploy().changes.deleted == tuple(sorted(many))
    assert at.holds() == FIRST


def test_paths_that_lead_out_of_a_place_are_nothing_of_ours(placed):
    at = placed("s3")
    at.publish(FIRST).deploy()
    at.host.write("manifest.json", encode_manifest({"../../x": FileRecord(1, "0" * 64)}).decode())
    assert "its manifest.json cannot be read, so Dateline's files there are unknown" in at.refusal()
    at.deploy(DeployOptions(adopts=True))
    assert at.holds() == FIRST


def test_a_folder_keeps_releases_and_goes_back_to_one_by_name(placed):
    at = placed("folder")
    at.host = replace(at.host, target=at.host.target.replace("}", ", keep: 2}"))
    for files in (FIRST, NEXT, LESS):
        at.publish(files).deploy()
    host = open_host(at.target(), at.surroundings)
    assert isinstance(host, FolderHost)
    assert host.releases() == (Deployment("2", False), Deployment("3", True))
    same = "assets/page.1.css"
    assert os.path.samefile(at.host.folder / "releases/2" / same, at.host.folder / "releases/3" / same)
    host.roll_back("2", Purged())
    assert at.holds() == NEXT
    with pytest.raises(BuilderError, match='keeps no release "1": there are 2, 3'):
        host.roll_back("1", Purged())
    at.publish(LESS).deploy()
    assert (at.holds(), host.releases()) == (LESS, (Deployment("3", False), Deployment("4", True)))


def test_a_branch_keeps_its_history_or_has_a_single_commit_and_the_authors_work_is_untouched(placed):
    at = placed("git")
    git(at.folder / ".git", "init", "--quiet", str(at.folder))
    before = {place.name: place.read_bytes() for place in (at.folder / ".git").iterdir() if place.is_file()}
    at.publish(FIRST).deploy()
    at.publish(NEXT).deploy()
    said = git(at.host.folder, "log", "--format=%an <%ae> %s", "pages").decode().splitlines()
    assert said == [f"Dateline <dateline@localhost> Deploy: {what}" for what in ("1 added, 2 changed", "5 added")]
    at.host = replace(at.host, target=at.host.target.replace("}", ", history: false}"))
    at.host.write("theirs.txt", "Theirs.")
    at.publish(LESS).deploy()
    assert git(at.host.folder, "rev-list", "--count", "pages") == b"1\n"
    assert at.holds() == {**LESS, "theirs.txt": "Theirs."}
    assert {".nojekyll", "CNAME"} < at.host.holds().keys()
    assert at.host.holds()["CNAME"] == b"www.example.org\n"
    assert {place.name: place.read_bytes() for place in (at.folder / ".git").iterdir() if place.is_file()} == before


def test_a_domain_goes_from_the_branch_with_the_setting_and_one_that_was_chosen_there_stays(placed):
    at = placed("git")
    at.publish(FIRST).deploy()
    assert at.host.holds()["CNAME"] == b"www.example.org\n"
    at.host = replace(at.host, target=at.host.target.replace(", domain: www.example.org", ""))
    assert at.deploy().changes.are_none
    assert ("CNAME" in at.host.holds(), at.host.holds()[".nojekyll"]) == (False, b"")
    at.host.write("CNAME", "chosen.example.org")
    at.publish(NEXT).deploy()
    assert at.host.holds()["CNAME"] == b"chosen.example.org"


def test_what_a_folder_holds_can_be_read_by_a_server_whatever_the_users_own_files_are(placed):
    at = placed("folder")
    before = os.umask(0o077)
    try:
        at.publish(FIRST).deploy()
        at.publish(NEXT).deploy()
    finally:
        os.umask(before)
    held = [at.host.folder, *at.host.folder.rglob("*")]
    modes = {place.lstat().st_mode & 0o777 for place in held if not place.is_symlink()}
    assert modes == {0o755, 0o644}


def test_what_was_sent_can_be_sent_again(placed):
    at = placed("rsync")
    at.publish(FIRST).deploy()
    at.host.write("index.html", "damaged")
    assert at.deploy().changes.are_none
    assert at.deploy(DeployOptions(sends_all=True)).changes.changed == tuple(sorted(FIRST))
    assert at.holds() == FIRST


@pytest.mark.law
def test_many_files_are_brought_and_one_of_them_changed(placed):
    at = placed("folder")
    many = {f"entries/{number}/index.html": f"entry {number}" for number in range(COUNT)}
    assert len(at.publish(many).deploy().changes.added) == COUNT
    changed = at.publish({**many, "entries/7/index.html": "corrected"}).deploy()
    assert (changed.changes.changed, changed.size) == (("entries/7/index.html",), 9)
    assert at.host.holds()["entries/7/index.html"] == b"corrected"
