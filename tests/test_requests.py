"""What strangers send to `groupwork serve`: pages of the web, slow and broken connections, requests that are none. Nothing is written, nothing of the staff's is told,
nobody else waits for them, and no traceback is shown."""

from __future__ import annotations

import http.client
import itertools
import json
import os
import random
import socket
import struct
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest

from builder.serve import requests, saving
from builder.serve.requests import MOST, READS, STREAMS, WRITES, Http
from builder.serve.responses import EVENTS
from builder.serve.server import Server
from tests.project import the_day
from tests.test_saving import TRACK, files
from tests.trees import a_tree

pytestmark = pytest.mark.slow

SECRET = b"nobody but the staff reads this"
SOON = 30.0


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def server(tmp_path: Path, said: list[str]) -> Iterator[Server]:
    """It serves a site with a page for staff, beside a file that is nobody's."""
    root = a_tree(tmp_path / "program")
    for name in ("index.html", "staff/index.html", "participants/index.html"):
        (root / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "site" / name).write_bytes(SECRET if name.startswith("staff") else b"for everyone")
    (root / "secret.txt").write_bytes(SECRET)
    made = Server(root=root, today=the_day, port=0, say=said.append)
    made.listen()
    yield made
    made.stop()


def own(server: Server) -> dict[str, str]:
    """The headers of a page of this server that saves."""
    host = f"127.0.0.1:{server.port}"
    return {"Host": host, "Origin": f"http://{host}", "Sec-Fetch-Site": "same-origin", "X-Groupwork": "1", "Content-Type": "application/json"}


def raw(server: Server, sent: bytes, seconds: float = SOON) -> bytes:
    """What comes back until the server ends it."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=seconds) as connection:
        connection.sendall(sent)
        received = b""
        try:
            while more := connection.recv(65536):
                received += more
        except ConnectionError:
            pass  # it did not read all that was sent
        return received


def ask(server: Server, method: str, path: str, headers: Mapping[str, str], body: bytes = b"") -> tuple[int, bytes]:
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items()), f"Content-Length: {len(body)}"]
    answer = raw(server, "\r\n".join([*lines, "", ""]).encode("latin-1") + body)
    return int(answer.split(b" ", 2)[1]), answer


def is_well(server: Server) -> bool:
    """Whether it answers someone else."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=SOON)
    connection.request("GET", "/staff/")
    return SECRET in connection.getresponse().read()


# Who may ask

HOSTS = (
    "evil.example",
    "evil.example:8000",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "127.0.0.2",
    "0.0.0.0",
    "[::]",
    "2130706433",
    "0x7f.1",
    "",
    "localhost@evil.example",
    "evil.example@localhost",
    "localhost:80:80",
    "localhost/",
    "local host",
    "localhost,evil.example",
    "LOCALHOST.",
    "\xe9",
    "[",
    "::1",
)
CROSS: tuple[dict[str, str | None], ...] = (
    {"Origin": "http://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://localhost"},
    {"Origin": "http://127.0.0.1:1"},
    {"Origin": "https://127.0.0.1"},
    {"Origin": "file://"},
    {"Origin": ""},
    {"Origin": None},
    {"Origin": None, "Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"},
    {"Content-Type": "text/plain"},
    {"Content-Type": "application/x-www-form-urlencoded"},
    {"Content-Type": "multipart/form-data; boundary=x"},
    {"Content-Type": None},
    {"X-Groupwork": None},
    {"X-Groupwork": "0"},
    {"Transfer-Encoding": "chunked"},
    {"Transfer-Encoding": "identity"},
)


def crossed(server: Server, other: dict[str, str | None]) -> dict[str, str]:
    return {name: value for name, value in (own(server) | other).items() if value is not None}


def bodies(path: str) -> bytes:
    return json.dumps(
        {"text": TRACK, "was": None, "way": "take-up", "path": path, "why": "x"} if path.endswith("update/") else {"text": TRACK, "was": None}
    ).encode()


