"""Every address has one owner, and it is asked before anything is written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from builder import pipeline
from builder.check.addresses import OURS, file_redirects, one_owner_an_address, redirects
from builder.finding import CurriculumError
from builder.load.library import load_library
from builder.model.library import Library
from builder.pages.docs import other_files
from builder.pipeline import plan_sites
from builder.views.page import Site
from builder.views.participants import participants_site
from tests.factories import a_handout, a_library, a_session, a_track
from tests.project import ROOT, TODAY
from tests.trees import SMALL, a_tree


def taken(former: str) -> bool:
    """Whether a former id of one of the small library's sessions is refused."""
    library = load_library(SMALL)
    module = library.modules[0]
    session = replace(module.sessions[0], meta=module.sessions[0].meta.model_copy(update={"was": (former,)}))
    changed = replace(library, modules=(replace(module, sessions=(session, *module.sessions[1:])), *library.modules[1:]))
    return bool(list(one_owner_an_address(changed)))


@pytest.mark.long
@pytest.mark.slow
def test_no_page_and_no_file_of_either_site_can_be_replaced_by_a_former_id() -> None:
    looked_at = 0
    for site in plan_sites(load_library(SMALL), TODAY):
        files = [name.removesuffix("/index.html") for name in other_files(site, ROOT / "templates")]
        for address in {page.path for page in site.pages if page.path} | set(files):
            assert taken(address) or "." in address.split("/")[-1], address
            looked_at += 1
    assert looked_at >= 60


@pytest.mark.parametrize("former", ["help", "search", "topics", "topics/sleep", "404", "assets", "new", "passages", "tracks/compose", "tracks/wednesdays", "tracks/wednesdays/week-1", "sleep", "sleep/same-time-up/room", "anger/first-heat"])  # fmt: skip
def test_a_former_id_cannot_take_a_page_of_ours_or_of_anothers(former: str) -> None:
    assert taken(former)


@pytest.mark.parametrize("former", ["sleep/an-old-name", "old-module/old-name", "nights/helping"])
def test_a_free_address_can_be_a_former_id(former: str) -> None:
    assert not taken(former)


@pytest.mark.parametrize("name", sorted(OURS))
def test_a_module_cannot_take_a_page_of_ours(name: str) -> None:
    assert [finding.code for finding in one_owner_an_address(a_library(a_session(f"{name}/a-walk")))] == ["id-taken"]


@pytest.mark.parametrize("where", ["sleep/same-time-up", "sleep/same-time-up/my-rising-plan"])
def test_where_the_rule_misses_a_name_of_ours_all_that_is_planned_is_asked_by_check_and_build_alike(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    root = a_tree(tmp_path)

    def with_a_page_more(library: Library, *rest: Any) -> Site:
        site = participants_site(library, *rest)
        return structs.replace(site, pages=(*site.pages, structs.replace(site.pages[0], path=where)))

    monkeypatch.setattr("builder.pipeline.participants_site", with_a_page_more)
    found = [(one.code, one.place.file) for one in pipeline.check(root, TODAY) if one.is_error]
    assert [code for code, _ in found] == ["id-taken"]
    assert found[0][1].startswith("curriculum/modules/sleep/same-time-up/")
    with pytest.raises(CurriculumError) as refused:
        pipeline.build(root, TODAY)
    assert [(one.code, one.place.file) for one in refused.value.findings] == found
    assert not (root / "site").exists()


def addresses(*pages: str) -> list[tuple[str, str]]:
    return [(page, page) for page in pages]


def test_with_a_renamed_session_its_pages_keep_their_printed_addresses_in_every_language() -> None:
    library = a_library(a_session("mood/new-walk", was=["mood/old-walk"]), was=["moods"])
    there = addresses("mood", "mood/new-walk", "mood/new-walk/wall", "mood/new-walk/map", "mood/new-walk/map/es")
    assert redirects(library, there) == {
        "mood/old-walk": "mood/new-walk",
        "mood/old-walk/wall": "mood/new-walk/wall",
        "mood/old-walk/map": "mood/new-walk/map",
        "mood/old-walk/map/es": "mood/new-walk/map/es",
        "moods": "mood",
        "moods/new-walk": "mood/new-walk",
        "moods/new-walk/wall": "mood/new-walk/wall",
        "moods/new-walk/map": "mood/new-walk/map",
        "moods/new-walk/map/es": "mood/new-walk/map/es",
    }


def test_with_a_renamed_track_its_weeks_days_and_tables_keep_their_addresses() -> None:
    library = a_library(tracks=[a_track(identity="nights", was=["evening"])])
    there = [*addresses("tracks/nights", "tracks/nights/week-1", "tracks/nights-b"), ("tracks/nights/data", "tracks/nights/data/weeks.csv")]
    assert redirects(library, there) == {
        "tracks/evening": "tracks/nights",
        "tracks/evening/week-1": "tracks/nights/week-1",
        "tracks/evening/data/weeks.csv": "tracks/nights/data/weeks.csv",
    }


def test_a_page_that_stands_where_a_handout_once_was_is_not_replaced() -> None:
    old = a_session("mood/old-walk", handouts=[a_handout("mood/old-walk/map")])
    new = a_session("mood/new-walk", handouts=[a_handout("mood/new-walk/map", was=["mood/old-walk/plan"])])
    there = addresses("mood/old-walk", "mood/old-walk/map", "mood/new-walk", "mood/new-walk/map")
    assert redirects(a_library(old, new), there) == {"mood/old-walk/plan": "mood/new-walk/map"}


def test_what_a_handout_says_of_itself_comes_before_what_its_former_session_says() -> None:
    here = a_session("mood/walk", handouts=[a_handout("mood/walk/map")], was=["mood/stroll"])
    there = a_session("mood/talk", handouts=[a_handout("mood/talk/map", was=["mood/stroll/map"])])
    pages = addresses("mood/walk", "mood/walk/map", "mood/talk", "mood/talk/map")
    assert redirects(a_library(here, there), pages) == {"mood/stroll": "mood/walk", "mood/stroll/map": "mood/talk/map"}


def test_a_printed_file_keeps_its_address_and_those_of_a_retired_handout_lead_to_the_session_that_stands_in_for_it() -> None:
    pages = [a_handout("mood/walk/map", was=["mood/walk/plan"]), a_handout("mood/walk/map-two")]
    library = a_library(a_session("mood/walk", handouts=pages, was=["mood/talk/chart"]))
    files = [("mood/walk/map", "mood/walk/map-a4.pdf"), ("mood/walk/map-two", "mood/walk/map-two.docx")]
    assert file_redirects(library, files, {"mood/walk", "mood/walk/map"}) == {
        "mood/walk/plan-a4.pdf": "mood/walk/map-a4.pdf",
        "mood/talk/chart-a4.pdf": "mood/walk",
        "mood/talk/chart.docx": "mood/walk",
    }


def test_every_former_address_of_a_site_leads_to_a_page_of_it() -> None:
    for site in plan_sites(load_library(SMALL), TODAY):
        assert set(site.redirects.values()) <= {page.path for page in site.pages}
