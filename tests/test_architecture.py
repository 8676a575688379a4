"""The house stands: imports go downwards, and reading, printing, clock and state keep their places."""

import ast
from collections.abc import Iterator
from pathlib import Path

import builder

HOUSE = Path(builder.__file__).parent

FLOORS = {
    "model": 0,
    "reading": 1,
    "checking": 1,
    "typesetting": 1,
    "drawing": 1,
    "hosting": 1,
    "outputs": 2,
    "rendering": 2,
    "publishing": 3,
    "crew": 2,
    "gathering": 4,
    "setting": 4,
    "making": 4,
    "loading": 4,
    "layout": 4,
    "inspecting": 4,
    "indexing": 4,
    "explaining": 4,
    "building": 4,
    "pipeline": 4,
    "drafting": 5,
    "preview": 5,
    "deploying": 5,
    "verifying": 5,
    "cli": 5,
    "__main__": 5,
}


def modules() -> Iterator[tuple[str, str, ast.Module]]:
    for path in sorted(HOUSE.rglob("*.py")):
        inside = path.relative_to(HOUSE)
        room = inside.parts[0].removesuffix(".py")
        if room not in ("__init__", "themes"):
            yield inside.as_posix(), room, ast.parse(path.read_text("utf-8"))


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
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
            same_floor = FLOORS[other] == FLOORS[room] and FLOORS[room] < 4
            if FLOORS[other] > FLOORS[room] or same_floor:
                wrong.append(f"{path} imports {name}")
    assert wrong == []


def test_outputs_never_see_how_anything_is_read_or_rendered():
    wrong = [
        f"{path} imports {name}"
        for path, room, tree in modules()
        for name in imported(tree)
        if room == "outputs" and name.startswith(("builder.reading", "builder.rendering", "jinja2"))
    ]
    assert wrong == []


def calls(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


def test_printing_clock_and_environment_are_the_command_lines_own():
    own = ("print", "click.echo", "datetime.now", "time.time", "time.perf_counter", "os.getenv", "os.environ.get")
    wrong = [
        f"{path} calls {name}"
        for path, room, tree in modules()
        for name in calls(tree)
        if room not in ("cli", "__main__", "preview") and name in own
    ]
    assert wrong == []


def test_no_module_holds_state_that_changes():
    wrong = []
    for path, _, tree in modules():
        for node in tree.body:
            value = getattr(node, "value", None) if isinstance(node, ast.Assign | ast.AnnAssign) else None
            if isinstance(value, ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp | ast.SetComp):
                wrong.append(f"{path}:{node.lineno}")
    assert wrong == []


def test_nothing_runs_content_opens_a_socket_or_starts_a_process():
    banned = ("subprocess", "socket", "urllib.request", "http.client", "pickle", "marshal", "shelve")
    banned += ("cloudpickle", "dask", "distributed", "runpy")
    # Where the operator names an executor: work is packed for its workers, and Dask's are reached.
    named = {("crew/agency.py", "cloudpickle"), ("crew/dask.py", "dask"), ("crew/dask.py", "distributed")}
    # Where a site wants its full text searched, Pagefind reads the finished pages.
    named |= {("indexing.py", "subprocess")}
    # Where the operator names a site to verify, or a key to sign with: it is fetched, and the key's own tool is run.
    named |= {("verifying/line.py", "http.client"), ("verifying/signatures.py", "subprocess")}
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
        if name == "dataclasses" and FLOORS[room] < FLOORS["cli"] and room != "outputs"
    ]
    assert wrong == []


def test_every_module_says_what_it_turns_into_what():
    assert [path for path, _, tree in modules() if not ast.get_docstring(tree)] == []


def test_files_stay_short_enough_to_hold_one_noun():
    longest = {
        path.relative_to(HOUSE).as_posix(): len(path.read_text("utf-8").splitlines()) for path in HOUSE.rglob("*.py")
    }
    assert {path: lines for path, lines in longest.items() if lines > 350} == {}
