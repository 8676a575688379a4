"""Shapes of what pages show, shared by outputs, drawing and rendering."""
