"""Write down what is to be removed at once, and take it out of the release record and, on request, of the content.

What is written down in `content/purged.txt` is taken out of the site by every build, whatever the content holds."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from builder.assembling.purging import release_without
from builder.building.loading import Loaded
from builder.drafting.yaml_edits import items_named, without_item
from builder.model.archive import Archive
from builder.model.entry import Entry
from builder.model.errors import BuilderError
from builder.model.mentions import file_at
from builder.model.nearest import did_you_mean
from builder.model.purged import Purged
from builder.model.source import Source
from builder.publishing.files import unlinked, write_whole
from builder.publishing.release_file import release_text
from builder.reading.listing import PURGED_FILE
from builder.reading.source_tree import RELEASE_FILE

_HEAD = "# What `dateline purge` removed. Every build leaves it out; keep this file with the content.\n"
_SEARCHED = ("content", "seeds", "themes")
_TEXTS = (".md", ".yaml", ".yml", ".json", ".txt", ".html", ".toml")


class Mention(Struct, frozen=True):
    """A line of a file that still has a word of what was purged in it."""

    file: str
    line: int
    word: str


def addresses_of(word: str, archive: Archive) -> tuple[str, ...]:
    """Find what a word means: an id, a file of media/, `ENTRY#CLAIM`, or an address; with what goes with it."""
    known = tuple(_addresses(archive))
    found = [address for address in known if word in (address, address.partition("/")[2])]
    if not found:
        # A claim alone, where only one entry has such a claim.
        found = [address for address in known if address.partition("#")[2] == word]
    if not found:
        hint = did_you_mean(word, [address.partition("/")[2] for address in known])
        says = f'there is no entry, claim, actor or file of media/ called "{word}"'
        raise BuilderError(f"{says}: {hint}" if hint else says)
    if len(found) > 1:
        raise BuilderError(f'"{word}" means more than one thing: write {" or ".join(found)}')
    return (found[0], *_former(found[0], archive), *_files_with(found[0], archive))


def words_of(address: str, archive: Archive) -> tuple[str, ...]:
    """Return the words by which content may name what stands at an address: ids, names, a title."""
    kind, _, id = address.partition("/")
    id, _, claim = id.partition("#")
    if kind == "actors":
        return (id, *(name.text for name in archive.actors[id].names)) if id in archive.actors else (id,)
    if kind == "entries" and not claim and id in archive.entry_of:
        return id, archive.entry_of[id].title
    return (claim or id,)


def write_down(site: Path, purged: Purged, archive: Archive) -> None:
    """Keep what is purged, and forget it in the record of the last release."""
    lines = "".join(f"{address}\n" for address in purged.addresses)
    _write(site, PURGED_FILE, _HEAD + lines)
    if archive.released.entries:
        _write(site, RELEASE_FILE, release_text(release_without(purged, archive.released).entries))


def remove_from_content(site: Path, addresses: Sequence[str], loaded: Loaded) -> tuple[list[str], list[str]]:
    """Take things out of the content; return what was taken out, and what has to be by hand, each with its file."""
    done: list[str] = []
    by_hand: list[str] = []
    for address in addresses:
        kind, _, id = address.partition("/")
        entry, _, claim = id.partition("#")
        files = [file.path for file in loaded.tree.files]
        if claim:
            _remove_items(site, f"content/entries/{entry}.md", "claims", "id", claim, done, by_hand)
        elif kind == "media":
            for path in (path for path in files if path.startswith("content/entries/")):
                _remove_items(site, path, "media", "file", id, done, by_hand)
            _delete(site, [file.full_path for name, file in loaded.tree.media.items() if name == file_at(id)], done)
        else:
            own = re.compile(rf"content/{kind}/(?:.*/)?{re.escape(id)}(?:\.[\w-]+)?\.md").fullmatch
            _delete(site, [f"{site}/{path}" for path in filter(own, files)], done)
    return done, by_hand


def mentions_left(site: Path, words: Sequence[str]) -> tuple[Mention, ...]:
    """List the lines of the site's folder that still have one of these words in them."""
    return tuple(_mentions_left(site, [word for word in words if word]))


def _addresses(archive: Archive) -> Iterator[str]:
    for entry in archive.all_entries:
        yield f"entries/{entry.id}"
        yield from (f"entries/{entry.id}#{claim.id}" for claim in entry.claims)
    yield from (f"actors/{id}" for id in archive.actors)
    yield from (f"media/{file}" for file in archive.media)


def _former(address: str, archive: Archive) -> tuple[str, ...]:
    kind, _, id = address.partition("/")
    record = archive.entry_of.get(id) if kind == "entries" else archive.actors.get(id) if kind == "actors" else None
    return tuple(f"{kind}/{old}" for old in record.formerly) if record else ()


def _files_with(address: str, archive: Archive) -> Iterator[str]:
    """List the pictures and the evidence of an entry that no other record names."""
    kind, _, id = address.partition("/")
    if kind != "entries" or "#" in id:
        return
    entries = {entry.id: entry for entry in archive.all_entries}
    entry = entries.pop(id)
    own = {source.id for source in entry.own_sources}
    others = [source for source in archive.sources.values() if source.id not in own]
    kept = {file for other in entries.values() for file in _files_of(other, others)}
    yield from (
        f"media/{file}" for file in sorted(_files_of(entry, entry.own_sources) - kept) if file in archive.media
    )


def _files_of(entry: Entry, sources: Iterable[Source]) -> set[str]:
    named = (*(medium.file for medium in entry.media), *(source.file for source in sources))
    return {file_at(file) for file in named if file}


def _write(site: Path, path: str, text: str) -> None:
    try:
        write_whole(unlinked(site, path), text.encode())
    except OSError as error:
        says = f"{path} cannot be written ({error.strerror}), and nothing was purged: fix this first"
        raise BuilderError(says) from None


def _delete(site: Path, paths: Sequence[str], done: list[str]) -> None:
    for path in paths:
        try:
            Path(path).unlink()
        except OSError as error:
            raise BuilderError(f"{path} cannot be deleted ({error.strerror}): delete it yourself") from None
        done.append(Path(path).relative_to(site).as_posix())


def _remove_items(
    site: Path, path: str, key: str, field: str, value: str, done: list[str], by_hand: list[str]
) -> None:
    """Take the items of a list out of a file, as far as each has lines of its own."""
    full_path = site / path
    text = full_path.read_bytes().decode("utf-8", "surrogateescape") if full_path.is_file() else ""
    for line in reversed(items_named(path, text, key, field, value)):
        kept = without_item(text, line)
        if kept is None:
            by_hand.append(f"{path}:{line}")
            continue
        text = kept
        write_whole(full_path, text.encode("utf-8", "surrogateescape"))
        done.append(f"{path}, line {line}")


def _mentions_left(site: Path, words: Sequence[str]) -> Iterator[Mention]:
    whole = (rf"(?<!\w){re.escape(word)}(?!\w)" for word in sorted(words, key=len, reverse=True))
    sought = re.compile("|".join(whole), re.IGNORECASE)
    for folder in _SEARCHED:
        for full_path in sorted((site / folder).rglob("*")):
            path = full_path.relative_to(site).as_posix()
            if (
                full_path.is_symlink()
                or not full_path.is_file()
                or full_path.suffix not in _TEXTS
                or path == PURGED_FILE
            ):
                continue
            text = full_path.read_bytes().decode("utf-8", "replace")
            for number, line in enumerate(text.split("\n"), start=1):
                if found := sought.search(line):
                    yield Mention(path, number, found[0])
