"""The publication's own assessment on an entry's page: what each number is stands beside it, in words."""

import re
from html import unescape

import pytest
from conftest import AROUND

FIGURES = "{category: civilians, harm: killed, low: 2, best: 3, high: 1500, rule: the range}, {harm: injured, low: 4}, {harm: missing}"
ENTRY = f"""
-- content/entries/e.md --
---
title: T
date: 2031-04-05
sources: gazette
assessment: {{method: about, figures: [{FIGURES}]}}
---
-- content/pages/about.md --
---
title: About
---
"""


@pytest.mark.parametrize(
    ("settings", "shown"),
    [
        (
            "",
            [
                "civilians killed: at least 2, best estimate 3, at most 1,500 (the range)",
                "people injured: at least 4",
                "people missing",
            ],
        ),
        (
            "language: ru",
            [
                "гражданские лица погибшие: не менее 2, вероятнее всего 3, не более 1 500 (the range)",
                "люди раненые: не менее 4",
                "люди пропавшие без вести",
            ],
        ),
        (
            "language: az",
            [
                "mülki şəxslər öldürülən: ən azı 2, ən ehtimal olunan 3, ən çoxu 1.500 (the range)",
                "insanlar yaralanan: ən azı 4",
                "insanlar itkin düşən",
            ],
        ),
        (
            "language: hy",
            [
                "քաղաքացիական անձինք սպանված: առնվազն 2, ամենայն հավանականությամբ 3, առավելագույնը 1 500 (the range)",
                "մարդիկ վիրավորված: առնվազն 4",
                "մարդիկ անհետ կորած",
            ],
        ),
        (
            "language: ar",
            [
                "مدنيون قتلى: 2 على الأقل، 3 على الأرجح، 1,500 على الأكثر (the range)",
                "أشخاص جرحى: 4 على الأقل",
                "أشخاص مفقودون",
            ],
        ),
        (
            "theme: wire",
            [
                "killed, civilians: at least 2, best estimate 3, at most 1,500 (the range)",
                "injured, people: at least 4",
                "missing, people",
            ],
        ),
    ],
)
def test_the_numbers_of_an_assessment_are_labelled_in_words(site, settings, shown):
    made = site(ENTRY, AROUND.replace("https://example.org/\n", f"https://example.org/\n{settings}\n"))
    assert made.build().published
    section = made.page("entries/e").partition(
        'class="assessment"' if "wire" not in settings else "This publication’s assessment</h2>"
    )[2]
    items = re.findall("<li>(.*?)</li>", section, re.DOTALL)[:3]
    assert [unescape(re.sub("<.*?>", "", item)) for item in items] == shown


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        ("en", "Assessment by UCDP GED 25.1"),
        ("ru", "Оценка: UCDP GED 25.1"),
        ("az", "Qiymətləndirmə: UCDP GED 25.1"),
        ("hy", "Գնահատական՝ UCDP GED 25.1"),
        ("ar", "تقدير: UCDP GED 25.1"),
    ],
)
def test_the_assessment_of_a_dataset_is_never_called_the_publication_s_own(language, heading, site):
    by_a_dataset = ENTRY.replace("{method: about,", "{by: UCDP GED 25.1,").replace("best: 3", "best: 5")
    made = site(by_a_dataset, around=AROUND.replace("title: A small", f"language: {language}\ntitle: A small"))
    assert [problem.code for problem in made.build().problems if problem.stops_a_build] == []
    found = re.search(r'<h2 id="section_assessment">(.*?)</h2>', made.page("entries/e/"))
    assert re.sub("<.*?>", "", found[1]) == heading
