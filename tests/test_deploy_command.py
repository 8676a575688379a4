"""`dateline deploy`: what it refuses, what it says, and how `site.yaml` names the places."""

import json
import re
import tomllib
from collections.abc import Callable, Iterable
from shutil import rmtree

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from test_docs import DOCUMENTS, quoted, table
from yaml import safe_load

from builder.checking import explanation
from builder.cli.commands import dateline
from builder.deploying.changes import compare, in_order
from builder.deploying.secrets import masked
from builder.publishing.manifest import FileRecord, Manifest

SITE = """
-- content/site.yaml --
title: A small chronology
url: https://example.org/
deploy: {here: {kind: folder, path: www}}
-- content/entries/a-letter.md --
---
title: A letter
date: 2023-10-02
sources: [gazette]
---
A text.
"""


@pytest.fixture
def said(site, tmp_path) -> Callable[..., tuple[int, list[str]]]:
    """Run `dateline deploy` in a site; give the exit code and all that was said."""
    site(SITE)

    def run(*options: str) -> tuple[int, list[str]]:
        done = CliRunner().invoke(
            dateline, ["deploy", "--site", str(tmp_path / "site"), *options], catch_exceptions=False
        )
        return done.exit_code, done.output.splitlines()

    return run


def test_the_last_line_says_what_changed_and_where_it_can_be_read(said, tmp_path):
    said("--release")
    rmtree(tmp_path / "site/www")
    code, lines = said("--dry-run")
    assert (code, lines[2][:10], (tmp_path / "site/www").exists()) == (0, "would add ", False)
    assert lines[-1].startswith("here: nothing was done, it would be 34 added, 0 changed, 0 deleted, 0 unchanged; ")
    code, lines = said("here")
    assert (code, lines[-1].partition("; ")[0]) == (0, "here: 34 added, 0 changed, 0 deleted, 0 unchanged")
    assert lines[-1].endswith("; read it at https://example.org/")
    assert (tmp_path / "site/www/current/index.html").read_bytes() == (
        tmp_path / "site/public/index.html"
    ).read_bytes()
    assert said("--json")[1][0] == "{"
    assert json.loads("\n".join(said("--json")[1]))["unchanged"] == 34
    assert said("--releases") == (0, ["1  (published)"])
    assert said("--rollback", "7") == (2, ['dateline: here (www) keeps no release "7": there are 1'])


def test_errors_drafts_and_altered_files_go_nowhere(said, tmp_path):
    place = tmp_path / "site"
    said()
    before = sorted(place.joinpath("www").rglob("*"))
    entry = place / "content/entries/a-letter.md"
    entry.write_text(entry.read_text().replace("title:", "status: draft\ntitle:"))
    assert said("--no-build") == (
        2, ["dateline: public/entries/a-letter/index.html is a draft, or held back: build again"],
    )  # fmt: skip
    entry.write_text("---\ntitle: A letter\n---\n")
    assert said()[0] == 1
    assert said("--no-build")[0] == 1
    entry.write_text("---\ntitle: A letter\ndate: 2023-10-02\nsources: [gazette]\n---\n")
    (place / "public/index.html").write_text("altered")
    assert said("--no-build") == (2, ["dateline: public/index.html differs from the build: build again"])
    (place / "public/index.html").unlink()
    assert said("--no-build") == (2, ["dateline: public/index.html is missing: build again"])
    (place / "public/notes.txt").write_text("Mine.")
    code, lines = said()
    assert (code, lines[-1]) == (
        2,
        "dateline: public/notes.txt was not written by Dateline (nothing is sent): move it away, or to content/root/ if it should be published",
    )
    assert sorted(place.joinpath("www").rglob("*")) == before


def test_much_is_not_deleted_where_nobody_can_be_asked(said, tmp_path):
    said()
    (tmp_path / "site/content/entries/a-letter.md").unlink()
    code, lines = said()
    assert (code, lines[-1]) == (
        2,
        "dateline: here (www): 7 of 34 files would be deleted, so nothing was done: look at `--dry-run`, "
        "and add `--yes` to confirm",
    )
    assert said("--yes")[0] == 0


