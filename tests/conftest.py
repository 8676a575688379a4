"""Sites written as text: `site(\"\"\"-- content/site.yaml -- …\"\"\")` makes a folder that can be built and questioned."""

import gc
import os
import pickle
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from fcntl import LOCK_EX, flock
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from browsing import (  # noqa: F401 - Fixtures.
    browser,
    page,
    page_without_script,
    served,
    window,
    window_without_script,
)
from click.testing import CliRunner
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers
from laws import IS_LONG, examples
from msgspec.structs import replace

from builder.building.pipeline import build, check
from builder.building.results import Built
from builder.model.problem import Problem
from builder.model.report import Report
from builder.publishing import compression
from builder.reading import listing, theme_files

HOUSE = Path(__file__).parent.parent

# Nothing that tests are collected from is garbage.
gc.disable()
# Where Python is told to keep no compiled modules, every process of a test would compile all of ours again.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# Half of what a small build costs is files: where memory is a folder with room, sites are written there.
_MEMORY, _ROOM = Path("/dev/shm"), 4_000_000_000
if _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK | os.X_OK):
    _about = os.statvfs(_MEMORY)
    if _about.f_bavail * _about.f_frsize > _ROOM and not _about.f_flag & os.ST_NOEXEC:
        for _name in ("PYTEST_DEBUG_TEMPROOT", "TMPDIR"):
            os.environ.setdefault(_name, str(_MEMORY))

# A machine that has much to do is no fault of a law's.
settings.register_profile(
    "laws",
    max_examples=examples(20, 1000),
    derandomize=not IS_LONG,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("laws")
if not IS_LONG:
    # Hypothesis draws constants out of the modules that a worker happens to have imported, so that the same commit
    # would be tried with other examples each time. Only a long search is for luck.
    providers._get_local_constants = lambda: providers._local_constants

# A moment of its own, so that nothing in a test depends on when it runs.
NOW = datetime(2026, 1, 1, tzinfo=UTC)

# A second publisher, archived copies, use for everyone registered, pages that tell of the method, and words of the theme.
BEYOND_A_SMALL_SITE = ("G5", "S1", "S3", "S6", "V4", "published-missing", "not-yet", "picture-named", "words-missing")

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
- {id: gazette, title: The day's news, publisher: The Gazette, issued: 2039-12-31}
"""

# A contested town, two sides with a ministry each, an observer, and papers of both sides and of none.
TWO_SIDES = """
-- content/site.yaml --
title: A chronology of two sides
url: https://example.org/
time_zone: Asia/Tbilisi
sides: [{id: east, label: East}, {id: west, label: West}]
naming: {order: as-listed, contested: [regime, freed town, режим]}
pages: {methodology: method, corrections: method, contact: method}
-- content/pages/method.md --
---
title: How we work
---
-- content/places/norvad.md --
---
kind: city
names: [{text: Norvad, used_by: [east]}, {text: Northford, used_by: [west]}]
---
-- content/places/eastport.md --
---
kind: city
names: [Eastport]
---
-- content/actors/east.md --
---
kind: government-body
names: [Eastmarch]
side: east
---
-- content/actors/west.md --
---
kind: government-body
names: [Westmarch]
side: west
---
-- content/actors/west-army.md --
---
kind: armed-force
names: [Western army]
side: west
---
-- content/actors/observers.md --
---
kind: international-organisation
names: [The observers]
---
-- content/sources/papers.yaml --
- {id: courier, title: One day, publisher: The Courier, issued: 2023-09-20, affiliation: east}
- {id: post, title: A day, publisher: The Post, issued: 2023-09-20, affiliation: east}
- {id: review, title: That day, publisher: The Review, issued: 2023-09-21, affiliation: third-party}
"""


# A PNG of one black pixel.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c636000000002000148afa4710000000049454e44ae426082"
)


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
        built = build(self.folder, self.public, moment)
        return replace(built, report=Report(in_a_small_site(built.problems), lambda findings: []))

    def problems(self, moment: datetime = NOW) -> list[str]:
        """List what `dateline check` finds, a line each, but for what no small site has."""
        return [str(problem) for problem in in_a_small_site(check(self.folder, moment))]

    def found_in(self, text: str, *codes: str) -> list[str]:
        """Write an entry of 19 September 2023, given from its fourth line on, and list what is found of some codes."""
        self.write(f"-- content/entries/e.md --\n---\ndate: 2023-09-19\nsources: [courier, review]\n{text}")
        return [line.removeprefix("entries/e.md:") for line in self.found(*codes)]

    def found(self, *codes: str, moment: datetime = NOW) -> list[str]:
        """List where `dateline check` finds some codes, and what it says there."""
        return [
            f"{problem.file.removeprefix('content/')}:{problem.line}:{problem.column} {problem.code} {problem.says}"
            for problem in check(self.folder, moment)
            if problem.code in codes
        ]

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


def in_a_small_site(problems: Iterable[Problem]) -> list[Problem]:
    """Leave out what no small site can help."""
    return [problem for problem in problems if problem.code not in BEYOND_A_SMALL_SITE]


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


def found_by_schema(schema: str, *files: str) -> tuple[int, str]:
    """Return how check-jsonschema ends, and what it says of files by a schema that comes with it."""
    # To start it takes two seconds, most of them for a grammar of addresses that jsonschema reads.
    from check_jsonschema import main

    done = CliRunner().invoke(main, ["--builtin-schema", schema, *files])
    return done.exit_code, done.output


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let `-m law` choose the laws: all that Hypothesis draws examples for, and those that say so of themselves."""
    for item in items:
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker("law")


def pytest_xdist_auto_num_workers() -> int:
    """Start one worker more than there are processors: some test always waits for a browser or a server."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_finish() -> None:
    """Spare the garbage collector what stays as long as the run does: modules, and thousands of tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000)
    gc.enable()


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a run, which is the same for all of its workers."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session", autouse=True)
def _own_folders(shared_folder: Path) -> Iterator[None]:
    """Give the tests a user's folders of their own: what one worker has compiled of templates, no other has to."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DATELINE_SEAL", raising=False)
        for folder in ("state", "cache"):
            patch.setenv(f"XDG_{folder.upper()}_HOME", str(shared_folder / folder))
        yield


@pytest.fixture(scope="session", autouse=True)
def _ours_read_once() -> Iterator[None]:
    """Read what comes with Dateline once a worker: no test changes it, and it is a third of a small build."""
    themes, code = HOUSE / "themes", HOUSE / "builder"
    read, list_below = theme_files.files_of_theme, listing._files_below
    installed = (*listing.installed_versions(),)
    read_once, list_once = cache(read), cache(lambda folder, ending: [*list_below(folder, ending)])

    def files_of_theme(theme: Path) -> dict[str, bytes]:
        return (read_once if theme.parent == themes else read)(theme)

    def files_below(folder: str, ending: str = "", inside: str = "", follows: bool = True) -> Iterable[Any]:
        is_ours = not inside and (Path(folder) == code or Path(folder).parent == themes)
        return list_once(folder, ending) if is_ours else list_below(folder, ending, inside, follows)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(theme_files, "files_of_theme", files_of_theme)
        patch.setattr(listing, "_files_below", files_below)
        patch.setattr(listing, "installed_versions", lambda: installed)
        yield


@pytest.fixture(scope="session", autouse=True)
def _packed_quickly() -> Iterator[None]:
    """Press copies of pages less hard than a build does: what is asked of them holds at any level."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compression, "_BROTLI_QUALITY", 4)
        yield


