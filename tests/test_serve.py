"""`groupwork serve`: good saves reload the page, broken ones leave it standing and say what to mend."""

from __future__ import annotations

import datetime
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from ipaddress import ip_address
from pathlib import Path
from queue import Empty
from typing import Any

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, expect
from watchdog.events import (
    DirDeletedEvent,
    DirModifiedEvent,
    FileClosedNoWriteEvent,
    FileCreatedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileOpenedEvent,
    FileSystemEvent,
)

from builder.cli import main
from builder.finding import CurriculumError, Finding, Place
from builder.pipeline import Progress, PublishError
from builder.serve.live import Live
from builder.serve.responses import MOST, Board, Line, State, broken, respond, with_script
from builder.serve.server import Build, ServeError, Server, serve
from builder.serve.watch import bursts, matters, saved
from builder.site.last_look import Problem
from builder.site.published import Built
from tests.browsing import PATIENCE
from tests.project import ROOT, SESSION, TODAY, a_project, edit, the_day

SOON = 60.0
"""Seconds after which something that should come from outside never will."""

PAGE = "<!doctype html><html><head><title>A</title></head><body><h1>A page</h1></body></html>"
STATE = State("run-1", 1)


def a_site(root: Path, **pages: str) -> Path:
    """`root` with a published site: an index page, and pages by their folder."""
    for name, text in {"": PAGE, **pages}.items():
        path = root / "site" / name.replace("__", "/") / "index.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def an_error(line: int = 3, code: str = "unknown-key", message: str = "'newcommers' is not a key") -> Finding:
    return Finding(Place(SESSION, line, 1), code, message, "did you mean 'newcomers'?")


def a_build(*results: Exception | tuple[Finding, ...]) -> Build:
    """A build that goes the given ways in turn: it fails, or publishes with these warnings."""
    waiting = iter(results)

    def build(root: Path, today: datetime.date, progress: Progress) -> Built:
        result = next(waiting)
        if isinstance(result, Exception):
            raise result
        a_site(root)
        return Built(result, {"staff": 1, "participants": 1}, root / "site")

    return build


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def a_server(tmp_path: Path, said: list[str]) -> Iterator[Callable[..., Server]]:
    """Servers on any free port, ended with the test."""
    made: list[Server] = []

    def make(*results: Exception | tuple[Finding, ...]) -> Server:
        made.append(Server(root=tmp_path, today=the_day, port=0, say=said.append, build=a_build(*results)))
        made[-1].listen()
        return made[-1]

    yield make
    for server in made:
        server.stop()


def get(server: Server, path: str, host: str = "", method: str = "GET") -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=SOON)
    connection.request(method, path, headers={"Host": host} if host else {})
    return connection.getresponse()


def next_state(stream: http.client.HTTPResponse) -> dict[str, Any]:
    """The next state that the stream of events tells."""
    while not (line := stream.readline()).startswith(b"data: "):
        assert line, "the stream ended"
    state: dict[str, Any] = json.loads(line.removeprefix(b"data: "))
    return state


# answers


def test_a_page_gets_the_script_before_its_end_and_the_published_file_does_not(tmp_path: Path) -> None:
    body = respond(a_site(tmp_path), "/", STATE).body.decode()
    assert re.search(r'<h1>A page</h1><script src="/__groupwork/panel\.js"[^>]* data-build="run-1"></script></body></html>$', body)
    assert (tmp_path / "site" / "index.html").read_text(encoding="utf-8") == PAGE


@pytest.mark.parametrize(
    ("page", "around"),
    [
        (b"<body>one</body></html>", (b"<body>one", b"</body></html>")),
        (b"<BODY>one</BODY>", (b"<BODY>one", b"</BODY>")),
        (b"<p>the tag </body> ends it</body>", (b"<p>the tag </body> ends it", b"</body>")),
        (b"<p>one", (b"<p>one", b"")),
        (b"", (b"", b"")),
    ],
)
def test_the_script_stands_before_the_last_closing_body_or_at_the_end(page: bytes, around: tuple[bytes, bytes]) -> None:
    made = with_script(page, "run-1")
    assert made.startswith(around[0] + b"<script ")
    assert made.endswith(b"</script>" + around[1])


