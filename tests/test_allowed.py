"""A rule can be right and an entry as well: `allow` silences a rule in one file, for a written reason."""

import re

import pytest
from conftest import TWO_SIDES

from builder.checking import explanations
from builder.model.problem import Severity
from builder.reading.nodes import read_nodes

CITY = "title: Eastport denies it\n{}---\nOn Monday Eastport denied it."


@pytest.mark.parametrize(
    ("allow", "found"),
    [
        (
            "",
            [
                '4:8 N4 "Eastport denies": a city cannot speak',
                '6:11 N4 "Eastport denied": a city cannot speak',
            ],
        ),
        ("allow: {N4: The city council is called by the name of the city.}\n", []),
        (
            "allow: {N4: The council is meant., D7: It will be.}\n",
            ["5:40 allow-unused there is no D7 here to allow"],
        ),
        (
            "allow: {N4: The council is meant., N44: So., H7: So.}\n",
            ['5:36 allow-unknown unknown rule "N44"', "5:50 allow-never H7 cannot be allowed"],
        ),
        (
            "allow: {N4: }\n",
            [
                '4:8 N4 "Eastport denies": a city cannot speak',
                "5:13 allow-reason N4 is allowed without a reason",
                '7:11 N4 "Eastport denied": a city cannot speak',
            ],
        ),
    ],
)
def test_what_is_allowed_with_a_reason_is_not_told(site, allow, found):
    codes = ("N4", "allow-unknown", "allow-never", "allow-reason", "allow-unused")
    assert site(TWO_SIDES, around="").found_in(CITY.format(allow), *codes) == found


def test_what_reading_and_rules_on_the_whole_archive_find_can_be_allowed_too(site):
    claims = (
        "claims:\n"
        "  - {by: east, text: Two., killed: 2, where: eastport, sources: courier}\n"
        "  - {by: west, text: Some., killed: 5.., where: eastport, sources: courier}\n"
    )
    made = site(TWO_SIDES, around="")
    assert [line.split()[1] for line in made.found_in(f"title: A\n{claims}---\n", "C4", "C8")] == ["C8", "C4"]
    allow = "allow: {C4: The source has the number alone., C8: They speak of two incidents.}\n"
    assert made.found_in(f"title: A\n{allow}{claims}---\n", "C4", "C8", "allow-unused") == []


def test_an_actor_and_a_place_may_be_allowed_what_is_found_in_their_files(site):
    made = site(TWO_SIDES + "-- content/places/x.md --\n---\nnames: [X]\nallow: {G5: Soon.}\n---\n", around="")
    assert [line for line in made.found("G5", "allow-unused") if "places/x" in line] == []


def test_the_page_on_the_method_lists_exceptions_on_figures_dates_and_names_by_rule(site):
    made = site(TWO_SIDES, around="")
    made.write(
        "-- content/entries/e.md --\n---\ntitle: Eastport denies it\ndate: 2023-09-19\nsources: courier\n"
        "allow: {N4: The <council> is meant., S6: One paper.}\n---\n"
    ).build()
    section = made.page("method").partition('<section class="exceptions"')[2].partition("</section>")[0]
    assert re.findall(r"<h3>(.*?)</h3>|<dt>(.*?)</dt>|<dd>(.*?)</dd>", section) == [
        ("Statements are attributed to a government or office, not to a city.", "", ""),
        ("", '<a href="../entries/e/">Eastport denies it</a>', ""),
        ("", "", "The &lt;council&gt; is meant."),
    ]
    made.write("-- content/pages/other.md --\n---\ntitle: Other\n---\n").build()
    assert "exceptions" not in made.page("other")


SETTINGS = TWO_SIDES.partition("-- content/pages")[0]


