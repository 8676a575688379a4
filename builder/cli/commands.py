"""The commands of `dateline`.

What a command needs is imported when it runs, so that `dateline --version` is as quick as click itself."""

import os
import shlex
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from builder import __version__
from builder.cli.completion import complete_codes
from builder.cli.manners import (
    DONE,
    TO_MEND,
    as_json,
    now,
    site_option,
    site_options,
    tell_if_interrupted,
    told,
)
from builder.cli.terminal import say

if TYPE_CHECKING:
    from builder.model.problem import Problem

# Commands with a file of their own, which is imported when one of them is asked for.
_ELSEWHERE = (
    "archive",
    "basemap",
    "deploy",
    "headers",
    "import",
    "new",
    "pack",
    "preview",
    "purge",
    "schema",
    "sign",
    "theme",
    "verify",
)


class _Commands(click.Group):
    """All commands: those below, and those elsewhere."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*self.commands, *_ELSEWHERE])

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse what precedes the command; the command's own options come after it."""
        try:
            return super().parse_args(ctx, [*args])
        except click.NoSuchOption as fault:
            meant = self._options_behind(ctx, args, fault.option_name)
            if meant is None:
                raise
            says = f"{fault.option_name} comes after the command: write `{ctx.command_path} {meant}`"
            raise click.UsageError(says, ctx) from None

    def _options_behind(self, ctx: click.Context, args: list[str], option: str) -> str | None:
        """Write the arguments with the command first; None where none of them is a command with that option."""
        for index, name in enumerate(args):
            if name not in self.list_commands(ctx) or (index and args[index - 1] in ("--site", "--output")):
                continue
            command = self.get_command(ctx, name)
            if command and any(option in parameter.opts for parameter in command.params):
                return shlex.join([name, *args[:index], *args[index + 1 :]])
        return None

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _ELSEWHERE:
            return super().get_command(ctx, cmd_name)
        # `import` is a word of Python's own.
        name = "import_" if cmd_name == "import" else cmd_name
        command = vars(import_module(f"builder.cli.{name}"))[name]
        assert isinstance(command, click.Command)
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="dateline", message="%(prog)s %(version)s")
def dateline() -> None:
    """Publish a chronology of a conflict from a folder of Markdown files, keeping every claim with its claimant."""


@dateline.command()
@site_options
@as_json
@click.option("--jobs", type=click.IntRange(min=1), help="Number of worker processes (default: one per core).")
@click.option("--no-cache", is_flag=True, help="Rebuild everything without reading or writing the cache.")
@click.option(
    "--check", is_flag=True, help="Build twice under different conditions and compare, without writing anything."
)
@click.option("--explain", metavar="PATH", help="Say why this file of the site was rebuilt, or was not.")
@click.option("--executor", metavar="MODULE:FUNCTION", help="Run the build on this concurrent.futures executor.")
@click.option(
    "--edition",
    type=click.Choice(("zip", "single", "epub", "pdf")),
    help="Write an offline edition instead, to editions/ or the --output folder.",
)
@click.option("--only", metavar="WHAT", multiple=True, help="Select the entries of a booklet: a year or an id.")
def build(
    site: Path,
    output: Path | None,
    as_json: bool,
    jobs: int | None,
    no_cache: bool,
    check: bool,
    explain: str | None,
    executor: str | None,
    edition: str | None,
    only: tuple[str, ...],
) -> None:
    """Build the site into public/."""
    if edition:
        from builder.cli.edition import write_edition

        write_edition(edition, site, output, as_json, jobs, not no_cache, check or explain or executor, only)
    if only:
        raise click.UsageError("--only selects the entries of a booklet: use it with --edition pdf")
    if check:
        _build_twice(site, as_json, jobs or no_cache or explain or executor)
    from builder.cli.building import build_site

    sys.exit(build_site(site, output, as_json, jobs, not no_cache, explain, executor))


