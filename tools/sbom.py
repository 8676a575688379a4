"""Write a bill of materials of what Dateline runs on: CycloneDX 1.6, from `requirements.lock` and what is installed.

`python tools/sbom.py [FILE]` writes all run-time dependencies, extras too, each with version, licence and the digests
that an installation is held to. The same lock makes the same bytes."""

import json
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL
from packaging.requirements import Requirement

HOUSE = Path(__file__).parent.parent
_LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)((?:.*\\\n)*.*)", re.M)
# What some packages say of their licence in other words than SPDX.
_SPDX = {
    "Apache 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "GNU General Public License v2 or later (GPLv2+)": "GPL-2.0-or-later",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.0-or-later",
    "MIT License": "MIT",
    "Mozilla Public License 1.1 (MPL 1.1)": "MPL-1.1",
}


def run_time() -> dict[str, Distribution]:
    """Find all distributions that Dateline and its extras need where it runs, by name."""
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    optional = (name for extra in extras if extra not in ("build", "dev") for name in extras[extra])
    named = [*project["dependencies"], *optional]
    found: dict[str, Distribution] = {}
    waiting = [*map(Requirement, named)]
    while waiting:
        wanted = waiting.pop()
        name = normal(wanted.name)
        if name not in found:
            found[name] = distribution(wanted.name)
        needed = _needed(found[name], wanted.extras) if name != "dateline" else ()
        waiting += (each for each in needed if normal(each.name) not in found)
    # An extra may ask for other extras of Dateline's own.
    return dict(sorted((name, each) for name, each in found.items() if name != "dateline"))


def _needed(found: Distribution, extras: Iterable[str]) -> Iterator[Requirement]:
    """Yield what a distribution needs here, with extras that are asked for."""
    for needed in map(Requirement, found.requires or ()):
        if needed.marker is None or any(needed.marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            yield needed


def normal(name: str) -> str:
    """Write a package's name as registries compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def licence_of(found: Distribution) -> str:
    """Return the licence that a package states, as an SPDX expression."""
    metadata = found.metadata
    if expression := metadata.get("License-Expression"):
        return str(expression)
    classified = [line.rpartition(" :: ")[2] for line in metadata.get_all("Classifier") or () if "License ::" in line]
    # Several classifiers are a choice.
    stated = classified or str(metadata.get("License") or "").splitlines()[:1]
    return " OR ".join(_SPDX.get(one, one) for one in stated)


def locked_digests() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Read from the lock which version of each package is installed, and by which SHA-256 its files are known."""
    text = (HOUSE / "requirements.lock").read_text("utf-8")
    return {
        normal(name): (version, tuple(sorted(re.findall(r"--hash=sha256:([0-9a-f]{64})", rest))))
        for name, version, rest in _LOCKED.findall(text)
    }


def sbom() -> str:
    """Write the bill of materials as JSON."""
    bom, locked = Bom(), locked_digests()
    for name, found in run_time().items():
        version, digests = locked.get(name, ("", ()))
        if version != found.version or not digests:
            raise SystemExit(f"{name} {found.version} is installed, and not locked by a digest: run `make lock`")
        bom.components.add(
            Component(
                name=name,
                version=version,
                type=ComponentType.LIBRARY,
                purl=PackageURL("pypi", name=name, version=version),
                bom_ref=f"pkg:pypi/{name}@{version}",
                licenses=[LicenseFactory().make_from_string(licence_of(found))],
                hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest) for digest in digests],
            )
        )
    written = json.loads(JsonV1Dot6(bom).output_as_string())
    # A number drawn by chance, and the time of day, tell nobody anything.
    del written["serialNumber"], written["metadata"]
    return json.dumps(written, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    place = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    if place:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(sbom(), "utf-8")
    else:
        sys.stdout.write(sbom())
