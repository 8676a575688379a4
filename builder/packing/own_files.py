"""List all that authors wrote, as it lies in their folder: content, seeds, and a theme of their own."""

import os
from collections.abc import Iterator
from pathlib import Path

from builder.packing.bag import Contents
from builder.reading.source_tree import conflict_of


def own_files(site: Path, theme: str) -> dict[str, Contents]:
    """Return the files of a site's folders by path; what is hidden, and what links lead to, is left out."""
    folders = ("content", "seeds", f"themes/{theme}")
    return {path: full_path for folder in folders for path, full_path in _files_in(site, folder)}


def _files_in(site: Path, folder: str) -> Iterator[tuple[str, Path]]:
    if not (site / folder).is_dir() or (site / folder).is_symlink():
        return
    for item in sorted(os.scandir(site / folder), key=lambda item: item.name):
        path = f"{folder}/{item.name}"
        if item.name.startswith(".") or conflict_of(path):
            continue
        if item.is_dir(follow_symlinks=False):
            yield from _files_in(site, path)
        elif item.is_file(follow_symlinks=False):
            yield path, Path(item.path)
