"""Let `python -m builder` do what the `dateline` command does."""

from builder.cli import main

main()
