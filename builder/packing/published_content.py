"""Write the content of a site as readers were given it: the same site can be built from it, and no more is in it.

Every file is written again from what was read. Whatever is not known to be shown is left out; a text that holds
words which stand on no page, and what still names something that was purged, is refused."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from builder.building.loading import Loaded
from builder.drafting.front_matter import content_file, plain_yaml
from builder.model.addresses import media_address, page_address
from builder.model.archive import Archive
from builder.model.errors import BuilderError
from builder.packing.bag import Contents
from builder.packing.bodies import published_body, unseen_words, words_of
from builder.packing.published_fields import published_entry, published_place, published_site, published_sources
from builder.packing.shown_fields import Value, shown
from builder.publishing.release_file import release_text
from builder.reading.front_matter import read_document, read_text
from builder.reading.listing import PURGED_FILE
from builder.reading.records import nodes_of
from builder.reading.source_tree import RELEASE_FILE, SourceFile
from builder.views.output import file_of


def published_content(loaded: Loaded, pages: Mapping[str, bytes]) -> dict[str, Contents]:
    """Return the files of `content/` as readers were given them; `pages` are the published files by path."""
    published = _PublishedFiles(loaded, pages)
    found: dict[str, str] = {}
    for file in loaded.tree.files:
        text = published.text_of(file)
        if text is not None:
            found[file.path] = text
    published.refuse_purged(found)
    written: dict[str, Contents] = {path: text.encode() for path, text in found.items()}
    written |= {f"content/root/{name}": pages[name] for name in loaded.tree.root if name in pages}
    return written | {f"content/media/{name}": pages[media_address(name)] for name in published.pictures}


class _PublishedFiles:
    """The site as read and as published, and what of each file leaves."""

    def __init__(self, loaded: Loaded, pages: Mapping[str, bytes]) -> None:
        self._archive, self._tree, self._pages = loaded.archive, loaded.tree, pages
        self._cited = frozenset(source.id for source in loaded.archive.cited_sources)
        self._known = _public_words(loaded.archive)
        self._versions = {
            version.file: version.translation
            for by_key in loaded.archive.versions.values()
            for version in by_key.values()
        }

    @property
    def pictures(self) -> list[str]:
        """List the files of `media/` that are published."""
        return [name for name in sorted(self._archive.media) if media_address(name) in self._pages]

    def text_of(self, file: SourceFile) -> str | None:
        """Return what of a file leaves; None for nothing."""
        match file.folder:
            case "entries" | "actors" | "places" | "pages" | "stories" | "questions":
                return self._record(file)
            case "translations":
                return self._translation(file)
            case "sources":
                return published_sources(nodes_of(file.path, file.read()), file.path, self._cited)
            case "map":
                return _basemap(file.read())
            case "released":
                known = self._archive.entry_of
                return release_text(entry for entry in self._archive.released.entries if entry.id in known)
            case "purged":
                return "".join(f"{address}\n" for address in self._archive.purged.pages) or None
            case "":
                return plain_yaml(published_site(nodes_of(file.path, file.read()), self._archive.site))
            case _:
                # A folder that nothing is known of here stays here.
                return None

    def _record(self, file: SourceFile) -> str | None:
        kind, id = file.folder, PurePosixPath(file.path).stem
        document = read_document(read_text(file.read()))
        if f"{kind}/{id}" in self._archive.purged.addresses:
            return None
        hides, is_withdrawn = False, False
        fields: dict[str, Value]
        if kind == "entries":
            entry = self._archive.entry_of.get(id)
            if entry is None:
                return None
            hides, is_withdrawn = entry.safety.hide_sources, entry.is_withdrawn
            fields = published_entry(document.fields, entry, self._archive)
        elif kind == "places":
            fields = published_place(document.fields, self._archive.places[id], self._archive.site)
        else:
            fields = shown(document.fields, kind)
        body = "" if is_withdrawn else published_body(document.body, hides)
        self._refuse_unseen(file, document.body_line, body, _address(kind, id))
        return content_file(fields, body)

    def _translation(self, file: SourceFile) -> str | None:
        translation = self._versions.get(file.path)
        if translation is None:
            return None
        kind, _, id = translation.of.partition("/")
        entry = self._archive.entry_of.get(id) if kind == "entries" else None
        if kind == "entries" and entry is None:
            return None
        document = read_document(read_text(file.read()))
        hides = entry is not None and entry.safety.hide_sources
        fields = shown(document.fields, "translations")
        if entry is not None and entry.is_withdrawn:
            return content_file({"title": fields["title"]}, "")
        body = published_body(document.body, hides)
        self._refuse_unseen(file, document.body_line, body, f"{translation.lang}/{_address(kind, id)}")
        return content_file(fields, body)

    def _refuse_unseen(self, file: SourceFile, first_line: int, body: str, address: str) -> None:
        """Raise BuilderError where a text holds words that its readers do not see."""
        page = self._pages.get(file_of(address), b"")
        for line, word in unseen_words(body, page, self._known) if body.strip() else ():
            raise BuilderError(
                f'{file.path}:{first_line + line - 1}: no reader sees "{word}", which is in this text: remove '
                "it, or move it under `private`, and pack again"
            )

    def refuse_purged(self, found: Mapping[str, str]) -> None:
        """Raise BuilderError where what leaves still names something that was purged."""
        words = {*self._purged_words()}
        if not words:
            return
        sought = re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in sorted(words)), re.IGNORECASE)
        left = {path: text for path, text in found.items() if path not in (PURGED_FILE, RELEASE_FILE)}
        for file in self._tree.files:
            if file.path in left and sought.search(left[file.path]):
                raise BuilderError(
                    f"{_named(sought, file)}, which was purged: remove it by hand, or run `dateline purge "
                    "--content`, and pack again"
                )

    def _purged_words(self) -> Iterator[str]:
        """Yield the ids of what was purged, and the names and titles that its files still give, if they are there."""
        purged = self._archive.purged
        for address in purged.addresses:
            kind, _, id = address.partition("/")
            yield id.rpartition("#")[2]
            for file in self._files_of(kind, id):
                document = read_document(read_text(file.read()))
                named = shown(document.fields, kind)
                yield from _texts_of(named.get("names", named.get("title", [])))

    def _files_of(self, kind: str, id: str) -> Iterator[SourceFile]:
        if kind in ("actors", "entries"):
            for file in self._tree.files:
                if file.folder == kind and file.path.rpartition("/")[2] == f"{id}.md":
                    yield file


def _named(sought: re.Pattern[str], file: SourceFile) -> str:
    """Return where a file mentions something."""
    text = read_text(file.read())
    found = sought.search(text)
    if found is None:
        return f"{file.path} still names something"
    line = text.count("\n", 0, found.start()) + 1
    return f'{file.path}:{line} still names "{found[0]}"'


def _texts_of(value: Value) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            for item in value:
                yield from _texts_of(item)
        case dict():
            yield from _texts_of(value.get("text", []))


def _address(kind: str, id: str) -> str:
    # A story's address is that of its folder: `stories/ID/`.
    return page_address(id) if kind == "pages" else f"{kind}/{id}/"


def _public_words(archive: Archive) -> frozenset[str]:
    """Return the words by which a text may name what has a page: names, ids, and ids that it had."""
    named = [name.text for actor in archive.actors.values() for name in actor.names]
    named += [name.text for place in archive.places.values() for name in place.names]
    former = (archive.actors.values(), archive.places.values(), archive.entry_of.values())
    named += [old for records in former for record in records for old in record.formerly]
    named += [*archive.actors, *archive.places, *archive.entry_of, *archive.questions, *archive.pages]
    return words_of(" ".join((*named, "entries actors places questions pages sources tags")))


def _basemap(data: bytes) -> str:
    """Write a base map with what is drawn of it alone."""
    read: dict[str, Value] = json.loads(data)
    kept: list[object] = []
    features = read["features"]
    assert isinstance(features, list)
    for feature in features:
        assert isinstance(feature, dict)
        about, form = feature["properties"], feature["geometry"]
        assert isinstance(about, dict)
        assert isinstance(form, dict)
        kept.append(
            {
                "type": "Feature",
                "properties": {key: about[key] for key in ("kind", "code", "names") if key in about},
                "geometry": {key: form[key] for key in ("type", "coordinates")},
            }
        )
    map = {"type": "FeatureCollection", "bbox": read["bbox"], "about": read["about"], "features": kept}
    return json.dumps(map, ensure_ascii=False, separators=(",", ":")) + "\n"
