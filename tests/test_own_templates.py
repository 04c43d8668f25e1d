"""Templates that stand beside a curriculum: what is wrong with one is told at its line, by a check as by a build, and nothing is published."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from builder.check.templates import RELEASED, as_released, digest_of_templates
from builder.cli import main
from builder.finding import CurriculumError, Place
from builder.load.library import load_library
from builder.pages.render import Pages
from builder.pipeline import build, check, plan_sites
from builder.site.place import site_pages
from builder.views.page import Page
from tests.project import ROOT, TODAY, a_project

pytestmark = pytest.mark.slow

HOME, HELP, MACROS = (f"templates/pages/participants/{name}.html" for name in ("home", "help", "session_macros"))
FRAME, MISSING = (f"templates/theme/{name}.html" for name in ("frame", "missing"))
ROOM, DOOR = "templates/pages/staff/room.html", "templates/pages/shared/door.html"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return a_project(tmp_path)


def begin(path: Path, text: str) -> None:
    """Put a first line into a template."""
    path.write_text(text + path.read_text(encoding="utf-8"), encoding="utf-8")


WRONG: dict[str, tuple[Callable[[Path], object], str, int]] = {
    "a block that is never ended": (lambda root: begin(root / HOME, "{% if page %}\n"), HOME, 0),
    "a mark that nobody knows": (lambda root: begin(root / HOME, "\n{% fi %}\n"), HOME, 2),
    "a bracket that is never closed": (lambda root: begin(root / MACROS, "{{ page.title\n"), MACROS, 0),
    "a filter that there is not": (lambda root: begin(root / FRAME, "\n\n{{ title|upper_case }}"), FRAME, 3),
    "a file to include that there is not": (lambda root: begin(root / HOME, '\n{% include "participants/nowhere.html" %}'), HOME, 2),
    "a file to import that there is not": (lambda root: begin(root / HOME, '{% from "shared/nowhere.html" import one %}'), HOME, 1),
    "a page without its template": (lambda root: (root / HELP).unlink(), HELP, 1),
    "no frame": (lambda root: (root / FRAME).unlink(), FRAME, 1),
    "letters that are not UTF-8": (lambda root: (root / HOME).write_bytes(b"\xff"), HOME, 1),
    "brackets without end": (lambda root: begin(root / HOME, f"{{{{ {'(' * 9000}1{')' * 9000} }}}}"), HOME, 1),
    "a name that there is not, of every page": (lambda root: begin(root / HOME, "\n{{ nothing }}"), HOME, 2),
    "a name that there is not, of one page among many": (lambda root: begin(root / ROOM, "{% if 'Same time' in page.title %}{{ page.nothing.more }}{% endif %}\n"), ROOM, 1),
    "a name that there is not, of the frame": (lambda root: begin(root / FRAME, "\n\n{{ nothing }}"), FRAME, 3),
    "a name that there is not, of the page that is not there": (lambda root: begin(root / MISSING, "{{ nothing }}"), MISSING, 1),
    "a name that there is not, of the page in front": (lambda root: begin(root / DOOR, "\n{{ chrome.nothing.more }}"), DOOR, 2),
}  # fmt: skip
"""What is wrong, and its file and line; 0 where any line is as good."""
ASKED = "a name that there is not"
"""What a page asks for, which shows only when it is made."""


@pytest.mark.parametrize("harm", WRONG)
def test_what_is_wrong_with_a_template_is_told_by_a_check_as_by_a_build(root: Path, harm: str) -> None:
    breaks, file, line = WRONG[harm]
    breaks(root)
    found = check(root, TODAY)
    assert {(each.code, each.place.file, each.severity) for each in found} == {("template-broken", file, "error")}
    assert {each.place.line for each in found} == {line} or not line
    with pytest.raises(CurriculumError) as refused:
        build(root, TODAY, pages_only=True)
    if harm.startswith(ASKED):  # a build ends at the first page
        assert set(refused.value.findings) <= set(found)
    else:
        assert refused.value.findings == found
        assert len(found) == 1
    assert not (root / "site").exists()


def test_templates_that_nobody_has_changed_have_nothing_to_mend(root: Path) -> None:
    (root / "templates/pages/participants/of-my-own.html").write_text('{% include "nowhere.html" ignore missing %}', encoding="utf-8")
    assert check(root, TODAY) == ()


def one_page(root: Path, template: str) -> tuple[Pages, Page]:
    library = load_library(root)
    _, participants = plan_sites(library, TODAY)
    return site_pages(root, library, participants), next(page for page in participants.pages if page.template == template)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("{{ nothing }}", "'nothing' is undefined"),
        ("{{ href(nothing) }}", "'nothing' is undefined"),
        ("{{ page.nothing.more }}", "nothing"),
        ("{{ 1 + page.title }}", "unsupported operand"),
        ('{% include page.title ~ ".html" %}', ".html"),
        ('{% include "participants/home.html" %}', "recursion"),
    ],
)
def test_what_a_template_asks_for_and_does_not_get_is_told_at_its_line(root: Path, asked: str, said: str) -> None:
    begin(root / HOME, f"\n\n{asked}")
    pages, page = one_page(root, "home.html")
    with pytest.raises(CurriculumError) as refused:
        pages.page(page)
    (found,) = refused.value.findings
    assert (found.code, found.place) == ("template-broken", Place(HOME, 3))
    assert said in found.message


def test_a_fault_of_the_code_is_none_of_the_template_that_calls_it(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(_page: str, _target: str) -> str:
        raise ZeroDivisionError

    pages, page = one_page(root, "home.html")
    monkeypatch.setattr("builder.pages.render.href", failing)
    with pytest.raises(ZeroDivisionError):
        pages.page(page)


@pytest.mark.parametrize(
    ("written", "line", "said"),
    [
        ("b{}\n@import url(nowhere.css);\n", 2, "no style sheet 'nowhere.css'"),
        ("@import url(fonts.css);\n@import url(groupwork.css);\n", 2, "'groupwork.css' takes in this one"),
    ],
    ids=["not there", "in a circle"],
)
def test_what_a_style_sheet_takes_in_is_there(root: Path, written: str, line: int, said: str) -> None:
    base = "templates/assets/css/base.css"
    (root / base).write_text(written, encoding="utf-8")
    found = next(each for each in check(root, TODAY) if each.place.file == base)
    assert (found.code, found.place.line) == ("template-broken", line)
    assert said in found.message
    with pytest.raises(CurriculumError):
        build(root, TODAY, pages_only=True)


def test_the_templates_of_this_version_are_known_by_their_digest(root: Path, refresh: bool) -> None:
    if refresh:
        RELEASED.write_text(f"{digest_of_templates(ROOT / 'templates')}\n", encoding="utf-8")
    assert as_released(root / "templates"), "read the change, and write it anew: pytest --refresh tests/test_own_templates.py"
    begin(root / HOME, "\n")
    assert not as_released(root / "templates")


@pytest.mark.long
def test_a_frame_that_does_not_end_its_main_part_is_published(root: Path) -> None:
    frame = root / FRAME
    frame.write_text(frame.read_text(encoding="utf-8").replace("</main>", ""), encoding="utf-8")
    assert check(root, TODAY) == ()
    build(root, TODAY)
    assert "</main>" not in (root / "site/participants/index.html").read_text(encoding="utf-8")


def test_a_build_tells_it_as_a_finding_and_leaves_what_is_published(root: Path) -> None:
    begin(root / HOME, "\n{{ nothing }}")
    told = CliRunner().invoke(main, ["--root", str(root), "--today", str(TODAY), "build", "--pages-only", "--quiet"])
    assert told.exit_code == 1
    assert f"{HOME}:2:1: error[template-broken]: 'nothing' is undefined" in told.output
    assert "Nothing was published" in told.output
    assert not (root / "site").exists()
