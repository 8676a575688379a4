"""Let `python -m builder` do what the `dateline` command does."""

from builder.cli import main

# A worker that is spawned imports this module once more, and is not to do it all again.
if __name__ == "__main__":
    main()
