"""Typeset a body: CommonMark with tables, footnotes, definition lists, our links and citations. No raw HTML."""

from builder.reading.foreign_markup import may_hold_foreign
from builder.reading.hashtags import may_hold_hashtag
from builder.reading.unmarked import may_hold_unmarked
from builder.typesetting.plain import plain_html
from builder.views.body import Body, Links


def typeset(body: str, links: Links) -> Body:
    """Turn a body into HTML; slips are what is wrong in it."""
    if not (may_hold_foreign(body) or may_hold_hashtag(body) or may_hold_unmarked(body)):
        html = plain_html(body, links)
        if html is not None:
            return Body(html)
    # Many sites need no parser, which takes longer to import than their bodies to typeset.
    from builder.typesetting.parser import parsed

    return parsed(body, links)
