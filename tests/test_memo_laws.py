"""After any sequence of edits, what is published equals a clean build, byte for byte."""

import os
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import NOW, Site
from laws import FIRST_SEED, examples
from test_publishing import held

from builder.building.pipeline import build, load
from builder.building.reference import whole_site
from builder.building.results import Built
from builder.model import comparison
from builder.model.entry import Entry
from builder.model.errors import BuilderError
from builder.remembering import cards
from builder.rendering import renderer, templates
from builder.rendering.renderer import Renderer
from builder.views.output import View

HOUSE = Path(__file__).parent.parent
SEQUENCES = examples(8, 1000)
EDITS = 5

SITE = """
-- content/site.yaml --
title: A small chronology
url: https://example.org/
sharing: {embeds: true}
language: en
time_zone: Asia/Baku
sides: [{id: north, label: North, colour: "#0d5a66", pattern: dots}]
naming: {order: as-listed}
front: {moments: [appeal]}
-- content/actors/armenia.md --
---
kind: state
names: [{text: Armenia, lang: en}, {text: Հայաստան, lang: hy}]
---
-- content/actors/ministry.md --
---
kind: government-body
side: north
names: [{text: The ministry, lang: en}]
part_of: [{actor: armenia}]
---
The ministry of [[Armenia]].
-- content/places/yerevan.md --
---
kind: city
names: [{text: Yerevan, lang: en}, {text: Երևան, lang: hy}]
point: [40.18, 44.51]
---
-- content/pages/about.md --
---
title: About
---
How this is made, beginning with [[appeal]].
-- content/sources/list.yaml --
- {id: gazette, title: The day's news, publisher: The Gazette, issued: 2039-12-31}
- {id: herald, title: The morning's news, publisher: The Herald, issued: 2039-12-30}
-- content/entries/appeal.md --
---
title: An appeal
date: 2023-09-19
published: 2023-09-20
actors: [{actor: armenia, role: speaker}]
places: [yerevan]
tags: [appeals]
sources: [gazette]
claims:
  - {by: ministry, text: Two were hurt., question: hurt, injured: 2, sources: [gazette]}
---
The text of the appeal, as [[Երևան]] heard it [@gazette].
-- content/entries/answer.md --
---
title: An answer
date: 2023-10-02T13:00
published: 2023-10-03
summary: What was answered.
actors: [ministry]
tags: [answers]
sources: [herald, {id: own-0, title: The minutes, publisher: The Herald, issued: 2023-10-01}]
related: [{entry: appeal, rel: responds-to}]
---
An answer to [[appeal]] and [about it](../../about/).
-- content/entries/talks.md --
---
title: Talks
date: 2023-10
actors: [ministry, armenia]
places: [yerevan]
tags: [appeals, answers]
sources: [gazette, herald]
---
"""


IN_TWO_LANGUAGES = (
    SITE.replace("language: en\n", "language: en\nlanguages: [en, hy]\n")
    + """
-- content/entries/appeal.hy.md --
---
title: Կոչ
review: awaited
---
Կոչը լսեց [[Երևան]]ը, և [[answer]]։[@gazette]
-- content/places/yerevan.hy.md --
---
review: done
---
Քաղաք։
"""
)


@dataclass
class Desk:
    """A site that somebody edits at random."""

    site: Site
    dice: random.Random
    clock: int = 1_600_000_000
    count: int = 0
    broken: dict[Path, str] = field(default_factory=dict)

    def files(self, folder: str) -> list[Path]:
        """List the files of a folder, but for translations."""
        return [place for place in sorted((self.site.folder / "content" / folder).glob("*")) if "." not in place.stem]

    def translations(self) -> list[Path]:
        return sorted((self.site.folder / "content").rglob("*.*.md"))

    def number(self) -> int:
        self.count += 1
        return self.count

    def any(self, folder: str) -> Path:
        return self.dice.choice(self.files(folder))

    def write(self, place: Path, text: str) -> None:
        """Write a file; half of the time it looks as if that was long ago, at a time of its own."""
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")
        if self.dice.random() < 0.5:
            self.age(place)

    def age(self, place: Path) -> None:
        self.clock += 1
        os.utime(place, (self.clock, self.clock))

    def replace(self, place: Path, pattern: str, by: str) -> None:
        self.write(place, re.sub(pattern, by, place.read_text("utf-8"), count=1, flags=re.M))


