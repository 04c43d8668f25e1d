"""What each page may show: the participants' views have no door to staff text, the staff's hold every number."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Iterator
from typing import Any

import pytest

from builder.load.library import load_library
from builder.model.library import Library
from builder.model.session import Session, SessionMeta
from builder.pipeline import plan_sites
from builder.plan import plan
from builder.render.docs import render_site
from builder.view import participants
from builder.view.page import Site, href
from tests.project import ROOT
from tests.trees import SMALL

GOLDEN = ROOT / "tests" / "golden"
SHOWN = {
    "staff": ("index", "sleep/index", "sleep/same-time-up/index", "sleep/same-time-up/my-rising-plan/index", "tracks/wednesdays/week-2-wed/index", "program/index"),
    "participants": ("index", "help/index", "sleep/index", "sleep/same-time-up/index", "sleep/same-time-up/my-rising-plan/index", "tracks/wednesdays/week-1/index"),
}  # fmt: skip


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(SMALL)


@pytest.fixture(scope="module")
def sites(library: Library) -> dict[str, Site]:
    return {site.name: site for site in plan_sites(library)}


def test_no_participant_view_can_hold_a_session_a_guide_or_front_matter() -> None:
    for view in _views_in(participants):
        for name, kind in typing.get_type_hints(view).items():
            held = set(_types_in(kind))
            assert not held & {Session, SessionMeta}, f"{view.__name__}.{name}"
            assert "guide" not in {getattr(one, "__name__", "").lower() for one in held}


def test_a_participant_page_never_mentions_a_risk_protocol(library: Library, sites: dict[str, Site]) -> None:
    files = render_site(sites["participants"], library.sources.citations, ROOT / "templates")
    pages = b"\n".join(content for name, content in files.items() if name.endswith((".md", ".json")))
    first_step = library.program.meta.risk_protocol.strip().split("\n")[0]
    assert first_step.encode() not in pages
    assert b"If it gets hard" not in pages


def test_every_participant_page_of_a_session_says_that_no_clinician_has_reviewed_it(library: Library, sites: dict[str, Site]) -> None:
    files = render_site(sites["participants"], library.sources.citations, ROOT / "templates")
    for session in library.sessions.values():
        for identity in (session.id, *(handout.id for handout in session.handouts)):
            assert library.program.meta.unreviewed in files[f"{identity}/index.md"].decode()


def test_the_clock_times_of_a_meeting_are_a_running_sum(library: Library) -> None:
    for meeting in plan(library, library.tracks[0]).meetings:
        assert meeting.parts[0].start == meeting.start
        assert all(part.end == following.start for part, following in zip(meeting.parts, meeting.parts[1:], strict=False))
        assert meeting.minutes == sum(part.minutes for part in meeting.parts if part.kind != "break")


def test_every_page_of_the_navigation_is_a_page_of_the_site(sites: dict[str, Site]) -> None:
    for site in sites.values():
        paths = {page.path for page in site.pages}
        assert {entry.path for entry in _entries(site) if entry.path is not None} <= paths


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [("", "cbt", "cbt/"), ("cbt", "", "../"), ("cbt/a", "cbt/a/b", "b/"), ("cbt/a/b", "tracks/t", "../../../tracks/t/"), ("cbt", "cbt", "./")],
)
def test_addresses_are_relative_to_the_page(source: str, target: str, expected: str) -> None:
    assert href(source, target) == expected


@pytest.mark.parametrize(("site", "name"), [(site, name) for site, names in SHOWN.items() for name in names])
def test_a_page_is_written_as_it_was(library: Library, sites: dict[str, Site], refresh: bool, site: str, name: str) -> None:
    """Golden pages of the small curriculum; `pytest --refresh` writes them anew."""
    files = render_site(sites[site], library.sources.citations, ROOT / "templates")
    page = files[f"{name}.md"].decode()
    golden = GOLDEN / site / f"{name.replace('/', '.')}.md"
    if refresh:
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(page, encoding="utf-8")
    assert page == golden.read_text(encoding="utf-8")


def _views_in(module: Any) -> Iterator[type]:
    for thing in vars(module).values():
        if isinstance(thing, type) and dataclasses.is_dataclass(thing) and thing.__module__ == module.__name__:
            yield thing


def _types_in(kind: Any) -> Iterator[Any]:
    yield kind
    for inner in typing.get_args(kind):
        yield from _types_in(inner)


def _entries(site: Site) -> Iterator[Any]:
    waiting = list(site.nav)
    while waiting:
        entry = waiting.pop()
        yield entry
        waiting.extend(entry.children)