def test_a_file_that_is_no_page_is_served_as_it_is(tmp_path: Path) -> None:
    for name, kind in {
        "catalogue.json": "application/json; charset=utf-8",
        "card.pdf": "application/pdf",
        "a.css": "text/css; charset=utf-8",
    }.items():
        (a_site(tmp_path) / "site" / name).write_bytes(b"</body>")
        found = respond(tmp_path, f"/{name}", STATE)
        assert (found.status, found.kind, found.body) == (200, kind, b"</body>")


def test_a_folder_without_a_page_is_not_listed(tmp_path: Path) -> None:
    (a_site(tmp_path) / "site" / "assets").mkdir()
    (tmp_path / "site" / "assets" / "secret-name.css").touch()
    found = respond(tmp_path, "/assets/", STATE)
    assert found.status == 404
    assert b"secret-name" not in found.body


def test_a_folder_without_its_slash_leads_to_the_folder_on_this_server(tmp_path: Path) -> None:
    a_site(tmp_path, staff__sleep=PAGE)
    assert respond(tmp_path, "/staff/sleep?q=a%20b", STATE).location == "/staff/sleep/?q=a%20b"
    assert respond(tmp_path, "//staff//sleep", STATE).location == "/staff/sleep/"


@pytest.mark.parametrize(
    "path", ["/../secret.txt", "/%2e%2e/secret.txt", "/staff/../../secret.txt", "/no-such-page/", "/index.html/", "/%00", "/" + "a" * 5000]
)
def test_nothing_outside_the_site_is_served_and_what_is_not_there_is_said(tmp_path: Path, path: str) -> None:
    (a_site(tmp_path) / "secret.txt").write_text("secret", encoding="utf-8")
    found = respond(tmp_path, path, STATE)
    assert (found.status, b"secret" in found.body, b"There is no page here" in found.body) == (404, False, True)


def test_without_a_site_every_page_says_so_and_waits_for_one(tmp_path: Path) -> None:
    found = respond(tmp_path, "/staff/", STATE)
    assert found.status == 503
    assert b"There is no site yet" in found.body
    assert b"data-build=" in found.body


def test_responses_are_never_kept_by_the_browser(tmp_path: Path, a_server: Callable[..., Server]) -> None:
    a_site(tmp_path)
    server = a_server()
    for path in ("/", "/nowhere", "/__groupwork/events"):
        assert get(server, path).getheader("Cache-Control") == "no-store"


def test_a_head_request_gets_the_length_and_no_body(tmp_path: Path, a_server: Callable[..., Server]) -> None:
    a_site(tmp_path)
    server = a_server()
    head, whole = get(server, "/", method="HEAD"), get(server, "/").read()
    assert (head.getheader("Content-Length"), head.read()) == (str(len(whole)), b"")


def test_a_request_by_another_hosts_name_is_refused(tmp_path: Path, a_server: Callable[..., Server]) -> None:
    a_site(tmp_path)
    server = a_server()
    assert get(server, "/", host="rebound.example").status == 421
    assert get(server, "/__groupwork/events", host="rebound.example:8000").status == 421
    assert [get(server, "/", host=f"{name}:{server.port}").status for name in ("localhost", "127.0.0.1", "[::1]")] == [200, 200, 200]


