"""Begin a site from one of the small fictional chronologies in `builder/starters/`."""

import re
from pathlib import Path

import builder
from builder.drafting.front_matter import plain_yaml
from builder.publishing.files import write_new

STARTERS = ("newsroom", "human-rights", "classroom")
_TITLE = re.compile("^title: .*\n", re.MULTILINE)


def copy_starter(site: Path, starter: str, title: str | None) -> list[str]:
    """Copy a starter into a site's folder; return the paths made. A title takes the place of its own."""
    source = Path(builder.__file__).parent / "starters" / starter
    made = sorted(path.relative_to(source).as_posix() for path in source.rglob("*") if path.is_file())
    for path in made:
        text = (source / path).read_text("utf-8")
        if path == "content/site.yaml" and title is not None:
            text = _TITLE.sub(lambda _: plain_yaml({"title": title}), text, count=1)
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        write_new(site / path, text.encode())
    return made
