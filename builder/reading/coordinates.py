"""Read latitude and longitude as maps, phones and other programs write them, to propose how they are written here."""

import re
import unicodedata

from builder.reading.nodes import List, Map, Node, Scalar

_LONGEST = 200
_NUMBER = r"[+-]?\d{1,3}(?:\.\d{1,20})?"
_PAIR = rf"\(?\s*({_NUMBER})\s*[,;\s/|]\s*({_NUMBER})\s*\)?"
_WITH_DECIMAL_COMMAS = r"([+-]?\d{1,3},\d{1,20})\s*[;,\s]\s*([+-]?\d{1,3},\d{1,20})"
_LONGITUDE_FIRST = rf"(?i)(?:srid=\d+;)?\s*point\s*\(\s*({_NUMBER})\s+({_NUMBER})\s*\)"
_IN_ADDRESS = rf"(?:geo:|@|[?&](?:q|ll|query|mlat)=)({_NUMBER})(?:,|%2C|&mlon=)\s*({_NUMBER})"
# Degrees, minutes and seconds with the letter of a direction before or behind them.
_ANGLE = (
    r"(?P<before{0}>[NSEWO])?\s*(?P<degrees{0}>\d{{1,3}}(?:\.\d{{1,20}})?)\s*[°º]?\s*"
    r"(?:(?P<minutes{0}>\d{{1,2}}(?:\.\d{{1,20}})?)\s*['′]\s*)?"
    r"(?:(?P<seconds{0}>\d{{1,2}}(?:\.\d{{1,20}})?)\s*(?:\"|″|'')\s*)?(?(before{0})|(?P<behind{0}>[NSEWO])?)"
)
_ANGLES = rf"(?i)\s*{_ANGLE.format(1)}\s*[,;/]?\s*{_ANGLE.format(2)}\s*"
LATITUDES = ("lat", "latitude")
LONGITUDES = ("lon", "lng", "long", "longitude")
_AFTER_POINT = 4


def point_meant(node: Node) -> tuple[str, str] | None:
    """Return the latitude and longitude that a node means, in decimal degrees; None where it is not understood."""
    match node:
        case Scalar(value=text):
            found = _in_text(text) if len(text) <= _LONGEST else None
        case List(items=items):
            texts = [item.value for item in items if isinstance(item, Scalar)]
            found = _in_list(texts) if len(texts) == len(items) else None
        case Map(items=pairs):
            found = _in_map({key.lower(): value for key, (_, value) in pairs.items()})
    return _in_range(found) if found else None


def _in_list(texts: list[str]) -> tuple[str, str] | None:
    if len(texts) == 4 and all(re.fullmatch(r"[+-]?\d{1,20}", text) for text in texts):
        # Decimal commas: a list of two numbers looks like one of four.
        return f"{texts[0]}.{texts[1]}", f"{texts[2]}.{texts[3]}"
    return _in_text(", ".join(texts)) if len(texts) in (1, 2) and len("".join(texts)) <= _LONGEST else None


def _in_map(values: dict[str, Node]) -> tuple[str, str] | None:
    coordinates = values.get("coordinates")
    if values.get("type") and isinstance(coordinates, List):
        found = _in_list([item.value for item in coordinates.items if isinstance(item, Scalar)])
        # GeoJSON writes longitude first.
        return found and (found[1], found[0])
    pair = [
        next((value.value for name in names if isinstance(value := values.get(name), Scalar)), None)
        for names in (LATITUDES, LONGITUDES)
    ]
    return _in_text(f"{pair[0]}, {pair[1]}") if pair[0] and pair[1] else None


def _in_text(text: str) -> tuple[str, str] | None:
    plain = unicodedata.normalize("NFKC", text).replace("−", "-").strip()
    if found := re.fullmatch(_PAIR, plain):
        return found[1], found[2]
    if found := re.fullmatch(_WITH_DECIMAL_COMMAS, plain):
        return found[1].replace(",", "."), found[2].replace(",", ".")
    if found := re.fullmatch(_LONGITUDE_FIRST, plain):
        return found[2], found[1]
    if found := re.search(_IN_ADDRESS, plain):
        return found[1], found[2]
    # NFKC takes the signs of minutes and seconds apart.
    plain = text.replace("’", "'").replace("”", '"').replace("″", '"').replace("′", "'").replace("\u00a0", " ")
    return _from_angles(found) if (found := re.fullmatch(_ANGLES, plain.strip())) else None


def _from_angles(found: re.Match[str]) -> tuple[str, str] | None:
    pair = {}
    for number in ("1", "2"):
        direction = (found[f"before{number}"] or found[f"behind{number}"] or "").upper()
        if not direction:
            return None
        degrees = float(found[f"degrees{number}"])
        degrees += float(found[f"minutes{number}"] or 0) / 60 + float(found[f"seconds{number}"] or 0) / 3600
        written = f"{degrees:.{_AFTER_POINT}f}".rstrip("0").rstrip(".")
        # O is west in the languages of western Europe.
        pair["latitude" if direction in "NS" else "longitude"] = ("-" if direction in "SWO" else "") + written
    return (pair["latitude"], pair["longitude"]) if len(pair) == 2 else None


def _in_range(pair: tuple[str, str]) -> tuple[str, str] | None:
    """Return a pair, turned round where it can only be longitude and latitude."""
    first, second = (float(text) for text in pair)
    if abs(first) <= 90 and abs(second) <= 180:
        return pair
    return (pair[1], pair[0]) if abs(first) <= 180 and abs(second) <= 90 else None


def numbers_between(node: Node, low: tuple[float, float], high: tuple[float, float]) -> tuple[float, float] | None:
    """Read a list of two decimal numbers, each within its bounds; None for anything else."""
    texts = [item.value for item in node.items if isinstance(item, Scalar)] if isinstance(node, List) else []
    if len(texts) != 2 or not all(re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?", text) for text in texts):
        return None
    first, second = float(texts[0]), float(texts[1])
    return (first, second) if low[0] <= first <= high[0] and low[1] <= second <= high[1] else None
