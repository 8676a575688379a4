"""Places where readers are, on loopback and with real servers: each says how `site.yaml` names it and what it holds."""

import base64
import os
import resource
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from gzip import decompress
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

# Where pip puts the programs that it brings, such as rclone.
PROGRAMS = Path(sys.executable).parent
PATH = f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}"
GIT_ALONE = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"}
SECRET, WRONG = "a-key-of-this-test", "another-key-of-this-test"


@dataclass(frozen=True)
class Host:
    """A place of one test: its line in `site.yaml`, what the environment holds for it, and where its files lie."""

    target: str
    environment: Mapping[str, str]
    folder: Path
    wrong: Mapping[str, str] = field(default_factory=dict)
    process: int = 0

    @property
    def root(self) -> Path:
        """The folder that readers are given."""
        return self.folder / "current" if "kind: folder" in self.target else self.folder

    def holds(self) -> dict[str, bytes]:
        """Give every file there by path."""
        if "kind: git" in self.target:
            return branch_of(self.folder)
        found = (place for place in self.root.rglob("*") if place.is_file())
        return {place.relative_to(self.root).as_posix(): place.read_bytes() for place in sorted(found)}

    def write(self, path: str, text: str) -> None:
        """Put a file there as somebody else would."""
        if "kind: git" in self.target:
            commit_to(self.folder, path, text)
            return
        if "kind: s3" in self.target or "kind: rclone" in self.target:
            # These servers remember what they have listed, and are told of it.
            put(self, path, text)
            return
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, "utf-8")


