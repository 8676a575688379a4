"""SECURITY.md lists every promise with its test; `make promises` shows that each fails without its protection."""

import re
from pathlib import Path

import pytest
from promises import PROMISES, TESTS, Promise, table

HOUSE = Path(__file__).parents[2]


def test_the_table_lists_every_promise_with_its_test():
    written = (HOUSE / "SECURITY.md").read_text("utf-8")
    assert [row for row in table().splitlines() if row not in written.splitlines()] == []


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.says)
def test_a_promise_names_a_test_and_a_protection_that_are_there(promise: Promise):
    file, _, test = promise.test.partition("::")
    assert re.search(rf"^def {re.escape(test.partition('[')[0])}\b", (TESTS / file).read_text("utf-8"), re.MULTILINE)
    for patch in promise.patches:
        source = (HOUSE / f"{patch.module.replace('.', '/')}.py").read_text("utf-8")
        assert source.count(patch.source) == 1, patch
