"""A plain build is run without click, says what click would have it say, and imports what it needs and no more."""

import shutil
from ast import literal_eval
from collections.abc import Callable

import pytest
from click.testing import CliRunner
from conftest import Site
from test_memo_laws import SITE, settled
from test_nothing_to_do import BEFORE, WATCHED, run, without_seconds

from builder.building import pipeline
from builder.cli import building, commands
from builder.cli.building import built_plainly

# How a site may be when somebody builds it: what is written into it beforehand.
STATES = {
    "in order": "",
    "published": "-- public/manifest.json --\n{}",
    "in the way": "-- public/notes.txt --\nMine.",
    "interrupted": "-- public/.dateline/journal --\n[]",
    "with an error": "-- content/entries/talks.md --\n---\ntitle: Talks\n---\n",
    "with a planted cache": "-- .dateline-cache --\nPlanted.",
    "signed": "-- public/manifest.json.minisig --\nOurs.",
}
LINES = [["build", "--site", "site"], ["build", "--output=out", "--site=site"]]


@pytest.mark.parametrize("line", LINES, ids=["in place", "elsewhere"])
@pytest.mark.parametrize("state", STATES)
def test_a_plain_build_says_what_click_would_have_it_say(
    state: str,
    line: list[str],
    site: Callable[..., Site],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
):
    made = site(SITE + STATES[state])
    assert told_alike(made, line, capsys, monkeypatch) in (0, 1, 2)


@pytest.mark.parametrize(
    ("line", "epoch", "code"),
    [
        (["build", "--site", "nowhere"], "0", 2),
        (["build", "--site", "site", "--output", "site/content/out"], "0", 2),
        (["build", "--site", "site"], "soon", 2),
    ],
)
def test_what_only_the_user_can_change_is_told_alike(
    line: list[str],
    epoch: str,
    code: int,
    site: Callable[..., Site],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert told_alike(site(SITE), line, capsys, monkeypatch) == code


@pytest.mark.parametrize("fault", [KeyboardInterrupt(), BrokenPipeError(32, "Broken pipe")])
def test_a_build_that_is_broken_off_ends_alike(
    fault: BaseException,
    site: Callable[..., Site],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
):
    def break_off(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr(building, "_drain", lambda: None)
    monkeypatch.setattr(pipeline, "build", break_off)
    assert told_alike(site(SITE), LINES[0], capsys, monkeypatch) == 1


@pytest.mark.parametrize(
    "line",
    [
        [], ["check"], ["build", "--json"], ["build", "--jobs", "1"], ["build", "--help"], ["build", "--site"],
        ["build", "--site", "site/content/site.yaml"], ["build", "--output", "site/content/site.yaml"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_any_other_line_is_left_to_click(line: list[str], site: Callable[..., Site], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(site(SITE).folder.parent)
    assert built_plainly(line) is None


def told_alike(
    made: Site, line: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> int:
    """Build a site plainly, and another like it by click: both say and do the same. Return the exit code."""
    kept = shutil.copytree(made.folder, made.folder.with_name("kept"))
    monkeypatch.chdir(made.folder.parent)
    capsys.readouterr()
    try:
        code = built_plainly(line)
    except SystemExit as end:
        code = int(end.code or 0)
    out, err = capsys.readouterr()
    plain = code, without_seconds(out), err
    shutil.rmtree(made.folder)
    shutil.rmtree(made.folder.with_name("out"), ignore_errors=True)
    kept.rename(made.folder)
    done = CliRunner().invoke(commands.dateline, line)
    assert plain == (done.exit_code, without_seconds(done.stdout), done.stderr)
    return done.exit_code


# What is imported

# What only other commands, larger sites, other settings, problems or a terminal need.
OF_OTHERS = {
    "PIL",
    "brotli",
    "builder.cli.commands",
    "builder.cli.telling",
    "builder.deploying",
    "builder.drafting",
    "builder.preview",
    "builder.verifying",
    "builder.workers.remote",
    "click",
    "concurrent.futures",
    "livereload",
    "markdown_it",
    "multiprocessing",
    "pagefind",
    "rich",
    "subprocess",
    "tornado",
    "watchfiles",
}
# What the standard library brings along where less would do.
OF_PYTHON = {
    "csv",
    "dataclasses",
    "email",
    "http.client",
    "importlib.resources",
    "pkgutil",
    "ssl",
    "statistics",
    "urllib.request",
    "xml.sax",
    "zipfile",
}
# What an edit of one entry needs none of: other files and their readers, what explains mistakes, other pages' drawings.
OF_OTHER_EDITS = {
    "builder.assembling.otherwise_written",
    "builder.dataset",
    "builder.outputs.parts.data_outputs",
    "builder.reading.actors",
    "builder.reading.basemap",
    "builder.reading.dates.why_not",
    "builder.reading.exported_sources",
    "builder.reading.pages",
    "builder.reading.places",
    "builder.reading.release_file",
    "builder.reading.site",
    "builder.reading.targets",
    "builder.reading.translations",
    "builder.rendering.maps",
    "tomllib",
}
# What pages that show an entry's title among others need.
OF_LISTS = {"babel", "builder.drawing.timeline_band", "builder.rendering.band"}


@pytest.fixture
def a_site(site: Callable[..., Site]) -> Site:
    # Plain, as most are: nothing is drawn on a map, and no other site shows its pages.
    plain = SITE.replace("sharing: {embeds: true}\n", "").replace("point: [40.18, 44.51]\n", "")
    made = settled(site(plain)).site
    # Of all bodies, one has to be parsed.
    answer = made.folder / "content/entries/answer.md"
    answer.write_text(answer.read_text("utf-8").replace("[about it](../../about/)", "[[about]]"), "utf-8")
    return made


def imported(made: Site) -> set[str]:
    """Build a site in a process of its own, and return what that has imported."""
    line = ["build", "--site", str(made.folder)]
    code, told, _ = run(["-c", WATCHED, *line], SOURCE_DATE_EPOCH=str(int(BEFORE.timestamp())))
    answer, work = told.splitlines()
    assert (code, answer.startswith("0 files written")) == (0, False)
    return {*literal_eval(work)[0]}


def test_a_clean_build_imports_what_it_needs_and_no_more(a_site: Site):
    assert imported(a_site) & (OF_OTHERS | OF_PYTHON) == set()


@pytest.mark.parametrize(
    ("before", "spared"), [("title: An", OF_OTHER_EDITS), ("The text", OF_OTHER_EDITS | OF_LISTS)]
)
def test_an_edit_of_an_entry_imports_no_more_than_that_takes(before: str, spared: set[str], a_site: Site):
    assert a_site.build(BEFORE).published
    entry = a_site.folder / "content/entries/appeal.md"
    entry.write_text(entry.read_text("utf-8").replace(before, f"{before} edited"), "utf-8")
    assert imported(a_site) & (OF_OTHERS | OF_PYTHON | spared) == set()
