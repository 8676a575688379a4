"""Write what the preview adds to a page: a panel that names the source file and shows what has to be corrected.

The page itself stays as it will be published, byte for byte: a script and a style sheet stand at the end of its head,
and the panel at the end of its body."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

from builder.model.addresses import entry_address
from builder.model.archive import Archive
from builder.model.entry import Entry, Status
from builder.model.problem import Problem
from builder.reading.excerpts import excerpt
from builder.reading.quoting import quoted_line

ASSETS = "_preview"
_MOST_SHOWN = 200
# Letters of a line that is quoted: what exports write is often one line alone.
_WIDEST = 200


def with_panel(page: str, panel: str, state: str) -> str:
    """Return a page with the panel, and what that needs; `state` names what was shown when the page was made."""
    head, end_of_head, rest = page.partition("</head>")
    body, end_of_body, after = rest.rpartition("</body>")
    return f"{head}{_head(state)}{end_of_head}{body}{panel}{end_of_body}{after}"


def write_panel(
    source: str | None, blocking: Sequence[Problem], found: Sequence[Problem], site: Path, opens: bool
) -> str:
    """Write the panel of a page: what is not shown, or stops a build, stands open, its own findings can be opened."""
    stopping = [problem for problem in found if problem.stops_a_build and problem not in blocking]
    own = [problem for problem in found if problem.file == source and problem not in (*blocking, *stopping)]
    pieces = ['<aside id="dateline-preview" lang="en" dir="ltr" aria-label="Preview">']
    for title, problems in (("Not shown until this is corrected:", blocking), ("This stops a build:", stopping)):
        if problems:
            pieces.append(f'<div role="alert"><strong>{title}</strong>{_list(problems, site, opens)}</div>')
    pieces.append("<p>")
    if source:
        pieces.append(f"<code>{escape(source)}</code> ")
        if opens:
            pieces.append(_opener(source, 1))
    pieces.append(f'<a href="/{ASSETS}/">Drafts and findings ({len(found)})</a></p>')
    if own:
        count = "1 finding" if len(own) == 1 else f"{len(own)} findings"
        pieces.append(f"<details><summary>{count} in this file</summary>{_list(own, site, opens)}</details>")
    return "".join((*pieces, "</aside>"))


def write_overview(archive: Archive | None, problems: Sequence[Problem], site: Path, opens: bool, state: str) -> str:
    """Write the page that lists everything that is not published as it stands, and all that has to be corrected."""
    waiting = [] if archive is None else [one for one in archive.entries if _state(one, archive)]
    rows = "".join(
        f'<li><a href="/{entry_address(entry.id)}">{escape(entry.title)}</a> '
        f"({escape(_state(entry, archive))}) <code>{escape(archive.files[f'entries/{entry.id}'])}</code></li>"
        for entry in waiting
        if archive
    )
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Drafts and findings</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">{_head(state)}</head>'
        '<body class="dateline-overview"><main><p><a href="/">The site</a></p><h1>Drafts and findings</h1>'
        f"<h2>Not published as it is</h2><ul>{rows or '<li>Nothing.</li>'}</ul>"
        f"<h2>Findings</h2>{_list(problems, site, opens) if problems else '<p>No problems found.</p>'}"
        "</main></body></html>"
    )


def _head(state: str) -> str:
    return (
        f'<link rel="stylesheet" href="/{ASSETS}/preview.css">'
        f'<script src="/{ASSETS}/preview.js" data-state="{state}" defer></script>'
    )


def _state(entry: Entry, archive: Archive | None) -> str:
    if entry.status is Status.DRAFT:
        return "draft"
    if archive and entry.id in archive.shown_early:
        return "held back"
    return "provisional" if entry.status is Status.PROVISIONAL else ""


def _list(problems: Sequence[Problem], site: Path, opens: bool) -> str:
    files: dict[str, list[str]] = {}
    items = "".join(_item(problem, site, files, opens) for problem in problems[:_MOST_SHOWN])
    more = len(problems) - _MOST_SHOWN
    return f"<ul>{items}{f'<li>and {more} more</li>' if more > 0 else ''}</ul>"


def _item(problem: Problem, site: Path, files: dict[str, list[str]], opens: bool) -> str:
    try:
        line = quoted_line(problem, site, files)
    except OSError:
        line = None
    quoted = ""
    if line is not None:
        before, after = excerpt(line, problem.column, _WIDEST)
        marked = f"{escape(before)}<mark>{escape(after)}</mark>"
        quoted = f"<pre><code>{marked}</code></pre>"
    opener = _opener(problem.file, problem.line) if opens and problem.file else ""
    return f'<li class="{problem.severity.value}">{escape(str(problem))} {opener}{quoted}</li>'


def _opener(source: str, line: int) -> str:
    return f'<button type="button" data-file="{escape(source)}" data-line="{line}">Open</button>'
