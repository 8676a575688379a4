"""Rules on who and what is registered (G): names that two have, offices out of time, and what nobody names."""

import re
from collections.abc import Iterable, Iterator

from builder.checking.parts.entry_under_review import EntryUnderReview, ReviewedText
from builder.checking.parts.explanation import error, hint, warning
from builder.model.actor import Actor, Office, Tie
from builder.model.archive import Archive
from builder.model.cycles import cycles
from builder.model.dates import Date
from builder.model.entry import Entry
from builder.model.mentions import mentions
from builder.model.problem import Finding


def no_two_pages_share_a_name(archive: Archive) -> Iterator[Finding]:
    """G2: a reader who looks for a name should find one page."""
    for kind, register in (("actors", archive.registers.actors), ("places", archive.registers.places)):
        for name, ids in register.by_name.items():
            first, *others = sorted(ids)
            for other in others:
                says = f'"{name}" is a name of both {first} and {other}'
                hint = "a reference by this name is ambiguous: leave it to one of the two"
                yield Finding(archive.files[f"{kind}/{other}"], ("names",), "G2", says, hint)


def nothing_is_part_of_itself(archive: Archive) -> Iterator[Finding]:
    """G3: membership has no cycles."""
    actors = {id: [tie.to for tie in actor.part_of] for id, actor in archive.actors.items()}
    places = {id: [tie.to for tie in place.part_of] for id, place in archive.places.items()}
    entries = {id: [entry.part_of] for id, entry in archive.entry_of.items() if entry.part_of}
    for kind, graph in (("actors", actors), ("places", places), ("entries", entries)):
        # The smallest id of each cycle stands for all of it.
        for id in sorted(min(cycle) for cycle in cycles(graph)):
            says = f'"{id}" is part of itself through `part_of`'
            yield Finding(archive.files[f"{kind}/{id}"], ("part_of",), "G3", says, "remove one of the links")


def nobody_bears_an_office_out_of_time(subject: EntryUnderReview) -> Iterator[Finding]:
    """G4: who is called by an office held it when the event happened."""
    for text in subject.texts:
        for start, end, name, key in _officials(text, subject):
            actor = subject.directory.actors[key]
            before, after = text.own[:start].rstrip(), text.own[end:]
            titled = [office for office in actor.offices if _stands_beside(office.title, before, after)]
            if titled and not any(_held(office, subject.entry.date) for office in titled):
                title = titled[0].title
                says = f'{name} was not {title} on {subject.entry.date.text}, according to the page of "{actor.id}"'
                at = before.casefold().rfind(title.casefold())
                at = at if at >= 0 else start
                yield subject.finding(
                    text, at, at + len(title), "G4", says, "write “former”, or correct the dates there"
                )


def everybody_registered_is_named(archive: Archive) -> Iterator[Finding]:
    """G5: a page that nothing leads to is one that readers never find."""
    idle = {f"actors/{id}" for id in archive.actors} | {f"places/{id}" for id in archive.places}
    for entry in archive.all_entries:
        if not idle:
            return
        idle.difference_update(_named_in_fields(entry))
    for id, actor in archive.actors.items():
        idle.difference_update(f"actors/{word}" for word in _named_in_ties(actor) if word != id)
    for id, place in archive.places.items():
        idle.difference_update(f"places/{tie.to}" for tie in place.part_of if tie.to != id)
    # Texts are looked through only if something is still left.
    for body in _bodies(archive) if idle else ():
        idle.difference_update(_named_in_text(body, archive))
    for key in sorted(idle):
        yield Finding(
            archive.files[key], (), "G5", f'nothing names "{key.partition("/")[2]}"', "use it, or delete the file"
        )


def _officials(text: ReviewedText, subject: EntryUnderReview) -> Iterator[tuple[int, int, str, str]]:
    """Find who has an office, named or linked: start, end, name and id."""
    officials = subject.policy.officials
    if not subject.words.isdisjoint(officials.beginnings):
        for start, end, name in officials.find(text.own):
            yield from ((start, end, name, id) for id in officials.bearers[name])
    for start, word in text.passage.links if text.passage else ():
        actor = subject.directory.actors.get(word)
        if word in officials.bearers:
            yield from ((start, start, word, id) for id in officials.bearers[word])
        elif actor and actor.offices:
            yield start, start, actor.names[0].text if actor.names else word, actor.id


