"""`dateline new` begins what an author goes on with: it takes addresses apart, asks on a terminal, and adds to files."""

import os
import pty
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import HOUSE, NOW, Site
from hypothesis import given
from hypothesis import strategies as st

from builder.cli.commands import dateline
from builder.drafting.draft_files import id_for
from builder.drafting.web_address import take_apart
from builder.drafting.yaml_edits import with_field, with_item
from builder.model.errors import BuilderError
from builder.model.ids import is_id, slug
from builder.reading.records import nodes_of

TODAY = date(2031, 6, 1)


def run(made: Site, *command: str) -> tuple[int, str]:
    environment = {"SOURCE_DATE_EPOCH": str(int(NOW.timestamp()))}
    done = CliRunner().invoke(dateline, ["new", *command, "--site", str(made.folder)], env=environment)
    return done.exit_code, done.output


@pytest.mark.parametrize(
    ("address", "told"),
    [
        (
            "https://www.gazette.example/2031/04/05/bridge-closed.html?utm_source=x&id=7&fbclid=y#:~:text=a",
            ("https://www.gazette.example/2031/04/05/bridge-closed.html?id=7", None, "gazette.example", "2031-04-05",
             "bridge closed", None),
        ),
        (
            "http://web.archive.org/web/20310406000000id_/http:/gazette.example/a-b",
            ("http://gazette.example/a-b", "http://web.archive.org/web/20310406000000id_/http:/gazette.example/a-b",
             "gazette.example", None, "a b", None),
        ),
        ("https://doi.org/10.1000/a%28b%29", ("https://doi.org/10.1000/a%28b%29", None, "doi.org", None, "", "10.1000/a(b)")),
        ("https://xn--e1afmkfd.example/", ("https://xn--e1afmkfd.example/", None, "пример.example", None, "", None)),
        # A day to come, one that there is not, and a number are no days.
        ("https://a.example/2032-01-01/x", ("https://a.example/2032-01-01/x", None, "a.example", None, "", None)),
        ("https://a.example/2031/02/30/", ("https://a.example/2031/02/30/", None, "a.example", None, "", None)),
        ("https://a.example/id120310405", ("https://a.example/id120310405", None, "a.example", None, "", None)),
        # What chooses the page stays, in its order and as it is written.
        ("https://a.example/?q=%20a&x&gclid=1&p=2", ("https://a.example/?q=%20a&x&p=2", None, "a.example", None, "", None)),
        ("https://a.example/#part", ("https://a.example/#part", None, "a.example", None, "", None)),
    ],
)  # fmt: skip
def test_an_address_is_taken_apart(address: str, told: tuple[str | None, ...]):
    found = take_apart(address, TODAY)
    assert (found.url, found.archived, found.host, found.day, found.words, found.doi) == told


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("www.a.example/x", "is not a web address"),
        ("https://", "is not a web address"),
        ("https://a.example/a b", "is not a web address"),
        ("https://[a.example/", "is not a web address"),
        ("https://us:secret@a.example/", "contains a user name or a password"),
    ],
)
def test_what_readers_could_not_open_is_no_address(address: str, says: str):
    with pytest.raises(BuilderError, match=says) as raised:
        take_apart(address, TODAY)
    assert "secret" not in str(raised.value)


@given(st.text(min_size=1, max_size=400))
def test_an_id_of_a_draft_is_an_id_that_a_file_system_takes(title: str):
    try:
        id = id_for(title)
    except BuilderError:
        assert slug(title) == ""
        return
    assert len(id.encode()) <= 80
    assert is_id(id)


