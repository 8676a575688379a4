"""Consoles that have not every letter: what they cannot show is shown as an escape, and nothing breaks."""

import os
import subprocess
import sys
from collections.abc import Callable

import pytest
from conftest import HOUSE, NOW, Site

WRONG = "-- content/entries/երևան.md --\n---\ntitle: “Երևան” – мир 和平\ndate: скоро\nsources: [gazette]\n---\n"

# Two commands in one process, as it is the console that is looked at.
BOTH = """
import sys
from builder.cli import main
options = sys.argv[1:]
for command in ("check", "build"):
    sys.argv[1:] = [command, *options]
    try:
        code = main()
    except SystemExit as ended:
        code = ended.code
    print("ended with", code)
"""


@pytest.mark.parametrize("encoding", ["cp1252", "cp1251", "gbk", "utf-8"])
def test_findings_are_shown_on_every_console(encoding: str, site: Callable[..., Site]):
    made = site(WRONG)
    environment = {**os.environ, "PYTHONPATH": str(HOUSE), "PYTHONIOENCODING": encoding}
    environment["SOURCE_DATE_EPOCH"] = str(int(NOW.timestamp()))
    line = [sys.executable, "-c", BOTH, "--site", str(made.folder)]
    done = subprocess.run(line, env=environment, capture_output=True, check=False)
    file = "երևան".encode(encoding, "backslashreplace").decode(encoding)
    assert (done.returncode, b"Traceback" in done.stderr) == (0, False)
    commands = done.stdout.decode(encoding).split("ended with 1")
    assert len(commands) == 3
    for shown in commands[:2]:
        assert f"content/entries/{file}.md:3:7 error [date-form]" in shown
        assert "скоро".encode(encoding, "backslashreplace").decode(encoding) in shown
