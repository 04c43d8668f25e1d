"""What a track leaves out of the library, at a length that goes with the track: in the view, and in the bytes of every page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from builder.model.library import Library
from builder.pages.docs import render_site
from builder.tracks.plan import plan
from builder.views.nottaught import IN_FULL, NotTaught, Rest, not_taught
from builder.views.participants import participants_site
from builder.views.staff import staff_site
from tests.factories import a_library, a_session, a_track
from tests.project import ROOT, TODAY

pytestmark = pytest.mark.slow

PER_SITE = {
    *(
        "staff/index.md",
        "staff/catalogue.json",
        "staff/library/index.md",
        "staff/library/sets.json",
        "staff/library/coverage/index.md",
        "staff/library/coverage.csv",
        "staff/sources/index.md",
        "staff/print/index.md",
    ),
    *("staff/tracks/compose/index.md", "staff/tracks/compose/planner.json"),
    *("participants/catalogue.json", "participants/skills/index.md", "participants/topics/activity/index.md"),
}
"""What grows with the library, as it should: there is one of each, whatever the number of pages."""


def a_catalogue(*sizes: int, taught: Sequence[str], **meta: Any) -> Library:
    """Modules of these sizes, `m001/s01` the first session of the first, and a track of `taught`."""
    names = [f"m{module:03}/s{place:02}" for module, size in enumerate(sizes, 1) for place in range(1, size + 1)]
    sessions = [a_session(name, title=f"Session {name}", **meta) for name in names]
    weeks: list[dict[str, Any]] = [{"mon": [name]} for name in taught]
    weeks += [{"mon": [{"again": taught[0]}]}] * (8 - len(weeks))
    return a_library(
        *sessions,
        tracks=(a_track(*weeks, enrolment="cohort"),),
        program={"populations": {"anyone": {"title": "Anyone"}, "others": {"title": "Others"}}},
    )


def left_of(library: Library) -> NotTaught:
    return not_taught(library, plan(library, library.tracks[0]))


def syllabus_of(library: Library) -> str:
    return files_of(library)["staff/tracks/evening/index.md"]


def files_of(library: Library) -> dict[str, str]:
    """The docs trees of both sites as text, without assets."""
    syllabi = tuple(plan(library, track) for track in library.tracks)
    sites = (staff_site(library, syllabi, (), TODAY, {}), participants_site(library, syllabi))
    trees = {site.name: render_site(site, library.sources.citations, ROOT / "templates") for site in sites}
    return {f"{name}/{path}": content.decode() for name, tree in trees.items() for path, content in tree.items() if not path.startswith("assets/")}


def test_sessions_left_out_have_a_card_each_while_they_are_few() -> None:
    library = a_catalogue(2, IN_FULL - 1, taught=["m001/s01"])
    left = left_of(library)
    assert [card.path for card in left.cards] == ["m001/s02", *(f"m002/s{place:02}" for place in range(1, IN_FULL))]
    assert left == NotTaught(sessions=IN_FULL, cards=left.cards)
    assert "Modules that it" not in syllabus_of(library)


def test_a_track_that_leaves_nothing_out_says_nothing_of_it() -> None:
    library = a_catalogue(1, taught=["m001/s01"])
    assert left_of(library) == NotTaught(sessions=0)
    assert "not in this track" not in syllabus_of(library)


def test_many_sessions_left_out_are_told_by_module_with_names_where_half_or_more_is_taught() -> None:
    library = a_catalogue(4, 4, 2, IN_FULL, taught=["m001/s01", "m001/s03", "m002/s04", "m003/s01", "m003/s02"])
    left = left_of(library)
    assert [(module.path, module.left, module.taught) for module in left.in_part] == [("m001", 2, 2), ("m002", 3, 1)]
    assert [[place.path for place in module.named] for module in left.in_part] == [["m001/s02", "m001/s04"], []]
    assert [(module.path, module.left) for module in left.not_at_all] == [("m004", IN_FULL)]
    assert (left.sessions, left.cards, left.rest) == (IN_FULL + 5, (), None)


def test_a_director_reads_the_numbers_of_each_module_and_can_open_it() -> None:
    page = syllabus_of(a_catalogue(3, 1, IN_FULL, taught=["m001/s01", "m001/s02"]))
    assert f"{IN_FULL + 2} sessions that are written for this population are not in this track." in page
    assert '<a href="../../m001/">m001</a></dt><dd>1 not taught, 2 taught: <a href="../../m001/s03/">Session m001/s03</a></dd>' in page
    assert '<a href="../../m002/">m002</a></span> 1 session</li>' in page
    assert f'<a href="../../m003/">m003</a></span> {IN_FULL} sessions</li>' in page


def test_many_modules_that_are_not_taught_are_counted() -> None:
    library = a_catalogue(1, *[2] * (IN_FULL + 1), taught=["m001/s01"])
    left = left_of(library)
    assert (left.in_part, left.not_at_all, left.rest) == ((), (), Rest(IN_FULL + 1, 2 * IN_FULL + 2))
    assert f'{IN_FULL + 1} modules with {2 * IN_FULL + 2} sessions. <a href="../../library/">Find them in the library</a>' in syllabus_of(library)


@pytest.mark.parametrize("count", [3, IN_FULL + 3])
def test_sessions_for_other_people_are_not_counted_as_left_out(count: int) -> None:
    assert left_of(a_catalogue(count, taught=["m001/s01"], suits=["others"])) == NotTaught(sessions=0)


def test_only_what_a_site_has_once_grows_with_the_library() -> None:
    """Both libraries have more modules than a syllabus lists; numbers may take a digit more."""
    few, many = (files_of(a_catalogue(*[2] * modules, taught=["m001/s01", "m002/s01", "m002/s02"])) for modules in (48, 144))
    assert len(many) > 2.5 * len(few)
    assert {path for path, text in few.items() if len(many[path]) > len(text) + 8} == PER_SITE
