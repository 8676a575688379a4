"""What SECURITY.md promises, the tests that show it, and what has to be taken out for each of them to fail.

`make promises`, or `python tests/promises.py [WORDS]` for those that hold some words, runs the tests of each promise
twice: as they are, and with its protection patched out, in memory. A test that passes then shows nothing."""

import os
import subprocess
import sys
from dataclasses import dataclass
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType

TESTS = Path(__file__).parent
# Names the promise whose protection a run of the tests is to do without.
WITHOUT = "DATELINE_WITHOUT"


@dataclass(frozen=True)
class Patch:
    """A piece of a module's source, and what stands in its place."""

    module: str
    source: str
    instead: str


@dataclass(frozen=True)
class Promise:
    """A sentence of SECURITY.md, the test that shows it, and its protection, taken out."""

    says: str
    test: str
    patches: tuple[Patch, ...]


def _case(name: str) -> str:
    return f"hostile/test_cases.py::test_hostile_input_comes_to_nothing[{name}]"


def _promise(says: str, test: str, module: str, source: str, instead: str) -> Promise:
    return Promise(says, test, (Patch(f"builder.{module}", source, instead),))


PROMISES = (
    _promise(
        "Raw HTML in a text is shown as it is written, and never run",
        _case("raw-html"), "typesetting.parser", 'options = {"html": False', 'options = {"html": True',
    ),
    _promise(
        "Words of names, titles and sources are escaped wherever a template shows them",
        _case("markup-in-names"), "rendering.templates", "autoescape=True", "autoescape=False",
    ),
    _promise(
        "Linked data cannot end the element that holds it",
        _case("json-ld-ends-script"), "outputs.parts.linked_data", '"<", "\\\\u003c"', '"<", "<"',
    ),
    _promise(
        "A link leads to http, https, mailto or a page of the site",
        _case("address-1"), "typesetting.parser", 'elif scheme or address.startswith(("//", "\\\\")):', "elif False:",
    ),
    Promise(
        "The address of a source is a web address",
        _case("address-of-source"),
        (
            Patch("builder.reading.fields", r're.compile(r"https?://[^\s<>\"]+")', 're.compile(".*")'),
            Patch("builder.reading.fields", "return bool(urlsplit(address).hostname)", "return True"),
        ),
    ),
    _promise(
        "No page shows a picture of another host",
        _case("picture-from-afar"), "typesetting.figures", 'if "//" in address:', "if False:",
    ),
    _promise(
        "YAML makes texts, lists and maps only: anchors, references and tags are refused",
        _case("yaml-bomb"), "reading.nodes", "        match event:\n            case yaml.AliasEvent():", "        match None:\n            case yaml.AliasEvent():",
    ),
    _promise(
        "A file with a control character is refused",
        _case("nul"), "reading.front_matter", "for char in _FORBIDDEN:", "for char in ():",
    ),
    _promise(
        "Escapes in YAML and JSON make no control character: Dateline's own marks cannot be forged",
        _case("map-control"), "reading.basemap", "if odd := UNSEEN.search(said):", "if odd := None:",
    ),
    _promise(
        "No control or mark of direction reaches a terminal as it is",
        _case("terminal"), "cli.visible", "return text.translate(_ESCAPES)", "return text",
    ),
    _promise(
        "Brackets within brackets, however deep, are a problem with a place",
        _case("toml-deep"), "rendering.theme", "ValueError, RecursionError) as", "ValueError) as",
    ),
    _promise(
        "A count has at most twelve digits",
        _case("big-number"), "reading.claims", "> MOST_DIGITS:", "> 10**9:",
    ),
    _promise(
        "A number of any length in a text is no crash",
        _case("huge-number-in-prose"), "checking.parts.casualty_numbers", "if len(digits) <= MOST_DIGITS else None", "",
    ),
    _promise(
        "A text is at most 16 MB",
        "hostile/test_linear.py::test_files_at_the_limit_are_read_and_larger_ones_are_not",
        "reading.regular_files", "MOST_BYTES = 16_000_000", "MOST_BYTES = 16_000_000_000",
    ),
    _promise(
        "A text with more than 30,000 marks is refused before it is typeset",
        _case("flood-of-marks"), "reading.density", "if marks <= MOST_MARKS:", "if True:",
    ),
    _promise(
        "A list in an entry has at most 500 items",
        _case("flood-of-items"), "reading.fields", "if len(items) > MOST_ITEMS:", "if False:",
    ),
    _promise(
        "A base map has at most 50,000 points",
        _case("map-points"), "reading.basemap", "MOST_POINTS = 50_000", "MOST_POINTS = 50_000_000",
    ),
    _promise(
        "A picture has at most 50 million pixels",
        _case("picture-bomb"), "model.raster", "MOST_PIXELS = 50_000_000", "MOST_PIXELS = 50_000_000_000",
    ),
    _promise(
        "Reading takes time in proportion to what is read: same headings",
        "hostile/test_linear.py::test_four_times_as_much_text_takes_about_four_times_as_long[# Same\\n\\n]",
        "typesetting.headings", "        taken[stem] += 1\n        id = f\"{stem}-{taken[stem]}\"",
        "        number = next(n for n in range(2, 10**9) if f\"{stem}-{n}\" not in taken)\n        id = f\"{stem}-{number}\"",
    ),
    _promise(
        "Reading takes time in proportion to what is read: citations that are never closed",
        "hostile/test_linear.py::test_four_times_as_much_text_takes_about_four_times_as_long[[@a ]",
        "model.mentions", r"""r"\[(@(?:(?!\[@)[^\]\n])++(?:\n(?:(?!\[@)[^\]\n])++)?+)\]\"""".replace('\\"', '"'),
        r"""r"\[(@[^\]\n]+(?:\n[^\]\n]+)?)\]\"""".replace('\\"', '"'),
    ),
    _promise(
        "Of one kind in one file 50 problems are listed, and the others counted",
        "hostile/test_linear.py::test_of_one_kind_in_one_file_fifty_problems_are_listed_and_the_others_counted",
        "model.report", "if count == 1 and listed[kind] < MOST_ALIKE:", "if count == 1:",
    ),
    _promise(
        "Pipes, devices and folders are not waited for",
        "hostile/test_files.py::test_what_is_no_file_is_not_waited_for",
        "reading.regular_files", "if not stat.S_ISREG(os.fstat(handle).st_mode):", "if False:",
    ),
    _promise(
        "A file that changes while it is read is told of, and what was read of it is not remembered",
        "hostile/test_files.py::test_a_file_that_changes_while_it_is_read_is_told_of_and_never_remembered[edit]",
        "remembering.records", "if digest_of_file(file.path, data, own_types) != digest(file):", "if False:",
    ),
    _promise(
        "A private text that is repeated in public fields or in the text stops a build",
        _case("private-key-in-text"), "reading.private", "if not secrets:", "if True:",
    ),
    _promise(
        "What stands under `private`, or a key that begins with `_`, is gone before any field is read",
        "test_private.py", "reading.fields", 'return key == "private" or key.startswith("_")', "return False",
    ),
)  # fmt: skip


