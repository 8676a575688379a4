"""The JSON Schemas that editors are given are what the readers ask for: they take all of content/ and no mistyped key."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from conftest import HOUSE, files_in
from test_docs import table

from builder.cli.commands import dateline
from builder.cli.schema import KINDS
from builder.reading.nodes import List, Map, Node, Scalar
from builder.reading.records import nodes_of

if TYPE_CHECKING:
    from jsonschema import Draft7Validator

sys.path.insert(0, str(HOUSE / "tools"))
import schemas

FOLDERS = {"actors": "actor", "entries": "entry", "pages": "page", "places": "place", "questions": "question"}
# All that the publication has no example of.
RARE = """
-- content/site.yaml --
title: A chronology
deploy:
  www: {kind: folder, path: ../www, keep: 3}
  pages: {kind: git, url: "git@example.org:us/x.git", domain: www.example.org}
  store: {kind: s3, bucket: b, endpoint: "https://s3.example.org", region: x}
  far: {kind: rsync, to: "www@example.org:/srv/www"}
  cloud: {kind: rclone, remote: "cloud:www"}
types: {battle/ambush: {label: Ambush, acled: Ambush}}
data: {pages: yes}
translations: {hy: {title: T, sides: {east: E}, review: done}}
_note: mine
-- content/entries/a.md --
---
title: 1984
date: {2031-04-05, 2031-04-07}
end: unknown
published: 2031-04-06
tags: war
sources: {title: T, publisher: P, author: [{family: F}, {literal: L}], issued: {date-parts: [[2031, 4, 5]]}}
seed: {file: events.csv, row: 3}
assessment: {method: m, figures: [{category: civilians, harm: killed, low: 1, high: 3, from: [c1]}]}
claims:
  by: army
  text: t
  sources: [x]
  killed: {civilians: 2..5, all: ~24}
  quantity: [{harm: injured, count: none, words: w}]
