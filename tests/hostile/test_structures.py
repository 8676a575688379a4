"""Whatever structure a file has, and whatever bytes: it is read or refused with its place, and nothing crashes."""

from typing import Any

import yaml
from conftest import NOW
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import examples

from builder.building.pipeline import check
from builder.model.problem import Problem
from builder.reading.records import read_record

# The words that fields are called, values that some of them take, and what none of them does.
KEYS = st.sampled_from(
    "title date summary sources claims actors places tags id by text killed injured question words made where status "
    "responds_to contradicts quotes media file alt credit licence related follows type assessment figures harm low best "
    "high safety corrections allow private _note names lang used_by kind part_of offices point precision person url "
    "sides naming contested deploy languages pages redirects formerly time duration event_types x".split()
) | st.text(max_size=4)
VALUES = (
    st.sampled_from(
        ("", "~", "no", "A", "gazette", "armenia", "yerevan", "2023-09-19", "2023/..", "[2023,2024]", "1e999", "-0", "2..5",
         "..", "~24", "none", "unknown", "killed", "true", "https://example.com/", "https://[::1", "x" * 300, "9" * 5000,
         "[40.1, 44.5]", "\u202e", "../../x", "e#c1", "#", "public/..", "\U0001f600", "[[nobody]] [@x] 12 killed")
    )
    | st.text(st.characters(exclude_categories=("Cs",)), max_size=8)
    | st.integers()
    | st.floats()
    | st.booleans()
)  # fmt: skip
TREES = st.recursive(
    VALUES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=24
)
FIELDS = st.dictionaries(KEYS, TREES, max_size=8)
FOLDERS = ("entries", "actors", "places", "pages", "questions")


def front_matter(fields: dict[str, Any], whole: bool) -> str:
    least = {"title": "A", "date": "2023-09-19", "sources": ["gazette"], "kind": "state", "names": ["A"]}
    return yaml.safe_dump({**least, **fields} if whole else fields, allow_unicode=True)


@settings(max_examples=examples(40, 3000))
@given(st.sampled_from(FOLDERS), FIELDS, st.booleans(), st.text(max_size=30))
def test_any_fields_make_a_record_or_problems_with_their_place(
    folder: str, fields: dict[str, Any], whole: bool, body: str
):
    text = f"---\n{front_matter(fields, whole)}---\n{body}"
    reading = read_record(f"content/{folder}/e.md", folder, text.encode("utf-8", "replace"), frozenset())
    assert reading.record is not None or reading.problems
    assert all(isinstance(problem, Problem) and problem.line >= 0 for problem in reading.problems)


@settings(max_examples=examples(40, 3000))
@given(st.sampled_from(("", "sources", "released", "map", *FOLDERS)), st.binary(max_size=80), st.booleans())
def test_any_bytes_make_a_record_or_problems(folder: str, data: bytes, has_front: bool):
    paths = {"": "content/site.yaml", "released": "content/released.txt", "map": "content/map/region.json"}
    path = paths.get(folder, f"content/{folder}/e.{'json' if folder == 'sources' else 'md'}")
    reading = read_record(path, folder, b"---\ntitle: A\n---\n" + data if has_front else data, frozenset())
    assert reading.record is not None or reading.problems or not data.strip()


@settings(max_examples=examples(10, 500))
@given(FIELDS, FIELDS, FIELDS)
def test_any_site_is_checked_to_its_end(site_of_a_law, entry, actor, told):
    made = site_of_a_law()
    made.write(f"-- content/entries/e.md --\n---\n{front_matter(entry, whole=True)}---\nText of [[armenia]].\n")
    made.write(f"-- content/actors/armenia.md --\n---\n{front_matter(actor, whole=True)}---\n")
    (made.folder / "content/site.yaml").write_text(yaml.safe_dump({"title": "A", **told}), "utf-8")
    assert all(problem.file for problem in check(made.folder, NOW))
