"""SECURITY.md lists every promise with its test; `make promises` shows that each fails without its protection."""

import re
from pathlib import Path

from promises import TESTS, read_promises, table

HOUSE = Path(__file__).parents[2]


def test_the_table_lists_every_promise_with_its_test():
    written = (HOUSE / "SECURITY.md").read_text("utf-8")
    assert re.search(r"^\| Promise \|.*\n(\|.*\n)*", written, re.MULTILINE)[0] == table() + "\n"


def test_a_promise_names_a_test_and_a_protection_that_are_there():
    missing = []
    for promise in read_promises():
        file, _, test = promise.test.partition("::")
        name = re.escape(test.partition("[")[0])
        if not re.search(rf"^def {name}\(", (TESTS / file).read_text("utf-8"), re.MULTILINE):
            missing.append(promise.test)
        sources = [(HOUSE / f"builder/{patch.module.replace('.', '/')}.py", patch) for patch in promise.patches]
        missing += [patch for place, patch in sources if place.read_text("utf-8").count(patch.source) != 1]
        missing += [promise.says for _ in range(not promise.patches)]
    assert missing == []
