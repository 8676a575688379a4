"""`dateline import` as a whole: all or nothing, again and again, and what it says of what it cannot read."""

import io
import json
import os
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterable

import pytest
from click.testing import CliRunner
from conftest import NOW
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from imports import GED_COLUMNS, GED_ROW, bring, content_of, fields, ged, imported, losses, said, table
from laws import examples
from openpyxl import Workbook

from builder.cli.commands import dateline
from builder.drafting.front_matter import content_file
from builder.importing import ImportOptions, import_files
from builder.importing import transaction as transactions
from builder.importing.seeded import plain_value
from builder.importing.status import import_status
from builder.model.errors import BuilderError
from builder.publishing.lock import held_folder
from builder.reading.front_matter import read_document

MAP = """
columns:
  When: date
  What: title
  Where: places
  Killed: killed
by: The Northford tally
"""
ROWS = [
    {"When": "2031-04-05", "What": "Bridge closed", "Where": "Northford", "Killed": ""},
    {"When": "2031-04-06", "What": "Bridge opened", "Where": "Northford", "Killed": "2"},
]
COLUMNS = ["When", "What", "Where", "Killed"]


def mapped(made, name: str, content: str | bytes, columns: str = MAP, **wishes):
    bring(made, name.rpartition(".")[0] + ".map.yaml", columns)
    return imported(made, name, content, **wishes)


def run(made, *options: str) -> tuple[int, list[str]]:
    done = CliRunner().invoke(dateline, ["import", "--site", str(made.folder), *options], catch_exceptions=False)
    return done.exit_code, done.output.splitlines()


def test_a_second_import_of_the_same_rows_changes_nothing(site):
    made = site()
    imported(made, "ged.csv", ged({}, {"id": "12"}), makes_stubs=True)
    before = content_of(made)
    outcome = imported(made, "ged.csv", makes_stubs=True)
    assert (outcome.made, outcome.updated, outcome.unchanged) == ((), (), 2)
    assert content_of(made) == before


def test_a_later_import_adds_what_is_new_updates_what_is_untouched_and_leaves_what_was_edited(site):
    made = site()
    imported(made, "ged.csv", ged({}, {"id": "12"}))
    edited = made.folder / "content/entries/ucdp-12.md"
    edited.write_text(edited.read_text().replace("title: ", "summary: A bridge.\ntitle: "))
    mine = edited.read_bytes()
    changed = {"best": "4", "high": "6"}
    outcome = imported(made, "ged.csv", ged({**changed}, {"id": "12", **changed}, {"id": "13"}))
    assert (outcome.made, outcome.updated) == (
        ("content/entries/ucdp-13.md",),
        ("content/entries/ucdp-11.md",),
    )
    assert [(left.path, left.fields) for left in outcome.left_alone] == [
        ("content/entries/ucdp-12.md", ("assessment",))
    ]
    assert edited.read_bytes() == mine
    assert fields(made, "entries/ucdp-11", "assessment")["assessment"]["figures"][0]["best"] == "4"


def test_a_draft_that_was_published_counts_as_edited(site):
    imported(made := site(), "ged.csv", ged({}))
    draft = made.folder / "content/entries/ucdp-11.md"
    draft.write_text(draft.read_text().replace("status: draft\n", ""))
    outcome = imported(made, "ged.csv", ged({"best": "4"}))
    assert (outcome.updated, [left.path for left in outcome.left_alone]) == ((), ["content/entries/ucdp-11.md"])


def test_a_record_is_found_again_by_its_id_in_another_file_and_in_another_row(site):
    imported(made := site(), "v24.csv", ged({}, {"id": "12"}), dataset="UCDP GED")
    outcome = imported(made, "v25.csv", ged({"id": "12"}, {}), dataset="UCDP GED")
    assert (outcome.made, sorted(outcome.updated)) == (
        (),
        ["content/entries/ucdp-11.md", "content/entries/ucdp-12.md"],
    )
    mapped(made, "t.csv", table(COLUMNS, ROWS))
    outcome = mapped(made, "t.csv", table(COLUMNS, ROWS[::-1]))
    assert (outcome.made, len(outcome.updated)) == ((), 2)


