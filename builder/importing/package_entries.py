"""Turn the rows on one entry, from all tables of a data package, back into its front matter."""

from builder.importing.package_tables import Cells, Tables, listed, without_nothing
from builder.importing.record import Fields


def entry_fields(row: Cells, tables: Tables, publication: str) -> Fields:
    """Return the fields of an entry; what says nothing beyond the default is left out."""
    id = row.get("id")
    sources = [source.get("source") for source in tables.below("entry_sources", "entry", id)]
    withheld = {"title": "[withheld by the publication]", "publisher": publication}
    wholes, related = _relations(tables, id)
    return without_nothing(
        {
            "title": row.get("title"),
            "summary": row.get("summary"),
            "date": row.get("date"),
            "time_zone": row.get("time_zone"),
            "date_text": row.get("date_text"),
            "ongoing_as_of": row.get("ongoing_as_of"),
            "status": "" if row.get("status") == "published" else row.get("status"),
            "type": [type.get("type") for type in tables.below("entry_types", "entry", id)],
            "tags": [tag.get("label") for tag in tables.below("entry_tags", "entry", id)],
            "actors": [_part(part) for part in tables.below("entry_actors", "entry", id)],
            "places": [
                _taken(place, "place", "role", "precision") for place in tables.below("entry_places", "entry", id)
            ],
            "sources": sources or [withheld],
            "claims": [_claim(claim, tables, row) for claim in tables.below("claims", "entry", id)],
            "assessment": _assessment(tables, id, publication),
            "media": [_medium(medium) for medium in tables.below("entry_media", "entry", id) if _is_record(medium)],
            "quotes": [_quote(quote) for quote in tables.below("entry_quotes", "entry", id)],
            "part_of": wholes[0] if wholes else "",
            "related": related,
            "published": row.get("published"),
            "updated": row.get("updated"),
            "corrections": [
                _taken(found, "date", "kind", "text", "field", "was", "now")
                for found in tables.below("corrections", "entry", id)
            ],
            "lang": row.get("lang"),
            "authors": listed(row.get("authors")),
            "confidence": row.get("confidence"),
            "confidence_reason": row.get("confidence_reason"),
            "warnings": listed(row.get("warnings")),
            "allow": {
                found.get("code"): found.get("reason") for found in tables.below("entry_exceptions", "entry", id)
            },
        }
    )


def _part(row: Cells) -> Fields:
    return _taken(row, "actor", "role", "basis") | without_nothing({"according_to": listed(row.get("according_to"))})


def _quote(row: Cells) -> Fields:
    quote = {"text": row.get("text"), "by": row.get("speaker"), "lang": row.get("lang"), "source": row.get("source")}
    return without_nothing({**quote, "translated_from": row.get("translated_from")})


def _is_record(row: Cells) -> bool:
    """Return whether a medium is all that its row says; a file that the publication shows or keeps is not there."""
    return bool(row.get("url")) and not row.get("address")


def _medium(row: Cells) -> Fields:
    said = ("kind", "url", "archived", "caption", "credit", "licence", "verification", "warning", "sha256")
    return _taken(row, *said)


def _relations(tables: Tables, id: str) -> tuple[list[str], list[Fields]]:
    rows = tables.below("entry_relations", "entry", id)
    wholes = [row.get("other") for row in rows if row.get("relation") == "part-of"]
    related = [
        {"entry": row.get("other"), "rel": row.get("relation")} for row in rows if row.get("relation") != "part-of"
    ]
    return wholes, [*related]


def _claim(row: Cells, tables: Tables, entry: Cells) -> Fields:
    id = row.get("id")
    status = row.get("status")
    return without_nothing(
        {
            "id": id.rpartition("#")[2],
            "question": row.get("question"),
            "by": row.get("claimant"),
            "via": row.get("via"),
            "made": row.get("made"),
            "as_of": row.get("as_of"),
            "kind": row.get("kind"),
            "text": row.get("text"),
            "quantity": [_figure(figure) for figure in tables.below("claim_figures", "claim", id)],
            "reports": row.get("reports"),
            "attributed_to": [found.get("actor") for found in tables.below("claim_attributions", "claim", id)],
            "where": row.get("place"),
            "stance": "" if row.get("stance") == "asserts" else row.get("stance"),
            "status": "" if status == "claimed" else status,
            "reason": row.get("status_reason"),
            "responds_to": row.get("responds_to"),
            "supersedes": row.get("supersedes"),
            "contradicts": _contradicted(tables, id),
            "lang": "" if row.get("lang") == entry.get("lang") else row.get("lang"),
            "sources": _claim_sources(tables, id),
        }
    )


def _contradicted(tables: Tables, id: str) -> list[str]:
    """List what a claim contradicts other than by its figures, from which that follows by itself."""
    rows = tables.below("relations", "claim", id)
    return [row.get("other") for row in rows if row.get("relation") == "contradicts" and not row.get("harm")]


def _claim_sources(tables: Tables, id: str) -> list[object]:
    found: list[object] = [row.get("source") for row in tables.below("claim_sources", "claim", id)]
    withheld = {"title": "[withheld by the publication]", "publisher": "[the publication]"}
    return found or [withheld]


def _figure(row: Cells) -> Fields:
    figure = {"category": row.get("category"), "harm": row.get("harm"), "count": row.get("text")}
    return without_nothing({**figure, "words": row.get("words")})


def _assessment(tables: Tables, id: str, publication: str) -> Fields | None:
    """Return the assessment of an entry: that of the dataset it names, else of the publication it comes from."""
    rows = tables.below("assessments", "entry", id)
    if not rows:
        return None
    row = rows[0]
    method = row.get("method").rstrip("/").rpartition("/")[2]
    figures = [
        _taken(figure, "category", "harm", "low", "best", "high", "rule")
        for figure in tables.below("assessment_figures", "entry", id)
    ]
    by = row.get("by") or ("" if method else publication)
    said = {"by": by, "method": method, "grading": row.get("grading"), "text": row.get("text")}
    return without_nothing({"date": row.get("date"), **said, "figures": figures})


def _taken(row: Cells, *columns: str) -> dict[str, object]:
    return without_nothing({column: row.get(column) for column in columns})