def add_an_entry(desk: Desk) -> None:
    number = desk.number()
    body = desk.dice.choice(["", "See [[appeal]].", "[[Armenia]] and [[The ministry|it]].", "Words [@herald]."])
    head = f"title: Entry {number}\ndate: 2023-{desk.dice.randint(1, 12):02}-11\nsources: [{desk.dice.choice(['gazette', 'herald'])}]"
    more = desk.dice.choice(
        ["", "\nactors: [armenia]", "\ntags: [news]", "\npublished: 2024-01-01", "\nplaces: [Երևան]"]
    )
    desk.write(desk.site.folder / f"content/entries/entry-{number}.md", f"---\n{head}{more}\n---\n{body}\n")


def delete_an_entry(desk: Desk) -> None:
    entry = desk.any("entries")
    for place in entry.parent.glob(f"{entry.stem}.*"):
        place.unlink()


def rename_an_entry(desk: Desk) -> None:
    entry, number = desk.any("entries"), desk.number()
    for place in entry.parent.glob(f"{entry.stem}.*"):
        place.rename(place.with_name(place.name.replace(entry.stem, f"renamed-{number}", 1)))


def rename_an_entry_and_all_that_name_it(desk: Desk) -> None:
    old, new = desk.any("entries"), f"renamed-{desk.number()}"
    for place in old.parent.glob(f"{old.stem}.*"):
        place.rename(place.with_name(place.name.replace(old.stem, new, 1)))
    for place in (desk.site.folder / "content").rglob("*.*"):
        text = place.read_text("utf-8")
        if old.stem in text:
            desk.write(place, re.sub(rf"\b{old.stem}(?=[\],#|}}])", new, text))


def change_a_date(desk: Desk) -> None:
    dates = ["2023-09-19", "2023-10", "2022", "2023-09-19T08:00+04:00", "2023-09-19T08:00", "2024-02-29~", "-0043"]
    desk.replace(desk.any("entries"), "^date: .*", f"date: {desk.dice.choice(dates)}")


def change_a_title(desk: Desk) -> None:
    desk.replace(desk.any("entries"), "^title: .*", f"title: Title {desk.number()}")


def change_a_summary(desk: Desk) -> None:
    desk.replace(desk.any("entries"), "^date:", f"summary: Summary {desk.number()}.\ndate:")


def change_a_body(desk: Desk) -> None:
    bodies = ["A *new* text.", "# Heading\n\nSee [[talks]].", "See [[Հայաստան]] [@gazette, p. 2].", "[[nobody]]", ""]
    place = desk.any("entries")
    head = place.read_text("utf-8").rpartition("---\n")[0]
    desk.write(place, f"{head}---\n{desk.dice.choice(bodies)}\n{desk.number()}\n")


def change_tags(desk: Desk) -> None:
    tags = desk.dice.choice(["[news]", "[appeals]", "[Appeals, news]", "[]"])
    desk.replace(desk.any("entries"), "^sources:", f"tags: {tags}\nsources:")


def change_a_status(desk: Desk) -> None:
    status = desk.dice.choice(
        ["status: draft", "status: withdrawn", "safety: {delay_until: 2199-01-01}", "safety: {hide_sources: true}"]
    )
    desk.replace(desk.any("entries"), "^sources:", f"{status}\nsources:")


def tie_an_entry_to_another(desk: Desk) -> None:
    other = desk.any("entries").stem
    related = [f"related: [{{entry: {other}, rel: {rel}}}]" for rel in ("background", "follows", "precedes")]
    tie = desk.dice.choice([f"part_of: {other}", "tags: [Ties]", *related])
    desk.replace(desk.any("entries"), "^sources:", f"{tie}\nsources:")


