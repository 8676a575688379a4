"""Whatever the clocks say, and however they are put back, a build makes what a clean one makes."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from conftest import NOW, Site
from test_publishing import ANSWER, APPEAL, clean, dateline, held

from builder.building.pipeline import build

# Long after all that is here, and held back until then.
LATER = NOW + timedelta(days=3650)
HELD_BACK = """
-- content/entries/witness.md --
---
title: What a witness saw
date: 2023-10-04
sources: [gazette]
safety: {delay_until: 2030-01-01}
---
Told years later, see [[answer]].
"""


@pytest.fixture
def small(site: Callable[..., Site]) -> Site:
    return site(APPEAL + ANSWER + HELD_BACK)


def dated(site: Site, when: datetime, *folders: str) -> None:
    """Have all files and folders of some folders be of one moment."""
    moment = when.timestamp()
    for folder in folders:
        for place in [site.folder / folder, *(site.folder / folder).rglob("*")]:
            os.utime(place, (moment, moment))


def as_clean(site: Site) -> bool:
    return held(site.public) == clean(site)


def at(moment: datetime, site: Site) -> tuple[int, str]:
    """Build by the command at a moment, which answers at once where it can."""
    environment = {"SOURCE_DATE_EPOCH": str(int(moment.timestamp()))}
    return dateline("build", cwd=site.folder, environment=environment)


def test_a_clock_set_back_takes_what_is_held_back_away_again(small: Site):
    for moment in (NOW, LATER, NOW, NOW - timedelta(days=700), LATER, LATER, NOW, NOW):
        assert at(moment, small)[0] == 0
        assert (small.public / "entries/witness/index.html").exists() == (moment is LATER)
    assert as_clean(small)


@pytest.mark.parametrize("folders", [("content",), ("public",), ("content", "public")])
@pytest.mark.parametrize("when", [datetime(1990, 1, 1, tzinfo=UTC), datetime(2090, 1, 1, tzinfo=UTC)])
def test_times_of_files_long_ago_or_in_the_future_change_nothing(
    small: Site, when: datetime, folders: tuple[str, ...]
):
    small.build()
    dated(small, when, *folders)
    assert small.build().published
    assert as_clean(small)
    small.write(ANSWER.replace("An answer to", "No answer to"))
    dated(small, when, *folders)
    small.build()
    assert as_clean(small)
    (small.public / "entries/answer/index.html").write_text("defaced", "utf-8")
    dated(small, when, *folders)
    small.build()
    assert as_clean(small)


def test_a_cache_of_the_future_is_no_harm_when_the_clock_is_right_again(small: Site):
    build(small.folder, small.public, LATER)
    dated(small, LATER, "content", "public")
    caches = [place for place in small.folder.iterdir() if place.name.startswith(".dateline-cache")]
    assert caches
    for place in caches:
        os.utime(place, (LATER.timestamp(), LATER.timestamp()))
    small.build()
    assert as_clean(small)
    for words in ("No answer to", "An echo to"):
        small.write(ANSWER.replace("An answer to", words))
        assert at(NOW, small)[0] == 0
        assert as_clean(small)


def test_files_in_the_output_older_or_newer_than_the_build_that_made_them_are_sent_only_whole(
    small: Site, tmp_path: Path
):
    site_file = (small.folder / "content/site.yaml").read_text("utf-8")
    small.write(f"-- content/site.yaml --\n{site_file}deploy: {{here: {{kind: folder, path: {tmp_path / 'www'}}}}}\n")
    for moment in (LATER, NOW):
        build(small.folder, small.public, moment)
        dated(small, LATER if moment is NOW else datetime(1990, 1, 1, tzinfo=UTC), "public")
    assert dateline("deploy", "--no-build", cwd=small.folder)[0] == 0
    assert held(tmp_path / "www/current") == clean(small)
