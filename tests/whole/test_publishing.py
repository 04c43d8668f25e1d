"""What stands in site/ after a build, and after a build that failed."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from builder.finding import CurriculumError
from builder.pipeline import build
from builder.serve.responses import KINDS
from builder.site.tree import swap_in, write_tree
from builder.work import store
from builder.work.store import file_status
from tests.project import ROOT, TODAY, a_root

pytestmark = pytest.mark.slow


@pytest.mark.long
def test_a_mistake_leaves_the_published_site_as_it_was(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "curriculum", tmp_path / "curriculum")
    root = a_root(tmp_path / "root", tmp_path / "curriculum")
    (root / "site").mkdir()
    (root / "site" / "index.html").write_text("as it was", encoding="utf-8")
    session = tmp_path / "curriculum/modules/cbt/first-thought/session.md"
    session.write_text(session.read_text(encoding="utf-8").replace("minutes: 60", "minuts: 60"), encoding="utf-8")
    with pytest.raises(CurriculumError) as caught:
        build(root, TODAY)
    first = caught.value.findings[0]
    assert (str(first.place), first.code) == ("curriculum/modules/cbt/first-thought/session.md:4:1", "unknown-key")
    assert first.hint == "did you mean 'minutes'?"
    assert (root / "site" / "index.html").read_text(encoding="utf-8") == "as it was"


def test_every_published_file_can_stand_on_every_system_and_is_served_as_what_it_is(site: Path) -> None:
    """Windows refuses some names, takes two that differ only by case for one, and ends a path at 260 letters."""
    names = sorted(file_status(site))
    assert len(names) > 2000
    refused = re.compile(r'[<>:"\\|?*\x00-\x1f]|[. ](/|$)|(^|/)(con|prn|aux|nul|com[0-9]|lpt[0-9])[./]', re.I)
    assert [name for name in names if refused.search(name) or len(name) > 160] == []
    assert len({name.lower() for name in names}) == len(names)
    assert {Path(name).suffix for name in names if KINDS.guess_type(name)[0] is None} == {""}


def test_catalogues_hold_computed_numbers_and_the_participants_one_only_public_fields(site: Path) -> None:
    staff = json.loads((site / "staff/catalogue.json").read_text(encoding="utf-8"))
    public = json.loads((site / "participants/catalogue.json").read_text(encoding="utf-8"))
    evening = next(track for track in staff["tracks"] if track["id"] == "evening")
    assert evening["totals"]["minutes"] == sum(meeting["net_minutes"] for meeting in evening["meetings"])
    assert {key for session in public["sessions"] for key in session} == {"id", "title", "summary", "home_practice", "handouts"}


def test_the_two_sites_share_no_folder(site: Path) -> None:
    assert sorted(path.name for path in site.iterdir()) == ["404.html", "index.html", "participants", "staff"]
    for name in ("staff", "participants"):
        assert (site / name / "assets/css/groupwork.css").is_file()


@pytest.mark.long
def test_a_former_address_leads_to_the_present_one(tmp_path: Path) -> None:
    from builder.load.library import load_library
    from builder.pages.docs import render_site
    from builder.pipeline import plan_sites

    shutil.copytree(ROOT / "curriculum", tmp_path / "curriculum")
    handout = tmp_path / "curriculum/modules/cbt/first-thought/thought-log.md"
    handout.write_text(
        handout.read_text(encoding="utf-8").replace("kind: log", "kind: log\nwas: [cbt/first-thought/thought-record]"), encoding="utf-8"
    )
    library = load_library(a_root(tmp_path / "root", tmp_path / "curriculum"))
    for site in plan_sites(library, TODAY):
        files = render_site(site, library.sources.citations, ROOT / "templates")
        assert b'url=../thought-log/"' in files["cbt/first-thought/thought-record/index.html"]


def test_only_what_differs_is_written_and_what_is_gone_is_removed(tmp_path: Path) -> None:
    assert write_tree(tmp_path / "t", {"a/x.md": b"1", "b.md": b"2"}) == ["a/x.md", "b.md"]
    assert write_tree(tmp_path / "t", {"a/x.md": b"1", "b.md": b"2"}) == []
    assert write_tree(tmp_path / "t", {"b.md": b"3"}) == ["a/x.md", "b.md"]
    assert sorted(path.name for path in (tmp_path / "t").rglob("*")) == ["b.md"]


def test_a_swap_replaces_the_whole_folder(tmp_path: Path) -> None:
    for name in ("fresh", "public"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).write_text(name, encoding="utf-8")
    swap_in(tmp_path / "fresh", tmp_path / "public")
    assert [path.name for path in (tmp_path / "public").iterdir()] == ["fresh"]
    assert not (tmp_path / "fresh").exists()


def test_every_participant_page_carries_help_and_says_what_it_is_not(site: Path) -> None:
    pages = {page: page.read_text(encoding="utf-8") for page in (site / "participants").rglob("*.html")}
    kept = {page: text for page, text in pages.items() if "This page has moved" not in text}
    assert len(kept) > 100
    leads = {page: re.search(r'href="([^"#]+)', text) for page, text in pages.items() if page not in kept}
    assert [page for page, link in leads.items() if not (link and (page.parent / link[1]).exists())] == []
    for page, text in kept.items():
        assert 'href="tel:988"' in text, page
        assert "It is not treatment, and it is not emergency care." in text, page
        assert "Not yet reviewed by a licensed clinician." in text, page


def test_the_door_says_who_may_help(site: Path) -> None:
    text = (site / "index.html").read_text(encoding="utf-8")
    assert 'href="tel:911"' in text
    assert 'href="participants/help/index.html"' in text


@pytest.fixture
def another_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """Afterwards one more package is installed."""

    def forget() -> None:
        for known in (store.code_of, store._installed):
            known.cache_clear()

    def install() -> None:
        (tmp_path / "packages" / "some_tool-1.0.dist-info").mkdir(parents=True)
        monkeypatch.syspath_prepend(str(tmp_path / "packages"))
        forget()

    yield install
    monkeypatch.undo()
    forget()


@pytest.mark.long
def test_pages_alone_leave_what_was_printed_whatever_becomes_of_program_and_cache(tmp_path: Path, another_program: Callable[[], None]) -> None:
    root = a_root(tmp_path / "root", ROOT / "tests/small/curriculum")
    build(root, TODAY)
    site = root / "site"
    printed = {path: (site / path).read_bytes() for path in file_status(site) if path.endswith((".pdf", ".docx", ".epub"))}
    assert len(printed) > 40
    page = site / "participants/anger/first-heat/my-heat-card/index.html"
    before, index = page.read_bytes(), sorted(path for path in file_status(site) if "/search-index/" in path)
    assert b'href="../my-heat-card-letter.pdf"' in before
    another_program()
    for cache in (True, False, True):
        build(root, TODAY, pages_only=True, cache=cache)
        assert {path: (site / path).read_bytes() for path in printed} == printed
        assert page.read_bytes() == before
        assert sorted(path for path in file_status(site) if "/search-index/" in path) == index
