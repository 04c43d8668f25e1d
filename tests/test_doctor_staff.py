"""`groupwork doctor URL` and what is the staff's: nobody reads it without a login, wherever an address of theirs leads."""

from __future__ import annotations

import gzip
import shutil
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import brotli
import pytest

from builder.doctor.asking import Asker, Reply
from builder.doctor.examine import examine
from builder.doctor.look_safety import the_way_is_safe
from builder.doctor.look_staff import staff_stay_behind_a_login
from builder.doctor.place import EVERY_STAFF_SITE_HAS, Location, found_there, is_staffs
from tests.doctored import BELOW, Change, Sent, site, standing
from tests.project import TODAY
from tests.serving import certificate
from tests.test_doctor import WORDS, Answers, at, looked_at, staffs
from tests.test_policy import files

pytestmark = pytest.mark.slow


def test_a_staff_site_that_is_given_in_place_of_the_participants_is_open() -> None:
    signs = looked_at(
        lambda path, sent: Sent(200, {**sent.headers, "Content-Encoding": ""}, staffs("index.html")) if path == "" else sent,
        staff_stay_behind_a_login,
    )
    assert signs[0].code == "staff-open"


def test_a_page_of_a_login_is_not_the_staffs() -> None:
    login = b"<!doctype html><html><form>Who are you? <input type=password></form></html>"
    shown = lambda path, sent: Sent(200, {**sent.headers, "Content-Type": WORDS}, login) if path.startswith("../staff") else sent  # noqa: E731
    assert looked_at(shown, staff_stay_behind_a_login) == ()
    for begins in ("/oauth2/start?rd=x", "/realms/x/auth?client_id=groupwork&response_type=code", "/saml?SAMLRequest=x"):
        assert looked_at(leading(begins.format), staff_stay_behind_a_login) == ()


def leading(to: Callable[[str], str], then: Change = lambda path, sent: sent) -> Change:
    """Every address of the staff site leads to another, which begins at the top of the host; `then` is answered elsewhere."""

    def change(path: str, sent: Sent) -> Sent:
        if path.startswith("../staff/"):
            return Sent(301, {**sent.headers, "Location": to(path.removeprefix("../staff/"))}, b"")
        return then(path, sent)

    return change


def intranet(path: str, sent: Sent) -> Sent:
    """The staff site, open, at another address of the same host."""
    within = path.removeprefix("../intranet/staff/")
    name = f"{within}index.html" if not within or within.endswith("/") else within
    if path == within or f"staff/{name}" not in files():
        return sent
    kind = "application/json" if name.endswith(".json") else WORDS
    return Sent(200, {**sent.headers, "Content-Type": kind, "Content-Encoding": "", "Location": ""}, staffs(name))


def test_a_redirect_is_no_login_and_is_followed_to_where_it_ends() -> None:
    moved = leading(lambda path: f"/groups/intranet/staff/{path}", intranet)
    signs = looked_at(moved, staff_stay_behind_a_login)
    assert {sign.code for sign in signs} == {"staff-open"}
    assert "leads to" in signs[0].message
    assert "/groups/intranet/staff/, which can be read without a login" in signs[0].message
    on = leading(lambda path: f"/groups/on/{path}", lambda path, sent: leads_on(path, sent) or intranet(path, sent))
    assert {sign.code for sign in looked_at(on, staff_stay_behind_a_login)} == {"staff-open"}


def leads_on(path: str, sent: Sent) -> Sent | None:
    within = path.removeprefix("../on/")
    return Sent(302, {**sent.headers, "Location": f"/groups/intranet/staff/{within}"}, b"") if path != within else None


def test_a_redirect_to_another_name_of_the_host_is_followed_too() -> None:
    with (
        standing(intranet) as there,
        standing(leading(lambda path: f"{there.replace('127.0.0.1', 'localhost').replace('participants', 'intranet/staff')}{path}")) as address,
    ):
        signs = [*staff_stay_behind_a_login(found_there(Asker(), address, TODAY, None, address.replace("participants", "staff")))]
    assert {sign.code for sign in signs} == {"staff-open"}


def test_a_sign_in_that_asks_nobody_anything_is_none() -> None:
    def let_through(path: str, sent: Sent) -> Sent:
        return Sent(302, {**sent.headers, "Location": "/groups/intranet/staff/"}, b"") if path == "//oauth2/start" else intranet(path, sent)

    signs = looked_at(leading(lambda path: f"/oauth2/start?rd={path}", let_through), staff_stay_behind_a_login)
    assert {sign.code for sign in signs} == {"staff-open"}


def test_what_leads_to_the_participants_site_is_neither_open_nor_a_login() -> None:
    signs = looked_at(leading(lambda path: f"{BELOW}{path}"))
    assert [sign.code for sign in signs] == ["staff-unseen"]


def test_a_page_of_staffs_that_comes_with_a_refusal_or_a_redirect_is_open() -> None:
    for status in (401, 403, 302):
        shown = at("../staff/", status=status, content_type=WORDS, location="/x", body=lambda: staffs("index.html"))
        assert {sign.code for sign in looked_at(shown, staff_stay_behind_a_login)} == {"staff-open"}


