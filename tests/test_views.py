"""What each page may show: the participants' views have no door to staff text, the staff's hold every number."""

from __future__ import annotations

import re
import typing
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from typing import Any

import pytest

from builder.dates.meetings import DatedGroup, GroupMeeting
from builder.load.library import load_library
from builder.model.base import Source
from builder.model.group import GroupMeta, RunningGroup
from builder.model.library import Library
from builder.model.passage import Passage, PassageMeta
from builder.model.program import GivenOut
from builder.model.session import Cards, CardsMeta, Session, SessionMeta, Wall
from builder.pages.docs import render_site
from builder.pipeline import plan_sites
from builder.text.guide import Guide, Part
from builder.text.tree import plain
from builder.text.wall import Screen
from builder.tracks.plan import plan
from builder.tracks.running import Running
from builder.views import handout_page, mytonight, mytrack, participants, public, topics, wall
from builder.views.address import participants_link
from builder.views.common import review_note
from builder.views.guide import guide_pages, timeline
from builder.views.page import Site, href
from tests.factories import a_handout, a_library, a_session
from tests.project import ROOT, TODAY
from tests.trees import SMALL

STAFF_TYPES = {
    Session,
    SessionMeta,
    Guide,
    Part,
    Passage,
    PassageMeta,
    GivenOut,
    Cards,
    CardsMeta,
    Source,
    Library,
    Wall,
    Screen,
    GroupMeta,
    RunningGroup,
    GroupMeeting,
    DatedGroup,
    Running,
}
"""What holds staff text: no view of the participants' site may hold any of these."""
GUARDED = (handout_page, participants, mytonight, mytrack, public, topics, wall)
"""The modules of the participants' views."""

GOLDEN = ROOT / "tests" / "golden"
SHOWN = {
    "staff": ("index", "sleep/index", "sleep/same-time-up/index", "sleep/same-time-up/room/index", "sleep/same-time-up/note/index", "sleep/same-time-up/my-rising-plan/index", "tracks/wednesdays/week-2-wed/index", "program/index"),
    "participants": ("index", "help/index", "sleep/index", "sleep/same-time-up/index", "sleep/same-time-up/my-rising-plan/index", "sleep/same-time-up/wall/index", "tracks/wednesdays/week-1/index"),
}  # fmt: skip


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(SMALL)


@pytest.fixture(scope="module")
def sites(library: Library) -> dict[str, Site]:
    return {site.name: site for site in plan_sites(library, TODAY)}


def test_every_heading_follows_an_empty_line(library: Library, sites: dict[str, Site]) -> None:
    """To MkDocs it is a heading either way; to every engine that reads CommonMark it is one only so."""
    for site in sites.values():
        for path, content in render_site(site, library.sources.citations, ROOT / "templates").items():
            if path.endswith(".md"):
                assert not re.search(r"\n(?!---\n)[^\n]+\n#{1,6} ", content.decode()), path


def test_no_participant_view_can_hold_a_session_a_guide_or_front_matter() -> None:
    """Counted: this guard once looked at none of them, because views had become another kind of class."""
    views = [view for module in GUARDED for view in _views_in(module)]
    assert len(views) >= 22
    looked_at = 0
    for view in views:
        for name, kind in typing.get_type_hints(view).items():
            held = set(_types_in(kind))
            looked_at += len(held)
            assert not held & STAFF_TYPES, f"{view.__name__}.{name}"
    assert looked_at >= 80


def test_no_participant_view_has_a_field_for_who_leads_or_where_a_place_is() -> None:
    fields = {f"{view.__name__}.{name}" for module in GUARDED for view in _views_in(module) for name in typing.get_type_hints(view)}
    assert len(fields) >= 100
    assert {name for name in fields if name.rpartition(".")[2] in ("leaders", "led_by", "place", "where", "cohort")} == set()


def test_every_page_of_the_participants_site_is_made_of_a_view_that_the_guard_looks_at(sites: dict[str, Site]) -> None:
    guarded = {view for module in GUARDED for view in _views_in(module)}
    shown = {type(page.view) for page in sites["participants"].pages} - {type(None), tuple}
    assert {view.__name__ for view in shown - guarded} == {"SearchView"}
    assert len(shown) >= 10


def test_a_wall_is_public_words_alone_and_does_not_say_for_which_part_it_is(library: Library, sites: dict[str, Site]) -> None:
    files = render_site(sites["participants"], library.sources.citations, ROOT / "templates")
    own, evening = (files[f"{path}/wall/index.md"].decode() for path in ("sleep/same-time-up", "tracks/wednesdays/week-1-wed"))
    session = library.sessions["sleep/same-time-up"]
    for page in (own, evening):
        for screen in session.walls[0].screens:
            assert escape(plain(screen.title)) in page
        assert not any(part.title in page for part in session.guide.parts if ":" in part.title)
        assert "groupwork.example/" in page or library.program.meta.address.split("//")[1] in page
    assert 'data-kind="break"' in evening
    assert 'hide: ["frame"' in own


def test_the_staff_site_leads_to_a_wall_where_the_participants_site_stands(library: Library) -> None:
    room = "sleep/same-time-up/room"
    assert participants_link(library, room, "sleep/same-time-up/wall") == "../../../../participants/sleep/same-time-up/wall/index.html"
    meta = library.program.meta.model_copy(update={"address": "https://one.example/participants", "staff_address": "https://other.example/staff"})
    apart = replace(library, program=replace(library.program, meta=meta))
    assert participants_link(apart, room, "sleep/same-time-up/wall") == "https://one.example/participants/sleep/same-time-up/wall/"
    assert wall.wall_link(library, library.sessions["sleep/bed-is-for-sleep"], room) == ""


