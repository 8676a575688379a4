"""What reaches CSS, attributes and paths follows the rule for ids, and a build stops where it does not."""

from collections.abc import Callable

import pytest
from conftest import Site

SITE = """
-- content/site.yaml --
title: A small chronology
url: https://example.org/
{settings}
"""
HOSTILE = (
    "x{} *{display:none} .y", "x}</style><script>", 'x" onclick="y', "../x", "a b", "A", "x\\u202ey",
    "x;--side:url(//e)", "x/*", "@import", "",
)  # fmt: skip


@pytest.mark.parametrize("id", HOSTILE)
def test_the_id_of_a_side_is_an_id(site: Callable[..., Site], id: str):
    quoted = '"' + id.replace('"', '\\"') + '"'
    small = site(SITE.replace("{settings}", f"sides: [{{id: {quoted}, label: East, colour: '#112233'}}]"))
    (told,) = small.found("id-form", "field-missing")
    assert told.startswith("site.yaml:3:")
    assert ("a side's id is" if id else "no id") in told
    assert small.build().published is None


@pytest.mark.parametrize("value", [*HOSTILE[:-1], "violence//x", "/", "x/"])
def test_the_value_of_an_own_event_type_is_made_of_ids(site: Callable[..., Site], value: str):
    quoted = '"' + value.replace('"', '\\"') + '"'
    small = site(SITE.replace("{settings}", f"types: {{{quoted}: {{label: Own}}}}"))
    assert {told.split(" is ")[0] for told in small.found("id-form")} == {"site.yaml:3:9 id-form an event type"}
    assert small.build().published is None


def test_ids_of_any_script_are_ids(site: Callable[..., Site]):
    small = site(
        SITE.replace(
            "{settings}",
            "sides: [{id: արևելք, label: East, colour: '#112233'}]\ntypes: {violence/own-kind: {label: Own}}",
        )
    )
    assert small.problems() == []
    assert small.build().published
    css = next(data for path, data in small.published().items() if path.endswith(".css"))
    assert ".side-արևելք { --side: #112233; }".encode() in css
