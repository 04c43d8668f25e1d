"""The page of a module: routes for few meetings, and what builds on what, both from the data."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.load.library import load_library
from builder.moving.move import move
from builder.moving.writing import write
from builder.pipeline import check
from builder.views.module import Branch, ModuleView, module_page
from tests.factories import a_library, a_session
from tests.project import TODAY, a_project, edit, real_library

MODULE = "curriculum/modules/sleep/module.md"
ROUTES = "sessions: [same-time-up, bed-is-for-sleep]\nroutes:\n  1: [sleep/same-time-up]\n  2: [anger/first-heat, sleep/same-time-up]"


def view_of(library: object, name: str) -> ModuleView:
    view = module_page(library, library.module(name)).view  # type: ignore[attr-defined, arg-type]
    assert isinstance(view, ModuleView)
    return view


def in_the_tree(tree: tuple[Branch, ...]) -> list[str]:
    return [path for one in tree for path in (one.session.path, *in_the_tree(one.then))]


def test_each_session_stands_once_under_the_last_that_it_requires() -> None:
    library = a_library(
        a_session("mood/a"),
        a_session("mood/b", requires=["mood/a"]),
        a_session("mood/c", requires=["mood/a"], builds_on=["mood/b"]),
        a_session("mood/d", requires=["mood/c", "mood/b"]),
        a_session("mood/alone"),
    )
    view = view_of(library, "mood")
    (a,) = view.tree
    assert [one.session.path for one in a.then] == ["mood/b", "mood/c"]
    (d,) = a.then[1].then
    assert (d.session.path, d.also) == ("mood/d", "A first walk"), "what else it requires is said beside it"
    assert a.then[1].helped == "A first walk"
    assert [link.path for link in view.alone] == ["mood/alone"]


def test_every_session_of_the_library_stands_on_its_modules_page_exactly_once() -> None:
    library = real_library()
    drawn = 0
    for module in library.modules:
        view = view_of(library, module.id)
        placed = [*in_the_tree(view.tree), *(link.path for link in view.alone)]
        assert not view.tree or sorted(placed) == sorted(session.id for session in module.sessions)
        drawn += len(placed)
    assert drawn > 30


def test_routes_are_shown_the_shortest_first_with_their_hours(tmp_path: Path) -> None:
    a_project(tmp_path)
    edit(tmp_path / MODULE, "sessions: [same-time-up, bed-is-for-sleep]", ROUTES)
    view = view_of(load_library(tmp_path), "sleep")
    assert [(route.title, route.hours, [link.path for link in route.sessions]) for route in view.routes] == [
        ("1 meeting", "1 h", ["sleep/same-time-up"]),
        ("2 meetings", "1 h 50 min", ["anger/first-heat", "sleep/same-time-up"]),
    ]


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (ROUTES.replace("anger/first-heat", "anger/first-haet"), f"{MODULE}:7:7 unknown-reference"),
        (ROUTES.replace("2:", "3:"), f"{MODULE}:7:6 module-route"),
        (ROUTES.replace("anger/first-heat", "sleep/same-time-up"), f"{MODULE}:7:6 module-route"),
        (ROUTES.replace("anger/first-heat", "sleep/bed-is-for-sleep"), f"{MODULE}:7:7 module-route"),
        (ROUTES.replace("2:", "two:"), f"{MODULE}:7:3 bad-value"),
    ],
)
def test_a_route_that_cannot_be_taught_is_told_at_its_place(tmp_path: Path, new: str, said: str) -> None:
    a_project(tmp_path)
    edit(tmp_path / MODULE, "sessions: [same-time-up, bed-is-for-sleep]", new)
    assert said in [f"{found.place} {found.code}" for found in check(tmp_path, TODAY)]


def test_routes_follow_a_session_that_is_moved(tmp_path: Path) -> None:
    a_project(tmp_path)
    edit(tmp_path / MODULE, "sessions: [same-time-up, bed-is-for-sleep]", ROUTES)
    write(tmp_path, move(tmp_path, "sleep/same-time-up", "sleep/one-hour-up").changes)
    assert "  1: [sleep/one-hour-up]\n  2: [anger/first-heat, sleep/one-hour-up]\n" in (tmp_path / MODULE).read_text(encoding="utf-8")
