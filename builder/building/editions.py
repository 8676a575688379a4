"""Put the outputs of all editions at their places: the original at the root, each translation below its prefix."""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from builder.model.addresses import ONCE, SHARED
from builder.model.output import Output, Plan


def at_their_places(plans: Iterable[tuple[str, Plan]]) -> Iterator[tuple[str, Output]]:
    """Return each output, at its place, with the prefix of its edition; what editions share comes once."""
    shared: set[str] = set()
    for prefix, plan in plans:
        for path, output in plan.outputs.items():
            if path.startswith(SHARED):
                if path not in shared:
                    yield prefix, output
                shared.add(path)
            elif not prefix:
                yield prefix, output
            elif path not in ONCE:
                yield prefix, replace(output, path=prefix + path)
