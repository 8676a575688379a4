"""The ways from a site's files to its pages; `reference` is the plainest, and says what all others come to."""
