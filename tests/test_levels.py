"""Drafts, adopted and full texts: what each is asked for, and where a draft is seen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from builder.codes import CODES
from builder.commands.scaffold import write_new
from builder.finding import CurriculumError, Finding
from builder.load.library import load_library
from builder.model.catalogue import catalogue_of
from builder.model.level import LEVELS, lowest, weighed
from builder.pipeline import build, check, export_docs, plan_sites
from builder.print.common import OrderError
from builder.print.orders import Order, fill_order
from builder.serve.live import Live
from builder.site.place import site_pages
from builder.tracks.impact import impact_in
from builder.work.store import file_status
from tests.project import ROOT, SESSION, TODAY, a_project, edit, real_library

pytestmark = pytest.mark.slow

NEW = "curriculum/modules/sleep/winding-down"
MARK = "lavender at the window"
"""Words of the draft alone."""


def a_draft(root: Path, session: str = "sleep/winding-down") -> Path:
    """A session like 'same-time-up', in words of its own, as a draft; its folder."""
    module, _, name = session.partition("/")
    folder = root / "curriculum/modules" / module / name
    write_new(root, "session", session)
    page = folder / "session.md"
    answers = {"title": f"Winding down, {MARK}", "summary": f"An hour that slows, with {MARK}.", "topics": "[sleep]", "suits": "[depression]"}
    answers |= {
        "objectives": "[Name one thing that slows you, Choose when it begins]",
        "newcomers": "welcome",
        "load": "light",
        "home_practice": f"Tonight {MARK}.",
    }
    fill_in(page, answers)
    fill_in(folder / f"my-{name}.md", {"title": f"My hour, {MARK}", "kind": "plan", "main_message": f"Slow down with {MARK}.", "time": "5 minutes"})
    edit(folder / f"my-{name}.md", "[____]", "[____ when I begin]")
    return page


def fill_in(page: Path, answers: Mapping[str, str]) -> None:
    text = page.read_text(encoding="utf-8")
    for key, answer in answers.items():
        text, count = re.subn(rf"^{key}: +#.*$", f"{key}: {answer}", text, flags=re.M)
        assert count == 1, key
    page.write_text(text, encoding="utf-8")


def says(page: Path, status: str) -> None:
    """Write a status into a file's front matter, in place of the one that it has."""
    text = re.sub(r"^status: .*\n", "", page.read_text(encoding="utf-8"), flags=re.M)
    page.write_text(text.replace("---\n", f"---\nstatus: {status}\n", 1), encoding="utf-8")


def told(root: Path) -> list[tuple[str, str, str]]:
    """File, severity and code of every finding."""
    return [(found.place.file.rsplit("/", 1)[-1], found.severity, found.code) for found in check(root, TODAY)]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return a_project(tmp_path)


def test_a_fresh_session_is_a_draft_and_stops_nothing(root: Path) -> None:
    write_new(root, "session", "sleep/winding-down")
    findings = told(root)
    assert len(findings) > 8
    assert {severity for _, severity, _ in findings} == {"warning"}
    assert "sleep/winding-down" in load_library(root).named_drafts


@pytest.mark.long
def test_a_draft_is_in_nothing_that_is_published(root: Path) -> None:
    a_draft(root)
    library = load_library(root)
    assert {"sleep/winding-down", "sleep/winding-down/my-winding-down"} == library.drafts
    assert "sleep/winding-down" not in catalogue_of(library)["order"]
    for site in plan_sites(library.published, TODAY):
        assert not [page.path for page in site.pages if "winding-down" in page.path]
    built = build(root, TODAY)
    looked = [path for path in file_status(root / "site") if not path.endswith((".woff2", ".wasm"))]
    assert len(looked) > 300
    assert [path for path in looked if MARK.encode() in (root / "site" / path).read_bytes() or "winding-down" in path] == []
    assert {found.severity for found in built.findings} == {"warning"}
    export_docs(root, TODAY)
    assert not [path for path in file_status(root / "build/staff") if "winding-down" in path]


def test_a_draft_is_shown_while_someone_writes_and_says_that_it_is_one(root: Path) -> None:
    a_draft(root)
    live = Live(root)
    live.build(root, TODAY, lambda line: None)
    pages = ("staff/sleep/winding-down", "staff/sleep/winding-down/room", "staff/sleep/winding-down/note", "staff/sleep/winding-down/my-winding-down")
    for path in (*pages, "participants/sleep/winding-down", "participants/sleep/winding-down/my-winding-down"):
        page = (live.file(f"{path}/index.html") or b"").decode()
        assert "This page is not published" in page, path
        assert "Draft: " in page, path
    lists = [(live.file(f"{path}/index.html") or b"").decode() for path in ("staff/library", "staff/sleep", "participants/sleep")]
    assert all(f"Draft: Winding down, {MARK}" in page for page in lists)
    assert "This page is not published" not in "".join(lists)
    assert MARK.encode() not in (live.file("staff/tracks/compose/planner.json") or b"")


