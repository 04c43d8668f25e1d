"""`groupwork doctor URL` asks with limits: no server can hold it up or make it stumble, and what it did not get to look at is told."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from builder.doctor.asking import Asker, NoAnswerError, Reply, unpacked, within
from builder.doctor.examine import examine
from builder.doctor.look_pages import nothing_is_listed, nothing_lies_about, pages_stand, what_is_not_there_says_so
from builder.doctor.look_safety import crisis_lines_are_there, headers_are_sent, the_way_is_safe
from builder.doctor.look_staff import staff_stay_behind_a_login
from builder.doctor.signs import as_text
from tests.doctored import BELOW, standing
from tests.project import TODAY
from tests.test_doctor import at, looked_at, told

pytestmark = pytest.mark.slow

# Servers that hold back, and servers that make things up


def _drip(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        connection.sendall(b"X: 1\r\n" if False else b"X")
        time.sleep(0.05)


def _silent(connection: socket.socket) -> None:
    time.sleep(3)


def _garbage(connection: socket.socket) -> None:
    connection.sendall(bytes(range(256)) * 4)


def _closes(connection: socket.socket) -> None:
    connection.recv(10)


def _endless_body(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        connection.sendall(b"x" * 1_000_000)


def _endless_headers(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        connection.sendall(b"X-A: b\r\n" * 1000)


def _bad_chunks(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZZZ\r\n")


def _short(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nx")


def _long_line(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 " + b"x" * 100_000 + b"\r\n\r\n")


def _odd_letters(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 301 \xff\xfe\r\nLocation: http://[::bad/\xff\r\nContent-Length: 0\r\n\r\n")


def _round_and_round(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 302 Found\r\nLocation: /groups/participants/x\r\nContent-Length: 0\r\n\r\n")


def _to_a_file(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n")


NASTY: tuple[Callable[[socket.socket], None], ...] = (
    _drip, _silent, _garbage, _closes, _endless_body, _endless_headers, _bad_chunks, _short, _long_line, _odd_letters, _round_and_round, _to_a_file,
)  # fmt: skip


@contextmanager
def behaving(behave: Callable[[socket.socket], None]) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def accept() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                threading.Thread(target=one, args=(connection,), daemon=True).start()

        def one(connection: socket.socket) -> None:
            with connection:
                try:
                    behave(connection)
                except OSError:
                    return

        threading.Thread(target=accept, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}{BELOW}"


@pytest.mark.parametrize("behave", NASTY)
def test_no_server_holds_the_doctor_up_or_makes_it_stumble(behave: Callable[[socket.socket], None]) -> None:
    began = time.monotonic()
    with behaving(behave) as address:
        signs = examine(address, TODAY, asker=Asker(seconds=0.5, whole=3))
    assert {sign.code for sign in signs} <= {"no-answer", "no-site"}
    assert signs
    assert time.monotonic() - began < 90


def test_what_there_was_no_time_for_is_told_and_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("builder.doctor.asking.MOST_ASKED", 20)
    with standing() as address:
        code, text = told(address, root=tmp_path)
    assert code == 1
    assert "error[no-time]: there was no time to see whether " in text
    for look in (headers_are_sent, nothing_lies_about, nothing_is_listed, what_is_not_there_says_so, pages_stand):
        assert look.__name__.replace("_", " ") in text


def test_what_harms_people_most_is_looked_at_before_the_long_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.doctor.asking.MOST_ASKED", 100)
    (sign,) = looked_at()
    assert sign.code == "no-time"
    for look in (staff_stay_behind_a_login, crisis_lines_are_there, the_way_is_safe, headers_are_sent, what_is_not_there_says_so):
        assert look.__name__.replace("_", " ") not in sign.message


class _Silent(Asker):
    """Has no answer at some addresses."""

    def ask(self, address: str, method: str = "GET", **headers: str) -> Reply:
        if address.endswith(("/sw.js", "/manifest.webmanifest")):
            raise NoAnswerError("gives no whole answer within 15 seconds")
        return super().ask(address, method, **headers)


def test_what_gives_no_answer_is_told() -> None:
    (sign,) = looked_at(asker=_Silent())
    assert (sign.code, sign.place.rpartition("/")[2]) == ("no-answer", "sw.js")
    assert sign.message == "gives no whole answer within 15 seconds, and was not looked at (and 1 more)"


# Servers that want to be asked less often


def in_turn(*answers: str) -> Callable[[socket.socket], None]:
    """One answer after another, each a status and headers; the last for all that is asked then."""
    left = [*answers]

    def behave(connection: socket.socket) -> None:
        while connection.recv(4000):
            status, *headers = (left.pop(0) if len(left) > 1 else left[0]).split("; ")
            connection.sendall("\r\n".join([f"HTTP/1.1 {status} X", *headers, "Content-Length: 0", "", ""]).encode())

    return behave


@pytest.mark.parametrize(
    ("answers", "waited", "status"),
    [
        (["200"], [], 200),
        (["503"], [], 503),
        (["429; Retry-After: 2", "200"], [2.0], 200),
        (["429", "200"], [1.0], 200),
        (["503; Retry-After: 120", "200"], [5.0], 200),
        (["503; Retry-After: 0"], [0.0], 503),
        (["503; Retry-After: soon", "200"], [1.0], 200),
        (["429; Date: Tue, 01 Dec 2026 10:00:00 GMT; Retry-After: Tue, 01 Dec 2026 10:00:03 GMT", "200"], [3.0], 200),
        (["429; Retry-After: 2"], [2.0], None),
        (["429; Retry-After: 2", "503; Retry-After: 2"], [2.0], 503),
    ],
)
def test_a_server_that_wants_us_to_wait_is_waited_for_once(answers: list[str], waited: list[float], status: int | None) -> None:
    found: list[float] = []
    with behaving(in_turn(*answers)) as address:
        asker = Asker(seconds=90, pause=found.append)
        if status:
            assert asker.ask(address).status == status
        else:
            with pytest.raises(NoAnswerError, match="429"):
                asker.ask(address)
        asker.close()
    assert found == waited


def test_nobody_waits_longer_than_there_is_time_for_all() -> None:
    found: list[float] = []
    with behaving(in_turn("503; Retry-After: 120", "200")) as address:
        Asker(seconds=90, whole=4, pause=found.append).ask(address)
    assert 0 <= found[0] <= 4


@pytest.mark.parametrize("path", ["offline/", "//.env", "../library.lock"])
def test_what_is_asked_for_too_often_was_not_looked_at_and_is_told(path: str) -> None:
    (sign,) = looked_at(at(path, status=429), asker=Asker(seconds=90, whole=900, pause=lambda seconds: None))
    assert sign.code == "no-answer"
    assert sign.message.startswith("answers 429")


def test_a_connection_is_used_again(monkeypatch: pytest.MonkeyPatch) -> None:
    opened, asked = [], []
    connect, request = HTTPConnection.connect, HTTPConnection.request

    def counted(connection: HTTPConnection) -> None:
        opened.append(connection)
        connect(connection)

    def counted_too(connection: HTTPConnection, *given: Any, **more: Any) -> None:
        asked.append(connection)
        request(connection, *given, **more)

    monkeypatch.setattr(HTTPConnection, "connect", counted)
    monkeypatch.setattr(HTTPConnection, "request", counted_too)
    assert looked_at() == ()
    assert len(asked) > 150
    assert len(opened) < 5


def _answers_once(connection: socket.socket) -> None:
    connection.recv(1000)
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")


def _answers_and_goes_on(connection: socket.socket) -> None:
    while connection.recv(1000):
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 404 Gone\r\nContent-Length: 0\r\n\r\n")


@pytest.mark.parametrize("behave", [_answers_once, _answers_and_goes_on])
def test_what_came_without_being_asked_for_is_no_answer_and_what_was_closed_is_opened_again(behave: Callable[[socket.socket], None]) -> None:
    with behaving(behave) as address:
        asker = Asker(seconds=90)
        assert [(asker.ask(address).status, asker.ask(address).body) for _ in range(5)] == [(200, b"ok")] * 5
        asker.close()


MADE_UP = (
    b"[]", b"null", b'"x"', b"[" * 100_000, b'{"sessions": 3}', b'{"sessions": [1, {"id": 2}, {"id": "../../x\\u0000"}]}', b'{"crisis_lines": {"a": 1}, "built": []}',
    b'{"crisis_lines": [3, {"name": 4}, {"name": "x", "checked": {}}], "built": "9999-99-99"}', b'{"built": "2999-01-01", "tracks": [{"id": "\\ud800"}]}', b"\xff\xfe", b"{}", b'{"x": NaN}',
)  # fmt: skip


@pytest.mark.parametrize("catalogue", MADE_UP, ids=range(len(MADE_UP)))
def test_whatever_a_catalogue_says_is_looked_at_and_told(catalogue: bytes) -> None:
    signs = looked_at(at("catalogue.json", body=catalogue))
    assert {sign.code for sign in signs} & {"undated", "old", "crisis-lines", "crisis-lines-old", "link-lost"}
    assert "Traceback" not in as_text(signs)


def test_a_bomb_is_not_unpacked() -> None:
    bomb = gzip.compress(gzip.compress(bytes(200_000_000), 9, mtime=0), mtime=0)
    reply = Reply("", 200, {"content-encoding": "gzip"}, gzip.decompress(bomb))
    assert len(reply.body) < 1_000_000
    assert unpacked(reply) is None
    assert unpacked(Reply("", 200, {"content-encoding": "br"}, b"no brotli")) is None
    assert unpacked(Reply("", 200, {"content-encoding": "zstd"}, b"x")) is None


def test_what_goes_wrong_in_our_own_work_is_not_taken_for_the_servers() -> None:
    with pytest.raises(KeyError):
        within(60, lambda: dict[str, int]()["x"])