@pytest.mark.parametrize(
    ("allow", "found"),
    [
        ("", ["entries/e.md:4:8 N4", "entries/e.md:6:11 N4"]),
        ("allow: {N4: Cities speak for their councils here.}\n", []),
        (
            "allow: {N4: So., S5: So., N9: So., C7: So., H8: So., S1: }\n",
            [
                "site.yaml:7:22 allow-unused",
                "site.yaml:7:27 allow-unknown",
                "site.yaml:7:40 allow-never",
                "site.yaml:7:49 allow-never",
                "site.yaml:7:58 allow-reason",
            ],
        ),
    ],
)
def test_a_rule_may_be_allowed_in_the_whole_publication(site, allow, found):
    made = site(TWO_SIDES, around="").write(SETTINGS + allow)
    made.write(f"-- content/entries/e.md --\n---\ndate: 2023-09-19\nsources: courier\n{CITY.format('')}")
    codes = ("N4", "allow-unknown", "allow-never", "allow-reason", "allow-unused")
    assert [" ".join(line.split()[:2]) for line in made.found(*codes)] == found


def test_the_page_on_the_method_says_what_the_whole_publication_is_allowed(site):
    made = site(TWO_SIDES, around="")
    made.write(SETTINGS + "allow: {N4: A <city> is its council., S6: There is one paper.}\n")
    made.write(
        "-- content/entries/e.md --\n---\ntitle: Eastport denies it\ndate: 2023-09-19\nsources: courier\n"
        "allow: {N4: The council is meant.}\n---\n"
    ).build()
    section = made.page("method").partition('<section class="exceptions"')[2].partition("</section>")[0]
    assert re.findall(r"<h3>(.*?)</h3>|<dt>(.*?)</dt>|<dd>(.*?)</dd>", section) == [
        ("Statements are attributed to a government or office, not to a city.", "", ""),
        ("", "The whole publication", ""),
        ("", "", "A &lt;city&gt; is its council."),
        ("", '<a href="../entries/e/">Eastport denies it</a>', ""),
        ("", "", "The council is meant."),
        ("An entry draws on more than one publisher.", "", ""),
        ("", "The whole publication", ""),
        ("", "", "There is one paper."),
    ]


LATER = """
-- content/site.yaml --
title: A chronology
languages: [en, ga]
sides: [{{id: east, label: East}}, {{id: west, label: West}}]
{}
-- content/pages/method.md --
---
title: Method
---
-- content/entries/e.md --
---
title: A bridge is closed
date: 2020-04-05
tags: lock, weir
sources: courier
{}
---
It was ~~open~~ closed. <b>Now</b>[^1]

[^1]: So.

[^2]: No.
"""


def test_what_is_no_rule_and_no_error_can_be_allowed_wherever_it_is_found(site):
    about = ("words-missing", "url-missing", "list-form", "markup-shown", "html-shown")
    codes = (*about, "footnote-unused", "allow-unknown", "allow-unused")
    made = site(TWO_SIDES, around="").write(LATER.format("", ""))
    assert {line.split()[1] for line in made.found(*codes)} == {*about, "footnote-unused"}
    allowed = "allow: {" + ", ".join(f"{code}: So." for code in (*about, "footnote-unused")) + "}"
    made.write(LATER.format("pages: {methodology: method}\n" + allowed, ""))
    assert made.found(*codes) == []
    made.build()
    assert "exceptions" not in made.page("method")
    own = "allow: {list-form: So., markup-shown: So., html-shown: So., footnote-unused: So., url-missing: So.}"
    made.write(LATER.format("", own))
    assert [line.split(" ", 1)[1] for line in made.found(*codes) if "entries/e" in line] == [
        "allow-unused there is no url-missing here to allow",
    ]


def test_every_rule_that_readers_are_told_of_has_words_for_them(request):
    words = read_nodes((request.config.rootpath / "themes/chronicle/strings/en.yaml").read_text("utf-8")).items
    never = {"C18", "D1", "O4"}
    in_entries = {told.code for told in explanations() if re.fullmatch("[CDN][0-9]+", told.code)}
    light = {told.code for told in explanations() if told.is_rule and told.severity is not Severity.ERROR}
    throughout = {code for code in light if not code.startswith("H")}
    assert set(words["rules"][1].items) == (in_entries | throughout) - never
