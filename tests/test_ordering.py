"""The order of entries: by day, within a day by clock, then by what follows what, and last by the numbers in ids."""

import random
import re

import pytest
from conftest import NOW, TWO_SIDES

from builder.preview.live_archive import LiveArchive
from builder.workers import Workers


def entry(id: str, date: str, *related: str, more: str = "") -> str:
    """Write an entry; `related` holds relations such as `follows b`."""
    pairs = [relation.split() for relation in related]
    ties = ", ".join(f"{{entry: {other}, rel: {rel}}}" for rel, other in pairs)
    return (
        f"-- content/entries/{id}.md --\n---\ntitle: {id}\ndate: {date}\nsources: [courier, review]\n"
        f"related: [{ties}]\n{more}---\n"
    )


def ordered(site, *entries: str) -> list[str]:
    """Assemble a site and list the ids of its entries in their order."""
    made = site(TWO_SIDES + "".join(entries), around="")
    holdings, problems = LiveArchive(made.folder, Workers(1), shows_early=False).read_all(NOW)
    assert problems == ()
    return [entry.id for entry in holdings.archive.entries]


DAY = "2023-09-19"


@pytest.mark.parametrize(
    ("entries", "order"),
    [
        ([entry("part-10", DAY), entry("part-2", DAY), entry("part-02", DAY), entry("part", DAY)],
         "part part-02 part-2 part-10"),
        ([entry("a", DAY, "follows b"), entry("b", DAY), entry("c", DAY)], "b a c"),
        ([entry("a", DAY), entry("b", DAY), entry("c", DAY, "precedes a")], "b c a"),
        # Without a clock, one stands where its relations put it among those with one.
        ([entry("a", DAY, "follows c"), entry("b", f"{DAY}T09:00Z"), entry("c", f"{DAY}T10:00Z"),
          entry("d", f"{DAY}T11:00Z")], "b c a d"),
        ([entry("a", f"{DAY}T09:00Z", "follows c"), entry("b", f"{DAY}T09:00Z"), entry("c", f"{DAY}T09:00Z"),
          entry("d", f"{DAY}T10:00Z")], "b c a d"),
        # The same month is all that is known of both.
        ([entry("a", "2023-09", "follows b"), entry("b", "2023-09"), entry("c", "2023-09-01", "precedes a")], "b a c"),
        # Dates and clocks decide before relations do.
        ([entry("a", DAY, "follows b"), entry("b", "2023-09-20")], "a b"),
        ([entry("a", f"{DAY}T09:00Z", "follows b"), entry("b", f"{DAY}T10:00Z")], "a b"),
        ([entry("a", f"{DAY}T13:30+05:00", "follows b"), entry("b", f"{DAY}T09:00Z")], "a b"),
        # Relations that make a cycle, with each other or with clocks, decide nothing; those beside it do.
        ([entry("a", DAY, "follows b"), entry("b", DAY, "follows a")], "a b"),
        ([entry("a", DAY, "follows b", "follows c"), entry("b", DAY, "follows a"), entry("c", DAY)], "b c a"),
        ([entry("a", f"{DAY}T09:00Z"), entry("b", f"{DAY}T10:00Z"), entry("c", DAY, "precedes a", "follows b")], "c a b"),
        ([entry("a", DAY, "follows a"), entry("b", DAY)], "a b"),
        # Other relations say nothing of order.
        ([entry("a", DAY, "responds-to b"), entry("b", DAY)], "a b"),
    ],
)  # fmt: skip
def test_what_shares_a_day_stands_in_the_order_that_its_relations_tell(site, entries, order):
    assert ordered(site, *entries) == order.split()


def test_what_is_not_published_has_no_say_in_the_order(site):
    between = entry("c", DAY, "precedes a", "follows b", more="status: draft\n")
    assert ordered(site, entry("a", DAY), entry("b", DAY), between) == ["a", "b"]


def test_lists_and_neighbours_are_in_that_order(site):
    people = "actors: [east]\nplaces: [norvad]\ntags: [talks]\n"
    given = [("a", ["follows b"]), ("b", ["follows c"]), ("c", []), ("d", [])]
    made = site(TWO_SIDES + "".join(entry(id, DAY, *ties, more=people) for id, ties in given), around="")
    assert made.build().published
    for page in ("timeline", "timeline/2023/09", "actors/east", "places/norvad", "tags/talks"):
        cards = re.findall(r'<article[^>]*>.*?href="[^"]*entries/([a-d])/"', made.page(page), re.DOTALL)
        assert list(dict.fromkeys(cards)) == ["c", "b", "a", "d"], page
    neighbours = made.page("entries/a").partition('class="neighbours"')[2]
    assert list(dict.fromkeys(re.findall(r'entries/([a-d])/"', neighbours))) == ["b", "d"]


def test_a_long_day_is_ordered_in_proportion(site):
    numbers = list(range(1200))
    random.Random(1).shuffle(numbers)
    chain = [entry(f"e-{n}", DAY, f"precedes e-{n - 1}" if n else "background e-1") for n in numbers]
    assert ordered(site, *chain) == [f"e-{n}" for n in range(1199, -1, -1)]
