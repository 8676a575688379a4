"""Take each protection out in memory, and see the test fail that shows its promise.

`python tests/protections.py` does so with all of them, which takes some minutes; `python tests/protections.py WORD` with those
whose name holds the word. It ends with 1 where a test passes that should not. As a pytest plugin
(`-p protections --without NAME`) it takes out one."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

HERE = Path(__file__).parent
# In seconds; no test of these takes a fraction of it.
_LONGEST = 300


@dataclass(frozen=True)
class Protection:
    """What is taken out: an attribute by its dotted name, what stands there instead, and the tests that fall over."""

    attribute: str
    instead: Any
    tests: str

    def place(self) -> tuple[Any, str]:
        """Return what holds the attribute, and the attribute's name."""
        *names, last = self.attribute.split(".")
        for count in range(len(names), 0, -1):
            try:
                found: Any = import_module(".".join(names[:count]))
            except ImportError:
                continue
            for name in names[count:]:
                found = vars(found)[name]
            return found, last
        raise AssertionError(self.attribute)


class Everything(dict[bytes, None]):
    """A list of what is kept that keeps all."""

    def __contains__(self, key: object) -> bool:
        return True

    def __missing__(self, key: bytes) -> None:
        return None


def nothing(*given: object, **named: object) -> None:
    """Do nothing."""


def same_tag(data: bytes, by: bytes | None = None) -> bytes:
    return bytes(16)


def following(folder: str, path: str) -> Iterator[Any]:
    """List content as if links were files."""
    from builder.reading import listing

    for inner, files in listing.content_files(folder, path):
        yield inner, [(name, max(size, 0), modified, inode) for name, size, modified, inode in files]


def cached_in_the_site(target: Any, surroundings: Any) -> Path:
    return Path(surroundings.site.absolute(), ".dateline-deploy", f"{target.name}.git")


def as_written(node: object, text: str, *more: object) -> str:
    return text


def always(answer: object) -> Callable[..., Any]:
    return lambda *given, **named: answer


PROTECTIONS = MappingProxyType(
    {
        "tags of the cache": Protection("builder.publishing.seal.known_secret", always(bytes(32)), "test_planted_caches.py -k poisoned"),
        "tag of the stamps": Protection("builder.publishing.untouched.sealed", same_tag, "test_planted_caches.py -k stamps"),
        "journals": Protection("builder.remembering.cache_file._BESIDE", (), "test_planted_caches.py -k journal"),
        "whose the secret is": Protection("builder.publishing.seal._is_private", always(True), "test_seal.py -k others"),
        "links in content": Protection("builder.reading.source_tree.content_files", following, "test_planted_links.py -k content"),
        "links in themes": Protection("builder.reading.theme_files._refuse_links", nothing, "test_planted_links.py -k script"),
        "links that are written through": Protection(
            "builder.drafting.unlinked", lambda site, path: site / path, "test_planted_links.py -k written_through"
        ),
        "names that are not seen": Protection("builder.reading.source_tree._is_plain", always(True), "test_planted_ids.py -k seen"),
        "names of scripts": Protection(
            "builder.rendering.theme._SCRIPT", re.compile(".*", re.DOTALL), "test_planted_ids.py -k script_of_a_theme"
        ),
        "journals of imports": Protection(
            "builder.importing.transaction.sealed", always(bytes(16)), "test_planted_journals.py -k of_another"
        ),
        "ids of sides": Protection("builder.reading.site.as_id", as_written, "test_planted_ids.py -k side"),
        "names of targets": Protection("builder.reading.targets._NAME", ".*", "test_planted_deploys.py -k name_is_an_id"),
        "hooks": Protection("builder.deploying.git._NO_HOOKS", (), "test_planted_deploys.py -k no_hook"),
        "place of a branch's files": Protection(
            "builder.deploying.git._cache_of", cached_in_the_site, "test_planted_deploys.py -k cache_folder"
        ),
        "repositories in the site": Protection(
            "builder.deploying.git.refuse_what_came_with_the_site", nothing, "test_planted_deploys.py -k more_than_hold"
        ),
        "links among releases": Protection(
            "builder.deploying.folder.FolderHost._refuse_links", nothing, "test_planted_deploys.py -k link_among_releases"
        ),
        "whose a release is": Protection(
            "builder.deploying.folder._is_release", always(True), "test_planted_deploys.py -k looks_like"
        ),
        "blocks of a PNG": Protection("builder.rendering.pictures._PNG_KEPT", Everything(), "test_picture_metadata.py -k PNG"),
        "blocks of a JPEG": Protection(
            "builder.rendering.pictures._JPEG_KEPT", frozenset(range(256)), "test_picture_metadata.py -k JPEG"
        ),
        "blocks of a WebP": Protection("builder.rendering.pictures._WEBP_PIXELS", Everything(), "test_picture_metadata.py -k WebP"),
        "blocks of a GIF": Protection(
            "builder.rendering.pictures._gif_blocks", lambda data: [data[:-1]], "test_picture_metadata.py -k GIF"
        ),
        "colour profiles": Protection(
            "builder.rendering.pictures.without_metadata.__defaults__", (lambda found: found,), "test_picture_metadata.py -k JPEG"
        ),
        "private keys": Protection("builder.reading.fields.is_private", always(False), "test_canaries.py"),
        "peers of the opener": Protection("builder.preview.server._is_loopback", always(True), "test_preview_strangers.py -k opens"),
        "lines of the opener": Protection("builder.preview.server._is_line", always(True), "test_preview_strangers.py -k line"),
        "frames": Protection(
            "builder.preview.server._Private.set_default_headers", nothing, "test_preview_strangers.py -k frame"
        ),
        "hosts of the preview": Protection(
            "builder.preview.server._means_this_server", always(True), "test_preview_strangers.py -k names_no_host"
        ),
        "places for all": Protection(
            "builder.preview.server._Server.handle_stream",
            lambda self, stream, address: super(type(self), self).handle_stream(stream, address),
            "test_preview_strangers.py -k slowly",
        ),
    }
)  # fmt: skip


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--without", help="A protection to be taken out.")


def pytest_configure(config: pytest.Config) -> None:
    name = config.getoption("--without")
    if name:
        protection = PROTECTIONS[name]
        holder, attribute = protection.place()
        setattr(holder, attribute, protection.instead)


def falls_over(name: str) -> bool:
    """Run the tests of a protection without it; return whether one of them fails, as it should."""
    plugin = ("-p", "protections", "--without", name)
    tests = PROTECTIONS[name].tests.split()
    line = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-n", "0", *plugin, *tests]
    print(f"without the protection of {name} ", end="", flush=True)
    code = subprocess.run(line, cwd=HERE, capture_output=True, check=False, timeout=_LONGEST).returncode
    print(
        {0: "all tests pass: that should not be", 1: "a test fails, as it should"}.get(
            code, f"pytest ends with {code}"
        )
    )
    return code == 1


def main(word: str) -> int:
    chosen = [name for name in PROTECTIONS if word in name]
    return 0 if sum(not falls_over(name) for name in chosen) == 0 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
