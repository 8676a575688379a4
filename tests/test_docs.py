"""The documentation is true: what it shows is run, and its tables are compared with the code.

The info string of a fenced block says what it is: `file=PATH` a file of the site; `entry=ID` an entry, or some of
its fields; `problem=PATH` a file with a mistake, gone after the next console; `in=PATH` what stands in a file;
`console` commands with all that they print, and `exit=1` the code that the last one ends with; `pycon` what is said to
Python, with what it answers."""

import doctest
import re
import shlex
import shutil
from contextlib import chdir
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from unittest.mock import patch

import click
import pytest
from click.testing import CliRunner
from conftest import PIXEL
from jinja2.defaults import DEFAULT_FILTERS
from msgspec import Struct

from builder import outputs, rendering, views
from builder.checking import explanations
from builder.cli import commands, telling
from builder.cli.manners import AT_FAULT, DONE, TO_MEND
from builder.cli.new import new
from builder.cli.theme import theme
from builder.model import event_types
from builder.reading import listing
from builder.reading.sources import _CSL_UNSHOWN
from builder.views import output

HOUSE = Path(__file__).parent.parent
PAGES = {page.name: page for page in sorted((*HOUSE.glob("*.md"), *HOUSE.glob("docs/*/*.md")))}
PAGES["docs/README.md"] = HOUSE / "docs/README.md"
DOCUMENTS = {name: page.read_text("utf-8") for name, page in PAGES.items()}
# Five in the afternoon on the day after the last that documents tell of.
_THEN = {"SOURCE_DATE_EPOCH": "1934643600"}
quoted = re.compile("`([^`]+)`").findall


def play(document: str, folder: Path) -> None:
    """Do in a folder all that a document shows, and what it goes on from; compare what it says comes of it."""
    for before in re.findall(
        r"^The examples continue those of \[.*\]\(.*?([\w-]+\.md)\)\.$", DOCUMENTS[document], re.M
    ):
        play(before, folder)
    mistakes: list[Path] = []
    known: dict[str, object] = {}
    for kind, info, text in re.findall(r"^```(\w+)(.*)\n((?:.*\n)*?)```$", DOCUMENTS[document], re.M):
        marks = dict(mark.split("=", 1) for mark in info.split())
        if kind == "console":
            said, code = run(text, folder)
            assert (uncounted(said), code) == (uncounted(text), int(marks.get("exit", DONE)))
            mistakes = [place for place in mistakes if place.unlink()]
        if kind == "pycon":
            shown = doctest.DocTestParser().get_doctest(text, known, document, document, 0)
            with chdir(folder):
                assert doctest.DocTestRunner().run(shown, clear_globs=False).failed == 0
            known = shown.globs
        for mark, path in marks.items():
            place = folder / (f"content/entries/{path}.md" if mark == "entry" else path)
            if mark in ("file", "entry", "problem"):
                place.parent.mkdir(parents=True, exist_ok=True)
                is_fields = "content" in place.parts and place.suffix == ".md" and not text.startswith("---")
                place.write_text(f"---\n{text}---\n" if is_fields else text, "utf-8")
                mistakes += [place] if mark == "problem" else []
            elif mark == "in":
                assert text in (HOUSE / path if path.startswith("builder/") else place).read_text("utf-8")
        if "file: bridge.png" in text:
            (folder / "content/media/bridge.png").write_bytes(PIXEL)


def run(transcript: str, folder: Path) -> tuple[str, int]:
    """Run the commands of a transcript; give the transcript that comes of it, and the last exit code."""
    found, code = "", DONE
    for command in re.findall(r"^\$ dateline (.*)$", transcript, re.M):
        # A document shows what an author sees on a terminal.
        with chdir(folder), patch.object(telling, "is_read_by_author", lambda: True):
            done = CliRunner().invoke(commands.dateline, shlex.split(command), prog_name="dateline", env=_THEN)
        found, code = f"{found}$ dateline {command}\n{done.output}", done.exit_code
    # Digests of pages change with every word of the theme.
    found = re.sub(r"\b[0-9a-f]{64}\b", "9db18a89…", found)
    return re.sub(r"[\d.]+(?= s$)|(?<=\"seconds\": )[\d.]+", "0.1", found, flags=re.M), code


def uncounted(transcript: str) -> str:
    """Leave out how many files a build wrote or a deploy sent, if any: each new kind of file would change every document."""
    return re.sub(
        r"\b[1-9]\d*(?= files written\b| unchanged, \d+ removed in| removed in| added, \d+ changed)", "N", transcript
    )


