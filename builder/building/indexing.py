"""Turn the finished pages into an index of their full text, by Pagefind, where the site wants one.

Pagefind's files differ from run to run, so they are rebuilt only when a page that is searched has changed."""

import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from builder.model.addresses import prefix_of
from builder.model.digests import digest_of, joined_digest
from builder.model.errors import BuilderError
from builder.model.problem import Problem, Severity
from builder.model.site import Site
from builder.publishing.compression import Compression
from builder.publishing.manifest import NAME
from builder.publishing.output_folder import Before, has_stamp
from builder.publishing.stamps import PageStamp
from builder.publishing.tree import Make, PendingFile, Published, publish
from builder.workers import Workers

INDEX_FOLDER = "pagefind/"
# Pages whose text is searched; of these, only what is marked with `data-pagefind-body`.
_SEARCHED = ("entries/", "actors/", "places/", "questions/")
# Interfaces of Pagefind's own, which no page loads.
_UNUSED = ("pagefind-ui", "pagefind-modular-ui", "pagefind-component-ui", "pagefind-highlight")


def can_index() -> bool:
    """Return whether Pagefind is installed."""
    return find_spec("pagefind") is not None and find_spec("pagefind_bin") is not None


def index_missing(site: Site) -> list[Problem]:
    """Report what to install where a site wants its full text searched."""
    if not site.full_text or can_index():
        return []
    says = "full_text needs Pagefind, which is not installed: names and titles can be searched, but not texts"
    hint = "install it with `pip install 'dateline[search]'`"
    return [Problem("content/site.yaml", 0, 0, "full-text", says, hint, Severity.HINT)]


def unchanged_index(site: Site, output: Path, before: Before, salt: bytes) -> dict[str, bytes]:
    """Return the files of the last index, and what they are made of, if none of them has changed since.

    With the salt of the compressed copies that are wanted now, which publishing adds, that is what they bear."""
    stamps = {path: stamp for path, stamp in before.stamps.items() if path.startswith(INDEX_FOLDER)}
    is_intact = all(
        stamp.made_of.endswith(salt) and has_stamp(f"{output}/{path}", stamp) for path, stamp in stamps.items()
    )
    wanted = site.full_text and can_index() and is_intact
    return {path: stamp.made_of.removesuffix(salt) for path, stamp in stamps.items()} if wanted else {}


def index_text(site: Site, output: Path, published: Published, purged: str, salt: bytes) -> Published:
    """Index what was published, unless the present index is made of the same pages; publish the index."""
    if not site.full_text or not can_index():
        return published
    folders = _folders(site)
    pages = {path: stamp for path, stamp in published.stamps.items() if _is_searched(path, folders)}
    made_of = joined_digest(f"{path} {stamp.sha256}".encode() for path, stamp in sorted(pages.items())) + salt
    own = {
        path: stamp for path, stamp in published.stamps.items() if path != NAME and not path.startswith(INDEX_FOLDER)
    }
    kept = [stamp for path, stamp in published.stamps.items() if path.startswith(INDEX_FOLDER)]
    if (kept or not pages) and all(stamp.made_of == made_of for stamp in kept):
        return published
    # Few sites want their full text searched: the others skip these imports.
    from tempfile import TemporaryDirectory

    from builder.building.unspaced import to_be_searched

    with TemporaryDirectory() as folder, TemporaryDirectory() as copies:
        if pages:
            _run_pagefind(to_be_searched(output, pages, Path(copies)), folders, Path(folder))
        files = _files_in(Path(folder))
        wanted = {path: stamp.made_of for path, stamp in own.items()} | dict.fromkeys(files, made_of)
        before = Before(published.stamps, published.foreign)
        # No other machine is asked: what Pagefind wrote is here.
        make, workers = _maker(output, own, files), Workers(1)
        indexed = publish(output, wanted, make, Compression(), before, workers, lambda *_: None, purged)
    removed = published.removed + indexed.removed
    written = published.written + indexed.written
    unchanged = len(indexed.stamps) - 1 - written
    return Published(
        written,
        max(0, unchanged),
        removed,
        indexed.foreign,
        indexed.stamps,
        published.is_unsigned or indexed.is_unsigned,
    )


def _folders(site: Site) -> tuple[str, ...]:
    """List the folders of pages whose text is searched, in all editions."""
    prefixes = ("", *(prefix_of(tag) for tag in site.languages[1:]))
    return tuple(prefix + name for prefix in prefixes for name in _SEARCHED)


def _is_searched(path: str, folders: tuple[str, ...]) -> bool:
    # The folders' own pages are indexes.
    folder = next((folder for folder in folders if path.startswith(folder)), None)
    return folder is not None and path.count("/") == folder.count("/") + 1 and path.endswith("/index.html")


def _run_pagefind(output: Path, folders: tuple[str, ...], folder: Path) -> None:
    import subprocess

    # From a folder of its own, and with a safe path: nothing that lies beside the site's files is read or run.
    command = [sys.executable, "-P", "-m", "pagefind", "--site", str(output), "--output-path", str(folder), "--quiet"]
    glob = f"{{{','.join(name.rstrip('/') for name in folders)}}}/*/index.html"
    done = subprocess.run([*command, "--glob", glob], cwd=folder, capture_output=True, text=True)
    if done.returncode:
        told = (done.stderr or done.stdout).strip().splitlines()
        raise BuilderError(
            f"Pagefind could not index the text ({told[-1] if told else done.returncode}): the pages are published "
            "without it; build again, or remove full_text from site.yaml"
        )


def _files_in(folder: Path) -> dict[str, Path]:
    found = (file for file in folder.rglob("*") if file.is_file())
    return {
        f"{INDEX_FOLDER}{file.relative_to(folder).as_posix()}": file
        for file in found
        if not file.name.startswith(_UNUSED)
    }


def _maker(output: Path, own: Mapping[str, PageStamp], files: Mapping[str, Path]) -> Make:
    """Return a function that makes the files of the index, and knows all others as they have just been published."""

    def make(path: str) -> PendingFile:
        if path in files:
            data = files[path].read_bytes()
            return PendingFile(digest_of(data), lambda: data)
        return PendingFile(own[path].key, (output / path).read_bytes, own[path].parts)

    return make
