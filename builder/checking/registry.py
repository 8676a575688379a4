"""Rules on who and what is registered (G): names that two bear, and chains of membership that bite their tail."""

from collections.abc import Iterator, Mapping

from builder.model.archive import Archive
from builder.model.problem import Finding, Severity


def no_two_pages_share_a_name(archive: Archive) -> Iterator[Finding]:
    """G2: a reader who looks for a name should find one page."""
    for kind, register in (("actors", archive.registers.actors), ("places", archive.registers.places)):
        for name, ids in register.by_name.items():
            first, *others = sorted(ids)
            for other in others:
                says = f'"{name}" is a name of {first} and of {other}'
                hint = "a reference by this name is ambiguous: leave it to one of the two"
                yield Finding(archive.files[f"{kind}/{other}"], ("names",), "G2", says, hint, Severity.WARNING)


def nothing_is_part_of_itself(archive: Archive) -> Iterator[Finding]:
    """G3: membership has no cycles."""
    actors = {id: [tie.to for tie in actor.part_of] for id, actor in archive.actors.items()}
    places = {id: [tie.to for tie in place.part_of] for id, place in archive.places.items()}
    entries = {id: [entry.part_of] if entry.part_of else [] for id, entry in archive.entry_of.items()}
    for kind, graph in (("actors", actors), ("places", places), ("entries", entries)):
        for id in _on_a_cycle(graph):
            says = f'"{id}" is, by way of part_of, part of itself'
            yield Finding(archive.files[f"{kind}/{id}"], ("part_of",), "G3", says, "take one of the links out")


def a_tag_is_written_one_way(archive: Archive) -> Iterator[Finding]:
    """Two spellings of one tag share a page; the page can show one of them only."""
    for slug, entries in archive.by_tag.items():
        label = archive.tags[slug]
        for entry in entries:
            for number, tag in enumerate(entry.tags):
                if tag != label and tag.casefold() == label.casefold():
                    yield Finding(
                        archive.files[f"entries/{entry.id}"],
                        ("tags", number),
                        "tag-spelling",
                        f'the tag "{tag}" is written "{label}" elsewhere',
                        "write both alike",
                        Severity.WARNING,
                    )


def _on_a_cycle(graph: Mapping[str, list[str]]) -> Iterator[str]:
    """List what can be reached from itself; the smallest id of each cycle stands for all of it."""
    settled: set[str] = set()
    for start in sorted(graph):
        path: list[str] = []
        on_path: set[str] = set()
        found: list[str] = []
        _walk(start, graph, path, on_path, settled, found)
        yield from found


def _walk(
    id: str,
    graph: Mapping[str, list[str]],
    path: list[str],
    on_path: set[str],
    settled: set[str],
    found: list[str],
) -> None:
    if id in on_path:
        found.append(min(path[path.index(id) :]))
        return
    if id in settled or id not in graph:
        return
    path.append(id)
    on_path.add(id)
    for other in graph[id]:
        _walk(other, graph, path, on_path, settled, found)
    path.pop()
    on_path.discard(id)
    settled.add(id)


RULES = (no_two_pages_share_a_name, nothing_is_part_of_itself, a_tag_is_written_one_way)
