"""Read lists of references, as Zotero, BibTeX and RIS have them, into sources; what cannot be kept is told.

An address without its scheme, a date in words, a language by its name: none is guessed at."""

import hashlib
import json
import logging
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from msgspec.structs import replace

from builder.importing.citing import address_or_none, date_or_none, language_of
from builder.importing.dates_elsewhere import edtf_of
from builder.importing.kinds import read_json, whole_text
from builder.importing.record import Flaw, Found, ImportSource, Origin, Reference, Spoilt, Unmapped
from builder.importing.reference_fields import BIBTEX, RIS
from builder.model.dates import Date
from builder.model.errors import BuilderError
from builder.model.placeholders import SOURCE_PUBLISHER
from builder.model.source import Source
from builder.reading.csl_dates import csl_date_text
from builder.reading.dates.in_words import meant_by
from builder.reading.exported_sources import as_node
from builder.reading.nodes import Map

# What CSL allows in a title: italics and the like.
_MARKED = re.compile(r"</?(?:i|b|em|strong|sub|sup|sc|span)(?:\s[^<>]*)?>", re.IGNORECASE)
_CSL_TEXTS = (
    *("id", "type", "title", "genre", "page", "note", "container-title", "publisher", "authority", "URL", "DOI"),
    "language",
)
_CSL_KNOWN = frozenset((*_CSL_TEXTS, "citation-key", "author", "issued", "accessed"))
_TYPES = MappingProxyType(
    {
        **dict.fromkeys(("article", "JOUR"), "article-journal"),
        **dict.fromkeys(("book", "BOOK"), "book"),
        **dict.fromkeys(("inbook", "incollection", "CHAP"), "chapter"),
        **dict.fromkeys(("inproceedings", "CONF"), "paper-conference"),
        **dict.fromkeys(("techreport", "report", "RPRT"), "report"),
        **dict.fromkeys(("phdthesis", "mastersthesis", "thesis", "THES"), "thesis"),
        **dict.fromkeys(("online", "ELEC"), "webpage"),
        **dict.fromkeys(("dataset", "DATA"), "dataset"),
        **{"NEWS": "article-newspaper", "MGZN": "article-magazine", "VIDEO": "motion_picture", "CASE": "legal_case"},
    }
)


def read_csl(material: ImportSource) -> Iterator[Found]:
    """Read CSL-JSON."""
    found = read_json(material)
    items = found.get("items") if isinstance(found, Mapping) else found
    if not isinstance(items, list):
        raise Spoilt("no list of sources", "export a collection as CSL JSON")
    for number, item in enumerate(items, start=1):
        if isinstance(item, Mapping):
            yield from _csl_source(item, material.name, number)
        else:
            yield Flaw(material.name, number, "", "a source that has no fields", "export the list again")


def _csl_source(item: Mapping[str, object], file: str, row: int) -> Iterator[Found]:
    fields = {key: _words(item.get(key)) for key in _CSL_TEXTS}
    fields["id"] = _words(item.get("citation-key")) or _cited_as(fields["note"]) or _no_address(fields["id"])
    fields["publisher"] = fields["publisher"] or fields["authority"]
    authors = item.get("author")
    names = tuple(filter(None, (_csl_name(name) for name in authors))) if isinstance(authors, list) else ()
    dates = {key: _csl_date(item.get(key)) for key in ("issued", "accessed")}
    for key, (_, written) in dates.items():
        if written:
            yield from _undated(key, written, file, row)
    fields["date_text"] = dates["issued"][1]
    for key in sorted(item.keys() - _CSL_KNOWN):
        yield Unmapped(file, key, "a CSL field that is not shown", row)
    yield from _reference(fields, names, dates["issued"][0], dates["accessed"][0], Origin(file, row, _digest(item)))


def _cited_as(note: str) -> str:
    """Return the citation key that Zotero keeps among its extra fields."""
    found = re.search(r"(?i)\bcitation key: *(\S+)", note)
    return found[1] if found else ""


