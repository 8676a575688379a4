"""What a field may hold, as JSON Schema (draft 7) says it to an editor.

Readers name these beside the fields that they take; `tools/schemas.py` asks them for all. A shape is wider than its
reader wherever a pattern cannot say what the reader knows: what it refuses is always wrong."""

from collections.abc import Callable, Iterable, Mapping

Schema = Mapping[str, object]
Shape = Callable[[], Schema] | tuple[str, ...]

# Plain YAML makes numbers and flags of some words; the readers take every scalar as the text that it is.
_SCALARS = ("string", "number", "boolean")
# A sign of EDTF.
_SIGN = r"[-+0-9TZXYESs:./~?%,{}\[\]]"


def anything() -> Schema:
    return {}


def any_of(*forms: Schema) -> Schema:
    """Allow each of some forms, as one where no word of JSON Schema would mean two of them: that is told plainly."""
    types = [kind for form in forms for kind in _types_of(form)]
    words = [word for form in forms for word in form if word != "type"]
    if all(map(_types_of, forms)) and len({*types, *words}) == len(types) + len(words):
        return {**{word: value for form in forms for word, value in form.items()}, "type": types}
    flat = [inner for form in forms for inner in _alternatives(form)]
    return flat[0] if len(flat) == 1 else {"anyOf": flat}


def or_nothing(schema: Schema) -> Schema:
    """Allow nothing as well, which counts as unsaid."""
    if isinstance(values := schema.get("enum"), list):
        return {**schema, "enum": [*values, None]}
    return any_of(schema, {"type": "null"}) if schema else schema


def _types_of(form: Schema) -> list[str]:
    """List the types that a form allows, where it says nothing that holds for all types."""
    kind = form.get("type", [])
    named = [kind] if isinstance(kind, str) else kind
    return named if isinstance(named, list) and not {"anyOf", "enum", "const"} & form.keys() else []


def _alternatives(form: Schema) -> list[Schema]:
    within = form.get("anyOf")
    return within if isinstance(within, list) and form.keys() == {"anyOf"} else [form]


def text() -> Schema:
    return {"type": [*_SCALARS]}


def one_of(values: Iterable[str]) -> Schema:
    return {"enum": [*values]}


def suggested(values: Iterable[str]) -> Schema:
    """Allow any text, and let an editor complete some."""
    return any_of(one_of(values), text())


def matching(pattern: str) -> Schema:
    """Allow texts that match an anchored pattern, which has to mean the same in Python and JavaScript."""
    return {"type": "string", "pattern": f"^({pattern})$"}


def flag() -> Schema:
    return {"enum": [True, False, "true", "false", "yes", "no"]}


def whole_number() -> Schema:
    return any_of({"type": "integer", "minimum": 0, "maximum": 10**12 - 1}, matching("[0-9]{1,12}"))


def number_between(low: float, high: float) -> Schema:
    return any_of({"type": "number", "minimum": low, "maximum": high}, matching(r"[+-]?[0-9]+(\.[0-9]+)?"))


def id_text() -> Schema:
    """Refuse capitals of ASCII, blanks and signs; which letters of other scripts are capitals, no pattern says."""
    return any_of({"type": "integer", "minimum": 0}, matching(r"(?!-)(?!.*-$)[^A-Z\s!-,./:-@\[-`{-~]+"))


def date(words: str = "") -> Schema:
    """Allow the signs of EDTF, words besides, and the two sets of EDTF that YAML takes for a list and a map."""
    return any_of(
        matching(rf"{words}\s*{_SIGN}({_SIGN}|\s)*"),
        {"type": "integer"},
        {"type": "array", "items": text()},
        {"type": "object", "additionalProperties": {"type": "null"}},
    )


def end_of_date() -> Schema:
    return date("unknown|")


def csl_date() -> Schema:
    """Allow EDTF, and the form that CSL-JSON has for dates."""
    parts = {"type": "array", "items": {"type": "array"}}
    words = {"literal": text(), "raw": text(), "season": text(), "circa": text(), "date-parts": parts}
    return {**date(), "properties": words}


def count() -> Schema:
    """Allow the signs for counts: 2, 2..5, 10.., ..4, ~24, none, some, unknown."""
    signs = matching(r"none|some|unknown|[0-9]+|~[0-9]+|[0-9]+\.\.[0-9]*|\.\.[0-9]+")
    return any_of({"type": "integer", "minimum": 1}, signs)


def counts_by(categories: Iterable[str]) -> Schema:
    """Allow one count, or one for each category."""
    by_category = {"type": "object", "propertyNames": one_of(categories), "additionalProperties": count()}
    return any_of(count(), by_category)
