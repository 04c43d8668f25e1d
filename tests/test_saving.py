"""Track files that the board reads and saves under `groupwork serve`."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from builder.planner.digest import digest
from builder.serve.saving import LARGEST, save
from builder.serve.server import Server
from tests.project import a_project, the_day

pytestmark = pytest.mark.slow

TRACK = """---
title: Two evenings
population: anyone
enrolment: rolling
start: "17:30"
day: [session]
schedule:
  - theme: Begin
    mon: [sleep/same-time-up]
---

Welcome.
"""
SOON = 30.0


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    made = Server(root=a_project(tmp_path), today=the_day, port=0, say=lambda line: None)
    made.listen()
    yield made
    made.stop()


def post(server: Server, path: str, body: Any, **headers: str | None) -> tuple[int, Any]:
    """The status and the answer; a header that is None is left out."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    host = f"127.0.0.1:{server.port}"
    sent: dict[str, str | None] = {"Host": host, "Origin": f"http://{host}", "X-Groupwork": "1", "Content-Type": "application/json"}
    sent |= {"Content-Length": str(len(data))} | {name.replace("_", "-"): value for name, value in headers.items()}
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=SOON)
    connection.putrequest("POST", path, skip_host=True, skip_accept_encoding=True)
    for name, value in sent.items():
        if value is not None:
            connection.putheader(name, value)
    connection.endheaders(data)
    answer = connection.getresponse()
    told = answer.read()
    return answer.status, json.loads(told) if answer.headers.get_content_type() == "application/json" else told


def get(server: Server, path: str) -> tuple[int, Any]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=SOON)
    connection.request("GET", path)
    answer = connection.getresponse()
    return answer.status, json.loads(answer.read())


def files(server: Server) -> dict[str, bytes]:
    """Every file under the project, by its path."""
    return {path.relative_to(server.root).as_posix(): path.read_bytes() for path in sorted(server.root.rglob("*")) if path.is_file()}


def test_a_page_can_ask_whether_there_is_a_server_to_save_with(server: Server) -> None:
    assert get(server, "/groupwork/") == (200, {"serves": True})


def test_a_new_track_is_saved_letter_for_letter_and_read_back(server: Server) -> None:
    text = TRACK.replace("Welcome.", "Wéé 🙂")
    assert get(server, "/groupwork/tracks/two-evenings.md")[0] == 404
    status, told = post(server, "/groupwork/tracks/two-evenings.md", {"text": text, "was": None})
    assert (status, told) == (200, {"saved": "curriculum/tracks/two-evenings.md", "digest": digest(text)})
    assert (server.root / told["saved"]).read_bytes() == text.encode()
    assert get(server, "/groupwork/tracks/two-evenings.md") == (200, {"text": text, "digest": digest(text)})


def test_a_file_is_saved_again_only_over_the_text_that_the_draft_began_from(server: Server) -> None:
    path, other = "/groupwork/tracks/two-evenings.md", TRACK.replace("Begin", "Begin again")
    file = server.root / "curriculum/tracks/two-evenings.md"
    post(server, path, {"text": TRACK, "was": None})
    assert post(server, path, {"text": other, "was": None})[0] == 409
    assert post(server, path, {"text": other, "was": digest(TRACK)})[0] == 200
    assert post(server, path, {"text": TRACK, "was": digest(TRACK)}) == (409, {"error": "The file was changed meanwhile.", "digest": digest(other)})
    assert file.read_text(encoding="utf-8") == other
    file.unlink()
    assert post(server, path, {"text": TRACK, "was": digest(other)})[0] == 409
    assert not file.exists()


