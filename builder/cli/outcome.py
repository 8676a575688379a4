"""Report in one line each what a build wrote, what it left alone, and how many problems there are."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def asides(output: str, foreign: "Sequence[str]", counts: "Iterable[tuple[str, int]]") -> list[str]:
    """Report files in the output folder that are not Dateline's, and how many problems there are."""
    tallied = tally(counts)
    return [
        *(f"not touched: {output}/{path} was not written by Dateline" for path in foreign),
        *([f"{tallied}: `dateline check` shows them"] if tallied else ()),
    ]


def outcome(written: int, unchanged: int, removed: int, seconds: float) -> str:
    """Report what became of the files of a site."""
    return f"{written} files written, {unchanged} unchanged, {removed} removed in {seconds:.1f} s"


def tally(counts: "Iterable[tuple[str, int]]") -> str:
    """Report how many problems of each severity there are."""
    return ", ".join(f"{count:,} {severity}{'s' if count > 1 else ''}" for severity, count in counts if count)
