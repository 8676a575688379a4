"""Markdown into HTML, purely: the same text and the same links give the same bytes."""
