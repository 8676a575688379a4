"""What `dateline headers` prints is tried at nginx, Apache and Caddy, with every file of a site and what is no file."""

import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from gzip import decompress
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import quote, unquote

import brotli
import pytest
from click.testing import CliRunner
from conftest import NOW, PIXEL, TWO_SIDES, Site
from hosts import free_port, program

from builder.building.pipeline import build
from builder.cli.commands import dateline
from builder.model.hosting import TO_THE_HOST, content_type_of, header_rules
from builder.model.site import Site as Settings

SETTINGS = """
title: A chronology
url: http://chronology.example{base}
languages: [en, hy]
sharing: {{embeds: true}}
data: {{pages: true}}
sides: [{{id: east, label: East}}, {{id: west, label: West}}]
hosting: {{compress: [gzip, brotli]}}
"""
CONTENT = (
    """
-- content/entries/appeal.md --
---
title: An appeal
date: 2023-09-19
published: 2023-09-20
formerly: [call]
sources: [courier, review]
media: [{file: a b.png, alt: A bridge., credit: Somebody, licence: CC0-1.0}]
---
"""
    + "A long text. " * 200
)


@dataclass(frozen=True)
class Held:
    """A site as a host holds it: below which path, and its files."""

    base: str
    folder: Path
    files: dict[str, bytes]
    forms: dict[str, str]


@pytest.fixture(scope="module", params=["/", "/~us/хроника.a+b/"])
def held(request: pytest.FixtureRequest) -> Iterator[Held]:
    """Build a site for an address, and put it where every server may read it."""
    base: str = request.param
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    site = Site(folder / "site").write(TWO_SIDES).write(CONTENT)
    settings = SETTINGS.format(base=quote(base))
    (site.folder / "content/site.yaml").write_text(settings)
    (site.folder / "content/media").mkdir()
    (site.folder / "content/media/a b.png").write_bytes(PIXEL)
    public = folder / "www" / base.strip("/")
    public.parent.mkdir(parents=True, exist_ok=True)
    built = build(site.folder, public, NOW)
    assert built.published is not None, [str(problem) for problem in built.problems if problem.stops_a_build]
    files = {
        place.relative_to(public).as_posix(): place.read_bytes() for place in public.rglob("*") if place.is_file()
    }
    (folder / "www/other.txt").write_text("Somebody else's.")
    forms = {
        form: "".join(
            CliRunner().invoke(dateline, ["headers", "--form", form, *more, "--site", str(site.folder)]).output
            for more in ((), ("--redirects",))
        )
        for form in ("apache", "caddy", "nginx")
    }
    yield Held(base, folder, files, forms)
    shutil.rmtree(folder)


@contextmanager
def nginx(held: Held, work: Path) -> Iterator[int]:
    port = free_port()
    (work / "lines").write_text(held.forms["nginx"])
    modules = "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so"
    (work / "conf").write_text(
        f"load_module {modules};\nuser {'root' if os.geteuid() == 0 else 'nobody'};\npid {work}/pid;\nerror_log {work}/log;\n"
        "events {}\n"
        f"http {{ access_log off; client_body_temp_path {work}/a; proxy_temp_path {work}/b; fastcgi_temp_path {work}/c;\n"
        f"uwsgi_temp_path {work}/d; scgi_temp_path {work}/e; include /etc/nginx/mime.types;\n"
        f"server {{ listen 127.0.0.1:{port}; root {held.folder}/www; include {work}/lines; }} }}\n"
    )
    with program(port, "/usr/sbin/nginx", "-p", work, "-c", work / "conf", "-g", "daemon off;"):
        yield port


@contextmanager
def apache(held: Held, work: Path) -> Iterator[int]:
    port, modules = free_port(), "/usr/lib/apache2/modules"
    (held.folder / "www" / held.base.strip("/") / ".htaccess").write_text(held.forms["apache"])
    loaded = "".join(
        f"LoadModule {name}_module {modules}/mod_{name}.so\n"
        for name in ("mpm_event", "alias", "authz_core", "dir", "headers", "mime")
    )
    (work / "conf").write_text(
        f"{loaded}ServerRoot {work}\nServerName localhost\nListen 127.0.0.1:{port}\nPidFile {work}/pid\nErrorLog {work}/log\n"
        f"TypesConfig /dev/null\nUser www-data\nGroup www-data\nDocumentRoot {held.folder}/www\n"
        f"<Directory {held.folder}/www>\nAllowOverride FileInfo\nRequire all granted\n</Directory>\n"
    )
    with program(port, "/usr/sbin/apache2", "-f", work / "conf", "-D", "FOREGROUND"):
        yield port


@contextmanager
def caddy(held: Held, work: Path) -> Iterator[int]:
    port = free_port()
    # What else a host has is for its own settings to hand out.
    others = "" if held.base == "/" else "file_server\n"
    (work / "Caddyfile").write_text(
        "{\nadmin off\nauto_https off\n}\n"
        f"http://127.0.0.1:{port} {{\nroot * {held.folder}/www\n{held.forms['caddy']}{others}}}\n"
    )
    with program(
        port,
        "env",
        f"XDG_CONFIG_HOME={work}",
        f"XDG_DATA_HOME={work}",
        "/usr/bin/caddy",
        "run",
        "--config",
        work / "Caddyfile",
        "--adapter",
        "caddyfile",
    ):
        yield port


