"""`groupwork doctor URL`: each thing that can be wrong at a place is found and told with its code, a right place has nothing, and no server can hold it up."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import brotli
import pytest
from click.testing import CliRunner

from builder.cli import main
from builder.doctor.asking import Asker, NoAnswerError, Reply
from builder.doctor.examine import LOOKS, examine
from builder.doctor.look_pages import (
    folders_lead_on,
    kinds_are_right,
    nothing_is_kept_too_long,
    nothing_is_listed,
    nothing_lies_about,
    packed_is_the_same,
    pages_ask_no_other_host,
    pages_stand,
    what_is_not_there_says_so,
)
from builder.doctor.look_safety import crisis_lines_are_there, headers_are_sent, it_is_not_old, the_way_is_safe
from builder.doctor.look_staff import staff_stay_behind_a_login, the_other_pages_of_staff_stay_there_too
from builder.doctor.place import Location, found_there
from builder.doctor.signs import SIGNS, Sign, as_text
from tests.doctored import Change, Sent, catalogue_with, days_ago, site, standing
from tests.project import TODAY
from tests.test_policy import files

pytestmark = pytest.mark.slow

Look = Callable[[Location], Iterator[Sign]]


def looked_at(change: Change = lambda path, sent: sent, look: Look | None = None, asker: Asker | None = None) -> tuple[Sign, ...]:
    """What the doctor tells of a place; with a `look`, of that alone."""
    with standing(change) as address:
        staff = address.replace("participants", "staff")
        patient = asker or Asker(seconds=90, whole=900)
        return tuple(look(found_there(patient, address, TODAY, None, staff))) if look else examine(address, TODAY, None, staff, patient)


def test_a_right_place_has_nothing_to_mend() -> None:
    assert looked_at() == ()


def at(wanted: str, **changed: object) -> Change:
    """One path answered differently: `status`, `body`, or headers by their names in small letters with `_`."""

    def change(path: str, sent: Sent) -> Sent:
        if path != wanted:
            return sent
        body = changed.get("body", sent.body)
        sent = Sent(int(str(changed.get("status", sent.status))), sent.headers, body() if callable(body) else body)  # type: ignore[arg-type]
        for name, value in changed.items():
            if name not in ("status", "body"):
                sent = sent.with_header(name.replace("_", "-"), str(value))
        return sent

    return change


def everywhere(**changed: str) -> Change:
    def change(path: str, sent: Sent) -> Sent:
        for name, value in changed.items():
            sent = sent.with_header(name.replace("_", "-"), value)
        return sent

    return change


def staffs(path: str) -> bytes:
    return files()[f"staff/{path}"]


WORDS = "text/html; charset=utf-8"
GUIDE = "sleep/same-time-up/"
CASES: list[tuple[str, Look | None, Change]] = [
    ("staff-open", staff_stay_behind_a_login, at("../staff/", status=200, body=lambda: staffs("index.html"))),
    ("staff-open", staff_stay_behind_a_login, at("../staff/catalogue.json", status=200, body=lambda: staffs("catalogue.json"), content_type="application/json")),
    ("staff-open", staff_stay_behind_a_login, at(f"../staff/{GUIDE}", status=200, body=lambda: staffs(f"{GUIDE}index.html"))),
    ("staff-open", staff_stay_behind_a_login, at("../staff/catalogue.json", status=200, body=lambda: gzip.compress(staffs("catalogue.json")), content_encoding="gzip", content_type="")),
    ("staff-open", staff_stay_behind_a_login, at("../staff/search-index/head.json.gz", status=200, body=gzip.compress(b"{}"), content_type="application/gzip")),
    ("staff-open", staff_stay_behind_a_login, at("../staff/index.html.gz", status=200, body=lambda: gzip.compress(staffs("index.html")), content_type="application/gzip")),
    ("staff-open", staff_stay_behind_a_login, at("../staff/index.html.br", status=200, body=lambda: brotli.compress(staffs("index.html")), content_type="application/octet-stream")),
    ("staff-open", staff_stay_behind_a_login, at("../staff/index.html.br", status=200, body=lambda: brotli.compress(staffs("index.html")), content_type=WORDS, content_encoding="br")),
    ("staff-open", staff_stay_behind_a_login, at("../staff/library/coverage.csv", status=200, body=b"session,title\n", content_type="text/csv; charset=utf-8")),
    ("staff-open", staff_stay_behind_a_login, at("../staff/tracks/wednesdays/syllabus-letter.pdf", status=200, body=b"%PDF-1.7", content_type="application/pdf")),
    ("staff-open", staff_stay_behind_a_login, at("staff/", status=200, body=lambda: staffs("index.html"), content_type=WORDS, location="")),
    ("staff-open", the_other_pages_of_staff_stay_there_too, at("../staff/sources/", status=200, body=lambda: staffs("index.html"))),
    ("header", headers_are_sent, everywhere(content_security_policy="")),
    ("header", headers_are_sent, everywhere(referrer_policy="")),
    ("header", headers_are_sent, everywhere(permissions_policy="")),
    ("header", headers_are_sent, at("nothing-of-this-name", x_content_type_options="")),
    ("header", headers_are_sent, at("help", cross_origin_opener_policy="")),
    ("header-weak", headers_are_sent, everywhere(content_security_policy="default-src 'self'; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'")),
    ("header-weak", headers_are_sent, everywhere(content_security_policy="default-src 'self' https:; frame-ancestors 'none'")),
    ("header-weak", headers_are_sent, everywhere(content_security_policy="default-src 'none'; connect-src *; frame-ancestors 'none'")),
    ("header-weak", headers_are_sent, everywhere(content_security_policy="default-src 'self'")),
    ("header-weak", headers_are_sent, everywhere(content_security_policy="script-src 'self'; frame-ancestors 'none'")),
    ("header-weak", headers_are_sent, everywhere(permissions_policy="camera=(self), microphone=(), geolocation=()")),
    ("header-weak", headers_are_sent, everywhere(referrer_policy="unsafe-url")),
    ("header-unsent", headers_are_sent, everywhere(server="GitHub.com", content_security_policy="")),
    ("server-named", headers_are_sent, everywhere(server="nginx/1.22.1")),
    ("type", kinds_are_right, at("manifest.webmanifest", content_type="application/octet-stream")),
    ("type", kinds_are_right, at("sw.js", content_type="text/plain")),
    ("not-packed", packed_is_the_same, lambda path, sent: Sent(sent.status, {**sent.headers, "Content-Encoding": ""}, gzip.decompress(sent.body)) if sent.headers.get("Content-Encoding") else sent),
    ("packed-wrong", packed_is_the_same, lambda path, sent: Sent(sent.status, sent.headers, gzip.compress(b"an older page")) if sent.headers.get("Content-Encoding") else sent),
    ("packed-wrong", packed_is_the_same, lambda path, sent: Sent(sent.status, sent.headers, b"no gzip at all") if sent.headers.get("Content-Encoding") else sent),
    ("kept-long", nothing_is_kept_too_long, at("help/", cache_control="public, max-age=86400")),
    ("kept-long", nothing_is_kept_too_long, at("sw.js", cache_control="max-age=31536000, immutable")),
    ("kept-long", nothing_is_kept_too_long, at("sw.js", cache_control="")),
    ("kept-long", nothing_is_kept_too_long, at("help/", cache_control="public")),
    ("kept-long", nothing_is_kept_too_long, at("help/", cache_control="", expires="Thu, 31 Dec 2026 00:00:00 GMT")),
    ("kept-long", nothing_is_kept_too_long, at("help/", cache_control="", expires="Thu, 31 Dec 2026 00:00:00 GMT", date="Tue, 01 Dec 2026 00:00:00 GMT")),
    ("not-asked-again", nothing_is_kept_too_long, at("", etag="")),
    ("found-nothing", what_is_not_there_says_so, lambda path, sent: Sent(200, sent.headers, sent.body) if sent.status == 404 else sent),
    ("found-nothing", what_is_not_there_says_so, lambda path, sent: Sent(404, sent.headers, b"<h1>404 Not Found</h1>") if sent.status == 404 else sent),
    ("folder", folders_lead_on, at("help", status=404, body=b"", location="")),
    ("folder", folders_lead_on, at("help", location="http://127.0.0.1/help/")),
    ("link-lost", pages_stand, at("offline/", status=404)),
    ("listing", nothing_is_listed, at("assets/css/", status=200, body=b"<h1>Index of assets/css</h1>")),
    ("left-lying", nothing_lies_about, at(".git/HEAD", status=200, body=b"ref: refs/heads/main")),
    ("left-lying", nothing_lies_about, at("../library.lock", status=200, body=b"library: 1")),
    ("left-lying", nothing_lies_about, at("//.env", status=200, body=b"SECRET=1")),
    ("old", it_is_not_old, at("catalogue.json", body=lambda: catalogue_with(built=days_ago(181)))),
    ("undated", it_is_not_old, at("catalogue.json", body=lambda: catalogue_with(built=None))),
    ("undated", crisis_lines_are_there, at("catalogue.json", body=lambda: catalogue_with(crisis_lines=[]))),
    ("undated", it_is_not_old, at("catalogue.json", body=b"no data")),
    ("crisis-lines", crisis_lines_are_there, at("help/", status=404)),
    ("crisis-lines", crisis_lines_are_there, at("help/", body=b'<html><p class="gw-lead">Nobody</p>')),
    ("crisis-lines", crisis_lines_are_there, at("catalogue.json", body=lambda: catalogue_with(crisis_lines=[{"name": "Another line", "checked": days_ago(1)}]))),
    ("crisis-lines-old", crisis_lines_are_there, at("catalogue.json", body=lambda: catalogue_with(crisis_lines=[{"name": "988 Suicide & Crisis Lifeline", "checked": days_ago(181)}]))),
    ("crisis-lines-old", crisis_lines_are_there, at("catalogue.json", body=lambda: catalogue_with(crisis_lines=[{"name": "988 Suicide & Crisis Lifeline", "checked": None}]))),
    ("other-host", pages_ask_no_other_host, lambda path, sent: Sent(sent.status, sent.headers, sent.body.replace(b"</head>", b"<script src=https://count.example/x.js></script></head>")) if path == "help/" and "Content-Encoding" not in sent.headers else sent),
    ("no-site", None, at("", status=503)),
    ("no-site", None, at("", body=b"<h1>Welcome to nginx!</h1>")),
]  # fmt: skip


@pytest.mark.parametrize(("code", "look", "change"), CASES, ids=[f"{number}-{code}" for number, (code, *_) in enumerate(CASES)])
def test_what_is_wrong_is_told_by_its_code(code: str, look: Look | None, change: Change) -> None:
    signs = looked_at(change, look)
    assert {sign.code for sign in signs} == {code}, as_text(signs)


ELSEWHERE = {
    "no-answer": "a server that holds back, below",
    "no-time": "a server that holds back, below",
    "certificate": "a certificate that nobody trusts, below",
    "certificate-ends": "the way, below",
    "no-https": "the way, below",
    "http-stays": "the way, below",
    "staff-unseen": "nobody said where, below",
    "not-the-last": "what was built here, below",
    "staff-inside": "tests/test_pack.py",
    "not-of-the-build": "tests/test_pack.py",
}


def test_every_code_has_a_case_and_says_why_and_what_to_do() -> None:
    told = {code for code, *_ in CASES}
    assert told | ELSEWHERE.keys() == SIGNS.keys()
    assert not told & ELSEWHERE.keys()
    assert {look for _, look, _ in CASES if look} | {the_way_is_safe} == {*LOOKS}
    for sign in SIGNS.values():
        assert len(sign.why) > 40
        assert len(sign.mend) > 10


def test_what_was_built_here_is_compared_with_what_stands(tmp_path: Path) -> None:
    local = tmp_path / "site" / "participants"
    for name, content in site().items():
        (local / name).parent.mkdir(parents=True, exist_ok=True)
        (local / name).write_bytes(content)
    with standing() as address:
        staff = address.replace("participants", "staff")
        assert [*it_is_not_old(found_there(Asker(), address, TODAY, local, staff))] == []
        (local / "sw.js").write_bytes(b"const VERSION = 2;")
        assert [sign.code for sign in it_is_not_old(found_there(Asker(), address, TODAY, local, staff))] == ["not-the-last"]


# The way: what loopback cannot show


class Answers(Asker):
    """Answers by address, and nothing else."""

    def __init__(self, answers: dict[str, Reply], ends: float = 0):
        super().__init__()
        self._answers, self._ends = answers, ends

    def ask(self, address: str, method: str = "GET", **headers: str) -> Reply:
        if address not in self._answers:
            raise NoAnswerError("nothing there")
        return self._answers[address]

    def certificate_ends(self, address: str) -> float:
        return self._ends


def way(address: str, http: Reply | None, days: int) -> set[str]:
    ends = time.mktime(TODAY.timetuple()) + days * 86400
    answers = {"http://harbor.example/": http} if http else {}
    location = Location(Answers(answers, ends), address, TODAY)
    return {sign.code for sign in the_way_is_safe(location)}


@pytest.mark.parametrize(
    ("address", "http", "days", "codes"),
    [
        ("https://harbor.example/x/", Reply("http://harbor.example/", 301, {"location": "https://harbor.example/"}, b""), 60, set()),
        ("https://harbor.example/x/", None, 60, set()),
        ("https://harbor.example/x/", Reply("http://harbor.example/", 200, {}, b"x"), 60, {"http-stays"}),
        ("https://harbor.example/x/", Reply("http://harbor.example/", 301, {"location": "/elsewhere"}, b""), 60, {"http-stays"}),
        ("https://harbor.example/x/", None, 3, {"certificate-ends"}),
        ("http://harbor.example/x/", None, 60, {"no-https"}),
        ("http://127.0.0.1:8000/x/", None, 60, set()),
    ],
)
def test_the_way_to_a_place_is_looked_at(address: str, http: Reply | None, days: int, codes: set[str]) -> None:
    assert way(address, http, days) == codes


def test_by_https_the_browser_has_to_be_told_to_stay_there() -> None:
    def told(value: str) -> bool:
        reply = Reply("https://harbor.example/", 200, {"strict-transport-security": value}, b"")
        location = Location(Answers({"https://harbor.example/": reply}), "https://harbor.example/", TODAY)
        return not [sign for sign in headers_are_sent(location) if "Strict-Transport" in sign.message]

    assert [told(value) for value in ("max-age=31536000", "max-age=63072000; includeSubDomains; preload", "max-age=60", "", "max-age=x")] == [
        True,
        True,
        False,
        False,
        False,
    ]


# The command


def told(*arguments: str, root: Path) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["--root", str(root), "--today", str(TODAY), "doctor", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def test_the_command_tells_it_as_text_and_as_data_and_ends_by_what_it_found(tmp_path: Path) -> None:
    with standing(at("../staff/", status=200, body=staffs("index.html"))) as address:
        code, text = told(address, root=tmp_path)
        assert code == 1
        assert text.splitlines()[0].startswith(f"{address.replace('participants', 'staff')}: error[staff-open]: ")
        assert "  why: " in text
        assert "  mend: " in text
        code, data = told(address, "--format", "json", root=tmp_path)
        assert code == 1
        assert {row["code"] for row in json.loads(data)} == {"staff-open"}
    with standing() as address:
        assert told(address, root=tmp_path) == (0, "nothing to mend\n")
        assert told(address, "--format", "json", root=tmp_path) == (0, "[]\n")


def test_what_a_server_says_does_not_reach_the_terminal_as_it_is(tmp_path: Path) -> None:
    with standing(everywhere(server="a/1\x1b[31m")) as address:
        assert "\x1b" not in told(address, root=tmp_path)[1]


NO_ADDRESS = (
    "ftp://x.example/", "https://", "http://[::1", "https://[oops", "https://x y/", "http://user@/", "http:///x", "http://127.0.0.1:99999/", "https://x.example:port/", "https://x.example:0/",
)  # fmt: skip


@pytest.mark.parametrize("wrong", NO_ADDRESS)
def test_what_is_no_address_is_refused_before_anything_is_asked(wrong: str, tmp_path: Path) -> None:
    for name, arguments in {"URL": [wrong], "--staff": ["http://127.0.0.1:9/", "--staff", wrong]}.items():
        code, text = told(*arguments, root=tmp_path)
        assert code == 2, text
        assert f"Invalid value for {name}: '{wrong}' is no address of the web" in text


def test_what_is_neither_an_address_nor_a_folder_is_refused(tmp_path: Path) -> None:
    assert told("nowhere", root=tmp_path)[0] == told(str(tmp_path), "--staff", "nowhere", root=tmp_path)[0] == 2
    assert "neither an address" in told("nowhere", root=tmp_path)[1]
