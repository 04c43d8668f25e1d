"""How much a rule weighs: as usual, or as `rules` in program.yml says; and which rules nobody can lower."""

from __future__ import annotations

import ast
import json
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from builder.check.levels import leveled
from builder.check.rules import check_library
from builder.codes import CODES
from builder.finding import CurriculumError, Finding, as_github, as_json
from builder.load.library import load_library
from builder.model.catalogue import held_tracks
from builder.pipeline import PublishError, build, check, plan_sites
from builder.planner.board import answer
from builder.serve.live import Live
from builder.site import last_look
from builder.site.place import site_pages
from builder.site.published import nothing_changed, sources_key
from builder.tracks.plan import plan_tracks
from builder.views.compose import planner_data
from builder.work.store import Store
from tests.factories import a_library, a_session, a_track
from tests.project import ROOT, SESSION, TODAY, a_project, edit, private_sentences
from tests.trees import BROKEN, a_broken_tree

SAFETY = {
    "suicide-wording", "crisis-line-stale", "line-not-tried", "safety-wait", "urgent-number",
    "passage-audience", "passage-due", "passage-part", "passage-unknown", "warning-outside-passage", "hard-without-passage", "line-unknown", "danger-row",
}  # fmt: skip
"""What a life may hang on: whom to call, what to do, who may read it, and whether anybody looked it up."""
LEAKS = {"drawing-unsafe", "passage-audience", "insert-mark", "id-taken"}
"""What would bring onto a page what is not for those who read it, or a page to an address that is another's."""
READ = ("builder/load", "builder/text")
"""What makes a library; later stages take its shape for granted."""


def test_no_rule_of_safety_and_none_that_keeps_from_leaks_can_be_lowered() -> None:
    assert [code for code in SAFETY | LEAKS if not CODES[code].fixed] == []
    assert {code for code in CODES if "passage" in code} <= SAFETY


def test_nothing_that_the_loader_finds_can_be_lowered() -> None:
    raised = {word for folder in READ for path in (ROOT / folder).rglob("*.py") for word in _words(path) if word in CODES}
    assert len(raised) >= 25
    assert [code for code in raised if not CODES[code].fixed] == []


