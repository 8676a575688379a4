"""Find in `site.yaml` where a site is to be brought, without reading anything else."""

from pathlib import Path

from builder.model.errors import BuilderError
from builder.model.nearest import did_you_mean
from builder.model.problem import Problem
from builder.model.site import Site
from builder.model.target import Target, kind_of
from builder.publishing.files import unlinked
from builder.reading.records import read_record

SETTINGS = "content/site.yaml"


def read_settings(site: Path) -> tuple[Site | None, tuple[Problem, ...]]:
    """Read the settings of a site, with what has to be corrected in them."""
    try:
        data = unlinked(site, SETTINGS).read_bytes()
    except OSError as error:
        raise BuilderError(
            f"{SETTINGS} cannot be read ({error.strerror}): change to the site's folder, or give it with --site"
        ) from None
    reading = read_record(SETTINGS, "", data, frozenset())
    assert reading.record is None or isinstance(reading.record, Site)
    return reading.record, reading.problems


def choose_target(settings: Site, name: str | None) -> Target:
    """Choose the target that is named, or the only one there is."""
    targets = {target.name: target for target in settings.deploy}
    if not targets:
        raise BuilderError(
            f"{SETTINGS} has no deploy target: write, for example, `deploy: {{here: {{kind: folder, path: ../www}}}}`"
        )
    if name is None and len(targets) > 1:
        listed = ", ".join(f"{target.name} ({kind_of(target)})" for target in targets.values())
        raise BuilderError(f"there are several targets: choose one of {listed}")
    if name is None:
        return settings.deploy[0]
    if name not in targets:
        hint = did_you_mean(name, targets) or "one of " + ", ".join(targets)
        raise BuilderError(f'{SETTINGS} has no target "{name}": {hint}')
    return targets[name]
