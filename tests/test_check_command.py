"""Findings that one can work with: chosen by file, code and severity, summed up, and never wider than the terminal."""

import os
import pty
import re
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from builder.checking import explanations
from builder.cli.commands import dateline
from builder.reading.excerpts import cells, excerpt

# Two sources without a copy, one of them without a date, and a mistyped field.
MISTAKES = """
-- content/sources/web.yaml --
- {id: letter, title: A letter, publisher: The council, URL: https://council.example/letter}
-- content/sources/list.yaml --
- {id: gazette, title: The day's news, publisher: The Gazette, issued: 2020-12-31}
-- content/entries/a.md --
---
title: A
date: 2021-04-05
sources: [letter, {title: B, URL: https://b.example/, issued: 2021}]
published: 2021-04-06
---
-- content/entries/b.md --
---
titel: B
date: 2021-04-05
published: 2021-04-06
sources: [letter, gazette]
---
"""
A, B = "content/entries/a.md", "content/entries/b.md"


def run(site, *words: str) -> Result:
    return CliRunner().invoke(dateline, [words[0], "--site", str(site.folder), *words[1:]])


@pytest.mark.parametrize(
    ("words", "found", "besides", "exit_code"),
    [
        ([A], ["a.md:4:19 S1"], "1 error, 3 warnings", 0),
        ([A, "--severity", "error"], [], "1 error, 4 warnings", 0),
        (
            ["content/entries", "--severity", "warning"],
            ["a.md:4:19 S1", "b.md:2:1 key-unknown"],
            "3 warnings",
            1,
        ),
        (
            ["--code", "s1,s3"],
            ["a.md:4:19 S1", "web.yaml:1:3 S1", "web.yaml:1:3 S3"],
            "1 error, 1 warning",
            0,
        ),
        (
            [B, "content/sources/", "--code", "S3", "--code", "key-unknown"],
            ["b.md:2:1 key-unknown", "web.yaml:1:3 S3"],
            "3 warnings",
            1,
        ),
    ],
)
def test_problems_are_chosen_by_file_code_and_severity(site, words, found, besides, exit_code):
    done = run(site(MISTAKES), "check", *words)
    lines = [line for line in done.stdout.splitlines() if line.startswith("content/")]
    places = [line.replace("[", " ").replace("]", " ").split() for line in lines]
    assert [f"{place.rpartition('/')[2]} {code}" for place, _, code, *_ in places] == found
    assert (done.stderr, done.exit_code) == (f"not selected: {besides}\n", exit_code)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--code", "S11"], 'dateline: there is no code "S11": did you mean "S1"'),
        (["content/entries/c.md"], 'dateline: there is no "content/entries/c.md": give a file or folder of the site'),
        (["/etc/passwd"], 'dateline: "/etc/passwd" is not read: only files in content/ and themes/ are checked'),
        (["--json", "--sarif"], "Error: choose one of --summary, --json, --sarif and --github"),
        (["--summary", "--github"], "Error: choose one of --summary, --json, --sarif and --github"),
    ],
)
def test_what_is_not_there_cannot_be_chosen(site, words, says):
    done = run(site(MISTAKES), "check", *words)
    assert done.exit_code == 2
    assert done.stderr.splitlines()[-1].startswith(says)


def test_a_file_is_named_as_the_shell_completes_it(site, monkeypatch):
    made = site(MISTAKES)
    monkeypatch.chdir(made.folder / "content" / "entries")
    done = CliRunner().invoke(dateline, ["check", "--site", "../..", "a.md", "--severity", "warning", "--json"])
    assert [line.strip() for line in done.stdout.splitlines() if '"file"' in line] == [f'"file": "{A}",']


def lines_for_codes(site) -> list[str]:
    lists = f"`dateline check --site {site.folder} --code"
    return [
        f'S1: 2 warnings, the first in {A}:4: no archived copy: "a-1"; {lists} S1` lists them',
        f'S3: 1 warning, in content/sources/web.yaml:1: no date: "letter"; {lists} S3` shows it',
        f"V4: 1 warning, in content/site.yaml:1: site.yaml gives no page for methodology, corrections, contact; {lists} V4` "
        "shows it",
    ]


def test_what_stops_a_build_is_told_whole_and_all_else_in_a_line_for_each_code(site):
    made = site(MISTAKES)
    assert run(made, "build").output.splitlines() == [
        f'{B}:2:1 error [key-unknown] unknown field "titel"; did you mean "title"?',
        "    titel: B",
        "    ^",
        *lines_for_codes(made),
        "1 error, 4 warnings",
        "nothing was written: the site is unchanged",
    ]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("--site here check", "--site comes after the command: write `dateline check --site here`"),
        ("--site new build --jobs 2", "--site comes after the command: write `dateline build --site new --jobs 2`"),
        ("--json check", "--json comes after the command: write `dateline check --json`"),
        ("--jobs 2 check", "No such option '--jobs'."),
        ("--site here", "No such option '--site'."),
        ("explain --output public", "No such option '--output'."),
    ],
)
def test_an_option_before_its_command_is_told_where_it_belongs(line, says):
    told = CliRunner().invoke(dateline, line.split(), prog_name="dateline")
    assert (told.exit_code, told.output.splitlines()[-1]) == (2, f"Error: {says}")


