"""Words that authors write where a field takes words of a list, and those of the list that mean the same.

A word is known by its letters alone, without the `s` of a plural: `Civil society` and `civil-societies` are one."""

import re
from collections.abc import Collection
from types import MappingProxyType

from builder.model.advice import Advice, write

# Ours, and what else is written for it. A word that stands for two of ours is proposed as both.
_SAME = MappingProxyType(
    {
        # Kinds of actors.
        "state": "country nation republic kingdom federation",
        "government-body": "government ministry court tribunal police gendarmerie parliament inquiry commission "
        "agency authority authorities department municipality council office embassy judiciary institution",
        "armed-force": "army military navy airforce troops armedforces forces defenceforce peacekeeping",
        "unit": "battalion brigade regiment division squad company-of-soldiers detachment corps",
        "de-facto-authority": "defacto unrecognisedstate unrecognizedstate breakawaystate administration separatists",
        "armed-group": "militia rebels rebel insurgents guerrilla guerrillas paramilitary paramilitaries militants "
        "terrorists terrorist separatists gang",
        "party": "politicalparty movement politicalmovement opposition",
        "international-organisation": "un igo intergovernmental internationalbody eu osce",
        "ngo": "civilsociety charity nonprofit nonprofitorganisation association humanrightsgroup foundation union",
        "media": "newspaper broadcaster press journalist tv television radio newsagency website",
        "person": "human individual people politician official witness leader",
        "civilians": "population residents inhabitants refugees civilian",
        "protesters": "crowd demonstrators protestors protester demonstrator",
        "other": "company business corporation church religious mosque university school bank organisation "
        "organization misc unknown else",
        # What becomes of an entry, and what was corrected.
        "draft": "unpublished wip pending todo hidden idea review embargoed private",
        "published": "public live final done complete verified confirmed",
        "provisional": "developing unconfirmed preliminary breaking tentative",
        "withdrawn": "deleted removed retracted archived",
        "correction": "fix typo error corrected erratum",
        "retraction": "withdrawal withdrawn retracted deletion",
        "editor-note": "note editorsnote",
        "update": "updated addition added new",
        # Parts in an event.
        "initiator": "attacker perpetrator aggressor offender author organiser organizer doer subject actor1",
        "target": "victim attacked destination object",
        "affected": "victim casualty injured party civilian",
        "mediator": "negotiator broker facilitator",
        "speaker": "source spokesperson spokesman spokeswoman claimant",
        "observer": "witness monitor bystander",
        "location": "where site scene venue",
        "origin": "from source start",
        "mentioned": "mention reference",
        # How entries hang together.
        "follows": "after later next sequel caused-by",
        "precedes": "before earlier previous causes",
        "responds-to": "response reply answer reaction retaliation",
        "contradicts": "disputes denies conflicts",
        "background": "context related see-also see seealso",
        "duplicate-of": "duplicate same sameas",
        # Claims.
        "asserts": "claims says states confirms affirms",
        "denies": "denied refutes rejects disputes contradicts",
        "cannot-confirm": "unconfirmed unverified unknown notconfirmed",
        "declines-comment": "nocomment silent",
        "retracts": "withdraws takesback",
        "claimed": "alleged reported stated asserted unverified unconfirmed",
        "corroborated": "confirmed supported",
        "verified": "proven true confirmed",
        "disputed": "contested denied",
        "refuted": "false debunked disproved",
        # Who came to harm, and how.
        "combatants": "soldiers military fighters troops",
        "security-forces": "police officers",
        "journalists": "press reporters media",
        "medical": "doctors medics paramedics health",
        "aid-workers": "humanitarians humanitarian aid",
        "unspecified": "unknown people persons",
        "all": "total sum everyone",
        "killed": "dead deaths fatalities died fatal",
        "injured": "wounded hurt injuries",
        "missing": "disappeared",
        "detained": "arrested imprisoned jailed",
        "abducted": "kidnapped hostages hostage",
        "captured": "prisoners pow pows",
        "displaced": "refugees evacuated idp idps",
        # How exactly a place is known, and what a name is.
        "exact": "precise point gps building address",
        "vicinity": "near approximate approx around about",
        "settlement": "town city village municipality",
        "district": "county admin2",
        "region": "province state admin1",
        "fuzzy": "vague unsure unclear",
        "former": "old historical historic previous",
        "variant": "alias alternative alternate alt spelling aka",
        "abbreviation": "acronym initials abbr",
        "official": "legal formal",
    }
)  # fmt: skip


def instead_of_word(text: str, known: Collection[str]) -> Advice:
    """Advise what to write for a word that is none of those known; nothing where the table does not know it."""
    plain = _plain(text)
    alike = [ours for ours in known if _plain(ours) == plain]
    same = alike or [ours for ours in known if plain in map(_plain, _SAME.get(ours, "").split())]
    return write(*same) if same else Advice()


def _plain(text: str) -> str:
    letters = re.sub(r"[\s_'’-]", "", text).lower()
    return re.sub(r"ies$", "y", letters).rstrip("s")
