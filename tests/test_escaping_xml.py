"""Values of attributes are quoted as the standard library does it."""

from xml.sax import saxutils

from hypothesis import given
from hypothesis import strategies as st

from builder.outputs.parts.atom import quoteattr


@given(st.text(st.sampled_from("&<>\"'\n\r\ta;éա ")))
def test_attributes_are_quoted_as_the_standard_library_does_it(text: str):
    assert quoteattr(text) == saxutils.quoteattr(text)
