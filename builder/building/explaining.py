"""Explain why a published file is new, or why it is not: which part of what it shows has changed."""

from collections.abc import Mapping, Sequence

from builder.model.digests import sums_in
from builder.model.errors import BuilderError
from builder.model.nearest import did_you_mean
from builder.publishing.stamps import PageStamp
from builder.views.output import Page, Plan


def explain(path: str, before: Mapping[str, PageStamp], after: Mapping[str, PageStamp], plan: Plan) -> str:
    """Compare what was remembered of a file with what is there now."""
    name = named(path, after)
    old, new = before.get(name), after[name]
    if old is None:
        return f"{name} is new: no earlier build on record wrote it"
    if old.marks == new.marks:
        return f"{name} is unchanged" + ("" if old.key == new.key else ": nothing that it shows has changed")
    if old.key == new.key:
        return f"{name} was written again: it was missing from the output folder or had been changed there"
    output = plan.outputs.get(name)
    if not isinstance(output, Page):
        return f"{name} was rebuilt: its content changed"
    parts = ("the theme or the frame", "the template", *output.view().__struct_fields__)
    changed = [part for part, one, other in zip(parts, *_parts(old, new), strict=False) if one != other]
    # Everything that is rendered depends on the theme: nothing else is worth mentioning then.
    changed = changed[:1] if changed[0] == parts[0] else changed
    return f"{name} was rebuilt: {', '.join(changed)} changed"


def named(path: str, known: Mapping[str, object]) -> str:
    """Find the file that a path or an address of the site means; raise BuilderError where there is none."""
    name = path.lstrip("/")
    for candidate in (name, f"{name.rstrip('/')}/index.html".lstrip("/")):
        if candidate in known:
            return candidate
    hint = did_you_mean(name, known) or "write its path in the output folder, `entries/…/index.html`"
    raise BuilderError(f'the site has no file "{path}": {hint}')


def _parts(*stamps: PageStamp) -> Sequence[Sequence[bytes]]:
    return [sums_in(stamp.parts) for stamp in stamps]