def test_a_source_of_an_address_is_a_record_that_can_be_cited(site: Callable[..., Site]):
    made = site()
    address = "https://www.gazette.example/news/2025/04/05/bridge-closed?utm_campaign=z"
    path = "content/sources/gazette-2025-04-05-bridge-closed.yaml"
    assert run(made, "source", address) == (0, f"created {path}\n")
    assert (made.folder / path).read_text() == (
        "- id: gazette-2025-04-05-bridge-closed\n"
        "  title: '[Bridge closed]'\n"
        "  container-title: gazette.example\n"
        "  issued: '2025-04-05'\n"
        "  accessed: '2026-01-01'\n"
        "  URL: https://www.gazette.example/news/2025/04/05/bridge-closed\n"
    )
    assert made.problems() == []
    twice = run(made, "source", "http://gazette.example/news/2025/04/05/bridge-closed/?fbclid=1")
    assert twice == (
        2,
        'dateline: the source "gazette-2025-04-05-bridge-closed" already has this address: cite it by that id\n',
    )
    assert run(made, "source", "https://gazette.example/7")[1].startswith(
        "dateline: the address does not say what this is"
    )
    assert run(made, "source", "--title", "A letter", "--publisher", "The council", "--issued", "2025~")[0] == 0
    assert made.problems() == []


def test_pages_questions_and_claims_are_begun_and_pass(site: Callable[..., Site]):
    made = site()
    assert run(made, "page", "How we work", "--states", "methodology") == (
        0, "created content/pages/how-we-work.md\nchanged content/site.yaml\n",
    )  # fmt: skip
    assert run(made, "page", "Write to us", "--states", "contact")[0] == 0
    settings = (made.folder / "content/site.yaml").read_text().splitlines()
    assert settings[-1] == 'pages: {methodology: "how-we-work", contact: "write-to-us"}'
    assert run(made, "page", "Another", "--states", "contact")[0] == 2
    assert not (made.folder / "content/pages/another.md").exists()
    assert run(made, "question", "How many were hurt?", "--exclusive") == (
        0,
        "created content/questions/how-many-were-hurt.md\n",
    )
    made.write(
        "-- content/entries/a.md --\n---\ntitle: A\n# The day is sure.\ndate:   2023-09-19\nsources: [gazette] # ours\n---\nText.\n"
    )
    line = (
        "claim",
        "a",
        "--by",
        "Armenia",
        "--text",
        "Two: no",
        "--source",
        "gazette",
        "--question",
        "how-many-were-hurt",
    )
    assert run(made, *line) == (0, "added a claim to content/entries/a.md\n")
    assert (
        run(made, *line[:4], "--text", "Three", "--source", "https://a.example/one-two", "--made", "2023-09-20")[0]
        == 0
    )
    assert (made.folder / "content/entries/a.md").read_text() == (
        "---\ntitle: A\n# The day is sure.\ndate:   2023-09-19\nsources: [gazette] # ours\nclaims:\n"
        "  - by: armenia\n    text: 'Two: no'\n    question: how-many-were-hurt\n    sources:\n    - gazette\n"
        "  - by: armenia\n    text: Three\n    made: '2023-09-20'\n    sources:\n    - a-one-two\n---\nText.\n"
    )
    assert [line for line in made.problems() if "error" in line] == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # A comment and a blank line before the next field belong to that field.
        ("---\ntitle: A\nclaims:\n    - by: x # here\n      text: t\n\n# Next\ndate: 2023\n---\n",
         "---\ntitle: A\nclaims:\n    - by: x # here\n      text: t\n    - by: y\n\n# Next\ndate: 2023\n---\n"),
        ("---\r\ntitle: A\r\nclaims:\r\n- by: x\r\n---\r\nText\r\n",
         "---\r\ntitle: A\r\nclaims:\r\n- by: x\r\n- by: y\r\n---\r\nText\r\n"),
        ("---\ntitle: A\nclaims:\ndate: 2023\n---\n", "---\ntitle: A\nclaims:\n  - by: y\ndate: 2023\n---\n"),
        ("\ufeff---\ntitle: A\n---\n", "\ufeff---\ntitle: A\nclaims:\n  - by: y\n---\n"),
        ("---\ntitle: A\nclaims: [{by: x}]\n---\n", None),
        ("---\ntitle: A\nclaims: {by: x}\n---\n", None),
    ],
)  # fmt: skip
def test_an_item_is_added_and_nothing_else_is_touched(before: str, after: str | None):
    assert with_item("content/entries/a.md", before, "claims", {"by": "y"}) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# Ours\n- id:   x\n  URL: https://a.example/?a=1 # read\n  note: 'n'\n",
         '# Ours\n- id:   x\n  URL: https://a.example/?a=1 # read\n  archived: "https://w.example/"\n  note: \'n\'\n'),
        ("- {id: x, URL: 'https://a.example/', note: n}  # one\n",
         "- {id: x, URL: 'https://a.example/', archived: \"https://w.example/\", note: n}  # one\n"),
        ("- {id: x, URL: https://a.example/}\n", '- {id: x, URL: https://a.example/, archived: "https://w.example/"}\n'),
        ("\ufeff- {URL: \"https://a.example/\", id: x}\r\n",
         '\ufeff- {URL: "https://a.example/", archived: "https://w.example/", id: x}\r\n'),
        ("- id: x\n  URL:\n      https://a.example/\n  note: n\n",
         '- id: x\n  URL:\n      https://a.example/\n  archived: "https://w.example/"\n  note: n\n'),
        ("- id: x\r\n  URL: https://a.example/\r\n", '- id: x\r\n  URL: https://a.example/\r\n  archived: "https://w.example/"\r\n'),
        ("- id: x\n  URL: https://a.example/\n  archived: https://b.example/\n", None),
        ("- id: x\n", None),
    ],
)  # fmt: skip
def test_a_field_is_added_and_nothing_else_is_touched(before: str, after: str | None):
    found = with_field("content/sources/a.yaml", before, (0,), "URL", "archived", "https://w.example/")
    assert found == after
    if found is not None:
        assert nodes_of("content/sources/a.yaml", found.encode()) is not None