class Unprotected(MetaPathFinder):
    """Import modules with pieces of their source replaced, whatever may be compiled already."""

    def __init__(self, patches: tuple[Patch, ...]) -> None:
        self._patches = patches

    def find_spec(self, name: str, path: object, target: ModuleType | None = None) -> ModuleSpec | None:
        mine = tuple(patch for patch in self._patches if patch.module == name)
        spec = PathFinder.find_spec(name, path, target) if mine else None  # type: ignore[arg-type]
        if spec and spec.origin:
            spec.loader = _Patched(name, spec.origin, mine)
        return spec


class _Patched(SourceFileLoader):
    def __init__(self, name: str, path: str, patches: tuple[Patch, ...]) -> None:
        super().__init__(name, path)
        self._patches = patches

    def get_code(self, fullname: str) -> CodeType:
        source = self.get_data(self.path).decode()
        for patch in self._patches:
            assert source.count(patch.source) == 1, (
                f"{fullname} holds {patch.source!r} {source.count(patch.source)} times"
            )
            source = source.replace(patch.source, patch.instead)
        return compile(source, self.path, "exec")


def pytest_load_initial_conftests() -> None:
    """Take out the protection that the environment names, before anything of Dateline's is imported."""
    says = os.environ.get(WITHOUT)
    found = next((promise for promise in PROMISES if promise.says == says), None)
    if found:
        sys.meta_path.insert(0, Unprotected(found.patches))


def holds(promise: Promise, without: bool) -> bool:
    """Run the tests of a promise; return whether they pass."""
    environment = {key: value for key, value in os.environ.items() if key != WITHOUT}
    environment |= {WITHOUT: promise.says} if without else {}
    environment["PYTHONPATH"] = os.pathsep.join((str(TESTS), environment.get("PYTHONPATH", "")))
    words = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-x",
        "-p",
        "no:cacheprovider",
        "-p",
        "promises",
        f"{TESTS}/{promise.test}",
    ]
    run = subprocess.run(words, env=environment, cwd=TESTS.parent, capture_output=True, text=True, check=False)
    assert run.returncode in (0, 1), run.stdout + run.stderr
    return run.returncode == 0


def main(words: list[str]) -> int:
    broken = 0
    for promise in PROMISES:
        if not all(word in promise.says for word in words):
            continue
        stands, falls = holds(promise, without=False), not holds(promise, without=True)
        broken += not (stands and falls)
        verdict = "kept" if stands and falls else "does not fail without its protection" if stands else "broken"
        print(f"{verdict}: {promise.says}", flush=True)
    return 1 if broken else 0


def table() -> str:
    """Write the table of SECURITY.md."""
    rows = [f"| {promise.says}. | `tests/{promise.test.replace('|', chr(92) + '|')}` |" for promise in PROMISES]
    return "\n".join(("| Promise | Test |", "|---|---|", *rows))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