def make_a_claim(desk: Desk) -> None:
    stands = desk.dice.choice(
        [
            "", ", responds_to: appeal#c1", ", supersedes: appeal#c1", ", contradicts: [appeal#c1]",
            ", stance: denies", ", stance: denies, responds_to: appeal#c1", ", as_of: 2023-09-19",
            ", as_of: 2023-09-19T23:30, made: 2023-09-20", ", kind: responsibility, attributed_to: [armenia]",
            ", kind: responsibility, attributed_to: [ministry]", ", reports: cumulative, as_of: 2023-09-18",
        ]
    )  # fmt: skip
    by, about = desk.dice.choice(["armenia", "ministry"]), desk.dice.choice(["hurt", "lost"])
    count = desk.dice.randint(1, 9)
    claim = f"{{by: {by}, text: Some were hurt., question: {about}, injured: {count}, sources: [herald]{stands}}}"
    desk.replace(desk.any("entries"), "^sources:", f"claims: [{claim}]\nsources:")


def say_of_which_day_figures_are(desk: Desk) -> None:
    day = desk.dice.choice(["2023-09-19", "2023-09-19", "2023-09-18", "2023-09", "2023-09-19T23:30"])
    desk.replace(desk.any("entries"), r"injured: (\d)(, as_of: [^,}]*)?", rf"injured: \1, as_of: {day}")


def ask_a_question(desk: Desk) -> None:
    place = desk.site.folder / f"content/questions/{desk.dice.choice(['hurt', 'lost'])}.md"
    exclusive = desk.dice.choice(["", "exclusive: true\n", "exclusive: true\n"])
    desk.write(place, f"---\ntitle: Question {desk.number()}?\n{exclusive}---\nAsked of [[appeal]].\n")


def correct_an_entry(desk: Desk) -> None:
    correction = f"{{date: 2024-01-0{desk.dice.randint(1, 9)}, kind: correction, text: It said {desk.number()}.}}"
    desk.replace(desk.any("entries"), "^sources:", f"corrections: [{correction}]\nsources:")


def put_a_source_into_an_entry(desk: Desk) -> None:
    own = f"{{id: own-{desk.number()}, title: Own words, publisher: The Herald, issued: 2023-09-21}}"
    desk.replace(desk.any("entries"), r"^sources: \[", f"sources: [{own}, ")


def change_a_source_in_an_entry(desk: Desk) -> None:
    having = [place for place in desk.files("entries") if "id: own-" in place.read_text("utf-8")]
    if having:
        words = f"title: Own words {desk.number()}"
        desk.replace(desk.dice.choice(having), r"title: Own words[^,]*", words)


def cite_what_an_entry_brings(desk: Desk) -> None:
    found = [
        own for place in desk.files("entries") for own in re.findall(r"\bid: (own-\d+)", place.read_text("utf-8"))
    ]
    if found:
        own = desk.dice.choice(found)
        pattern, by = desk.dice.choice([(r"\Z", f"Words.[@{own}]\n"), (r"^sources: \[", f"sources: [{own}, ")])
        desk.replace(desk.any(desk.dice.choice(["entries", "entries", "actors", "pages"])), pattern, by)


def rename_an_actor(desk: Desk) -> None:
    desk.replace(desk.any("actors"), r"text: [^,]*, lang: en", f"text: Actor {desk.number()}, lang: en")


def add_an_alias(desk: Desk) -> None:
    desk.replace(desk.any("actors"), "^names: .", f"names: [{{text: Alias {desk.number()}, lang: de}}, ")


def rename_a_place(desk: Desk) -> None:
    desk.replace(desk.any("places"), r"text: [^,]*, lang: en", f"text: Place {desk.number()}, lang: en")


def move_a_place(desk: Desk) -> None:
    desk.replace(
        desk.any("places"), r"^point: .*", f"point: [{desk.dice.randint(30, 50)}, {desk.dice.randint(40, 50)}]"
    )


def draw_another_base_map(desk: Desk) -> None:
    east = desk.dice.randint(45, 50)
    line = f'{{"type": "LineString", "coordinates": [[40, 38], [{east}, 42]]}}'
    feature = f'{{"type": "Feature", "properties": {{"kind": "border"}}, "geometry": {line}}}'
    about = f'"about": {{"edition": "{desk.number()}"}}'
    text = f'{{"type": "FeatureCollection", "bbox": [40, 38, {east}, 42], {about}, "features": [{feature}]}}'
    desk.write(desk.site.folder / "content/map/region.json", text)


def change_a_source(desk: Desk) -> None:
    desk.replace(desk.any("sources"), "title: [^,]*", f"title: News {desk.number()}")


