"""Templates of a site's own theme are data: what no theme needs is refused, and nothing of it is run."""

import re
import shutil
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from types import CodeType

import pytest
from conftest import NOW, TWO_SIDES, Site
from msgspec import Struct
from whole_sites import EVERYTHING, HOUSE

from builder.building.pipeline import build
from builder.building.reference import whole_site
from builder.model.errors import BuilderError
from builder.reading.theme_files import read_theme_files
from builder.rendering import sandbox, templates
from builder.rendering.renderer import Renderer
from builder.views.edition import Card, Html

CASES = Path(__file__).parent / "hostile_themes/templates.txt"
ABOUT = "-- content/pages/about.md --\n---\ntitle: About\n---\n"


def cases() -> dict[str, tuple[str, str]]:
    found = re.findall(r"^-- (.*) --\n((?:(?!-- |=>).*\n)*)=> (.*)$", CASES.read_text("utf-8"), re.M)
    return {name: (files, says) for name, files, says in found}


def written(case: str, small: Site) -> Site:
    """Write the templates of a case into a site's own theme."""
    text, _ = cases()[case]
    text = text.replace("NINES", "9" * 5000).replace("PARENTHESES", "(" * 5000 + ")" * 5000)
    text = text.replace("SUM", "1" + " + 1" * 5000).replace("LONG\n", "x" * 200_001)
    text = text.replace("LOOPS", "{% for x in [1] %}" * 30 + "{% endfor %}" * 30)
    for part in re.split(r"^== ", f"page.html\n{text}", flags=re.M):
        name, _, template = part.partition("\n")
        (file := small.folder / "themes/chronicle/templates" / name).parent.mkdir(parents=True, exist_ok=True)
        file.write_text(template, "utf-8")
    return small


@pytest.mark.parametrize("case", cases())
def test_a_hostile_template_is_refused_with_its_line(case, site, monkeypatch):
    monkeypatch.setattr(sandbox, "MOST_STEPS", 1_000_000)
    small, (_, says) = written(case, site(ABOUT)), cases()[case]
    with pytest.raises(BuilderError) as refused:
        build(small.folder, small.public, NOW, jobs=1, uses_cache=False)
    assert str(refused.value) == (says if says.startswith("the template ") else f"the template page.html, {says}")
    assert not list(small.public.glob("**/*.html"))


# What these cost is refused beforehand alone: nothing counts what one operator or argument of Jinja's own makes.
COSTLY = {"multiplied text", "a power", "a percent sign", "indented JSON"}
# And no page is made of this.
BEFOREHAND = COSTLY | {"half of a character"}


@pytest.fixture(scope="module")
def codes() -> dict[bytes, CodeType]:
    """What is compiled without being refused: our own templates once, and none of it for the tests that refuse."""
    return {}


@pytest.mark.parametrize("case", sorted(cases().keys() - BEFOREHAND))
def test_the_sandbox_holds_where_nothing_is_refused_beforehand(case, site, codes, monkeypatch):
    monkeypatch.setattr(sandbox, "MOST_STEPS", 1_000_000)
    monkeypatch.setattr(templates, "refusals", lambda *_: ())
    monkeypatch.setattr(templates, "_codes", lambda: codes)
    small = written(case, site(ABOUT))
    with suppress(BuilderError):
        page = whole_site(small.folder, NOW)["about/index.html"].decode()
        assert not re.search("<(class|function|built-in|bound|module|builder)|0x[0-9a-f]{6}|root:x:0", page), page


def test_words_are_never_read_as_a_template(site):
    words = "not_found: {title: '{{ 7 * 7 }}{% for x in y %} <b>', intro: '{{ frame.title }}'}"
    small = site(f"{ABOUT}-- themes/chronicle/strings/en.yaml --\n{words}\n")
    small.build()
    assert "<h1>{{ 7 * 7 }}{% for x in y %} &lt;b&gt;</h1>" in small.page("404.html")


@pytest.mark.parametrize("name", ["../../evil", "/tmp/evil", "..", "chronicle/../wire", "", "a" * 3000])
def test_no_name_of_a_theme_leads_out_of_its_folder(name, tmp_path):
    with pytest.raises(BuilderError, match="the name of a theme consists of letters"):
        read_theme_files(tmp_path, name)


def test_a_theme_outside_the_folder_of_ours_is_not_taken_for_ours(site):
    small = site(f"{ABOUT}-- themes/chronicle/templates/page.html --\n{{{{ page.__class__ }}}}\n")
    for name in ("chronicle", "wire"):
        read = read_theme_files(small.folder, name)
        assert [path for path in read if path.startswith("site/")] == ["site/templates/page.html"] * (name != "wire")


@pytest.mark.parametrize("theme", ["chronicle", "wire"])
def test_our_templates_as_those_of_a_site_make_the_same_pages(theme, site):
    small = site(TWO_SIDES + EVERYTHING.replace("language: ar", f"language: ar\ntheme: {theme}"), around="")
    small.build()
    ours = small.published()
    shutil.copytree(HOUSE / "themes" / theme / "templates", small.folder / "themes" / theme / "templates")
    small.build()
    assert small.published() == ours
    assert len(ours) > 50


# What a template reaches from a view or the frame, by fields and items.
DATA = (str, bytes, int, float, date, StrEnum, Fraction, type(None))


def test_all_that_a_template_reaches_is_data(site, monkeypatch):
    shown: list[object] = []
    render = Renderer._render

    def recording(renderer: Renderer, template: str, view: Struct) -> str:
        shown.extend((view, renderer.frame))
        return render(renderer, template, view)

    monkeypatch.setattr(Renderer, "_render", recording)
    whole_site(site(TWO_SIDES + EVERYTHING, around="").folder, NOW)
    seen: dict[int, object] = {}
    while shown:
        value = shown.pop()
        if id(value) in seen or isinstance(value, DATA):
            continue
        seen[id(value)] = value
        if isinstance(value, Mapping):
            shown += [*value, *value.values()]
        elif isinstance(value, tuple | frozenset):
            shown += value
        else:
            # Cards and bodies are looked up when they are asked for.
            assert isinstance(value, Card | Html) or (isinstance(value, Struct) and value.__struct_config__.frozen)
            # Properties, too; methods are out of reach.
            found = [getattr(value, name) for name in dir(value) if not name.startswith("_")]
            shown += [each for each in found if not callable(each)]
    assert {type(value).__name__ for value in seen.values()} >= {"EntryView", "ActorView", "Frame", "Band", "Locator"}