def test_what_is_not_a_draft_has_no_note(root: Path) -> None:
    live = Live(root)
    live.build(root, TODAY, lambda line: None)
    page = (live.file("staff/sleep/same-time-up/index.html") or b"").decode()
    assert "gw-draft" not in page


def test_a_module_of_nothing_but_drafts_is_not_published(root: Path) -> None:
    module = root / "curriculum/modules/rest/module.md"
    module.parent.mkdir()
    module.write_text("---\ntitle: Rest\nsummary: Rest\nsessions: []\n---\n", encoding="utf-8")
    edit(root / "curriculum/program.yml", "modules: [sleep, anger]", "modules: [sleep, anger, rest]")
    a_draft(root, "rest/winding-down")
    assert {severity for _, severity, _ in told(root)} == {"warning"}
    assert "rest" not in {module.id for module in load_library(root).published.modules}
    live = Live(root)
    live.build(root, TODAY, lambda line: None)
    assert "Draft: Rest" in (live.file("staff/rest/index.html") or b"").decode()


def test_a_draft_handout_is_left_out_of_its_session_and_the_sign_off_stands(root: Path) -> None:
    signed = load_library(root).sessions["sleep/same-time-up"].source.digest
    write_new(root, "handout", "sleep/same-time-up/week-card")
    page = root / "curriculum/modules/sleep/same-time-up/week-card.md"
    says(page, "draft")
    assert {severity for _, severity, _ in told(root)} == {"warning"}
    fill_in(page, {"title": "My week", "kind": "log", "main_message": "Mark each day.", "time": "5 minutes"})
    edit(page, "[____]", "[____ today]")
    library = load_library(root)
    assert library.sessions["sleep/same-time-up"].source.digest == signed
    assert [page.id for page in library.sessions["sleep/same-time-up"].handouts] == [
        "sleep/same-time-up/my-rising-plan",
        "sleep/same-time-up/week-card",
    ]
    assert [page.id for page in library.published.sessions["sleep/same-time-up"].handouts] == ["sleep/same-time-up/my-rising-plan"]
    says(page, "full")
    assert load_library(root).sessions["sleep/same-time-up"].source.digest != signed


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("curriculum/tracks/wednesdays.md", "wed: [sleep/same-time-up]", "wed: [sleep/winding-down]"),
        ("curriculum/modules/anger/first-heat/session.md", "review:", "requires: [sleep/winding-down]\nreview:"),
        ("curriculum/modules/anger/first-heat/session.md", "review:", "handouts: [sleep/winding-down/my-winding-down]\nreview:"),
        ("curriculum/modules/anger/first-heat/session.md", "Tape a line", "Read [this](sleep/winding-down). Tape a line"),
        ("curriculum/program.yml", "core: [sleep/same-time-up]", "core: [sleep/same-time-up, sleep/winding-down]"),
    ],
    ids=["track", "requires", "borrowed", "link", "core"],
)
def test_what_is_published_cannot_lean_on_a_draft(root: Path, file: str, old: str, new: str) -> None:
    a_draft(root)
    edit(root / file, old, new)
    errors = [found for found in check(root, TODAY) if found.is_error]
    assert [(found.code, found.place.file) for found in errors] == [("draft-referenced", file)]
    assert "status: adopted" in errors[0].hint
    with pytest.raises(CurriculumError):
        build(root, TODAY, pages_only=True)
    with pytest.raises(CurriculumError):
        Live(root).build(root, TODAY, lambda line: None)


def test_drafts_may_lean_on_each_other_and_on_what_is_published(root: Path) -> None:
    a_draft(root)
    other = a_draft(root, "sleep/waking-up")
    edit(other, "requires: []", "requires: [sleep/winding-down, sleep/same-time-up]")
    assert not [code for _, _, code in told(root) if code in ("draft-referenced", "unknown-reference")]
    assert [one.id for one in impact_in(root, "sleep/waking-up")] == ["sleep/waking-up"]


def test_a_draft_that_names_what_is_not_there_is_told_and_not_shown(root: Path) -> None:
    edit(a_draft(root), "requires: []", "requires: [sleep/nowhere]")
    assert ("session.md", "warning", "unknown-reference") in told(root)
    live = Live(root)
    live.build(root, TODAY, lambda line: None)
    assert live.file("staff/sleep/winding-down/index.html") is None
    assert live.file("staff/sleep/same-time-up/index.html")


