"""Find the cycles of a graph: sets of nodes that lead back to themselves."""

from collections.abc import Collection, Hashable, Iterator, Mapping
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def cycles(graph: Mapping[Node, Collection[Node]]) -> Iterator[tuple[Node, ...]]:
    """List the sets of nodes each of which leads to every other, or to itself; cycles that share a node are one set.

    A node that has no line of its own leads nowhere."""
    # Kosaraju's algorithm, without recursion: a chain may be as long as the chronology.
    sources: dict[Node, list[Node]] = {node: [] for node in graph}
    for node, others in graph.items():
        for other in others:
            if other in sources:
                sources[other].append(node)
    seen: set[Node] = set()
    for node in reversed(list(_last_first(graph))):
        found = tuple(_reached(node, sources, seen))
        if len(found) > 1 or any(one in graph[one] for one in found):
            yield found


def _last_first(graph: Mapping[Node, Collection[Node]]) -> Iterator[Node]:
    """List all nodes, each after those that can be reached from it first."""
    seen: set[Node] = set()
    for root in graph:
        yield from _reached(root, graph, seen)


def _reached(root: Node, graph: Mapping[Node, Collection[Node]], seen: set[Node]) -> Iterator[Node]:
    """List what can be reached from a node and was not seen before, the farthest first."""
    if root in seen or root not in graph:
        return
    seen.add(root)
    trail: list[tuple[Node, Iterator[Node]]] = [(root, iter(graph[root]))]
    while trail:
        node, others = trail[-1]
        new = next((other for other in others if other in graph and other not in seen), None)
        if new is None:
            trail.pop()
            yield node
        else:
            seen.add(new)
            trail.append((new, iter(graph[new])))