def translate(desk: Desk) -> None:
    folder = desk.dice.choice(["entries", "entries", "pages", "places", "actors"])
    original, number = desk.any(folder), desk.number()
    titled = folder in ("entries", "pages")
    review = desk.dice.choice(["", "review: awaited\n", "review: done\n"])
    head = (
        f"title: Վերնագիր {number}\nsummary: Ամփոփում {number}։\n{review}" if titled else review + "translator: Ա\n"
    )
    body = desk.dice.choice(["", f"Տեքստ {number}։\n", "Տե՛ս [[appeal]], [[ministry]]։\n", "[[nobody]]\n"])
    place = original.with_name(f"{original.stem}.{desk.dice.choice(['hy', 'hy', 'ar'])}.md")
    desk.write(place, f"---\n{head}---\n{body}")


def drop_a_translation(desk: Desk) -> None:
    if found := desk.translations():
        desk.dice.choice(found).unlink()


def change_the_languages(desk: Desk) -> None:
    settings = desk.site.folder / "content/site.yaml"
    desk.replace(settings, "^(translations|languages): .*\n", "")
    languages = desk.dice.choice(["[en, hy]", "[hy, ar]", "[en, ar, hy]", "[en]"])
    title = f"translations: {{hy: {{title: Թիվ {desk.number()}, sides: {{north: Հյուսիս}}}}}}\n"
    desk.replace(settings, "^time_zone:", f"languages: {languages}\n{desk.dice.choice(['', title])}time_zone:")


def override_a_template(desk: Desk) -> None:
    name = desk.dice.choice(["parts/card.html", "parts/day.html", "entry.html", "frame.html", "parts/side.html"])
    text = (HOUSE / "themes/chronicle/templates" / name).read_text("utf-8")
    desk.write(
        desk.site.folder / "themes/chronicle/templates" / name,
        text.replace('class="', f'class="own-{desk.number()} ', 1),
    )


def override_words_or_styles(desk: Desk) -> None:
    name, old, new = desk.dice.choice([("strings/en.yaml", "Skip", "Leap"), ("css/page.css", "{", "{ --own: {};")])
    text = (HOUSE / "themes/chronicle" / name).read_text("utf-8")
    desk.write(
        desk.site.folder / "themes/chronicle" / name, text.replace(old, new.replace("{}", str(desk.number())), 1)
    )


def drop_the_theme_s_files(desk: Desk) -> None:
    for place in (desk.site.folder / "themes").rglob("*.*"):
        place.unlink()


def change_the_settings(desk: Desk) -> None:
    pattern, by = desk.dice.choice(
        [
            ("^title: .*", f"title: Chronology {desk.number()}"),
            ("^language: .*", f"language: {desk.dice.choice(['en', 'en-GB', 'hy', 'ar'])}"),
            ("^time_zone: .*", f"time_zone: {desk.dice.choice(['UTC', 'Asia/Baku', 'America/Adak'])}"),
            ("^url: .*\n", ""),
            ("order: [a-z-]*", f"order: {desk.dice.choice(['alphabetical', 'as-listed', '[north]'])}"),
            ("#[0-9a-f]{6}", f"#{desk.dice.randrange(16**6):06x}"),
            ("label: [A-Z]", f"label: {desk.dice.choice('ABC')}"),
            ("^naming", f"types: {{own/kind-{desk.number()}: {{label: Own}}}}\nnaming"),
            ("^naming", "licence: {text: CC-BY-4.0}\nnaming"),
            ("^naming", "hosting: {compress: gzip}\nnaming"),
            ("^naming", f"data: {desk.dice.choice(['true', '{pages: true}'])}\nnaming"),
            ("^data: .*\n", ""),
            ("^hosting: .*\n", ""),
        ]
    )
    desk.replace(desk.site.folder / "content/site.yaml", pattern, by)


def break_a_file(desk: Desk) -> None:
    place = desk.dice.choice([*desk.files("entries"), *desk.files("actors"), *desk.files("sources")])
    desk.broken.setdefault(place, place.read_text("utf-8"))
    desk.write(place, desk.dice.choice(["", "---\ntitle: [", "---\ntitel: Wrong\n---\n", "- {id: x, title: 'y"]))