HOSTS: dict[str, Callable[[Held, Path], object]] = {"nginx": nginx, "apache": apache, "caddy": caddy}


@dataclass(frozen=True)
class Asked:
    """One host that holds a site, and one connection to it."""

    name: str
    held: Held
    line: HTTPConnection

    def get(self, address: str, **headers: str) -> tuple[HTTPResponse, bytes]:
        self.line.request(
            "GET", quote(address), headers={name.replace("_", "-"): value for name, value in headers.items()}
        )
        answer = self.line.getresponse()
        return answer, answer.read()


@pytest.fixture(scope="module", params=HOSTS)
def host(request: pytest.FixtureRequest, held: Held, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    with HOSTS[request.param](held, tmp_path_factory.mktemp(request.param)) as port:
        line = HTTPConnection("127.0.0.1", port, timeout=20)
        yield Asked(request.param, held, line)
        line.close()


def said(path: str) -> dict[str, str]:
    """Give what is to be said with a file, by the one table there is."""
    settings = Settings(title="")
    fitting = [rule for rule in header_rules(settings) if re.search(rule.regex(), f"/{path}")]
    return {name: value for rule in fitting for name, value in rule.headers}


def told(answer: HTTPResponse, names: dict[str, str]) -> dict[str, str]:
    """Give what a host says under some names; what it says twice stands twice."""
    return {name: ", ".join(answer.headers.get_all(name) or ()) for name in names}


def test_every_file_comes_with_its_headers_and_its_type(host: Asked):
    wrong = {}
    files = {
        path: data
        for path, data in host.held.files.items()
        if not path.endswith((".gz", ".br", "entries/call/index.html")) and path not in TO_THE_HOST
    }
    assert {Path(path).suffix for path in files} >= set(
        ".html .css .js .xml .json .txt .csv .ics .bib .png .svg .sqlite .geojson".split()
    )
    for path, data in files.items():
        page = path.removesuffix("index.html") if f"/{path}".endswith("/index.html") else path
        for address in {path, page}:
            answer, body = host.get(host.held.base + address)
            expected = said(path) | {"Content-Type": content_type_of(path)}
            found = told(answer, expected)
            if address != page and answer.status in (301, 308):
                # Caddy leads to the folder.
                assert host.name == "caddy"
                continue
            if (answer.status, body, found) != (200, data, expected):
                wrong[address] = (
                    answer.status,
                    body == data,
                    {name: (found[name], expected[name]) for name in expected if found[name] != expected[name]},
                )
    assert wrong == {}


def test_what_is_not_there_is_answered_by_the_page_for_that(host: Asked):
    for address in (
        "nope",
        "nope/",
        "assets/nope.css",
        "entries/nope/feed.xml",
        "nope.json",
        "search/nope/",
        "hy/nope/",
    ):
        answer, body = host.get(host.held.base + address)
        expected = said("404.html") | {"Content-Type": "text/html; charset=utf-8"}
        assert (address, answer.status, body, told(answer, expected)) == (
            address,
            404,
            host.held.files["404.html"],
            expected,
        )


def test_a_folder_without_a_page_shows_nothing_of_itself(host: Asked):
    answer, body = host.get(f"{host.held.base}assets/")
    assert (answer.status in (403, 404), body, answer.headers["Cache-Control"]) == (
        True, host.held.files["404.html"], "public, max-age=300",
    )  # fmt: skip


def test_a_folder_is_found_without_its_slash(host: Asked):
    for path in ("timeline", "entries/appeal", "hy/timeline"):
        answer, _ = host.get(host.held.base + path)
        assert (answer.status, unquote(answer.headers["Location"]).endswith(f"{host.held.base}{path}/")) == (
            308 if host.name == "caddy" else 301, True,
        ), answer.headers["Location"]  # fmt: skip


def test_a_former_address_leads_on_and_keeps_the_part_that_a_link_names(host: Asked):
    for edition in ("", "hy/"):
        answer, _ = host.get(f"{host.held.base}{edition}entries/call/")
        target = unquote(answer.headers["Location"])
        # A browser puts the part of the link behind an address that has none.
        assert (answer.status, target.endswith(f"{host.held.base}{edition}entries/appeal/")) == (301, True), target


def test_copies_that_were_made_beforehand_are_handed_out(host: Asked):
    unpack = {"gzip": decompress, "br": brotli.decompress}
    for path in (
        "entries/appeal/",
        next(path for path in host.held.files if path.endswith(".css")),
    ):
        stored = host.held.files[f"{path}index.html" if path.endswith("/") else path]
        for encoding in () if host.name == "apache" else unpack:
            answer, body = host.get(host.held.base + path, Accept_Encoding=encoding)
            assert (answer.headers["Content-Encoding"], unpack[encoding](body)) == (encoding, stored)
            expected = said(f"{path}index.html" if path.endswith("/") else path)
            assert told(answer, expected) == expected
            assert "accept-encoding" in answer.headers["Vary"].casefold()


def test_what_else_the_host_has_is_left_to_it(host: Asked):
    answer, body = host.get("/other.txt")
    is_ours = answer.headers["Content-Security-Policy"] is not None
    assert (answer.status, body, is_ours) == (200, b"Somebody else's.", host.held.base == "/")
