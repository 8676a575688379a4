"""Read the claims of an entry, in full and in the short forms that let a first claim take four lines."""

import re
from functools import partial

from builder.model.advice import Advice, write
from builder.model.claim import (
    MOST_DIGITS,
    Category,
    Certainty,
    Claim,
    ClaimKind,
    ClaimStatus,
    Count,
    Harm,
    Quantity,
    Reports,
    Stance,
)
from builder.model.dates import Date, starts_after
from builder.model.problem import Severity
from builder.reading import shapes
from builder.reading.counts import count_meant
from builder.reading.fields import Fields, Notes, as_fields
from builder.reading.ids import as_id, read_id
from builder.reading.nodes import List, Map, Node, Scalar
from builder.reading.sources import SourceList
from builder.reading.values import as_choice, as_date, as_text

_EXAMPLE = "by: …, text: …, sources: …"


def read_claims(fields: Fields, recorded: Date | None, sources: SourceList) -> tuple[Claim, ...]:
    """Read the field `claims`; `recorded` is the date of those that give none."""
    claims: list[Claim] = []
    taken: set[str] = set()
    for number, node in enumerate(fields.nodes("claims"), start=1):
        inner = as_fields(node, fields.notes, "claims", _EXAMPLE)
        claim = read_claim(inner, number, recorded, sources) if inner else None
        if claim is None:
            fields.leave_out("claims", node)
            continue
        if claim.id in taken:
            fields.notes.note(node, "claim-twice", f'two claims are called "{claim.id}"', "change one of the two ids")
        taken.add(claim.id)
        claims.append(claim)
    return tuple(claims)


def read_claim(fields: Fields, number: int, recorded: Date | None, sources: SourceList) -> Claim:
    """Read one claim, which is the `number`-th of its entry."""
    notes = fields.notes
    written = fields.placed_text("id", shapes.id_text)
    id = as_id(*written, notes, "a claim's id") if written and written[1] else None
    words = fields.text("words")
    quantities = _read_quantities(fields, words)
    made = fields.date("made")
    claim = Claim(
        id=id or f"c{number}",
        by=fields.required_text("by", "an actor's id"),
        text=fields.required_text("text", "what was said, in one sentence"),
        question=read_id(fields, "question", "question"),
        via=fields.text("via"),
        made=made,
        kind=fields.choice("kind", ClaimKind),
        quantities=quantities,
        reports=fields.choice("reports", Reports),
        attributed_to=fields.texts("attributed_to"),
        where=fields.text("where"),
        stance=fields.choice("stance", Stance) or Stance.ASSERTS,
        status=fields.choice("status", ClaimStatus) or ClaimStatus.CLAIMED,
        status_reason=fields.text("reason"),
        responds_to=fields.text("responds_to"),
        supersedes=fields.text("supersedes"),
        contradicts=fields.texts("contradicts"),
        as_of=_read_as_of(fields, made),
        recorded=fields.date("recorded") or recorded,
        sources=sources.read(fields, "sources"),
        lang=fields.language("lang"),
    )
    if not claim.sources and not fields.is_told_of("sources"):
        notes.note(
            fields.node,
            "C7",
            "a claim without a source",
            "add `sources: [id]`: where the claim was read or heard",
        )
    fields.finish()
    return claim


def read_count(text: str) -> Count | None:
    """Read a count such as `2`, `2..5`, `10..`, `..4`, `~24`, `none`, `some` or `unknown`; None for anything else."""
    if len(max(_DIGITS.findall(text), key=len, default="")) > MOST_DIGITS:
        return None
    if text.isascii() and text.isdigit():
        return Count(text, Certainty.EXACT, int(text), int(text))
    match text:
        case "none":
            return Count(text, Certainty.NONE, 0, 0)
        case "some":
            return Count(text, Certainty.SOME, 1, None)
        case "unknown":
            return Count(text, Certainty.UNKNOWN, None, None)
    found = _RANGE.fullmatch(text)
    if found is None:
        return None
    about, low, high = found["about"], found["low"], found["high"]
    if about:
        return Count(text, Certainty.ABOUT, int(about), int(about))
    if low and high:
        return Count(text, Certainty.RANGE, int(low), int(high)) if int(low) <= int(high) else None
    if low:
        return Count(text, Certainty.AT_LEAST, int(low), None)
    return Count(text, Certainty.AT_MOST, None, int(high)) if high else None


