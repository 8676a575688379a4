"""A first entry as it is pasted from a word processor, a note-taker and another generator: two rounds of `check`.

What a message proposes is put in. Where it asks for what only the author knows, or describes what to do, the author's
answer is given beside the text: what is to go, and what takes its place. All that is told in a round is done in it."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import NOW, PIXEL, Site
from proposals import with_proposed
from test_small_mistakes import AROUND

from builder.building.pipeline import check
from builder.model.problem import Problem


@dataclass(frozen=True)
class Pasted:
    """A file as it was pasted, and what its author changes at a message that holds some words."""

    name: str
    text: str
    answers: dict[str, list[tuple[str, str]]]


FROM_WORD = Pasted(
    "The siege of Northford",
    """—
title: “The siege”: a first day
date: 12–14 April 2023
tags: siege, Sarajevo; war
sources: https://news.example.com/2023/04/siege?utm_source=newsletter
actors: Council, Ministry
places: “Northford”
summary: The Council’s answer: “We shall not leave”
---
The Council said – on 12 April – that the bridge was closed…

• First the north bank
• Then the south bank
""",
    {
        "URL: https://news.example.com/2023/04/siege}": [
            (
                "https://news.example.com/2023/04/siege?utm_source=newsletter",
                "{title: A bridge is closed, publisher: The News, URL: https://news.example.com/2023/04/siege}",
            )
        ],
    },
)
FROM_OBSIDIAN = Pasted(
    "2031-04-05 Market day",
    """---
aliases: [The market, Market]
tags: "#siege #market"
source: "[[gazette]]"
actors:
  - "[[Council]]"
where: "[[Northford]]"
---
# Market day: the first

The [[Council|town council]] met in [[Northford]]. #siege

![[pic.jpg|400]]

%%ask the editor%%

> [!note] Sources
> The Gazette has it.
""",
    {
        "remove it: entries have no other names": [("aliases: [The market, Market]\n", "")],
        "write ![](pic.jpg), and a record in `media`": [
            ("![[pic.jpg|400]]", "![](pic.jpg)"),
            (
                "actors:",
                "media: [{file: pic.jpg, alt: Stalls beside a bridge, credit: The Gazette, licence: By permission}]\nactors:",
            ),
        ],
        "delete it, or move it under `private`": [("%%ask the editor%%\n\n", "")],
        "a paragraph that begins with **Note**": [("> [!note] Sources\n> ", "**Note** ")],
    },
)
FROM_HUGO = Pasted(
    "first-post",
    """+++
title = "First post"
date = 2031-04-06T10:00:00+02:00
draft = false
categories = ["news"]
description = "What happened: first"
slug = "first-post"
+++

{{< figure src="/media/pic.jpg" caption="The bridge" >}}

<iframe src="https://www.youtube.com/embed/abc" allowfullscreen></iframe>

See [the other]({{< ref "market-day.md" >}}).
""",
    {
        "write `---` instead of both `+++` lines": [
            ("+++\n", "---\n"),
            ("+++\n", "---\n"),
            *((f"{key} = ", f"{key}: ") for key in ("title", "date", "draft", "tags", "summary", "slug")),
        ],
        "write `status: published` instead": [("draft: false", "status: published")],
        "no source": [("---\n", "---\nsources: [gazette]\n")],
        "the address is the file name": [('slug: "first-post"\n', "")],
        "write ![words](file), and a record in `media`": [
            ('{{< figure src="/media/pic.jpg" caption="The bridge" >}}', "![The bridge](pic.jpg)"),
            (
                "title:",
                "media: [{file: pic.jpg, alt: Stalls beside a bridge, credit: The Gazette, licence: By permission}]\ntitle:",
            ),
        ],
        "write a link to it: [what it is]": [
            (
                '<iframe src="https://www.youtube.com/embed/abc" allowfullscreen></iframe>',
                "[A film of the bridge](https://www.youtube.com/watch?v=abc)",
            )
        ],
        "write [[id]], which leads to that page": [('[the other]({{< ref "market-day.md" >}})', "[[council]]")],
    },
)
PASTED = (FROM_WORD, FROM_OBSIDIAN, FROM_HUGO)


def round_of(pasted: Pasted, path: str, text: str, problems: list[Problem]) -> tuple[str, str]:
    """Do all that is told of a file, from its end to its beginning; return its path and its text then."""
    # What the author answers may move lines: the texts proposed are put in first.
    for problem in sorted(problems, key=lambda problem: (problem.line, problem.column), reverse=True):
        if any(words in str(problem) for words in pasted.answers):
            continue
        if problem.code == "id-form":
            path = f"content/entries/{problem.proposed[0]}.md"
        elif problem.proposed:
            text = with_proposed(text, problem, problem.proposed[0])
    for words, answer in pasted.answers.items():
        for old, new in answer if any(words in str(problem) for problem in problems) else ():
            assert old in text, (old, words)
            text = text.replace(old, new, 1)
    for problem in (problem for problem in problems if problem.stops_a_build):
        to_add = _TO_ADD.search(problem.hint)
        if to_add and not any(words in str(problem) for words in pasted.answers):
            text = text.replace("---\n", f"---\n{to_add[1]}\n", 1)
    return path, text


@pytest.mark.parametrize("pasted", PASTED, ids=lambda pasted: pasted.name)
def test_a_pasted_entry_is_published_after_two_rounds(pasted: Pasted, tmp_path: Path) -> None:
    site = Site(tmp_path).write(AROUND)
    (tmp_path / "content/media").mkdir()
    (tmp_path / "content/media/pic.jpg").write_bytes(PIXEL)
    (tmp_path / "content/entries").mkdir()
    path, text = f"content/entries/{pasted.name}.md", pasted.text
    for _ in range(2):
        (tmp_path / path).write_text(text, "utf-8")
        problems = [problem for problem in check(site.folder, NOW) if problem.file == path]
        site.delete(path)
        path, text = round_of(pasted, path, text, problems)
    (tmp_path / path).write_text(text, "utf-8")
    built = site.build()
    assert [str(problem) for problem in built.problems if problem.stops_a_build] == []
    assert (tmp_path / f"public/entries/{Path(path).stem}/index.html").exists()


_TO_ADD = re.compile(r"^add `([a-z_]+: [^`…]+)`")
