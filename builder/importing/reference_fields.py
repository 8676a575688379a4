"""Which fields of BibTeX and of RIS say what of a source; of several, the first that is there does."""

from collections.abc import Mapping
from types import MappingProxyType

BIBTEX: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "id": ("id",),
        "type": ("type",),
        "title": ("title",),
        "author": ("author",),
        "container-title": ("journal", "journaltitle", "booktitle"),
        "publisher": ("publisher", "institution", "organization", "school"),
        "issued": ("date",),
        "year": ("year",),
        "month": ("month",),
        "day": ("day",),
        "howpublished": ("howpublished",),
        "accessed": ("urldate",),
        "URL": ("url",),
        "DOI": ("doi",),
        "language": ("langid", "language"),
        "genre": (),
        "page": ("pages",),
        "note": ("note",),
    }
)
RIS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "id": ("id",),
        "type": ("type_of_reference",),
        "title": ("title", "primary_title"),
        "author": ("authors", "first_authors"),
        "container-title": (
            *("journal_name", "secondary_title", "alternate_title3", "alternate_title2", "alternate_title1"),
        ),
        "publisher": ("publisher",),
        "issued": ("date",),
        "year": ("year", "publication_year"),
        "month": (),
        "day": (),
        "howpublished": (),
        "accessed": ("access_date",),
        "URL": ("urls", "url"),
        "DOI": ("doi",),
        "language": ("language",),
        "genre": (),
        "page": ("pages",),
        "note": ("notes", "note"),
    }
)
