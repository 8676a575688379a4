"""Cases of hostile input, one file each in `cases/`: the files of a site, and what must come of them.

A file of a case is a text; `{repeat: TEXT, times: N}`, text over and over; `{hex: BYTES}`; or `{pipe: true}`. What
every site needs lies around them. `outcome` is `published`, `refused` (exit 1, with `problems`, each a file and a code)
or `impossible` (exit 2). `never` lists texts that no published file may hold."""

import os
from pathlib import Path
from typing import Any

import yaml
from conftest import AROUND, Site

CASES = Path(__file__).parent / "cases"


def case_names() -> list[str]:
    return sorted(path.stem for path in CASES.glob("*.yaml"))


def read_case(name: str) -> dict[str, Any]:
    case = yaml.load((CASES / f"{name}.yaml").read_text("utf-8"), yaml.CSafeLoader)
    assert case.keys() <= {"about", "files", "outcome", "problems", "never"}
    assert case.keys() >= {"about", "files", "outcome"}
    return case


def write_case(case: dict[str, Any], folder: Path) -> Site:
    """Write the files of a case into a folder."""
    site = Site(folder).write(AROUND)
    for path, content in case["files"].items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.unlink(missing_ok=True)
        match content:
            case str():
                place.write_text(content, "utf-8")
            case {"repeat": unit, "times": times, **rest}:
                place.write_text(rest.get("before", "") + unit * times + rest.get("after", ""), "utf-8")
            case {"hex": digits}:
                place.write_bytes(bytes.fromhex(digits))
            case {"pipe": True}:
                os.mkfifo(place)
            case _:
                raise AssertionError(f"{path}: {content}")
    return site
