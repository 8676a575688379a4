"""Turn the scripts of a theme into the files that pages load: under names that change with their content.

A script imports another one by `from "./NAME.js"`; what is published names it by its address. A script may have a
short form beside it, `NAME.min.js`, whose first line names the text that it was made of: a script that was
changed since is published itself. Comments, and the indentation of lines, are for
those who read the files of the theme."""

import hashlib
import re
from collections.abc import Mapping
from functools import lru_cache

from builder.model.errors import BuilderError

_IMPORT = re.compile(rb"""(\bfrom\s*["']\./)(\w[\w.-]*)\.js(["'])""")
# A line that is a comment; one that begins with `//!` stays.
_REMARK = re.compile(rb"^[ \t]*//(?!!)(?!.*\*/).*\n", re.MULTILINE)
_INDENT = re.compile(rb"^[ \t]+", re.MULTILINE)
_MADE_OF = re.compile(rb"// Made of [\w.-]+\.js, sha256 [0-9a-f]{64}\.\n")
_SHORT = ".min"


def asset_address(name: str, data: bytes, kind: str) -> str:
    """Name a file that pages load: the name changes with the content, so that it may be kept for ever."""
    return f"assets/{name}.{hashlib.sha256(data).hexdigest()[:10]}.{kind}"


def made_of(name: str, source: bytes) -> bytes:
    """Return the first line of the short form of a script."""
    return f"// Made of {name}, sha256 {hashlib.sha256(source).hexdigest()}.\n".encode()


def shortest(modules: Mapping[str, bytes]) -> dict[str, bytes]:
    """Replace each script by its short form, and leave out short forms of other texts."""
    short = {name for name, data in modules.items() if name.endswith(_SHORT) and _MADE_OF.match(data)}
    found = {}
    for name in modules.keys() - short:
        source, made = modules[name], modules.get(name + _SHORT, b"")
        first = made_of(f"{name}.js", source)
        found[name] = made.removeprefix(first) if made.startswith(first) else source
    return found


def publish_scripts(modules: Mapping[str, bytes]) -> tuple[Mapping[str, str], Mapping[str, bytes]]:
    """Return the address of each script by its name, and its code by address."""
    return _published(tuple(sorted(modules.items())))


# Every edition loads the same scripts.
@lru_cache(maxsize=8)
def _published(modules: tuple[tuple[str, bytes], ...]) -> tuple[Mapping[str, str], Mapping[str, bytes]]:
    addresses, code = dict[str, str](), dict[str, bytes]()
    left = {name: _without_remarks(data) for name, data in modules}
    while left:
        ready = [name for name, data in left.items() if not _imports(data) & left.keys()]
        if not ready:
            circle = ", ".join(f"js/{name}.js" for name in left)
            raise BuilderError(f"the theme's scripts import each other in a circle: {circle}")
        for name in ready:
            data = _with_addresses(name, left.pop(name), addresses)
            addresses[name] = asset_address(name, data, "js")
            code[addresses[name]] = data
    return dict(sorted(addresses.items())), dict(sorted(code.items()))


def _imports(data: bytes) -> set[str]:
    return {found[2].decode() for found in _IMPORT.finditer(data)}


def _with_addresses(name: str, data: bytes, addresses: Mapping[str, str]) -> bytes:
    """Name what a script imports by its address."""
    for imported in sorted(_imports(data) - addresses.keys()):
        raise BuilderError(f"the theme's script js/{name}.js imports ./{imported}.js, which the theme does not have")
    files = {found: address.removeprefix("assets/").encode() for found, address in addresses.items()}
    return _IMPORT.sub(lambda found: found[1] + files[found[2].decode()] + found[3], data)


def _without_remarks(data: bytes) -> bytes:
    """Leave out lines of comment and indentation, unless a text runs over several lines."""
    runs_on = any(line.count(b"`") % 2 or line.endswith(b"\\") for line in data.splitlines())
    return data if runs_on else _INDENT.sub(b"", _REMARK.sub(b"", data))
