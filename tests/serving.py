"""Real nginx and Caddy on this machine's own loopback, with the settings that `deploy/` ships: only hosts, ports, folders and certificates are put in place, as
whoever sets a server up does by hand."""

from __future__ import annotations

import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPResponse
from pathlib import Path
from urllib.parse import quote

from tests.project import ROOT

DEPLOY = ROOT / "deploy"
SERVERS = ("nginx", "caddy")
LAYOUTS = ("one-host", "two-hosts")
FETCHED = ROOT / ".venv" / "servers"
"""Where `make servers` unpacks them: nothing is installed, and nothing runs by itself."""
FOLDERS = f"{FETCHED}/usr/sbin:{FETCHED}/usr/bin:/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/bin"
PROGRAMS = {name: shutil.which(name, path=FOLDERS) for name in SERVERS}
BROTLI = next((path for top in (FETCHED, Path("/")) if (path := top / "usr/lib/nginx/modules/ngx_http_brotli_static_module.so").exists()), None)
MISSING = [name for name, found in {**PROGRAMS, "nginx's brotli": BROTLI, "openssl": shutil.which("openssl")}.items() if not found]
WHY_NOT = (
    f"{' and '.join(MISSING)} cannot be found: `make servers` fetches them where it may. Here NOTHING is known of what a server gives without a login"
)
OPEN, CLOSED = "localhost", "127.0.0.1"
"""The names of the participants' host and of the staff's; with one host it is the first for both."""
USER, PASSWORD = "lee", "a long one for tests"
PATIENCE = 60.0
"""Seconds after which a server that does not answer counts as broken."""

_NGINX = """\
{module}
worker_processes {workers};
worker_rlimit_nofile 8192;
daemon off;
user root;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
events {{ worker_connections 4096; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {layout}.conf;
}}
"""


@dataclass(frozen=True)
class Answer:
    """What a server gave; `body` as it came, packed or not."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def __getitem__(self, name: str) -> str:
        return self.headers.get(name.lower(), "")


@dataclass
class Served:
    """Both sites behind a server: `under` is the address of each by its name, without a slash at its end."""

    name: str
    layout: str
    https: int
    http: int
    under: Mapping[str, str]
    trust: ssl.SSLContext
    _open: dict[bool, socket.socket] = field(default_factory=dict)

    def ask(self, path: str, *, host: str = OPEN, method: str = "GET", more: str = "", plain: bool = False) -> Answer:
        """The answer to a request whose path is sent just as it is written. A connection is used again while the server lets it."""
        words = f"{method} {path} HTTP/1.1\r\nHost: {host}:{self.http if plain else self.https}\r\n{more}\r\n".encode("utf-8", "surrogateescape")
        for fresh in (False, True):
            connection = self._connection(plain, fresh)
            try:
                connection.sendall(words)
                answer = HTTPResponse(connection, method=method)
                answer.begin()
                body = answer.read()
            except (OSError, ValueError) as error:
                if fresh:
                    raise AssertionError(f"{self.name} gave no answer to {path!r}: {error!r}") from error
                continue
            if answer.will_close:
                self._open.pop(plain).close()
            return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, body)
        raise AssertionError(path)

    def _connection(self, plain: bool, fresh: bool) -> socket.socket:
        if fresh and plain in self._open:
            self._open.pop(plain).close()
        if plain not in self._open:
            bare = socket.create_connection(("127.0.0.1", self.http if plain else self.https), PATIENCE)
            self._open[plain] = bare if plain else self.trust.wrap_socket(bare, server_hostname=OPEN)
        return self._open[plain]

    def close(self) -> None:
        while self._open:
            self._open.popitem()[1].close()

    def path(self, site: str, name: str = "") -> str:
        """The path of a file of a site on its host, as a browser would write it; of a page that of its folder."""
        folder = name.removesuffix("index.html") if name.rpartition("/")[2] == "index.html" else name
        return f"{'/' + site if self.layout == 'one-host' else ''}/{quote(folder)}"

    def host(self, site: str) -> str:
        return self.staffs_host if site == "staff" else OPEN

    @property
    def staffs_host(self) -> str:
        return OPEN if self.layout == "one-host" else CLOSED


@contextmanager
def served(
    name: str, layout: str, folder: Path, participants: Path, staff: Path, edits: Mapping[str, str] | None = None, workers: int = 2
) -> Iterator[Served]:
    """A server that runs for a while; `edits` are replaced in its settings first. Its files are in `folder`."""
    (https, http), shipped = free_ports(), folder / "settings"
    shutil.copytree(DEPLOY / name, shipped)
    key = certificate(folder)
    values = {
        "/srv/groupwork/participants": str(participants),
        "/srv/groupwork/staff": str(staff),
        "/etc/nginx/groupwork-staff.htpasswd": str(shipped / "staff.htpasswd"),
        "{\n\tservers {": "{\n\tadmin off\n\tservers {",
        **(edits or {}),
    }
    for path in (path for path in shipped.rglob("*") if path.is_file()):
        path.write_text(_put_in_place(path.read_text(encoding="utf-8"), values, https, http, key), encoding="utf-8")
    _let_in(name, shipped)
    with ExitStack() as stack:
        log = stack.enter_context((folder / "log").open("w", encoding="utf-8"))
        process = subprocess.Popen(_command(name, layout, folder, shipped, workers), stdout=log, stderr=log, cwd=shipped, env=_surroundings(folder))
        stack.callback(process.wait)
        stack.callback(process.terminate)
        trust = ssl.create_default_context(cafile=key[0])
        own = f"https://{OPEN}:{https}"
        under = (
            {"participants": f"{own}/participants", "staff": f"{own}/staff"}
            if layout == "one-host"
            else {"participants": own, "staff": f"https://{CLOSED}:{https}"}
        )
        found = Served(name, layout, https, http, under, trust)
        stack.callback(found.close)
        _wait_for(process, (https, http), folder)
        yield found


def _put_in_place(text: str, values: Mapping[str, str], https: int, http: int, key: tuple[str, str]) -> str:
    for old, new in values.items():
        text = text.replace(old, new)
    text = re.sub(r"/etc/letsencrypt/\S*fullchain.pem", key[0], re.sub(r"/etc/letsencrypt/\S*privkey.pem", key[1], text))
    text = re.sub(r" *listen \[::\]:.*\n", "", text)
    text = text.replace("listen 80;", f"listen 127.0.0.1:{http};").replace("listen 443 ssl", f"listen 127.0.0.1:{https} ssl")
    for shipped, ours in (("groups.harbor.example", OPEN), ("staff.harbor.example", CLOSED)):
        text = re.sub(rf"^http://{shipped} \{{", f"http://{ours}:{http} {{\n\tbind 127.0.0.1", text, flags=re.M)
        text = re.sub(rf"^https://{shipped} \{{", f"https://{ours}:{https} {{\n\tbind 127.0.0.1\n\ttls {key[0]} {key[1]}", text, flags=re.M)
        text = text.replace(f"https://{shipped}", f"https://{ours}:{https}").replace(shipped, ours)
    return text


def _let_in(name: str, shipped: Path) -> None:
    """One of the staff, by the server's own way."""
    if name == "nginx":
        told = subprocess.run(["openssl", "passwd", "-6", PASSWORD], capture_output=True, text=True, check=True).stdout
        (shipped / "staff.htpasswd").write_text(f"{USER}:{told}", encoding="utf-8")
    else:
        told = subprocess.run([str(PROGRAMS["caddy"]), "hash-password", "--plaintext", PASSWORD], capture_output=True, text=True, check=True).stdout
        (shipped / "groupwork-staff.users").write_text(f"{USER} {told}", encoding="utf-8")


