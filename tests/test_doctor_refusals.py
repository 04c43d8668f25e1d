"""`groupwork doctor URL` and what a server refuses: which refusals are a login before the staff's pages, and which say nothing of one."""

from __future__ import annotations

import gzip
import socket

import pytest

from builder.doctor.asking import Asker, Reply
from builder.doctor.look_staff import staff_stay_behind_a_login
from builder.doctor.place import Location, is_staffs
from tests.doctored import Change, Sent
from tests.project import TODAY
from tests.test_doctor import WORDS, at, looked_at, staffs
from tests.test_doctor_asking import behaving
from tests.test_doctor_staff import at_all_of_staffs

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("field", "codes"),
    [
        ("type=password", []),
        ('type="password" name="p"', []),
        ("name=who type='email'", []),
        ('class="x" id="username"', []),
        ("name=login", []),
        ('autocomplete="section-a username webauthn"', []),
        ('type="search" name="q"', ["staff-unseen"]),
        ("name=query autocomplete=off", ["staff-unseen"]),
        ('data-username="x" placeholder="Search users"', ["staff-unseen"]),
    ],
)
def test_a_page_that_asks_who_someone_is_is_a_login_and_a_box_to_search_in_is_none(field: str, codes: list[str]) -> None:
    page = f"<!doctype html><html><form><input {field}><button>Go</button></form></html>".encode()
    assert [sign.code for sign in looked_at(at_all_of_staffs(200, page), staff_stay_behind_a_login)] == codes


def refusing(files: int, folders: int, **headers: str) -> Change:
    """A status for the files of the staff site, and one for its folders."""

    def change(path: str, sent: Sent) -> Sent:
        if not path.startswith("../staff"):
            return sent
        more = {name.replace("_", "-"): value for name, value in headers.items()}
        return Sent(folders if path.endswith("/") else files, {"Content-Type": WORDS, **more}, b"<h1>No</h1>")

    return change


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        (refusing(401, 401), []),
        (refusing(404, 401), []),
        (refusing(403, 403), []),
        (refusing(403, 404), []),
        (refusing(404, 403), ["staff-unseen"]),
        (refusing(403, 403, cf_mitigated="challenge"), ["staff-unseen"]),
        (refusing(403, 403, x_amzn_waf_action="captcha"), ["staff-unseen"]),
        (refusing(429, 429), ["no-answer"]),
        (refusing(401, 429), ["no-answer"]),
        (refusing(429, 401), ["no-answer"]),
        (refusing(302, 302, location="/groups/participants/busy"), ["no-answer"]),
    ],
)
def test_not_each_refusal_is_a_login(change: Change, codes: list[str]) -> None:
    busy = at("busy", status=429)
    quick = Asker(seconds=90, pause=lambda seconds: None)
    assert [sign.code for sign in looked_at(lambda path, sent: busy(path, change(path, sent)), staff_stay_behind_a_login, quick)] == codes


@pytest.mark.parametrize(("lets_in", "codes"), [("Mozilla/5.0 ", {"staff-open"}), ("nobody", set())])
def test_what_only_our_agent_is_refused_is_open(lets_in: str, codes: set[str]) -> None:
    def behave(connection: socket.socket) -> None:
        while asked := connection.recv(4000).decode():
            status, body = (200, staffs("index.html")) if f"User-Agent: {lets_in}" in asked else (403, b"no robots")
            connection.sendall(f"HTTP/1.1 {status} X\r\nContent-Type: {WORDS}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)

    with behaving(behave) as address:
        location = Location(Asker(seconds=90), "http://127.0.0.1:9/", TODAY, staff=address)
        assert {sign.code for sign in staff_stay_behind_a_login(location)} == codes


# Refusals as data

REFUSED = (
    b'{"type": "about:blank", "title": "Forbidden", "status": 403, "instance": "/staff/"}',
    b'{"message": "Unauthorized", "request_id": "5f2c"}',
    b'{"timestamp": "2026-12-01T10:00:00", "status": 403, "error": "Forbidden", "path": "/staff/"}',
    b'[{"reason": "no"}]',
)


@pytest.mark.parametrize("body", REFUSED)
def test_a_refusal_as_data_is_not_the_staffs_whatever_its_words(body: bytes) -> None:
    for status in (400, 401, 403, 500):
        assert not is_staffs(Reply("", status, {"content-type": "application/json"}, body))
        assert is_staffs(Reply("", status, {}, body), body)
    assert looked_at(at("../staff/catalogue.json", status=403, body=body, content_type="application/problem+json"), staff_stay_behind_a_login) == ()


def test_what_is_the_staffs_is_open_with_a_refusal_too() -> None:
    files = (b"%PDF-1.7", b"PK\x03\x04", b"BEGIN:VCALENDAR", gzip.compress(b"{}"), staffs("index.html"), staffs("catalogue.json"))
    assert all(is_staffs(Reply("", 403, {}, body)) for body in files)
    assert is_staffs(Reply("", 200, {}, b'{"sets": [1]}'))
