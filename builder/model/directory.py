"""All that entries refer to, and nothing of the entries: settings, actors, places, sources, questions, base maps.

What takes a Directory and one entry can be remembered by the digests of these two."""

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from builder.model.actor import Actor
from builder.model.basemap import BaseMap
from builder.model.page import Question, StandingPage, question_from_id
from builder.model.place import Place
from builder.model.raster import Raster
from builder.model.site import Site
from builder.model.source import Source
from builder.model.translation import Translation


class Directory(Struct, frozen=True):
    """What is registered, by id; `names` holds the words that neutral text shows for `actors/ID` and `places/ID`.

    `media` holds what the heads of the files of `media/` say, None where that is nothing, `evidence` the SHA-256 of
    those that are kept. `digest` is that of all
    files that it was read from. In an edition that translates another, `original` is the language of that one,
    `translations` holds what is translated, by `entries/ID` and the like, and `tongues` the language of names that
    are not in the edition's own."""

    digest: bytes
    site: Site
    actors: Mapping[str, Actor]
    places: Mapping[str, Place]
    sources: Mapping[str, Source]
    pages: Mapping[str, StandingPage]
    questions: Mapping[str, Question]
    maps: Mapping[str, BaseMap]
    media: Mapping[str, Raster | None]
    evidence: Mapping[str, str]
    names: Mapping[str, str]
    tongues: Mapping[str, str]
    original: str | None
    translations: Mapping[str, Translation]

    @property
    def has_map(self) -> bool:
        return any(place.is_on_maps for place in self.places.values())

    def question(self, id: str) -> Question:
        """Return a question, worded in the edition's language where a translation does so."""
        found = self.questions.get(id) or question_from_id(id)
        translation = self.translations.get(f"questions/{id}")
        return replace(found, title=translation.title) if translation and translation.title else found

    def has_translated(self, key: str) -> bool:
        """Return whether the body of `entries/ID` and the like is a translation here."""
        found = self.translations.get(key)
        return found is not None and found.has_text

    def language_of_question(self, id: str) -> str | None:
        """Name the language of a question, where it is not the edition's own."""
        return None if f"questions/{id}" in self.translations else self.question(id).lang or self.original

    def language_of_text(self, key: str, own: str | None) -> str | None:
        """Name the language of a body; `own` is the original's."""
        return None if self.has_translated(key) else own
