"""Allow a title of somebody else's to say a number of victims until an author has given it to a claim.

Without that no site could be built after an import of such titles; so every draft says what is still to be done."""

from builder.checking.parts.casualty_numbers import CarriedNumbers, tolls_in
from builder.importing.record import Incident
from builder.model.entry import Assessment, Entry
from builder.model.prose import without_quotations
from builder.reading.dates.edtf import read_date

RULE = "C3"
TOLD = "its title or summary says a number of victims: `allow` lets it pass until a claim carries the number"


def says_victims_uncarried(incident: Incident, language: str) -> bool:
    """Return whether title or summary say a number of victims that no figure of the row carries."""
    if not (incident.lang or language).lower().startswith("en"):
        return False
    assessment = Assessment(figures=incident.figures) if incident.dataset else None
    entry = Entry(id="", title="", date=read_date("0000"), body="", body_line=1, assessment=assessment)
    carried, texts = CarriedNumbers(entry), filter(None, (incident.title, incident.summary))
    return any(
        not carried.holds(toll.number, toll.harm) for text in texts for toll in tolls_in(without_quotations(text))
    )


def reason_for(incident: Incident) -> str:
    """Write why the rule is allowed to be broken."""
    return f"the words are those of {incident.origin.file}; add the number to a claim, and remove this"