def mend_all_files(desk: Desk) -> None:
    for place, text in desk.broken.items():
        desk.write(place, text)
    desk.broken.clear()


def touch_a_file(desk: Desk) -> None:
    desk.age(desk.dice.choice([*desk.files("entries"), *desk.files("actors")]))


def write_twice_in_a_moment(desk: Desk) -> None:
    place = desk.any("entries")
    text = place.read_text("utf-8")
    for _ in range(2):
        place.write_text(f"{text}\n{desk.number():06}\n", "utf-8")
        if desk.dice.random() < 0.7:
            build(desk.site.folder, desk.site.public, datetime.now(UTC))


def exchange_two_files(desk: Desk) -> None:
    first, second = desk.any("entries"), desk.any("entries")
    if first != second:
        kept = first.with_suffix(".kept")
        first.rename(kept)
        second.rename(first)
        kept.rename(second)


def delete_in_public(desk: Desk) -> None:
    places = sorted(place for place in desk.site.public.rglob("*") if place.is_file())
    desk.dice.choice(places).unlink()


def alter_in_public(desk: Desk) -> None:
    place = desk.dice.choice(
        sorted(place for place in desk.site.public.rglob("*.*") if place.name != "manifest.json")
    )
    data, time = place.read_bytes(), place.stat().st_mtime_ns + 1_000_000
    place.write_bytes(data.swapcase() if desk.dice.random() < 0.7 else data + b"more")
    os.utime(place, ns=(time, time))


DEEDS: tuple[Callable[[Desk], None], ...] = (
    add_an_entry, delete_an_entry, rename_an_entry, rename_an_entry_and_all_that_name_it, change_a_date,
    change_a_title, change_a_summary, change_a_body, change_a_body, change_tags, change_a_status,
    tie_an_entry_to_another, make_a_claim, make_a_claim, say_of_which_day_figures_are, ask_a_question,
    correct_an_entry, put_a_source_into_an_entry, put_a_source_into_an_entry, change_a_source_in_an_entry, change_a_source_in_an_entry, cite_what_an_entry_brings, cite_what_an_entry_brings, rename_an_actor, add_an_alias, rename_a_place, move_a_place, draw_another_base_map, change_a_source, override_a_template,
    override_words_or_styles, translate, translate, drop_a_translation, change_the_languages,
    drop_the_theme_s_files, change_the_settings, change_the_settings, break_a_file, touch_a_file,
    write_twice_in_a_moment, exchange_two_files, delete_in_public, alter_in_public,
)  # fmt: skip


def settled(site: Site) -> Desk:
    desk = Desk(site, random.Random(0))
    for place in sorted((site.folder / "content").rglob("*")):
        desk.age(place)
    return desk


# Sizes with which small sites have lists in parts, as only large ones have them else.
PARTS = {
    "parts.chronology.MOST_ON_A_PAGE": 2,
    "timeline_pages._ENOUGH": 2,
    "source_pages._MOST_ON_A_PAGE": 3,
    "source_pages._ENOUGH_IN_A_PART": 2,
    **{f"filter_index.{name}": size for name, size in (("_FEWEST", 1), ("_MOST", 4), ("_ONE_IN", 2))},
}


