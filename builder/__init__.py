"""Publish a chronology of a conflict from a folder of Markdown: who says what, kept apart.

`load`, `check` and `build` are what other programs may rely on; docs/reference/api.md shows them. What they need is
imported when they are called, as the command is to start at once."""

from builder.model.errors import BuilderError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os
    from datetime import datetime

    from builder.building.results import Built
    from builder.model.archive import Archive
    from builder.model.problem import Problem

__all__ = ["BuilderError", "build", "check", "load"]
__version__ = "1.0.0rc1"


def load(site: "str | os.PathLike[str]", moment: "datetime | None" = None) -> "Archive":
    """Return what a site's content holds, whatever is wrong in it."""
    from pathlib import Path

    from builder.building import pipeline

    return pipeline.load(Path(site), moment or _now()).archive


def check(site: "str | os.PathLike[str]", moment: "datetime | None" = None) -> "tuple[Problem, ...]":
    """Find everything that an author has to fix, in the order of files and lines."""
    from pathlib import Path

    from builder.building import pipeline

    return pipeline.check(Path(site), moment or _now())


def build(
    site: "str | os.PathLike[str]",
    output: "str | os.PathLike[str] | None" = None,
    moment: "datetime | None" = None,
) -> "Built":
    """Build a site into a folder, by default its public/, unless an error stops it: then `published` is None."""
    from pathlib import Path

    from builder.building import pipeline
    from builder.publishing.output_folder import output_of

    folder = output_of(Path(site), None if output is None else Path(output))
    return pipeline.build(Path(site), folder, moment or _now())


def _now() -> "datetime":
    from datetime import UTC, datetime

    return datetime.now(UTC)