def test_a_participant_page_never_mentions_a_risk_protocol(library: Library, sites: dict[str, Site]) -> None:
    files = render_site(sites["participants"], library.sources.citations, ROOT / "templates")
    pages = b"\n".join(content for name, content in files.items() if name.endswith((".md", ".json")))
    first_step = library.program.meta.risk_protocol.strip().split("\n")[0]
    assert first_step.encode() not in pages
    assert b"If it gets hard" not in pages


def test_every_participant_page_of_a_session_says_that_no_clinician_has_reviewed_it(library: Library, sites: dict[str, Site]) -> None:
    files = render_site(sites["participants"], library.sources.citations, ROOT / "templates")
    for session in library.sessions.values():
        for identity in (session.id, *(handout.id for handout in session.handouts), *(f"{session.id}/wall" for _ in session.walls)):
            assert library.program.meta.unreviewed in files[f"{identity}/index.md"].decode()


def test_a_language_edition_that_is_not_the_signed_text_says_that_it_is_not_reviewed() -> None:
    """And says who reviewed it once its own digest stands in the sign-off: until it is edited."""
    review = {"status": "approved", "by": "A. Tester", "credential": "LCSW", "on": "2026-10-01", "due": "2028-10-01"}

    def note(spanish: str, **signed: Any) -> str:
        pages = [a_handout(), a_handout(language="es", body=spanish)]
        draft = a_session(handouts=pages)
        session = a_session(handouts=pages, review={**review, "digest": draft.source.digest, **signed})
        return str(review_note(a_library(session), session, "es"))

    assert note("Camino.\n") == "Not reviewed."
    signed = a_session(handouts=[a_handout(), a_handout(language="es", body="Camino.\n")]).edition_digests
    assert note("Camino.\n", editions=signed).startswith("Reviewed by A. Tester")
    assert note("Camino mucho.\n", editions=signed) == "Not reviewed."


def test_the_clock_times_of_a_meeting_are_a_running_sum(library: Library) -> None:
    for meeting in plan(library, library.tracks[0]).meetings:
        assert meeting.parts[0].start == meeting.start
        assert all(part.end == following.start for part, following in zip(meeting.parts, meeting.parts[1:], strict=False))
        assert meeting.minutes == sum(part.minutes for part in meeting.parts if part.kind != "break")


def test_a_guide_says_what_comes_before_and_after_it_in_each_track(sites: dict[str, Site]) -> None:
    place = _view(sites["staff"], "anger/first-heat").places[0]
    assert (place.track, place.meeting, place.again) == ("Wednesday evenings", "Week 2, Wednesday", False)
    assert (place.before.title, place.before.when) == ("Same time up", "Week 1, Wednesday")
    assert (place.after.title, place.after.when) == ("Bed is for sleep", "Week 3, Wednesday")
    assert _view(sites["staff"], "sleep/same-time-up").places[0].before is None


def test_the_suggested_next_session_is_one_that_this_one_leads_to_or_else_the_next_of_its_module() -> None:
    walk, run, rest = a_session(), a_session("mood/a-run", title="A run"), a_session("mood/a-rest", title="A rest", requires=["mood/first-walk"])
    views = {page.path: page.view for page in guide_pages(a_library(walk, run, rest), ())}
    assert views["mood/first-walk"].suggested.title == "A rest"
    assert views["mood/a-run"].suggested.title == "A rest"
    assert views["mood/a-rest"].suggested is None


def test_the_parts_of_a_guide_begin_at_a_running_sum_of_minutes() -> None:
    steps = timeline(a_session())
    assert [(step.start, step.minutes, step.short, step.kept) for step in steps] == [
        (0, 10, 10, 100),
        (10, 15, 15, 100),
        (25, 25, 15, 60),
        (50, 10, 0, 0),
    ]


def test_room_mode_holds_every_word_of_the_timed_parts(library: Library, sites: dict[str, Site]) -> None:
    files = render_site(sites["staff"], library.sources.citations, ROOT / "templates")
    for session in library.sessions.values():
        page = files[f"{session.id}/room/index.md"].decode()
        told = re.sub(r"<[^>]+>", "", page)
        for part in session.guide.timed:
            for word in plain(part.blocks).split():
                assert escape(word, quote=False) in told, (session.id, part.title)


def test_the_note_has_the_authors_stems_and_no_field_for_a_name(library: Library, sites: dict[str, Site]) -> None:
    view = _view(sites["staff"], "sleep/same-time-up/note")
    part = library.sessions["sleep/same-time-up"].guide.part("For the record")
    assert part is not None
    assert " ".join(view.stems) == plain(part.blocks)
    page = render_site(sites["staff"], library.sources.citations, ROOT / "templates")["sleep/same-time-up/note/index.md"].decode()
    assert "Date: ____" in page
    assert not re.search(r"\bname: ____|participant: ____|client", page, re.IGNORECASE)


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
    """Every class that a module defines and that has fields, whatever makes it a value."""
    for thing in vars(module).values():
        if isinstance(thing, type) and thing.__module__ == module.__name__ and typing.get_type_hints(thing):
            yield thing


def _types_in(kind: Any) -> Iterator[Any]:
    yield kind
    for inner in typing.get_args(kind):
        yield from _types_in(inner)


def _view(site: Site, path: str) -> Any:
    return next(page.view for page in site.pages if page.path == path)


def _entries(site: Site) -> Iterator[Any]:
    waiting = list(site.nav)
    while waiting:
        entry = waiting.pop()
        yield entry
        waiting.extend(entry.children)
