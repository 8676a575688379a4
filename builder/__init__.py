"""Publish a chronology of a conflict from a folder of Markdown: who says what, kept apart."""

__version__ = "0.1.0"
