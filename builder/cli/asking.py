"""Ask the user at a terminal for what a command was not told, and complete the names that the site knows."""

import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import click

from builder.cli.terminal import say
from builder.model.errors import BuilderError

if TYPE_CHECKING:
    from builder.model.register import Register


def is_somebody_there() -> bool:
    """Return whether questions are answered by somebody at a terminal."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def asked(given: str | None, name: str, question: str, known: Iterable[str] = ()) -> str:
    """Return what was given, or ask for it; raise click's own error where nobody is there to be asked."""
    if given is not None:
        return given
    if not is_somebody_there():
        raise click.UsageError(f"Missing {name}.")
    _complete(known)
    answer: str = click.prompt(question)
    return answer.strip()


def asked_until_right(given: str | None, name: str, question: str, check: Callable[[str], object]) -> str:
    """Return what was given, or ask for it until it passes a check, which raises BuilderError."""
    while True:
        answer = asked(given, name, question)
        try:
            check(answer)
        except BuilderError as error:
            if given is not None:
                raise
            say(str(error), err=True)
            continue
        return answer


def asked_for_some(given: tuple[str, ...], question: str, known: "Register") -> tuple[str, ...]:
    """Return what was given, or ask for things that are known, or web addresses; an empty answer ends that."""
    from builder.drafting.draft_files import find_one

    if given:
        return given
    found: list[str] = []
    _complete(known.words())
    while answer := click.prompt(question, default="", show_default=False).strip():
        try:
            found.append(answer if answer.startswith(("http://", "https://")) else find_one(answer, known))
        except BuilderError as error:
            say(str(error), err=True)
            continue
        question = "Another (Enter to skip)"
    return tuple(found)


def _complete(words: Iterable[str]) -> None:
    """Complete the given words on Tab, where the system supports it."""
    try:
        import readline
    except ImportError:
        return
    known = sorted({*words}, key=str.casefold)

    def complete(begun: str, number: int) -> str | None:
        found = [word for word in known if word.casefold().startswith(begun.casefold())]
        return found[number] if number < len(found) else None

    readline.set_completer(complete)
    # Names hold blanks, and are completed whole.
    readline.set_completer_delims("")
    is_libedit = "libedit" in (readline.__doc__ or "")
    readline.parse_and_bind("bind ^I rl_complete" if is_libedit else "tab: complete")