def _words(path: Path) -> Iterator[str]:
    return (
        node.value for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def test_a_name_that_leads_nowhere_cannot_be_lowered() -> None:
    assert all(CODES[code].fixed for code in ("unknown-reference", "module-unlisted", "id-taken", "rule-fixed"))


def test_no_finding_says_what_the_last_look_refuses() -> None:
    """It has no codes, so that no setting can name it."""
    assert [word for word in _words(Path(last_look.__file__)) if word in CODES] == []


@pytest.mark.long
@pytest.mark.slow
def test_with_every_rule_off_that_can_be_a_leak_is_still_not_published(tmp_path: Path) -> None:
    root = a_project(tmp_path)
    with_rules(root, **{code: "off" for code, about in CODES.items() if not about.fixed})
    private = next(sentence for sentence in private_sentences(load_library(root)) if len(sentence.split()) > 8)
    edit(root / "templates/pages/participants/help.html", "{{ heading(1, page.title) }}", f"{{{{ heading(1, page.title) }}}}<p>{private}</p>")
    with pytest.raises(PublishError):
        build(root, TODAY, pages_only=True)
    assert not (root / "site").exists()


def with_rules(root: Path, **rules: str) -> None:
    """Write these severities into program.yml, by code."""
    lines = "".join(f"  {code}: {{severity: {severity}, why: A test.}}\n" for code, severity in rules.items())
    edit(root / "curriculum/program.yml", "short_version:", f"rules:\n{lines}short_version:")


def test_a_rule_that_is_not_known_is_told_with_the_nearest_name(tmp_path: Path) -> None:
    root = a_project(tmp_path)
    with_rules(root, **{"handout-lenght": "off"})
    (found,) = check(root, TODAY)
    assert (found.code, found.message) == ("unknown-reference", "there is no rule 'handout-lenght'")
    assert "did you mean 'handout-length'?" in found.hint


@pytest.mark.parametrize("code", [code for code, about in CODES.items() if about.fixed])
@pytest.mark.parametrize("severity", ["warning", "off"])
def test_lowering_a_fixed_rule_is_a_finding_and_changes_nothing(code: str, severity: str) -> None:
    library = a_library(program={"rules": {code: {"severity": severity, "why": "A test."}}})
    lowered = (CODES[code].severity, severity) != ("warning", "warning")
    found = [one for one in check_library(library, TODAY) if one.code == "rule-fixed"]
    assert len(found) == lowered
    told = leveled([Finding(library.program.source.at(), code, "x", "y")], library)
    assert [one.severity for one in told] == [CODES[code].severity]


ask: Any = answer  # the planner has no types of its own

LOWERED, RAISED, OFF = ("agenda-minutes", "warning"), ("handout-length", "error"), ("handout-length", "off")


def seen(root: Path) -> dict[str, list[tuple[str, str]]]:
    """Code and severity of every finding as a check, a build and serving tell it; each has a folder in which nothing else was done."""
    told = {"check": check(root, TODAY)}
    for name, make in (("build", partial(build, root, TODAY, pages_only=True)), ("serve", partial(Live(root).build, root, TODAY, lambda line: None))):
        try:
            told[name] = make().findings
        except CurriculumError as error:
            told[name] = error.findings
    return {name: [(found.code, found.severity) for found in findings] for name, findings in told.items()}


@pytest.mark.slow
@pytest.mark.parametrize(("rule", "expected"), [(LOWERED, [LOWERED]), (RAISED, [RAISED]), (OFF, [])], ids=["lowered", "raised", "off"])
def test_a_check_a_build_and_serving_agree_on_what_a_rule_weighs(tmp_path: Path, rule: tuple[str, str], expected: list[tuple[str, str]]) -> None:
    root = a_project(tmp_path)
    breaks = a_broken_tree(tmp_path / "broken", BROKEN / rule[0])
    assert [found.code for found in check(breaks, TODAY)] == [rule[0]]
    shutil.rmtree(root / "curriculum")
    shutil.copytree(breaks / "curriculum", root / "curriculum")
    with_rules(root, **dict([rule]))
    assert seen(root) == {"check": expected, "build": expected, "serve": expected}


@pytest.mark.long
@pytest.mark.slow
def test_a_build_that_had_nothing_to_do_tells_the_same(tmp_path: Path) -> None:
    root = a_project(tmp_path)
    edit(root / SESSION, "minutes: 60", "minutes: 70")
    with_rules(root, **dict([LOWERED]))
    built = build(root, TODAY, pages_only=True)
    again = nothing_changed(root, Store(root / "build/cache"), sources_key(root, TODAY, True))
    assert again
    assert again.findings == built.findings
    assert [found.severity for found in again.findings] == ["warning"]


def test_what_other_programs_read_has_the_present_severity() -> None:
    library = a_library(a_session(minutes=70), program={"rules": {"agenda-minutes": {"severity": "warning", "why": "A test."}}})
    found = [one for one in leveled(check_library(library, TODAY), library) if one.code == "agenda-minutes"]
    assert [row["severity"] for row in json.loads(as_json(found))] == ["warning"]
    assert as_github(found).startswith("::warning file=")


def test_the_board_and_the_syllabus_know_what_a_rule_weighs_here() -> None:
    settings = {"day-too-heavy": {"severity": "off", "why": "A test."}, "topic-missing": {"severity": "warning", "why": "A test."}}
    library = a_library(program={"rules": settings})
    severities = json.loads(planner_data(library))["severities"]
    assert (severities["day-too-heavy"], severities["topic-missing"], severities["track-slots"]) == ("off", "warning", "error")
    weeks = [{"mon": ["mood/a", "mood/b"]}, *[{"mon": ["open", "open"]}] * 7]
    heavy = [a_session(name, load="heavy") for name in ("mood/a", "mood/b")]
    for rules, times in (({}, 1), (settings, 0)):
        track = a_track(*weeks, day=["session", "session"])
        library = a_library(*heavy, tracks=[track], program={"rules": rules})
        (syllabus,) = plan_tracks(library)
        assert [found["code"] for found in syllabus.findings].count("day-too-heavy") == times
        looked = ask(json.loads(planner_data(library)), {"do": "look", "draft": held_tracks(library)["evening"], "parts": ["findings"]})
        assert [found["code"] for found in looked["findings"]].count("day-too-heavy") == times


def test_staff_read_which_rules_weigh_otherwise_and_why(tmp_path: Path) -> None:
    root = a_project(tmp_path)
    assert "Rules that weigh otherwise here" not in program_page(root)
    with_rules(root, **dict([OFF]))
    page = program_page(root)
    assert "Rules that weigh otherwise here" in page
    assert all(
        words in page
        for words in ("handout-length", "is not told", "usually it is told and stops nothing", "A test.", CODES["handout-length"].why[:20])
    )


def program_page(root: Path) -> str:
    library = load_library(root)
    staff, _ = plan_sites(library, TODAY)
    (page,) = (page for page in staff.pages if page.path == "program")
    return site_pages(root, library, staff).page(page).decode()


LOWERABLE = [code for code, about in CODES.items() if about.severity == "error" and not about.fixed]


@pytest.mark.long
@pytest.mark.slow
@pytest.mark.parametrize("code", LOWERABLE)
def test_what_is_lowered_can_be_built(tmp_path: Path, code: str) -> None:
    """Nothing that comes after the check takes for granted what a rule that can be lowered asks for."""
    root = a_project(tmp_path)
    broken = a_broken_tree(tmp_path / "broken", BROKEN / code)
    shutil.rmtree(root / "curriculum")
    shutil.copytree(broken / "curriculum", root / "curriculum")
    with_rules(root, **{code: "warning"})
    assert {found.code for found in build(root, TODAY, pages_only=True).findings} == {code}
