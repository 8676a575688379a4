"""Read `allow`: rules that the author of a file breaks for a written reason."""

from builder.reading.fields import Fields
from builder.reading.values import as_text


def read_allowed(fields: Fields) -> tuple[tuple[str, str], ...]:
    """Read codes with their reasons; a reason that is missing is an empty one, and told of when rules are checked."""
    inner = fields.fields("allow")
    if inner is None:
        return ()
    read = [(code.value, as_text(reason, fields.notes, code.value)) for code, reason in inner.take_all()]
    return tuple((code, "" if reason in (None, "null", "~") else reason or "") for code, reason in read)
