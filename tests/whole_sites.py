"""Whole publications to walk through: the one in this repository, and a small one that holds one of everything."""

from dataclasses import dataclass
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

import pytest
from conftest import HOUSE, NOW, TWO_SIDES, Site

from builder import outputs
from builder.building.pipeline import build, check
from builder.model.archive import Archive
from builder.views.edition import Edition
from builder.views.output import Page, Plan

KINDS = sorted(place.name for place in HOUSE.glob("themes/chronicle/templates/*.html") if place.name != "frame.html")

# One of everything that pages show, in two languages that are written in two directions.
EVERYTHING = """
-- content/site.yaml --
title: وقائع جانبين
description: A chronology of Eastmarch and Westmarch, written to be looked at.
language: ar
url: https://example.org/
sharing: {embeds: true}
data: {pages: true}
time_zone: Asia/Tbilisi
sides:
  - {id: east, label: East, colour: "#0d5a66", pattern: dots}
  - {id: west, label: West, colour: "#8a4b0f", pattern: hatch}
naming: {order: as-listed, contested: [regime]}
pages: {methodology: method, corrections: policy, contact: method}
front: {moments: [shelling]}
licence: {text: CC-BY-4.0}
-- content/purged.txt --
entries/unsafe
-- content/pages/policy.md --
---
title: How mistakes are put right
---
Openly.
-- content/pages/method.md --
---
title: How we work
summary: By rules.
---
## Rules

We *cite* what we **say**.[@courier]

| Rule | What it asks |
|---|---|
| One | Both names |

> A quotation of the rules.

1. First
2. Second

Term
: What it means.
-- content/stories/market.md --
---
title: From the market to the talks
---
Each side told it.[@courier]

## [[shelling]]

Both counted.

## [[talks]]

Then they met.
-- content/questions/market.md --
---
title: How many people were killed at the market?
---
Both counted.[@review]
-- content/questions/who-fired.md --
---
title: Who fired?
exclusive: true
---
-- content/actors/speaker.md --
---
kind: person
names: [{text: The speaker of Westmarch, lang: en}, {text: المتحدث, lang: ar}]
side: west
person: {public_figure: true}
part_of: [{actor: west, from: 2019, sources: [review]}]
roles: [{title: Speaker, of: west, from: 2019, to: 2024, sources: [review]}]
formerly: [the-speaker]
---
He speaks for the ministry.[@courier]
-- content/places/bridge.md --
---
kind: site
names: [The bridge]
point: [40.1, 44.2]
precision: settlement
part_of: [{place: norvad, basis: geographic, sources: [courier]}]
---
Over the river.[@courier]
-- content/entries/war.md --
---
title: The war of two sides
date: 2022/2024-05
type: period/war
places: norvad
sources: [courier, review]
published: 2023-09-20T08:00:00Z
---
It went on.
-- content/entries/talks.md --
---
title: Talks are held
summary: Both sides met.
date: 2023-09~
tags: [talks]
places: [{place: eastport, role: origin}, {place: bridge, role: mentioned}]
actors: [{actor: observers, role: mediator}]
sources: [courier]
published: 2023-09-20T08:00:00Z
part_of: war
---
They met.
-- content/entries/shelling.md --
---
title: The market is shelled, and both sides say by whom
summary: Eastmarch and Westmarch each counted.
date: 2023-09-19T13:00+04:00
date_text: about one o'clock
type: remote/shelling-artillery-missile
warnings: [Deaths]
tags: [talks, markets]
places: [{place: norvad, precision: settlement}, {place: bridge, role: target}]
actors:
  - {actor: west-army, role: initiator, basis: alleged, according_to: [east]}
  - {actor: east, role: affected, basis: stated, according_to: [east]}
  - {actor: speaker, role: speaker}
part_of: war
related: [{entry: talks, rel: follows}]
status: provisional
formerly: [the-shelling]
claims:
  - {id: first, question: market, by: east, made: 2023-09-19, text: Four thousand were killed., sources: courier,
     killed: {civilians: 4127}, attributed_to: [west-army], where: norvad}
  - {id: later, question: market, by: east, made: 2023-09-21, as_of: 2023-09-20, text: More were killed.,
     sources: review, killed: {civilians: 5231}, supersedes: first}
  - {id: other, question: market, by: west, via: speaker, made: 2023-09-20/2023-09-21, as_of: 2023-09-20,
     text: Fewer were killed., sources: review, killed: {civilians: "1500..1693"}, words: some fifteen hundred,
     responds_to: first}
  - {id: before, question: market, by: west, made: 2023-09-19, as_of: 2023-09-19, text: Some were killed.,
     sources: review, killed: {civilians: some}, words: several}
  - {id: body, question: market, by: west-army, made: 2024-05-01, text: Fewer by far., sources: review,
     killed: {civilians: 212}, supersedes: other}
  - {id: seen, question: market, by: observers, text: Many were killed., sources: post, killed: {civilians: 900..},
     words: at least nine hundred}
  - {id: none, question: who-fired, by: west, text: It was not us., stance: denies, sources: review, responds_to: us}
  - {id: us, question: who-fired, by: east, text: Westmarch fired., kind: responsibility, attributed_to: west,
     sources: courier}
  - {id: them, question: who-fired, by: west, text: Eastmarch fired on itself., kind: responsibility,
     attributed_to: east, sources: review}
  - {id: unsaid, question: who-fired, by: observers, text: That cannot be said., stance: cannot-confirm,
     sources: post}
  - {id: unknown, by: observers, text: An unknown number was hurt., injured: "~40", words: forty or so, sources: post}
quotes:
  - {by: speaker, text: Nobody should have died., lang: en, source: review, translated_from: ka}
corrections:
  - {date: 2023-09-22, kind: correction, field: claims.later.quantity, was: "5,230", now: "5,231", text: A slip.}
sources: [courier, review, {id: far, title: A long report with a title that goes on, issued: 2024, publisher: The Far, URL: "https://example.com/a/very/long/address/that/does/not/break/anywhere/at/all/report.html"}]
published: 2023-09-20T08:00:00Z
updated: 2023-09-22T08:00:00Z
authors: [The editors]
confidence: medium
---
Shells fell on the market.[@courier] It is told in [[talks|the talks]] too.[@review, p. 4]

## Afterwards

- One
- Two
-- content/entries/after.md --
---
title: The bridge is closed
date: 2023-09-19
places: bridge
actors: [{actor: west, role: initiator}]
sources: [courier]
published: 2023-09-20T08:00:00Z
---
Nobody crossed.
-- content/entries/gone.md --
---
title: A bridge is damaged
date: 2023-09-18
status: withdrawn
corrections:
  - {date: 2023-10, kind: retraction, text: It was another bridge.}
sources: courier
---
"""

