"""A canary in every place where something private may stand is in no byte that leaves, packed or not.

The site holds one of everything, in two languages; each map of each file gets a `private` and a key of its own."""

import base64
import gzip
import json
import re
import subprocess
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

import brotli
import yaml
from click.testing import CliRunner
from conftest import NOW, TWO_SIDES, Site, files_in
from PIL import Image, PngImagePlugin
from test_publishing import held
from whole_sites import EVERYTHING

from builder.building.pipeline import build
from builder.cli.commands import dateline
from builder.deploying import DeployOptions, deploy
from builder.deploying.destination import Surroundings
from builder.editions.pdf import typeset_booklet
from builder.model.site import EditionKind
from builder.model.target import FolderTarget

# No word of any page has this in it, and no number that is rounded as the site asks.
MARK = "zqxcanary"
DIGITS = "271828182"
MORE = f"""
-- content/entries/secret-draft.md --
---
title: {MARK} draft
summary: {MARK} summary
date: 2023-09-19
status: draft
formerly: [{MARK}-former]
tags: [{MARK}]
places: norvad
actors: [{{actor: west, role: initiator}}]
claims: [{{by: east, text: {MARK} claim, question: market, killed: 3, sources: courier}}]
sources: [{{title: {MARK} letter, publisher: {MARK} writer, URL: "https://example.com/{MARK}"}}]
published: 2023-09-20T08:00:00Z
---
{MARK} body of [[talks]].
-- content/entries/secret-held.md --
---
title: {MARK} held
date: 2023-09-19
safety: {{delay_until: 2199-01-01}}
sources: [courier]
published: 2023-09-20T08:00:00Z
---
{MARK} body.
-- content/entries/witnesses.md --
---
title: Witnesses speak
date: 2023-09-19
safety: {{hide_sources: true}}
sources: [{{id: {MARK}-witness, title: {MARK} talk, publisher: {MARK} witness}}]
media: [{{file: a.png, alt: A square., credit: Somebody, licence: CC0}}, {{publish: false, file: {MARK}.png, alt: {MARK}, credit: {MARK}}}]
published: 2023-09-20T08:00:00Z
---
They spoke.[@{MARK}-witness, p. {MARK}]
-- content/entries/talks.en.md --
---
title: Talks are held
summary: Both sides met.
review: done
---
They met.
-- content/sources/zotero.json --
[{{"id": "csl", "type": "book", "title": "A book", "publisher": "A house", "private": "{MARK}", "_note": "{MARK}"}}]
-- themes/chronicle/.notes.html --
{MARK}
-- notes/{MARK}.md --
{MARK}
"""


@dataclass
class Canaries:
    """Canaries as they are put into a file, each told from the others by a number."""

    count: int = 0
    where: dict[str, str] = field(default_factory=dict)

    def put_into(self, text: str, path: str) -> str:
        """Put canaries into every map of a file's YAML, and a comment beside it."""
        if not path.startswith("content/"):
            return text
        if path.endswith(".md"):
            _, front, body = text.split("---\n", 2)
            return f"---\n{self._in_yaml(front, path)}---\n{body}"
        return self._in_yaml(text, path) if path.endswith(".yaml") else text

    def _in_yaml(self, text: str, path: str) -> str:
        read = yaml.load(text, yaml.BaseLoader)
        written = yaml.safe_dump(self._marked(read, path), allow_unicode=True, sort_keys=False, width=10_000)
        return f"# {self._next(path + ' comment')}\n{written}"

    def _marked(self, node: object, where: str) -> object:
        if isinstance(node, list):
            return [self._marked(item, f"{where}[{number}]") for number, item in enumerate(node)]
        if not isinstance(node, dict):
            return node
        marked = {key: self._marked(value, f"{where}.{key}") for key, value in node.items()}
        below = {"phone": self._next(f"{where} private"), "list": [self._next(f"{where} private list")]}
        return {"_note": self._next(f"{where} _note"), **marked, "private": below}

    def _next(self, where: str) -> str:
        self.count += 1
        name = f"{MARK}{self.count:04}x"
        self.where[name] = where
        return name


def marked_picture() -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", MARK)
    info.add_itxt("XML:com.adobe.xmp", MARK, zip=True)
    file = BytesIO()
    Image.new("RGB", (40, 40), (200, 0, 0)).save(file, "PNG", pnginfo=info)
    return file.getvalue()


