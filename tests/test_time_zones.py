"""A time without an offset is read in the zone that holds for its entry, by readers and machines alike."""

import json
import re

import pytest
from conftest import Site

from builder.reading.dates.edtf import read_date
from builder.rendering.date_words import datetime_attribute

TALKS = """
-- content/site.yaml --
title: A small chronology
url: https://example.org/
sharing: {embeds: true}
time_zone: Europe/Berlin
-- content/places/baku.md --
---
kind: city
names: [{text: Baku, lang: en}]
time_zone: Asia/Baku
---
-- content/entries/talks.md --
---
title: Talks
date: 2023-09-19T13:00
type: [period/ceasefire]
published: 2023-09-21
places: [baku]
actors: [armenia]
sources: [gazette]
assessment: {date: 2023-09-22T09:00, text: They talked.}
corrections: [{date: 2023-09-23T10:30, text: The hour was wrong.}]
---
-- content/entries/more-talks.md --
---
title: More talks
date: 2023-09-20T13:00
end: 2023-09-21T09:15
ongoing_as_of: 2023-09-20T20:00
actors: [armenia]
sources: [gazette]
---
"""

PAGES = (
    "", "timeline", "timeline/2023", "timeline/2023/09", "actors/armenia", "places/baku", "corrections",
    "entries/talks", "entries/talks/embed", "entries/more-talks", "actors/armenia/embed",
)  # fmt: skip


def moments(made: Site, path: str) -> list[str]:
    """List what a page's `<time>` elements tell machines of times of day; those in UTC tell when it was published."""
    return [told for told in re.findall(r'<time [^>]*?datetime="([^"]*T[^"]*)"', made.page(path)) if "Z" not in told]


def event(made: Site, id: str) -> dict[str, str]:
    """Give the event that an entry's page describes to machines."""
    data = made.page(f"entries/{id}").partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    return json.loads(data)


@pytest.mark.parametrize("theme", ["chronicle", "wire"])
def test_every_time_tells_machines_the_offset_of_the_zone_that_its_page_names(site, theme):
    made = site(TALKS.replace("sharing:", f"theme: {theme}\nsharing:"))
    assert (built := made.build()).published, built.problems
    happened, assessed, corrected = "2023-09-19T13:00+04:00", "2023-09-22T09:00+04:00", "2023-09-23T10:30+04:00"
    assert {path: {*moments(made, path)} for path in PAGES} == {
        "": {happened, corrected},
        "timeline": {happened},
        "timeline/2023": {happened},
        "timeline/2023/09": {happened},
        "actors/armenia": {happened},
        "places/baku": {happened},
        "corrections": {corrected},
        "entries/talks": {happened, assessed, corrected},
        "entries/talks/embed": {happened},
        "entries/more-talks": {"2023-09-20T20:00+02:00"},
        "actors/armenia/embed": {happened},
    }


def test_what_schema_org_is_told_has_offsets_too(site):
    said = "claims: [{by: armenia, text: We talk., made: 2023-09-19T18:00, sources: [gazette]}]"
    made = site(TALKS.replace("assessment:", f"{said}\nassessment:"))
    assert (built := made.build()).published, built.problems
    told = event(made, "talks")
    happened, claim = told["about"]
    assert (happened["startDate"], claim["datePublished"], told["correction"][0]["datePublished"]) == (
        "2023-09-19T13:00+04:00",
        "2023-09-19T18:00+04:00",
        "2023-09-23T10:30+04:00",
    )
    happened = event(made, "more-talks")["about"][0]
    assert (happened["startDate"], happened["endDate"]) == ("2023-09-20T13:00+02:00", "2023-09-21T09:15+02:00")


def test_a_feed_of_corrections_gives_the_moment_in_the_zone_of_the_entry(site):
    made = site(TALKS)
    assert (built := made.build()).published, built.problems
    assert "<updated>2023-09-23T06:30:00Z</updated>" in made.page("corrections/feed.xml")


@pytest.mark.parametrize(
    ("text", "zone", "value"),
    [
        ("2023-09-19T13:00", "Asia/Baku", "2023-09-19T13:00+04:00"),
        ("2023-09-19T13:00:05", "Asia/Baku", "2023-09-19T13:00:05+04:00"),
        ("2023-07-01T13:00", "Europe/Berlin", "2023-07-01T13:00+02:00"),
        ("2023-01-01T13:00", "Europe/Berlin", "2023-01-01T13:00+01:00"),
        ("2023-01-01T13:00", "America/St_Johns", "2023-01-01T13:00-03:30"),
        ("2023-01-01T13:00", "UTC", "2023-01-01T13:00Z"),
        ("2023-09-19T13:00+03:00", "Asia/Baku", "2023-09-19T13:00+03:00"),
        ("2023-09-19", "Asia/Baku", "2023-09-19"),
        # Once passed over, once shown twice: which offset is meant, only the author can say.
        ("2023-03-26T02:30", "Europe/Berlin", "2023-03-26T02:30"),
        ("2023-10-29T02:30", "Europe/Berlin", "2023-10-29T02:30"),
        # Before there was a standard time, the clocks of Baku went by its sun, 3:19:24 ahead.
        ("1900-01-01T13:00", "Asia/Baku", "1900-01-01T13:00"),
    ],
)
def test_a_machine_is_told_an_offset_only_where_the_zone_has_one_and_it_can_be_written(text, zone, value):
    assert datetime_attribute(read_date(text), zone) == value