def test_targets_are_chosen_by_name(site):
    def said(deploy: str, *options: str) -> str:
        made = site(f"-- content/site.yaml --\ntitle: T\n{deploy}")
        done = CliRunner().invoke(dateline, ["deploy", "--site", str(made.folder), *options])
        assert done.exit_code == 2
        return done.output

    two = "deploy: {here: {kind: folder, path: www}, pages: {kind: git, url: ../p.git}}\n"
    assert said(two) == "dateline: there are several targets: choose one of here (folder), pages (git)\n"
    assert said(two, "page") == 'dateline: content/site.yaml has no target "page": did you mean "pages"?\n'
    assert said(two, "pages", "--releases") == (
        "dateline: pages keeps no releases; only a folder target does: deploy an earlier state instead\n"
    )
    assert "has no deploy target: write, for example, `deploy: {here:" in said("")
    inside = "deploy: {here: {kind: folder, path: public/www}}\n"
    assert said(inside).endswith(
        "dateline: here (public/www) contains public/ or is inside it: choose another folder\n"
    )


@pytest.mark.parametrize(
    ("target", "found"),
    [
        ("{kind: folder}", "4:9 error [field-missing] no path; add `path: /srv/www/chronology`"),
        ("{kind: gti, url: x}", '4:16 error [value-unknown] kind is "gti"; did you mean "git"?'),
        ("{kind: ftp}", '4:16 error [value-unknown] kind is "ftp"; one of folder, git, rsync, s3, rclone'),
        ("{kind: s3, bucket: b, endpoint: s3.example.org}", '4:41 error [endpoint-form] endpoint is "s3.example.org": no'),
        ("{kind: folder, path: www, address: x}", '4:44 error [address-form] address is "x": not a web address'),
        ("{kind: s3, buckt: b, bucket: b}", '4:20 error [key-unknown] unknown field "buckt" in live; did you mean "bucket"?'),
        ("{kind: git, url: 'ext::sh -c x'}", 'error [target-form] url is "ext::sh -c x"; write the repository'),
        ("{kind: git, url: x, branch: -f}", 'error [target-form] branch is "-f"; write a branch'),
        ("{kind: folder, path: ~/www}", 'error [target-form] path is "~/www"; write it in full, or relative to the site'),
        ("{kind: rsync, to: 'host::module'}", 'error [target-form] to is "host::module"; write user@host:path, or rsync'),
        ("{kind: rclone, remote: ':sftp,host=x:y'}", 'error [target-form] remote is ":sftp,host=x:y"; write name:path'),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_target_is_told_with_its_place(target, found, site):
    lines = site(
        f"-- content/site.yaml --\ntitle: T\nurl: https://example.org/\ndeploy:\n  live: {target}\n"
    ).problems()
    assert [line for line in lines if found in line] == lines
    assert explanation(lines[0].partition("[")[2].partition("]")[0]).law


@pytest.mark.parametrize(
    ("target", "key", "belongs"),
    [
        ("{kind: s3, bucket: b, secret_access_key: SE-CR-ET}", "secret_access_key", "set AWS_ACCESS_KEY_ID and"),
        ("{kind: rsync, to: 'h:p', password: SE-CR-ET}", "password", "leave it to SSH's own configuration"),
        ("{kind: git, url: 'https://SE-CR-ET@example.org/x.git'}", "url", "leave it to git's own credential helper"),
        ("{kind: rclone, remote: ':sftp,pass=SE-CR-ET:y'}", "remote", "leave it to `rclone config`"),
        (
            "{kind: folder, path: www, address: 'https://us:SE-CR-ET@example.org/'}",
            "address",
            "remove it: a folder needs none",
        ),
        ("{kind: nothing, token: SE-CR-ET}", "token", "leave it to git's own credential helper"),
    ],
)
def test_a_secret_in_the_settings_is_an_error_that_does_not_show_it(target, key, belongs, site):
    made = site(f"-- content/site.yaml --\ntitle: T\nurl: https://example.org/\ndeploy:\n  live: {target}\n")
    for command in ("check", "build", "deploy"):
        done = CliRunner().invoke(dateline, [command, "--site", str(made.folder)])
        assert (done.exit_code, "SE-CR-ET" in done.output) == (1, False)
        assert (
            f"[secret-in-settings] {key} contains a secret, but this file is read by others; remove it, and {belongs}"
            in (done.output)
        )


def test_secrets_are_masked_wherever_they_stand():
    environment = {"AWS_SECRET_ACCESS_KEY": "abcd1234", "MY_TOKEN": "tok-en", "HOME": "/home/us", "X_KEY": "abc"}
    assert masked("abcd1234 in https://us:pw@h/x, tok-en at /home/us abc", environment) == (
        "… in https://h/x, … at /home/us abc"
    )


paths = st.sampled_from(
    ["index.html", "about/index.html", "entries/a/index.html", "entries/b/index.html", "entries/a/index.html.gz",
     "assets/x.css", "media/p.png", "feed.xml", "sitemap.xml", "about", "entries/b/index.html/c.html"]
)  # fmt: skip
manifests = st.dictionaries(paths, st.integers(0, 2)).map(
    lambda files: Manifest(
        1, {path: FileRecord(size, str(size)) for path, size in files.items() if not is_folder(path, files)}
    )
)


def is_folder(path: str, files: Iterable[str]) -> bool:
    return any(other.startswith(f"{path}/") for other in files)


@given(manifests, manifests, st.frozensets(paths))
def test_steps_lead_from_what_stands_there_to_what_is_wanted_and_no_page_comes_before_what_it_leads_to(
    wanted, standing, unsure
):
    changes = compare(wanted, standing, unsure)
    steps = in_order(changes)
    put = [path for stage in steps.put for path in stage]
    assert sorted(put) == sorted((*changes.added, *changes.changed))
    assert sorted((*steps.in_the_way, *steps.gone)) == list(changes.deleted)
    # What nobody knows of may hold anything.
    there = {path: record for path, record in standing.files.items() if path not in unsure} | dict.fromkeys(unsure)
    for path in steps.in_the_way:
        del there[path]
    for path in put:
        assert not any(
            other.startswith(f"{path}/") or path.startswith(f"{other}/") for other in there if other not in steps.gone
        )
        there[path] = wanted.files[path]
    for path in steps.gone:
        del there[path]
    assert there == wanted.files
    new = [path in changes.added for path in put if path.endswith(".html") and path != "index.html"]
    assert new == sorted(new, reverse=True), "new pages come before those that lead to them"
    kinds = [path.endswith((".html", ".html.gz")) + 2 * path.endswith(".xml") for path in put]
    assert kinds == sorted(kinds), "what pages load comes before pages, and feeds come last"


KNOWN = {
    "folder": "path: x",
    "git": "url: x",
    "rsync": "to: 'x:y'",
    "s3": "bucket: x",
    "rclone": "remote: 'x:y'",
}


@pytest.mark.parametrize("kind", KNOWN)
def test_every_field_of_a_target_is_documented(kind, site):
    settings = f"-- content/site.yaml --\ntitle: T\ndeploy: {{live: {{kind: {kind}, {KNOWN[kind]}, qq: x}}}}\n"
    line = next(line for line in site(settings).problems() if '"qq"' in line)
    rows = [row for row in table("deploy.md", "Field of a target") if row[1] in ("all", kind)]
    assert {name for row in rows for name in quoted(row[0])} == {*line.partition("known here: ")[2].split(", ")}


def test_recipes_for_other_hosts_can_be_read():
    blocks = re.findall(r"^```(yaml|toml)\n((?:.*\n)*?)```$", DOCUMENTS["deploy.md"], re.M)
    read = [safe_load(text) if kind == "yaml" else tomllib.loads(text) for kind, text in blocks]
    assert [next(iter(recipe)) for recipe in read] == [True, True, "pages", "deploy", "build"]
    assert read[0]["jobs"]["pages"]["steps"][3]["run"] == "dateline build"
