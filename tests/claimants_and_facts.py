"""Decide whether a fact of the sheet is the statement of a claimant: by its field, by the event, or by its words."""

import re
from collections.abc import Iterator

from counts_in_words import counts_with_owners
from fact_sheet import Fact, FactSheet, bare_name

from builder.model.actor import Actor, ActorKind
from builder.model.claim import Claim, Quantity

# Roles in which somebody speaks in an event, so that a fact of it need not name them again.
SPEAKING = ("claimant", "speaker", "issuer", "signatory", "court", "denies", "confirms", "applicant")
# What is contested by nobody is nobody's statement.
UNCONTESTED = "confirmed"
# A word of ids that says of a claimant only that no body is named.
NOBODY_NAMED = "sources"


def is_claimant(claimant: Actor, fact: Fact, words: str, sheet: FactSheet) -> bool:
    """Return whether a fact, whose words are given with those of the claim's sources, may be a claimant's."""
    if is_field_of(claimant, fact, sheet):
        return True
    in_sheet = _sheet_ids(claimant, sheet)
    if fact.by is None and any(id in in_sheet and role in SPEAKING for id, role in fact.actors):
        return True
    if fact.names_several and is_outlet(claimant, fact.sources, sheet):
        return True
    return fact.names_several and fact.status != UNCONTESTED and _is_named(claimant, words, sheet)


def is_field_of(claimant: Actor, fact: Fact, sheet: FactSheet) -> bool:
    """Return whether the sheet files a fact under a claimant."""
    return fact.by in _sheet_ids(claimant, sheet)


def is_outlet(actor: Actor, sources: tuple[str, ...], sheet: FactSheet) -> bool:
    """Return whether an actor published one of some sources."""
    return any(name.text in sheet.sources[source].publisher for source in sources for name in actor.names)


def is_given_to_another(quantity: Quantity, claim: Claim, claimant: Actor, fact: Fact, sheet: FactSheet) -> bool:
    """Return whether a fact gives a count to somebody else: “105 (Armenia)” is not Azerbaijan's."""
    bounds = (quantity.count.low, quantity.count.high)
    owners = [owner for count, owner in counts_with_owners(fact.words) if count == bounds]
    publishers = {word for source in claim.sources for word in _words(sheet.sources[source].publisher)}
    # “Armenia” and “Armenian” may stand for any body of that side.
    side = claimant.id.removeprefix("karabakh-")[:5]
    return bool(owners) and not any(
        _is_named(claimant, owner, sheet) or side in owner.lower() or publishers & _words(owner) for owner in owners
    )


def _is_named(actor: Actor, text: str, sheet: FactSheet) -> bool:
    words = _words(text)
    return any(_words(name) <= words for name in _names(actor, sheet))


def _names(actor: Actor, sheet: FactSheet) -> Iterator[str]:
    yield from (name.text for name in actor.names)
    ids = _sheet_ids(actor, sheet)
    yield from (name for name, bearers in sheet.bearers.items() if bearers & ids)
    words = [word for word in actor.id.split("-") if word != NOBODY_NAMED]
    yield words[-1] if actor.kind is ActorKind.PERSON else " ".join(words)


def _sheet_ids(actor: Actor, sheet: FactSheet) -> frozenset[str]:
    return frozenset(id for name in actor.names for id in sheet.bearers.get(bare_name(name.text), ()))


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.lower()))
