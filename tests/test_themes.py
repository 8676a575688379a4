"""Themes: ours, one that stands alone, and what a site writes over either."""

import re
import shutil
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import NOW, TWO_SIDES, Site
from whole_sites import EVERYTHING, HOUSE

from builder.building.pipeline import build, check
from builder.cli.commands import dateline
from builder.model.errors import BuilderError
from builder.reading.theme_files import read_theme_files
from builder.rendering.filters import filters
from builder.rendering.theme import Words, words_in, words_under
from builder.rendering.theme_scripts import made_of, publish_scripts, shortest

THEMES = sorted(place.parent.name for place in HOUSE.glob("themes/*/theme.toml"))


def templates_of(theme: str) -> dict[str, str]:
    folder = HOUSE / "themes" / theme / "templates"
    return {place.relative_to(folder).as_posix(): place.read_text("utf-8") for place in folder.rglob("*.html")}


def has(words: Words | str, path: str) -> bool:
    for key in path.split("."):
        if isinstance(words, str) or key not in words:
            return False
        words = words[key]
    return True


@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_has_a_template_for_every_view(theme):
    table = re.findall(
        r"^\| `\w+` \| `(\w+\.html)` \|", (HOUSE / "docs/reference/themes.md").read_text("utf-8"), re.M
    )
    assert {name for name in templates_of(theme) if "/" not in name} - {"frame.html"} == {*table}


@pytest.mark.parametrize("theme", THEMES)
def test_every_word_that_a_theme_says_it_has(theme, tmp_path):
    words = words_in("en", read_theme_files(tmp_path, theme))
    said = {path for text in templates_of(theme).values() for path in re.findall(r"frame\.words\.([a-z_.]+)", text)}
    assert {path for path in said if not has(words, path)} == set()


def test_words_that_are_english_have_english_plurals_in_a_site_in_another_language(tmp_path):
    files = read_theme_files(tmp_path, "chronicle")
    said = {}
    for language in ("ja", "fr", "ru"):
        words = words_in(language, files)
        counted = filters(language, words)["counted"]
        said[language] = [counted(count, words_under("entries", words)) for count in (0, 1, 21)]
    english = ["0 entries", "1 entry", "21 entries"]
    assert said == {"ja": english, "fr": english, "ru": ["0 записей", "1 запись", "21 запись"]}


def test_what_the_model_names_is_named_by_every_theme(tmp_path):
    ours, *others = ([words_in("en", read_theme_files(tmp_path, theme))] for theme in THEMES)
    for section in ("harms", "categories", "reports", "counts", "dates", "roles", "event_types", "stances", "bases"):
        assert [{*other[section]} for other in others[0]] == [{*ours[0][section]}], section


def test_a_theme_that_stands_alone_needs_no_other(tmp_path):
    # Under a name that is not ours, so that nothing of ours lies beneath it.
    small = Site(tmp_path).write(TWO_SIDES).write(EVERYTHING.replace("language: ar", "theme: alone"))
    shutil.copytree(HOUSE / "themes/wire", tmp_path / "themes/alone")
    files = {
        place.relative_to(tmp_path / "themes/alone").as_posix() for place in tmp_path.glob("themes/alone/**/*.*")
    }
    read = {path.removeprefix("site/") for path in read_theme_files(tmp_path, "alone")}
    assert read == {path for path in files if not Path(path).name.startswith(".")}
    assert build(small.folder, small.public, NOW, jobs=1, uses_cache=False).published
    assert "chronicle" not in " ".join(small.published())


def test_a_site_writes_over_any_theme_of_ours(site):
    small = site(
        """
-- content/site.yaml --
title: A small chronology
url: https://example.org/
theme: wire
-- themes/wire/strings/en.yaml --
wire: {not_found: Nobody is here}
-- themes/wire/templates/tag.html --
{% extends "frame.html" %}
"""
    )
    small.build()
    assert "<h1>Nobody is here</h1>" in small.page("404.html")
    assert ">Skip to the text<" in small.page("404.html")


