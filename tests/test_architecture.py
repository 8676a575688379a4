"""The house stands: imports go downwards, and reading, printing, clock and state keep their places."""

import ast
import re
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path

from promises import read_promises

import builder

HOUSE = Path(builder.__file__).parent

FLOORS = {
    "model": 0,
    "dataset": 1,
    "hosting": 1,
    "reading": 1,
    "views": 1,
    "assembling": 2,
    "checking": 2,
    "drawing": 2,
    "typesetting": 2,
    "workers": 2,
    "outputs": 3,
    "publishing": 3,
    "rendering": 3,
    "remembering": 4,
    "building": 5,
    "editions": 4,
    "drafting": 6,
    "importing": 7,
    "packing": 7,
    "preview": 6,
    "deploying": 6,
    "verifying": 6,
    "web": 7,
    "cli": 8,
    "__main__": 9,
}

ARCHITECTURE = (HOUSE.parent / "docs/explanation/architecture.md").read_text("utf-8")


@cache
def walked(tree: ast.AST) -> tuple[ast.AST, ...]:
    """List what is written in a module or a part of it, once for all tests that look through it."""
    return tuple(ast.walk(tree))


@cache
def modules() -> tuple[tuple[str, str, ast.Module], ...]:
    """List all modules, each with its path, its room and what is written in it."""
    paths = sorted(path.relative_to(HOUSE) for path in HOUSE.rglob("*.py"))
    rooms = {path: path.parts[0].removesuffix(".py") for path in paths}
    return tuple(
        (path.as_posix(), room, ast.parse((HOUSE / path).read_text("utf-8")))
        for path, room in rooms.items()
        if room not in ("__init__", "themes")
    )


def imported(tree: ast.Module) -> Iterator[str]:
    for node in walked(tree):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield from (
                [node.module] if node.module != "builder" else [f"builder.{name.name}" for name in node.names]
            )
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


def test_a_module_imports_from_lower_floors_or_its_own_room_only():
    wrong = []
    for path, room, tree in modules():
        for name in imported(tree):
            other = name.split(".")[1] if name.startswith("builder.") else None
            if other in (None, room, "__version__"):
                continue
            if FLOORS[other] >= FLOORS[room]:
                wrong.append(f"{path} imports {name}")
    assert wrong == []


def test_no_module_needs_one_that_needs_it():
    trees = {
        path.removesuffix(".py").removesuffix("/__init__").replace("/", "."): tree for path, _, tree in modules()
    }
    needs = {name: {*modules_needed(tree, trees)} & trees.keys() - {name} for name, tree in trees.items()}
    assert [name for name in needs if name in reachable(name, needs)] == []


def modules_needed(tree: ast.Module, among: Collection[str]) -> Iterator[str]:
    """List what a module imports: a room, where it asks for more than a module of that room."""
    for name in names_imported(tree):
        name = name.removeprefix("builder.")
        yield name if name in among else name.rpartition(".")[0]


def names_imported(tree: ast.AST) -> Iterator[str]:
    for node in walked(tree):
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{name.name}" for name in node.names)


def reachable(start: str, needs: dict[str, set[str]]) -> set[str]:
    reached, waiting = set(), [*needs[start]]
    while waiting:
        if (name := waiting.pop()) not in reached:
            reached.add(name)
            waiting += needs[name]
    return reached


def test_outputs_never_see_how_anything_is_read_or_rendered():
    wrong = [
        f"{path} imports {name}"
        for path, room, tree in modules()
        for name in imported(tree)
        if room == "outputs" and name.startswith(("builder.reading", "builder.rendering", "jinja2"))
    ]
    assert wrong == []


def names_used(tree: ast.AST) -> Iterator[str]:
    """List what a module uses under a dotted name, and what it imports."""
    yield from names_imported(tree)
    yield from filter(None, map(dotted, walked(tree)))