def _no_address(id: str) -> str:
    """Leave out an id that is the address of a record in somebody's library: the title makes a better one."""
    return "" if re.match(r"https?://", id) else id


def read_bibtex(material: ImportSource) -> Iterator[Found]:
    """Read BibTeX, or BibLaTeX."""
    try:
        from bibtexparser import middlewares
        from bibtexparser.entrypoint import parse_string
    except ImportError:
        raise _needs_the_extra("BibTeX") from None
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    layers = [middlewares.LatexDecodingMiddleware(keep_braced_groups=True), middlewares.SeparateCoAuthors()]
    library = parse_string(whole_text(material), append_middleware=layers)
    for block in library.failed_blocks:
        hint = "look for an unclosed brace or a duplicate key"
        yield Flaw(material.name, (block.start_line or 0) + 1, "", "this record cannot be read", hint)
    for entry in library.entries:
        item = {field.key.lower(): field.value for field in entry.fields}
        item = {"id": entry.key, "type": entry.entry_type.lower(), **item}
        yield from _tagged_source(item, BIBTEX, material.name, (entry.start_line or 0) + 1)


def read_ris(material: ImportSource) -> Iterator[Found]:
    """Read RIS."""
    try:
        import rispy
    except ImportError:
        raise _needs_the_extra("RIS") from None
    try:
        items = rispy.loads(whole_text(material))
    except (OSError, ValueError, rispy.parser.ParseError) as error:
        raise Spoilt(f"not RIS: {error}", "export the list again") from None
    tags = {key: tag for tag, key in rispy.config.TAG_KEY_MAPPING.items()}
    for row, item in enumerate(items, start=1):
        for found in _tagged_source(_with_pages(item), RIS, material.name, row):
            # The file has a name of two letters for what the library calls in words.
            if isinstance(found, Unmapped):
                found = replace(found, column=tags.get(found.column, found.column))
            yield found


def _with_pages(item: Mapping[str, object]) -> Mapping[str, object]:
    """Put together the first and the last page, of which RIS makes two fields."""
    ends = [_words(item[end]) for end in ("start_page", "end_page") if item.get(end)]
    # Some programs write both into the first.
    pages = "-".join(dict.fromkeys(ends[:1] if ends and "-" in ends[0] else ends))
    rest = {key: value for key, value in item.items() if key not in ("start_page", "end_page")}
    return {**rest, "pages": pages} if pages else rest


def _tagged_source(
    item: Mapping[str, object], tags: Mapping[str, tuple[str, ...]], file: str, row: int
) -> Iterator[Found]:
    """Read a record whose fields have the names of another notation."""
    found = {key: next((_words(item[tag]) for tag in names if item.get(tag)), "") for key, names in tags.items()}
    type = found["type"]
    found["type"] = _TYPES.get(type, _TYPES.get(type.upper(), ""))
    used = {tag for names in tags.values() for tag in names}
    for tag in sorted(item.keys() - used):
        yield Unmapped(file, tag, "a field that is not shown", row)
    written = {
        "issued": found["issued"] or _parts_of_date(found["year"], found["month"], found["day"]),
        "accessed": found["accessed"],
    }
    if (address := re.search(r"https?://[^\s{}]+", found["howpublished"])) and not found["URL"]:
        found["URL"] = address[0]
    elif found["howpublished"]:
        yield Unmapped(file, "howpublished", "a field that is not shown", row)
    dates = {key: _date_of(text) for key, text in written.items()}
    for key, text in written.items():
        if text and dates[key] is None:
            yield from _undated(key, text, file, row)
    authors = next((item[tag] for tag in tags["author"] if item.get(tag)), [])
    names = tuple(_tagged_name(str(name)) for name in authors) if isinstance(authors, list) else (_words(authors),)
    origin = Origin(file, row, _digest(item))
    found["date_text"] = "" if dates["issued"] else written["issued"]
    yield from _reference(found, names, dates["issued"], dates["accessed"], origin)


