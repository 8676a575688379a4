"""Consoles that have not every letter: what they cannot show is shown as an escape, and nothing breaks."""

import os
import subprocess
import sys
from collections.abc import Callable

import pytest
from conftest import HOUSE, NOW, Site

WRONG = "-- content/entries/երևան.md --\n---\ntitle: “Երևան” – мир 和平\ndate: скоро\nsources: [gazette]\n---\n"


@pytest.mark.parametrize("encoding", ["cp1252", "cp1251", "gbk", "utf-8"])
def test_findings_are_shown_on_every_console(encoding: str, site: Callable[..., Site]):
    made = site(WRONG)
    environment = {**os.environ, "PYTHONPATH": str(HOUSE), "PYTHONIOENCODING": encoding}
    environment["SOURCE_DATE_EPOCH"] = str(int(NOW.timestamp()))
    for command in ("check", "build"):
        line = [sys.executable, "-m", "builder", command, "--site", str(made.folder)]
        done = subprocess.run(line, env=environment, capture_output=True, check=False)
        shown = done.stdout.decode(encoding)
        file = "երևան".encode(encoding, "backslashreplace").decode(encoding)
        assert (done.returncode, b"Traceback" in done.stderr) == (1, False)
        assert f"content/entries/{file}.md:3:7 error [date-form]" in shown
        assert "скоро".encode(encoding, "backslashreplace").decode(encoding) in shown
