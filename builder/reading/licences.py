"""Read `licence` of `site.yaml`: under which licences texts and data are published."""

import re

from builder.model.advice import Advice, write
from builder.model.licences import licence_meant
from builder.model.problem import Severity
from builder.model.site import Licence
from builder.reading import shapes
from builder.reading.fields import Fields
from builder.reading.nodes import Scalar
from builder.reading.values import as_text

# What may be a name of SPDX, whose list is long, and grows.
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]*")


def read_licence(fields: Fields) -> Licence:
    """Read the names of both licences."""
    return Licence(_read_name(fields, "text"), _read_name(fields, "data"))


def _read_name(fields: Fields, key: str) -> str | None:
    """Read the name of a licence; for texts, words of the author's own will do, as readers alone see them."""
    node = fields.take(key, shapes.text)
    if not isinstance(node, Scalar):
        return None if node is None else as_text(node, fields.notes, key)
    meant = licence_meant(node.value)
    hint = write(meant, quotes="") if meant else Advice()
    is_name = _NAME.fullmatch(node.value) is not None
    if not hint and not is_name and (key == "data" or node.value.lower().startswith(("creative commons", "cc "))):
        hint = Advice("write its SPDX identifier, such as CC-BY-4.0, CC0-1.0 or ODbL-1.0")
    if hint:
        says = f'{key} is "{node.value}", which is not an SPDX licence identifier'
        fields.notes.note(node, "licence-form", says, hint, Severity.WARNING)
    return as_text(node, fields.notes, key)
