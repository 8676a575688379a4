"""Give readers bytes that nobody would write, for as long as one likes: `make fuzz` (Atheris finds the ways in).

`python tests/hostile/fuzz.py READER [ATHERIS OPTIONS]`; a crash is kept as a file `crash-…`, which is given as an option
to meet it again. What is found becomes a case in `cases/`."""

import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import atheris

sys.path.insert(0, str(Path(__file__).parents[2]))
with atheris.instrument_imports(include=["builder"]):
    from builder.model.errors import BuilderError
    from builder.model.mentions import mentions
    from builder.publishing.manifest import NAME, read_manifest
    from builder.reading.dates.edtf import read_date
    from builder.reading.dates.not_a_date import NotADate
    from builder.reading.records import read_record
    from builder.typesetting.body import typeset
    from builder.typesetting.prose import prose_of
    from builder.views.body import Links

PATHS = {
    "entry": ("content/entries/e.md", "entries"),
    "actor": ("content/actors/a.md", "actors"),
    "settings": ("content/site.yaml", ""),
    "sources": ("content/sources/s.yaml", "sources"),
    "export": ("content/sources/s.json", "sources"),
    "map": ("content/map/region.json", "map"),
    "release": ("content/released.txt", "released"),
}


def read_file(reader: str) -> Callable[[bytes], None]:
    path, folder = PATHS[reader]

    def read(data: bytes) -> None:
        reading = read_record(path, folder, data, frozenset())
        for problem in reading.problems:
            assert "\x1b" not in problem.hint

    return read


def body(data: bytes) -> None:
    text = data.decode("utf-8", "ignore")
    mentions(text)
    prose_of(text)
    html = typeset(text, Links()).html
    assert "<script" not in html.lower()


def date(data: bytes) -> None:
    with suppress(NotADate):
        read_date(data.decode("utf-8", "ignore"))


@cache
def _folder() -> Path:
    return Path(mkdtemp(prefix="dateline-fuzz-"))


def manifest(data: bytes) -> None:
    folder = _folder()
    (folder / NAME).write_bytes(data)
    with suppress(BuilderError):
        read_manifest(folder)


if __name__ == "__main__":
    reader, *options = sys.argv[1:] or ["entry"]
    own = {"body": body, "date": date, "manifest": manifest}
    atheris.Setup([sys.argv[0], *options], own.get(reader) or read_file(reader))
    atheris.Fuzz()
