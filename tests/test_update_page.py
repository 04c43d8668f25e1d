"""The page of `groupwork serve` on which a program decides what it makes of the library's changes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from builder.adopting.taking import take
from builder.adopting.updating import items_of
from builder.serve import updates
from builder.serve.server import Server
from tests.project import edit, the_day
from tests.test_layers import UP
from tests.test_saving import post
from tests.trees import SMALL
from tests.whole.conftest import assert_accessible

MINE = "<b>Our</b> night"


@pytest.fixture
def server(program: Path, the_library: Path) -> Iterator[Server]:
    """Serves a program with a text of its own that both sides have changed since; markup in it is words."""
    take(program, "sleep/same-time-up")
    edit(program / "curriculum" / UP, "title: ", f"title: {MINE} ")
    edit(the_library / UP, "\n## Newcomers", "\n\nA new line of the library's.\n\n## Newcomers")
    made = Server(root=program, today=the_day, port=0, say=lambda line: None)
    made.listen()
    yield made
    made.stop()


def state(server: Server) -> str:
    return {item.path.as_posix(): item.state for item in items_of(server.root)}[UP]


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 320, "height": 800})
    shown = context.new_page()
    shown.goto(f"http://127.0.0.1:{server.port}{updates.PAGE}")
    yield shown
    context.close()


def ask(server: Server, way: str, path: str = UP, why: str = "") -> tuple[int, object]:
    return post(server, updates.PAGE, {"way": way, "path": path, "why": why})


@pytest.mark.parametrize(("way", "after"), [("accept", "yours"), ("merge", "yours"), ("keep", "kept")])
def test_each_way_of_deciding_is_done_and_told(server: Server, way: str, after: str) -> None:
    status, told = ask(server, way, why="our own evening")
    assert (status, state(server)) == (200, after)
    assert isinstance(told, dict)
    assert told["told"]


@pytest.mark.parametrize(
    ("way", "path", "status"),
    [("keep", UP, 422), ("accept", "sleep/nothing", 422), ("erase", UP, 400), ("accept", "../../etc/passwd", 422)],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(server: Server, way: str, path: str, status: int) -> None:
    before = (server.root / "curriculum" / UP).read_bytes()
    assert ask(server, way, path)[0] == status
    assert (state(server), (server.root / "curriculum" / UP).read_bytes()) == ("both", before)


@pytest.mark.parametrize("headers", [{"Origin": "https://elsewhere.example"}, {"X_Groupwork": None}, {"Content_Type": "text/plain"}])
def test_a_page_from_elsewhere_decides_nothing(server: Server, headers: dict[str, str | None]) -> None:
    status, _ = post(server, updates.PAGE, {"way": "accept", "path": UP, "why": ""}, **headers)
    assert status in (403, 415)
    assert state(server) == "both"


def test_a_folder_that_is_no_program_has_no_such_page() -> None:
    assert updates.page(SMALL).status == 404


def test_words_of_a_text_are_never_markup(server: Server) -> None:
    html = updates.page(server.root).body
    assert MINE.encode() not in html
    assert b"&lt;b&gt;Our&lt;/b&gt;" in html


@pytest.mark.slow
def test_someone_reads_both_changes_and_joins_them(page: Page, server: Server) -> None:
    expect(page.get_by_role("heading", level=2, name="sleep/same-time-up")).to_be_visible()
    expect(page.locator("ins").filter(has_text="A new line of the library's.")).to_be_visible()
    assert_accessible(page, 320)
    page.get_by_role("button", name="Keep mine").click()
    expect(page.get_by_role("status")).to_contain_text("say why it stays")
    page.get_by_role("button", name="Join both").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("has what both changed")
    expect(page.get_by_text("There is nothing to decide")).to_be_visible()
    assert state(server) == "yours"
