"""The master schedule of a program of several sites: the staff of each see the groups of all, and none of a participant's pages does."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from builder.load.library import load_library
from builder.pages.render import Pages
from builder.pipeline import plan_sites
from builder.views.page import Site
from tests.project import ROOT, TODAY, edit
from tests.sites import three_sites

WEEK = "groups"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return three_sites(tmp_path)


def schedule(root: Path, site: str) -> str:
    """The page as its words."""
    library = load_library(root, site=site)
    staff, _ = plan_sites(library, TODAY)
    html = Pages(staff, library.sources.citations, ROOT / "templates").page(next(page for page in staff.pages if page.path == WEEK)).decode()
    return (
        re.sub(r"\s+([,:]?)", r" \1", re.sub(r"<[^>]+>", " ", html.partition("<main")[2].partition("</main")[0]))
        .replace(" ,", ",")
        .replace(" :", ":")
    )


def test_the_staff_of_each_site_see_the_groups_of_all_with_the_name_of_the_site(root: Path) -> None:
    words = {site: schedule(root, site) for site in ("harbor", "hill", "river")}
    for text in words.values():
        assert [text.count(room) >= 1 for room in ("Net room", "Sky room", "Wheel room")] == [True, True, True]
    assert "Hill group Elm Street Hill, Chicago time Week 1 · Top house, Sky room lead: Robin A." in words["harbor"]
    assert "River group Elm Street River Week 1 · Mill house" in words["harbor"]
    assert "Harbor group Week 1" in words["harbor"]
    assert "Harbor group Elm Street Harbor, New York time" in words["hill"]


def test_a_site_without_a_group_of_its_own_has_the_schedule_too(root: Path) -> None:
    edit(root / "curriculum/groups/hill-morning.yml", "site: hill", "site: river")
    assert "Net room" in schedule(root, "hill")
    assert "Groups of this site" not in schedule(root, "hill")


def test_who_leads_at_two_sites_at_once_stands_on_the_schedules_of_both_and_of_no_third(root: Path) -> None:
    edit(root / "curriculum/groups/river-evening.yml", "Kim B.", "Robin A.")
    told = {site: schedule(root, site) for site in ("harbor", "hill", "river")}
    assert "Robin A.: Harbor group and River group (Elm Street River), " in told["harbor"]
    assert "Robin A.: Harbor group (Elm Street Harbor) and River group, " in told["river"]
    assert "In each other's way" not in told["hill"]


@cache
def pages_of(root: Path, site: str) -> tuple[Site, Site]:
    return plan_sites(load_library(root, site=site), TODAY)


def test_the_groups_of_other_sites_have_no_page_file_or_calendar_here(root: Path) -> None:
    staff, participants = pages_of(root, "harbor")
    paths = {page.path for page in staff.pages} | staff.files.keys() | {page.path for page in participants.pages} | participants.files.keys()
    assert "groups/harbor-evening" in paths
    assert [path for path in paths if "hill-" in path or "river-" in path] == []
    told = repr(participants)
    assert [word for word in ("Sky room", "Wheel room", "Hill group", "River group") if word in told] == []
    assert "Net room" in told