def test_who_lets_others_in_is_told_so_and_still_answers_to_no_name_of_the_web(tmp_path: Path, said: list[str]) -> None:
    """A page on the web can lead its own name to this machine (DNS rebinding); it cannot make a browser send a number in its place."""
    (a_site(tmp_path) / "curriculum").mkdir()
    server = Server(root=tmp_path, today=the_day, port=0, say=said.append, build=a_build(()), host="0.0.0.0")
    server.start()
    try:
        answers = {
            host: get(server, "/", host=host).status for host in ("localhost:8000", "127.0.0.1", "192.168.1.5:8000", "[fd00::5]:8000", "groupwork")
        }
        refused = get(server, "/", host="rebound.example:8000").status
    finally:
        server.stop()
    assert answers == {"localhost:8000": 200, "127.0.0.1": 200, "192.168.1.5:8000": 200, "[fd00::5]:8000": 200, "groupwork": 421}
    assert refused == 421
    assert said[:2] == [
        f"Serving http://localhost:{server.port}/ (Ctrl-C ends it). The first build is under way.",
        f"Whoever reaches port {server.port} of this machine can read the staff's pages and save tracks.",
    ]


def test_who_lets_nobody_in_answers_to_no_number_of_another(tmp_path: Path, a_server: Callable[..., Server]) -> None:
    a_site(tmp_path)
    assert get(a_server(), "/", host="192.168.1.5:8000").status == 421


@pytest.mark.parametrize("host", ["localhost", "::1", "127.0.0.1", "127.0.0.2", socket.gethostname()])
def test_the_address_that_is_told_is_answered_and_only_where_others_read_it_is_that_said(tmp_path: Path, said: list[str], host: str) -> None:
    (a_site(tmp_path) / "curriculum").mkdir()
    try:
        socket.create_server((host, 0), family=socket.AF_INET6 if ":" in host else socket.AF_INET).close()
    except OSError as error:
        pytest.skip(f"not here: {error}")
    server = Server(root=tmp_path, today=the_day, port=0, say=said.append, build=a_build(()), host=host)
    try:
        server.start()
        connection = http.client.HTTPConnection(host, server.port, timeout=SOON)  # writes the Host of a request as a browser does
        connection.request("GET", "/")
        assert connection.getresponse().status == 200
        assert get_at(server, f"rebound.example:{server.port}").status == 421
        there = ip_address(socket.getaddrinfo(host, None)[0][4][0])
    finally:
        server.stop()
    assert said[0].startswith(f"Serving http://{f'[{host}]' if ':' in host else host}:{server.port}/ ")
    assert any(line.startswith("Whoever reaches port") for line in said) == (not there.is_loopback)


