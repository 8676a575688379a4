"""A shell completes what a site holds: ids, codes and targets, as click asks a command for them."""

from collections.abc import Callable

import pytest
from click.testing import CliRunner
from conftest import Site

from builder.checking import explanations
from builder.cli.commands import dateline

HELD = """
-- content/site.yaml --
title: A chronology
sides: [{id: east, label: East}]
deploy: {live: {kind: folder, path: ../www}, pages: {kind: git, url: "git@example.org:us/x.git"}}
-- content/entries/2031-04-05-bridge.md --
-- content/entries/2031/2031-04-06-talks.md --
-- content/entries/2031/2031-04-06-talks.hy.md --
-- content/actors/council.md --
-- content/media/bridge.png --
"""


def completed(line: str, site: Site) -> list[str]:
    """Give what bash is told for a line of which the last word is not finished."""
    words = ["dateline", *line.split(" ")]
    environment = {
        "_DATELINE_COMPLETE": "bash_complete",
        "COMP_WORDS": " ".join(words),
        "COMP_CWORD": str(len(words) - 1),
    }
    here = CliRunner().invoke(dateline, [], prog_name="dateline", env=environment, standalone_mode=True)
    return [word.partition(",")[2] for word in here.output.split()]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("purge --site SITE ", ["2031-04-05-bridge", "2031-04-06-talks", "armenia", "bridge.png", "council"]),
        ("purge --site SITE 2031-04-06", ["2031-04-06-talks"]),
        ("deploy --site SITE ", ["live", "pages"]),
        ("deploy --site SITE/nowhere ", []),
        ("explain DATE-f", ["date-form"]),
        ("new entry T --site SITE --place ", ["yerevan"]),
        ("new entry T --site SITE --actor c", ["council"]),
        ("new actor N --site SITE --side ", ["east"]),
        ("new actor N --kind armed", ["armed-force", "armed-group"]),
        ("new claim --site SITE 2031-04-0", ["2031-04-05-bridge", "2031-04-06-talks"]),
        ("new claim --site SITE 2031-04-05-bridge --source ", ["gazette"]),
        ("theme copy --site SITE pla", ["place.html"]),
        ("sch", ["schema"]),
    ],
)
def test_a_shell_completes_what_the_site_holds(line: str, words: list[str], site: Callable[..., Site]):
    made = site(HELD)
    assert completed(line.replace("SITE", str(made.folder)), made) == words


def test_all_codes_are_listed_with_their_laws():
    listed = CliRunner().invoke(dateline, ["explain"]).output.splitlines()
    known = sorted(explanations(), key=lambda found: found.code)
    assert listed == [f"{found.code} ({found.severity}): {found.law}" for found in known]
