"""Recognise what kind of data a file or folder holds, by its name and by how it begins."""

import json
import re
from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType

from msgspec import Struct

from builder.importing.post_front import has_pelican_head
from builder.importing.record import ImportSource, Reader, Spoilt
from builder.importing.tables import encoding_of, open_table
from builder.model.errors import BuilderError
from builder.model.nearest import did_you_mean

# A file that is read as a whole is a list of references or a page; more than this is neither.
MOST_AT_ONCE = 1 << 26
# So much of a file says what it is.
_BEGINNING = 1 << 16


class Kind(Struct, frozen=True):
    """A kind of data: what it is called, who reads it, and on what terms it may be passed on."""

    name: str
    says: str
    reader: str
    terms: str = ""

    def read(self) -> Reader:
        """Return the function that reads files of this kind; libraries are imported for those alone."""
        module, _, function = self.reader.partition(":")
        found = vars(import_module(f"builder.importing.{module}"))[function]
        assert callable(found)
        return found  # type: ignore[no-any-return]  # Every reader named below is one.


KINDS = (
    Kind(
        "ged",
        "UCDP GED",
        "ged:read_ged",
        "UCDP publishes its data under CC BY 4.0: cite Sundberg and Melander 2013, and the article on this version",
    ),
    Kind(
        "acled",
        "ACLED",
        "acled:read_acled",
        "ACLED's terms of use restrict passing its data on: read them before you publish any of it. "
        "Its notes stay under `private`; cite ACLED wherever a figure of its is shown",
    ),
    Kind("table", "a table", "mapped:read_mapped"),
    Kind("timelinejs", "TimelineJS", "timelinejs:read_timelinejs"),
    Kind("csl", "CSL-JSON", "references:read_csl"),
    Kind("bibtex", "BibTeX", "references:read_bibtex"),
    Kind("ris", "RIS", "references:read_ris"),
    Kind("site", "posts of a site", "posts:read_posts"),
    Kind("markwhen", "Markwhen", "markwhen:read_markwhen"),
    Kind("list", "a list of dated items", "dated_lists:read_list"),
    Kind("auto-archiver", "auto-archiver", "archived:read_auto_archiver"),
    Kind("atlos", "Atlos", "archived:read_atlos"),
    Kind("clipping", "a clipping", "clippings:read_clipping"),
    Kind("package", "data of a Dateline publication", "packages:read_package"),
)


def kind_named(name: str) -> Kind:
    """Return the kind that the command line names."""
    for kind in KINDS:
        if kind.name == name:
            return kind
    known = [kind.name for kind in KINDS]
    raise BuilderError(f'"{name}" is not a kind of data: {did_you_mean(name, known) or "one of " + ", ".join(known)}')


def recognise(material: ImportSource) -> Kind:
    """Return the kind of a file or folder; raise Spoilt where it is of none."""
    if not material.path.exists():
        raise BuilderError(f"there is no {material.path}")
    if material.path.is_dir():
        return kind_named("package" if (material.path / "datapackage.json").exists() else "site")
    suffix = material.path.suffix.lower()
    if suffix in _BY_SUFFIX:
        return kind_named(_BY_SUFFIX[suffix])
    if suffix in _BY_LOOK:
        return kind_named(_BY_LOOK[suffix](material))
    hint = f"give its kind with --as: {', '.join(kind.name for kind in KINDS)}"
    if suffix in (".zip", ".gz", ".7z"):
        hint = "unpack it first"
    if suffix in (".xls", ".xlsm", ".xlsb", ".ods", ".numbers"):
        hint = "save it as XLSX or CSV"
    raise Spoilt(f'files ending in "{suffix}" are not supported', hint)


