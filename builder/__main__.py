"""Make `python -m builder` equivalent to the `dateline` command."""

from builder.cli import command

# A worker that is spawned imports this module once more, and is not to do it all again.
if __name__ == "__main__":
    command()