def test_an_entry_that_an_author_wrote_from_a_record_is_no_business_of_an_import(site):
    made = site(
        "-- content/entries/mine.md --\n---\ntitle: M\ndate: 2031\nsources: gazette\nexternal: {ucdp: 11}\n---\n"
    )
    outcome = imported(made, "ged.csv", ged({}))
    assert (outcome.made, outcome.updated, outcome.unchanged) == ((), (), 1)


def test_a_fault_half_way_leaves_nothing(site, monkeypatch):
    made = site()
    imported(made, "ged.csv", ged({}))
    before, moved = content_of(made), []

    def fail(*move: object) -> None:
        moved.append(move)
        if len(moved) == 3:
            raise OSError("disk full")
        really(*move)

    really = transactions._move
    monkeypatch.setattr(transactions, "_move", fail)
    with pytest.raises(OSError, match="disk full"):
        imported(made, "ged.csv", ged({"best": "4"}, *({"id": str(id)} for id in range(20, 30))))
    assert content_of(made) == before
    assert not (made.folder / ".dateline-import").exists()


KILLED = """
import os, signal, sys
from pathlib import Path
from datetime import datetime, UTC
from builder.importing import ImportOptions, import_files, transaction
moved, really = [], transaction._move
def move(*to):
    moved.append(to)
    if len(moved) == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    really(*to)
transaction._move = move
site = Path(sys.argv[1])
import_files(site, (site / "seeds/ged.csv",), ImportOptions(), datetime.now(UTC))
"""


def test_an_import_leaves_alone_what_another_has_under_way(site):
    made = site()
    aside = made.folder / ".dateline-import"
    aside.mkdir()
    (aside / "new-1").write_text("of the other")
    with held_folder(aside), pytest.raises(BuilderError, match="another import is in progress"):
        mapped(made, "rows.csv", table(COLUMNS, ROWS))
    assert (aside / "new-1").read_text() == "of the other"


def test_what_a_killed_import_has_left_is_taken_back_by_the_next_command(site):
    made = site()
    imported(made, "ged.csv", ged({}))
    before = content_of(made)
    bring(made, "ged.csv", ged({"best": "4"}, *({"id": str(id)} for id in range(20, 30))))
    killed = subprocess.run([sys.executable, "-c", KILLED, str(made.folder)])
    assert killed.returncode == -signal.SIGKILL
    assert content_of(made) != before
    status = import_status(made.folder, NOW)
    assert status.was_interrupted
    assert content_of(made) == before


def test_a_dry_run_tells_what_would_be_done_and_does_nothing(site):
    made = site()
    bring(made, "ged.csv", ged({}))
    before = content_of(made)
    code, lines = run(made, str(made.folder / "seeds/ged.csv"), "--dry-run", "--registers")
    assert (code, lines[:2]) == (0, ["ged.csv: UCDP GED, 1 row", "would be created content/entries/ucdp-11.md"])
    assert content_of(made) == before


def test_status_tells_what_of_the_seeds_stands_in_no_entry(site):
    made = site(
        "-- content/entries/mine.md --\n---\ntitle: M\ndate: 2031\nsources: gazette\nseed: [{file: sheet.yaml, id: a}]\n---\n"
        "-- seeds/sheet.yaml --\nevents:\n  a: {text: one}\n  b: {text: two}\n"
    )
    imported(made, "ged.csv", ged({}, {"id": "12"}))
    edited = made.folder / "content/entries/ucdp-12.md"
    edited.write_text(edited.read_text() + "My words.\n")
    bring(made, "ged.csv", ged({"best": "4"}, {"id": "12"}, {"id": "13"}))
    assert run(made, "--status") == (
        0,
        [
            "ged.csv: UCDP GED, 2 of 3 records in entries",
            "  edited since it was imported: content/entries/ucdp-12.md",
            "  changed in the source: content/entries/ucdp-11.md",
            "  in no entry: 13",
            "sheet.yaml: a sheet of facts, 1 of 2 records in entries",
            "  in no entry: b",
        ],
    )


