"""Sites written as text: `site(\"\"\"-- content/site.yaml -- …\"\"\")` makes a folder that can be built and questioned."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from builder.pipeline import Built, build, check

# A moment of its own, so that nothing in a test depends on when it runs.
NOW = datetime(2026, 1, 1, tzinfo=UTC)

# The least that entries in tests need around them; a file of the same path in a test takes its place.
AROUND = """
-- content/site.yaml --
title: A small chronology
url: https://example.org/
-- content/actors/armenia.md --
---
kind: state
names: [{text: Armenia, lang: en}, {text: Հայաստան, lang: hy}]
---
-- content/places/yerevan.md --
---
kind: city
names: [{text: Yerevan, lang: en}, {text: Երևան, lang: hy}, {text: Ереван, lang: ru}]
---
-- content/sources/list.yaml --
- {id: gazette, title: The day's news, publisher: The Gazette, issued: 2023-09-20}
"""


@dataclass(frozen=True)
class Site:
    """A site in a folder of its own."""

    folder: Path

    def write(self, text: str) -> "Site":
        """Write files given as `-- path --` lines, each followed by the file's text."""
        for path, content in files_in(text).items():
            place = self.folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(content, "utf-8")
        return self

    def delete(self, path: str) -> "Site":
        (self.folder / path).unlink()
        return self

    def build(self, moment: datetime = NOW) -> Built:
        return build(self.folder, self.public, moment)

    def problems(self, moment: datetime = NOW) -> list[str]:
        """List what `dateline check` finds, a line each."""
        return [str(problem) for problem in check(self.folder, moment)]

    @property
    def public(self) -> Path:
        return self.folder / "public"

    def page(self, path: str) -> str:
        """Give a published page or file."""
        place = self.public / path
        return (place / "index.html" if place.is_dir() else place).read_text("utf-8")

    def published(self) -> dict[str, bytes]:
        """Give every published file by path."""
        found = (place for place in self.public.rglob("*") if place.is_file())
        return {place.relative_to(self.public).as_posix(): place.read_bytes() for place in sorted(found)}


def files_in(text: str) -> dict[str, str]:
    """Split a text into files at its `-- path --` lines."""
    files: dict[str, str] = {}
    path = None
    for line in text.splitlines(keepends=True):
        if line.startswith("-- ") and line.rstrip().endswith(" --"):
            path = line.strip()[3:-3]
            files[path] = ""
        elif path is not None:
            files[path] += line
    return files


@pytest.fixture
def site(tmp_path: Path) -> Callable[..., Site]:
    """Make a site of text; what every entry needs stands around it unless `around` is empty."""

    def make(text: str = "", around: str = AROUND) -> Site:
        return Site(tmp_path / "site").write(around).write(text)

    return make
