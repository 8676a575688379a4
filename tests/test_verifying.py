"""Whether what is out there is what was built: real servers on loopback, and one altered byte is found."""

import gzip
import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, chdir
from functools import partial
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import msgspec
import pytest
from click.testing import CliRunner
from conftest import AROUND, Site
from laws import examples
from test_hosting import MOVED
from test_publishing import ANSWER, APPEAL

from builder.cli.commands import dateline
from builder.model.errors import BuilderError
from builder.publishing.manifest import FileRecord, Manifest, encode_manifest
from builder.remembering.run import no_progress
from builder.verifying import Altered, Keys, Missing, Signature, Verdict, verify

HOUSE = Path(__file__).parent.parent
PAGE = "entries/appeal/index.html"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Site:
    small = Site(tmp_path_factory.mktemp("built") / "site").write(AROUND).write(APPEAL + ANSWER)
    small.build()
    return small


@pytest.fixture
def published(built: Site, tmp_path: Path) -> Site:
    """Give a copy of a published site."""
    return Site(Path(shutil.copytree(built.folder, tmp_path / "site")))


class Rough(BaseHTTPRequestHandler):
    """A host that keeps connections open; subclasses hand out what they please."""

    protocol_version = "HTTP/1.1"

    def __init__(self, files: dict[str, bytes], *rest: object) -> None:
        self.files = files
        super().__init__(*rest)  # type: ignore[arg-type]  # What a server hands over.

    def do_GET(self) -> None:
        path = self.path.lstrip("/")
        self.hand_out(path + "index.html" if path == "" or path.endswith("/") else path)

    def hand_out(self, path: str) -> None:
        if path in self.files:
            self.answer(200, self.files[path])
        else:
            self.answer(404, self.files.get("404.html", b""))

    def answer(self, status: int, data: bytes, *headers: tuple[str, str]) -> None:
        # One write: two would wait for each other's receipts.
        lines = [f"HTTP/1.1 {status} .", f"Content-Length: {len(data)}", *(f"{name}: {is_}" for name, is_ in headers)]
        self.wfile.write("\r\n".join([*lines, "", ""]).encode() + data)

    def log_message(self, format: str, *values: object) -> None:
        pass


@pytest.fixture
def hosted() -> Iterator[Callable[..., str]]:
    """Hand out files as a host of some kind does; give its address."""
    with ExitStack() as servers:

        def host(files: dict[str, bytes], kind: type[Rough] = Rough) -> str:
            server = ThreadingHTTPServer(("127.0.0.1", 0), partial(kind, files))
            servers.callback(server.server_close)
            servers.callback(server.shutdown)
            # So long it takes at most to end.
            Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
            return f"http://127.0.0.1:{server.server_port}/"

        yield host


def verified(place: str | Path, public: Path = Path("/nowhere")) -> Verdict:
    return verify(str(place), public, Keys(), no_progress)


def amiss(verdict: Verdict) -> tuple[list[str], list[str], list[str]]:
    return (
        [found.path for found in verdict.missing],
        [found.path for found in verdict.altered],
        list(verdict.foreign),
    )


def ran(*line: str | Path, cwd: Path) -> tuple[int, str]:
    """Run a command in a folder; give its exit code, and what it prints."""
    with chdir(cwd):
        done = CliRunner().invoke(dateline, [str(word) for word in line])
    return done.exit_code, done.output


def record(data: bytes) -> FileRecord:
    return FileRecord(len(data), sha256(data).hexdigest())


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def test_what_was_built_is_what_a_host_hands_out(published: Site, served: Callable[[Path], str]):
    url = served(published.public)
    files = published.published()
    assert verified(url, published.public) == Verdict(
        where=url,
        manifest=sha256(files["manifest.json"]).hexdigest(),
        files=len(files) - 1,
        missing=(),
        altered=(),
        foreign=(),
        kept_back=(),
        moved=(),
        signature=Signature(None, was_checked=False),
        not_deployed=(),
        not_built=(),
    )
    assert verified(published.public) == msgspec.structs.replace(verified(url), where=str(published.public))