def _undated(key: str, written: str, file: str, row: int) -> Iterator[Unmapped]:
    reason = "kept as words" if key == "issued" else "left out"
    yield Unmapped(file, key, f'"{written}" is not a date: {reason}', row)


def _reference(
    fields: Mapping[str, str], authors: tuple[str, ...], issued: Date | None, accessed: Date | None, origin: Origin
) -> Iterator[Found]:
    """Make a source, and tell what of it could not be kept."""
    address, language = address_or_none(fields["URL"]), language_of(fields["language"])
    if fields["URL"] and not address:
        reason = f'"{fields["URL"]}" does not begin with https:// or http://'
        yield Unmapped(origin.file, "URL", reason, origin.row)
    if fields["language"] and not language:
        yield Unmapped(origin.file, "language", f'"{fields["language"]}" is not a BCP 47 language tag', origin.row)
    outlet = (
        fields["container-title"] or fields["publisher"] or (None if address or fields["DOI"] else SOURCE_PUBLISHER)
    )
    yield Reference(
        origin,
        Source(
            id=fields["id"],
            type=fields["type"] or "document",
            title=" ".join(_MARKED.sub("", fields["title"]).split()) or "[untitled]",
            authors=authors,
            container_title=fields["container-title"] or None,
            publisher=fields["publisher"] or (outlet if outlet == SOURCE_PUBLISHER else None),
            issued=issued,
            date_text=fields["date_text"] or None,
            accessed=accessed,
            url=address,
            doi=re.sub(r"^https?://(dx\.)?doi\.org/", "", fields["DOI"]) or None,
            language=language,
            genre=fields["genre"] or None,
            page=fields["page"] or None,
            note=fields["note"] or None,
        ),
    )


def _csl_name(name: object) -> str:
    if not isinstance(name, Mapping):
        return _words(name)
    if name.get("literal"):
        return _words(name["literal"])
    keys = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
    return " ".join(filter(None, (_words(name.get(key)) for key in keys)))


def _csl_date(value: object) -> tuple[Date | None, str]:
    """Read a date of CSL; return also the text of one that cannot be read."""
    if not value:
        return None, ""
    node = as_node(value)
    text = csl_date_text(node) if isinstance(node, Map) else _words(value)
    return (date, "") if (date := _date_of(text)) else (None, text)


def _date_of(text: str) -> Date | None:
    """Read a date as BibTeX, RIS and CSL write it: 2031/04/06/ is a day, 2031/Spring a season."""
    if found := re.fullmatch(r"(\d{4})(?:/(\d\d))?(?:/(\d\d))?/*(?:\d\d:[\d:]*)?", text.strip()):
        text = "-".join(filter(None, found.groups()))
    elif found := re.fullmatch(r"(\d{4})/+([A-Za-z]+)/*", text.strip()):
        text = f"{found[2]} {found[1]}"
    try:
        return date_or_none(edtf_of(text)) if text.strip() else None
    except Spoilt:
        return date_or_none(meant_by(text) or "")


def _parts_of_date(year: str, month: str, day: str) -> str:
    """Put together a date that is written in several fields; the month may be a word."""
    month, day = month.strip(". ~"), day.strip(". ~")
    if not year or not month:
        return year
    if not month.isdecimal():
        return f"{day} {month} {year}".strip()
    return "-".join((year, month.zfill(2), *([day.zfill(2)] if day.isdecimal() else ())))


def _tagged_name(name: str) -> str:
    """Write a name as it is spoken; one in braces is that of a body."""
    if name.startswith("{"):
        return _words(name)
    last, _, first = name.partition(",")
    return _words(f"{first} {last}")


def _words(value: object) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return " ".join(re.sub(r"[{}]", "", str(value or "")).split())


def _digest(item: Mapping[str, object]) -> str:
    return hashlib.sha256(json.dumps(item, sort_keys=True, default=str).encode()).hexdigest()


def _needs_the_extra(form: str) -> BuilderError:
    return BuilderError(f"{form} needs the extra `references`: pip install 'dateline[references]'")
