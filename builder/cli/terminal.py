"""Print: the one place where a text that somebody else may have written meets a terminal."""

import json
import os
import sys

from builder.cli.visible import visible, visible_line


def is_read_by_author() -> bool:
    """Return whether what is printed is read by the caller alone, on a terminal."""
    return sys.stdout.isatty() and os.environ.get("CI", "").lower() in ("", "0", "false")


def say(text: str, err: bool = False, nl: bool = True) -> None:
    """Print a text of one line or several."""
    stream = sys.stderr if err else sys.stdout
    # Neither is there where a program without a console runs the command.
    if stream is not None:
        print(visible(text), end="\n" if nl else "", file=stream, flush=True)


def say_json(value: object) -> None:
    """Print a value as JSON."""
    say(json.dumps(value, ensure_ascii=False, indent=1))


def say_line(text: str) -> None:
    """Print a text on one line, whatever it holds."""
    say(visible_line(text))


def say_with_colour(before: str, word: str, after: str, colour: str) -> None:
    """Print one line, with a word of it in bold and in a colour where the terminal has colours."""
    # Only those who are told of problems see colours.
    import click

    click.echo(visible_line(before) + click.style(word, fg=colour, bold=True) + visible_line(after))