private: {source: who}
summary:
---
-- content/places/b.md --
---
names: [{text: B, used_by: east}]
point: [40.1, 44]
part_of: {place: c, from: 1991-09~, basis: de-jure, according_to: [d]}
---
"""


@cache
def validator(kind: str) -> "Draft7Validator":
    # To import it takes two seconds, which the other workers need not spend.
    from jsonschema import Draft7Validator

    return Draft7Validator(json.loads(CliRunner().invoke(dateline, ["schema", kind]).output))


def plain(node: Node | None) -> Any:
    """Give what YAML 1.2 makes of a file: numbers, flags and nothing where it takes words for them."""
    match node:
        case Map(items=items):
            return {key: plain(value) for key, (_, value) in items.items()}
        case List(items=items):
            return [plain(item) for item in items]
        case Scalar(value=text, is_null=is_null):
            if is_null or text in ("true", "false"):
                return {"true": True, "false": False}.get(text)
            if re.fullmatch(r"[-+]?(0|[1-9]\d*)", text):
                return int(text)
            return float(text) if re.fullmatch(r"[-+]?\d+\.\d+", text) else text
    return None


def files() -> Iterator[tuple[str, bytes]]:
    for place in sorted((HOUSE / "content").rglob("*")):
        if place.suffix in (".md", ".yaml"):
            yield place.relative_to(HOUSE).as_posix(), place.read_bytes()
    for path, text in files_in(RARE).items():
        yield path, text.encode()


def kind_of(path: str) -> str | None:
    folder = path.split("/")[1]
    if folder == "site.yaml":
        return "site"
    if path.endswith(".yaml"):
        return "sources" if folder == "sources" else None
    is_translation = re.search(r"\.[a-z]{2}\.md$", path)
    return "translation" if is_translation else FOLDERS.get(folder)


@cache
def instances() -> tuple[tuple[str, str, Any], ...]:
    found = ((path, kind_of(path), data) for path, data in files())
    return tuple((path, kind, plain(nodes_of(path, data))) for path, kind, data in found if kind)


def test_the_schemas_of_the_package_are_what_readers_ask_for_as_the_documentation_describes_it():
    shipped = {place.name.partition(".")[0]: place.read_text() for place in HOUSE.glob("builder/schemas/*.json")}
    assert shipped == schemas.documents(), "run `make schemas`"
    assert tuple(sorted(shipped)) == KINDS
    for kind in KINDS:
        validator(kind).check_schema(validator(kind).schema)


def test_schemas_accept_all_of_content():
    assert {kind for _, kind, _ in instances()} == {*KINDS}
    wrong = [
        (path, [*error.absolute_path], error.message[:200])
        for path, kind, instance in instances()
        for error in validator(kind).iter_errors(instance)
    ]
    assert wrong == []


def keys_in(value: Any, way: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """List every key of an instance, with the way to the map that has it."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield way, key
            yield from keys_in(inner, (*way, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from keys_in(inner, (*way, number))


def without_numbers(way: tuple[str | int, ...]) -> tuple[str, ...]:
    return tuple(step for step in way if isinstance(step, str))


# Maps whose keys are words of the author's own, and what is kept private.
FREE = ("allow", "external", "private", "_note", "deploy", "translations", "types", "sides")
FREE_IN_TRANSLATIONS = ("claims", "questions")


def test_schemas_refuse_each_mistyped_key():
    tried, taken = set(), []
    for path, kind, instance in instances():
        for way, key in keys_in(instance):
            case = (kind, *without_numbers(way), key)
            free = {
                "actor": (),
                "place": (),
                "translation": (*FREE, *FREE_IN_TRANSLATIONS),
                "site": (*FREE, "tags"),
            }.get(kind, FREE)
            is_free = without_numbers(way)[-1:] in [(name,) for name in free]
            if case in tried or "private" in case or "_note" in case or "allow" in case or "date" in way or is_free:
                continue
            tried.add(case)
            mistyped = deepcopy(instance)
            there = mistyped
            for step in way:
                there = there[step]
            there[f"{key}x"] = there.pop(key)
            if validator(kind).is_valid(mistyped):
                taken.append((path, case))
    assert taken == []
    assert len(tried) > 150


@pytest.mark.parametrize(
    ("kind", "instance", "at"),
    [
        ("entry", {"title": "T", "date": "19 September 2023"}, ["date"]),
        ("entry", {"title": "T", "date": "2023", "status": "Draft"}, ["status"]),
        ("entry", {"title": "T", "date": "2023", "published": "yesterday"}, ["published"]),
        ("entry", {"title": None, "date": "2023"}, ["title"]),
        ("entry", {"title": "T", "date": "2023", "claims": [{"by": "a", "text": "t", "killed": "many"}]}, ["claims"]),
        ("place", {"names": ["N"], "point": [91, 0]}, ["point"]),
        ("place", {"names": ["N"], "time_zone": "Asia/Bakku"}, ["time_zone"]),
        ("site", {"title": "T", "url": "www.example.org"}, ["url"]),
        ("site", {"title": "T", "deploy": {"www": {"kind": "ftp"}}}, ["deploy"]),
        ("site", {"title": "T", "hosting": {"compress": ["zip"]}}, ["hosting"]),
        ("actor", {"kind": "state"}, []),
        ("sources", {"id": "x"}, []),
    ],
)
def test_schemas_refuse_values_that_are_in_no_form_of_the_field(kind, instance, at):
    assert [[*error.absolute_path][:1] for error in validator(kind).iter_errors(instance)] == [at]


def test_schemas_accept_every_date_and_count_of_the_documentation():
    for row in table("dates.md", "You write"):
        assert validator("entry").is_valid({"title": "T", "date": row[0].strip("`")}), row
    for row in table("fields.md", "Count"):
        claim = {"by": "a", "text": "t", "killed": row[0].strip("`")}
        assert validator("entry").is_valid({"title": "T", "date": 2031, "claims": claim}), row


def test_all_schemas_are_written_into_a_folder(tmp_path):
    done = CliRunner().invoke(dateline, ["schema", "--to", str(tmp_path / "schemas")])
    assert done.output.splitlines() == [f"created {tmp_path}/schemas/{kind}.schema.json" for kind in KINDS]
    assert (tmp_path / "schemas/site.schema.json").read_text() == schemas.documents()["site"]
    neither = CliRunner().invoke(dateline, ["schema"])
    assert (neither.exit_code, "give one KIND" in neither.output) == (2, True)


def test_the_wheel_holds_the_schemas(tmp_path):
    line = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(line, cwd=HOUSE, check=True, capture_output=True)
    listed = subprocess.run(
        [sys.executable, "-m", "zipfile", "-l", *map(str, tmp_path.glob("*.whl"))],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert {*re.findall(r"builder/schemas/(\w+)\.schema\.json", listed)} == {*KINDS}