def get_at(server: Server, host: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection(server.host, server.port, timeout=SOON)
    connection.request("GET", "/", headers={"Host": host})
    return connection.getresponse()


def test_an_address_that_is_not_this_machines_is_said_in_a_sentence(tmp_path: Path, said: list[str]) -> None:
    with pytest.raises(ServeError, match=r"Port 8000 of 203\.0\.113\.7 cannot be used \(.+\)\. --host takes a name or number of this machine"):
        Server(root=tmp_path, today=the_day, port=8000, say=said.append, host="203.0.113.7").listen()


# states


def test_the_panel_shows_errors_and_counts_warnings() -> None:
    warning = an_error(9, "guide-length", "the guide has 12 words")
    state = broken(State("run-1"), (an_error(), warning))
    assert state.title == "1 error to mend. The pages are as they were before."
    assert state.lines == (Line(f"{SESSION}:3:1", "'newcommers' is not a key [unknown-key]", "did you mean 'newcomers'?"),)
    assert state.note == "1 warning did not stop it: see `groupwork check`."


def test_a_flood_of_findings_is_cut_and_counted() -> None:
    told = json.loads(broken(State("run-1"), [an_error(line) for line in range(1, MOST + 8)]).as_event().removeprefix(b"data: "))
    assert len(told["lines"]) == MOST
    assert told["note"] == "7 more are on the terminal."


def test_a_state_is_one_event_whatever_its_text_holds() -> None:
    event = State(build="run-1", number=1, title="a\nb\r\n\nc", note="d\u2028", lines=(Line("e", "</script>\n\ndata: f"),)).as_event()
    assert event.count(b"\n") == 2
    assert event.endswith(b"\n\n")


def test_the_board_gives_whoever_waits_the_next_state_and_ends_with_the_server() -> None:
    board = Board(State("run-0"))
    assert board.after(0, 0) == State("run-0", 0)
    board.show(State("run-1"))
    assert board.after(0, SOON) == State("run-1", 1)
    board.close()
    assert board.after(1, SOON) is None


# builds


def test_a_broken_save_keeps_the_good_site_and_a_good_one_takes_the_findings_away(
    tmp_path: Path, a_server: Callable[..., Server], said: list[str]
) -> None:
    server = a_server((), CurriculumError([an_error()]), ())
    stream = get(server, "/__groupwork/events")
    fresh = next_state(stream)
    server.on_change()
    good = next_state(stream)
    server.on_change([SESSION])
    bad = next_state(stream)
    assert good["build"] == bad["build"] != fresh["build"]
    assert (good["title"], bad["lines"][0]["place"]) == ("", f"{SESSION}:3:1")
    assert f"Saved {SESSION}; building." in said
    assert f"{SESSION}:3:1: error[unknown-key]: 'newcommers' is not a key\n  hint: did you mean 'newcomers'?\n1 error" in said
    assert get(server, "/").status == 200
    server.on_change([SESSION])
    mended = next_state(stream)
    assert mended["build"] != bad["build"]
    assert (mended["title"], mended["lines"]) == ("", [])


def test_findings_at_the_start_are_told_to_a_page_that_comes_later(a_server: Callable[..., Server]) -> None:
    server = a_server(CurriculumError([an_error()]))
    server.on_change()
    page = get(server, "/staff/")
    assert (page.status, b"Mend what the panel says" in page.read()) == (503, True)
    assert next_state(get(server, "/__groupwork/events"))["lines"][0]["hint"] == "did you mean 'newcomers'?"


def test_warnings_alone_do_not_put_up_the_panel(a_server: Callable[..., Server], said: list[str]) -> None:
    server = a_server((an_error(9, "guide-length"),))
    server.on_change()
    assert next_state(get(server, "/__groupwork/events"))["title"] == ""
    assert said == ["Built 1 pages for staff, 1 pages for participants (1 warning)."]


def test_a_leak_is_said_with_the_file_it_is_in(a_server: Callable[..., Server]) -> None:
    server = a_server(PublishError((Problem("sleep/index.html", "staff text: 'print a plan for every chair'"),)))
    server.on_change()
    state = next_state(get(server, "/__groupwork/events"))
    assert state["lines"] == [{"place": "sleep/index.html", "message": "staff text: 'print a plan for every chair'", "hint": ""}]


def test_a_defect_of_ours_is_one_line_with_its_traceback_on_the_terminal_and_serving_goes_on(
    tmp_path: Path, a_server: Callable[..., Server], said: list[str]
) -> None:
    server = a_server(ZeroDivisionError("a sum\nof nothing"), ())
    server.on_change()
    state = next_state(get(server, "/__groupwork/events"))
    assert [line["message"] for line in state["lines"]] == ["ZeroDivisionError: a sum"]
    assert said[0].startswith("Traceback ")
    assert said[1] == "Groupwork itself failed: ZeroDivisionError: a sum. The pages are as they were before; the next save tries again."
    server.on_change()
    assert get(server, "/").status == 200


def test_where_nobody_hears_any_more_what_is_said_each_save_is_still_built(tmp_path: Path, a_server: Callable[..., Server]) -> None:
    server = a_server((), CurriculumError([an_error()]), ())

    def unheard(line: str) -> None:
        raise BrokenPipeError

    server._say = unheard
    for lines in (0, 1, 0):
        server.on_change([SESSION])
        assert len(server.board.state.lines) == lines


def test_each_build_is_for_the_day_that_the_clock_tells_then(tmp_path: Path) -> None:
    days = [datetime.date(2026, 11, 30), datetime.date(2026, 12, 1)]
    built: list[datetime.date] = []

    def build(root: Path, today: datetime.date, progress: Progress) -> Built:
        built.append(today)
        return Built((), {}, root / "site")

    server = Server(tmp_path, iter(days).__next__, 0, lambda line: None, build=build)
    for _ in days:
        server.on_change()
    assert built == days


@pytest.mark.parametrize(("given", "fixed"), [(["--today", "2026-11-30"], True), ([], False)])
def test_the_clock_is_asked_where_no_day_was_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: list[str], fixed: bool) -> None:
    asked: list[Callable[[], datetime.date]] = []
    monkeypatch.setattr("builder.serve.server.serve", lambda _root, today, *_, **more: asked.append(today))
    assert CliRunner().invoke(main, ["--root", str(tmp_path), *given, "serve"]).exit_code == 0
    (today,) = asked
    assert today() == TODAY if fixed else today == datetime.date.today


