"""Rules on dates (D): a date is as exact as its sources, and happens before it is told of."""

from collections.abc import Iterator

from msgspec.structs import replace

from builder.checking.parts.entry_under_review import EntryUnderReview
from builder.checking.parts.explanation import error, hint, warning
from builder.model.claim import ClaimKind, Stance
from builder.model.dates import Date, Day, Edge, Point, Precision, starts_after
from builder.model.entry import Entry
from builder.model.problem import Finding, KeyPath, Severity
from builder.model.source import Source
from builder.model.time_zones import clock_change, offset_text, zone_of


def a_date_is_no_more_exact_than_its_sources(subject: EntryUnderReview) -> Iterator[Finding]:
    """D3: a day cannot come from sources of which only the month is known, that month being the event's own."""
    entry, date = subject.entry, subject.entry.date
    if date.precision < Precision.DAY or date.is_qualified or entry.date_text or date.earliest is None:
        return
    issued = [source.issued for source in subject.sources(entry.sources)]
    # A book printed years later knows the day; a report of which only the month is known need not.
    if issued and all(told and _is_only_the_month(told, date.earliest) for told in issued):
        says = f'the day "{date.text}" comes from sources for which only the month is known'
        yield Finding("", ("date",), "D3", says, "write the month, or quote the source's own words in `date_text`")


def a_time_has_a_zone(subject: EntryUnderReview) -> Iterator[Finding]:
    """D4: a clock without a zone is no moment."""
    entry, site = subject.entry, subject.directory.site
    places = (subject.directory.places.get(location.place) for location in entry.places)
    if entry.time_zone or site.time_zone != "UTC" or any(place and place.time_zone for place in places):
        return
    dated: list[tuple[Date | None, KeyPath]] = [(entry.date, ("date",))]
    dated += [(claim.made, ("claims", number, "made")) for number, claim in enumerate(entry.claims)]
    for date, path in dated:
        if date and any(point.clock and point.clock.offset is None for point in date.points):
            hint = "add the offset (+04:00), or `time_zone` here, on the place or in site.yaml"
            yield Finding("", path, "D4", f'"{date.text}" has a time but no time zone', hint)


def nothing_is_claimed_before_it_happens(subject: EntryUnderReview) -> Iterator[Finding]:
    """D5: what was said before the event is a warning or an intention."""
    for number, claim in enumerate(subject.entry.claims):
        if claim.kind in (ClaimKind.WARNING, ClaimKind.INTENT) or claim.made is None:
            continue
        if _is_before(claim.made, subject.entry.date):
            says = f"said {claim.made.text}, before the event of {subject.entry.date.text}"
            hint = "correct the date, or write `kind: warning` or `kind: intent`"
            yield Finding("", ("claims", number, "made"), "D5", says, hint)


def no_source_is_older_than_what_it_supports(subject: EntryUnderReview) -> Iterator[Finding]:
    """D6: a text cannot report what had not happened when it came out."""
    for number, claim in enumerate(subject.entry.claims):
        if claim.stance is not Stance.ASSERTS or claim.kind not in (ClaimKind.EVENT, ClaimKind.CASUALTIES):
            continue
        for index, id in enumerate(claim.sources):
            source = subject.directory.sources.get(id)
            if source and source.issued and _is_before(source.issued, subject.entry.date):
                yield _too_old(source, subject, ("claims", number, "sources", index))
    sources = [] if subject.entry.is_withdrawn else subject.sources(subject.entry.sources)
    if sources and all(source.issued and _is_before(source.issued, subject.entry.date) for source in sources):
        # What such an entry tells as a fact, and what as an announcement, a person has to judge.
        yield replace(_too_old(sources[-1], subject, ("sources",)), severity=Severity.WARNING)


def nothing_has_happened_yet_that_is_still_to_come(subject: EntryUnderReview) -> Iterator[Finding]:
    """D7: an event dated after the day of publication is an announcement."""
    published, earliest = subject.entry.published, subject.entry.date.earliest
    if published and earliest and earliest > _day_of(published):
        says = f'"{subject.entry.date.text}" is later than `published`, {published[:10]}'
        yield Finding("", ("date",), "D7", says, "correct one of the two, or write about the announcement")


def nothing_goes_on_before_it_begins(subject: EntryUnderReview) -> Iterator[Finding]:
    """D11: what begins later was not known to go on."""
    date, known = subject.entry.date, subject.entry.ongoing_as_of
    if known and starts_after(date, known):
        says = f"`ongoing_as_of` is {known.text}, before the start, {date.text}"
        yield Finding("", ("ongoing_as_of",), "D11", says, "correct one of the two")


def what_goes_on_says_as_of_when(subject: EntryUnderReview) -> Iterator[Finding]:
    """D12: “since” is true on the day that somebody looked."""
    entry = subject.entry
    when = entry.when
    if when.is_interval and when.end is Edge.OPEN and not entry.ongoing_as_of and not entry.is_withdrawn:
        hint = "add `ongoing_as_of`, the last day on which it was known to be ongoing"
        yield Finding(
            "", ("end" if entry.end else "date",), "D12", "this is ongoing, but nothing says as of which day", hint
        )


def a_time_within_a_clock_change_has_an_offset(subject: EntryUnderReview) -> Iterator[Finding]:
    """D13: a local time that clocks skip is no moment, and one that they show twice is two."""
    entry = subject.entry
    timed = [(point, path) for points, path in _points(entry) for point in points if point.clock]
    if not timed:
        return
    zone = zone_of(entry, subject.directory.places, subject.directory.site)
    for point, path in timed:
        change = clock_change(point.clock, point.earliest, zone) if point.clock else None
        if change is None:
            continue
        before, after = change
        if before > after:
            says = f"clocks in {zone} show {point.text} twice"
            hint = f"add the offset that is meant: {offset_text(before)} or {offset_text(after)}"
        else:
            says = f"clocks in {zone} skip {point.text}"
            hint = "correct the time, or add the offset of the clock that showed it"
        yield Finding("", path, "D13", says, hint)


