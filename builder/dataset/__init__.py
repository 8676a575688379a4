"""The dataset: turn the archive into tables of what pages show, and these into the forms that researchers read."""

from builder.dataset.calendar import CALENDAR
from builder.dataset.claim_tables import CLAIM_TABLES, QUESTIONS
from builder.dataset.columns import DataTable
from builder.dataset.editorial_tables import EDITORIAL_TABLES
from builder.dataset.entry_files import EntryFile
from builder.dataset.entry_tables import ENTRIES, ENTRY_TABLES, TEXTS
from builder.dataset.geojson import GEOJSON
from builder.dataset.media_tables import MEDIA
from builder.dataset.subject_tables import SUBJECT_TABLES

# A table comes after those that it refers to.
TABLES: tuple[DataTable, ...] = (
    *(*SUBJECT_TABLES, QUESTIONS, ENTRIES, *CLAIM_TABLES),
    *(*ENTRY_TABLES, MEDIA, *EDITORIAL_TABLES),
)
ENTRY_FILES: tuple[EntryFile, ...] = (GEOJSON, CALENDAR)


def tables(has_texts: bool) -> tuple[DataTable, ...]:
    """Return the tables that a site publishes; that of texts comes only with JSON beside pages."""
    return (*TABLES, TEXTS) if has_texts else TABLES
