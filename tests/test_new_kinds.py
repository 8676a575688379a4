"""A new kind of page is one new file and its template; a new rule is one new file; a new table is one value."""

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import Site

from builder import checking, dataset, outputs
from builder.dataset.columns import DataTable, required
from builder.dataset.entry_tables import ENTRY
from builder.model.errors import BuilderError

KIND = '''
"""How many entries there are."""

from collections.abc import Iterator

from builder.outputs.parts.made_of import made_of_list
from builder.views.edition import Edition
from builder.views.output import Listed, Output, Page, Section, View, file_of

SECTION = Section("counted", 25)


class CountView(View, frozen=True, kw_only=True):
    """A number."""

    count: int


def plan(edition: Edition) -> Iterator[Output]:
    count = len(edition.archive.entries)
    view = CountView(address="counted/", title="Counted", section="counted", count=count)
    made_of = made_of_list(edition, edition.archive.entries)
    yield Page(file_of("counted/"), "counted.html", lambda: view, made_of, Listed())
'''
TEMPLATE = """
-- themes/chronicle/templates/counted.html --
{% extends "frame.html" %}{% block title %}{{ page.title }}{% endblock %}{% block main %}<h1>{{ page.count }}</h1>{% endblock %}
-- themes/chronicle/strings/en.yaml --
sections:
  counted: Counted
"""
RULE = '''
"""Rules on shouting (Y)."""

from collections.abc import Iterator

from builder.checking.parts.entry_under_review import EntryUnderReview
from builder.checking.parts.explanation import hint
from builder.model.problem import Finding


def no_title_shouts(subject: EntryUnderReview) -> Iterator[Finding]:
    """Y1: a title has no exclamation mark."""
    if "!" in subject.entry.title:
        yield Finding("", ("title",), "Y1", "the title shouts", "leave the exclamation mark out")


ENTRY_RULES = (no_title_shouts,)
RULES = ()
EXPLANATIONS = (hint("Y1", "A title has no exclamation mark.", "It shouts.", "Leave it out."),)
'''
TALKS = """
-- content/entries/talks.md --
---
title: Talks begin{mark}
date: 2023-09-19
sources: [gazette]
---
They met.
"""


@pytest.fixture
def added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[object, str, str], None]]:
    """Add a file to a folder that is a registry, for one test."""
    names: list[str] = []

    def add(registry: object, name: str, text: str) -> None:
        folder = tmp_path / name
        folder.mkdir()
        (folder / f"{name}.py").write_text(text, "utf-8")
        path = list(vars(registry)["__path__"])
        monkeypatch.setattr(registry, "__path__", [*path, str(folder)])
        names.append(f"{vars(registry)['__name__']}.{name}")

    yield add
    for name in names:
        sys.modules.pop(name, None)


def test_a_new_kind_of_page_is_one_file_and_its_template(site: Callable[..., Site], added):
    made = site(TALKS.format(mark="") + TEMPLATE)
    added(outputs, "counted_page", KIND)
    made.write("-- content/site.yaml --\ntitle: T\nurl: https://example.org/\n")
    made.build()
    assert "<h1>1</h1>" in made.page("counted/index.html")
    assert '<a href="../counted/" aria-current="page">Counted</a>' in made.page("counted/index.html")
    menu = re.findall(r"""<li[^>]*><a href="(?:\./)?(\w+)/">""", made.page("index.html").partition("</header>")[0])
    assert menu == [
        "timeline",
        "actors",
        "counted",
        "places",
        "questions",
        "tags",
        "sources",
        "corrections",
        "search",
    ]
    assert "<loc>https://example.org/counted/</loc>" in made.page("sitemap.xml")


def test_a_part_of_the_menu_that_has_no_name_is_asked_for(site: Callable[..., Site], added):
    made = site(TALKS.format(mark="") + TEMPLATE.partition("-- themes/chronicle/strings/en.yaml --")[0])
    added(outputs, "counted_page", KIND)
    with pytest.raises(BuilderError) as fault:
        made.build()
    assert str(fault.value) == (
        "the template parts/masthead.html, line 6, rendering Framed: "
        "the theme has no word or script 'counted': add it to strings/ or js/"
    )


def test_a_new_rule_is_one_file(site: Callable[..., Site], added):
    made = site(TALKS.format(mark="!"))
    added(checking, "shouting", RULE)
    for remembered in (checking._modules, checking._rules, checking._entry_rules, checking._weights):
        remembered.cache_clear()
    try:
        assert made.found("Y1") == ["entries/talks.md:2:8 Y1 the title shouts"]
        assert checking.explanation("Y1").law == "A title has no exclamation mark."
    finally:
        for remembered in (checking._modules, checking._rules, checking._entry_rules, checking._weights):
            remembered.cache_clear()


def test_a_new_table_is_one_value(site: Callable[..., Site], monkeypatch: pytest.MonkeyPatch):
    shouted = DataTable(
        name="shouted",
        words="Titles in capitals.",
        columns=(ENTRY, required("loud_title", "The title in capitals.")),
        key=("entry",),
        rows=lambda material: ((entry.id, entry.title.upper()) for entry in material.entries),
    )
    monkeypatch.setattr(dataset, "TABLES", (*dataset.TABLES, shouted))
    made = site(TALKS.format(mark=""))
    made.write("-- content/site.yaml --\ntitle: T\nurl: https://example.org/\ndata: true\n")
    made.build()
    assert made.page("data/shouted.csv").splitlines() == ["entry,loud_title", "talks,TALKS BEGIN"]
    assert "<p>Titles in capitals.</p>" in made.page("data/index.html")
    assert "<dd>The title in capitals.</dd>" in made.page("data/index.html")
    assert '"name": "shouted"' in made.page("data/datapackage.json")
