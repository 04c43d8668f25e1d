"""The flow of the code: a stage imports only from the stages above it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.project import ROOT

BUILDER = ROOT / "builder"
ORDER = (
    "planner", "codes", "words", "finding", "work", "standing", "marked_yaml", "markup", "model", "schemas", "load", "plan_types", "catalogue", "paper", "check",
    "composing", "plan", "calendar", "leaning", "impact", "view", "render", "printing", "publish", "pipeline", "export",
    "live", "watch", "answer", "finishing", "serve", "scaffold", "commands", "cli", "__main__",
)  # fmt: skip
"""The stages in the order in which data flows; those that take the same place beside each other (schemas, watch, answer) are where they fit.
The planner runs without any other; what it only names for mypy stands further down."""

DOORS = {"publish/hook.py"}
"""Files that someone else calls, as a person calls cli.py: MkDocs calls the hook. Nothing here imports them."""

FILES = sorted(path for path in BUILDER.rglob("*.py") if path.parent != BUILDER or path.name != "__init__.py")


def imports_of(path: Path, running: bool = False) -> Iterator[str]:
    """The full name of everything that a file imports, anywhere in it; `running` leaves out what it imports for mypy alone."""
    package = path.relative_to(ROOT).parts[:-1]
    tree = ast.parse(path.read_text(encoding="utf-8"))
    tree.body = [node for node in tree.body if not (running and isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING")]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            yield from (".".join([*above, *filter(None, [node.module]), name.name]) for name in node.names)


def stage_of(path: Path) -> str:
    return path.relative_to(BUILDER).parts[0].removesuffix(".py")


def name_of(path: Path) -> str:
    return path.relative_to(BUILDER).as_posix()


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_stage_imports_only_from_stages_above_it(path: Path) -> None:
    stage = stage_of(path)
    assert stage in ORDER, f"say in ORDER where '{stage}' stands in the flow"
    above = ORDER[: ORDER.index(stage) + 1]
    used = {name.split(".")[1] for name in imports_of(path, running=stage == "planner") if name.startswith("builder.")} - {"__version__"}
    assert name_of(path) in DOORS or used <= set(above)


def test_nothing_imports_a_door() -> None:
    doors = tuple(f"builder.{door.removesuffix('.py').replace('/', '.')}" for door in DOORS)
    assert [name_of(path) for path in FILES if any(name.startswith(doors) for name in imports_of(path))] == []


@pytest.mark.parametrize("path", [path for path in FILES if stage_of(path) == "planner"], ids=name_of)
def test_the_planner_runs_without_anything_from_outside_its_folder(path: Path) -> None:
    assert [name for name in imports_of(path, running=True) if not name.startswith("builder.planner.")] == []


def test_mkdocs_is_imported_in_one_file_only() -> None:
    users = {name_of(path) for path in FILES if any(name.split(".")[0] == "mkdocs" for name in imports_of(path))}
    assert users <= {"publish/engine.py"}


@pytest.mark.parametrize("stage", ["markup", "model", "planner", "catalogue", "paper", "check", "composing", "plan", "calendar", "view", "render"])
def test_what_stands_between_the_edges_reads_no_clock(stage: str) -> None:
    """Nothing in the middle asks what day it is: the date is passed in."""
    calls = {
        (name_of(path), node.attr)
        for path in FILES
        if stage_of(path) == stage
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ("today", "now", "utcnow")
    }
    assert calls == set()
