"""What a build remembers of earlier ones, and how it spreads what is new over workers."""