def test_the_staffs_host_is_asked_by_http_too() -> None:
    closed, bare = "https://staff.example/", "http://staff.example/"
    answers = {f"{closed}{path}": Reply(closed, 401, {}, b"") for path in ("", *EVERY_STAFF_SITE_HAS)}
    answers |= {bare: Reply(bare, 200, {"content-type": WORDS}, staffs("index.html")), f"{bare}catalogue.json": Reply(bare, 404, {}, b"")}
    location = Location(Answers(answers, ends=4e9), "https://harbor.example/", TODAY, staff=closed)
    assert ("staff-open", bare) in [(sign.code, sign.place) for sign in staff_stay_behind_a_login(location)]
    assert [(sign.code, sign.place) for sign in the_way_is_safe(location)] == [("no-https", "http://staff.example/")]


def test_a_staff_site_that_was_said_to_be_elsewhere_is_unseen_though_a_login_stands_beside() -> None:
    with standing() as address:
        signs = [*staff_stay_behind_a_login(found_there(Asker(), address, TODAY, None, "http://127.0.0.1:9/staff/"))]
    assert [(sign.code, sign.place) for sign in signs] == [("staff-unseen", "http://127.0.0.1:9/staff/")]


def test_where_nobody_said_where_staff_stand_and_nothing_is_there_it_says_that_it_did_not_look() -> None:
    with standing(lambda path, sent: Sent(404, sent.headers, site()["404.html"]) if path.startswith("../staff") else sent) as address:
        assert [sign.code for sign in staff_stay_behind_a_login(found_there(Asker(), address, TODAY, None, ""))] == ["staff-unseen"]


def test_staffs_files_are_known_by_what_was_built_here() -> None:
    assert is_staffs(Reply("", 200, {}, b"a,b\n1,2\n"), b"a,b\n1,2\n")
    assert not is_staffs(Reply("", 200, {}, b"a,b\n1,2\n"))
    assert not is_staffs(Reply("", 200, {}, b'{"error": "sign in"}'))


def test_a_file_that_is_packed_is_read_as_what_is_in_it() -> None:
    login, page = b"<!doctype html><form>Who are you?</form>", staffs("index.html")
    for ending, pack in ((".gz", gzip.compress), (".br", brotli.compress)):
        assert is_staffs(Reply(f"https://x.example/index.html{ending}", 200, {}, pack(page)))
        for body in (pack(login), login):
            assert not is_staffs(Reply(f"https://x.example/index.html{ending}", 200, {}, body))
            assert not is_staffs(Reply(f"https://x.example/index.html{ending}", 200, {"content-type": WORDS}, body))
    assert not is_staffs(Reply("", 401, {"content-type": "text/csv"}, b"Unauthorized"))


def test_of_what_was_built_here_some_is_looked_at_packed_too(tmp_path: Path) -> None:
    for name in ("participants/index.html", *(f"staff/sleep/{number}/index.html" for number in range(25))):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    paths = Location(Asker(), "https://harbor.example/", TODAY, tmp_path / "participants").staffs_paths()
    assert [*paths[:3]] == ["index.html.gz", "index.html.br", "library/coverage.csv"]
    assert len([path for path in paths if path.startswith("sleep/") and path.endswith("index.html.gz")]) == 3
    assert "sleep/24/" in paths


# Certificates


@contextmanager
def safely(folder: Path, asks: bool = False, newest: ssl.TLSVersion = ssl.TLSVersion.TLSv1_3) -> Iterator[tuple[str, ssl.SSLContext]]:
    """The address of an open staff site by HTTPS, which may ask for a certificate of whoever comes; and what trusts it."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", WORDS)
            self.end_headers()
            self.wfile.write(staffs("index.html"))

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            """Say nothing."""

    file, key = certificate(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file, key)
    context.maximum_version = newest
    if asks:
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(file)
    server = Server(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"https://127.0.0.1:{server.server_port}/", ssl.create_default_context(cafile=file)
    server.shutdown()
    server.server_close()


needs_openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl here")


@needs_openssl
def test_a_certificate_of_the_staffs_that_nobody_trusts_is_told_once(tmp_path: Path) -> None:
    with standing() as address, safely(tmp_path) as (staff, trust):
        told = examine(address, TODAY, None, staff)
        assert [(sign.code, sign.place) for sign in told] == [("certificate", staff)]
        assert {sign.code for sign in examine(address, TODAY, None, staff, Asker(trust=trust))} == {"staff-open"}


@needs_openssl
@pytest.mark.parametrize("newest", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_who_is_asked_for_a_certificate_is_asked_to_log_in(tmp_path: Path, newest: ssl.TLSVersion) -> None:
    with standing() as address, safely(tmp_path, asks=True, newest=newest) as (staff, trust):
        assert examine(address, TODAY, None, staff, Asker(trust=trust)) == ()


def test_a_refusal_for_want_of_a_certificate_is_a_login() -> None:
    page = b"<html><head><title>400 No required SSL certificate was sent</title></head></html>"
    assert looked_at(at_all_of_staffs(400, page), staff_stay_behind_a_login) == ()
    assert [sign.code for sign in looked_at(at_all_of_staffs(400, b"<h1>Bad Request</h1>"), staff_stay_behind_a_login)] == ["staff-unseen"]


def at_all_of_staffs(status: int, body: bytes) -> Change:
    return lambda path, sent: Sent(status, {**sent.headers, "Content-Type": WORDS}, body) if path.startswith("../staff") else sent