def test_a_table_is_read_by_a_map(site):
    made = site("-- content/places/northford.md --\n---\nnames: [Northford]\n---\n")
    outcome = mapped(made, "t.csv", table([*COLUMNS, "Extra"], ROWS))
    assert outcome.made == (
        "content/entries/2031-04-05-bridge-closed.md",
        "content/entries/2031-04-06-bridge-opened.md",
        "content/sources/t.yaml",
    )
    assert fields(made, "entries/2031-04-06-bridge-opened") == {
        "title": "Bridge opened",
        "date": "2031-04-06",
        "places": [{"place": "northford"}],
        "sources": ["the-northford-tally-the-table-t-csv"],
        "assessment": {
            "by": "The Northford tally",
            "figures": [{"category": "unspecified", "harm": "killed", "best": "2"}],
        },
    }
    assert losses(outcome) == ["Extra: the map has no field for it"]


def test_a_figure_without_whose_it_is_is_told_and_not_written(site):
    outcome = mapped(made := site(), "t.csv", table(COLUMNS, ROWS), MAP.replace("by: The Northford tally", ""))
    assert "assessment" not in fields(made, "entries/2031-04-06-bridge-opened")
    assert "Killed: it is not clear whose count it is: give `by` in the map" in losses(outcome)


def test_a_table_without_a_map_is_answered_with_a_guess_of_one(site):
    made = site()
    code, lines = run(made, str(bring(made, "t.csv", table(["Date", "Title", "Lat", "Odd: one"], []))), "--dry-run")
    assert code == 1
    assert lines[1:] == [
        "t.csv: an unknown kind of table; write a map and give it with --map; it could begin like this:",
        "columns:",
        "  Date: date",
        "  Title: title",
        "  Lat: latitude",
        "  # 'Odd: one': private",
        "nothing was written: correct this",
    ]


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        (
            "columns: {Wen: date}",
            't.csv, row 1, column "Wen": this column is missing; the table has When, What, Where, Killed',
        ),
        ("columns: {When: dat}", 't.csv, column "When": the map calls this column "dat"; did you mean "date"?'),
        ("columns: {When: date}", "t.csv: the map names no column for `title`; add a line `COLUMN: title` to it"),
        ("colums: {}", "names no columns; write `columns:` and below it `Column: field`"),
        ("columns: [", "line 2, column 1"),
        (MAP + "dates: dmy", "the map has `dates: dmy`; write day-first or month-first"),
    ],
)
def test_a_mistake_in_a_map_is_named(columns, message, site):
    made = site()
    bring(made, "t.map.yaml", columns)
    (told,) = said(made, "t.csv", table(COLUMNS, ROWS))
    assert message in told


