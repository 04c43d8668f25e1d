"""Templates that stand beside a curriculum: what is wrong with one is told at its line, by a check as by a build, and nothing is published."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from builder.check.templates import TemplateFault
from builder.cli import main
from builder.finding import CurriculumError, Finding, Place
from builder.load.library import load_library
from builder.pages.render import Pages
from builder.pipeline import build, check, plan_sites, site_pages
from builder.views.page import Page
from tests.project import TODAY, a_project

HOME, HELP, MACROS = (f"templates/pages/participants/{name}.html" for name in ("home", "help", "session_macros"))
FRAME = "templates/theme/frame.html"


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
}  # fmt: skip


@pytest.mark.parametrize("harm", WRONG)
def test_what_is_wrong_with_a_template_is_told_before_anything_is_made(root: Path, harm: str) -> None:
    breaks, file, line = WRONG[harm]
    breaks(root)
    (found,) = check(root, TODAY)
    assert (found.code, found.place.file, found.severity) == ("template-broken", file, "error")
    assert found.place.line == line or not line
    with pytest.raises(CurriculumError) as refused:
        build(root, TODAY)
    assert refused.value.findings == (found,)
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
    with pytest.raises(TemplateFault) as refused:
        pages.page(page)
    found = refused.value.finding
    assert (found.code, found.place) == ("template-broken", Place(HOME, 3))
    assert said in found.message


def test_a_fault_of_the_code_is_none_of_the_template_that_calls_it(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(_page: str, _target: str) -> str:
        raise ZeroDivisionError

    pages, page = one_page(root, "home.html")
    monkeypatch.setattr("builder.pages.render.href", failing)
    with pytest.raises(ZeroDivisionError):
        pages.page(page)


def test_what_another_process_meets_comes_whole() -> None:
    fault = TemplateFault(Finding(Place(HOME, 3), "template-broken", "'nothing' is undefined", "mend it"))
    assert pickle.loads(pickle.dumps(fault)).finding == fault.finding


def test_a_build_tells_it_as_a_finding_and_leaves_what_is_published(root: Path) -> None:
    begin(root / HOME, "\n{{ nothing }}")
    told = CliRunner().invoke(main, ["--root", str(root), "--today", str(TODAY), "build", "--pages-only", "--quiet"])
    assert told.exit_code == 1
    assert f"{HOME}:2:1: error[template-broken]: 'nothing' is undefined" in told.output
    assert "Nothing was published" in told.output
    assert not (root / "site").exists()
