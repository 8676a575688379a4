"""Turn the archive into that of an edition in another language: translated where there is a translation.

What has none stays as it was written, and says in which language that is. Ids, dates and figures are the same in all
editions, and so is how claims relate."""

from collections.abc import Collection, Mapping

from msgspec.structs import replace

from builder.model.addresses import prefix_of
from builder.model.archive import Archive
from builder.model.claim import Claim
from builder.model.comparison import reference
from builder.model.digests import joined_digest
from builder.model.entry import Entry
from builder.model.ids import slug
from builder.model.mentions import Mentions
from builder.model.names import names_in_edition, tongue_of
from builder.model.page import StandingPage
from builder.model.site import Side, Site
from builder.model.translation import Translation, Version

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
    labels = _labels_of_tags(archive, tag)
    claims = {reference(entry, claim): (entry, claim) for entry in new.values() for claim in entry.claims}
    faces = {key: version.face for key, version in versions.items()}
    asked, answered = archive.questions_asked, _answered(archive, versions)

    def renewed(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        return tuple([new[entry.id] for entry in entries])

    def indexed(index: Mapping[str, tuple[Entry, ...]]) -> dict[str, tuple[Entry, ...]]:
        return {key: renewed(entries) for key, entries in index.items()}

    return replace(
        archive,
        digest=joined_digest((archive.digest, b"edition", tag.encode(), *directory)),
        site=_site(archive.site, tag),
        pages={id: _page(page, tag, original, versions) for id, page in archive.pages.items()},
        names=names,
        tongues=tongues | {f"tags/{id}": original for id in archive.tags if id not in labels},
        tags={**archive.tags, **labels},
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
        claim_of=claims,
        by_question={
            id: tuple([claims[reference(entry, claim)] for entry, claim in answers])
            for id, answers in archive.by_question.items()
        },
        files={**archive.files, **{key: version.file for key, version in versions.items()}},
        digests=_with_versions(archive.digests, {key: version.digest for key, version in versions.items()}),
        faces=_with_answers(_with_versions(archive.faces, faces), archive, answered),
        questions_asked={id: joined_digest((found, answered.get(id, b""))) for id, found in asked.items()},
    )


def is_whole(archive: Archive) -> bool:
    """Return whether nothing of the entries of an edition is left in another language."""
    tag, left = archive.site.language, archive.tongues
    foreign = {label for id, label in archive.tags.items() if f"tags/{id}" in left}
    return not any(entry.lang not in (None, tag) or _has_words_left(entry, tag, foreign) for entry in archive.entries)


def _has_words_left(entry: Entry, tag: str, foreign: Collection[str]) -> bool:
    """Return whether an entry shows words beside its text, such as statements, that are not in a language."""
    own = entry.own_lang or entry.lang
    others = (entry.quotes, entry.corrections, entry.media, entry.assessment, foreign and entry.tags)
    claims = [claim.lang or own for claim in entry.claims]
    return (own not in (None, tag) and any(others)) or any(lang not in (None, tag) for lang in claims)


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
        claims=_claims(entry, found, own),
        lang=None,
        dir=None,
        own_lang=own,
    )


def _claims(entry: Entry, found: Translation, own: str) -> tuple[Claim, ...]:
    words = dict(found.claims)
    return tuple(
        [
            replace(claim, text=words[claim.id], lang=found.lang, own_lang=claim.lang or own)
            if claim.id in words
            else claim
            for claim in entry.claims
        ]
    )


def _answered(archive: Archive, versions: Versions) -> dict[str, bytes]:
    """Digest for each question the translations of statements that answer it."""
    found: dict[str, bytes] = {}
    for id, answers in archive.by_question.items():
        entries = dict.fromkeys(f"entries/{entry.id}" for entry, _ in answers)
        faces = [versions[key].face for key in entries if key in versions and versions[key].translation.claims]
        if faces:
            found[id] = joined_digest(faces)
    return found


def _with_answers(faces: Mapping[str, bytes], archive: Archive, answered: Mapping[str, bytes]) -> dict[str, bytes]:
    """Put to the face of an entry what is translated of all that is said on its questions."""
    renewed = dict(faces)
    for question, digest in answered.items():
        for id in dict.fromkeys(entry.id for entry, _ in archive.by_question[question]):
            renewed[id] = joined_digest((renewed[id], digest))
    return renewed


def _page(page: StandingPage, tag: str, original: str, versions: Versions) -> StandingPage:
    own, version = page.lang or original, versions.get(f"pages/{page.id}")
    if own == tag:
        return replace(page, lang=tag)
    if version is None:
        return replace(page, lang=own)
    found = version.translation
    return replace(page, title=found.title or page.title, summary=found.summary, lang=None, dir=None)


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


def _labels_of_tags(archive: Archive, tag: str) -> dict[str, str]:
    found = next((found for found in archive.site.translations if found.lang == tag), None)
    written = ((slug(words), label) for words, label in (found.tags if found else ()))
    return {id: label for id, label in written if id in archive.tags}


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