def table(document: str, heading: str) -> list[list[str]]:
    """Give the cells below a heading of a first column, row by row."""
    found = re.search(rf"^\| {re.escape(heading)} \|.*\n.*\n((?:\|.*\n)+)", DOCUMENTS[document], re.M)
    return [[cell.strip() for cell in line.split("|")[1:-1]] for line in found[1].splitlines()]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_what_a_document_shows_is_what_happens(document, tmp_path):
    play(document, tmp_path)
    if (tmp_path / "content").exists():
        assert [run(f"$ dateline {command}", tmp_path)[1] for command in ("check", "build")] == [DONE, DONE]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_between_documents_leads_somewhere(document):
    prose = re.sub(r"^```.*?^```$|`[^`]*`", "", DOCUMENTS[document], flags=re.M | re.S)
    links = [link.partition("#") for link in re.findall(r"\]\(([^):\s]+)\)", prose)]
    assert [path for path, _, _ in links if not (PAGES[document].parent / path).exists()] == []
    pages = [(PAGES[document].parent / path if path else PAGES[document], part) for path, _, part in links]
    assert [(page.name, part) for page, part in pages if part and part not in parts_of(page)] == []


def parts_of(page: Path) -> set[str]:
    """Return what the headings of a page are called in addresses, as code hosts make it."""
    headings = re.findall(r"^#+ (.*)$", re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.M | re.S), re.M)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


# A field that nobody knows, in each place where fields stand: the message lists those that are known there.
STRAY = {
    "the site": "-- content/site.yaml --\nqq: x\n",
    "a page": "-- content/pages/x.md --\n---\nqq: x\n---\n",
    "an actor": "-- content/actors/x.md --\n---\nqq: x\n---\n",
    "a translation": "-- content/entries/x.md --\n---\ndate: 2031\n---\n-- content/entries/x.hy.md --\n---\nqq: x\n---\n",
    "a name": "-- content/actors/x.md --\n---\nnames: [{qq: x}]\n---\n",
    "a tie": "-- content/actors/x.md --\n---\npart_of: [{qq: x}]\n---\n",
    "a place": "-- content/places/x.md --\n---\nqq: x\n---\n",
    "a source": "-- content/sources/x.yaml --\n- {id: x, qq: x}\n",
    "an entry": "-- content/entries/x.md --\n---\ndate: 2031\nqq: x\n---\n",
    "a claim": "-- content/entries/x.md --\n---\ndate: 2031\nclaims: [{qq: x}]\n---\n",
    "a picture": "-- content/entries/x.md --\n---\ndate: 2031\nmedia: [{qq: x}]\n---\n",
    "a correction": "-- content/entries/x.md --\n---\ndate: 2031\ncorrections: [{qq: x}]\n---\n",
}


@pytest.mark.parametrize("of", STRAY)
def test_every_field_is_documented(of, site):
    told = next(line for line in site(STRAY[of]).problems() if '"qq"' in line)
    known = {*told.partition("known here: ")[2].split(", ")} - {*(_CSL_UNSHOWN if of == "a source" else ())}
    assert {
        name
        for row in table("languages.md" if of == "a translation" else "fields.md", f"Field of {of}")
        for name in quoted(row[0])
    } == known


def test_dates_counts_and_event_types_are_what_the_tables_say(site):
    dates, counts = table("dates.md", "You write"), table("fields.md", "Count")
    fields = [f'date: "{text.strip("`")}"\nsources: gazette\n' for text, _ in dates]
    figures = [f"{{by: armenia, text: t, sources: gazette, words: w, killed: {row[0].strip('`')}}}" for row in counts]
    fields.append(f"date: 2031\nclaims: [{', '.join(figures)}]\n")
    texts = [f"-- content/entries/{n}.md --\n---\ntitle: T\n{field}---\n" for n, field in enumerate(fields)]
    (made := site("".join(texts))).build()
    shown = [re.search(r'"dateline-date".*?>(?:<.*?>)?(.+?)<', made.page(f"entries/{n}/")) for n in range(len(dates))]
    assert [found and found[1] for found in shown] == [row[1] for row in dates]
    assert re.findall('class="number">(.+?)<', made.page(f"entries/{len(dates)}/")) == [row[1] for row in counts]
    types = [f"{row[0].strip('`')}/{name}" for row in table("fields.md", "Family") for name in quoted(row[1])]
    assert types == [*event_types.EVENT_TYPES]