def test_a_draft_that_cannot_say_that_it_is_one_is_an_error(root: Path) -> None:
    edit(a_draft(root), "minutes: 60", "minutes: [60")
    assert ("session.md", "error", "yaml-syntax") in told(root)


def test_a_draft_without_a_part_is_warned(root: Path) -> None:
    edit(a_draft(root), "## If it gets hard", "### If it gets hard")
    assert ("session.md", "warning", "part-needed") in told(root)


def test_wording_that_hurts_is_an_error_in_a_draft_too(root: Path) -> None:
    edit(a_draft(root), "How the room comes to rest", "Someone committed suicide. How the room comes to rest")
    assert [found for found in told(root) if found[1] == "error"] == [("session.md", "error", "suicide-wording")]


def test_a_draft_cannot_be_printed(root: Path, tmp_path: Path) -> None:
    a_draft(root)
    with pytest.raises(OrderError):
        fill_order(root, Order(("sleep/winding-down/my-winding-down",)), tmp_path / "out")


def test_every_command_takes_the_published_part_but_those_that_say_why() -> None:
    """The library is made without drafts where it is read, and nowhere else."""
    # check and build weigh drafts too, moving and retiring rewrite names in them, serve shows them, impact tells what leans on them
    whole = {"moving/move.py", "moving/retire.py", "pipeline.py", "tracks/impact.py"}  # serve takes what pipeline.py reads
    lines = [(path, line) for path in sorted((ROOT / "builder").rglob("*.py")) for line in path.read_text(encoding="utf-8").splitlines()]
    calls = [(path.relative_to(ROOT / "builder").as_posix(), line) for path, line in lines if "load_library(" in line and "def " not in line]
    assert len(calls) >= 11
    assert {name for name, line in calls if ".published" not in line} == whole
    assert "{name: library.published for name, library in libraries.items()}" in (ROOT / "builder/pipeline.py").read_text(encoding="utf-8")


OLD = """## Purpose

We did this for years, and people said that it helped.

## The exercise

Everybody walks to the window and back.

## If it gets hard

- {{passage pills}}
"""


def an_adopted_session(root: Path, body: str = OLD) -> Path:
    """An old session of the program's own: front matter, what it is for, what to do when it gets hard, and the rest as it always was."""
    folder = root / "curriculum/modules/anger/window-walk"
    folder.mkdir()
    front = "title: Window walk\nsummary: Walk and look.\nminutes: 60\nobjectives: [Walk]\ntopics: [anger]\nsuits: [depression]\nnewcomers: welcome\nload: light\nhome_practice: Walk on Friday.\nstatus: adopted\nreview: {status: draft}\n"
    (folder / "session.md").write_text(f"---\n{front}---\n\n{body}", encoding="utf-8")
    edit(root / "curriculum/modules/anger/module.md", "sessions: [first-heat]", "sessions: [first-heat, window-walk]")
    return folder / "session.md"


@pytest.mark.long
def test_an_old_session_is_adopted_with_its_minutes_its_purpose_and_what_to_do_when_it_gets_hard(root: Path) -> None:
    an_adopted_session(root)
    findings = told(root)
    assert {severity for _, severity, _ in findings} == {"warning"}
    assert {"guide-part", "handout-missing", "source-none", "objectives-count", "short-version"} <= {code for _, _, code in findings}
    build(root, TODAY, pages_only=True)
    page = (root / "site/staff/anger/window-walk/index.html").read_text(encoding="utf-8")
    assert "60 min if short" in page
    assert "gw-draft" not in page


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("## Purpose", "## Once (1 min)", "part-needed"),
        ("## If it gets hard\n\n- {{passage pills}}", "## Adapt\n\nAt a window.", "part-needed"),
        ("- {{passage pills}}", "Wait.", "hard-without-passage"),
        ("Everybody walks", "Somebody committed suicide. Everybody walks", "suicide-wording"),
    ],
    ids=["purpose", "hard", "passages", "wording"],
)
def test_an_adopted_session_without_one_of_these_stops_what_is_published(root: Path, old: str, new: str, code: str) -> None:
    edit(root / "curriculum/program.yml", "modules: [sleep, anger]", "every_guide: [pills]\nmodules: [sleep, anger]")
    for guide in ("anger/first-heat", "sleep/bed-is-for-sleep"):
        edit(root / f"curriculum/modules/{guide}/session.md", "## If it gets hard\n", "## If it gets hard\n\n- {{passage pills}}")
    page = an_adopted_session(root)
    assert [found for found in told(root) if found[1] == "error"] == []
    edit(page, old, new)
    assert {found[2] for found in told(root) if found[1] == "error"} == {code}


def test_a_full_session_is_asked_for_all_of_it(root: Path) -> None:
    says(an_adopted_session(root), "full")
    assert {"guide-part", "handout-missing", "source-none"} <= {code for _, severity, code in told(root) if severity == "error"}