def test_a_port_in_use_is_said_in_a_sentence(tmp_path: Path, said: list[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        for name in ("curriculum", "templates"):
            (tmp_path / name).mkdir()
        with pytest.raises(SystemExit) as ended:
            serve(tmp_path, the_day, port, said.append)
    assert ended.value.code == 2
    assert re.fullmatch(rf"Port {port} cannot be used \(.+\)\. Choose another one: groupwork serve --port \d+", said[0])


def test_a_port_that_is_none_is_said_in_a_sentence(tmp_path: Path, said: list[str]) -> None:
    with pytest.raises(ServeError, match=r"Port 99999 cannot be used \(ports go from 1 to 65535\)"):
        Server(tmp_path, the_day, 99999, said.append).listen()


def test_a_folder_that_is_no_project_is_said_before_anything_starts(tmp_path: Path, said: list[str]) -> None:
    with pytest.raises(ServeError, match=r"There is no 'curriculum' in .*; run groupwork in your program's folder"):
        Server(tmp_path, the_day, 0, said.append).start()


def test_ending_the_server_ends_every_open_stream(a_server: Callable[..., Server]) -> None:
    server = a_server()
    stream = get(server, "/__groupwork/events")
    next_state(stream)
    server.stop()
    assert stream.read().strip() == b""  # the empty line that closes an event, and the end


# saves


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (SESSION, True),
        ("mkdocs.yml", False),
        ("templates/pages/staff/session.html", True),
        ("curriculum/modules/sleep/photo.png", True),
        ("curriculum/LICENSE", True),
        ("site/index.html", False),
        ("build/staff/mkdocs.yml", False),
        ("README.md", False),
        ("curriculum/modules/sleep/.session.md.swp", False),
        ("curriculum/modules/sleep/session.md~", False),
        ("curriculum/modules/sleep/4913", False),
        ("curriculum/modules/sleep/#session.md#", False),
        ("curriculum/modules/sleep/.#session.md", False),
        ("curriculum/modules/sleep/session.md___jb_tmp___", False),
        ("curriculum/.obsidian/workspace.json", False),
        ("curriculum/sedAb12Cd", False),
        ("curriculum/program.yml.bak", False),
        ("templates/__pycache__/a.pyc", False),
        ("templates/assets/Thumbs.db", False),
        ("curriculum/Desktop.ini", False),
    ],
)
def test_what_matters_is_what_pages_are_made_of_and_no_editors_temporary_file(path: str, expected: bool) -> None:
    assert matters(path) is expected


