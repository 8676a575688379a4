"""What SECURITY.md promises: each test passes, and fails once what protects the promise is taken out of our source.

`promises.yaml` lists the promises, each with its test and the pieces of source without which that has to fail.
`make promises`, or `python tests/promises.py [WORDS]` for those that hold all these words, runs the tests as they are,
and then each without its protection, replaced in memory: a test that passes then shows nothing."""

import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType

import yaml
from msgspec import Struct, convert

TESTS = Path(__file__).parent
# Names the promise whose protection a run of the tests is to do without.
WITHOUT = "DATELINE_WITHOUT"
# In seconds: a test whose protection was what ended it is ended here, and has failed.
_LONGEST = 300
_PASSED, _FAILED = 0, 1


class Patch(Struct, frozen=True, forbid_unknown_fields=True):
    """A piece of a module's source, and what takes its place."""

    module: str
    source: str
    instead: str


class Promise(Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence of SECURITY.md, the test that shows it, and its protection, taken out."""

    says: str
    test: str
    patches: tuple[Patch, ...]


def read_promises() -> tuple[Promise, ...]:
    return convert(yaml.load((TESTS / "promises.yaml").read_text("utf-8"), yaml.CSafeLoader), tuple[Promise, ...])


class Unprotected(MetaPathFinder):
    """Import modules with pieces of their source replaced, whatever may be compiled already."""

    def __init__(self, patches: tuple[Patch, ...]) -> None:
        self._patches = patches

    def find_spec(self, name: str, path: object, target: ModuleType | None = None) -> ModuleSpec | None:
        mine = tuple(patch for patch in self._patches if f"builder.{patch.module}" == name)
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
            assert source.count(patch.source) == 1, patch
            source = source.replace(patch.source, patch.instead)
        return compile(source, self.path, "exec")


def take_out(says: str) -> None:
    """Take out what protects a promise, before anything of Dateline's is imported."""
    for promise in read_promises():
        if promise.says == says:
            sys.meta_path.insert(0, Unprotected(promise.patches))


def run(tests: Sequence[str], without: str = "") -> int:
    """Run tests, without the protection of a promise; return how pytest ended."""
    # `sitecustomize` takes the protection out of every process that a test starts.
    path = os.pathsep.join(map(str, (TESTS / "unprotected", TESTS, TESTS.parent)))
    environment = {**os.environ, WITHOUT: without, "PYTHONPATH": path}
    line = [sys.executable, "-m", "pytest", "-q", "-x", "-n0", "-p", "no:cacheprovider", *tests]
    # What fails as it is has to be seen; what fails without its protection does not.
    longest, shown = (_LONGEST, subprocess.DEVNULL) if without else (None, None)
    try:
        return subprocess.run(line, env=environment, cwd=TESTS, stdout=shown, check=False, timeout=longest).returncode
    except subprocess.TimeoutExpired:
        return _FAILED


def verdict(promise: Promise) -> str:
    """Return what came of a promise's test without its protection: `kept` where it fails, as it should."""
    code = run([promise.test], promise.says)
    return {_FAILED: "kept", _PASSED: "passes without its protection"}.get(code, f"pytest ends with {code}")


def main(words: list[str]) -> int:
    chosen = [promise for promise in read_promises() if all(word in promise.says for word in words)]
    if run(sorted({promise.test for promise in chosen})) != _PASSED:
        print("a test fails as it is: run `make test`")
        return 1
    broken = 0
    with ThreadPoolExecutor(os.cpu_count()) as workers:
        for promise, found in zip(chosen, workers.map(verdict, chosen), strict=True):
            print(f"{found}: {promise.says}", flush=True)
            broken += found != "kept"
    print(f"{len(chosen)} promises, {broken} not kept")
    return 1 if broken else 0


def table() -> str:
    """Write the table of SECURITY.md."""
    rows = [
        f"| {promise.says}. | `tests/{promise.test.replace('|', chr(92) + '|')}` |" for promise in read_promises()
    ]
    return "\n".join(("| Promise | Test |", "|---|---|", *rows))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
