"""Small mistakes of a day's work, and texts that look like them: each is told whole, or not at all.

A case in `mistakes/in_entries.txt` is a name, the fields of an entry behind its title, date and sources (or all of them,
below `!ID`), a text behind `---`, and what is found, behind `>>`. All stand in one site, which is checked once. Whatever
a message proposes is put in, and has to be accepted."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import BEYOND_A_SMALL_SITE, NOW, PIXEL, Site, files_in
from proposals import with_proposed

from builder.building.pipeline import check
from builder.model.ids import is_id
from builder.model.problem import Problem

AROUND = """
-- content/site.yaml --
title: A small chronology
url: https://example.org/
sides: [{id: east, label: East}]
-- content/pages/about.md --
---
title: About
---
-- content/actors/council.md --
---
kind: government-body
names: [Council]
---
-- content/actors/ministry.md --
---
kind: government-body
names: [Ministry]
---
-- content/places/northford.md --
---
kind: city
names: [Northford, Norvad]
---
-- content/sources/papers.yaml --
- {id: gazette, title: A day, publisher: The Gazette, issued: 2031-04-06}
- {id: courier, title: One day, publisher: The Courier, issued: 2031-04-06}
"""
FRONT = "title: A bridge is closed\ndate: 2031-04-05\nsources: [gazette]\n"
# What only ever follows from a small site, and not from a case.
BESIDES = (*BEYOND_A_SMALL_SITE, "N2", "O4")

# What depends on other entries, of which one site holds many here.
BETWEEN_ENTRIES = ("G6", "S5", "tag-shared", "tag-spelling")


@dataclass(frozen=True)
class Case:
    """One case: its name, the file that it stands in, and what is found there, a line each."""

    name: str
    path: str
    text: str
    found: list[str]


def cases_in(file: str) -> Iterator[Case]:
    """Read cases, which end with a line `~`."""
    for number, part in enumerate(
        (Path(__file__).parent / file).read_text("utf-8").replace("\\u00a0", "\u00a0").split("\n~\n")
    ):
        lines = part.strip("\n").split("\n")
        if not part.strip():
            continue
        name, *rest = lines
        id, front = f"case-{number}", FRONT
        if rest and rest[0].startswith("!"):
            id, front = rest.pop(0)[1:], ""
        found = [line.removeprefix(">> ") for line in rest if line.startswith(">> ")]
        fields, _, body = "\n".join(line for line in rest if not line.startswith(">> ")).partition("---\n")
        fields = "\n".join(line for line in front.splitlines() if not sets(fields, line)) + f"\n{fields}".rstrip("\n")
        yield Case(name, f"content/entries/{id}.md", f"---\n{fields.strip()}\n---\n{body}\n", found)


def sets(fields: str, line: str) -> bool:
    """Return whether fields give another value for that of a line."""
    return any(own.partition(":")[0] == line.partition(":")[0] for own in fields.splitlines())


CASES = [*cases_in("mistakes/in_entries.txt")]


def problems_of(folder: Path, texts: dict[str, str]) -> dict[str, list[Problem]]:
    """Check one site of all these entries; return what is found in each."""
    site = Site(folder).write(AROUND)
    (folder / "content/media").mkdir()
    (folder / "content/media/bridge.png").write_bytes(PIXEL)
    for path, text in texts.items():
        place = site.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")
    found = defaultdict(list)
    for problem in check(site.folder, NOW):
        if problem.code not in BESIDES:
            found[problem.file].append(problem)
    return found


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Problem]]:
    return problems_of(tmp_path_factory.mktemp("mistakes") / "site", {case.path: case.text for case in CASES})


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_mistake_is_told_whole_and_its_neighbour_not_at_all(case: Case, found: dict[str, list[Problem]]) -> None:
    assert [str(problem).removeprefix(f"{case.path}:") for problem in found[case.path]] == case.found


def test_whatever_is_proposed_is_accepted(found: dict[str, list[Problem]], tmp_path: Path) -> None:
    before: dict[str, tuple[Problem, str, list[Problem]]] = {}
    texts = {}
    by_path = {case.path: case.text for case in CASES}
    for path, problems in found.items():
        for problem in problems:
            for proposed in problem.proposed:
                if not problem.line:
                    # It is the file that is to be renamed.
                    assert is_id(proposed)
                    continue
                fixed = f"content/entries/fixed-{len(before)}.md"
                before[fixed] = (problem, proposed, problems)
                texts[fixed] = with_proposed(by_path[path], problem, proposed)
    assert len(before) > 50
    after = problems_of(tmp_path / "site", {**texts, **by_path})
    for path, (problem, proposed, others) in before.items():
        # What else was wrong stays; nothing that was not is added, and this is gone.
        left = sorted((each.code, each.says) for each in others if each is not problem)
        now = sorted((each.code, each.says) for each in after[path] if each.code not in BETWEEN_ENTRIES)
        assert [each for each in now if each not in left] == [], (problem, proposed)
        assert len(now) < len(others), (problem, proposed)


OTHER_FILES = (Path(__file__).parent / "mistakes/in_other_files.txt").read_text("utf-8").split("=== ")[1:]
AN_ENTRY = "-- content/entries/e.md --\n---\n" + FRONT + "---\n"


@pytest.mark.parametrize("case", OTHER_FILES, ids=lambda case: case.partition("\n")[0])
def test_whatever_is_proposed_in_other_files_is_accepted(case: str, tmp_path: Path) -> None:
    site = Site(tmp_path).write(AROUND + AN_ENTRY + case)
    files = files_in(AROUND + AN_ENTRY + case)
    before = [problem for problem in check(site.folder, NOW) if problem.code not in BESIDES]
    assert before != []
    for problem in before:
        for proposed in problem.proposed:
            site.write(f"-- {problem.file} --\n{with_proposed(files[problem.file], problem, proposed)}")
            now = [each for each in check(site.folder, NOW) if each.code not in BESIDES]
            others = [(each.code, each.says) for each in before if each is not problem]
            assert [each for each in now if (each.code, each.says) not in others] == [], (problem, proposed)
            assert len(now) < len(before), (problem, proposed)
            site.write(f"-- {problem.file} --\n{files[problem.file]}")