def _stands_beside(title: str, before: str, after: str) -> bool:
    """Return whether a title stands at a name, and no word such as "former" takes it back."""
    found = re.search(rf"(?P<before>[\w-]*)\W*\b{re.escape(title)}$", before, re.IGNORECASE)
    found = found or re.match(
        rf"\s*,\s+(?:the\s+)?(?P<before>[\w-]*?)\s*\b{re.escape(title)}\b(?!\s+of\b)", after, re.IGNORECASE
    )
    return found is not None and found["before"].lower().strip("-") not in _NO_LONGER


def _held(office: Office, when: Date) -> bool:
    since, until = office.since, office.until
    began = since is None or since.earliest is None or when.latest is None or since.earliest <= when.latest
    ended = (
        until is not None and until.latest is not None and when.earliest is not None and until.latest < when.earliest
    )
    return began and not ended


def _named_in_fields(entry: Entry) -> Iterator[str]:
    for part in entry.actors:
        yield f"actors/{part.actor}"
        yield from (f"actors/{id}" for id in part.according_to)
    yield from (f"places/{location.place}" for location in entry.places)
    for claim in entry.claims:
        yield from (f"actors/{id}" for id in (claim.by, claim.via, *claim.attributed_to) if id)
        if claim.where:
            yield f"places/{claim.where}"
    yield from (f"actors/{quote.by}" for quote in entry.quotes if quote.by)


def _named_in_ties(actor: Actor) -> Iterator[str]:
    ties: Iterable[Tie] = (*actor.part_of, *actor.affiliations)
    for tie in ties:
        yield tie.to
        yield from tie.according_to
    yield from (office.of for office in actor.offices if office.of)


def _bodies(archive: Archive) -> Iterator[str]:
    for entry in archive.entry_of.values():
        yield entry.body
    yield from (actor.body for actor in archive.actors.values())
    yield from (place.body for place in archive.places.values())
    yield from (page.body for page in archive.pages.values())
    yield from (question.body for question in archive.questions.values())


def _named_in_text(body: str, archive: Archive) -> Iterator[str]:
    for word in mentions(body).words:
        kind, slash, name = word.partition("/")
        for known, register in (("actors", archive.registers.actors), ("places", archive.registers.places)):
            if not slash or kind == known:
                yield from (f"{known}/{id}" for id in register.find(name if slash else word))


# Before a title: its holder has it no longer, or not yet.
_NO_LONGER = (
    "former",
    "then",
    "late",
    "future",
    "designate",
    "ex",
    "ex-",
    "deputy",
    "vice",
    "acting",
    "new",
    "next",
    "later",
)

RULES = (
    no_two_pages_share_a_name,
    nothing_is_part_of_itself,
    everybody_registered_is_named,
)
ENTRY_RULES = (nobody_bears_an_office_out_of_time,)

EXPLANATIONS = (
    error(
        "G1",
        "Every actor and place has a page, and a name identifies one. Messages have codes such as actor-unknown.",
        "A mistyped name would create a second actor, or lead to another's page.",
        "Use the id the message suggests, or add the file.",
        "actors: [Estmarch]",
        "actors: [Eastmarch]",
    ),
    warning(
        "G2",
        "A name belongs to one page.",
        "A reference by a shared name is ambiguous.",
        "Leave the name to one of the two.",
        "names: [Northford]   # in two files of places/",
        "names: [Northford bridge]",
    ),
    error(
        "G3",
        "Nothing is part of itself.",
        "A circular chain of membership has no top.",
        "Remove one of the links.",
        "part_of: [silver-valley]   # in places/silver-valley.md",
        "part_of: [eastmarch]",
    ),
    warning(
        "G4",
        "A person described by an office held it at the time of the event.",
        "The person's page says otherwise; one of the two is wrong.",
        "Write “former”, or correct `from` and `to` in the person's `roles`.",
        "Mayor Ada Miller spoke.   # roles: {title: Mayor, from: 2029}; date: 2027",
        "Ada Miller, later mayor, spoke.",
    ),
    hint(
        "G5",
        "Every actor and place is mentioned somewhere.",
        "A page that nothing leads to is never found.",
        "Mention it in an entry, or delete the file.",
    ),
)
