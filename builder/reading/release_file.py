"""Read `content/released.txt`, in which `dateline release` kept what readers were given last.

One thing a line, so that version control shows what changed: an entry's id, what was given of it two blanks
further in, what was given of a claim of it four."""

from builder.model.nearest import did_you_mean
from builder.model.released import CLAIM_FIELDS, ENTRY_FIELDS, Released, ReleasedClaim, ReleaseRecord
from builder.reading.nodes import Map, Scalar
from builder.reading.not_yaml import NotYaml

_BESIDE = ("corrections", "formerly")


def read_release(text: str) -> ReleaseRecord:
    """Read all entries; raise NotYaml with the place of the first line that no release wrote."""
    drafts: dict[str, _Draft] = {}
    draft: _Draft | None = None
    for number, line in enumerate(text.split("\n"), start=1):
        if not line or line.startswith("#"):
            continue
        indent = len(line) - len(line.lstrip(" "))
        name, _, value = line[indent:].rstrip().partition(" ")
        if not indent and not value:
            if name in drafts:
                raise _damaged(f'"{name}" is listed twice', number, 1)
            draft = drafts[name] = _Draft()
        elif draft is None or not value or not draft.take(indent, name, value):
            raise _damaged(_what_is_wrong(indent, name), number, indent + 1)
    return ReleaseRecord(tuple(draft.released(id) for id, draft in drafts.items()))


def entries_in_release(text: str) -> Map:
    """Return the place of every entry, so that a finding can be shown there."""
    lines = [
        (line, number) for number, line in enumerate(text.split("\n"), start=1) if line[:1] not in ("", " ", "#")
    ]
    scalars = [Scalar(line.rstrip(), number, 1) for line, number in lines]
    return Map({scalar.value: (scalar, scalar) for scalar in scalars}, 1, 1)


class _Draft:
    """An entry while its lines are read."""

    def __init__(self) -> None:
        self._values: dict[str, tuple[str, ...]] = {}
        self._claims: dict[str, dict[str, tuple[str, ...]]] = {}
        self._claim: dict[str, tuple[str, ...]] | None = None

    def take(self, indent: int, name: str, value: str) -> bool:
        """Take one line; return whether it may stand here."""
        if indent == 4 and self._claim is not None and name in CLAIM_FIELDS:
            self._claim[name] = (*self._claim.get(name, ()), value)
            return True
        if indent != 2:
            return False
        self._claim = self._claims.setdefault(value, {}) if name == "claim" else None
        if name in ENTRY_FIELDS or name in _BESIDE:
            self._values[name] = (*self._values.get(name, ()), value)
        return name in ENTRY_FIELDS or name in _BESIDE or name == "claim"

    def released(self, id: str) -> Released:
        corrections, formerly = (self._values.pop(name, ()) for name in _BESIDE)
        claims = tuple(ReleasedClaim(claim, values) for claim, values in self._claims.items())
        return Released(id, self._values, claims, corrections, formerly)


def _what_is_wrong(indent: int, name: str) -> str:
    known = CLAIM_FIELDS if indent == 4 else (*ENTRY_FIELDS, *_BESIDE, "claim")
    meant = did_you_mean(name, known).hint
    return f'"{name}" does not belong in a release record' + (f" ({meant.rstrip('?')})" if meant else "")


def _damaged(says: str, line: int, column: int) -> NotYaml:
    hint = "this file is written only by `dateline release`: restore it from version control"
    return NotYaml(says, hint, line, column)
