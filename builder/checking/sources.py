"""Rules on sources (S): what an entry rests on can be found again, and is what it was."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from types import MappingProxyType

from builder.checking.parts.entry_under_review import EntryUnderReview
from builder.checking.parts.explanation import error, hint, warning
from builder.model.advice import write
from builder.model.archive import Archive
from builder.model.dates import starts_after
from builder.model.entry import Status
from builder.model.placeholders import IN_FIELDS
from builder.model.problem import Finding, KeyPath, advised
from builder.model.source import Source
from builder.model.tracking import without_tracking


def what_is_on_the_web_is_archived(archive: Archive) -> Iterator[Finding]:
    """S1: an address without a copy may lead nowhere tomorrow; told once a file, which is archived as a whole."""
    lacking = (source for source in _published(archive) if source.url and not source.archived)
    yield from _once_a_file(lacking, archive, "S1", "no archived copy", "add `archived: https://…`")


def a_source_has_a_date(archive: Archive) -> Iterator[Finding]:
    """S3: when a source came out tells what it could know. Told once a file."""
    lacking = (source for source in _published(archive) if source.issued is None and not source.date_text)
    yield from _once_a_file(lacking, archive, "S3", "no date", "add `issued`, as precisely as it is known")


def evidence_is_there_and_unchanged(archive: Archive) -> Iterator[Finding]:
    """S2: a file kept as evidence is the one that was kept."""
    for source in archive.sources.values():
        if source.file is None:
            continue
        file, path = _place_of(source, archive)
        found = archive.evidence.get(source.file)
        if found is None:
            says, hint = (
                f'there is no file in media/ called "{source.file}"',
                "put the evidence there, or correct the name",
            )
            yield Finding(file, (*path, "file"), "S2", says, hint)
        elif source.sha256 and found != source.sha256.lower():
            says = f'"{source.file}" does not match its digest'
            yield Finding(file, (*path, "sha256"), "S2", says, f"its SHA-256 is {found}: find out which is right")


def a_file_that_is_kept_is_what_it_was(subject: EntryUnderReview) -> Iterator[Finding]:
    """S2: the digest that readers are given is that of the file."""
    for number, medium in enumerate(subject.entry.media):
        if not medium.file or not medium.sha256:
            continue
        found, path = subject.directory.evidence.get(medium.file), ("media", number, "sha256")
        if found is None and medium.sha256 == "true":
            says = f'there is no file in media/ called "{medium.file}", so its digest cannot be calculated'
            yield Finding("", path, "S2", says, "put the file there, or write its SHA-256")
        elif found and medium.sha256 not in ("true", found) and medium.sha256.lower() != found:
            says = f'"{medium.file}" does not match its digest'
            yield Finding("", path, "S2", says, f"its SHA-256 is {found}: find out which is right")


def one_article_has_one_id(archive: Archive) -> Iterator[Finding]:
    """S5: under two ids one article looks like two sources."""
    first: dict[str, Source] = {}
    for source in _looked_after(archive):
        for mark in source.marks():
            other = first.setdefault(mark, source)
            if other is not source:
                file, path = _place_of(source, archive)
                says = f'"{source.id}" and "{other.id}" are the same article'
                yield Finding(file, (*path, "id"), "S5", says, "keep one of the two ids")
                break


def an_address_follows_nobody(archive: Archive) -> Iterator[Finding]:
    """Parameters that tell a host where readers come from are passed on by every click."""
    for source in _published(archive):
        if source.url and (plain := without_tracking(source.url)) != source.url:
            file, path = _place_of(source, archive)
            says = "the address contains tracking parameters"
            yield advised(file, (*path, "URL"), "url-tracking", says, write(plain, quotes="", instead_of=source.url))


def a_source_came_out_before_it_was_seen(archive: Archive) -> Iterator[Finding]:
    """`accessed` is the day on which it was read."""
    for source in _looked_after(archive):
        if source.issued and source.accessed and starts_after(source.issued, source.accessed):
            file, path = _place_of(source, archive)
            says = (
                f'"{source.id}" was accessed ({source.accessed.text}) before it was published ({source.issued.text})'
            )
            yield Finding(file, (*path, "accessed"), "accessed-early", says, "correct one of the two")


def an_entry_rests_on_more_than_one_publisher(subject: EntryUnderReview) -> Iterator[Finding]:
    """S6: one publisher may err, or have an interest."""
    if subject.entry.status in (Status.DRAFT, Status.WITHDRAWN):
        return
    outlets = {source.outlet or source.id for source in subject.sources(subject.entry.sources)}
    if len(outlets) == 1:
        says = f'all sources of this entry are published by "{outlets.pop()}"'
        yield Finding("", ("sources",), "S6", says, "look for another publisher")


def what_is_cited_is_written(subject: EntryUnderReview) -> Iterator[Finding]:
    """A source that is cited says what it is, and not what stands for that in a file that was begun."""
    if subject.entry.status is Status.DRAFT:
        return
    own = {source.id for source in subject.entry.own_sources}
    for number, id in enumerate(subject.entry.sources):
        source = subject.directory.sources.get(id)
        if source and id not in own and not IN_FIELDS.isdisjoint((source.title, source.publisher)):
            says = f'the source "{id}" still has a placeholder, which would be published'
            yield Finding("", ("sources", number), "placeholder", says, "write what it is, and who published it")


def what_is_reused_has_a_licence(subject: EntryUnderReview) -> Iterator[Finding]:
    """S8: a picture of somebody else's is published by permission."""
    own = {*subject.entry.authors, subject.directory.site.title}
    for number, medium in enumerate(subject.entry.media):
        if medium.publish and medium.file and medium.credit and not medium.licence and medium.credit not in own:
            says = f'"{medium.file}" is by {medium.credit}, but nothing says that it may be published'
            yield Finding("", ("media", number), "S8", says, "add `licence`, or `publish: false`")