def dotted(node: ast.AST) -> str:
    """Return a name with what is asked of it, such as `os.environ`; nothing where that is asked of another value."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=name):
            owner = dotted(value)
            return f"{owner}.{name}" if owner else ""
    return ""


def test_printing_clock_and_environment_are_the_command_lines_own():
    own = ("print", "click.echo", "sys.stdout", "sys.stderr", "sys.stdin", "os.environ", "os.getenv")
    own += ("datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.time_ns")
    own += ("time.monotonic", "time.perf_counter", "time.localtime", "time.gmtime")
    # Where a user's secret lies decides whether a cache is believed, and nothing that a page shows.
    named = {("publishing/seal.py", "os.environ"), ("remembering/user_folder.py", "os.environ")}
    wrong = [
        f"{path} uses {name}"
        for path, room, tree in modules()
        for name in names_used(tree)
        if room not in ("cli", "__main__", "preview") and name in own and (path, name) not in named
    ]
    assert wrong == []


CHANGING = (
    "list dict set bytearray defaultdict deque Counter OrderedDict ChainMap WeakValueDictionary count iter".split()
)


def test_no_module_holds_state_that_changes():
    displays = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp, ast.GeneratorExp)
    wrong = []
    for path, _, tree in modules():
        for node in tree.body:
            value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
            made = ast.unparse(value.func).split("[")[0].split(".")[-1] if isinstance(value, ast.Call) else ""
            if isinstance(value, displays) or made in CHANGING:
                wrong.append(f"{path}:{node.lineno}")
        wrong += [f"{path}:{node.lineno}" for node in walked(tree) if isinstance(node, ast.Global)]
    assert wrong == []


def test_nothing_runs_content_opens_a_socket_or_starts_a_process():
    banned = ("subprocess", "socket", "urllib.request", "http.client", "pickle", "marshal", "shelve")
    banned += ("cloudpickle", "dask", "distributed", "runpy")
    # Where the operator names an executor: work is packed for its workers, and Dask's are reached.
    named = {("workers/remote.py", "cloudpickle"), ("workers/dask.py", "dask"), ("workers/dask.py", "distributed")}
    # Where a site wants its full text searched, Pagefind reads the finished pages.
    named |= {("building/indexing.py", "subprocess")}
    # Templates that this user's earlier runs have compiled, under a seal that nobody else can make.
    named |= {("rendering/kept_code.py", "marshal")}
    # Where the operator names a site to verify, or a key to sign with: it is fetched, and the key's own tool is run.
    named |= {("verifying/connection.py", "http.client"), ("verifying/signatures.py", "subprocess")}
    # Where the operator has hosts asked about sources.
    named |= {("web/request.py", "http.client"), ("web/request.py", "socket")}
    # Where the operator has a site built twice: Dateline itself is run, in other conditions.
    named |= {("verifying/twice.py", "subprocess")}
    wrong = [
        f"{path} imports {name}"
        for path, room, tree in modules()
        for name in imported(tree)
        if name.split(".")[0] in banned or name in banned
        if room not in ("preview", "deploying") and (path, name) not in named
    ]
    assert wrong == []


def test_values_are_structs_below_the_commands():
    """A dataclass takes longer to import than most modules: its methods are written, and compiled, each time.

    In `outputs/`, structs are what themes see, and nothing else."""
    wrong = [
        path
        for path, room, tree in modules()
        for name in imported(tree)
        if name == "dataclasses" and FLOORS[room] < FLOORS["drafting"] and room != "outputs"
    ]
    assert wrong == []


def test_every_module_says_what_it_turns_into_what():
    assert [path for path, _, tree in modules() if not ast.get_docstring(tree)] == []


def test_one_name_is_one_class():
    known: dict[str, list[str]] = {}
    for path, _, tree in modules():
        for node in walked(tree):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                known.setdefault(node.name, []).append(path)
    assert {name: paths for name, paths in known.items() if len(paths) > 1} == {}


def test_files_stay_short_enough_to_hold_one_noun():
    longest = {
        path.relative_to(HOUSE).as_posix(): len(path.read_text("utf-8").splitlines()) for path in HOUSE.rglob("*.py")
    }
    assert {path: lines for path, lines in longest.items() if lines > 350} == {}


def formats_of(tree: ast.Module) -> Iterator[str]:
    """List what a module says of how numbers are to be written."""
    for node in walked(tree):
        if isinstance(node, ast.FormattedValue) and node.format_spec is not None:
            yield "".join(part.value for part in walked(node.format_spec) if isinstance(part, ast.Constant))


def test_numbers_that_reach_a_page_are_rounded_in_one_place():
    """Sums of floats end otherwise from Python to Python; `math.fsum` is the same in all."""
    shown = ("drawing", "outputs", "rendering", "remembering", "typesetting", "model", "views")
    own = [
        path for path, room, tree in modules() if room in shown for name in formats_of(tree) if name[-1:] in "efg%"
    ]
    assert own == ["model/decimals.py"]
    added = [path for path, room, tree in modules() if room == "drawing" and "sum" in {*names_used(tree)}]
    assert added == []


def test_a_place_is_where_something_happened():
    """A position in a list is an index, one on a drawing a position, and what lies on a disk a path."""
    of_others = [f"{path}:{node.lineno}" for path, _, tree in modules() for node in misnamed(tree)]
    assert of_others == []


NOT_OF_PLACES = ("int", "float", "Path", "Scalar", "Sequence[Path]", "Position")


def misnamed(tree: ast.Module) -> Iterator[ast.arg | ast.Name]:
    """List what is called a place, and is a number, a path or a node."""
    for node in walked(tree):
        if isinstance(node, ast.arg) and node.annotation and ast.unparse(node.annotation) in NOT_OF_PLACES:
            yield from [node] if node.arg in ("place", "places") else []
        if isinstance(node, ast.For | ast.comprehension) and {*names_used(node.iter)} & {"enumerate", "range"}:
            yield from (name for name in walked(node.target) if isinstance(name, ast.Name) and name.id == "place")


def test_what_protects_a_promise_is_in_the_source_once():
    """`make promises` takes each of these pieces out; a renaming that forgets one would break it."""
    patches = [patch for promise in read_promises() for patch in promise.patches]
    sources = {
        path.removesuffix(".py").replace("/", "."): (HOUSE / path).read_text("utf-8") for path, _, _ in modules()
    }
    found = [(patch, sources.get(patch.module, sources.get(f"{patch.module}.__init__", ""))) for patch in patches]
    assert [patch for patch, source in found if source.count(patch.source) != 1] == []


def test_the_document_names_the_floors_that_are_checked():
    rows = re.findall(r"^\| (\d) \| ((?:`\w+/` ?)+)\|", ARCHITECTURE, re.M)
    named = {room: int(floor) for floor, rooms in rows for room in re.findall(r"`(\w+)/`", rooms)}
    assert named == {room: floor for room, floor in FLOORS.items() if room != "__main__"}


def test_the_document_follows_an_entry_through_functions_that_are_there():
    hops = [hop for hop in re.findall(r"^\| \d+ \| (.*?) \|", ARCHITECTURE, re.M) if ".py" in hop]
    steps = [step for hop in hops for step in re.findall(r"`([\w/]+\.py)` ((?:`\w+`(?:, )?)+)", hop)]
    named = {(path, name) for path, names in steps for name in re.findall(r"`(\w+)`", names)}
    there = {
        (path, node.name) for path, _, tree in modules() for node in walked(tree) if isinstance(node, ast.FunctionDef)
    }
    assert (len(hops), named - there) == (12, set())


def test_every_file_that_the_document_names_is_there():
    named = set(re.findall(r"`([\w/-]+\.(?:py|js|css))`", ARCHITECTURE))
    there = [
        path.as_posix()
        for folder in (HOUSE, HOUSE.parent / "tests", HOUSE.parent / "themes")
        for path in folder.rglob("*.*")
    ]
    assert {path for path in named if not any(known.endswith(f"/{path}") for known in there)} == set()