def git(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    environment = {**os.environ, **GIT_ALONE, "GIT_DIR": str(folder)}
    return subprocess.run(["git", *arguments], env=environment, input=given, check=True, capture_output=True).stdout


def branch_of(repository: Path) -> dict[str, bytes]:
    if not git(repository, "for-each-ref", "refs/heads/pages"):
        return {}
    paths = git(repository, "ls-tree", "-r", "-z", "--name-only", "pages").decode().split("\0")[:-1]
    return {path: git(repository, "cat-file", "blob", f"pages:{path}") for path in paths}


def commit_to(repository: Path, path: str, text: str) -> None:
    parent = "from refs/heads/pages^0\n" if git(repository, "for-each-ref", "refs/heads/pages") else ""
    lines = f"commit refs/heads/pages\ncommitter Us <us@example.org> now\ndata 0\n{parent}M 100644 inline {path}\n"
    git(
        repository, "fast-import", "--quiet", "--date-format=now", given=f"{lines}data {len(text)}\n{text}\n".encode()
    )


def put(host: Host, path: str, text: str) -> None:
    environment = {**os.environ, "RCLONE_CONFIG": "/dev/null", **host.environment}
    where = host.target.partition('"')[2].partition('"')[0]
    if "kind: s3" in host.target:
        environment |= {"RCLONE_CONFIG_THERE_TYPE": "s3", "RCLONE_CONFIG_THERE_PROVIDER": "Other"}
        environment |= {"RCLONE_CONFIG_THERE_ENDPOINT": where, "RCLONE_CONFIG_THERE_ENV_AUTH": "true"}
        where = f"there:bucket/{host.folder.name}"
    line = [PROGRAMS / "rclone", "rcat", f"{where}/{path}"]
    subprocess.run(line, input=text.encode(), env=environment, check=True, capture_output=True)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@contextmanager
def program(port: int, *command: object) -> Iterator[int]:
    """Run a server until it is no longer needed; give its process once it answers."""
    line = [str(part) for part in command]
    with subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            deadline = time.monotonic() + 20
            while True:
                with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                    break
                assert process.poll() is None, f"{line[0]} ended"
                assert time.monotonic() < deadline, f"{line[0]} does not answer"
                time.sleep(0.01)
            yield process.pid
        finally:
            process.terminate()


@contextmanager
def s3(folder: Path) -> Iterator[Callable[[str], Host]]:
    """An S3 store with one bucket, which takes one key; a proxy before it counts."""
    (folder / "bucket").mkdir(parents=True)
    port = free_port()
    key = f"--auth-key=an-access-key,{SECRET}"
    with program(port, PROGRAMS / "rclone", "serve", "s3", f"--addr=127.0.0.1:{port}", key, folder) as process:

        def make(name: str, endpoint: str = f"http://127.0.0.1:{port}") -> Host:
            target = f'{{kind: s3, bucket: bucket, prefix: {name}, endpoint: "{endpoint}", region: us-east-1}}'
            own = {"AWS_ACCESS_KEY_ID": "an-access-key", "AWS_SECRET_ACCESS_KEY": SECRET}
            return Host(target, own, folder / "bucket" / name, {"AWS_SECRET_ACCESS_KEY": WRONG}, process)

        yield make


@contextmanager
def sftp(folder: Path) -> Iterator[Callable[[str], Host]]:
    """A server of SFTP, which rclone reaches."""
    folder.mkdir(parents=True)
    port = free_port()
    serve = (
        "serve",
        "sftp",
        f"--addr=127.0.0.1:{port}",
        "--user=us",
        f"--pass={SECRET}",
        folder,
    )
    with program(port, PROGRAMS / "rclone", *serve) as process:
        right, wrong = obscured(SECRET), obscured(WRONG)
        common = {"RCLONE_CONFIG": "/dev/null", "RCLONE_CONFIG_THERE_TYPE": "sftp", "RCLONE_CONFIG_THERE_USER": "us"}
        common |= {"RCLONE_CONFIG_THERE_HOST": "127.0.0.1", "RCLONE_CONFIG_THERE_PORT": str(port)}

        def make(name: str) -> Host:
            own = {**common, "RCLONE_CONFIG_THERE_PASS": right}
            target = f'{{kind: rclone, remote: "there:{name}"}}'
            return Host(target, own, folder / name, {"RCLONE_CONFIG_THERE_PASS": wrong}, process)

        yield make


def obscured(word: str) -> str:
    return subprocess.check_output([PROGRAMS / "rclone", "obscure", word], text=True).strip()


@contextmanager
def rsync_daemon(folder: Path) -> Iterator[Callable[[str], Host]]:
    """A daemon of rsync's, with a user and a password."""
    (folder / "site").mkdir(parents=True)
    (folder / "secrets").write_text(f"us:{SECRET}\n")
    (folder / "secrets").chmod(0o600)
    (folder / "conf").write_text(
        f"use chroot = no\nlog file = /dev/null\nuid = {os.getuid()}\ngid = {os.getgid()}\n[site]\n"
        f"path = {folder}/site\nread only = no\nauth users = us\nsecrets file = {folder}/secrets\n"
    )
    port = free_port()
    serve = ("--daemon", "--no-detach", f"--config={folder}/conf", "--address=127.0.0.1", f"--port={port}")
    with program(port, "rsync", *serve) as process:

        def make(name: str) -> Host:
            target = f'{{kind: rsync, to: "rsync://us@127.0.0.1:{port}/site/{name}"}}'
            own, wrong = {"RSYNC_PASSWORD": SECRET}, {"RSYNC_PASSWORD": WRONG}
            return Host(target, own, folder / "site" / name, wrong, process)

        yield make


@contextmanager
def sshd(folder: Path) -> Iterator[Callable[[str], Host]]:
    """OpenSSH's server, for rsync over SSH; keys and settings are this test's own."""
    (folder / "site").mkdir(parents=True)
    for name in ("host", "right", "wrong"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True)
    port = free_port()
    (folder / "conf").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\nPidFile none\nStrictModes no\nUsePAM no\n"
        f"AuthorizedKeysFile {folder}/right.pub\nPasswordAuthentication no\nKbdInteractiveAuthentication no\n"
        "MaxStartups 100\n"
    )
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    server = shutil.which("sshd") or "/usr/sbin/sshd"
    with program(port, server, "-D", "-f", folder / "conf") as process:

        def make(name: str) -> Host:
            target = f'{{kind: rsync, to: "127.0.0.1:{folder}/site/{name}"}}'
            common = f"ssh -F none -p {port} -o BatchMode=yes -o StrictHostKeyChecking=no -o KexAlgorithms=curve25519-sha256"
            common += f" -o UserKnownHostsFile={folder}/known -o IdentitiesOnly=yes -i {folder}/"
            own, wrong = {"RSYNC_RSH": f"{common}right"}, {"RSYNC_RSH": f"{common}wrong"}
            return Host(target, own, folder / "site" / name, wrong, process)

        yield make


@contextmanager
def git_over_http(folder: Path) -> Iterator[Callable[[str], Host]]:
    """Bare repositories behind git's own CGI, which asks for a password."""
    folder.mkdir(parents=True)
    ask = folder / "ask"
    ask.write_text('#!/bin/sh\ncase "$1" in Username*) echo us;; *) echo "$GIT_TEST_PASSWORD";; esac\n')
    ask.chmod(0o700)

    class Handler(GitCgi):
        repositories = folder

    with serving(Handler) as port:

        def make(name: str) -> Host:
            git(folder / f"{name}.git", "init", "--quiet", "--bare", str(folder / f"{name}.git"))
            git(folder / f"{name}.git", "config", "http.receivepack", "true")
            target = f'{{kind: git, url: "http://127.0.0.1:{port}/{name}.git", domain: www.example.org}}'
            own = {**GIT_ALONE, "GIT_ASKPASS": str(ask), "GIT_TEST_PASSWORD": SECRET}
            return Host(target, own, folder / f"{name}.git", {"GIT_TEST_PASSWORD": WRONG})

        yield make


