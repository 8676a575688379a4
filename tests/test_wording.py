"""Messages, help and documents are written in plain English: some turns that crept in before do not come back."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import HOUSE

# What is written here, and how it is said.
BANNED = {
    r"\b[Aa]new\b": "again",
    r"\b[Aa]miss\b": "wrong",
    r"\bmend(?:s|ed)? (?:it|this|that|the|them|what)\b|\bto mend\b": "fix, correct",
    r"\b[Ww]hoever\b": "anyone who, those who",
    r"(?<!here )(?<!there )\bis no (?!longer\b|more\b|less\b|one\b)": "is not a",
    r"\bbears?\b": "has",
    r"\b(?<!a )stands?\b(?! (?:for|alone|out|in for)\b)": "is",
    r"\b[Ll]eave (?:it|this|them|the \w+) out\b|\b[Tt]ake (?:it|this|them|the \w+) out\b": "remove",
    r"\b[Tt]aken? back\b|\b[Tt]akes back\b": "retracted, undone",
    r"\b[Pp]ut right\b": "corrected",
    r"\bwithout a word\b": "unnoticed",
    r"\brests? on\b": "is based on, cites",
    r"\bas exactly as\b": "as precisely as",
    r"\bonce more\b": "again",
    r"\bbelongs? into\b": "belongs in",
    r"\bis there already\b": "already exists",
    r"\btold once\b": "reported once",
    r"\bunder way\b": "in progress",
    r"\b[Tt]ells? of\b": "describes, reports",
    r"\bsaid of\b|\bsays of\b": "said about",
    r"\blies? (?:in|on|within|there|here)\b": "is in",
    r"\b(?:a|another) blank\b(?! line)|\bblanks\b": "a space, spaces",
}
DOCUMENTS = [HOUSE / "README.md", HOUSE / "CONTRIBUTING.md", *sorted(HOUSE.glob("docs/**/*.md"))]
MODULES = sorted(HOUSE.glob("builder/**/*.py"))
THEMES = sorted(HOUSE.glob("themes/*/strings/en.yaml"))


def found_in(text: str) -> list[str]:
    """List the banned turns of a text, each with what comes after it."""
    return [text[found.start() : found.end() + 30] for turn in BANNED for found in re.finditer(turn, text)]


def prose_of(document: Path) -> str:
    """Return a document without its blocks and pieces of code, and without the addresses of its links."""
    blocks = re.sub(r"^```.*?^```$", "", document.read_text("utf-8"), flags=re.M | re.S)
    return re.sub(r"`[^`\n]*`|\]\([^)\s]*\)", "", blocks)


def messages_of(module: Path) -> Iterator[str]:
    """List the texts of a module that somebody may read: all with a blank in them but docstrings."""
    tree = ast.parse(module.read_text("utf-8"))
    bodies = (node.body for node in ast.walk(tree) if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef))
    docstrings = {id(body[0].value) for body in bodies if body and isinstance(body[0], ast.Expr)}
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value
        if is_text and id(node) not in docstrings:
            yield str(node.value)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda page: page.name)
def test_a_document_is_in_plain_english(document: Path):
    assert found_in(prose_of(document)) == []


@pytest.mark.parametrize("words", THEMES, ids=lambda path: path.parent.parent.name)
def test_the_words_of_a_theme_are_in_plain_english(words: Path):
    assert found_in(words.read_text("utf-8")) == []


def test_messages_are_in_plain_english():
    found = {module.name: [turn for text in messages_of(module) for turn in found_in(text)] for module in MODULES}
    assert {name: turns for name, turns in found.items() if turns} == {}