def test_of_two_who_save_at_once_one_is_told_that_the_file_changed(server: Server) -> None:
    path, told = "/groupwork/tracks/two-evenings.md", []
    texts = [TRACK.replace("Begin", f"Begin {number}") for number in range(8)]
    threads = [threading.Thread(target=lambda text=text: told.append(post(server, path, {"text": text, "was": None})[0])) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == [200] + [409] * 7
    assert (server.root / "curriculum/tracks/two-evenings.md").read_text(encoding="utf-8") in texts


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": None}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://127.0.0.1:1"}, 403),
        ({"Sec_Fetch_Site": "cross-site"}, 403),
        ({"Sec_Fetch_Site": "same-site"}, 403),
        ({"X_Groupwork": None}, 403),
        ({"Content_Type": "text/plain"}, 415),
        ({"Content_Type": None}, 415),
        ({"Content_Length": None}, 411),
        ({"Content_Length": "-1"}, 411),
        ({"Content_Length": str(LARGEST + 1)}, 413),
        ({"Content_Length": "9" * 18}, 413),
        ({"Host": "rebound.example", "Origin": "http://rebound.example"}, 421),
        ({"Host": "[", "Origin": "http://["}, 421),
    ],
)
def test_what_does_not_come_from_a_page_of_this_server_is_not_saved(server: Server, headers: dict[str, str | None], status: int) -> None:
    before = files(server)
    assert post(server, "/groupwork/tracks/two-evenings.md", {"text": TRACK, "was": None}, **headers)[0] == status
    assert files(server) == before


NAMES = [
    "../program.yml",
    "..%2fx.md",
    "a/b.md",
    "A.md",
    ".md",
    "-a.md",
    "a--b.md",
    "a.md.md",
    "a.txt",
    "a%00.md",
    "a.md?x",
    "compose.md",
    "compare.md",
]
NAMES += ["con.md", "nul.md", "com1.md", "a" * 81 + ".md", "é.md".encode().decode("latin-1"), "a .md", "../tracks/a.md", ""]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_no_track_may_have_is_not_written(server: Server, name: str) -> None:
    before = files(server)
    answer = save(server.root, f"/groupwork/tracks/{name}", json.dumps({"text": TRACK, "was": None}).encode())
    assert (answer.status, files(server) == before) == (404, True)


BODIES = [b"", b"{", b"[]", b"\xff", b"[" * 100_000, b'{"text": 1, "was": null}', b'{"text": "x"}', b'{"text": "x", "was": 1}']
BODIES += [b'{"text": "x", "was": null, "more": 1}', b'{"text": "\\ud800", "was": null}']


@pytest.mark.parametrize("body", BODIES)
def test_a_request_of_another_form_is_refused_in_a_sentence(server: Server, body: bytes) -> None:
    before = files(server)
    status, told = post(server, "/groupwork/tracks/two-evenings.md", body)
    assert (status, files(server) == before) == (400, True)
    assert told["error"].endswith(".")


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("title: Two evenings", "titel: Two evenings", 2),
        ("rolling", "sometimes", 4),
        ("[session]", "[session", 6),
        ("---\n\nWelcome.", "", 1),
        ("Welcome.", "<script>alert(1)</script>", 12),
        (TRACK, "", 1),
        (TRACK, "\0\1PNG", 1),
    ],
)
def test_a_text_that_is_no_whole_track_is_told_at_its_line_and_not_written(server: Server, old: str, new: str, line: int) -> None:
    before = files(server)
    status, told = post(server, "/groupwork/tracks/two-evenings.md", {"text": TRACK.replace(old, new, 1), "was": None})
    assert (status, files(server) == before) == (422, True)
    assert told["findings"][0]["line"] == line
    assert all(found["message"] and found["hint"] for found in told["findings"])


@pytest.mark.long
def test_a_request_that_is_shorter_than_it_says_writes_nothing(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.serve.requests.HEARTBEAT", 0.1)
    before = files(server)
    with pytest.raises((http.client.HTTPException, ConnectionError)):
        post(server, "/groupwork/tracks/two-evenings.md", {"text": TRACK, "was": None}, Content_Length="9999")
    assert files(server) == before


def test_a_link_that_leads_out_of_the_curriculum_is_replaced_and_not_followed(server: Server, tmp_path: Path) -> None:
    outside = tmp_path / "outside.md"
    outside.write_text(TRACK, encoding="utf-8")
    link = server.root / "curriculum/tracks/two-evenings.md"
    link.symlink_to(outside)
    text = TRACK.replace("Begin", "Other")
    assert post(server, "/groupwork/tracks/two-evenings.md", {"text": text, "was": digest(TRACK)})[0] == 200
    assert outside.read_text(encoding="utf-8") == TRACK


def test_an_address_that_takes_nothing_answers_so(server: Server, tmp_path: Path) -> None:
    assert post(server, "/staff/", {"text": TRACK, "was": None})[0] == 404
    assert get(server, "/groupwork/elsewhere")[0] == 404