def addresses(routes: Mapping[str, object]) -> list[str]:
    """An address of every route: of a folder, one in it."""
    return [f"{route}tracks/two-evenings.md" if route == saving.HERE else route for route in routes]


def test_all_that_writes_is_in_the_table_of_what_writes() -> None:
    handler = requests._Handler
    assert sorted(name for name in dir(handler) if name.startswith("do_")) == ["do_GET", "do_HEAD", "do_POST"]
    assert len(WRITES) >= 2
    assert set(WRITES) <= set(READS)


def test_no_page_of_another_host_can_write_by_any_route(server: Server, said: list[str]) -> None:
    before, tried = files(server), 0
    hosts: list[dict[str, str | None]] = [{"Host": host, "Origin": f"http://{host}"} for host in HOSTS]
    for path, other in itertools.product(addresses(WRITES), [*CROSS, *hosts]):
        status, _ = ask(server, "POST", path, crossed(server, other), bodies(path))
        assert status in (400, 403, 415, 421), (path, other)
        tried += 1
    assert files(server) == before
    assert tried >= 80
    for path in addresses(WRITES):
        status, _ = ask(server, "POST", path, own(server), bodies(path))
        assert status in (200, 422), path  # this folder lies over no library
    assert files(server).keys() - before.keys() == {"curriculum/tracks/two-evenings.md"}
    assert said == []


METHODS = ("PUT", "DELETE", "PATCH", "OPTIONS", "CONNECT", "TRACE", "PROPFIND", "MKCOL", "MOVE", "post", "__init__", "GET_", "X" * 300)


def test_no_other_method_does_anything_at_any_address(server: Server) -> None:
    before = files(server)
    for path, method in itertools.product([*addresses(READS), "/", "/staff/", EVENTS], METHODS):
        status, answer = ask(server, method, path, own(server), bodies(path))
        assert (status in (400, 501), SECRET in answer) == (True, False), (method, path)
    assert files(server) == before


