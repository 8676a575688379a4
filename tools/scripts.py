"""Write what is published of each script of a theme: `js/NAME.min.js`, made of `js/NAME.js` by terser.

`make scripts` needs npm; nobody else does, as what it writes is a part of the theme. `tests/test_themes.py` says when
that has to be done again."""

import subprocess
from pathlib import Path

from builder.rendering.theme_scripts import made_of

HOUSE = Path(__file__).parent.parent
_TERSER = (
    "npx",
    "--yes",
    "terser@5.51.4",
    "--module",
    "--ecma",
    "2022",
    "--compress",
    "passes=3",
    "--mangle",
    "--format",
    "semicolons=false",
)


if __name__ == "__main__":
    for source in sorted(HOUSE.glob("themes/*/js/*.js")):
        if source.name.endswith(".min.js"):
            continue
        code = subprocess.run([*_TERSER, "--", source], check=True, capture_output=True).stdout
        source.with_suffix(".min.js").write_bytes(made_of(source.name, source.read_bytes()) + code.rstrip() + b"\n")