@pytest.mark.parametrize("is_hosted", [True, False])
def test_one_altered_byte_is_found(published: Site, served: Callable[[Path], str], tmp_path: Path, is_hosted: bool):
    place = published.public / PAGE
    built = place.read_bytes()
    found = flipped(built, len(built) // 2)
    place.write_bytes(found)
    verdict = verified(served(published.public) if is_hosted else published.public)
    assert verdict.altered == (Altered(PAGE, record(built), record(found)),)
    assert (amiss(verdict), verdict.is_as_built) == (([], [PAGE], []), False)


def test_one_altered_byte_is_found_in_whichever_file_it_is(published: Site):
    for path, built in published.published().items():
        if path != "manifest.json":
            (published.public / path).write_bytes(flipped(built, 0))
            assert amiss(verified(published.public)) == ([], [path], [])
            (published.public / path).write_bytes(built)


def test_a_missing_file_is_found(published: Site, hosted: Callable[..., str]):
    (published.public / PAGE).unlink()
    assert verified(published.public).missing == (Missing(PAGE, 0),)
    assert verified(hosted(published.published())).missing == (Missing(PAGE, 404),)


def test_a_list_of_files_in_the_place_of_a_page_is_found(published: Site, served: Callable[[Path], str]):
    (published.public / PAGE).unlink()
    assert amiss(verified(served(published.public))) == ([], [PAGE], [])


def test_a_link_is_no_file_of_a_site(published: Site, tmp_path: Path):
    (published.public / PAGE).rename(tmp_path / "elsewhere")
    (published.public / PAGE).symlink_to(tmp_path / "elsewhere")
    assert amiss(verified(published.public)) == ([PAGE], [], [])


def test_a_file_of_somebody_else_is_found_in_a_folder(published: Site):
    (published.public / "entries/notes.txt").write_text("Mine.")
    (published.public / ".nojekyll").write_text("")
    verdict = verified(published.public)
    assert (amiss(verdict), verdict.is_as_built) == (([], [], ["entries/notes.txt"]), False)


def test_a_host_that_puts_a_script_into_pages_is_found(published: Site, hosted: Callable[..., str]):
    class Counting(Rough):
        def answer(self, status: int, data: bytes, *headers: tuple[str, str]) -> None:
            super().answer(status, data.replace(b"</body>", b"<script>count()</script></body>"), *headers)

    files = published.published()
    verdict = verified(hosted(files, Counting))
    with_a_body = [path for path, data in files.items() if b"</body>" in data]
    assert PAGE in with_a_body
    assert amiss(verdict) == ([], with_a_body, [])


def test_a_host_that_compresses_though_asked_not_to_is_read(published: Site, hosted: Callable[..., str]):
    class Compressing(Rough):
        def answer(self, status: int, data: bytes, *headers: tuple[str, str]) -> None:
            assert self.headers["Accept-Encoding"] == "identity"
            super().answer(status, gzip.compress(data), ("Content-Encoding", "gzip"), *headers)

    files = published.published()
    assert verified(hosted(files, Compressing)).is_as_built
    assert amiss(verified(hosted({**files, PAGE: files[PAGE] + b" "}, Compressing))) == ([], [PAGE], [])


def test_what_claims_to_be_compressed_and_unpacks_without_end_is_not_read_to_the_end(
    published: Site, hosted: Callable[..., str]
):
    class Bomb(Rough):
        def hand_out(self, path: str) -> None:
            if path == PAGE:
                self.answer(200, gzip.compress(bytes(50_000_000)), ("Content-Encoding", "gzip"))
            else:
                super().hand_out(path)

    assert amiss(verified(hosted(published.published(), Bomb))) == ([], [PAGE], [])


def test_a_file_with_no_end_is_not_read_to_the_end(published: Site, hosted: Callable[..., str]):
    files = published.published()
    verdict = verified(hosted({**files, PAGE: bytes(20_000_000)}))
    assert verdict.altered == (Altered(PAGE, record(files[PAGE]), None),)


def test_compressed_copies_are_compared_as_they_are(published: Site, hosted: Callable[..., str]):
    class Labelling(Rough):
        def hand_out(self, path: str) -> None:
            if path.endswith(".gz"):
                self.answer(200, self.files[path], ("Content-Encoding", "gzip"))
            else:
                super().hand_out(path)

    settings = "-- content/site.yaml --\ntitle: T\nurl: https://example.org/\nhosting: {compress: gzip}\n"
    published.write(settings).build()
    assert "index.html.gz" in published.published()
    assert verified(hosted(published.published(), Labelling)).is_as_built


def test_a_host_that_leads_from_page_to_page_is_followed(published: Site, hosted: Callable[..., str]):
    class Tidy(Rough):
        """Addresses without slashes and endings, as some hosts have them."""

        def do_GET(self) -> None:
            if self.path.endswith(".html") or (self.path != "/" and self.path.endswith("/")):
                shorter = self.path.removesuffix(".html").rstrip("/")
                self.answer(308, b"", ("Location", shorter))
            else:
                path = self.path.strip("/")
                names = [
                    name for name in (path, f"{path}.html", f"{path}/index.html".lstrip("/")) if name in self.files
                ]
                self.hand_out(names[0] if names else "nothing")

    assert verified(hosted(published.published(), Tidy)).is_as_built


def test_a_host_that_leads_round_in_circles_or_away_is_left(published: Site, hosted: Callable[..., str]):
    class Circling(Rough):
        def hand_out(self, path: str) -> None:
            if path in (PAGE, "index.html"):
                self.answer(302, b"", ("Location", "/" if path == "index.html" else "https://example.org/"))
            else:
                super().hand_out(path)

    assert verified(hosted(published.published(), Circling)).missing == (
        Missing(PAGE, 302),
        Missing("index.html", 302),
    )


def test_a_host_that_keeps_its_own_files_and_follows_them_has_what_was_built(
    site: Callable[..., Site], hosted: Callable[..., str]
):
    class Following(Rough):
        def hand_out(self, path: str) -> None:
            rules = [line.split() for line in self.files["_redirects"].decode().splitlines()]
            leads = {old: new for old, new, _ in rules}
            if self.path in leads:
                self.answer(301, b"", ("Location", leads[self.path]))
            else:
                super().hand_out("nothing" if path.startswith("_") else path)

    small = site(MOVED.replace("Երևան", "երևան"))
    small.build()
    verdict = verified(hosted(small.published(), Following))
    assert verdict.is_as_built
    assert verdict.kept_back == ("_headers", "_redirects")
    assert verdict.moved == ("entries/call/index.html", "entries/երևան/index.html", "imprint/index.html")


def test_a_page_that_leads_elsewhere_without_having_moved_is_found(published: Site, hosted: Callable[..., str]):
    class Hiding(Rough):
        def hand_out(self, path: str) -> None:
            if path == PAGE:
                self.answer(301, b"", ("Location", "/entries/answer/"))
            else:
                super().hand_out(path)

    assert amiss(verified(hosted(published.published(), Hiding))) == ([], [PAGE], [])


def test_a_host_that_stumbles_once_is_asked_again(published: Site, hosted: Callable[..., str]):
    stumbled = []

    class Stumbling(Rough):
        def hand_out(self, path: str) -> None:
            if path == PAGE and len(stumbled) < 2:
                stumbled.append(path)
                if len(stumbled) == 1:
                    self.answer(503, b"busy")
                else:
                    self.close_connection = True
            else:
                super().hand_out(path)

    assert verified(hosted(published.published(), Stumbling)).is_as_built
    assert stumbled == [PAGE, PAGE]


def test_an_answer_that_breaks_off_is_asked_for_again(published: Site, hosted: Callable[..., str]):
    torn = []

    class Tearing(Rough):
        def hand_out(self, path: str) -> None:
            if path == PAGE and not torn:
                torn.append(path)
                self.wfile.write(b"HTTP/1.1 200 .\r\nContent-Length: 1000\r\n\r\n<!doctype html>")
                self.close_connection = True
            else:
                super().hand_out(path)

    assert verified(hosted(published.published(), Tearing)).is_as_built
    assert torn == [PAGE]


def test_what_was_built_here_since_and_what_is_built_no_more_is_told(published: Site, served: Callable[[Path], str]):
    deployed = published.folder / "deployed"
    published.public.rename(deployed)
    published.delete("content/entries/answer.md")
    published.write(APPEAL.replace("appeal.md", "third.md").replace("An appeal", "A third")).build()
    verdict = verified(served(deployed), published.public)
    assert {"entries/third/index.html", "index.html"} <= set(verdict.not_deployed)
    assert verdict.not_built == (
        "entries/answer/index.html",
        "tags/answers/feed.xml",
        "tags/answers/index.html",
        "timeline/2023/10/index.html",
    )
    assert (amiss(verdict), verdict.is_as_built) == (([], [], []), False)


@pytest.mark.parametrize(
    ("place", "says"),
    [
        ("ftp://example.org/", "ftp://example.org/ is neither a web address nor a folder: begin web addresses with https:// or http://"),
        ("http://", "http:// is not a web address: write it in full, such as https://example.org/"),
        ("http://127.0.0.1:1/", "127.0.0.1:1 does not answer ([Errno 111] Connection refused): check the address and the network"),
        ("nowhere", "nowhere holds no manifest.json: give a folder written by `dateline build`"),
        ("example.org", 'there is no folder "example.org": for a site on the web write https://example.org'),
        ("{host}", "{host} has no manifest.json (the host answers 404): give the address of the front page, or deploy the site first"),
        ("{host}app/", "{host}app/ is not a Dateline manifest: give the address or folder of the site itself"),
        ("{host}trap/", '{host}trap/ lists "../../key", which is not a path within a site: do not trust it'),
        ("{host}away/", "{host}away/ redirects to https://www.example.org/manifest.json: give that address if it is the one you mean"),
    ],
)  # fmt: skip
def test_what_cannot_be_verified_is_said_in_one_sentence(place: str, says: str, hosted: Callable[..., str]):
    class Strange(Rough):
        def hand_out(self, path: str) -> None:
            if path == "away/manifest.json":
                self.answer(301, b"", ("Location", "https://www.example.org/manifest.json"))
            else:
                super().hand_out(path)

    trap = encode_manifest({"../../key": record(b"secret")})
    host = hosted({"app/manifest.json": b'{"name": "An app"}', "trap/manifest.json": trap}, Strange)
    with pytest.raises(BuilderError) as refusal:
        verified(place.replace("{host}", host))
    assert str(refusal.value) == says.replace("{host}", host)


def test_the_site_may_stand_below_the_root_and_its_manifest_be_named(published: Site, hosted: Callable[..., str]):
    host = hosted({f"chronology/{path}": data for path, data in published.published().items()})
    for address in ("chronology", "chronology/", "chronology/manifest.json"):
        assert verified(f"{host}{address}").is_as_built


@pytest.mark.law
def test_of_thousands_of_files_the_one_that_was_altered_is_found(hosted: Callable[..., str]):
    files = {f"entries/{number}/index.html": b"%d" % number for number in range(examples(700, 10_000))}
    manifest = encode_manifest({path: record(data) for path, data in files.items()})
    host = hosted({**files, "entries/77/index.html": b"76", "manifest.json": manifest})
    assert amiss(verified(host)) == ([], ["entries/77/index.html"], [])


def test_the_command_tells_people_and_machines_and_ends_with_a_code(published: Site):
    manifest = sha256((published.public / "manifest.json").read_bytes()).hexdigest()
    files = len(published.published()) - 1
    assert ran("verify", "public", cwd=published.folder) == (
        0,
        f"the manifest is not signed\npublic is as it was built: {files} files, manifest {manifest}\n",
    )
    (published.public / PAGE).write_bytes(b"Other words.")
    (published.public / "robots.txt").unlink()
    (published.public / "notes.txt").write_text("Mine.")
    built = json.loads(published.page("manifest.json"))["files"][PAGE]
    assert ran("verify", "public", cwd=published.folder) == (
        1,
        "missing: robots.txt\n"
        f"altered: {PAGE} was built with {built['size']} bytes, SHA-256 {built['sha256']}; "
        f"there are 12, SHA-256 {sha256(b'Other words.').hexdigest()}\n"
        "foreign: notes.txt is not in the manifest\n"
        "the manifest is not signed\n"
        f"public is not as it was built: {files} files, manifest {manifest}\n",
    )
    code, said = ran("verify", "public", "--json", cwd=published.folder)
    assert (code, json.loads(said)) == (
        1,
        {
            "where": "public",
            "manifest": manifest,
            "files": files,
            "missing": [{"path": "robots.txt", "status": 0}],
            "altered": [{"path": PAGE, "built": built, "found": msgspec.to_builtins(record(b"Other words."))}],
            "foreign": ["notes.txt"],
            "kept_back": [],
            "moved": [],
            "signature": {"file": None, "was_checked": False, "by": None},
            "not_deployed": [],
            "not_built": [],
            "is_as_built": False,
        },
    )
    assert ran("verify", "nowhere", cwd=published.folder)[0] == 2


def test_a_reader_can_check_a_copy_without_this_program(published: Site):
    recipe = re.search("```sh\n(.*?)```", (HOUSE / "docs/guides/verify.md").read_text("utf-8"), re.S)
    assert recipe

    def checked() -> tuple[int, str]:
        done = subprocess.run(["sh", "-c", recipe[1]], cwd=published.public, capture_output=True, text=True)
        return done.returncode, done.stdout

    assert checked() == (0, "")
    (published.public / PAGE).write_bytes(flipped((published.public / PAGE).read_bytes(), 7))
    assert checked() == (1, f"{PAGE}: FAILED\n")


def test_the_manifest_is_as_the_schema_in_the_documentation_has_it(published: Site):
    schema = re.search("```json\n(.*?)```", (HOUSE / "docs/guides/verify.md").read_text("utf-8"), re.S)
    assert schema
    assert json.loads(schema[1]) == msgspec.json.schema(Manifest)