def _build_twice(site: Path, as_json: bool, says_how: object) -> NoReturn:
    """Build twice and compare, without writing anything."""
    from builder.cli import telling
    from builder.verifying.twice import build_twice

    if says_how:
        raise click.UsageError("--check sets its own build options: use it only with --site and --json")
    with told():
        twice = build_twice(site, now(), os.environ)
    telling.tell_twice(twice, as_json)
    sys.exit(TO_MEND if twice.differences else DONE)


@dateline.command()
@site_options
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--code", "codes", multiple=True, help="Report only problems with this code; can be repeated.")
@click.option(
    "--severity",
    type=click.Choice(("error", "warning", "hint")),
    default="hint",
    help="Report only problems of this severity or worse.",
)
@click.option("--summary", is_flag=True, help="Print one line per code.")
@click.option("--json", "forms", flag_value="json", multiple=True, help="Print the result as one JSON object.")
@click.option("--sarif", "forms", flag_value="sarif", multiple=True, help="Print SARIF 2.1.0, for code hosts.")
@click.option("--github", "forms", flag_value="github", multiple=True, help="Print GitHub workflow commands.")
@click.option("--links", is_flag=True, help="Also check the web addresses of published sources.")
def check(
    site: Path,
    output: Path | None,
    files: tuple[Path, ...],
    codes: tuple[str, ...],
    severity: str,
    summary: bool,
    forms: tuple[str, ...],
    links: bool,
) -> None:
    """Report all problems, or those in FILES (files or folders of the site), without building."""
    from builder.building import pipeline
    from builder.cli import formats, telling
    from builder.cli.progress import shown_progress
    from builder.cli.selection import make_selection

    if len(forms) + summary > 1:
        raise click.UsageError("choose one of --summary, --json, --sarif and --github")
    tell_if_interrupted(output or site / "public")
    with told(), shown_progress() as progress:
        selection = make_selection(files, codes, severity, site)
        problems = pipeline.check(site, now(), progress)
        if links:
            problems = (*problems, *_problems_of_links(site))
    chosen = tuple(problem for problem in problems if selection.holds(problem))
    if forms:
        say(formats.write_problems(chosen, forms[0]))
    else:
        others = [problem for problem in problems if not selection.holds(problem)]
        if summary:
            telling.tell_summary(chosen, site)
        else:
            telling.tell_problems(chosen, site, others)
        telling.tell_not_shown(others)
    sys.exit(TO_MEND if any(problem.stops_a_build for problem in chosen) else DONE)


def _problems_of_links(site: Path) -> "list[Problem]":
    """Check the web addresses of sources, and return the problems."""
    from builder import checking
    from builder.building import pipeline
    from builder.remembering.findings import placed
    from builder.web.link_check import dead_links

    loaded = pipeline.load(site, now())
    return placed(loaded.tree, checking.still_told(dead_links(loaded.archive), loaded.archive))


@dateline.command()
@site_options
def release(site: Path, output: Path | None) -> None:
    """Record what is published now; later changes to it need a correction."""
    from builder.building import pipeline
    from builder.cli import telling
    from builder.cli.progress import shown_progress

    tell_if_interrupted(output or site / "public")
    with told(), shown_progress() as progress:
        recorded = pipeline.release(site, now(), progress)
    telling.tell_release(recorded, site)
    sys.exit(TO_MEND if recorded.entries is None else DONE)


@dateline.command()
@site_option
def outputs(site: Path) -> None:
    """List the kinds of output that make up a site."""
    from builder import outputs as registry

    width = max(len(kind) for kind in registry.kinds())
    for kind in registry.kinds():
        say(f"{kind:<{width}}  {registry.description(kind)}")


@dateline.command()
@click.argument("code", required=False, shell_complete=complete_codes)
@site_option
def explain(code: str | None, site: Path) -> None:
    """Explain a CODE such as C7 or date-form: what it means, why, and how to fix it; or list all codes."""
    from builder.checking import explanation, explanations
    from builder.cli import telling

    if code is None:
        for explained in sorted(explanations(), key=lambda found: (not found.is_rule, found.code)):
            say(f"{explained.code} ({explained.severity.value}): {explained.law}")
        return
    with told():
        telling.tell_explanation(explanation(code))
