"""Resolve what an entry, an actor or a place refers to: ids stay, names in any script become ids.

Records hold no positions. A reference that leads nowhere is reported with the path of its keys, and the file
is read once more to find the line (see `locate`)."""

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from builder.model.actor import Actor, Tie
from builder.model.addresses import STORIES
from builder.model.advice import Advice, write
from builder.model.claim import Claim
from builder.model.entry import Entry, Estimate
from builder.model.names import Name
from builder.model.nearest import Speller
from builder.model.place import Place
from builder.model.problem import Finding, KeyPath, advised
from builder.model.raster import CLEANABLE, MOST_PIXELS, Raster
from builder.model.register import Register, Registers
from builder.model.site import OwnPages, Site

# Fields that name one thing, and hold no list.
_ONE_ALONE = ("by", "via", "where", "part_of", "responds_to", "supersedes", "story", "methodology", "contact")


class Resolver:
    """Resolves the references of the record in a file; `findings` are those that lead nowhere."""

    def __init__(self, registers: Registers, file: str) -> None:
        self.registers, self._file = registers, file
        self.findings: list[Finding] = []
        self.speller = Speller()

    def complain(self, path: KeyPath, code: str, says: str, hint: str | Advice) -> None:
        self.findings.append(advised(self._file, path, code, says, hint))

    def one(self, register: Register, word: str, path: KeyPath) -> str:
        found = register.find(word)
        if len(found) == 1 or not word:
            # An empty word was reported when it was read.
            return found[0] if found else word
        if found:
            says = f'"{word}" names more than one {register.noun}'
            self.complain(path, f"{register.noun}-ambiguous", says, write(*sorted(found), instead_of=word))
        elif register.noun == "source" and (why := self.registers.why_unshown(word)):
            how = "complete it in the exporting program, or write the source out here"
            self.complain(path, "source-incomplete", why, how)
        else:
            # Few sites refer to what is not there.
            from builder.assembling.otherwise_written import otherwise_written

            hint = (
                otherwise_written(word, register, path[-1] not in _ONE_ALONE)
                or self.speller.did_you_mean(word, register.words())
                or f"add the {register.noun}, or fix the name"
            )
            self.complain(path, f"{register.noun}-unknown", f'no {register.noun} is called "{word}"', hint)
        return word

    def each(self, register: Register, words: tuple[str, ...], path: KeyPath) -> tuple[str, ...]:
        if register.ids.issuperset(words):
            return words
        return tuple(self.one(register, word, (*path, index)) for index, word in enumerate(words))

    def maybe(self, register: Register, word: str | None, path: KeyPath) -> str | None:
        return None if word is None else self.one(register, word, path)

    def claim(self, entry_id: str, word: str | None, path: KeyPath) -> str | None:
        """Resolve `claim` within the entry, or `entry#claim`."""
        if word is None:
            return None
        entry, hash, claim = word.partition("#")
        entry, claim = (self.one(self.registers.entries, entry, path), claim) if hash else (entry_id, entry)
        claims = self.registers.claims.get(entry)
        if claims is not None and claim not in claims:
            hint = (
                self.speller.did_you_mean(claim, claims)
                or "write `claim`, or `entry#claim` for a claim of another entry"
            )
            self.complain(path, "claim-unknown", f'no claim of "{entry}" is called "{claim}"', hint)
        return f"{entry}#{claim}"

    def side(self, word: str | None, path: KeyPath) -> None:
        sides = self.registers.sides
        if word is not None and self.registers.knows_all_sides and word not in sides:
            declared = "site.yaml declares " + (", ".join(sorted(sides)) or "none: add `sides` there, or remove this")
            hint = self.speller.did_you_mean(word, sides) or declared
            self.complain(path, "side-unknown", f'no side is called "{word}"', hint)


