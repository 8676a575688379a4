"""What reaches CSS, attributes and paths follows the rule for ids, and a build stops where it does not."""

from collections.abc import Callable

import pytest
from conftest import Site

from builder.model.errors import BuilderError

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


UNSEEN = {
    "a\nb": "a\\u000ab", "a\tb": "a\\u0009b", "a\u202eb": "a\\u202eb", "a\u2028b": "a\\u2028b", "a\x1bb": "a\\u001bb",
    "a\\b": "a\\u005cb", "a\u200fb": "a\\u200fb",
}  # fmt: skip


@pytest.mark.parametrize("name", UNSEEN)
@pytest.mark.parametrize("folder", ["media", "entries"])
def test_a_file_whose_name_is_not_seen_is_told_and_not_read(site: Callable[..., Site], folder: str, name: str):
    small = site()
    place = small.folder / f"content/{folder}/{name}.md"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("---\ntitle: An appeal\n---\n")
    assert small.problems() == [
        f"content/{folder}/{UNSEEN[name]}.md warning [file-unread] this file is not read: its name contains a backslash or an invisible "
        "character; rename it"
    ]


@pytest.mark.parametrize("name", ["x\n/*\n  Evil: 1", 'x" onload="a', "x y", "x\u202ey", ".", "-x"])
def test_a_script_of_a_theme_has_a_name_that_is_part_of_an_address(site: Callable[..., Site], name: str):
    small = site("-- content/entries/e.md --\n---\ntitle: E\ndate: 2023-09-19\nsources: [gazette]\n---\n")
    place = small.folder / f"themes/chronicle/js/{name}.js".replace("/*", "_*")
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("1")
    if name == ".":
        # A hidden name.
        assert small.build().published
        return
    with pytest.raises(BuilderError, match="has a name that cannot be part of an address: use letters"):
        small.build()


def test_a_name_in_a_script_that_joins_letters_is_read(site: Callable[..., Site]):
    small = site()
    (small.folder / "content/media").mkdir()
    (small.folder / "content/media/می\u200cخواهم.txt").write_text("A note.")
    assert small.problems() == []


@pytest.mark.parametrize("name", ["con", "nul", "com1", "lpt9"])
def test_a_name_that_windows_keeps_for_itself_is_no_id(site: Callable[..., Site], name: str):
    small = site(f"-- content/entries/{name}.md --\n---\ntitle: T\ndate: 2023\nsources: [gazette]\n---\n")
    (told,) = small.found("id-form")
    assert told.endswith(f'the file\'s name is "{name}": Windows reserves this name and allows no file called that')
    innocent = site(f"-- content/entries/{name}-1.md --\n---\ntitle: T\ndate: 2023\nsources: [gazette]\n---\n")
    innocent.delete(f"content/entries/{name}.md")
    assert innocent.found("id-form") == []