@pytest.mark.parametrize(
    ("event", "paths"),
    [
        (FileModifiedEvent("/p/curriculum/program.yml"), ["curriculum/program.yml"]),
        (FileCreatedEvent("/p/curriculum/tracks/day.md"), ["curriculum/tracks/day.md"]),
        (FileMovedEvent("/p/curriculum/.program.yml.tmp", "/p/curriculum/program.yml"), ["curriculum/program.yml"]),
        (FileMovedEvent("/p/curriculum/program.yml", "/p/curriculum/program.yml~"), ["curriculum/program.yml"]),
        (FileMovedEvent("/p/curriculum/tracks/a.md", "/p/curriculum/tracks/b.md"), ["curriculum/tracks/a.md", "curriculum/tracks/b.md"]),
        (DirDeletedEvent("/p/curriculum/modules/sleep"), ["curriculum/modules/sleep"]),
        (DirModifiedEvent("/p/curriculum/modules/sleep"), []),
        (FileOpenedEvent("/p/curriculum/program.yml"), []),
        (FileClosedNoWriteEvent("/p/curriculum/program.yml"), []),
        (FileModifiedEvent("/elsewhere/curriculum/program.yml"), []),
    ],
)
def test_reading_a_file_is_no_save_and_a_swap_of_files_is_one(event: FileSystemEvent, paths: list[str]) -> None:
    assert list(saved(event, Path("/p"))) == paths


def scripted(*steps: str | None) -> Callable[[float | None], str | None]:
    """A queue by script: paths, "silence" (the pause passes with nothing), None for the end."""
    waiting = iter(steps)

    def take(seconds: float | None) -> str | None:
        step = next(waiting)
        if step == "silence":
            assert seconds is not None, "nothing was saved yet, so there is nothing to wait out"
            raise Empty
        return step

    return take


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        (["a", "a", "a", "silence", None], [{"a"}]),
        (["a", "b", "silence", "c", "silence", None], [{"a", "b"}, {"c"}]),
        ([None], []),
        (["a", None], []),
    ],
    ids=["one save in three events", "two saves", "the end", "the end within a save"],
)
def test_several_events_of_one_save_are_one_rebuild(steps: list[str | None], expected: list[set[str]]) -> None:
    assert list(bursts(scripted(*steps))) == expected


def test_a_file_that_is_really_saved_is_built_once_more(tmp_path: Path, said: list[str]) -> None:
    for name in ("curriculum", "templates"):
        (tmp_path / name).mkdir()
    server = Server(root=tmp_path, today=the_day, port=0, say=said.append, build=a_build((), ()))
    server.start()
    try:
        first = server.board.after(0, SOON)
        (tmp_path / "curriculum" / ".program.yml.swp").touch()
        (tmp_path / "curriculum" / "program.yml").write_text("name: A\n", encoding="utf-8")
        second = server.board.after(1, SOON)
    finally:
        server.stop()
    assert first is not None
    assert second is not None
    assert (first.number, second.number) == (1, 2)
    assert "Saved curriculum/program.yml; building." in said


def test_a_folder_that_is_replaced_or_made_later_is_looked_at_from_then_on(tmp_path: Path, said: list[str]) -> None:
    (tmp_path / "curriculum").mkdir()
    (tmp_path / "copy").mkdir()
    server = Server(root=tmp_path, today=the_day, port=0, say=said.append, build=a_build(*[()] * 20))

    def told(line: str, times: int = 1) -> bool:
        """Whether it is said so often, sooner or later."""
        number = 0
        while said.count(line) < times:
            state = server.board.after(number, SOON)
            if not state or state.number == number:
                return False
            number = state.number
        return True

    server.start()
    try:
        assert server.board.after(0, SOON)
        (tmp_path / "curriculum").rename(tmp_path / "old")
        assert told("Saved curriculum; building.")
        (tmp_path / "copy").rename(tmp_path / "curriculum")
        assert told("Saved curriculum; building.", 2)
        (tmp_path / "curriculum" / "program.yml").write_text("name: A\n", encoding="utf-8")
        assert told("Saved curriculum/program.yml; building.")
        (tmp_path / "old" / "program.yml").write_text("name: A\n", encoding="utf-8")
        (tmp_path / "templates").mkdir()
        assert told("Saved templates; building.")
        (tmp_path / "templates" / "a.html").write_text("a", encoding="utf-8")
        assert told("Saved templates/a.html; building.")
        assert said.count("Saved curriculum/program.yml; building.") == 1
    finally:
        server.stop()


