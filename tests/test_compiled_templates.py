"""Compiled templates are kept in the user's cache folder, and believed only where this user has left them."""

import marshal
import os
import shutil
import sys
from pathlib import Path
from subprocess import CalledProcessError, run

import pytest
from conftest import HOUSE
from jinja2 import nodes

from builder.rendering.kept_code import KeptCode
from builder.rendering.templates import _Ours, _Own

SECRET, SALT, KEY = b"s" * 32, b"v" * 16, b"k" * 16
CODE = compile("1 + 1", "template:x", "eval")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache/dateline/templates"


@pytest.fixture
def kept(folder: Path) -> KeptCode:
    return KeptCode(folder, SECRET, SALT)


def only_file(folder: Path) -> Path:
    (found,) = folder.iterdir()
    return found


def test_what_was_kept_is_found_by_the_next_run(kept, folder):
    assert kept.get(KEY) is None
    kept.put(KEY, CODE)
    assert KeptCode(folder, SECRET, SALT).get(KEY) == CODE
    assert kept.get(b"other") is None


def test_nobody_else_reads_or_writes_there(kept, folder):
    kept.put(KEY, CODE)
    assert (folder.stat().st_mode & 0o777, only_file(folder).stat().st_mode & 0o777) == (0o700, 0o600)


@pytest.mark.parametrize("other", [{"secret": b"t" * 32}, {"salt": b"w" * 16}])
def test_code_of_another_user_or_version_is_not_believed(kept, folder, other):
    KeptCode(folder, **{"secret": SECRET, "salt": SALT} | other).put(KEY, CODE)
    assert kept.get(KEY) is None


def test_code_that_is_planted_is_not_run(kept, folder, tmp_path):
    kept.put(KEY, CODE)
    place = only_file(folder)
    whole = place.read_bytes()
    evil = marshal.dumps(compile(f"open({str(tmp_path / 'ran')!r}, 'w')", "template:x", "exec"))
    for planted in (evil, whole[:32] + evil, bytes(32) + evil, b"", whole[:-1], whole + b"x", whole[:40]):
        place.write_bytes(planted)
        assert kept.get(KEY) is None
    assert not (tmp_path / "ran").exists()
    kept.put(KEY, CODE)
    assert kept.get(KEY) == CODE


def test_the_code_of_one_template_is_not_taken_for_that_of_another(kept, folder):
    kept.put(KEY, CODE)
    one = only_file(folder)
    kept.put(b"other", compile("2 + 2", "template:y", "eval"))
    (other,) = {*folder.iterdir()} - {one}
    other.replace(one)
    assert kept.get(KEY) is None


def test_a_link_a_pipe_and_a_folder_are_passed_over(kept, folder, tmp_path):
    kept.put(KEY, CODE)
    place = only_file(folder)
    place.rename(tmp_path / "elsewhere")
    place.symlink_to(tmp_path / "elsewhere")
    assert kept.get(KEY) is None
    place.unlink()
    os.mkfifo(place)
    assert kept.get(KEY) is None
    place.unlink()
    place.mkdir()
    assert kept.get(KEY) is None
    kept.put(KEY, CODE)


def test_where_nothing_can_be_kept_the_build_goes_on(tmp_path):
    (tmp_path / "file").write_text("x")
    kept = KeptCode(tmp_path / "file/templates", SECRET, SALT)
    kept.put(KEY, CODE)
    assert kept.get(KEY) is None


def test_the_oldest_go_where_there_are_too_many(folder, monkeypatch):
    monkeypatch.setattr("builder.rendering.kept_code._MOST", 3)
    folder.mkdir(parents=True)
    for number in range(6):
        (folder / str(number)).write_bytes(b"")
        os.utime(folder / str(number), (number, number))
    KeptCode(folder, SECRET, SALT).put(KEY, CODE)
    assert sorted(path.name for path in folder.iterdir() if len(path.name) == 1) == ["3", "4", "5"]


COUNTING = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from builder.building.pipeline import build
from builder.rendering.templates import Templates

compiled, compile_one = [], Templates._compile
Templates._compile = lambda self, name: compiled.append(name) or compile_one(self, name)
site = Path(sys.argv[1])
build(site, site / "public", datetime(2026, 1, 1, tzinfo=UTC), jobs=1, cache=Path(sys.argv[2]))
print(len(compiled))
"""


def test_a_second_process_compiles_nothing_and_makes_the_same_pages(site, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    small = site("-- content/pages/about.md --\n---\ntitle: About\n---\n")

    def build_apart(cache: str) -> int:
        done = run(
            [sys.executable, "-c", COUNTING, str(small.folder), str(tmp_path / cache)],
            check=True,
            capture_output=True,
        )
        return int(done.stdout)

    assert build_apart("one") > 10
    first = small.published()
    shutil.rmtree(small.public)
    assert build_apart("two") == 0
    assert small.published() == first
    # A site's own template is compiled when it is new, and refused again each time where it has to be.
    small.write("-- themes/chronicle/templates/page.html --\n{{ page.title }}\n")
    assert (build_apart("three"), build_apart("four")) == (1, 0)
    small.write("-- themes/chronicle/templates/page.html --\n{{ page.__class__ }}\n")
    for cache in ("five", "six"):
        with pytest.raises(CalledProcessError):
            build_apart(cache)


@pytest.mark.parametrize(
    ("environment", "lookup"),
    [
        (_Ours, "context.call(environment.getitem(getattr(getattr({page}, 'a'), 'b'), 0), 1)"),
        (
            _Own,
            "environment.call(context, environment.getitem(environment.getattr(environment.getattr({page}, 'a'), 'b'), 0), 1)",
        ),
    ],
)
def test_what_we_build_upon_within_jinja_is_as_it_was(environment, lookup):
    """Where this fails, Jinja compiles otherwise: look at `templates.py` and `sandbox.py` before raising the pin."""
    made = environment(autoescape=True)
    code = made.compile(made.parse("{{ page.a.b[0](1) }}"), "x", "template:x", raw=True)
    page = "(undefined(name='page') if l_0_page is missing else l_0_page)"
    assert f"    yield escape({lookup.format(page=page)})\n" in code
    assert " escape," in code.partition("\n")[0]


def test_our_templates_are_compiled_once_whatever_the_sides_of_a_site_and_the_original_of_an_edition():
    """These filters go by them: none is of a constant, which would be worked out when a template is compiled."""
    places = [*(HOUSE / "themes").glob("*/templates/**/*.html")]
    filtered = [node for place in places for node in _Ours().parse(place.read_text("utf-8")).find_all(nodes.Filter)]
    drawn = {(node.name, type(node.node)) for node in filtered if node.name in ("drawing", "timeline")}
    assert drawn == {("drawing", nodes.Getattr), ("timeline", nodes.Name)}