def unpacked(path: str, data: bytes) -> Iterator[bytes]:
    """Yield a file's bytes, what they are packed from, and what is packed in them."""
    yield data
    if path.endswith((".zip", ".epub")):
        with ZipFile(BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from unpacked(name, archive.read(name))
    elif path.endswith(".pdf"):
        yield read_by("qpdf", "--qdf", "--object-streams=disable", data=data)
        yield read_by("pdftotext", "-raw", data=data)
    elif path.endswith(".html"):
        for kind, packed in re.findall(rb"data:image/(\w+)[^,]*;base64,([\w+/=]+)", data):
            yield from unpacked(f"picture.{kind.decode()}", base64.b64decode(packed))
    if data.startswith(b"\x1f\x8b"):
        # What Pagefind writes is packed so, too.
        yield gzip.decompress(data)
    elif path.endswith(".br"):
        yield brotli.decompress(data)
    elif path.endswith((".json", ".webmanifest")):
        yield json.dumps(json.loads(data), ensure_ascii=False).encode()
    elif path.endswith((".png", ".webp", ".avif", ".jpg", ".gif")):
        for at in range(len(data) - 1):
            if data[at] == 0x78:
                with suppress(zlib.error):
                    yield zlib.decompressobj().decompress(data[at:], 1_000_000)


def read_by(program: str, *options: str, data: bytes) -> bytes:
    """Return what a program finds in a file."""
    with TemporaryDirectory() as folder:
        place = Path(folder, "given")
        place.write_bytes(data)
        return subprocess.run([program, *options, str(place), "-"], capture_output=True, check=True).stdout


def spellings(word: str) -> tuple[bytes, ...]:
    """Spell a word as it may stand in a file, in lower case: plain, wide, in hex, or in base64 at any offset."""
    plain = word.encode()
    shifted = [base64.b64encode(bytes(offset) + plain)[4:-4].lower() for offset in range(3)]
    return (plain, word.encode("utf-16-le"), plain.hex().encode(), plain[::-1], *shifted)


SPELLINGS = (*spellings(MARK), DIGITS.encode())


def leaks(folder: Path, canaries: Canaries) -> list[str]:
    found = []
    for place in sorted(place for place in folder.rglob("*") if place.is_file()):
        path = place.relative_to(folder).as_posix()
        for data in (path.encode(), *unpacked(path, place.read_bytes())):
            lowered = data.lower()
            spelt = [spelling for spelling in SPELLINGS if spelling in lowered]
            if spelt:
                # Of a plain one it is told where it was put.
                told = [where for name, where in canaries.where.items() if name.encode() in lowered]
                found.append(f"{path}: {spelt} {told}")
    return found


def marked_site(site: Callable[..., Site]) -> tuple[Site, Canaries]:
    """Make the site of everything, with a canary in every map."""
    canaries = Canaries()
    everything = EVERYTHING.replace(
        "sharing: {embeds: true}",
        "languages: [en]\nfull_text: true\nsharing: {embeds: true, cards: true}\nhosting: {compress: [gzip, brotli], https_only: true}\n"
        "types: {period/truce: {label: A truce}}\nsafety: {coordinate_decimals: 2}\n"
        "translations: {en: {title: A chronology, sides: {east: East, west: West}}}",
    )
    everything = everything.replace("point: [40.1, 44.2]", f"point: [40.1{DIGITS}, 44.2{DIGITS}]")
    made = site("", around="")
    for path, text in {**files_in(TWO_SIDES), **files_in(everything), **files_in(MORE)}.items():
        made.write(f"-- {path} --\n{canaries.put_into(text, path)}")
    (made.folder / "content/media").mkdir()
    for name in ("a.png", f"{MARK}.png", f"unused-{MARK}.png"):
        (made.folder / "content/media" / name).write_bytes(marked_picture())
    return made, canaries


def test_no_canary_is_in_any_byte_that_leaves(site: Callable[..., Site], tmp_path: Path):
    made, canaries = marked_site(site)
    assert canaries.count > 250
    built = build(made.folder, made.public, NOW)
    assert built.published, [str(problem) for problem in built.problems if problem.stops_a_build]
    paths = {*made.published()}
    # Whatever kind of file there is, it has been looked into.
    kinds = {path.rpartition(".")[2] for path in paths}
    assert kinds >= {
        "html",
        "json",
        "xml",
        "css",
        "js",
        "svg",
        "png",
        "webp",
        "avif",
        "txt",
        "gz",
        "br",
        "pf_fragment",
        "pf_index",
    }
    assert "en/entries/talks/index.html" in paths
    assert leaks(made.public, canaries) == []
    surroundings = Surroundings(made.folder, made.public, {}, lambda: NOW)
    target = FolderTarget("here", str(tmp_path / "www"))
    deploy(target, DeployOptions(), surroundings, lambda changes: True, lambda *done: None)
    # What readers are given is what was looked into.
    current = (tmp_path / "www/current").resolve()
    assert held(current) == held(made.public)


def test_no_canary_is_in_any_edition_that_is_carried_away(site: Callable[..., Site], tmp_path: Path):
    made, canaries = marked_site(site)
    for kind in EditionKind:
        words = ["build", "--edition", kind.value, "--site", str(made.folder), "--output", str(tmp_path / "carried")]
        done = CliRunner().invoke(dateline, words, env={"SOURCE_DATE_EPOCH": str(int(NOW.timestamp()))})
        assert done.exit_code == 0, done.output
    names = [place.name for place in sorted((tmp_path / "carried").iterdir())]
    assert names == [
        *("example-org-en.epub", "example-org-en.html", "example-org-en.pdf"),
        *("example-org.epub", "example-org.html", "example-org.pdf", "example-org.zip"),
    ]
    assert leaks(tmp_path / "carried", canaries) == []


def test_a_canary_that_did_leave_would_be_found(tmp_path: Path):
    leaking = b"<p>" + MARK.encode()
    for path, data in (
        ("a.html", leaking), ("a.html.gz", gzip.compress(leaking)), ("a.html.br", brotli.compress(leaking)),
        ("a.pf_fragment", gzip.compress(leaking)),
        ("a.png", marked_picture()), ("a.json", json.dumps([MARK]).encode()), (f"{MARK}.txt", b""),
        ("a.zip", packed("a.html", leaking)), ("a.epub", packed("b.png", marked_picture())), ("a.pdf", booklet_of(leaking)),
        ("d.html", b"<img src=data:image/png;base64," + base64.b64encode(marked_picture())), ("e.json", DIGITS.encode()),
        ("b.html", base64.b64encode(leaking)), ("c.html", MARK.encode("utf-16")),
    ):  # fmt: skip
        folder = tmp_path / "leaking" / path
        folder.mkdir(parents=True)
        (folder / path).write_bytes(data)
        assert leaks(folder, Canaries()) != [], path


def packed(name: str, data: bytes) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return file.getvalue()


def booklet_of(page: bytes) -> bytes:
    return typeset_booklet(f"<html lang=en><title>A page</title>{page.decode()}")