@pytest.mark.parametrize(
    ("text", "order", "date"),
    [
        ("2031-04-05", "", "2031-04-05"),
        ("2031-04", "", "2031-04"),
        ("2031-04-05 13:20:00", "", "2031-04-05T13:20"),
        ("5 April 2031", "", "2031-04-05"),
        ("April 5, 2031", "", "2031-04-05"),
        ("Sept 2031", "", "2031-09"),
        ("spring 2031", "", "2031-21"),
        ("c. 2031", "", "2031~"),
        ("about April 2031", "", "2031-04~"),
        ("25/04/2031", "", "2031-04-25"),
        ("5.4.2031", "", "2031-04-05"),
        ("05/04/2031", "dates: day-first", "2031-04-05"),
        ("05/04/2031", "dates: month-first", "2031-05-04"),
    ],
)
def test_dates_of_tables_are_read_as_exactly_as_they_are_written(text, order, date, site):
    mapped(made := site(), "t.csv", table(COLUMNS, [{"When": text, "What": "Bridge"}]), MAP + order)
    (draft,) = (made.folder / "content/entries").iterdir()
    assert fields(made, f"entries/{draft.stem}", "date") == {"date": date}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "05/04/2031",
            "can be two days, 2031-04-05 or 2031-05-04; say which with `dates: day-first` or `month-first` in --map",
        ),
        ("2031-02-30", "February 2031 has 28 days"),
        ("45187", "“45187” is a number, not a date; write 2023-09-18 if a spreadsheet gave the number"),
        ("", "no date; an event has one, as precisely as it is known"),
        ("soon", '"soon" is not a date'),
        ("0000-00-00", '"0000-00-00" says that no date is known; write what is known, such as a year or bounds'),
    ],
)
def test_a_date_that_is_none_is_named_with_its_row_and_column(text, message, site):
    made = site()
    bring(made, "t.map.yaml", MAP)
    (told,) = said(made, "t.csv", table(COLUMNS, [ROWS[0], {"When": text, "What": "Bridge"}]))
    assert told.startswith('t.csv, row 3, column "When": ')
    assert message in told


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "t.csv, row 1: nothing in it; the first row names the columns"),
        (b"When,What\n2031,\xe9t\xe9\n", "t.csv, row 2: cell 2: the byte 0xe9 is not UTF-8; save the file as UTF-8, or give its encoding"),
        (b"When,What\n2031,a\n2032\n", "t.csv, row 3: 1 cell, but the first row has 2 columns"),
        (b'When,What\n2031,"a\n', "t.csv, row 2: not CSV: unexpected end of data; look for an unclosed quotation mark"),
        (b"When,What\n2031,a\0b\n", "t.csv, row 2"),
        (b"When,When,What\n", 't.csv, row 1, column "When": two columns have this name'),
        (b"The bridge\n\nWhen,What\n2031,a\n", 't.csv, row 1: the first row says "The bridge", and names no columns; if row 3 names them, delete the rows above it'),
        (b"The bridge,\nas of,2032\nWhen,What\n", 't.csv, row 1: the first row says "The bridge", and names no columns; if row 2 names them'),
        (b"When,,What\n2031,x,a\n", "t.csv, row 1: column 2 has no name"),
        (b"Where,What\n", 't.csv, row 1, column "When": this column is missing'),
        (b"PK\x03\x04", "t.csv"),
        (b"When,What\n2031-04-05,a\n2031-04-05,a\n", "t.csv, row 3: the same as row 2; keep one of the two"),
    ],
)  # fmt: skip
def test_a_broken_table_is_refused_with_row_and_column(content, message, site):
    made = site()
    bring(made, "t.map.yaml", "columns: {When: date, What: title}")
    assert said(made, "t.csv", content)[0].startswith(message)


def test_what_cannot_be_read_to_its_end_is_not_said_to_have_rows_to_leave_out(site):
    bring(made := site(), "t.csv", "title,date\nA,2031\nB\n")
    bring(made, "map.yaml", "columns: {title: title, date: date}\n")
    files = (str(made.folder / "seeds/t.csv"), "--map", str(made.folder / "seeds/map.yaml"))
    told = "nothing was written: correct this"
    assert run(made, *files)[1][-1] == told
    bring(made, "t.csv", "title,date\nA,2031\nB,soon\nC,later\n")
    told = "nothing was written: correct these, or skip such rows with --skip"
    assert run(made, *files)[1][-1] == told


def test_a_row_that_stands_twice_is_named_with_both_places(site):
    assert said(site(), "ged.csv", ged({}, {"best": "4"})) == [
        'ged.csv, row 3: the id "11" is in row 2 too; keep one of the two'
    ]


def test_rows_that_cannot_be_read_are_left_out_where_that_is_asked_for(site):
    made = site()
    outcome = imported(made, "ged.csv", ged({}, {"id": "12", "best": "many"}, {}), skips_flaws=True)
    assert [path for path in outcome.made if "entries" in path] == ["content/entries/ucdp-11.md"]
    assert [flaw.row for flaw in outcome.flaws] == [3, 4]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_table_is_read_in_every_form_that_is_sure(encoding, delimiter, site):
    row = {"When": "2031-04-05", "What": 'Մոստ, «bridge»; "closed"', "Where": "Northford"}
    mapped(made := site(), "t.csv", table(COLUMNS, [row], delimiter).encode(encoding))
    (draft,) = (made.folder / "content/entries").iterdir()
    assert fields(made, f"entries/{draft.stem}", "title") == {"title": row["What"]}


