"""Lay the documentation out for its generator: docs/ and the files at the top that it links to, as they lie here.

`python tools/docs.py` writes site-docs/pages, from which `zensical build` makes the site."""

import re
import shutil
from pathlib import Path

HOUSE = Path(__file__).parent.parent
PAGES = HOUSE / "site-docs/pages"
_TOP = ("SECURITY.md", "CONTRIBUTING.md", "CHANGELOG.md", "CODE_OF_CONDUCT.md")
_FENCE = re.compile(r"^( *)```(\w+) +(.+)$", re.MULTILINE)
_FILE = re.compile(r"(?:file|problem|in)=(\S+)|entry=(\S+)")
# Links to files that are no documentation lead nowhere on this site; their words stay.
_ELSEWHERE = r"(?:\.\./)*(?:(?:builder|tests|content|seeds|themes|benchmarks|tools|\.\w+)/[^)\s]*|LICENSE)"
_LINK = re.compile(rf"\[([^\]\n]+)\]\({_ELSEWHERE}\)")


def laid_out(text: str) -> str:
    """Write a document in the generator's dialect: what a block is becomes its title."""
    return _LINK.sub(r"\1", _FENCE.sub(_titled, text))


def _titled(fence: re.Match[str]) -> str:
    indent, kind, marks = fence.groups()
    kind = "text" if kind == "problem" else kind
    named = _FILE.search(marks)
    path = named and (named[1] or f"content/entries/{named[2]}.md")
    return f'{indent}```{kind} title="{path}"' if path else f"{indent}```{kind}"


def main() -> None:
    """Write all pages."""
    shutil.rmtree(PAGES.parent, ignore_errors=True)
    for place in sorted(HOUSE.glob("docs/**/*.*")):
        to = PAGES / place.relative_to(HOUSE)
        to.parent.mkdir(parents=True, exist_ok=True)
        if place.suffix == ".md":
            to.write_text(laid_out(place.read_text("utf-8")), "utf-8")
        else:
            shutil.copyfile(place, to)
    for name in _TOP:
        (PAGES / name).write_text(laid_out((HOUSE / name).read_text("utf-8")), "utf-8")
    (PAGES / "index.md").write_text(laid_out((HOUSE / "README.md").read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