def _points(entry: Entry) -> Iterator[tuple[tuple[Point, ...], KeyPath]]:
    """List the points in time of an entry and its claims, with the keys that lead to them."""
    yield entry.date.points, ("date",)
    if entry.end and entry.end.point:
        yield (entry.end.point,), ("end",)
    for number, claim in enumerate(entry.claims):
        for key, date in (("made", claim.made), ("as_of", claim.as_of)):
            if date:
                yield date.points, ("claims", number, key)


def _is_only_the_month(issued: Date, day: Day) -> bool:
    return issued.precision is Precision.MONTH and issued.earliest == Day(day.year, day.month, 1)


def _is_before(said: Date, event: Date) -> bool:
    if said.is_qualified or event.is_qualified or said.latest is None or event.earliest is None:
        return False
    # Near midnight the day depends on the zone, and a paper on another continent bears the day before.
    slack = 1 if event.has_time or said.has_time else 0
    return said.latest.ordinal + slack < event.earliest.ordinal


def _too_old(source: Source, subject: EntryUnderReview, path: KeyPath) -> Finding:
    assert source.issued is not None
    says = f'"{source.id}" was published {source.issued.text}, before the event of {subject.entry.date.text}'
    return Finding("", path, "D6", says, "correct a date, or cite it in the text as background")


def _day_of(moment: str) -> Day:
    year, month, day = moment[:10].split("-")
    return Day(int(year), int(month), int(day))


ENTRY_RULES = (
    a_date_is_no_more_exact_than_its_sources,
    a_time_has_a_zone,
    nothing_is_claimed_before_it_happens,
    no_source_is_older_than_what_it_supports,
    nothing_has_happened_yet_that_is_still_to_come,
    nothing_goes_on_before_it_begins,
    what_goes_on_says_as_of_when,
    a_time_within_a_clock_change_has_an_offset,
)

EXPLANATIONS = (
    error(
        "D1",
        "A date is EDTF (ISO 8601-2:2019). Its messages have the code date-form.",
        "Only a date that is understood can be sorted, drawn and written out in words.",
        "Write the date as precisely as it is known, and no more precisely.",
        "date: 19 September 2023",
        "date: 2023-09-19",
    ),
    error(
        "D2",
        "An event does not end before it begins, and its days exist in the calendar.",
        "A mistyped year would stretch or reverse an event.",
        "Swap the two, or correct the one that is wrong.",
        "date: 2023-09-20\nend: 2023-09-19",
        "date: 2023-09-19\nend: 2023-09-20",
    ),
    warning(
        "D3",
        "A date is not more precise than its sources.",
        "If all that is known of the sources is the month of the event, the day came from somewhere else.",
        "Write the month, or quote in `date_text` the words that give the day.",
        "date: 2023-09-19   # the only source: issued: 2023-09",
        "date: 2023-09",
    ),
    warning(
        "D4",
        "A time of day has a time zone: an offset, `time_zone` in the entry, that of a place, or the site's own.",
        "The same clock time is three different moments in Yerevan, Moscow and London.",
        "Add the offset, or `time_zone: Asia/Baku`.",
        "date: 2023-09-19T13:00",
        "date: 2023-09-19T13:00+04:00",
    ),
    warning(
        "D5",
        "A statement made before an event is a warning or an intention.",
        "Otherwise one of the two dates is wrong.",
        "Correct the date, or give the claim `kind: warning` or `kind: intent`.",
        "made: 2023-09-18   # the event: 2023-09-19",
        "made: 2023-09-18\nkind: warning",
    ),
    error(
        "D6",
        "A source older than an event does not support it as fact.",
        "It can predict the event or give the background; it cannot report it.",
        "Correct one of the two dates, or cite the source in the text as background.",
        "sources: [gazette-0918]   # issued: 2023-09-18; the event: 2023-09-19",
        "sources: [gazette-0920]",
    ),
    hint(
        "D7",
        "An event is not dated after its publication.",
        "What is still to come is an announcement, and may turn out differently.",
        "Correct one of the two dates, or write about the announcement.",
        "date: 2031-05-01\npublished: 2031-04-20T12:00:00Z",
        "title: Opening announced for 1 May\ndate: 2031-04-19",
    ),
    error(
        "D11",
        "An event is not recorded as ongoing before it has begun.",
        "One of the two dates is wrong, and readers see both.",
        "Correct `ongoing_as_of`, or the start.",
        "date: 2023-09-19/..\nongoing_as_of: 2023-08",
        "date: 2023-09-19/..\nongoing_as_of: 2023-10",
    ),
    hint(
        "D12",
        "An ongoing event says as of which date.",
        "It will end one day, and nobody may remember this entry; readers need to see how old the news is.",
        "Add `ongoing_as_of`, the last day on which it was known to be ongoing.",
        "date: 2023-09-19\nend: ..",
        "date: 2023-09-19\nend: ..\nongoing_as_of: 2023-10-31",
    ),
    warning(
        "D13",
        "A time skipped or repeated by a clock change has a UTC offset.",
        "When clocks go back, one hour occurs twice; when they go forward, one does not occur at all.",
        "Add the offset that is meant.",
        "date: 2023-10-29T02:30\ntime_zone: Europe/Berlin",
        "date: 2023-10-29T02:30+01:00",
    ),
)