@pytest.mark.law
@pytest.mark.parametrize("seed", range(FIRST_SEED, FIRST_SEED + SEQUENCES))
def test_after_any_edits_a_warm_build_equals_a_clean_one(
    seed: int, site: Callable[..., Site], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    # One site in four begins in several languages, two in three publish data, and in one of two lists go on in parts.
    if seed % 2:
        for name, size in PARTS.items():
            monkeypatch.setattr(f"builder.outputs.{name}", size)
    data = ("", "data: true\n", "data: {pages: true}\n")[seed % 3]
    desk = settled(site((IN_TWO_LANGUAGES if seed % 4 == 0 else SITE).replace("sharing:", f"{data}sharing:")))
    desk.dice = random.Random(seed)
    build(desk.site.folder, desk.site.public, datetime.now(UTC))
    last, deeds = held(desk.site.public), []
    for number in range(EDITS):
        deed = desk.dice.choice(DEEDS) if desk.files("entries") else add_an_entry
        # What is broken stays so for two builds, and others edit on.
        if desk.broken and number % 3 == 0:
            deed = mend_all_files
        before = held(desk.site.public)
        deed(desk)
        deeds.append(deed.__name__)
        moment = datetime.now(UTC)
        warm = build(desk.site.folder, desk.site.public, moment)
        clean = build(desk.site.folder, tmp_path / f"clean-{number}", moment, uses_cache=False)
        assert (warm.problems, bool(warm.published)) == (clean.problems, bool(clean.published)), deeds
        if clean.published:
            last = held(tmp_path / f"clean-{number}")
            assert differing(held(desk.site.public), last) == [], deeds
            assert differing(plain(last), dict(whole_site(desk.site.folder, moment))) == [], deeds
        elif deed not in (delete_in_public, alter_in_public, write_twice_in_a_moment):
            assert differing(held(desk.site.public), before) == [], deeds


def plain(found: dict[str, bytes | str | None]) -> dict[str, bytes | str | None]:
    """Leave out folders, and what publishing adds to the files of a site: the manifest and compressed copies."""
    added = ("manifest.json", ".gz", ".br")
    return {path: data for path, data in found.items() if data is not None and not path.endswith(added)}


def differing(one: dict[str, bytes | str | None], other: dict[str, bytes | str | None]) -> list[str]:
    return sorted(path for path in {*one, *other} if path not in one or path not in other or one[path] != other[path])


# Work, counted


@dataclass
class Work:
    """What a build did: files read anew, bodies typeset, pages rendered, files written."""

    read: int = 0
    typeset: int = 0
    rendered: list[str] = field(default_factory=list)
    written: int = 0


@pytest.fixture
def worked(monkeypatch: pytest.MonkeyPatch) -> Callable[[Site], Work]:
    """Build a site and tell what work that was."""
    render = Renderer.page
    rendered: list[str] = []

    def watched(press: Renderer, template: str, view: View) -> bytes:
        rendered.append(view.address)
        return render(press, template, view)

    monkeypatch.setattr(Renderer, "page", watched)

    def work(site: Site) -> Work:
        done = Work()
        rendered.clear()

        def watch(stage: str, count: int, whole: int) -> None:
            done.read += whole if stage == "read" else 0
            done.typeset += whole if stage == "typeset" else 0

        built: Built = build(site.folder, site.public, NOW, watch, jobs=1)
        assert built.published
        done.rendered, done.written = sorted(rendered), built.published.written
        return done

    return work


def test_nothing_changed_is_no_work(site: Callable[..., Site], worked: Callable[[Site], Work]):
    small = site(SITE)
    assert (worked(small).read, worked(small)) == (9, Work())


def test_a_changed_body_is_read_typeset_and_rendered_alone(site: Callable[..., Site], worked: Callable[[Site], Work]):
    small = site(SITE)
    worked(small)
    small.write(SITE.replace("An answer to [[appeal]]", "No answer to [[appeal]]"))
    assert worked(small) == Work(read=1, typeset=1, rendered=["entries/answer/"], written=1)


def test_a_renamed_actor_renders_the_pages_that_name_it_and_no_others(
    site: Callable[..., Site], worked: Callable[[Site], Work]
):
    small = site(SITE.replace("actors: [ministry, armenia]", "actors: [armenia]"))
    worked(small)
    small.write(
        SITE.replace("actors: [ministry, armenia]", "actors: [armenia]").replace("text: The min", "text: A min")
    )
    naming = [
        "",
        "actors/",
        "actors/armenia/",
        "actors/ministry/",
        "actors/ministry/embed/",
        "entries/answer/",
        "entries/appeal/",
        "entries/appeal/embed/",
        "search/names.json",
        "sources/herald/",
        "tags/answers/",
        "timeline/",
        "timeline/2023/",
        "timeline/2023/10/",
        "timeline/filter.json",
    ]
    # The feed of the actor bears its name, as do what oEmbed is told and the index of statements; they are no pages.
    assert worked(small) == Work(read=1, typeset=0, rendered=naming, written=len(naming) + 3)


def test_a_renamed_entry_typesets_the_bodies_that_name_it(site: Callable[..., Site], worked: Callable[[Site], Work]):
    small = site(SITE)
    worked(small)
    small.write(SITE.replace("title: An appeal", "title: The appeal"))
    work = worked(small)
    # Its own, as its file is another; those of the answer and of the page about it all, which name it without words.
    assert (work.read, work.typeset) == (1, 3)
    assert [address for address in work.rendered if address in ("about/", "actors/", "places/")] == ["about/"]


@pytest.mark.parametrize(
    ("path", "old", "new", "why"),
    [
        ("entries/answer/", "", "", "entries/answer/index.html is unchanged"),
        ("timeline/2023/", "An appeal", "The appeal", "timeline/2023/index.html was rebuilt: band, chronology changed"),
        ("/entries/answer/index.html", "title: An appeal", "title: The appeal",
         "entries/answer/index.html was rebuilt: body, related changed"),
        ("index.html", "title: A small", "title: A new",
         "index.html was rebuilt: the theme or the frame changed"),
        ("feed.xml", "title: An appeal", "title: The appeal", "feed.xml was rebuilt: its content changed"),
        ("entries/third/", "-- content/entries/talks.md", "-- content/entries/third.md",
         "entries/third/index.html is new: no earlier build on record wrote it"),
    ],
)  # fmt: skip
def test_a_build_says_why_a_page_is_new(site: Callable[..., Site], path: str, old: str, new: str, why: str):
    small = site(SITE)
    small.build()
    small.write(SITE.replace(old, new))
    assert build(small.folder, small.public, NOW, explained=path).explanation == why


def test_a_build_says_that_a_page_was_touched(site: Callable[..., Site]):
    small = site(SITE)
    small.build()
    (small.public / "index.html").unlink()
    why = "index.html was written again: it was missing from the output folder or had been changed there"
    assert build(small.folder, small.public, NOW, explained="/").explanation == why


def test_a_page_that_there_is_not_is_asked_for_in_vain(site: Callable[..., Site]):
    hint = 'the site has no file "entries/apeal": did you mean "entries/appeal/index.html"?'
    with pytest.raises(BuilderError, match=f"^{re.escape(hint)}$"):
        build(site(SITE).folder, site(SITE).public, NOW, explained="entries/apeal")


# What a build with nothing to do may overlook


def test_a_theme_that_changes_during_a_build_is_seen_by_the_next(site: Callable[..., Site], tmp_path: Path):
    small = settled(site(SITE)).site
    card = small.folder / "themes/chronicle/templates/parts/card.html"

    def change(stage: str, count: int, whole: int) -> None:
        if stage == "write":
            card.parent.mkdir(parents=True, exist_ok=True)
            card.write_text("<p>{{ page.title }}</p>", "utf-8")

    build(small.folder, small.public, NOW, change)
    small.build()
    build(small.folder, tmp_path / "clean", NOW, uses_cache=False)
    assert differing(held(small.public), held(tmp_path / "clean")) == []


def test_a_renamed_theme_is_found_under_its_new_name(site: Callable[..., Site], tmp_path: Path):
    small = site(SITE.replace("naming:", "theme: first\nnaming:"))
    card = "templates/parts/card.html --\n<p>{{ page.title }}</p>\n"
    settled(small.write(f"-- themes/first/{card}")).site.build()
    (small.folder / "themes/first").rename(small.folder / "themes/second")
    small.write(SITE.replace("naming:", "theme: second\nnaming:")).build()
    build(small.folder, tmp_path / "clean", NOW, uses_cache=False)
    assert differing(held(small.public), held(tmp_path / "clean")) == []


def test_a_site_built_for_an_earlier_moment_holds_back_what_was_held_back_then(
    site: Callable[..., Site], tmp_path: Path
):
    small = settled(site(SITE.replace("title: Talks", "title: Talks\nsafety: {delay_until: 2024-01-01}"))).site
    small.build()
    earlier = datetime(2023, 12, 1, tzinfo=UTC)
    build(small.folder, small.public, earlier)
    build(small.folder, tmp_path / "clean", earlier, uses_cache=False)
    assert differing(held(small.public), held(tmp_path / "clean")) == []


def test_a_site_built_for_a_later_moment_sees_what_is_written_at_once(site: Callable[..., Site], tmp_path: Path):
    small, later = site(SITE), datetime(2199, 1, 1, tzinfo=UTC)
    page = small.folder / "content/pages/about.md"
    build(small.folder, small.public, later)
    stamp = page.stat()
    page.write_text(page.read_text("utf-8").replace("How", "Now"), "utf-8")
    # As a clock of coarse steps would have it.
    os.utime(page, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    build(small.folder, small.public, later)
    build(small.folder, tmp_path / "clean", later, uses_cache=False)
    assert differing(held(small.public), held(tmp_path / "clean")) == []


def test_what_entries_have_in_common_is_in_memory_once(site: Callable[..., Site]):
    small = site(
        "-- content/actors/ministry.md --\n---\nkind: other\nnames: [{text: The ministry, lang: en}]\n---\n"
        + "".join(
            f"-- content/entries/{id}.md --\n---\ntitle: {id}\ndate: 2023-09-19\ntags: [talks]\n"
            "actors: [ministry]\nsources: [{title: A letter, publisher: The Post, issued: 2023-09-19}]\n---\n"
            "See [[ministry]].\n"
            for id in ("one", "other")
        )
    )
    one, other = load(small.folder, NOW).archive.entries

    def values(entry: Entry) -> list[object]:
        (source,), (actor,) = entry.own_sources, entry.actors
        return [entry.date, source.issued, actor.actor, source.publisher, *entry.tags, *entry.mentions.words]

    assert [*map(id, values(one))] == [*map(id, values(other))]
    assert one.date is one.own_sources[0].issued
    assert one.mentions.words[0] is one.actors[0].actor


def test_what_is_kept_at_hand_decides_how_long_a_build_takes_and_nothing_else(
    site: Callable[..., Site], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    small = settled(site(SITE)).site
    small.build()
    for kept in (cards, comparison):
        monkeypatch.setattr(kept, "_AT_HAND", 1)
    for kept in ("_MANY", "_FEW"):
        monkeypatch.setattr(renderer, kept, 1)
    monkeypatch.setattr(templates, "_TOGETHER", 1)
    build(small.folder, tmp_path / "clean", NOW, uses_cache=False)
    assert differing(held(small.public), held(tmp_path / "clean")) == []


def test_what_is_proposed_for_an_unknown_source_follows_the_sources_that_there_are(site: Callable[..., Site]):
    small = site(
        "-- content/entries/e.md --\n---\ntitle: T\ndate: 2023-09-19\nsources: [gazette]\n---\nSo [@courrier].\n"
    )
    first = small.problems()
    small.write("-- content/sources/new.yaml --\n- {id: courriers, title: C, issued: 2023}\n")
    (small.folder / ".dateline-cache").unlink()
    anew = small.problems()
    small.delete("content/sources/new.yaml")
    assert small.problems() == first
    small.write("-- content/sources/new.yaml --\n- {id: courriers, title: C, issued: 2023}\n")
    assert small.problems() == anew
    assert first != anew


def test_a_foreign_file_is_told_of_by_a_build_with_nothing_to_do(site: Callable[..., Site]):
    small = settled(site(SITE)).site
    small.build()
    (small.public / "CNAME").write_text("mine", "utf-8")
    reports = [small.build().published for _ in range(2)]
    assert [report and report.foreign for report in reports] == [("CNAME",), ("CNAME",)]


def test_an_unread_file_is_told_of_by_the_very_next_build(site: Callable[..., Site]):
    small = settled(site(SITE)).site
    assert small.build().problems == ()
    (small.folder / "content/notes.doc").write_text("mine")
    assert [problem.file for problem in small.build().problems] == ["content/notes.doc"]


def test_a_translator_s_edit_renders_pages_of_one_edition_alone(
    site: Callable[..., Site], worked: Callable[[Site], Work]
):
    small = site(IN_TWO_LANGUAGES)
    worked(small)
    small.write(IN_TWO_LANGUAGES.replace("Կոչը լսեց", "Լսեց կոչը"))
    assert worked(small) == Work(read=1, typeset=1, rendered=["entries/appeal/"], written=1)


def test_a_language_more_typesets_nothing_anew_but_its_translations(
    site: Callable[..., Site], worked: Callable[[Site], Work]
):
    small = site(IN_TWO_LANGUAGES)
    worked(small)
    small.write(IN_TWO_LANGUAGES.replace("[en, hy]", "[en, hy, ar]"))
    assert worked(small).typeset == 0
