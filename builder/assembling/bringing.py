"""Register what a single entry brings: its own id, and the sources that are written out in it."""

from itertools import chain, filterfalse
from operator import attrgetter

from msgspec.structs import replace

from builder.assembling.pile import Pile
from builder.model.actor import Actor
from builder.model.entry import Entry
from builder.model.ids import folded
from builder.model.mentions import mentions
from builder.model.page import Question, StandingPage
from builder.model.place import Place
from builder.model.register import Registers


def registers_with(new: Entry, old: Entry | None, registers: Registers, pile: Pile) -> Registers | None:
    """Return the registers with the ids of an entry and its own sources; None where others may mean something else.

    Others may where an id is gone, where one resembles another, and where a text cites a source that was not there.
    The same registers are returned where all ids were there before."""
    before = {source.id for source in old.own_sources} if old else set()
    own = {source.id for source in new.own_sources}
    added = own - registers.sources.ids
    are_new = [] if new.id in registers.entries.ids else [new.id]
    if before - own or own - added - before or any(pile.holds(f"sources/{id}") for id in added):
        return None
    if not added and not are_new:
        return registers
    sources, entries = registers.sources.with_ids(added), registers.entries.with_ids(are_new)
    if sources is None or entries is None or _are_cited({*map(folded, added)}, new.id, pile):
        return None
    return replace(registers, sources=sources, entries=entries)


def _are_cited(words: set[str], by_all_but: str, pile: Pile) -> bool:
    """Return whether a text cites one of some sources; that of the entry which brings them may."""
    if not words:
        return False
    subjects: tuple[Actor | Place | StandingPage | Question, ...] = (
        *pile.actors.values(),
        *pile.places.values(),
        *pile.pages.values(),
        *pile.questions.values(),
    )
    others = (entry for id, entry in pile.entries.items() if id != by_all_but)
    cited = [*chain.from_iterable(map(attrgetter("mentions.sources"), others))]
    cited.extend(word for subject in subjects if "[@" in subject.body for word in mentions(subject.body).sources)
    # Ids hold no blanks, so that an ASCII word need only be in lower case to be compared.
    foreign = filterfalse(str.isascii, cited)
    return not (words.isdisjoint(map(str.lower, cited)) and words.isdisjoint(map(folded, foreign)))