def test_a_theme_that_is_not_there_is_told_with_all_else_that_stops_a_build(site):
    made = site("-- content/entries/e.md --\n---\ntitle: A\ndate: soon\n---\n")
    settings = made.folder / "content/site.yaml"
    settings.write_text(f"theme: chronicl\n{settings.read_text('utf-8')}", "utf-8")
    assert made.found("date-form", "theme-unknown") == [
        "entries/e.md:3:7 date-form “soon” is not a date",
        'site.yaml:1:8 theme-unknown there is no theme "chronicl"',
    ]
    assert not made.build().published


def test_a_theme_that_is_not_there_is_told_beside_those_that_are(tmp_path):
    with pytest.raises(BuilderError, match=r'there is no theme "wyre": did you mean "wire"\?'):
        read_theme_files(tmp_path, "wyre")


def test_a_copy_of_every_file_of_a_theme_changes_nothing(site):
    made = site()
    made.build()
    before = made.published()
    listed = CliRunner().invoke(dateline, ["theme", "list", "--site", str(made.folder)]).output.split()
    assert {"templates/entry.html", "css/page.css", "strings/en.yaml", "icon.svg"} < {*listed}
    copied = CliRunner().invoke(dateline, ["theme", "copy", "--site", str(made.folder), *listed])
    assert copied.output.splitlines() == [f"created themes/chronicle/{path}" for path in listed]
    made.build()
    after = made.published()
    assert {path for path in {*before, *after} if before.get(path) != after.get(path)} == set()
    marked = CliRunner().invoke(dateline, ["theme", "list", "--site", str(made.folder)]).output.splitlines()
    assert marked == [f"{path}  (yours, in themes/chronicle/)" for path in listed]
    again = CliRunner().invoke(dateline, ["theme", "copy", "--site", str(made.folder), "entry.html"])
    assert (again.exit_code, "already exists" in again.output) == (2, True)


def test_a_script_names_what_it_imports_by_its_address_and_leaves_out_what_its_readers_alone_need():
    modules = {
        "one": b'// A comment.\nimport { two } from "./two.js";\n  two(); // Said here.\n',
        "two": b"//! Kept.\nexport const two = () => 2;\n",
    }
    addresses, code = publish_scripts(modules)
    two = addresses["two"].removeprefix("assets/")
    assert code == {
        addresses["one"]: f'import {{ two }} from "./{two}";\ntwo(); // Said here.\n'.encode(),
        addresses["two"]: modules["two"],
    }
    # A text over several lines is left as it is.
    long = b"const text = `one\n  two`;\n"
    assert [*publish_scripts({"long": long})[1].values()] == [long]


def test_the_short_form_of_a_script_is_published_where_it_was_made_of_that_very_script():
    source, short = b"const one = 1;\nshow(one);\n", b"show(1);\n"
    made = made_of("a.js", source) + short
    assert shortest({"a": source, "a.min": made}) == {"a": short}
    # A site that brings a script of its own has that one published.
    assert shortest({"a": b"show(2);\n", "a.min": made}) == {"a": b"show(2);\n"}
    # What bears such a name for itself is a script as any other.
    assert shortest({"library.min": short, "b": source, "b.min": short}) == {
        "library.min": short,
        "b": source,
        "b.min": short,
    }


def test_every_script_of_ours_has_its_short_form():
    stale = [
        source.name
        for source in HOUSE.glob("themes/*/js/*.js")
        if not source.name.endswith(".min.js")
        and not source.with_suffix(".min.js").read_bytes().startswith(made_of(source.name, source.read_bytes()))
    ]
    assert stale == [], "run `make scripts`"


@pytest.mark.parametrize(
    ("modules", "says"),
    [
        ({"a": b'import "x";from "./b.js"', "b": b'from "./a.js"'},
         "the theme's scripts import each other in a circle: js/a.js, js/b.js"),
        ({"a": b'from "./c.js"'}, "the theme's script js/a.js imports ./c.js, which the theme does not have"),
    ],
)  # fmt: skip
def test_what_a_script_cannot_import_is_told(modules, says):
    with pytest.raises(BuilderError, match=re.escape(says)):
        publish_scripts(modules)


