"""Turn the archive into that of an edition in another language: translated where there is a translation.

What has none stays as it was written, and says in which language that is. Ids, dates, figures and claims are the
same in all editions."""

from collections.abc import Mapping

from msgspec.structs import replace

from builder.model.addresses import prefix_of
from builder.model.archive import Archive
from builder.model.digests import joined_digest
from builder.model.entry import Entry
from builder.model.mentions import Mentions
from builder.model.names import names_in_edition, tongue_of
from builder.model.page import Question, StandingPage
from builder.model.site import Side, Site
from builder.model.translation import Version

Versions = Mapping[str, Version]


def editions(archive: Archive) -> tuple[Archive, ...]:
    """Return the archive in each of its languages, the original first."""
    return (archive, *(in_language(archive, tag) for tag in archive.site.languages[1:]))


def in_language(archive: Archive, tag: str) -> Archive:
    """Translate an archive."""
    original, versions = archive.site.language, archive.versions[tag]
    new = {id: _entry(entry, tag, original, versions) for id, entry in archive.entry_of.items()}
    # An edition says what it shows of a language's translations, and nothing of the others'.
    directory = [key.encode() + version.digest for key, version in versions.items() if not key.startswith("entries/")]
    names, tongues = _names(archive, tag)

    def renewed(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        return tuple([new[entry.id] for entry in entries])

    def indexed(index: Mapping[str, tuple[Entry, ...]]) -> dict[str, tuple[Entry, ...]]:
        return {key: renewed(entries) for key, entries in index.items()}

    return replace(
        archive,
        digest=joined_digest((archive.digest, b"edition", tag.encode(), *directory)),
        site=_site(archive.site, tag),
        pages={id: _page(page, tag, original, versions) for id, page in archive.pages.items()},
        questions={id: _question(question, versions) for id, question in archive.questions.items()},
        names=names,
        tongues=tongues,
        original=original,
        translations={key: version.translation for key, version in versions.items()},
        entries=renewed(archive.entries),
        withdrawn=renewed(archive.withdrawn),
        entry_of=new,
        by_actor=indexed(archive.by_actor),
        by_place=indexed(archive.by_place),
        by_tag=indexed(archive.by_tag),
        by_source=indexed(archive.by_source),
        parts_of=indexed(archive.parts_of),
        claim_of={key: (new[entry.id], claim) for key, (entry, claim) in archive.claim_of.items()},
        by_question={
            id: tuple([(new[entry.id], claim) for entry, claim in answers])
            for id, answers in archive.by_question.items()
        },
        files={**archive.files, **{key: version.file for key, version in versions.items()}},
        digests=_with_versions(archive.digests, {key: version.digest for key, version in versions.items()}),
        faces=_with_versions(archive.faces, {key: version.face for key, version in versions.items()}),
    )


def _entry(entry: Entry, tag: str, original: str, versions: Versions) -> Entry:
    own, version = entry.lang or original, versions.get(f"entries/{entry.id}")
    # What an author wrote in the edition's own language is at home there.
    if own == tag:
        return replace(entry, lang=tag)
    if version is None:
        return replace(entry, lang=own)
    found = version.translation
    mentions = Mentions(found.mentions.words, entry.mentions.sources, found.mentions.pictures)
    return replace(
        entry,
        title=found.title or entry.title,
        summary=found.summary,
        mentions=mentions if found.has_text else entry.mentions,
        lang=None,
        dir=None,
        own_lang=own,
    )


def _page(page: StandingPage, tag: str, original: str, versions: Versions) -> StandingPage:
    own, version = page.lang or original, versions.get(f"pages/{page.id}")
    if own == tag:
        return replace(page, lang=tag)
    if version is None:
        return replace(page, lang=own)
    found = version.translation
    return replace(page, title=found.title or page.title, summary=found.summary, lang=None, dir=None)


def _question(question: Question, versions: Versions) -> Question:
    version = versions.get(f"questions/{question.id}")
    return replace(question, title=version.translation.title or question.title) if version else question


def _site(site: Site, tag: str) -> Site:
    found = next((found for found in site.translations if found.lang == tag), None)
    labels = dict(found.sides) if found else {}
    return replace(
        site,
        title=found.title if found else site.title,
        description=found.description if found else site.description,
        language=tag,
        url=site.url and site.url + prefix_of(tag),
        sides=tuple(_side(side, labels, site.language) for side in site.sides),
        translations=(found,) if found else (),
    )


def _side(side: Side, labels: Mapping[str, str], original: str) -> Side:
    label = labels.get(side.id)
    return replace(side, label=label) if label else replace(side, lang=original)


def _names(archive: Archive, tag: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return the names that an edition shows, and the language of those that are not in its own."""
    names: dict[str, str] = {}
    tongues: dict[str, str] = {}
    named = [(f"actors/{id}", actor.names) for id, actor in archive.actors.items()]
    named += [(f"places/{id}", place.names) for id, place in archive.places.items()]
    for key, known in named:
        shown = names_in_edition(known, tag, archive.site.language, archive.site.naming.order)
        names[key] = "/".join(name.text for name in shown) or key
        tongue = tongue_of(shown, tag)
        if tongue:
            tongues[key] = tongue
    return names, tongues


def _with_versions(digests: Mapping[str, bytes], versions: Mapping[str, bytes]) -> dict[str, bytes]:
    """Put the digests of translations to those of entries."""
    found = ((f"entries/{id}", id) for id in digests)
    return {id: joined_digest((digests[id], versions[key])) if key in versions else digests[id] for key, id in found}
