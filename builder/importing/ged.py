"""Read the UCDP Georeferenced Event Dataset, one incident a row, in the 49 columns that it has had since version 23.

Two dates are bounds of one event, not its length; a best figure of 0 beside a high one says that nothing is sure."""

import re
from collections.abc import Iterator
from types import MappingProxyType

from builder.importing.citing import source_of
from builder.importing.dates_elsewhere import day_of, edtf_in
from builder.importing.record import Found, ImportSource, Incident, NamedPlace, Party, Spoilt
from builder.importing.tables import TableRow, open_table
from builder.model.actor import ActorKind
from builder.model.claim import Category, Harm
from builder.model.entry import Estimate
from builder.model.ids import slug
from builder.model.place import PlacePrecision
from builder.model.source import Source
from builder.reading.dates.edtf import read_date

COLUMNS = ("id", "type_of_violence", "where_prec", "date_prec", "date_start", "date_end", "best", "high", "low")
_NEEDED = (*COLUMNS, "side_a", "side_b", "where_coordinates", "latitude", "longitude", "source_article")
_VIOLENCE = MappingProxyType({"1": "state-based violence", "2": "non-state violence", "3": "one-sided violence"})
_PRECISIONS = MappingProxyType(
    {
        "1": PlacePrecision.EXACT,
        "2": PlacePrecision.VICINITY,
        "3": PlacePrecision.DISTRICT,
        "4": PlacePrecision.REGION,
        "5": PlacePrecision.FUZZY,
        "6": PlacePrecision.COUNTRY,
        "7": PlacePrecision.NONE,
    }
)
_KINDS = MappingProxyType({"3": "district", "4": "region", "6": "country"})
_PRIVATE = (
    *("conflict_name", "dyad_name", "where_description", "adm_1", "adm_2", "country", "region", "source_original"),
    *("event_clarity", "date_prec", "where_prec", "number_of_sources", "deaths_a", "deaths_b", "deaths_unknown"),
)
_LEFT = MappingProxyType(
    {
        **dict.fromkeys(("latitude", "longitude"), "of the place, not of the event: `--registers` writes them there"),
        "geom_wkt": "the same point as latitude and longitude",
        "priogrid_gid": "a cell of another grid",
        **dict.fromkeys(
            ("year", "active_year", "code_status"), "of the dataset's own work, or follows from the date"
        ),
        **dict.fromkeys(("source_office", "source_date", "source_headline"), "the same as source_article"),
        **dict.fromkeys(
            (
                *("conflict_dset_id", "conflict_new_id", "dyad_dset_id", "dyad_new_id", "side_a_dset_id"),
                *("side_a_new_id", "side_b_dset_id", "side_b_new_id", "country_id", "gwnoa", "gwnob"),
            ),
            "a number of the dataset's own lists",
        ),
        **dict.fromkeys(_PRIVATE, "kept under `private`: there is no public field for it"),
    }
)
_MAPPED = (*_NEEDED, "relid", "deaths_civilians")
_BETWEEN = re.compile(r'"\s*;\s*"')
_UNTITLED = "[No headline given]"
_PARTS = re.compile(r"(?P<outlet>.+?)\s*,\s*(?P<day>\d{4}-\d\d-\d\d)\s*,\s*(?P<title>.*)", re.DOTALL)
_OLD_PARTS = re.compile(r'(?P<outlet>.+?)[\s,]+(?P<day>\d{4}-\d\d-\d\d)[\s,]+"?(?P<title>.+?)"?', re.DOTALL)


def read_ged(material: ImportSource) -> Iterator[Found]:
    """Read the rows of a GED table."""
    table = open_table(material)
    table.needs(*_NEEDED)
    dataset = dataset_of(material)
    yield from (*table.passed_over, *table.left_out(_MAPPED, _LEFT, material.name))
    for row in table.rows:
        try:
            yield _incident(row, material.name, dataset)
        except Spoilt as fault:
            yield fault.flaw(material.name, row.number)


def dataset_of(material: ImportSource) -> str:
    """Name the dataset, with its version where the command or the file's name says it."""
    found = re.search(r"(?i)(?:ged\D{0,8}|v)(\d\d)[_.-]?(\d{1,2})((?:[_.-]\d\d)*)(?!\d)", material.path.stem)
    number = f"{found[1]}.{found[2]}{re.sub('[_-]', '.', found[3])}" if found else ""
    return material.instructions.dataset or f"UCDP GED {number}".strip()


def _incident(row: TableRow, file: str, dataset: str) -> Incident:
    id = row.get("id")
    violence = _VIOLENCE.get(row.get("type_of_violence"))
    if not id:
        raise Spoilt("an event without an id", "", "id")
    if violence is None:
        raise Spoilt(f'"{row.get("type_of_violence")}" is not 1, 2 or 3', "", "type_of_violence")
    figures = _figures(row)
    ids = (("ucdp", id), *((("ucdp_relid", row.get("relid")),) if row.get("relid") else ()))
    return Incident(
        origin=row.origin(file, id),
        id=f"ucdp-{id}",
        title=f"{dataset}, event {id}: {violence}",
        date=_when(row),
        tags=(f"UCDP: {violence}",),
        parties=tuple(_parties(row)),
        places=_places(row),
        sources=(dataset_source(dataset), *_articles(row, dataset)),
        dataset=dataset,
        figures=figures,
        external=ids,
        allow=_allowed(figures, dataset),
        private={column: row.get(column) for column in _PRIVATE if row.get(column)},
    )