def test_no_page_of_another_host_reads_anything(server: Server) -> None:
    """By a name that leads here (DNS rebinding), or as a picture, a script, a frame or a fetch of another site's page."""
    reads = ["/", "/staff/", "/staff/index.html", "/404.html", EVENTS, "/__groupwork/panel.js", *addresses(READS)]
    kinds = [
        {"Sec-Fetch-Mode": mode, "Sec-Fetch-Dest": kind}
        for mode, kind in (("no-cors", "script"), ("no-cors", "image"), ("cors", "empty"), ("navigate", "iframe"))
    ]
    others = [crossed(server, {"Host": host, "Origin": None}) for host in HOSTS]
    others += [crossed(server, {"Sec-Fetch-Site": site, **kind}) for site in ("cross-site", "same-site") for kind in kinds]
    tried = 0
    for path, headers, method in itertools.product(reads, others, ("GET", "HEAD")):
        status, answer = ask(server, method, path, headers)
        assert (status in (403, 421), SECRET in answer) == (True, False), (path, headers)
        tried += 1
    assert tried >= 400
    assert b"\r\nCross-Origin-Resource-Policy: same-origin\r\n" in ask(server, "GET", "/staff/", own(server))[1]
    link = crossed(server, {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document", "Origin": None})
    assert ask(server, "GET", "/staff/", link)[0] == 200  # someone follows a link


# What is no request

PATHS = (
    "/../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/%2e%2e%2fsecret.txt",
    "/staff/../../secret.txt",
    "/..\\secret.txt",
    "/%5c..%5csecret.txt",
    "/%00",
    "/staff%00/",
    "/%ff%fe",
    "/%c0%ae%c0%ae/secret.txt",
    "//etc/passwd",
    "///staff",
    "/.",
    "/..",
    "/staff/..;/secret.txt",
    "/%",
    "/%zz",
    "/" + "a/" * 5000,
    "/" + "%2e%2e/" * 900,
    "/staff?\x7f",
    "/staff/\x1f",
    "/CON",
    "/staff/index.html/",
    "/site",
    "/.git/config",
    "/curriculum/program.yml",
    "/groupwork/tracks/..%2f..%2fprogram.md",
    "/groupwork/tracks/%2e%2e.md",
)
LINES = (
    "GET http://evil.example/staff/ HTTP/1.1",
    "GET http://127.0.0.1/staff/ HTTP/1.1",
    "GET /staff/",
    "GET",
    "",
    "GET  /staff/  HTTP/1.1",
    "GET /staff/ HTTP/9.9",
    "GET /staff/ HTTP/2.0",
    "GET /staff/ HTTP/1.1 more",
    "GET\t/staff/\tHTTP/1.1",
    "* /staff/ HTTP/1.1",
    "GET * HTTP/1.1",
    "GET staff/ HTTP/1.1",
    "GET /staff/ http/1.1",
    "\0",
    "\x16\x03\x01\x02\x00",
    "PRI * HTTP/2.0",
)


def test_whatever_is_asked_is_answered_or_refused_and_nothing_outside_the_site_is_told(server: Server, said: list[str]) -> None:
    host = f"127.0.0.1:{server.port}"
    tails: tuple[str, ...] = (
        f"Host: {host}\r\n\r\n",
        f"Host: {host}\r\nHost: evil.example\r\n\r\n",
        f"Host: {host}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "\r\n",
        "Host\r\n\r\n",
    )
    tails += (f" folded: x\r\nHost: {host}\r\n\r\n", f"Host: {host}\r\n" + "X: y\r\n" * 200 + "\r\n", f"Host: {host}\r\nX: {'y' * 70_000}\r\n\r\n")
    sent = [f"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n" for path in PATHS]
    sent += [f"{line}\r\n{tail}" for line in LINES for tail in tails] + [f"GET /staff/ HTTP/1.1\r\n{tail}" for tail in tails[1:]]
    sent += [f"GET / HTTP/1.1\r\nHost: {host}\r\n\r\nGET /staff/ HTTP/1.1\r\nHost: evil.example\r\n\r\n"]  # one after the other, by one connection
    before = files(server)
    for one in sent:
        answer = raw(server, one.encode("latin-1"))
        plain = one.startswith(("GET / HTTP/1.1", f"GET /staff/ HTTP/1.1\r\nHost: {host}\r\n\r\n"))
        assert plain or (SECRET not in answer and answer.split(b"\r\n", 1)[0].split(b" ")[1:2] != [b"200"]), one[:200]
    assert len(sent) >= 160
    assert (files(server), said) == (before, [])
    assert is_well(server)


def test_a_part_of_a_file_that_is_asked_for_is_answered_with_all_of_it(server: Server) -> None:
    for part in ("bytes=0-3", "bytes=-3", "bytes=999-", "bytes=0-0,2-2", "lines=1-2", "bytes=" + "0-1," * 5000):
        status, answer = ask(server, "GET", "/staff/", own(server) | {"Range": part})
        assert (status, SECRET in answer) == (200, True)


def test_a_head_request_is_answered_without_a_body_at_every_address(server: Server) -> None:
    for path in ["/", "/staff/", "/nowhere", EVENTS, *addresses(READS)]:
        _, answer = ask(server, "HEAD", path, own(server))
        assert answer.endswith(b"\r\n\r\n"), path


# Who keeps others waiting


def test_whoever_goes_away_at_whatever_moment_is_no_error(server: Server, said: list[str]) -> None:
    """The connection is broken off, not closed: the server may be about to read or to write."""
    by_chance = random.Random(19)
    request = f"GET /staff/ HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n".encode()
    for number in range(200):
        connection = socket.create_connection(("127.0.0.1", server.port))
        connection.sendall(request[: by_chance.randint(0, len(request))] if number % 2 else request)
        if number % 4 == 2:
            connection.recv(1)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.close()
    assert is_well(server)
    assert said == []


@pytest.mark.long
@pytest.mark.parametrize(
    "sent",
    ["", "GET /staff/ HTTP/1.1\r\nX-", "POST /groupwork/update/ HTTP/1.1\r\n{own}Content-Length: 99\r\n\r\nx", "GET {events} HTTP/1.1\r\n{own}\r\n"],
)
def test_beside_three_hundred_slow_connections_others_are_answered_by_as_many_threads_as_ever(server: Server, sent: str, said: list[str]) -> None:
    before = threading.active_count()
    told = sent.format(events=EVENTS, own="".join(f"{name}: {value}\r\n" for name, value in own(server).items())).encode()
    with ExitStack() as stack:
        for _ in range(300):
            slow = stack.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=SOON))
            slow.sendall(told)
        for _ in range(5):
            assert is_well(server)
            assert threading.active_count() - before <= MOST + 1
    assert STREAMS < MOST
    assert said == []