def test_a_first_line_for_spreadsheets_says_what_parts_cells(site):
    mapped(made := site(), "t.csv", "sep=;\n" + table(COLUMNS, ROWS).replace(",", ";"))
    assert fields(made, "entries/2031-04-05-bridge-closed", "title") == {"title": "Bridge closed"}


@pytest.mark.parametrize(
    ("text", "figure"),
    [("3", {"best": "3"}), ("3-5", {"low": "3", "high": "5"}), ("3+", {"low": "3"}), ("at least 3", {"low": "3"})],
)
def test_a_figure_of_a_table_is_as_sure_as_it_is_written(text, figure, site):
    mapped(made := site(), "t.csv", table(COLUMNS, [{**ROWS[0], "Killed": text}]))
    assert fields(made, "entries/2031-04-05-bridge-closed")["assessment"]["figures"] == [
        {"category": "unspecified", "harm": "killed", **figure}
    ]


def test_another_encoding_is_read_where_it_is_named(site):
    made = site()
    mapped(made, "t.csv", table(COLUMNS, [{"When": "2031", "What": "Été"}]).encode("cp1252"), encoding="windows-1252")
    assert fields(made, "entries/2031-été", "title") == {"title": "Été"}


def test_the_mark_that_keeps_a_spreadsheet_from_running_a_text_is_taken_off(site):
    made = site()
    cells = ["'=cmd|' /C calc'!A0", "=1+1", "'tis so", "'-5", "'@home"]
    mapped(made, "t.csv", table(COLUMNS, [{"When": f"203{n}", "What": cell} for n, cell in enumerate(cells)]))
    titles = [
        fields(made, f"entries/{place.stem}")["title"]
        for place in sorted((made.folder / "content/entries").iterdir())
    ]
    assert titles == ["=cmd|' /C calc'!A0", "=1+1", "'tis so", "-5", "@home"]
    assert made.problems() == []


def test_a_table_of_200_columns_tells_what_becomes_of_each(site):
    columns = [*COLUMNS, *(f"c{n}" for n in range(200))]
    outcome = mapped(site(), "t.csv", table(columns, ROWS))
    assert len(losses(outcome)) == 201


def workbook(rows: Iterable[Iterable[object]], formats: dict[str, str] | None = None, merged: str = "") -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    for cell, form in (formats or {}).items():
        book.active[cell].number_format = form
    if merged:
        book.active.merge_cells(merged)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_dates_of_a_workbook_are_as_exact_as_their_cells_show_them(site):
    days = [NOW.replace(tzinfo=None, year=2031, month=4, day=5) for _ in range(4)]
    rows = [["When", "What"], *([day, f"Bridge {n}"] for n, day in enumerate(days)), [2031, "Bridge 4"]]
    formats = {"A2": "yyyy-mm-dd hh:mm:ss", "A3": "mmm yyyy", "A4": "yyyy", "A5": "yyyy-mm-dd hh:mm"}
    mapped(made := site(), "t.xlsx", workbook(rows, formats), "columns: {When: date, What: title}")
    dates = {
        fields(made, f"entries/{place.stem}")["title"]: fields(made, f"entries/{place.stem}")["date"]
        for place in (made.folder / "content/entries").iterdir()
    }
    assert dates == {
        "Bridge 0": "2031-04-05", "Bridge 1": "2031-04", "Bridge 2": "2031", "Bridge 3": "2031-04-05T00:00", "Bridge 4": "2031",
    }  # fmt: skip