@pytest.fixture
def site(tmp_path: Path) -> Callable[..., Site]:
    """Make a site of text; what every entry needs stands around it unless `around` is empty."""

    def make(text: str = "", around: str = AROUND) -> Site:
        return Site(tmp_path / "site").write(around).write(text)

    return make


@pytest.fixture(scope="session")
def site_of_a_law(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Site]:
    """Make a small site for one example of a law: its files take the place of those of the one before."""
    folder = tmp_path_factory.mktemp("law") / "site"
    return lambda: Site(folder).write(AROUND)


@pytest.fixture(scope="session")
def made_once(shared_folder: Path) -> Callable[[str, Callable[[Path], object]], Any]:
    """Make something in a folder of its own once, whichever of the workers asks for it first."""

    def once(name: str, make: Callable[[Path], object]) -> Any:
        made = shared_folder / f"{name}.made"
        with (shared_folder / f"{name}.lock").open("w") as lock:
            flock(lock, LOCK_EX)
            if not made.is_file():
                made.write_bytes(pickle.dumps(make(shared_folder / name)))
        return pickle.loads(made.read_bytes())

    return once


@pytest.fixture(scope="session")
def publication_folder(made_once: Callable[[str, Callable[[Path], object]], Any]) -> Path:
    """Publish the chronology in `content/` of this repository."""

    def publish(folder: Path) -> Path:
        built = build(HOUSE, folder, NOW, uses_cache=False)
        assert built.published, built.problems
        return folder

    return made_once("publication", publish)