def on_a_terminal(folder: Path, *command: str, answers: str) -> str:
    """Run a command on a terminal of its own, type all answers at once, and give what the terminal shows."""
    here, there = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(HOUSE), "SOURCE_DATE_EPOCH": str(int(NOW.timestamp()))}
    line = [sys.executable, "-m", "builder", "new", *command]
    with subprocess.Popen(line, cwd=folder, env=environment, stdin=there, stdout=there, stderr=there) as process:
        os.close(there)
        os.write(here, answers.encode())
        shown = b""
        # A terminal that nobody writes to any more ends with an error.
        with suppress(OSError):
            while piece := os.read(here, 4096):
                shown += piece
        assert process.wait() == 0, shown.decode()
    os.close(here)
    return shown.decode()


def test_on_a_terminal_it_asks_for_what_is_missing_and_completes_names(site: Callable[..., Site]):
    made = site()
    # A tabulator completes the place; a date that is none, and a name that nobody has, are asked for again.
    answers = "Bridge closed\nsoon\n2025-04-05\nyer\t\n\nNobody\nArmenia\n\nhttps://a.example/one-two\ngaz\t\n\n"
    shown = on_a_terminal(made.folder, "entry", answers=answers)
    assert '"soon" is not a date' in shown
    assert 'no actor is called "Nobody"' in shown
    assert (made.folder / "content/entries/2025-04-05-bridge-closed.md").read_text().partition("\n\n")[0] == (
        "---\ntitle: Bridge closed\ndate: '2025-04-05'\npublished: '2026-01-01'\nstatus: draft\nactors:\n- actor: armenia\nplaces:\n"
        "- place: yerevan\nsources:\n- a-one-two\n- gazette\n---"
    )


def test_where_nobody_can_be_asked_it_names_what_is_missing(site: Callable[..., Site]):
    made = site()
    for command, missing in (
        (("entry",), "argument 'TITLE'"),
        (("entry", "T"), "option '--date'"),
        (("claim", "a", "--by", "armenia", "--text", "t"), "option '--source'"),
        (("source",), "argument 'URL', or option '--title'"),
        (("place",), "argument 'NAME'"),
    ):
        code, output = run(made, *command)
        assert (code, f"Missing {missing}." in output) == (2, True), output