def a_picture_is_what_its_name_says(subject: EntryUnderReview) -> Iterator[Finding]:
    """Hosts go by the name of a file when they tell browsers what it is."""
    for number, medium in enumerate(subject.entry.media):
        raster = subject.directory.media.get(medium.file) if medium.publish and medium.file else None
        endings = _ENDINGS.get(raster.kind, ()) if raster else ()
        if raster and medium.file and endings and not medium.file.lower().endswith(endings):
            says = f'"{medium.file}" is a {raster.kind.upper()}, but its name says otherwise'
            hint = f"rename it, so that it ends in {endings[0]}"
            yield Finding("", ("media", number, "file"), "picture-named", says, hint)


def _published(archive: Archive) -> Iterable[Source]:
    """List the sources, but for those of drafts, which are still being gathered."""
    drafts = (entry for entry in archive.held_back if entry.status is Status.DRAFT)
    unfinished = {source.id for entry in drafts for source in entry.own_sources}
    found = _looked_after(archive)
    return [source for source in found if source.id not in unfinished] if unfinished else found


def _looked_after(archive: Archive) -> Iterable[Source]:
    """List the sources, but for those of exported libraries that nothing published cites."""
    if not any(file.endswith(".json") for file in {*archive.files.values()}):
        return archive.sources.values()
    cited = {source.id for source in archive.cited_sources}
    return [
        source
        for source in archive.sources.values()
        if source.id in cited or not archive.files[f"sources/{source.id}"].endswith(".json")
    ]


def _once_a_file(sources: Iterable[Source], archive: Archive, code: str, what: str, hint: str) -> Iterator[Finding]:
    by_file: defaultdict[str, list[Source]] = defaultdict(list)
    for source in sources:
        by_file[archive.files[f"sources/{source.id}"]].append(source)
    for file, found in by_file.items():
        ids = [f'"{source.id}"' for source in found]
        more = f" and {len(ids) - _MOST} more" if len(ids) > _MOST else ""
        _, path = _place_of(found[0], archive)
        yield Finding(file, path, code, f"{what}: {', '.join(ids[:_MOST])}{more}", hint)