def test_the_first_sheet_in_view_is_read_and_the_others_are_told(site):
    book = Workbook()
    book.active.title, book.active.sheet_state = "Lists", "hidden"
    events = book.create_sheet("Events")
    for row in (["When", "What"], ["2031", "Bridge"]):
        events.append(row)
    book.create_sheet("Notes")
    file = io.BytesIO()
    book.save(file)
    outcome = mapped(made := site(), "t.xlsx", file.getvalue(), "columns: {When: date, What: title}")
    assert fields(made, "entries/2031-bridge", "title", "date") == {"title": "Bridge", "date": "2031"}
    assert losses(outcome) == [
        f': the sheet "{name}" is not read: only the first one in view is' for name in ("Lists", "Notes")
    ]


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 50_000_000)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (lambda: workbook([["When", "What"], [45187, "Bridge"]]), 'row 2, column "When": "45187" is not a date'),
        (lambda: workbook([["When", "What"], ["2031", "a"], [None, "b"]], merged="A2:A3"), 'row 2: the cells A2:A3 of sheet "Sheet" are merged'),
        (lambda: workbook([["When", "What"], ["2031", "#REF!"]]), "row 2: a cell contains the error #REF!"),
        (lambda: workbook([["When", "What"], ["2031", '=CONCATENATE("a","b")']]), 'row 2: the cell B2 of sheet "Sheet" contains a formula whose value was not saved'),
        (bomb, "it would unpack to 47 MB, which no table needs"),
        (lambda: b"not a zip", "not an XLSX file, or a damaged one"),
    ],
)  # fmt: skip
def test_a_workbook_of_which_a_cell_would_have_to_be_guessed_is_refused(content, message, site):
    made = site()
    bring(made, "t.map.yaml", "columns: {When: date, What: title}")
    (told,) = said(made, "t.xlsx", content())
    assert message in told


def test_a_file_of_two_gigabytes_is_refused_unread(site):
    made = site()
    place = bring(made, "t.csv", table(COLUMNS, ROWS))
    os.truncate(place, 2 << 30)
    (flaw,) = import_files(made.folder, (place,), ImportOptions(kind="ged"), NOW).flaws
    assert str(flaw) == "t.csv: more than 1024 MB; extract only the rows you need"


def test_what_came_of_an_import_is_told_to_machines_too(site):
    made = site()
    code, lines = run(made, str(bring(made, "ged.csv", ged({}))), "--json")
    told = json.loads("\n".join(lines))
    assert (code, told["files"], told["made"][0]) == (
        0,
        [{"file": "ged.csv", "kind": "UCDP GED", "rows": 1}],
        "content/entries/ucdp-11.md",
    )
    assert {
        "file": "ged.csv",
        "column": "geom_wkt",
        "reason": "the same point as latitude and longitude",
        "rows": [],
        "count": 1,
    } in told["not_mapped"]


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=40)


@given(
    st.recursive(
        TEXTS,
        lambda inner: (
            st.lists(inner, min_size=1, max_size=3)
            | st.dictionaries(TEXTS.filter(bool), inner, min_size=1, max_size=3)
        ),
        max_leaves=8,
    )
)
@example("a\ufffeb\uffff")
@settings(max_examples=examples(40, 3000))
def test_front_matter_is_read_as_it_was_written(value):
    from builder.importing.drafts import cleaned

    value = cleaned({"field": value})
    assert {
        key: plain_value(node) for key, (_, node) in read_document(content_file(value, "")).fields.items.items()
    } == value


CELLS = st.one_of(
    TEXTS,
    st.sampled_from(["", "0", "1", "12", "2031-04-05", "2031", "[[x]]", "x: y", "- z", "<b>", "~", "null", "'=1"]),
)
LINES = st.fixed_dictionaries({}, optional={column: CELLS for column in GED_COLUMNS if column not in ("id", "year")})


@given(st.lists(LINES, max_size=4))
@settings(
    max_examples=examples(28, 2000), suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_whatever_stands_in_a_table_its_drafts_pass_check_and_build(tmp_path_factory, rows):
    from conftest import AROUND, Site

    made = Site(tmp_path_factory.mktemp("law")).write(AROUND)
    content = ged(*({**GED_ROW, "id": str(number), **row} for number, row in enumerate(rows)))
    imported(made, "ged.csv", content, skips_flaws=True, makes_stubs=True)
    assert [problem for problem in made.problems() if "[S3]" not in problem and "[N" not in problem] == []
    for place in (made.folder / "content/entries").glob("*.md"):
        place.write_text(place.read_text("utf-8").replace("status: draft\n", ""), "utf-8")
    assert [problem for problem in made.problems() if " error " in problem] == []
    assert made.build().published is not None
