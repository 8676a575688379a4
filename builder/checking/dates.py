"""Rules on dates (D): a date is as exact as its sources, and happens before it is told of."""

from collections.abc import Iterator

from msgspec.structs import replace

from builder.checking._explanation import error, hint, warning
from builder.checking._sheet import Sheet
from builder.model.claim import ClaimKind, Stance
from builder.model.dates import Date, Day, Precision
from builder.model.problem import Finding, KeyPath, Severity
from builder.model.source import Source


def a_date_is_no_more_exact_than_its_sources(sheet: Sheet) -> Iterator[Finding]:
    """D3: a day cannot come from sources of which only the month is known, that month being the event's own."""
    entry, date = sheet.entry, sheet.entry.date
    if date.precision < Precision.DAY or date.is_qualified or entry.date_text or date.earliest is None:
        return
    issued = [source.issued for source in _sources(sheet, entry.sources)]
    # A book printed years later knows the day; a report of which only the month is known need not.
    if issued and all(told and _is_only_the_month(told, date.earliest) for told in issued):
        says = f'the day "{date.text}" rests on sources of which only the month is known'
        yield Finding("", ("date",), "D3", says, "write the month, or `date_text` with the source's own words")


def a_time_has_a_zone(sheet: Sheet) -> Iterator[Finding]:
    """D4: a clock without a zone is no moment."""
    entry, site = sheet.entry, sheet.directory.site
    places = (sheet.directory.places.get(location.place) for location in entry.places)
    if entry.time_zone or site.time_zone != "UTC" or any(place and place.time_zone for place in places):
        return
    dated: list[tuple[Date | None, KeyPath]] = [(entry.date, ("date",))]
    dated += [(claim.made, ("claims", number, "made")) for number, claim in enumerate(entry.claims)]
    for date, path in dated:
        if date and any(point.clock and point.clock.offset is None for point in date.points):
            hint = "add the offset (+04:00), or `time_zone` here, on the place or in site.yaml"
            yield Finding("", path, "D4", f'"{date.text}" has a time and no zone', hint)


def nothing_is_claimed_before_it_happens(sheet: Sheet) -> Iterator[Finding]:
    """D5: what was said before the event is a warning or an intention."""
    for number, claim in enumerate(sheet.entry.claims):
        if claim.kind in (ClaimKind.WARNING, ClaimKind.INTENT) or claim.made is None:
            continue
        if _is_before(claim.made, sheet.entry.date):
            says = f"said {claim.made.text}, before the event of {sheet.entry.date.text}"
            hint = "mend the date, or say that it is of `kind: warning` or `intent`"
            yield Finding("", ("claims", number, "made"), "D5", says, hint)


def no_source_is_older_than_what_it_supports(sheet: Sheet) -> Iterator[Finding]:
    """D6: a text cannot report what had not happened when it came out."""
    for number, claim in enumerate(sheet.entry.claims):
        if claim.stance is not Stance.ASSERTS or claim.kind not in (ClaimKind.EVENT, ClaimKind.CASUALTIES):
            continue
        for place, id in enumerate(claim.sources):
            source = sheet.directory.sources.get(id)
            if source and source.issued and _is_before(source.issued, sheet.entry.date):
                yield _too_old(source, sheet, ("claims", number, "sources", place))
    sources = [] if sheet.entry.is_withdrawn else _sources(sheet, sheet.entry.sources)
    if sources and all(source.issued and _is_before(source.issued, sheet.entry.date) for source in sources):
        # What such an entry tells as a fact, and what as an announcement, a person has to judge.
        yield replace(_too_old(sources[-1], sheet, ("sources",)), severity=Severity.WARNING)


def nothing_has_happened_yet_that_is_still_to_come(sheet: Sheet) -> Iterator[Finding]:
    """D7: an event dated after the day of publication is an announcement."""
    published, earliest = sheet.entry.published, sheet.entry.date.earliest
    if published and earliest and earliest > _day_of(published):
        says = f'"{sheet.entry.date.text}" is later than `published`, {published[:10]}'
        yield Finding("", ("date",), "D7", says, "mend one of the two, or tell of the announcement")


