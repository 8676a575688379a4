"""Text is escaped for XML as the standard library does it."""

from xml.sax import saxutils

from hypothesis import given
from hypothesis import strategies as st

from builder.outputs.parts.xml import escape, quoteattr


@given(st.text(st.sampled_from("&<>\"'\n\r\ta;éա ")))
def test_text_and_attributes_are_escaped_as_the_standard_library_does_it(text: str):
    assert (escape(text), quoteattr(text)) == (saxutils.escape(text), saxutils.quoteattr(text))
