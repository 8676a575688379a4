"""The documentation and the README, as readers of the project meet them."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from browsing import heard
from conftest import HOUSE, found_by_schema
from PIL import Image
from playwright.sync_api import Page

BIN = Path(sys.executable).parent


def run(*line: str) -> str:
    done = subprocess.run(line, cwd=HOUSE, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_documentation_is_a_site_without_dead_links_that_asks_no_other_host(
    served: Callable[[Path], str], page: Page
):
    run(sys.executable, "tools/docs.py")
    # Strict: a link that leads nowhere ends it with another code.
    run(str(BIN / "zensical"), "build", "--strict")
    public = HOUSE / "site-docs/public"
    documents = {path.relative_to(HOUSE).with_suffix(".html") for path in HOUSE.glob("docs/*/*.md")}
    assert {path for path in documents if not (public / path).is_file()} == set()
    root = served(public)
    with heard(page, "request") as asked:
        for path in ("index.html", "docs/guides/handing-over.html"):
            page.goto(f"{root}{path}", wait_until="networkidle")
    assert {request.url for request in asked if not request.url.startswith((root, "data:", "blob:"))} == set()
    # What a block of a document is stands above it.
    assert page.get_by_text("content/sources/papers.yaml", exact=True).count() == 1


def test_the_readme_fits_on_a_screen_and_shows_what_it_is():
    text = (HOUSE / "README.md").read_text("utf-8")
    assert len(text.splitlines()) < 65
    links = [link for link in re.findall(r"\]\(([^)]+)\)", text) if "://" not in link]
    assert [link for link in links if not (HOUSE / link).exists()] == []
    pictures = [HOUSE / link for link in links if link.endswith(".webp")]
    moving = [(path.name, Image.open(path).is_animated) for path in pictures]
    assert moving == [("site.webp", False), ("demo.webp", True)]
    assert [path.name for path in pictures if path.stat().st_size > 200_000] == []


def test_forms_and_workflows_are_what_the_code_host_asks_for():
    forms = [str(path) for path in (HOUSE / ".github/ISSUE_TEMPLATE").glob("*.yml") if path.stem != "config"]
    for schema, files in (
        ("vendor.github-issue-forms", forms),
        ("vendor.github-issue-config", [str(HOUSE / ".github/ISSUE_TEMPLATE/config.yml")]),
        ("vendor.github-workflows", [str(path) for path in (HOUSE / ".github/workflows").glob("*.yml")]),
    ):
        assert found_by_schema(schema, *files) == (0, "ok -- validation done\n")