@pytest.mark.parametrize("drip", [b"", b"x"])
def test_a_request_that_does_not_come_to_its_end_is_let_go_even_if_it_goes_on(
    server: Server, monkeypatch: pytest.MonkeyPatch, drip: bytes, said: list[str]
) -> None:
    monkeypatch.setattr(requests, "PATIENCE", 0.3)
    for beginning in (b"", b"GET /staff/ HTTP/1.1\r\nHo"):
        with socket.create_connection(("127.0.0.1", server.port), timeout=SOON) as connection:
            connection.sendall(beginning)
            waits = threading.Event()
            for _ in range(100):  # ten seconds
                connection.settimeout(0.1)
                try:
                    connection.sendall(drip)
                    if not connection.recv(1):
                        break
                except TimeoutError:
                    waits.wait(0.01)
                except ConnectionError:
                    break
            else:
                raise AssertionError("it is waited for")
    assert said == []


def test_an_answer_that_nobody_takes_is_let_go(server: Server, monkeypatch: pytest.MonkeyPatch, said: list[str]) -> None:
    monkeypatch.setattr(requests, "TAKING", 0.2)
    (server.root / "site" / "large.bin").write_bytes(b"x" * 30_000_000)
    ended = threading.Event()

    def shut_down(self: Http, request: socket.socket) -> None:
        super(Http, self).shutdown_request(request)
        ended.set()

    monkeypatch.setattr(Http, "shutdown_request", shut_down)
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.sendall(f"GET /large.bin HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n".encode())
        assert ended.wait(SOON)
    assert said == []


def test_more_is_not_read_than_a_track_may_have(server: Server, said: list[str]) -> None:
    """Headers without an end: none of them is too long, and there are no more than a hundred."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=SOON) as connection:
        connection.sendall(b"GET /staff/ HTTP/1.1\r\n")
        sent = 0
        try:
            for number in range(90):
                connection.sendall(b"X%d: " % number + b"y" * 60_000 + b"\r\n")
                sent += 60_000
        except ConnectionError:
            pass
    assert sent < 5_400_000
    assert is_well(server)
    assert said == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with a name here")
def test_a_pipe_is_neither_waited_for_nor_served(server: Server, said: list[str]) -> None:
    for path in ("site/staff/pipe.html", "site/staff/folder/index.html", "curriculum/tracks/a-pipe.md"):
        (server.root / path).parent.mkdir(exist_ok=True)
        os.mkfifo(server.root / path)
    for address in ("/staff/pipe.html", "/staff/folder/", "/staff/folder/index.html"):
        assert ask(server, "GET", address, own(server))[0] == 404
    assert ask(server, "GET", "/groupwork/tracks/a-pipe.md", own(server))[0] == 409
    assert ask(server, "POST", "/groupwork/tracks/a-pipe.md", own(server), json.dumps({"text": TRACK, "was": None}).encode())[0] == 409
    assert said == []
