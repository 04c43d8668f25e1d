"""What was published and leads nowhere now is told by the build, and can stop it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from builder.check.addresses import file_redirects
from builder.cli import main
from builder.load.library import load_library
from builder.moving.move import move
from builder.moving.writing import write
from builder.pipeline import plan_sites
from builder.print.build import jobs_of
from builder.print.meetings import papers_of_meetings
from builder.print.products import File
from builder.site.addresses_lost import lost_addresses_of, told
from builder.tracks.plan import plan_tracks
from builder.work.memo import Memo
from builder.work.store import file_status
from tests.project import ROOT, TODAY, a_project, edit

BEFORE = (
    "index.html",
    "participants/index.html",
    "participants/sleep/up/index.html",
    "participants/sleep/up/plan/index.html",
    "participants/sleep/up/plan-a4.pdf",
    "participants/sleep/up/plan-two-a4.pdf",
    "participants/assets/js/page.js",
    "participants/search-index/pagefind.js",
    "staff/groups/evening/2027-01-04/index.html",
    "staff/groups/this-week-letter.pdf",
    "staff/tracks/nights/data/weeks.csv",
    "staff/catalogue.json",
)


def test_pages_and_printed_files_count_and_what_machines_read_and_what_groups_have_for_a_week_do_not() -> None:
    assert lost_addresses_of(BEFORE, ["index.html", "participants/index.html"]) == (
        "participants/sleep/up",
        "participants/sleep/up/plan",
        "participants/sleep/up/plan-a4.pdf",
        "participants/sleep/up/plan-two-a4.pdf",
        "staff/tracks/nights/data/weeks.csv",
    )


def test_an_address_that_leads_on_is_not_lost() -> None:
    after = [path.replace("plan-a4.pdf", "plan-a4.pdf/index.html") for path in BEFORE if "two" not in path]
    assert lost_addresses_of(BEFORE, after) == ("participants/sleep/up/plan-two-a4.pdf",)


def test_a_page_is_named_once_with_what_stood_under_it() -> None:
    lines = list(told(lost_addresses_of(BEFORE, [])))
    assert lines[:3] == [
        "5 published addresses lead nowhere now:",
        "  participants/sleep/up (and 3 under it)",
        "  staff/tracks/nights/data/weeks.csv",
    ]
    assert list(told(["participants/sleep/up-a4.pdf", "participants/sleep/up-two"]))[1:3] == [
        "  participants/sleep/up-a4.pdf",
        "  participants/sleep/up-two",
    ]
    assert list(told([])) == []


def test_a_list_stays_short() -> None:
    lines = list(told([f"participants/sleep/page{number}" for number in range(30)]))
    assert lines[0] == "30 published addresses lead nowhere now:"
    assert lines[-2] == "  and 10 more"


# Whole builds


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), "--today", str(TODAY), *arguments])


def site(root: Path) -> dict[str, bytes]:
    return {path: (root / "site" / path).read_bytes() for path in file_status(root / "site")}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = a_project(tmp_path_factory.mktemp("kept"))
    assert run(root, "build").exit_code == 0
    return root


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    shutil.copytree(built, tmp_path / "project", copy_function=shutil.copy2)
    return tmp_path / "project"


@pytest.mark.long
@pytest.mark.slow
def test_a_session_that_is_renamed_by_hand_loses_addresses_which_the_build_tells_or_refuses(root: Path) -> None:
    modules = root / "curriculum/modules/anger"
    shutil.move(modules / "first-heat", modules / "early-heat")
    edit(modules / "module.md", "first-heat", "early-heat")
    for file in ("people.yml", *(f"tracks/{path.name}" for path in (root / "curriculum/tracks").iterdir())):
        path = root / "curriculum" / file
        path.write_text(path.read_text(encoding="utf-8").replace("anger/first-heat", "anger/early-heat"), encoding="utf-8")
    before = site(root)
    refused = run(root, "build", "--keep-addresses")
    assert refused.exit_code == 1
    assert site(root) == before
    assert "  participants/anger/first-heat (and " in refused.output
    assert "groupwork move OLD NEW" in refused.output
    assert refused.output.splitlines()[-1] == "Nothing was published; site/ is as it was."
    published = run(root, "build")
    assert published.exit_code == 0
    assert "published addresses lead nowhere now:" in published.output


@pytest.mark.long
@pytest.mark.slow
def test_after_many_moves_no_published_address_is_lost_and_after_moves_back_each_file_is_itself_again(root: Path) -> None:
    moves = (
        ("sleep/same-time-up", "anger/up-early"),
        ("anger/up-early/my-rising-plan", "anger/up-early/one-hour"),
        ("anger/up-early/one-hour", "sleep/bed-is-for-sleep/one-hour"),
        ("anger", "heat"),
        ("heat/first-heat", "heat/early-heat"),
        ("wednesdays", "weds"),
        ("sleep", "rest"),
        ("pills", "tablets"),
        ("made-up-education", "education"),
        ("rest/bed-is-for-sleep/one-hour", "heat/up-early/my-plan"),
    )
    held = set(lost_addresses_of(file_status(root / "site"), ()))
    for old, new in moves:
        write(root, move(root, old, new).changes)
    told = run(root, "build", "--keep-addresses")
    assert told.exit_code == 0, told.output
    assert len(held) >= 200
    assert set(lost_addresses_of(file_status(root / "site"), ())) >= held
    for old, new in reversed(moves):
        write(root, move(root, new, old).changes)
    edit(
        root / "curriculum/modules/sleep/module.md", "[bed-is-for-sleep, same-time-up]", "[same-time-up, bed-is-for-sleep]"
    )  # it came back as the last one
    told = run(root, "build", "--keep-addresses")
    assert told.exit_code == 0, told.output
    files = file_status(root / "site")
    assert not [address for address in held if address.endswith(".pdf") and f"{address}/index.html" in files]


@pytest.mark.slow
def test_a_former_file_leads_to_the_file_of_now(root: Path) -> None:
    write(root, move(root, "sleep/same-time-up/my-rising-plan", "sleep/same-time-up/one-hour").changes)
    assert run(root, "build").exit_code == 0
    page = (root / "site/participants/sleep/same-time-up/my-rising-plan-letter.pdf/index.html").read_text(encoding="utf-8")
    assert 'url=../one-hour-letter.pdf"' in page


def led(root: Path, memo: Memo) -> dict[str, str]:
    """Every address of a page or a printed file on either site, with what it leads to; as a build of the curriculum would have them, without the printing."""
    library = load_library(root, memo)
    syllabi = plan_tracks(library)
    dated = [papers for syllabus in syllabi for papers in papers_of_meetings(library, syllabus)]
    jobs = list(jobs_of(root, library, syllabi, dated=dated))
    found: dict[str, str] = {}
    for site in plan_sites(library, TODAY, syllabi=syllabi):
        pages = {page.path for page in site.pages}
        files = [(job.page, job.stem + File(edition, b"").ending) for job in jobs if site.name in job.sites for edition in job.product.row.built]
        leads = {page: page for page in pages} | site.redirects | {file: file for _, file in files} | file_redirects(library, files, pages)
        found |= {f"{site.name}/{address}": f"{site.name}/{target}" for address, target in leads.items()}
    return found


@pytest.mark.long
@pytest.mark.slow
def test_of_the_real_curriculum_no_page_and_no_printed_file_loses_its_address_in_many_moves(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "curriculum", tmp_path / "curriculum")
    memo = Memo()
    before = led(tmp_path, memo)
    library = load_library(tmp_path, memo)
    sessions = list(library.sessions)[::20]
    handouts = [handout for handout in library.handouts if handout.rpartition("/")[0] not in sessions][::20]
    cards = [one for one in library.cards if one.rpartition("/")[0] not in sessions][::20]
    moves = [
        *((one, f"{one}-moved") for one in (*sessions, *handouts, *cards)),
        ("communication/saying-no", "cbt/saying-no"),
        *((module.id, f"{module.id}-moved") for module in library.modules[::4]),
        *((f"tracks/{track.id}", f"{track.id}-moved") for track in library.tracks),
    ]
    for old, new in moves:
        write(tmp_path, move(tmp_path, old, new, memo=memo).changes)
    after = led(tmp_path, memo)
    assert len(moves) >= 20
    assert len(before) >= 2000
    assert [address for address in before if address not in after] == []
    assert {target for target in after.values() if target not in after and not target.endswith(".csv")} == set()
    assert sum(after[address] != target for address, target in before.items()) >= 1000
