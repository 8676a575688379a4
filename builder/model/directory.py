"""All that entries refer to, and nothing of the entries: settings, actors, places, sources, questions, base maps.

What takes a Directory and one entry can be remembered by the digests of these two."""

from collections.abc import Mapping
from dataclasses import dataclass

from builder.model.actor import Actor
from builder.model.basemap import BaseMap
from builder.model.place import Place
from builder.model.raster import Raster
from builder.model.site import Site
from builder.model.source import Source
from builder.model.standing import Question, StandingPage, question_from_id


@dataclass(frozen=True, slots=True)
class Directory:
    """What is registered, by id; `names` holds the words that neutral text shows for `actors/ID` and `places/ID`.

    `media` holds what the heads of the files of `media/` say, None where that is nothing. `digest` is that of all
    files that it was read from."""

    digest: bytes
    site: Site
    actors: Mapping[str, Actor]
    places: Mapping[str, Place]
    sources: Mapping[str, Source]
    pages: Mapping[str, StandingPage]
    questions: Mapping[str, Question]
    maps: Mapping[str, BaseMap]
    media: Mapping[str, Raster | None]
    names: Mapping[str, str]

    @property
    def has_map(self) -> bool:
        return any(place.is_on_maps for place in self.places.values())

    def question(self, id: str) -> Question:
        return self.questions.get(id) or question_from_id(id)
