"""What others build with: the action, the hook and the template run the commands that there are."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
import yaml
from conftest import HOUSE, Site

from builder.cli.commands import dateline

ACTION = yaml.safe_load((HOUSE / "action.yml").read_text("utf-8"))
HOOKS = yaml.safe_load((HOUSE / ".pre-commit-hooks.yaml").read_text("utf-8"))
TEMPLATE = yaml.safe_load((HOUSE / ".gitlab/dateline.yml").read_text("utf-8"))
WRONG = "-- content/entries/a.md --\n---\ntitle: A\ndate: soon\nsources: [gazette]\n---\n"


def step(name: str, made: Site, folder: Path, output: str = "") -> tuple[int, str, str]:
    """Run a step of the action as a runner does; give its code, what it prints and what it says to other steps."""
    program = folder / "dateline/bin/dateline"
    program.parent.mkdir(parents=True, exist_ok=True)
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m builder "$@"\n')
    program.chmod(0o755)
    said = folder / "said"
    said.touch()
    environment = {**os.environ, "PYTHONPATH": str(HOUSE), "RUNNER_TEMP": str(folder), "GITHUB_OUTPUT": str(said)}
    (found,) = [one for one in ACTION["runs"]["steps"] if one.get("name") == name]
    given = {"inputs.site": str(made.folder), "inputs.output": output}
    environment |= {key: given[value.strip("${ }")] for key, value in found["env"].items()}
    done = subprocess.run(
        ["bash", "-e", "-c", found["run"]], env=environment, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout, said.read_text()


def test_the_action_shows_findings_beside_their_lines_and_stops_at_an_error(
    site: Callable[..., Site], tmp_path: Path
):
    made = site(WRONG)
    code, printed, _ = step("Check", made, tmp_path)
    assert code == 1
    errors = [line.partition("::date")[0] for line in printed.splitlines() if line.startswith("::error")]
    assert [line.rpartition("::")[0] for line in errors] == [
        "::error file=content/entries/a.md,line=3,col=7,title=date-form"
    ]


@pytest.mark.parametrize("output", ["", "elsewhere"])
def test_the_action_builds_and_says_where(output: str, site: Callable[..., Site], tmp_path: Path):
    made = site()
    folder = str(tmp_path / output) if output else f"{made.folder}/public"
    code, _, said = step("Build", made, tmp_path, folder if output else "")
    assert (code, said) == (0, f"site={folder}\n")
    assert (Path(folder) / "index.html").is_file()
    upload = ACTION["runs"]["steps"][-1]
    assert upload["with"]["path"] == "${{ steps.build.outputs.site }}"


def test_hook_and_template_run_commands_that_there_are():
    scripts = [line for job in TEMPLATE.values() for line in job.get("script", ())]
    commands = [*(hook["entry"] for hook in HOOKS), *scripts]
    assert commands == ["dateline check", "dateline check", "dateline build"]
    context = click.Context(dateline)
    assert all(dateline.get_command(context, line.split()[1]) for line in commands)
    assert {job["extends"] for name, job in TEMPLATE.items() if not name.startswith(".")} == {".dateline"}
