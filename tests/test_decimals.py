"""Numbers are written the same way whichever way they were computed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.model.decimals import compact, decimal


@pytest.mark.parametrize(
    ("value", "places", "written"),
    [
        (-0.0, 1, "0.0"),
        (-0.04, 1, "0.0"),
        (-0.06, 1, "-0.1"),
        (0.1 + 0.2 - 0.3, 2, "0.00"),
        (0.1 + 0.05, 1, "0.1"),
        (0.15, 1, "0.1"),
        (40.0, 0, "40"),
    ],
)
def test_a_number_is_rounded_without_negative_zero(value: float, places: int, written: str):
    assert decimal(value, places) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [(-0.001, "0"), (12.5, "12.5"), (12.0, "12"), (0.25, "0.25"), (100, "100"), (-3.456, "-3.46")],
)
def test_a_compact_number_has_no_digit_that_says_nothing(value: float, written: str):
    assert compact(value) == written


@given(st.floats(-1e6, 1e6), st.integers(0, 4), st.sampled_from((1e-12, -1e-12)))
def test_the_last_bit_of_a_sum_is_not_seen(value: float, places: int, slip: float):
    halves = round(value, places + 1)
    assert decimal(halves, places) == decimal(halves + slip, places)
