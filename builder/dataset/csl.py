"""Write sources as CSL-JSON, which citation managers read, with what a date leaves open left open."""

from collections.abc import Mapping, Sequence

import msgspec

from builder.dataset.columns import Material
from builder.model.dates import Date, Precision
from builder.model.source import Source

Value = str | int | bool | Sequence["Value"] | Mapping[str, "Value"]

_IN_PARTS = (Precision.YEAR, Precision.MONTH, Precision.DAY)


def csl_of(material: Material) -> bytes:
    """Return all sources that are cited openly."""
    items = [_item(source) for source in material.archive.cited_sources]
    return msgspec.json.format(msgspec.json.encode(items), indent=1) + b"\n"


def _item(source: Source) -> Value:
    item: dict[str, Value] = {"id": source.id, "type": source.type}
    texts = {
        "title": source.title,
        "container-title": source.container_title,
        "publisher": source.publisher,
        "URL": source.url,
        "DOI": source.doi,
        "language": source.language,
        "genre": source.genre,
        "page": source.page,
        "note": source.note,
    }
    item |= {key: text for key, text in texts.items() if text}
    if source.authors:
        item["author"] = [{"literal": author} for author in source.authors]
    for key, date in (("issued", source.issued), ("accessed", source.accessed)):
        if date:
            item[key] = _date(date)
    if source.date_text and not source.issued:
        item["issued"] = {"literal": source.date_text}
    return item


def _date(date: Date) -> Value:
    """Write a date in parts where CSL can say it, and else as EDTF text."""
    is_span = date.is_point or (date.is_interval and date.has_known_start and date.has_known_end)
    in_parts = all(point.precision in _IN_PARTS and not point.unspecified for point in date.points)
    if not (is_span and in_parts) or date.uncertain or any(point.earliest.year < 1 for point in date.points):
        return {"literal": date.text}
    parts = [
        [point.earliest.year, point.earliest.month, point.earliest.day][: _IN_PARTS.index(point.precision) + 1]
        for point in date.points
    ]
    return {"date-parts": parts, "circa": True} if date.approximate else {"date-parts": parts}
