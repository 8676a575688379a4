"""What is installed beside Dateline changes no byte where output does not need it: pictures that Pillow redraws do."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from conftest import NOW, Site
from test_publishing import APPEAL, clean, held
from test_same_bytes import ENTRIES

HOUSE = Path(__file__).parent.parent
EXTRAS = (
    "PIL", "bibtexparser", "brotli", "bs4", "cloudpickle", "distributed", "markdownify", "obstore", "openpyxl",
    "pagefind", "pagefind_bin", "rispy",
)  # fmt: skip

# Python runs this at its start: what is listed cannot be found, as if it had never been installed.
TAKES_AWAY = f"""
import sys
from importlib.machinery import PathFinder
class Without(PathFinder):
    @classmethod
    def find_spec(cls, name, path=None, target=None):
        return None if name.partition(".")[0] in {EXTRAS} else super().find_spec(name, path, target)
sys.meta_path[sys.meta_path.index(PathFinder)] = Without
"""
GIF = b"GIF89a\x01\x00\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02L\x01\x00;"
PICTURED = APPEAL.replace(
    "tags: [appeals]",
    "tags: [appeals]\nmedia:\n  - {file: a.gif, alt: A bridge., credit: Somebody, licence: CC0}",
).partition("-- content/entries")


def without_extras(folder: Path, *command: str) -> str:
    """Run Python where no extra is installed; return what it prints."""
    folder.mkdir(exist_ok=True)
    (folder / "sitecustomize.py").write_text(TAKES_AWAY)
    environment = {**os.environ, "PYTHONPATH": f"{folder}:{HOUSE}", "SOURCE_DATE_EPOCH": str(int(NOW.timestamp()))}
    return subprocess.run(
        [sys.executable, *command], env=environment, stdout=subprocess.PIPE, text=True, check=False
    ).stdout


def test_a_site_is_the_same_bytes_with_all_extras_and_with_none(site: Callable[..., Site], tmp_path: Path):
    small = site(ENTRIES).write("".join(PICTURED[1:]))
    site_file = (small.folder / "content/site.yaml").read_text("utf-8")
    small.write(f"-- content/site.yaml --\n{site_file}hosting: {{compress: gzip}}\n")
    media = small.folder / "content/media"
    media.mkdir()
    (media / "a.gif").write_bytes(GIF)
    finds = f"from importlib.util import find_spec; print([name for name in {EXTRAS} if find_spec(name)])"
    assert without_extras(tmp_path / "without", "-c", finds) == "[]\n"
    output = tmp_path / "built"
    said = without_extras(
        tmp_path / "without", "-m", "builder", "build", "--site", str(small.folder), "--output", str(output)
    )
    assert "files written" in said
    one, other = clean(small), held(output)
    assert any(path.endswith(".gif") for path in one)
    assert any(path.endswith(".gz") for path in one)
    assert {path for path in {*one, *other} if one.get(path) != other.get(path)} == set()
