"""Read EDTF text into a Date (ISO 8601-2:2019, level 1 and the sets of level 2).

A Date never pretends to know more than its text: an unknown or open side has no bound, a month stays a month.
More than the standard asks: a time may stand in an interval or a set, and may be approximate or uncertain."""

from collections.abc import Callable

from builder.model.advice import Advice
from builder.model.dates import (
    Date,
    DateShape,
    Edge,
    End,
    Point,
    date_of,
    ends_before_start,
    interval_between,
    latest_of,
)
from builder.reading.dates.not_a_date import NotADate, how_to_write, why_not_an_end
from builder.reading.dates.points import read_point

_BRACKETS = ("[", "{")
# A set of a hundred days.
_LONGEST = 1200
# A proposal may lead to another: from dashes to hyphens, and from there to an interval.
_DEEPEST = 3


def read_date(text: str) -> Date:
    """Read one date; raise NotADate where the text is none."""
    try:
        return _read(text)
    except NotADate as mistake:
        raise _with_what_is_accepted(mistake, text, _read) from None


def read_end(text: str) -> End:
    """Read an entry's `end`: one date, `..` (it goes on) or `unknown`; raise NotADate for anything else."""
    try:
        return _read_end(text)
    except NotADate as mistake:
        raise _with_what_is_accepted(mistake, text, _read_end) from None


def _with_what_is_accepted(
    mistake: NotADate, text: str, read: Callable[[str], object], deepest: int = _DEEPEST
) -> NotADate:
    """Follow each proposed text to one that is read; what leads to none is not proposed."""
    advice = mistake.advice
    if not advice.proposed:
        return mistake
    hint, accepted = advice.hint, list[str]()
    for proposed in advice.proposed:
        whole = text.replace(advice.instead_of, proposed, 1) if advice.instead_of else proposed
        found = _accepted(whole, read, deepest)
        if found != [proposed]:
            hint = hint.replace(proposed, " or ".join(found), 1)
        accepted += found
    if not accepted:
        mistake.advice = how_to_write(text)
        return mistake if not mistake.advice.proposed else _with_what_is_accepted(mistake, text, read, 0)
    if len(accepted) > len(advice.proposed) or "write  " in hint:
        hint = "write " + " or ".join(accepted)
    mistake.advice = Advice(hint, tuple(dict.fromkeys(accepted)), text)
    return mistake


def _accepted(text: str, read: Callable[[str], object], deepest: int) -> list[str]:
    """Return a text that is read, or those that are proposed in its place."""
    try:
        read(text)
    except NotADate as mistake:
        if not deepest:
            return []
        return list(_with_what_is_accepted(mistake, text, read, deepest - 1).advice.proposed)
    return [text]


def _read(text: str) -> Date:
    if len(text) > _LONGEST:
        raise NotADate(f"a date of {len(text):,} characters", f"write at most {_LONGEST:,}", 0)
    if text[:1] in _BRACKETS:
        return _read_set(text)
    if "/" in text:
        return _read_interval(text)
    return date_of(read_point(text, text, 0))


def _read_end(text: str) -> End:
    if text == "..":
        return End(text, Edge.OPEN, None)
    if text == "unknown":
        return End(text, Edge.UNKNOWN, None)
    if fault := why_not_an_end(text):
        raise fault
    return End(text, Edge.KNOWN, read_point(text, text, 0))


def _read_interval(text: str) -> Date:
    before, _, after = text.partition("/")
    if "/" in after:
        from builder.reading.dates.why_not import why_not

        raise why_not(text, text, 0)
    at_end = len(before) + 1
    first, start = _read_side(text, before, 0)
    last, end = _read_side(text, after, at_end)
    if not first and not last:
        raise NotADate("neither start nor end is a date", "write the one that is known, as in YYYY/..", 0)
    if first and last and ends_before_start(first, last):
        raise NotADate(
            f"the end {after} comes before the start {before}",
            Advice(f"write {after}/{before} if they changed places", (f"{after}/{before}",)),
            at_end,
            "D2",
        )
    return interval_between(text, first, last, start, end)


def _read_side(text: str, side: str, at: int) -> tuple[Point | None, Edge]:
    if side == "":
        return None, Edge.UNKNOWN
    if side == "..":
        return None, Edge.OPEN
    return read_point(text, side, at), Edge.KNOWN


def _read_set(text: str) -> Date:
    shape, closing = (DateShape.ONE_OF, "]") if text[0] == "[" else (DateShape.ALL_OF, "}")
    if not text.endswith(closing):
        from builder.reading.dates.why_not import why_not

        raise why_not(text, text, 0)
    members = _read_members(text)
    points: list[Point] = []
    runs: list[int] = []
    for first, last in members:
        if first and last and first is not last:
            runs.append(len(points))
        points += [first] if first and first is last else [point for point in (first, last) if point]
    opens, goes_on = members[0][0] is None, members[-1][1] is None
    return Date(
        text=text,
        shape=shape,
        points=tuple(points),
        runs=tuple(runs),
        start=Edge.OPEN if opens else Edge.KNOWN,
        end=Edge.OPEN if goes_on else Edge.KNOWN,
        earliest=None if opens else min(first.earliest for first, _ in members if first),
        latest=None if goes_on else max(latest_of(first, last) for first, last in members if last),
        precision=min(point.precision for point in points),
        approximate=any(point.approximate for point in points),
        uncertain=any(point.uncertain for point in points),
    )


def _read_members(text: str) -> list[tuple[Point | None, Point | None]]:
    members = []
    written = text[1:-1].split(",")
    at = 1
    for index, member in enumerate(written):
        bare = member.lstrip(" ") if index else member
        column = at + len(member) - len(bare)
        first, last = _read_member(text, bare, column)
        if (first is None and index > 0) or (last is None and index < len(written) - 1):
            raise NotADate(
                f"{bare} is open in the middle of a set",
                "put a range open to the past first and one open to the future last",
                column,
            )
        members.append((first, last))
        at += len(member) + 1
    return members


def _read_member(text: str, member: str, at: int) -> tuple[Point | None, Point | None]:
    before, dots, after = member.partition("..")
    if not dots:
        point = read_point(text, member, at)
        return point, point
    if not before and not after:
        raise NotADate("a range without a date", "write the end that is known, as in [..YYYY]", at)
    first = read_point(text, before, at) if before else None
    last = read_point(text, after, at + len(before) + 2) if after else None
    if first and last and ends_before_start(first, last):
        forwards = f"{after}..{before}"
        raise NotADate(f"the range {member} runs backwards", Advice(f"write {forwards}", (forwards,), member), at)
    return first, last