def settle_site(site: Site, resolver: Resolver) -> Site:
    """Resolve the entries and pages that the settings name."""
    known, pages = resolver.registers, site.pages
    return replace(
        site,
        moments=resolver.each(known.entries, site.moments, ("front", "moments")),
        story=resolver.maybe(known.pages, site.story and f"{STORIES}{site.story}", ("front", "story")),
        pages=OwnPages(
            methodology=resolver.maybe(known.pages, pages.methodology, ("pages", "methodology")),
            corrections=resolver.maybe(known.pages, pages.corrections, ("pages", "corrections")),
            contact=resolver.maybe(known.pages, pages.contact, ("pages", "contact")),
        ),
    )


def settle_actor(actor: Actor, resolver: Resolver) -> Actor:
    """Resolve an actor's ties, sources and side."""
    known = resolver.registers
    resolver.side(actor.side, ("side",))
    _settle_names(actor.names, resolver)
    return replace(
        actor,
        part_of=_settle_ties(actor.part_of, "part_of", "actor", known.actors, resolver),
        affiliations=_settle_ties(actor.affiliations, "affiliation", "actor", known.actors, resolver),
        offices=tuple(
            replace(
                office,
                of=resolver.maybe(known.actors, office.of, ("roles", index, "of")),
                sources=resolver.each(known.sources, office.sources, ("roles", index, "sources")),
            )
            for index, office in enumerate(actor.offices)
        ),
        sources=resolver.each(known.sources, actor.sources, ("sources",)),
    )


def settle_place(place: Place, resolver: Resolver) -> Place:
    """Resolve a place's ties and sources."""
    known = resolver.registers
    _settle_names(place.names, resolver)
    return replace(
        place,
        part_of=_settle_ties(place.part_of, "part_of", "place", known.places, resolver),
        sources=resolver.each(known.sources, place.sources, ("sources",)),
    )


def _settle_names(names: tuple[Name, ...], resolver: Resolver) -> None:
    for index, name in enumerate(names):
        for number, side in enumerate(name.used_by):
            resolver.side(side, ("names", index, "used_by", number))


def _settle_ties(ties: tuple[Tie, ...], key: str, to: str, register: Register, resolver: Resolver) -> tuple[Tie, ...]:
    known = resolver.registers
    return tuple(
        replace(
            tie,
            to=resolver.one(register, tie.to, (key, index, to)),
            according_to=resolver.each(known.actors, tie.according_to, (key, index, "according_to")),
            sources=resolver.each(known.sources, tie.sources, (key, index, "sources")),
        )
        for index, tie in enumerate(ties)
    )


def settle_entry(entry: Entry, resolver: Resolver) -> Entry:
    """Resolve every reference of an entry; one that holds only ids is returned as it is."""
    if _is_settled(entry, resolver.registers):
        return entry
    known, one, each, maybe = resolver.registers, resolver.one, resolver.each, resolver.maybe
    for number, medium in enumerate(entry.media):
        if medium.is_picture and medium.file:
            for code, says, hint in _wrong_with(medium.file, known.media, resolver.speller):
                resolver.complain(("media", number, "file"), code, says, hint)
    return replace(
        entry,
        actors=tuple(
            replace(
                part,
                actor=one(known.actors, part.actor, ("actors", number, "actor")),
                according_to=each(known.actors, part.according_to, ("actors", number, "according_to")),
            )
            for number, part in enumerate(entry.actors)
        ),
        places=tuple(
            replace(location, place=one(known.places, location.place, ("places", number, "place")))
            for number, location in enumerate(entry.places)
        ),
        sources=_settle_sources(entry, resolver),
        claims=tuple(_settle_claim(entry.id, number, claim, resolver) for number, claim in enumerate(entry.claims)),
        quotes=tuple(
            replace(
                quote,
                by=maybe(known.actors, quote.by, ("quotes", number, "by")),
                source=quote.source and _resolved(known.sources, quote.source),
            )
            for number, quote in enumerate(entry.quotes)
        ),
        assessment=entry.assessment
        and replace(
            entry.assessment,
            method=maybe(known.pages, entry.assessment.method, ("assessment", "method")),
            figures=tuple(
                _settle_estimate(entry.id, estimate, ("assessment", "figures", number), resolver)
                for number, estimate in enumerate(entry.assessment.figures)
            ),
        ),
        part_of=maybe(known.entries, entry.part_of, ("part_of",)),
        related=tuple(
            replace(relation, entry=one(known.entries, relation.entry, ("related", number, "entry")))
            for number, relation in enumerate(entry.related)
        ),
    )


