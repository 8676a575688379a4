"""Cycles are what leads back to itself, whatever the graph."""

from hypothesis import given
from hypothesis import strategies as st

from builder.model.cycles import cycles

graphs = st.dictionaries(st.integers(0, 6), st.lists(st.integers(0, 6), max_size=3, unique=True), max_size=7)


@given(graphs)
def test_a_cycle_is_what_leads_back_to_itself(graph):
    def reached(node: int) -> set[int]:
        found: set[int] = set()
        left = [node]
        while left:
            new = {other for other in graph.get(left.pop(), ()) if other in graph} - found
            found |= new
            left += new
        return found

    lead_back = {node for node in graph if node in reached(node)}
    expected = {
        frozenset(other for other in lead_back if other in reached(node) and node in reached(other))
        for node in lead_back
    }
    found = list(cycles(graph))
    assert {frozenset(cycle) for cycle in found} == expected
    assert sorted(node for cycle in found for node in cycle) == sorted(lead_back)
