"""The preview shows every save, and to nobody else."""

import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ENTRY = """
-- content/entries/talks.md --
---
title: {title}
date: 2023-09-19
sources: [gazette]
---
{body}
"""


@pytest.fixture
def shown(site) -> Iterator[tuple[object, str]]:
    """A site that is being previewed, and the address where."""
    made = site(ENTRY.format(title="Talks begin", body="They met."))
    command = [sys.executable, "-m", "builder", "preview", "--site", str(made.folder), "--port", "5600"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        address = next(match[0] for line in process.stdout if (match := re.search(r"http://\S+", line)))
        yield made, address
    finally:
        process.terminate()
        process.wait()


def get(address: str, host: str | None = None) -> tuple[int, str]:
    request = urllib.request.Request(address, headers={"Host": host} if host else {})
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, ""


def until(true: Callable[[], bool]) -> bool:
    """Ask again and again, at most so often that a slow machine has had its time."""
    for _ in range(400):
        if true():
            return True
        time.sleep(0.05)
    return False


def test_a_save_is_seen_and_a_mistake_is_shown_where_one_looks(shown):
    made, address = shown
    page = f"{address}entries/talks/"
    assert "They met." in get(page)[1]
    made.write(ENTRY.format(title="Talks begin", body="They parted."))
    assert until(lambda: "They parted." in get(page)[1])
    made.write(ENTRY.format(title="Talks begin", body="See [[nobody]]."))
    wrong = "content/entries/talks.md:6:5 error [link-unknown] no entry, actor, place or page is called &quot;nobody&quot;"
    assert until(lambda: wrong in get(page)[1])
    assert "They parted." in get(page)[1]
    assert wrong in get(address)[1]
    made.write(ENTRY.format(title="Talks end", body="All is well."))
    assert until(lambda: "Talks end" in get(f"{address}timeline/")[1] and wrong not in get(address)[1])
    assert not (made.folder / "public").exists()


def test_only_this_machine_may_ask_and_only_for_what_is_published(shown):
    made, address = shown
    Path(made.folder / "secret.txt").write_text("secret", "utf-8")
    assert get(address)[0] == 200
    assert get(address, host="example.org")[0] == 403
    for path in ("../secret.txt", "%2e%2e/secret.txt", "..%2fsecret.txt", "/etc/passwd", "%2fetc%2fpasswd"):
        status, text = get(address + path)
        assert (status, "secret" in text, "root:" in text) == (404, False, False), path


def test_the_page_is_the_published_one_but_for_the_preview_s_own_script(shown):
    made, address = shown
    made.build()
    served = get(f"{address}entries/talks/")[1]
    own = re.sub(r'<script src="/livereload.js\?port=\d+"></script>', "", served)
    own = own.replace("connect-src 'self' ws:;", "connect-src 'self';")
    assert own == made.page("entries/talks")