def test_every_session_of_the_library_is_full() -> None:
    said = {text.file: text.marks.data.get("status", "full") for session in real_library().sessions.values() for text in session.texts}
    assert len(said) > 70
    assert {file: status for file, status in said.items() if status != "full"} == {}


def test_how_much_a_finding_weighs_falls_with_the_level_and_never_rises() -> None:
    place = load_library(ROOT / "tests/small").program.source.at()
    for code, about in CODES.items():
        weights = [weighed(Finding(place, code, "x", "y"), level).severity for level in reversed(LEVELS)]
        expected = {"": ["error", "warning", "warning"], "published": ["error", "error", "warning"], "always": ["error"] * 3}[about.fixed]
        assert weights == (expected if about.severity == "error" else ["warning"] * 3), code


def test_a_text_is_never_more_than_what_it_stands_in() -> None:
    assert [lowest("full", "adopted"), lowest("adopted", "draft"), lowest("full")] == ["adopted", "draft", "full"]


def test_a_status_is_no_part_of_what_a_clinician_signs(root: Path) -> None:
    before = load_library(root).sessions["sleep/same-time-up"].source.digest
    says(root / SESSION, "adopted")
    assert load_library(root).sessions["sleep/same-time-up"].source.digest == before


def test_what_rests_on_own_practice_says_so_and_counts_as_no_evidence(root: Path) -> None:
    page = an_adopted_session(root)
    says(page, "adopted\nsources: [own-practice]")
    assert "source-none" not in {code for _, _, code in told(root)}
    library = load_library(root)
    assert library.sessions["anger/window-walk"].cited == ("qaseem-2016",)  # of the passage in it
    assert "own-practice" not in library.citations
    shown = pages_of(root, "staff")
    assert "Rests on this program&#39;s own practice; no published source." in shown["anger/window-walk"]
    assert "The sources below are those of passages in it." in shown["anger/window-walk"]
    assert "Window walk" in shown["sources"].split("On this program")[1]
    assert "own practice" not in shown["anger/first-heat"]


def test_own_practice_beside_a_published_source_says_in_part(root: Path) -> None:
    edit(root / SESSION, "sources: [", "sources: [own-practice, ")
    assert told(root) == []
    assert "Rests in part on this program&#39;s own practice" in pages_of(root, "staff")["sleep/same-time-up"]


def test_a_passage_says_that_it_rests_on_own_practice(root: Path) -> None:
    page = root / "curriculum/passages/pills.md"
    edit(page, "sources: [", "sources: [own-practice, ")
    assert told(root) == []
    assert "Rests in part on this program&#39;s own practice" in pages_of(root, "staff")["passages"]


def test_own_practice_is_no_source_of_sources_yml_and_is_not_cited(root: Path) -> None:
    edit(root / SESSION, "## Before the group", "It helps [@own-practice].\n\n## Before the group")
    (found,) = [found for found in check(root, TODAY) if found.is_error]
    assert (found.code, "stands in `sources`" in found.hint) == ("unknown-reference", True)
    sources = root / "curriculum/sources.yml"
    sources.write_text("own-practice:" + sources.read_text(encoding="utf-8").split(":", 1)[1], encoding="utf-8")
    assert ("sources.yml", "error", "bad-value") in told(root)


def test_no_session_and_no_passage_of_the_library_rests_on_own_practice() -> None:
    library = real_library()
    said = [one.meta.sources for one in library.sessions.values()] + [one.meta.sources for one in library.passages.values()]
    assert len(said) > 40
    assert [names for names in said if "own-practice" in names] == []


def pages_of(root: Path, name: str) -> dict[str, str]:
    """The pages of a site, by path."""
    library = load_library(root).published
    site = next(site for site in plan_sites(library, TODAY) if site.name == name)
    pages = site_pages(root, library, site)
    return {page.path: pages.page(page).decode() for page in site.pages}


def test_a_long_sheet_of_an_adopted_session_is_printed_and_one_of_a_full_session_is_not(root: Path, tmp_path: Path) -> None:
    page = an_adopted_session(root)
    lines = "\n\n".join(f"Line {number}, which we wrote years ago." for number in range(160))
    front = "---\ntitle: Our long sheet\nkind: information\nmain_message: It is long.\ntime: 20 minutes\n---\n"
    (page.parent / "long-sheet.md").write_text(f"{front}\n{lines}\n", encoding="utf-8")
    order = Order(("anger/window-walk/long-sheet",))
    assert [file.pages > 2 for file in fill_order(root, order, tmp_path / "out")] == [True]
    says(page, "full")
    with pytest.raises(CurriculumError):
        fill_order(root, order, tmp_path / "out")