def dataset_source(dataset: str) -> Source:
    """Cite the dataset itself; UCDP numbers its versions by the year in which they come out."""
    return Source(
        id=slug(dataset),
        type="dataset",
        title=f"{dataset} (Georeferenced Event Dataset)",
        publisher="Uppsala Conflict Data Program",
        issued=read_date(f"20{found[1]}") if (found := re.search(r" (\d\d)\.\d", dataset)) else None,
        genre="dataset",
    )


def _when(row: TableRow) -> str:
    first, last = (_day(row, column) for column in ("date_start", "date_end"))
    if first > last:
        raise Spoilt(f'"{last}" comes before date_start, "{first}"', "", "date_end")
    if row.get("year") and row.get("year") not in (first[:4], last[:4]):
        raise Spoilt(f'"{first}" is not in {row.get("year")}, which the column year says', "", "date_start")
    if row.get("date_prec") not in ("1", "2", "3", "4", "5"):
        raise Spoilt(f'"{row.get("date_prec")}" is not 1 to 5', "", "date_prec")
    if first == last:
        return first if row.get("date_prec") == "1" else f"{first}~"
    return f"[{first}..{last}]"


def _day(row: TableRow, column: str) -> str:
    day = day_of(edtf_in(column, row.get(column)))
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", day):
        raise Spoilt(f'"{row.get(column)}" is not a day', "", column)
    return day


def _parties(row: TableRow) -> Iterator[Party]:
    for column, number in (("side_a", "gwnoa"), ("side_b", "gwnob")):
        name = row.get(column)
        if name == "Civilians":
            yield Party(name, ActorKind.CIVILIANS)
        elif name:
            yield Party(name, ActorKind.STATE if row.get(number) else ActorKind.OTHER)


def _places(row: TableRow) -> tuple[NamedPlace, ...]:
    precision = _PRECISIONS.get(row.get("where_prec"))
    if precision is None:
        raise Spoilt(f'"{row.get("where_prec")}" is not 1 to 7', "", "where_prec")
    name = row.get("where_coordinates")
    if not name:
        return ()
    within = tuple(row.get(column) for column in ("adm_2", "adm_1", "country") if row.get(column))
    kind = _KINDS.get(row.get("where_prec"), "place")
    return (NamedPlace(name, point_in(row, "latitude", "longitude"), precision, kind, within),)


def point_in(row: TableRow, latitude: str, longitude: str) -> tuple[float, float] | None:
    """Read the point of a row; None where it gives none."""
    if not row.get(latitude) and not row.get(longitude):
        return None
    found = []
    for column, bound in ((latitude, 90), (longitude, 180)):
        # In much of the world decimals stand behind a comma, and of degrees there are no thousands.
        text = row.get(column).replace(",", ".")
        if not re.fullmatch(r"[+-]?\d{1,3}(\.\d+)?", text) or abs(float(text)) > bound:
            raise Spoilt(
                f'"{row.get(column)}" is not a number from -{bound} to {bound}', "write degrees as decimals", column
            )
        found.append(float(text))
    return found[0], found[1]


def whole_number(row: TableRow, column: str) -> int:
    """Read a whole number."""
    text = row.get(column)
    if not re.fullmatch(r"\d{1,9}(\.0+)?", text):
        raise Spoilt(f'"{text}" is not a whole number', "", column)
    return int(float(text))


def _figures(row: TableRow) -> tuple[Estimate, ...]:
    low, best, high = (whole_number(row, column) for column in ("low", "best", "high"))
    found = []
    if best:
        found.append(Estimate(category=Category.ALL, harm=Harm.KILLED, low=low, best=best, high=high))
    elif high or low:
        found.append(Estimate(category=Category.ALL, harm=Harm.KILLED, low=low, high=high))
    if row.get("deaths_civilians") and (civilians := whole_number(row, "deaths_civilians")):
        found.append(Estimate(category=Category.CIVILIANS, harm=Harm.KILLED, best=civilians))
    return tuple(found)


def _allowed(figures: tuple[Estimate, ...], dataset: str) -> tuple[tuple[str, str], ...]:
    for figure in figures:
        bounds = [bound for bound in (figure.low, figure.best, figure.high) if bound is not None]
        if bounds != sorted(bounds):
            return (("C17", f"{dataset} has these bounds"),)
    best = [figure.best or figure.high or 0 for figure in figures]
    return (("C17", f"{dataset} has these figures"),) if best != sorted(best, reverse=True) else ()


def _article(part: re.Match[str]) -> Source:
    """Cite an article, within whose title some rows write a quotation mark twice."""
    return source_of(part["title"].replace('""', '"') or _UNTITLED, part["outlet"], part["day"])


def _articles(row: TableRow, dataset: str) -> Iterator[Source]:
    written = row.get("source_article")
    if not written:
        return
    parts = [_PARTS.fullmatch(text) for text in _BETWEEN.split(written.strip('" '))]
    if all(parts):
        yield from (_article(part) for part in parts if part)
    elif old := _OLD_PARTS.fullmatch(written):
        yield source_of(old["title"], old["outlet"], old["day"])
    else:
        yield source_of(f"[{written}]", f"named in {dataset}")