def test_every_command_option_and_exit_code_is_documented():
    shared = {row[0].strip("`") for row in table("commands.md", "Option, after the command")}
    section = re.compile(r"^## `dateline ([a-z ]+?)[ A-Z]*`\n((?:(?!## ).*\n)*)", re.M)
    told = {of: {*re.findall("^. `(--.+?)`", text, re.M)} for of, text in section.findall(DOCUMENTS["commands.md"])}
    context = click.Context(commands.dateline)
    for group, first in ((commands.dateline, ""), (new, "new "), (theme, "theme ")):
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            options = {option for part in command.params for option in part.opts if option.startswith("--")}
            assert command in (new, theme) or told.pop(first + name) | shared & options == options
    assert told == {}
    codes = (DONE, TO_MEND, AT_FAULT)
    assert [row[0] for row in table("commands.md", "Exit code")] == [f"`{code}`" for code in codes]


def test_every_rule_is_documented_with_its_weight():
    told = [
        [cell.strip("`") for cell in row]
        for row in re.findall(r"^\| (`[A-Z]\d+`) \| (\w+) \| (.*) \|$", DOCUMENTS["rules.md"], re.M)
    ]
    rules = [found for found in explanations() if re.fullmatch(r"[A-Z]\d+", found.code)]
    assert sorted(told) == sorted([found.code, found.severity.value, found.law] for found in rules)


def test_every_view_and_filter_is_documented():
    for room in (outputs, views, rendering):
        for module in walk_packages(room.__path__, f"{room.__name__}."):
            import_module(module.name)
    known = (*Struct.__subclasses__(), *output.View.__subclasses__())
    own = [kind for kind in known if kind.__module__.startswith("builder.")]
    fields = {kind.__name__: kind.__struct_fields__[7 * (kind.__base__ is output.View) :] for kind in own}
    rows = table("themes.md", "View") + table("themes.md", "Part")
    told = {row[0].strip("`"): tuple(quoted(row[-1])) for row in rows}
    assert told == {name: fields.get(name) for name in told}
    assert {kind.__name__ for kind in own if kind.__module__.startswith("builder.outputs.")} - {*told} == set()
    templates = [place.read_text("utf-8") for place in HOUSE.glob("themes/chronicle/templates/**/*.*")]
    used = {name for text in templates for name in re.findall(r" \| (\w+)", text)} - {*DEFAULT_FILTERS}
    assert {name for row in table("themes.md", "Filter") for name in quoted(row[0])} == used


def test_templates_and_addresses_are_those_of_the_tables(tmp_path, monkeypatch):
    play("corrections.md", tmp_path)
    (tmp_path / "content/purged.txt").write_text("entries/unsafe\n")
    # A theme of ours, as no template of a site's own can ask what kind of view it shows.
    shutil.copytree(HOUSE / "themes", tmp_path / "ours")
    monkeypatch.setattr(listing, "themes_of_ours", lambda: str(tmp_path / "ours"))
    # No list of a document is so long that it goes on on a page of its own.
    monkeypatch.setattr("builder.outputs.parts.chronology.MOST_ON_A_PAGE", 1)
    templates = tmp_path / "ours/chronicle/templates"
    views = {template.strip("`"): view.strip("`") for view, template, _ in table("themes.md", "View")}
    for name in views:
        (templates / name).write_text(f"{name} {{{{ page.__class__.__name__ }}}}", "utf-8")
    assert run("$ dateline build", tmp_path)[1] == DONE
    pages = {place.read_text("utf-8") for place in tmp_path.glob("public/**/*.html")}
    assert pages == {f"{name} {view}" for name, view in views.items()}
    told = [form for row in table("commands.md", "Address") for form in quoted(row[0])]
    files = {
        place.relative_to(tmp_path / "public").as_posix() for place in tmp_path.glob("public/**/*") if place.is_file()
    }
    fits = {(form, file) for form in told for file in files if re.fullmatch(re.sub("[A-Z]+", "[^/]+", form), file)}
    assert {file for _, file in fits} == files
    assert {form for form, _ in fits} == {*told} - {
        "timeline/part/NUMBER/index.html", "sources/part/NUMBER/index.html", "tags/ID/part/NUMBER/index.html", "sitemap-NUMBER.xml", "compare/ID/ID/YEAR/MONTH/index.html"
    }  # fmt: skip