def _sources(sheet: Sheet, ids: tuple[str, ...]) -> list[Source]:
    return [source for id in ids if (source := sheet.directory.sources.get(id))]


def _is_only_the_month(issued: Date, day: Day) -> bool:
    return issued.precision is Precision.MONTH and issued.earliest == Day(day.year, day.month, 1)


def _is_before(said: Date, event: Date) -> bool:
    if said.is_qualified or event.is_qualified or said.latest is None or event.earliest is None:
        return False
    # Near midnight the day depends on the zone, and a paper on another continent bears the day before.
    slack = 1 if event.has_time or said.has_time else 0
    return said.latest.ordinal + slack < event.earliest.ordinal


def _too_old(source: Source, sheet: Sheet, path: KeyPath) -> Finding:
    assert source.issued is not None
    says = f'"{source.id}" came out {source.issued.text}, before the event of {sheet.entry.date.text}'
    return Finding("", path, "D6", says, "mend a date, or cite it in the text as background")


def _day_of(moment: str) -> Day:
    year, month, day = moment[:10].split("-")
    return Day(int(year), int(month), int(day))


RULES = ()
ENTRY_RULES = (
    a_date_is_no_more_exact_than_its_sources,
    a_time_has_a_zone,
    nothing_is_claimed_before_it_happens,
    no_source_is_older_than_what_it_supports,
    nothing_has_happened_yet_that_is_still_to_come,
)

EXPLANATIONS = (
    error(
        "D1",
        "A date is EDTF (ISO 8601-2:2019). Its messages bear the code date-form.",
        "Only a date that is understood can be ordered, drawn and said in words.",
        "Write the date as exactly as it is known, and no more.",
        "date: 19 September 2023",
        "date: 2023-09-19",
    ),
    error(
        "D2",
        "An end does not come before its beginning, and days exist.",
        "A mistyped year would stretch or turn an event.",
        "Exchange the two, or mend the one that is wrong.",
        "date: 2023-09-20\nend: 2023-09-19",
        "date: 2023-09-19\nend: 2023-09-20",
    ),
    warning(
        "D3",
        "A date is no more exact than its sources.",
        "If all that is known of the sources is the month of the event, the day came from somewhere else.",
        "Write the month, or quote in `date_text` the words that give the day.",
        "date: 2023-09-19   # the only source: issued: 2023-09",
        "date: 2023-09",
    ),
    warning(
        "D4",
        "A time has a zone: an offset, `time_zone` in the entry, that of a place, or the site's own.",
        "One clock is three moments in Yerevan, Moscow and London.",
        "Add the offset, or `time_zone: Asia/Baku`.",
        "date: 2023-09-19T13:00",
        "date: 2023-09-19T13:00+04:00",
    ),
    warning(
        "D5",
        "What was said before the event is a warning or an intention.",
        "Otherwise one of the two dates is wrong.",
        "Mend the date, or give the claim `kind: warning` or `kind: intent`.",
        "made: 2023-09-18   # the event: 2023-09-19",
        "made: 2023-09-18\nkind: warning",
    ),
    error(
        "D6",
        "A source that came out before the event does not support it as a fact.",
        "It can foretell or give the background; it cannot report.",
        "Mend one of the two dates, or cite the source in the text, as background.",
        "sources: [gazette-0918]   # issued: 2023-09-18; the event: 2023-09-19",
        "sources: [gazette-0920]",
    ),
    hint(
        "D7",
        "An event is not dated after its publication.",
        "What is still to come is an announcement, and may come otherwise.",
        "Mend one of the two dates, or tell of the announcement.",
        "date: 2031-05-01\npublished: 2031-04-20T12:00:00Z",
        "title: Opening announced for 1 May\ndate: 2031-04-19",
    ),
)
