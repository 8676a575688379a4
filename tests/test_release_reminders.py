"""Nobody forgets in silence to record a release, to sign again, or to say when an entry was published."""

import pytest
from click.testing import CliRunner
from conftest import NOW

from builder.building.pipeline import check
from builder.cli.commands import dateline

SITE = """
-- content/site.yaml --
title: A small chronology
url: https://example.org/
deploy: {here: {kind: folder, path: ../www}}
-- content/entries/e.md --
---
title: Talks
date: 2031-04-05
published: 2031-04-06
sources: [gazette]
---
"""
MISSING = (
    "there is no content/released.txt, so later changes to published content go unnoticed: "
    "run `dateline release`, or deploy with --release"
)


def run(made, *words: str) -> tuple[int, list[str]]:
    """Run a command on a site; return its exit code, and what it says beside its outcome."""
    done = CliRunner().invoke(dateline, [words[0], "--site", str(made.folder), *words[1:]])
    return done.exit_code, [line for line in done.stderr.splitlines() if "`dateline check` shows them" not in line]


@pytest.fixture(autouse=True)
def _at_a_moment(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(NOW.timestamp())))


def test_a_deploy_says_what_no_release_has_recorded(site):
    made = site(SITE)
    assert run(made, "deploy") == (0, [MISSING])
    assert run(made, "deploy", "--dry-run", "--release") == (0, [MISSING])
    assert run(made, "deploy", "--release") == (0, [])
    assert run(made, "deploy") == (0, [])
    made.write(
        SITE.partition("-- content/entries")[1] + SITE.partition("-- content/entries")[2].replace("/e.md", "/f.md")
    )
    says = '1 entry is different from the last release, "f": run `dateline release`, or deploy with --release'
    assert run(made, "deploy") == (0, [says])
    assert run(made, "release") == (0, [])
    assert run(made, "deploy", "--no-build") == (0, [])


def test_a_signature_that_no_longer_fits_is_told_of_by_build_and_deploy(site):
    made = site(SITE)
    assert run(made, "deploy", "--release") == (0, [])
    signature = made.public / "manifest.json.sig"
    signature.write_text("signed")
    assert run(made, "deploy") == (0, [])
    made.write(SITE.replace("Talks", "Talks begin"))
    removed = "the signature was for a different manifest and was removed: run `dateline sign` again"
    assert run(made, "build") == (0, [removed])
    assert not signature.exists()
    lost = "the {} signed, but this one is not: run `dateline sign` and deploy again"
    assert run(made, "deploy", "--dry-run") == (0, [lost.format("published site is")])
    assert run(made, "deploy") == (0, [lost.format("previously published site was")])
    assert run(made, "deploy") == (0, [])


def test_a_target_may_take_what_is_signed_alone(site):
    made = site(SITE.replace("path: ../www", "path: ../www, signed: true"))
    refused = "dateline: here accepts only signed sites, but public/ is not signed: run `dateline sign --key KEY` and deploy again"
    assert run(made, "deploy") == (2, [refused])
    (made.public / "manifest.json.minisig").write_text("signed")
    assert run(made, "deploy") == (0, [MISSING])
    assert (made.folder.parent / "www/current/manifest.json.minisig").read_text() == "signed"


def test_the_folder_of_a_target_and_the_name_of_a_host_are_verified_as_they_are_meant(site):
    made = site(SITE)
    run(made, "deploy", "--release")
    www = made.folder.parent / "www"
    assert run(made, "verify", str(www)) == (0, [])
    says = 'dateline: there is no folder "example.org/a": for a site on the web write https://example.org/a'
    assert run(made, "verify", "example.org/a") == (2, [says])


def test_a_day_of_publication_has_no_time(site):
    made = site(SITE).write(SITE.replace("/e.md", "/f.md").replace("2031-04-06", "2031-04-06T00:01:00Z"))
    made.build()
    assert ("6 April 2031" in made.page("entries/e"), " UTC" in made.page("entries/e")) == (True, False)
    assert "00:01 UTC" in made.page("entries/f")


def test_empty_feeds_and_moments_in_the_wrong_order_are_told_of(site):
    without = SITE.replace("published: 2031-04-06\n", "updated: 2031-04-01\n")
    made = site(without).write(without.replace("/e.md", "/f.md"))
    codes = ("published-missing", "updated-early")
    assert [str(one) for one in check(made.folder, NOW) if one.code in codes] == [
        "content/entries/e.md:1:1 hint [published-missing] this entry and 1 more do not say when they were published "
        "(`published`): feeds and the latest entries are empty; add `published: …` with the day of publication; "
        "in version control, that is the date of the file"
    ]
    made.write(SITE.replace("/e.md", "/g.md").replace("2031-04-06", "2031-04-06\nupdated: 2031-04-05T23:59:59Z"))
    assert [str(one) for one in check(made.folder, NOW) if one.code == codes[1]] == [
        "content/entries/g.md:5:10 warning [updated-early] updated (2031-04-05T23:59:59Z) comes before published "
        "(2031-04-06T00:00:00Z); correct one of the two"
    ]


def test_a_new_entry_says_when_it_was_published(site):
    made = site(SITE)
    words = ["new", "entry", "Talks end", "--date", "2031-04-07", "--site", str(made.folder)]
    assert CliRunner().invoke(dateline, words).exit_code == 0
    assert "\npublished: '2026-01-01'\n" in (made.folder / "content/entries/2031-04-07-talks-end.md").read_text()