@contextmanager
def folders(folder: Path) -> Iterator[Callable[[str], Host]]:
    """Folders of this machine."""
    yield lambda name: Host(f"{{kind: folder, path: {folder / name}}}", {}, folder / name)


HOSTS = {"folder": folders, "git": git_over_http, "rsync": rsync_daemon, "ssh": sshd, "s3": s3, "rclone": sftp}


class Hosts:
    """All kinds of hosts; a server is started when the first test needs it."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._servers = folder, ExitStack()
        self._makers: dict[str, Callable[[str], Host]] = {}
        self._count = 0

    def make(self, kind: str) -> Host:
        if kind not in self._makers:
            self._makers[kind] = self._servers.enter_context(HOSTS[kind](self._folder / kind))
        self._count += 1
        return self._makers[kind](f"site{self._count}")

    def close(self) -> None:
        self._servers.close()


@contextmanager
def serving(handler: type[BaseHTTPRequestHandler]) -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    # So long it takes at most to end.
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


class GitCgi(BaseHTTPRequestHandler):
    """git's http-backend behind a password."""

    repositories: Path

    def do_GET(self) -> None:
        expected = base64.b64encode(f"us:{SECRET}".encode()).decode()
        if self.headers.get("Authorization") != f"Basic {expected}":
            self.send_response(401)
            self.send_header("WWW-Authenticate", 'Basic realm="pages"')
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        data = self.body()
        path, _, query = self.path.partition("?")
        environment = {
            **os.environ, **GIT_ALONE, "GIT_PROJECT_ROOT": str(self.repositories), "GIT_HTTP_EXPORT_ALL": "1",
            "PATH_INFO": path, "QUERY_STRING": query, "REQUEST_METHOD": self.command, "REMOTE_USER": "us",
            "CONTENT_TYPE": self.headers.get("Content-Type", ""), "CONTENT_LENGTH": str(len(data)),
            "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
        }  # fmt: skip
        done = subprocess.run(
            ["git", "http-backend"], env=environment, input=data, stdout=subprocess.PIPE, check=False
        )
        head, _, body = done.stdout.partition(b"\r\n\r\n")
        fields = dict(line.split(": ", 1) for line in head.decode().split("\r\n"))
        self.send_response(int(fields.pop("Status", "200").split()[0]))
        for name, value in {**fields, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET

    def body(self) -> bytes:
        data = b""
        if self.headers.get("Transfer-Encoding") == "chunked":
            while size := int(self.rfile.readline(), 16):
                data += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
        else:
            data = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        return decompress(data) if self.headers.get("Content-Encoding") == "gzip" else data

    def log_message(self, format: str, *values: object) -> None:
        pass


@contextmanager
def counted(endpoint: str, seen: Callable[[str, str, int], int | None]) -> Iterator[str]:
    """Stand before a server, and tell of every request: method, path, and how long its body is.

    Whoever hears it may give a status, which is answered in the server's stead."""
    address = endpoint.removeprefix("http://")

    class Proxy(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            data = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            status = seen(self.command, self.path, len(data))
            if status:
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            there = HTTPConnection(address)
            # The name of this host is signed, and goes on as it is.
            there.request(self.command, self.path, data, dict(self.headers.items()))
            answer = there.getresponse()
            body = answer.read()
            self.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in ("transfer-encoding", "connection", "date", "server"):
                    self.send_header(name, value)
            if not answer.getheader("Content-Length"):
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            there.close()

        do_PUT = do_POST = do_DELETE = do_HEAD = do_GET

        def log_message(self, format: str, *values: object) -> None:
            pass

    with serving(Proxy) as port:
        yield f"http://127.0.0.1:{port}"


@contextmanager
def little_room(folder: Path, process: int, size: int) -> Iterator[Callable[[], None]]:
    """Let a host run out of room: a small disk where one can be mounted, or else files that may not be long.

    What is given makes room."""
    folder.mkdir(parents=True, exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if subprocess.run(mount, stderr=subprocess.DEVNULL, check=False).returncode == 0:
        try:
            yield lambda: subprocess.run(["mount", "-o", "remount,size=9m", str(folder)], check=True) and None
        finally:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)
        return
    before = resource.prlimit(process, resource.RLIMIT_FSIZE)
    resource.prlimit(process, resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        yield lambda: resource.prlimit(process, resource.RLIMIT_FSIZE, before) and None
    finally:
        resource.prlimit(process, resource.RLIMIT_FSIZE, before)
