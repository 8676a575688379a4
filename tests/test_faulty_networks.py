"""Whatever a network does to a deploy, it ends, readers keep whole files, and the next deploy makes the host whole."""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from faulty_network import Fault, Network, network
from hosts import GIT_ALONE, PATH, Host, counted, git
from laws import SEARCH
from test_deploying import FIRST, NEXT, Deploying, hosts, placed  # noqa: F401 - Fixtures.

from builder.deploying.patience import Patience

# Programs that count in whole seconds wait no less.
IMPATIENT = Patience(connection=1, silence=1, request=1)
KINDS = ("git", "git over ssh", "rsync", "ssh", "s3", "rclone")
# Each try of rclone's, and each new SSH of rsync's, takes its time: of those there are few.
FAULTS = (
    *((kind, Fault.STALLS, 0.6) for kind in KINDS),
    *((kind, Fault.RESETS, 0.8) for kind in ("git", "git over ssh", "rsync", "s3")),
    ("rclone", Fault.RESETS, 0),
)

# In an address, in the words of an SSH, or by itself.
_PORT = re.compile(r"(?:127\.0\.0\.1:|-p |^)(\d{4,5})\b")

Reached = Callable[[str], tuple[Deploying, Network]]


@pytest.fixture
def reached(placed: Callable[[str], Deploying], tmp_path: Path, monkeypatch) -> Iterator[Reached]:  # noqa: F811
    """Give a site, a host of a kind that holds its first state, and the network between the two."""
    with ExitStack() as networks:

        def reach(kind: str) -> tuple[Deploying, Network]:
            at = placed("ssh" if "ssh" in kind else kind)
            settings = (at.host.target, *at.host.environment.values())
            port = next(found[1] for text in settings if (found := _PORT.search(text)))
            between = networks.enter_context(network(int(port)))
            at.host = moved(at.host, port, between.port)
            if "ssh" in kind:
                at.host = with_our_ssh(at.host, tmp_path / "bin", is_git=kind != "ssh")
            for name, value in at.host.environment.items():
                monkeypatch.setenv(name, value)
            at.publish(FIRST).deploy()
            assert at.holds() == FIRST
            at.patience = IMPATIENT
            return at, between

        yield reach


def moved(host: Host, old: str, new: int) -> Host:
    """Have a host be reached by another port."""

    def elsewhere(text: str) -> str:
        return str(new) if text == old else text.replace(f":{old}", f":{new}").replace(f"-p {old} ", f"-p {new} ")

    environment = {name: elsewhere(value) for name, value in host.environment.items()}
    return replace(host, target=elsewhere(host.target), environment=environment)


def with_our_ssh(host: Host, programs: Path, is_git: bool) -> Host:
    """Have a host be reached by the SSH that a deploy starts of its own, which knows keys and port as a user's would."""
    programs.mkdir()
    command = host.environment["RSYNC_RSH"].removeprefix("ssh ").replace("-o BatchMode=yes ", "")
    (programs / "ssh").write_text(f'#!/bin/sh\nexec {shutil.which("ssh")} {command} "$@"\n')
    (programs / "ssh").chmod(0o755)
    environment = {**GIT_ALONE, "PATH": f"{programs}:{PATH}"}
    if not is_git:
        return replace(host, environment=environment)
    folder = host.folder.with_suffix(".git")
    git(folder, "init", "--quiet", "--bare", str(folder))
    return Host(f'{{kind: git, url: "127.0.0.1:{folder}"}}', environment, folder)


def finishes(at: Deploying) -> None:
    """Deploy again, when the lock of a deploy that could not even take it away has run out."""
    found = at.holds()
    assert {path for path in found if not path.startswith(".dateline/") and not path.endswith("-part")} <= {*NEXT}
    assert all(found[path] in (FIRST[path], NEXT[path]) for path in FIRST)
    at.later, at.patience = timedelta(minutes=6), Patience()
    at.deploy()
    assert at.holds() == NEXT
    assert at.host.holds()["manifest.json"] == (at.folder / "public/manifest.json").read_bytes()


# Programs count such times in whole seconds: the suite tries a third of the faults, `make laws` all.
@pytest.mark.law
@pytest.mark.parametrize(("kind", "fault", "part"), FAULTS[:: 3 if SEARCH == "little" else 1])
def test_a_network_that_stalls_or_resets_ends_a_deploy_and_the_next_one_finishes(kind, part, fault, reached):
    at, between = reached(kind)
    between.fail(fault, int(between.sent * part))
    says = at.publish(NEXT).refusal()
    assert between.failures
    assert says.startswith("live (")
    assert says.endswith("The published site there is unchanged; fix this and deploy again")
    between.heal()
    finishes(at)


@pytest.mark.parametrize("kind", ["git", "git over ssh", "rsync", "s3"])
def test_a_slow_network_is_waited_for(kind, reached):
    at, between = reached(kind)
    between.fail(Fault.SLOW, 0)
    at.publish(NEXT).deploy()
    assert at.holds() == NEXT
    assert between.failures > 5


@pytest.mark.parametrize("kind", ["git", "s3"])
@pytest.mark.parametrize("last", [0, 3])
def test_a_host_that_is_not_available_ends_a_deploy_and_the_next_one_finishes(kind, last, placed):  # noqa: F811
    at = placed(kind)
    at.publish(FIRST).deploy()
    at.patience = IMPATIENT
    direct, count = at.host, 0

    def unavailable(method: str, path: str, size: int) -> int | None:
        nonlocal count
        count += 1
        return 503 if count > last else None

    endpoint = re.search(r"http://127.0.0.1:\d+", direct.target)[0]
    with counted(endpoint, unavailable) as proxy:
        at.host = replace(direct, target=direct.target.replace(endpoint, proxy))
        assert "503" in at.publish(NEXT).refusal()
    assert count > last
    at.host = direct
    finishes(at)