OWN = "the publication"
SMALL = "a small site from right to left"
WIRE = "a small site in another theme"
SITES = (OWN, SMALL, WIRE)


@dataclass(frozen=True)
class Whole:
    """A published site: where it lies, what it was made of, and its pages by the template that shows each."""

    name: str
    folder: Path
    archive: Archive
    pages: dict[str, tuple[str, ...]]

    def typical(self, kind: str) -> str:
        """Give the address of a page of a kind that is neither the shortest nor the longest."""
        pages = sorted(self.pages[kind], key=lambda path: ((self.folder / path).stat().st_size, path))
        return address_of(pages[len(pages) // 2])

    def largest(self, kind: str) -> str:
        """Give the address of the longest page of a kind."""
        return address_of(max(self.pages[kind], key=lambda path: ((self.folder / path).stat().st_size, path)))


def address_of(path: str) -> str:
    return path.removesuffix("index.html")


def is_inner(address: str) -> bool:
    # Most addresses begin with a step, and those that do need no more than a look.
    return address.startswith(("../", "./", "#")) or not (urlsplit(address).scheme or address.startswith("//"))


def led_to(path: str, address: str) -> tuple[str, str]:
    """Return the file and the fragment that an address on a page leads to, as a static host resolves it."""
    way, _, fragment = address.partition("#")
    way = unquote(way.partition("?")[0])
    if not way:
        return path, unquote(fragment)
    place = normpath(join("/", dirname(path), way)).lstrip("/")
    is_folder = not place or way in (".", "..") or way.endswith(("/", "/.", "/.."))
    return (join(place, "index.html") if is_folder else place), unquote(fragment)


def whole_site(name: str, folder: Path) -> Whole:
    """Build one of the small sites into a folder; that of this repository stands published there."""
    place, public = folder / "site", folder if name == OWN else folder / "public"
    editions: list[Edition] = []
    plans: list[Plan] = []
    plan = outputs.plan

    def seen(edition: Edition) -> Plan:
        editions.append(edition)
        plans.append(plan(edition))
        return plans[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(outputs, "plan", seen)
        if name == OWN:
            check(HOUSE, NOW)
        else:
            text = EVERYTHING if name == SMALL else EVERYTHING.replace("language: ar", "theme: wire")
            # So few that the longest list goes on, on a page of its own.
            patch.setattr("builder.outputs.parts.chronology.MOST_ON_A_PAGE", 3)
            built = build(Site(place).write(TWO_SIDES).write(text).folder, public, NOW, jobs=1, uses_cache=False)
            assert built.published, built.problems
    pages: dict[str, list[str]] = {}
    # Of the edition in the language of the original, which is planned first.
    for output in plans[0]:
        if isinstance(output, Page):
            pages.setdefault(output.template, []).append(output.path)
    return Whole(name, public, editions[0].archive, {kind: tuple(found) for kind, found in pages.items()})
