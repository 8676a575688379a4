"""Rules on what is published: headings in order, texts with their language, pages that are not too heavy."""

import pytest
from conftest import TWO_SIDES


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "title: Something happened\n---\n## A\n\n#### B\n\n### C",
            ["8:6 O3 this heading is more than one level below the one before it"],
        ),
        (
            "title: Something happened\n---\n## A\n\n#### B\n\n#### C",
            [],
        ),
        (
            "title: Something happened\n---\n#### A\n\n#### B",
            [],
        ),
    ],
)
def test_headings_go_down_step_by_step(site, text, found):
    made = site(TWO_SIDES, around="")
    assert made.found_in(text, "O3") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "title: Ինչ որ բան է պատահել\n---\nԱյսօր առավոտյան ճանապարհը փակվեց։",
            ['4:8 O3 the text is in Armenian script, but the site is in "en"'],
        ),
        (
            "title: Ինչ որ բան է պատահել\nlang: hy\n---\nԱյսօր առավոտյան ճանապարհը փակվեց։",
            [],
        ),
        (
            "title: Something happened\n---\nThe town is called Ստեփանակերտ there.",
            [],
        ),
    ],
)
def test_a_text_in_another_script_says_its_language(site, text, found):
    made = site(TWO_SIDES, around="")
    assert made.found_in(text, "O3") == found


def test_japanese_may_be_written_in_chinese_letters_alone(site):
    made = site(TWO_SIDES.replace("time_zone:", "language: ja\ntime_zone:"), around="")
    text = "title: 停戦協議再開\n---\n停戦協議、国境地帯、輸送隊、捕虜交換合意、停戦監視委員会設置、市場砲撃。"
    assert made.found_in(text, "O3") == []
    assert made.found_in(
        "title: 정전 협의 재개\n---\n정전 협의 국경 지대 수송대 포로 교환 합의 정전 감시 위원회 설치", "O3"
    ) == ['4:8 O3 the text is in Korean script, but the site is in "ja"']


def test_a_page_over_its_budget_is_told_once_it_is_published(site):
    made = site(TWO_SIDES + "-- content/pages/long.md --\n---\ntitle: Long\n---\n" + "A word. " * 70_000, around="")
    told = [problem for problem in made.build().problems if problem.code == "O4"]
    size = (made.public / "long/index.html").stat().st_size
    assert [problem.says for problem in told] == [f'the page "long/index.html" is {size // 1000} kB, more than 500']
    assert made.found("O4") == []