def test_the_output_folder_is_an_option_of_the_commands_that_use_it():
    context = click.Context(dateline)
    known = {name: dateline.get_command(context, name) for name in dateline.list_commands(context)}
    used = [name for name, command in known.items() if any(option.name == "output" for option in command.params)]
    assert used == ["build", "check", "deploy", "pack", "preview", "purge", "release", "sign", "verify"]


def test_a_summary_has_a_line_for_each_code(site):
    made = site(MISTAKES)
    shows = f"`dateline check --site {made.folder} --code key-unknown` shows it"
    assert run(made, "check", "--summary").output.splitlines() == [
        f'key-unknown: 1 error, in {B}:2: unknown field "titel"; {shows}',
        *lines_for_codes(made),
        "1 error, 4 warnings",
    ]


def on_a_terminal(monkeypatch, columns: int, *words: str) -> list[str]:
    """Return the lines that a command shows on a terminal of its own."""
    shown = bytearray()
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent.parent))

    def read(terminal: int) -> bytes:
        shown.extend(data := os.read(terminal, 10_000))
        return data

    pty.spawn([sys.executable, "-m", "builder", *words], read)
    return re.sub(r"\x1b\[[0-9;]*m", "", shown.decode()).splitlines()


def test_on_a_terminal_errors_come_last_and_nothing_is_wider_than_it(site, monkeypatch):
    made = site(MISTAKES)
    made.write('-- content/sources/zotero.json --\n[{"id": "z", "note": "' + "x " * 5000 + '", "titel": "Z"}]\n')
    lines = on_a_terminal(monkeypatch, 70, "check", "--site", str(made.folder))
    severities = [found[1] for line in lines if (found := re.search(r" (error|warning|hint) \[", line))]
    assert severities == sorted(severities, key=["hint", "warning", "error"].index)
    assert {"hint", "warning", "error"} == {*severities}
    assert max(len(line) for line in lines if line.startswith("    ")) <= 70


@pytest.mark.parametrize("command", ["check", "build"])
def test_one_error_among_many_warnings_is_on_the_last_screen(site, monkeypatch, command):
    made = site(MISTAKES)
    source = "{title: B, publisher: P, URL: https://b.example/, issued: 2021}"
    for number in range(300):
        made.write(
            f"-- content/entries/many-{number}.md --\n---\ntitle: Number {number}\ndate: 2021-04-05\n"
            f"sources: [{source}, {source}]\ntags: a, b; c\n---\n==A== and <b>B</b>\n"
        )
    lines = on_a_terminal(monkeypatch, 100, command, "--site", str(made.folder))
    assert f'{B}:2:1 error [key-unknown] unknown field "titel"; did you mean "title"?' in lines[-24:]
    assert re.match(r"1 error, [\d,]{3,} warnings", next(line for line in lines[::-1] if "warnings" in line))


def test_all_codes_are_listed_without_one():
    lines = CliRunner().invoke(dateline, ["explain"]).output.splitlines()
    assert [line.partition(":")[0] for line in lines] == [
        f"{told.code} ({told.severity.value})"
        for told in sorted(explanations(), key=lambda found: (not found.is_rule, found.code))
    ]


@pytest.mark.parametrize(
    ("line", "column", "width", "shown"),
    [
        ("title: Talks", 8, 20, ("title: ", "Talks")),
        ("title:\tTalks", 8, 20, ("title: ", "Talks")),
        ("abcdefghijklmnopqrstuvwxyz", 1, 10, ("", "abcdefgh…")),
        ("abcdefghijklmnopqrstuvwxyz", 20, 10, ("…rs", "tuvwxy…")),
        ("abcdefghijklmnopqrstuvwxyz", 26, 10, ("…stuvwxy", "z")),
        ("abcdefghijklmnopqrstuvwxyz", 27, 10, ("…stuvwxyz", "")),
        ("abcdefghijklmnopqrstuvwxyz", 99, 10, ("…stuvwxyz", "")),
        ("南部で戦争が始まる", 4, 10, ("…で", "戦争が…")),
    ],
)
def test_of_a_long_line_is_shown_what_fits_around_the_place(line, column, width, shown):
    assert excerpt(line, column, width) == shown
    assert cells("".join(shown)) <= width