def whole_text(material: ImportSource) -> str:
    """Read a file that is read as a whole; raise Spoilt where it is too large, or not UTF-8 (or UTF-16)."""
    if material.path.stat().st_size > MOST_AT_ONCE:
        raise Spoilt(f"more than {MOST_AT_ONCE >> 20} MB", "split it")
    encoding = material.instructions.encoding or encoding_of(material.path)
    data = material.path.read_bytes()
    try:
        return data.decode(encoding).removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        hint = "save the file as UTF-8, or give its encoding, as in `--encoding windows-1252`"
        raise Spoilt(f"the byte 0x{data[error.start]:02x} is not {encoding}", hint, row=line) from None
    except LookupError:
        raise Spoilt(f'unknown encoding "{encoding}"', "write windows-1252, utf-16 …") from None


def read_json(material: ImportSource) -> object:
    """Read a JSON file; raise Spoilt with the line where it is none."""
    try:
        found: object = json.loads(whole_text(material))
        return found
    except json.JSONDecodeError as error:
        raise Spoilt(f"not JSON: {error.msg}", "export it again", row=error.lineno) from None
    except RecursionError:
        raise Spoilt("brackets nested too deeply", "export it again") from None


def _look_of_json(material: ImportSource) -> str:
    match read_json(material):
        case {"events": list()}:
            return "timelinejs"
        case {"resources": list()}:
            return "package"
        case [*_] | {"items": [*_]}:
            return "csl"
    raise Spoilt("neither TimelineJS (`events`) nor CSL-JSON (a list of sources)", "give its kind with --as")


def _look_of_table(material: ImportSource) -> str:
    columns = {column.casefold() for column in open_table(material).columns}
    for kind, marks in _MARKS:
        if marks <= columns:
            return kind
    return "table"


def _look_of_markdown(material: ImportSource) -> str:
    with material.path.open(encoding="utf-8", errors="replace") as file:
        text = file.read(_BEGINNING).removeprefix("\ufeff")
    if re.match(r"(---|\+\+\+)[ \t]*[a-z]*[ \t]*\n|\{\s*\"", text) or has_pelican_head(text):
        return "clipping" if _CLIPPED.search(text.partition("\n---")[0]) else "site"
    items = re.findall(r"(?m)^\s*[-*+] .*", text)
    dated = [item for item in items if re.match(r"\s*[-*+] (?:\*\*|_)?[\w ,.()–/-]*\d", item)]
    return "list" if len(dated) > 1 else "clipping"


# How the front matter of a clipper of web pages is told from that of a post, which has a `date`.
_CLIPPED = re.compile(r"(?ms)\A(?!.*^date:).*^(?:source|url|source_url):\s*[\"']?https?://")
_MARKS: tuple[tuple[str, frozenset[str]], ...] = (
    ("ged", frozenset({"type_of_violence", "where_prec", "date_prec"})),
    ("ged", frozenset({"relid", "dyad_name", "best"})),
    ("acled", frozenset({"event_date", "sub_event_type", "actor1"})),
    ("acled", frozenset({"event_id_cnty", "event_date"})),
    ("timelinejs", frozenset({"year", "headline"})),
    ("atlos", frozenset({"slug", "sensitive"})),
    ("atlos", frozenset({"slug", "attr_sensitive"})),
    ("auto-archiver", frozenset({"webpages"})),
    ("auto-archiver", frozenset({"archive status", "archive location"})),
    ("auto-archiver", frozenset({"link", "archive location"})),
)
_BY_SUFFIX = MappingProxyType(
    {
        ".bib": "bibtex",
        ".ris": "ris",
        **dict.fromkeys((".mw", ".markwhen"), "markwhen"),
        **dict.fromkeys((".html", ".htm", ".txt"), "clipping"),
    }
)
_BY_LOOK: Mapping[str, Callable[[ImportSource], str]] = MappingProxyType(
    {
        ".json": _look_of_json,
        **dict.fromkeys((".csv", ".tsv", ".xlsx"), _look_of_table),
        **dict.fromkeys((".md", ".markdown"), _look_of_markdown),
    }
)