def _place_of(source: Source, archive: Archive) -> tuple[str, KeyPath]:
    """Return where a source stands: in the list of a file, or in an entry."""
    file = archive.files[f"sources/{source.id}"]
    return file, archive.source_keys.get(source.id, ())


_ENDINGS = MappingProxyType(
    {kind: (f".{kind}",) for kind in ("png", "webp", "gif", "avif")} | {"jpeg": (".jpg", ".jpeg")}
)
# Ids that are named in a message; the rest are counted.
_MOST = 3

RULES = (
    what_is_on_the_web_is_archived,
    a_source_has_a_date,
    evidence_is_there_and_unchanged,
    one_article_has_one_id,
    an_address_follows_nobody,
    a_source_came_out_before_it_was_seen,
)
ENTRY_RULES = (
    what_is_cited_is_written,
    an_entry_rests_on_more_than_one_publisher,
    what_is_reused_has_a_licence,
    a_file_that_is_kept_is_what_it_was,
    a_picture_is_what_its_name_says,
)

EXPLANATIONS = (
    warning(
        "S1",
        "A source on the web has an archived copy.",
        "Pages change and disappear; readers must be able to see what you saw. Reported once per file of sources.",
        "Save the pages at an archive, and add `archived: https://…`; `dateline archive --save` does both.",
        "URL: https://gazette.example/bridge",
        "URL: https://gazette.example/bridge\narchived: https://archive.example/gazette/bridge",
    ),
    error(
        "S2",
        "Evidence is present, and unchanged since its digest was calculated.",
        "A file that was replaced proves nothing.",
        "Put the file into content/media/, or find out whether the file or the digest is right.",
        "file: letter.pdf   # which content/media/ does not hold",
        "file: letter.pdf\nsha256: 9db18a89304303eaec8ee1e6308548dcb1c18dec16d949cd274f831c0aeedc1b",
    ),
    warning(
        "S3",
        "A source has a date.",
        "The date shows what the source could have known. Reported once for each file of sources.",
        "Add `issued`, as precisely as it is known: `2023-09`, `2023~`.",
        "- {id: letter, title: A letter, publisher: The council}",
        "- {id: letter, title: A letter, publisher: The council, issued: 2031-04~}",
    ),
    error(
        "S4",
        "Everything referred to exists. Messages have codes such as source-unknown and entry-unknown.",
        "A statement whose source cannot be found is not evidence.",
        "Use the id the message suggests, or add what is missing.",
        "sources: [gazete-0405]",
        "sources: [gazette-0405]",
    ),
    warning(
        "S5",
        "One article is listed as one source.",
        "Under two ids it looks like two sources, one confirming the other.",
        "Keep one of the two, and cite it in both places.",
        "- {id: one, URL: https://gazette.example/bridge, …}\n- {id: two, URL: https://gazette.example/bridge/, …}",
        "- {id: one, URL: https://gazette.example/bridge, …}",
    ),
    hint(
        "S6",
        "An entry draws on more than one publisher.",
        "A single publisher may be wrong, or have an interest.",
        "Look for another; there may be none.",
        "sources: [gazette-0405]",
        "sources: [gazette-0405, courier-0406]",
    ),
    error(
        "S8",
        "A picture by somebody else has a licence.",
        "Without one it may not be published.",
        "Add `licence`, or `publish: false` to keep only the record.",
        "media: [{file: bridge.jpg, credit: Ines Bell, …}]",
        "media: [{file: bridge.jpg, credit: Ines Bell, licence: CC BY 4.0, …}]",
    ),
    hint(
        "url-tracking",
        "The address of a source contains no tracking parameters.",
        "Parameters such as `utm_source` tell hosts where readers come from, and give one page many addresses.",
        "Use the address the message suggests.",
        "URL: https://gazette.example/bridge?utm_source=post",
        "URL: https://gazette.example/bridge",
    ),
    warning(
        "accessed-early",
        "A source is accessed after it is published.",
        "One of the two dates is mistyped.",
        "Correct `issued` or `accessed`.",
        "issued: 2031-04-05\naccessed: 2030-04-06",
        "issued: 2031-04-05\naccessed: 2031-04-06",
    ),
)