def _read_as_of(fields: Fields, made: Date | None) -> Date | None:
    """Read `as_of`; nobody can speak of a state that begins after the last moment of speaking."""
    node = fields.take("as_of", shapes.date)
    as_of = None if node is None else as_date(node, fields.notes)
    if node and as_of and made and starts_after(as_of, made):
        says = f'as_of is "{as_of.text}", later than made, "{made.text}"'
        fields.notes.note(node, "as-of-later", says, "correct one of the two: figures cannot describe the future")
    return as_of


def _read_quantities(fields: Fields, words: str | None) -> tuple[Quantity, ...]:
    full = fields.each_map("quantity", _QUANTITY, partial(_read_quantity, words=words))
    short = [
        quantity
        for harm in Harm
        if (node := fields.take(harm.value, _counts)) is not None
        for quantity in _read_short(node, harm, words, fields.notes)
    ]
    return tuple(quantity for quantity in [*full, *short] if quantity is not None)


def _read_quantity(fields: Fields, words: str | None) -> Quantity | None:
    node, notes = fields.node, fields.notes
    category = fields.choice("category", Category) or Category.UNSPECIFIED
    harm_node = fields.take("harm", tuple(Harm))
    harm_text = None if harm_node is None else as_text(harm_node, notes, "harm")
    own_words = fields.text("words")
    count_node = fields.take("count", shapes.count)
    if harm_node is None or harm_text is None:
        notes.note(node, "field-missing", "no harm", "add `harm: killed`, or whatever happened to the people counted")
        return None
    if count_node is None:
        notes.note(node, "field-missing", "no count", "add `count: 2`, or `unknown`")
        return None
    harm = as_choice(harm_node, harm_text, Harm, notes, "harm")
    count = _as_count(count_node, own_words or words, notes)
    return Quantity(harm, category, count, own_words or words) if harm and count else None


def _read_short(node: Node, harm: Harm, words: str | None, notes: Notes) -> list[Quantity | None]:
    """Read `killed: 2..5`, or `killed: {civilians: 2, combatants: 10..}`."""
    if not isinstance(node, Map):
        count = _as_count(node, words, notes)
        return [Quantity(harm, Category.UNSPECIFIED, count, words) if count else None]
    found: list[Quantity | None] = []
    for key, value in notes.fields_of(node).take_all():
        category = as_choice(key, key.value, Category, notes, "category")
        count = _as_count(value, words, notes)
        found.append(Quantity(harm, category, count, words) if category and count else None)
    return found


def _counts() -> shapes.Schema:
    return shapes.counts_by(Category)


def _as_count(node: Node, words: str | None, notes: Notes) -> Count | None:
    if isinstance(node, List) and (meant := _span_meant(node)):
        notes.note(node, "count-form", "a count is one text, and no list", f"write {meant}")
        return None
    if isinstance(node, List | Map):
        as_text(node, notes, "count")
        return None
    count = read_count(node.value)
    if count is None:
        meant = count_meant(node.value)
        hint = write(meant, quotes="") if meant else Advice(_COUNTS)
        if meant and not words and not meant.isdigit():
            hint = Advice(f"write {meant}, with the source's own words under `words`")
        notes.note(node, "count-form", f'"{node.value}" is not a count', hint)
        return None
    if count.certainty is not Certainty.EXACT and not words:
        notes.note(node, "C4", f'"{node.value}" is an inexact number', "add `words` with the source's own words")
    if count.certainty is Certainty.EXACT and count.low == 0:
        notes.note(
            node,
            "C2",
            "a count of 0",
            "write `none` with `words` if the source says that there were none, `unknown` if nothing is known",
            Severity.ERROR,
        )
    return count


def _span_meant(node: List) -> str | None:
    ends = [item.value for item in node.items if isinstance(item, Scalar)]
    return count_meant("-".join(ends)) if len(ends) == len(node.items) == 2 else None


_QUANTITY = "category: civilians, harm: killed, count: 2"
_COUNTS = "write 2, 2..5, 10.. (at least), ..4 (at most), ~24 (about), none, some or unknown"
_DIGITS = re.compile("[0-9]+")
_RANGE = re.compile(r"~(?P<about>[0-9]+)|(?P<low>[0-9]*)\.\.(?P<high>[0-9]*)")