def _command(name: str, layout: str, folder: Path, shipped: Path, workers: int) -> list[str]:
    if name == "caddy":
        return [str(PROGRAMS["caddy"]), "run", "--config", f"{layout}.Caddyfile", "--adapter", "caddyfile"]
    main = shipped / "nginx.conf"
    main.write_text(_NGINX.format(module=f"load_module {BROTLI};", workers=workers, folder=folder, layout=layout), encoding="utf-8")
    return [str(PROGRAMS["nginx"]), "-p", f"{folder}/", "-c", str(main)]


def _surroundings(folder: Path) -> dict[str, str]:
    """A home of its own: nothing of Caddy's goes anywhere else."""
    return {**libraries(), "HOME": str(folder), "XDG_DATA_HOME": str(folder / "data"), "XDG_CONFIG_HOME": str(folder / "config")}


def libraries() -> dict[str, str]:
    """The surroundings in which what was fetched finds what was fetched with it."""
    return {"PATH": FOLDERS, "LD_LIBRARY_PATH": ":".join(map(str, (FETCHED / "usr/lib").glob("*-linux-gnu")))}


def _wait_for(process: subprocess.Popen[bytes], ports: tuple[int, int], folder: Path) -> None:
    until = time.monotonic() + PATIENCE
    for port in ports:
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                said = (folder / "log").read_text(encoding="utf-8")[-3000:]
                assert process.poll() is None, said
                assert time.monotonic() < until, said
                time.sleep(0.05)


def free_ports() -> tuple[int, int]:
    with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(("127.0.0.1", 0)) as other:
        return one.getsockname()[1], other.getsockname()[1]


def certificate(folder: Path) -> tuple[str, str]:
    """A certificate for this machine that nobody else trusts, and its key."""
    made, key = str(folder / "certificate.pem"), str(folder / "key.pem")
    new = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "3650",
        "-subj",
        "/CN=groupwork tests",
    ]
    names = f"subjectAltName=DNS:{OPEN},IP:{CLOSED}"
    subprocess.run([*new, "-addext", names, "-keyout", key, "-out", made], check=True, capture_output=True)
    return made, key
