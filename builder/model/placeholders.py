"""Texts that `dateline new` writes for an author to replace: none of them is ever published."""

SOURCE_TITLE = "[what it is]"
SOURCE_PUBLISHER = "[who published it]"
ENTRY_TEXT = "What happened, who says so, and what the other side says."
PAGE_TEXT = "What this chronology is, what it covers and what it does not, and where its facts come from."

# In a field nothing stands beside them; a body may hold other words as well. Ellipses stand in hints and examples.
IN_FIELDS = frozenset((SOURCE_TITLE, SOURCE_PUBLISHER, ENTRY_TEXT, "…", "..."))
IN_BODIES = (ENTRY_TEXT, PAGE_TEXT)
