"""What Dateline is made of is listed and locked, and neither a build nor a check opens a connection."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import HOUSE, Site
from test_same_bytes import ENTRIES

sys.path.insert(0, str(HOUSE / "tools"))
import sbom

DOCUMENTS = {
    place.name: place.read_text("utf-8") for place in (*(HOUSE / "docs").glob("*/*.md"), HOUSE / "README.md")
}
WORKFLOWS = {place.name: yaml.safe_load(place.read_text("utf-8")) for place in HOUSE.glob(".github/workflows/*.yml")}


def test_the_licence_of_everything_that_dateline_runs_on_is_listed_and_lets_it_be_published():
    listed = dict(re.findall(r"^\| ([a-z0-9-]+) \| (\S.*?) \|$", DOCUMENTS["supply.md"], re.M))
    assert listed == {name: sbom.licence_of(found) for name, found in sbom.run_time().items()}
    free = {"Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "MIT", "MIT-0", "MIT-CMU", "MPL-1.1", "PSF-2.0"}
    assert [name for name, licence in listed.items() if free.isdisjoint(licence.split(" OR "))] == []


def test_the_bill_of_materials_is_valid_the_same_each_time_and_names_what_is_locked():
    # Not imported by every worker that collects these tests: at its start it makes forty grammars.
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    text = sbom.sbom()
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    assert sbom.sbom() == text
    locked, names = sbom.locked_digests(), [*sbom.run_time()]
    listed = [
        (one["name"], one["version"], sorted(each["content"] for each in one["hashes"]))
        for one in yaml.safe_load(text)["components"]
    ]
    assert listed == [(name, locked[name][0], sorted(locked[name][1])) for name in names]
    assert all(digests for _, _, digests in listed)


def test_no_bill_of_materials_names_what_is_not_locked(monkeypatch: pytest.MonkeyPatch):
    locked = sbom.locked_digests()
    for wrong in ({}, {"jinja2": (locked["jinja2"][0], ())}, {"jinja2": ("0.1", locked["jinja2"][1])}):
        kept = {name: found for name, found in locked.items() if name != "jinja2"}
        monkeypatch.setattr(sbom, "locked_digests", lambda found=kept | wrong: found)
        with pytest.raises(
            SystemExit, match=r"^jinja2 \S+ is installed, and not locked by a digest: run `make lock`$"
        ):
            sbom.sbom()


def commands_of(recipe: Any) -> Iterator[str]:
    """Find every text of a recipe that a shell may be given."""
    if isinstance(recipe, dict | list):
        for each in recipe.values() if isinstance(recipe, dict) else recipe:
            yield from commands_of(each)
    elif isinstance(recipe, str):
        yield recipe


@pytest.mark.parametrize("document", sorted(DOCUMENTS))
def test_every_recipe_for_continuous_integration_installs_what_is_locked(document: str):
    text = DOCUMENTS[document]
    recipes = re.findall(r"^```(?:yaml|toml)\n((?:.*\n)*?)```$", text, re.M) + re.findall(
        "build command `(.*?)`", text
    )
    installs = [line for recipe in recipes for line in recipe.splitlines() if re.search(r"\bpip3? install\b", line)]
    assert [line for line in installs if "--require-hashes" not in line] == []
    assert len(installs) == (5 if document == "deploy.md" else 0)
    template = (HOUSE / ".gitlab/dateline.yml").read_text("utf-8")
    assert [line for line in template.splitlines() if "pip install" in line and "--require-hashes" not in line] == []


def test_every_action_is_named_by_its_commit_and_only_who_publishes_may_prove_who_it_is():
    release = WORKFLOWS["release.yml"]
    used = [step["uses"] for job in release["jobs"].values() for step in job["steps"] if "uses" in step]
    used += [
        step["uses"] for step in yaml.safe_load((HOUSE / "action.yml").read_text())["runs"]["steps"] if "uses" in step
    ]
    assert [name for name in used if not re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", name)] == []
    allowed = {name: job["permissions"] for name, job in release["jobs"].items()}
    assert (release["permissions"], allowed) == (
        {},
        {"build": {"contents": "read"}, "publish": {"id-token": "write"}},
    )
    assert [text for text in commands_of(release) if "secrets." in text] == []


def test_the_workflows_pass_their_linter():
    line = [
        str(Path(sys.executable).parent / "zizmor"),
        "--offline",
        "--persona=pedantic",
        ".github/workflows",
        "action.yml",
    ]
    done = subprocess.run(line, cwd=HOUSE, capture_output=True, text=True, check=False)
    assert (done.returncode, "No findings to report" in done.stdout + done.stderr) == (0, True), done.stdout


# Python runs this at its start: whoever asks for a socket, or for the address of a host, is stopped.
CLOSED = """
import sys
def refuse(event, arguments):
    if event.startswith("socket."):
        sys.stderr.write(f"{event} {arguments}")
        sys.stderr.flush()
        import os
        os._exit(70)
sys.addaudithook(refuse)
"""


@pytest.mark.parametrize("command", ["build", "check"])
def test_no_socket_is_opened(command: str, site: Callable[..., Site], tmp_path: Path):
    (tmp_path / "sitecustomize.py").write_text(CLOSED)
    environment = {**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{HOUSE}"}
    line = [sys.executable, "-m", "builder", command, "--site", str(site(ENTRIES).folder)]
    done = subprocess.run(line, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, "socket." in done.stderr) == (0, False), done.stderr
    # And what would open one is stopped.
    opens = subprocess.run([sys.executable, "-c", "import socket; socket.socket()"], env=environment, check=False)
    assert opens.returncode == 70
