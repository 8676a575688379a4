"""Write a schema as a document of its own: what stands in it more than once is said once, and referred to."""

import json
from collections import Counter
from collections.abc import Collection, Mapping
from itertools import chain, count

from builder.reading.shapes import Schema

_DRAFT = "http://json-schema.org/draft-07/schema#"
# What is written shorter than this is plainer where it stands.
_WORTH_A_NAME = 100

Descriptions = Mapping[tuple[str, str], str]


def schema_document(kind: str, schema: Schema, descriptions: Descriptions) -> str:
    """Write the schema of a kind of file; descriptions are of fields, by the field that they lie in."""
    described = _described(schema, descriptions, kind)
    counts = Counter(_written(inner) for inner in _inner_schemas(described))
    repeated = {text for text, count in counts.items() if count > 1 and len(text) > _WORTH_A_NAME}
    names: dict[str, str] = {}
    definitions: dict[str, object] = {}
    whole = _with_references(described, repeated, names, definitions, "")
    assert isinstance(whole, dict)
    document = {"$schema": _DRAFT, **whole, "title": f"Dateline: {kind}", "definitions": definitions}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _described(value: object, descriptions: Descriptions, inside: str) -> object:
    if isinstance(value, list):
        return [_described(item, descriptions, inside) for item in value]
    if not isinstance(value, dict):
        return value
    inside = str(value.get("title", inside))
    found = {key: _described(item, descriptions, inside) for key, item in value.items()}
    if isinstance(properties := found.get("properties"), dict):
        for key, shape in properties.items():
            if said := descriptions.get((inside, key)):
                properties[key] = {"description": said, **shape}
    return found


def _inner_schemas(value: object) -> list[object]:
    if isinstance(value, list):
        return [inner for item in value for inner in _inner_schemas(item)]
    if not isinstance(value, dict):
        return []
    deeper = [inner for item in value.values() for inner in _inner_schemas(item)]
    return [value, *deeper] if _is_schema(value) else deeper


def _is_schema(value: Mapping[str, object]) -> bool:
    return isinstance(value.get("type"), str | list) or isinstance(value.get("anyOf") or value.get("enum"), list)


def _with_references(
    value: object, repeated: set[str], names: dict[str, str], definitions: dict[str, object], name: str
) -> object:
    """Return a part with references in place of what stands elsewhere too; `name` is the field that it is for."""
    if isinstance(value, list):
        return [_with_references(item, repeated, names, definitions, name) for item in value]
    if not isinstance(value, dict):
        return value
    text = _written(value)
    if text in repeated and text in names:
        return {"$ref": f"#/definitions/{names[text]}"}
    if text in repeated:
        names[text] = _unused(str(value.get("title", name)), names.values())
    inner = {
        key: _with_references(item, repeated, names, definitions, name if key in _WORDS else key)
        for key, item in value.items()
    }
    if text not in repeated:
        return inner
    definitions[names[text]] = inner
    return {"$ref": f"#/definitions/{names[text]}"}


def _unused(name: str, taken: Collection[str]) -> str:
    numbered = (f"{name}-{number}" for number in count(2))
    return next(new for new in chain([name], numbered) if new not in taken)


def _written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


# The words of JSON Schema through which the way to a part leads; all others are names of fields.
_WORDS = frozenset("properties patternProperties additionalProperties propertyNames items anyOf".split())