def _settle_sources(entry: Entry, resolver: Resolver) -> tuple[str, ...]:
    """Report unknown sources where they are written: in `sources`, in a claim or in a quotation."""
    known = resolver.registers.sources
    if known.ids.issuperset(entry.sources):
        return entry.sources
    return tuple(dict.fromkeys(resolver.one(known, id, _source_path(entry, id)) for id in entry.sources))


def _resolved(register: Register, word: str) -> str:
    """Resolve silently what is reported elsewhere."""
    found = register.find(word)
    return found[0] if len(found) == 1 else word


def _source_path(entry: Entry, id: str) -> KeyPath:
    for number, claim in enumerate(entry.claims):
        if id in claim.sources:
            return ("claims", number, "sources", claim.sources.index(id))
    for number, quote in enumerate(entry.quotes):
        if quote.source == id:
            return ("quotes", number, "source")
    return ("sources", entry.sources.index(id))


def _settle_estimate(entry_id: str, estimate: Estimate, path: KeyPath, resolver: Resolver) -> Estimate:
    named = (resolver.claim(entry_id, word, (*path, "from", index)) for index, word in enumerate(estimate.claims))
    return replace(estimate, claims=tuple(claim for claim in named if claim))


def _settle_claim(entry_id: str, number: int, claim: Claim, resolver: Resolver) -> Claim:
    known, path = resolver.registers, ("claims", number)
    return replace(
        claim,
        by=resolver.one(known.actors, claim.by, (*path, "by")),
        via=resolver.maybe(known.actors, claim.via, (*path, "via")),
        attributed_to=resolver.each(known.actors, claim.attributed_to, (*path, "attributed_to")),
        where=resolver.maybe(known.places, claim.where, (*path, "where")),
        responds_to=resolver.claim(entry_id, claim.responds_to, (*path, "responds_to")),
        supersedes=resolver.claim(entry_id, claim.supersedes, (*path, "supersedes")),
        contradicts=tuple(
            ref
            for index, word in enumerate(claim.contradicts)
            if (ref := resolver.claim(entry_id, word, (*path, "contradicts", index)))
        ),
        sources=tuple(_resolved(known.sources, id) for id in claim.sources),
    )


def _wrong_with(
    file: str, media: Mapping[str, Raster | None], speller: Speller
) -> Iterator[tuple[str, str, str | Advice]]:
    """Return why a file of `media/` cannot be shown."""
    if file not in media:
        hint = speller.did_you_mean(file, media) or "put the file into content/media/"
        yield "file-unknown", f'there is no file in media/ called "{file}"', hint
        return
    raster = media[file]
    if raster is None and file.lower().endswith(CLEANABLE):
        says = f'"{file}" is not a JPEG, PNG, WebP, AVIF or GIF, or is damaged'
        yield "picture-damaged", says, "save the picture again"
    elif raster and raster.width * raster.height > MOST_PIXELS:
        says = f'"{file}" has {raster.width} × {raster.height} pixels'
        yield "picture-too-large", says, f"save it smaller: {MOST_PIXELS // 1_000_000} million pixels at most"


def _is_settled(entry: Entry, known: Registers) -> bool:
    """Return whether an entry names only ids that exist; quicker than resolving it."""
    actors = known.actors.ids
    return (
        all(part.actor in actors and actors.issuperset(part.according_to) for part in entry.actors)
        and all(location.place in known.places.ids for location in entry.places)
        and known.sources.ids.issuperset(entry.sources)
        and all(
            claim.by in actors
            and (claim.via is None or claim.via in actors)
            and actors.issuperset(claim.attributed_to)
            and (claim.where is None or claim.where in known.places.ids)
            and claim.responds_to is None
            and claim.supersedes is None
            and not claim.contradicts
            for claim in entry.claims
        )
        and (entry.part_of is None or entry.part_of in known.entries.ids)
        and all(relation.entry in known.entries.ids for relation in entry.related)
        and not entry.quotes
        and not entry.media
        and entry.assessment is None
    )