UNUSED = """
-- themes/chronicle/css/own.css --
body { color: black; }
-- themes/chronicle/templates/entri.html --
{% extends "frame.html" %}
-- themes/chronicle/templates/parts/mine.html --
<p>{{ frame.words.mine.hello }}</p>
-- themes/chronicle/templates/not_found.html --
{% extends "frame.html" %}{% block main %}{% include "parts/mine.html" %}{% endblock %}
-- themes/chronicle/strings/en.yaml --
timelin: {title: Days}
timeline: {titel: Days}
place_kinds: {hill fort: Hill forts}
mine: {hello: Hello}
-- themes/chronicle/strings/de.yml --
timeline: {title: Tage}
"""


def test_what_no_page_shows_of_a_theme_of_one_s_own_is_told(site):
    listed = tomllib.loads((HOUSE / "themes/chronicle/theme.toml").read_text("utf-8"))["css"]
    written = ", ".join(f'"{part}"' for part in (*listed, "own"))
    made = site(UNUSED)
    theme = "themes/chronicle"
    found = [
        f"{theme}/css/own.css warning [theme-unused] no page loads this: theme.toml does not list it; "
        f"write `css = [{written}]` in {theme}/theme.toml",
        f"{theme}/strings/de.yml warning [theme-unused] this file is not read: words are in files that end in .yaml; rename it",
        f'{theme}/strings/en.yaml:1:1 warning [theme-unused] no page uses the words under "timelin"; did you mean "timeline"?',
        f'{theme}/strings/en.yaml:2:12 warning [theme-unused] no page uses the words under "titel"; did you mean "title"?',
        f'{theme}/templates/entri.html warning [theme-unused] no page uses this template; did you mean "entry.html"?',
    ]
    assert made.problems() == found
    assert [str(problem) for problem in made.build().problems] == found
    made.write(f"-- {theme}/theme.toml --\ncss = [{written}]\n")
    assert made.problems() == found[1:]


@pytest.mark.parametrize(
    ("languages", "place", "silent"),
    [
        ("languages: [en, ga, ar, gd]", "3:17", '"ga" or "gd"'),
        ("language: ga", "3:11", '"ga"'),
        ("languages: [en-GB, hy]", "", ""),
        ("languages: [en, de, de-AT]", "", ""),
    ],
)
def test_a_language_that_the_theme_has_no_words_in_is_told_once(site, languages, place, silent):
    made = site("-- themes/chronicle/strings/de.yaml --\ntimeline: {title: Tage}\n")
    made.write(f"-- content/site.yaml --\ntitle: A small chronology\nurl: https://example.org/\n{languages}\n")
    told = (
        f"content/site.yaml:{place} hint [words-missing] the theme has no words in {silent}: menus and labels stay in "
        "English; copy them with `dateline theme copy strings/en.yaml`, name the copy ga.yaml, and translate what it says"
    )
    found = [problem for problem in check(made.folder, NOW) if problem.code == "words-missing"]
    assert [str(problem) for problem in found] == ([told] if place else [])


@pytest.mark.parametrize("whole", ["", "standalone = true\n"])
def test_a_stylesheet_that_drops_ours_is_told_unless_the_theme_stands_alone(site, whole):
    made = site(f'-- themes/mine/theme.toml --\n{whole}css = ["own"]\n-- themes/mine/css/own.css --\np {{}}\n')
    made.write("-- content/site.yaml --\ntitle: A small chronology\nurl: https://example.org/\ntheme: mine\n")
    assert [problem.partition("; ")[0] for problem in made.problems()] == (
        []
        if whole
        else [
            "themes/mine/theme.toml warning [theme-unused] `css` lists no part of the inherited stylesheet, "
            "so pages use none of it"
        ]
    )
