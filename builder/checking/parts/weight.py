"""O4: a page is light enough for a slow line; its weight is known once it is published."""

from collections.abc import Iterator, Mapping

from builder.model.problem import Problem, Severity

# Bytes of one HTML file, uncompressed: at 1 Mbit/s some four seconds.
BUDGET = 500_000


def check_weight(sizes: Mapping[str, int]) -> Iterator[Problem]:
    """Weigh every published page."""
    for path, size in sorted(sizes.items()):
        if path.endswith(".html") and size > BUDGET:
            says = f'the page "{path}" is {size // 1000} kB, more than {BUDGET // 1000}'
            yield Problem("content", 0, 0, "O4", says, "shorten the text, or split what it lists", Severity.WARNING)
