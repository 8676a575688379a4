"""Rules on how entries stand to each other: orders that cannot be, parts outside their whole, one event written twice."""

import pytest
from conftest import TWO_SIDES

ENTRY = "-- content/entries/{}.md --\n---\ntitle: {}\nsources: [courier, review]\ndate: {}\n{}\n---\n"


def entry(id: str, date: str, *more: str, title: str = "") -> str:
    """Write an entry, with more fields from the fifth line on."""
    return ENTRY.format(id, title or id, date, "\n".join(more))


def related(*relations: str) -> str:
    """Write relations such as `follows b`."""
    pairs = [relation.split() for relation in relations]
    return f"related: [{', '.join(f'{{entry: {other}, rel: {rel}}}' for rel, other in pairs)}]"


def found(site, code: str, *entries: str) -> list[str]:
    made = site(TWO_SIDES + "".join(entries), around="")
    return [line.removeprefix("entries/") for line in made.found(code)]


@pytest.mark.parametrize(
    ("entries", "problems"),
    [
        (
            [entry("a", "2023-09-18", related("follows b")), entry("b", "2023-09-19")],
            ['a.md:5:11 D8 "a" is said to come after "b" (2023-09-19), but is dated 2023-09-18'],
        ),
        (
            [entry("a", "2023-09-18"), entry("b", "2023-09-19", related("background a", "precedes a"))],
            ['b.md:5:40 D8 "a" is said to come after "b" (2023-09-19), but is dated 2023-09-18'],
        ),
        ([entry("a", "2023-09-19", related("follows b")), entry("b", "2023-09-18")], []),
        # What is not known for sure contradicts nothing.
        ([entry("a", "2023-09-18", related("follows b")), entry("b", "2023-09-19~")], []),
        ([entry("a", "2023-09-18", related("follows b")), entry("b", "2023-09")], []),
        ([entry("a", "2023-09-18", "end: unknown", related("follows b")), entry("b", "2023-09-19")], []),
        ([entry("a", "2023-09-18", "end: 2023-09-20", related("follows b")), entry("b", "2023-09-19")], []),
        # On one day the clocks tell; near midnight the zone may be what differs.
        (
            [entry("a", "2023-09-19T10:00Z", related("follows b")), entry("b", "2023-09-19T12:00Z")],
            ['a.md:5:11 D8 "a" is said to come after "b" (2023-09-19T12:00Z), but is dated 2023-09-19T10:00Z'],
        ),
        ([entry("a", "2023-09-19T14:00+04:00", related("follows b")), entry("b", "2023-09-19T09:00Z")], []),
        ([entry("a", "2023-09-18T22:30Z", related("follows b")), entry("b", "2023-09-19")], []),
        ([entry("a", "2023-09-18T22:30Z", related("follows b")), entry("b", "2023-09-19T01:00")], []),
        # What comes between two dates does not turn them round.
        (
            [
                entry("a", "2023-09-19T10:00Z"),
                entry("b", "2023-09-19T12:00Z"),
                entry("c", "2023-09-19", related("precedes a", "follows b")),
                entry("d", "2023-09-19", related("follows a")),
            ],
            ['c.md:5:11 D8 "a" is said to come after "b" (2023-09-19T12:00Z), but is dated 2023-09-19T10:00Z'],
        ),
        ([entry("a", "2023-09-18", related("responds-to b")), entry("b", "2023-09-19")], []),
    ],
)
def test_what_is_said_to_come_later_is_not_dated_earlier(site, entries, problems):
    assert found(site, "D8", *entries) == problems


@pytest.mark.parametrize(
    ("relations", "problems"),
    [
        (
            [["follows b"], ["follows a"], []],
            ['a.md:5:11 D8 "a" and "b" are each said to come before the other'],
        ),
        ([["follows b"], ["precedes a"], []], []),
        (
            [["precedes c", "background b"], ["follows c"], ["follows a", "follows b"]],
            ['b.md:5:11 D8 "b" and "c" are each said to come before the other'],
        ),
        (
            [["precedes b"], ["precedes c"], ["precedes a"]],
            ['a.md:5:11 D8 "a", "b" and "c" are each said to come before the others'],
        ),
        ([["follows a"], [], []], ["a.md:5:11 D8 this entry is said to come before itself"]),
    ],
)
def test_no_entries_follow_each_other(site, relations, problems):
    entries = [entry(id, "2023-09-19", related(*ties)) for id, ties in zip("abc", relations, strict=True)]
    assert found(site, "D8", *entries) == problems


def test_of_many_in_a_circle_some_are_named(site):
    ties = [entry(f"e{n}", "2023-09-19", related(f"precedes e{(n + 1) % 9}")) for n in range(9)]
    assert found(site, "D8", *ties) == [
        'e0.md:5:11 D8 "e0", "e1", "e2" and 6 more are each said to come before the others'
    ]


def test_a_contradiction_may_be_allowed_with_a_reason(site):
    reason = "allow: {D8: One source has it the other way round.}"
    assert found(site, "D8", entry("a", "2023-09-18", related("follows b"), reason), entry("b", "2023-09-19")) == []