# the real thing


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.fixture
def started(tmp_path: Path, said: list[str]) -> Iterator[Callable[[], Server]]:
    """Starts serving the project in tmp_path with real builds."""
    made: list[Server] = []

    def start() -> Server:
        made.append(Server(tmp_path, the_day, 0, said.append, live=Live(tmp_path)))
        made[-1].start()
        return made[-1]

    yield start
    for server in made:
        server.stop()


@pytest.mark.slow
def test_an_author_sees_a_typo_on_the_page_and_the_mended_text_without_touching_the_browser(
    tmp_path: Path, page: Page, started: Callable[[], Server]
) -> None:
    session = a_project(tmp_path) / SESSION
    server = started()
    page.goto(server.address)
    page.get_by_role("link", name="I work here").wait_for()  # the page that waited for the first build fills itself
    page.goto(f"{server.address}staff/sleep/same-time-up/")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("Same time up")

    edit(session, "newcomers:", "newcommers:")
    panel = page.get_by_role("alert")
    expect(panel).to_contain_text(f"{SESSION}:11:1")
    expect(panel).to_contain_text("did you mean 'newcomers'?")
    expect(heading).to_contain_text("Same time up")

    edit(session, "title: Same time up", "title: One time up")
    edit(session, "newcommers:", "newcomers:")
    expect(heading).to_contain_text("One time up")
    expect(panel).to_have_count(0)


@pytest.mark.slow
def test_the_panel_is_reached_and_dismissed_by_keyboard_and_comes_back_with_the_next_broken_save(
    tmp_path: Path, page: Page, started: Callable[[], Server]
) -> None:
    session = a_project(tmp_path) / SESSION
    edit(session, "minutes: 60", "minutes: sixty")
    server = started()
    page.goto(server.address)
    panel = page.get_by_role("alert")
    expect(panel).to_contain_text(f"{SESSION}:4:10")
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no site yet")

    page.keyboard.press("Tab")
    expect(panel).to_be_focused()
    page.keyboard.press("Tab")
    expect(panel.get_by_role("button", name="Dismiss")).to_be_focused()
    page.keyboard.press("Enter")
    expect(panel).to_have_count(0)

    edit(session, "minutes: sixty", "minutes: fifty")
    expect(panel).to_contain_text("1 error to mend")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)

    edit(session, "minutes: fifty", "minutes: 60")
    expect(page.get_by_role("heading", level=1)).to_have_text("Elm Street Groups")


@pytest.mark.slow
def test_a_mistake_in_a_template_is_told_with_its_file_and_line(tmp_path: Path, said: list[str]) -> None:
    template = a_project(tmp_path) / "templates" / "pages" / "staff" / "guide.html"
    template.write_text("one line\n{{ no_such_name }}\n", encoding="utf-8")
    server = Server(tmp_path, the_day, 0, said.append)
    server.on_change()
    assert [line.place for line in server.board.state.lines] == [f"{template.relative_to(tmp_path).as_posix()}:2:1"]


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP], ids=["Ctrl-C", "a terminal that is closed"])
@pytest.mark.parametrize("moment", ["Serving", "Built"], ids=["during the first build", "after it"])
def test_ctrl_c_and_a_terminal_that_is_closed_end_it_without_a_traceback(tmp_path: Path, moment: str, number: int) -> None:
    command = [sys.executable, "-m", "builder", "--root", str(a_project(tmp_path)), "--today", str(TODAY), "serve", "--port", "0"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT, env=environment, start_new_session=True
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith(moment):
                break
        os.killpg(process.pid, number)  # as a terminal does: to the builds' own processes too
        output, errors = process.communicate(timeout=SOON)
    assert "Ending" in output
    assert (process.returncode, errors) == (0, "")