@pytest.mark.parametrize(
    ("relations", "problems"),
    [
        (
            [["duplicate-of b"], ["duplicate-of a"], []],
            ['a.md:5:11 G7 "a" and "b" are each said to be a duplicate of the other'],
        ),
        (
            [["duplicate-of b"], ["duplicate-of c"], ["duplicate-of a"]],
            ['a.md:5:11 G7 "a", "b" and "c" are each said to be a duplicate of the others'],
        ),
        ([["duplicate-of a"], [], []], ["a.md:5:11 G7 this entry is said to be a duplicate of itself"]),
        ([["duplicate-of b"], ["background a"], ["duplicate-of b"]], []),
    ],
)
def test_of_duplicates_one_is_kept(site, relations, problems):
    entries = [entry(id, "2023-09-19", related(*ties)) for id, ties in zip("abc", relations, strict=True)]
    assert found(site, "G7", *entries) == problems


@pytest.mark.parametrize(
    ("part", "whole", "problems"),
    [
        ("2023-09-18", "2023-09-19\nend: ..", ['begins 2023-09-18, before "w" does (2023-09-19)']),
        ("2023-09-21", "2023-09-19\nend: 2023-09-20", ['ends 2023-09-21, after "w" does (2023-09-20)']),
        ("2023-09-20/2023-10-02", "2023-09", ['ends 2023-10-02, after "w" does (2023-09)']),
        ("2023-09-20", "2023-09-19", ['ends 2023-09-20, after "w" does (2023-09-19)']),
        ("2023-09-19T09:00Z", "2023-09-19T10:00Z/2023-09-20", ['begins 2023-09-19T09:00Z, before "w" does (2023-09-19T10:00Z)']),
        ('"[2023-09-17,2023-09-18]"', "2023-09-19/..", ['begins [2023-09-17,2023-09-18], before "w" does (2023-09-19/..)']),
        # Within, or not surely outside.
        ("2023-09-19", "2023-09-19\nend: 2023-09-20", []),
        ("2023-09-19/..", "2023-09-19\nend: 2023-09-20", []),
        ("2023-09-20/2023-09", "2023-09", []),
        ("2023-09", "2023-09-19\nend: 2023-09-20", []),
        ("2023-09-18~", "2023-09-19", []),
        ("2023-09-21", "2023-09-19\nend: unknown", []),
        ("2023-09-21", "2023-09-19/2023-09-20~", []),
        ("2023-09-18T22:00Z", "2023-09-19", []),
        ('"[2023-09-18,2023-09-19]"', "2023-09-19/..", []),
    ],
)  # fmt: skip
def test_a_part_lies_within_its_whole(site, part, whole, problems):
    told = found(site, "D9", entry("p", part, "part_of: w"), entry("w", whole))
    assert told == [f"p.md:5:10 D9 this entry {problem}" for problem in problems]


SHELLING = "actors: [east]\nplaces: [norvad]"


@pytest.mark.parametrize(
    ("title", "fields"),
    [
        ("Shelling is reported at Norvad", SHELLING),
        ("At Norvad, shelling reports", SHELLING),
        ("Shelling reported in Norvad", "actors: [{actor: east, role: initiator}]\nplaces: [eastport, norvad]"),
    ],
)
def test_one_event_may_have_been_written_twice(site, title, fields):
    first = entry("a", "2023-09-19", SHELLING, title="Shelling reported in Norvad")
    assert found(site, "G6", first, entry("b", "2023-09-19T10:00Z", fields, title=title)) == [
        'b.md:2:8 G6 possibly the same event as "a": the same day and actors, a place in common, and nearly the same title'
    ]


@pytest.mark.parametrize(
    ("title", "date", "fields"),
    [
        ("Shelling denied in Norvad", "2023-09-19", SHELLING),
        ("Shelling reported in Norvad, day 2", "2023-09-19", SHELLING),
        ("Shelling reported in Norvad", "2023-09-20", SHELLING),
        ("Shelling reported in Norvad", "2023-09", SHELLING),
        ("Shelling reported in Norvad", "2023-09-19", "actors: [west]\nplaces: [norvad]"),
        ("Shelling reported in Norvad", "2023-09-19", "actors: [east]\nplaces: [eastport]"),
        ("Shelling reported in Norvad", "2023-09-19", "actors: [east]\nplaces: [{place: norvad, role: mentioned}]"),
        ("Shelling reported in Norvad", "2023-09-19", f"{SHELLING}\n{related('duplicate-of a')}"),
        ("Shelling reported in Norvad", "2023-09-19", f"{SHELLING}\n{related('follows a')}"),
        ("Shelling reported in Norvad", "2023-09-19", f"{SHELLING}\npart_of: a"),
        ("Shelling reported in Norvad", "2023-09-19", f"{SHELLING}\nallow: {{G6: There were two shellings.}}"),
        ("Shelling reported in Norvad", "2023-09-19", f"{SHELLING}\nstatus: draft"),
    ],
)
def test_entries_that_differ_or_name_each_other_are_two_events(site, title, date, fields):
    first = entry("a", "2023-09-19", SHELLING, title="Shelling reported in Norvad")
    assert found(site, "G6", first, entry("b", date, fields, title=title)) == []


def test_each_entry_is_held_to_one_that_it_does_not_name(site):
    titled = "Shelling reported in Norvad"
    ties = {"a": "part_of: c", "b": related("duplicate-of a"), "c": "", "d": ""}
    both = f"{SHELLING.replace(']', ', west]').replace('norvad, west', 'norvad, eastport')}\n"
    told = found(site, "G6", *(entry(id, "2023-09-19", both + more, title=titled) for id, more in ties.items()))
    assert [line.partition(":")[0] + line.partition(" as")[2][:4] for line in told] == ['c.md "b"', 'd.md "a"']
