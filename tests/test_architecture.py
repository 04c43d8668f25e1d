"""The flow of the code: a stage imports only from the stages above it."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.project import ROOT

BUILDER = ROOT / "builder"
ORDER = (
    "planner", "codes", "words", "finding", "work", "installed", "text", "model", "load", "adopting", "dates", "check", "tracks", "moving", "views", "pages", "print", "site", "pipeline", "begin", "serve", "doctor",
    "commands", "cli", "__main__",
)  # fmt: skip
"""The stages in the order in which data flows. The planner runs without any other; what it only names for mypy stands in `model`."""

DOORS = {"site/mkdocs_hook.py"}
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


def test_no_engine_is_imported() -> None:
    """MkDocs and its like read what we export; a build needs none of them."""
    engines = {"mkdocs", "material", "markdown", "zensical"}
    assert [name_of(path) for path in FILES if engines & {name.split(".")[0] for name in imports_of(path)}] == []


@pytest.mark.parametrize("stage", ["text", "model", "planner", "dates", "check", "tracks", "moving", "views", "pages"])
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


LONG = {"model/plan_types.py": "the types of every mapping that the planner takes or gives", "text/tree.py": "a type for each kind of node"}
"""Files of more than 300 lines, each with its reason."""


def test_no_file_is_long_without_its_reason() -> None:
    assert {name_of(path) for path in FILES if path.read_text(encoding="utf-8").count("\n") > 300} == LONG.keys()


def test_no_two_types_have_one_name() -> None:
    """Classes, and names given to types; type variables are a file's own."""
    places: dict[str, list[str]] = {}
    for path in FILES:
        for name in types_of(path):
            places.setdefault(name, []).append(name_of(path))
    assert len(places) >= 360
    assert {name: files for name, files in places.items() if len(files) > 1} == {}


def test_no_class_is_given_more_than_four_arguments_without_their_names() -> None:
    """Two of them swapped would pass every type checker."""
    classes = {name for path in FILES for name in types_of(path)}
    calls = [
        (path, node)
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in classes
    ]
    wide = [(name_of(path), node.lineno) for path, node in calls if len(node.args) > 4]
    assert len(calls) >= 800
    assert wide == []


def types_of(path: Path) -> Iterator[str]:
    """The classes of a file, and the names at its top that it gives to types: `Inline = Words | Strong`."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    yield from (node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and not ast.unparse(node.value).startswith("TypeVar("):
            name = node.targets[0].id
            if name[0].isupper() and not name.isupper():
                yield name


def test_lint_looks_at_every_file_of_python() -> None:
    """Once a folder that was left out by its name had another of that name in the package."""
    ruff = shutil.which("ruff", path=str(Path(sys.executable).parent)) or "ruff"
    shown = subprocess.run(
        [ruff, "check", "--show-files", "--no-cache", "."], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    looked_at = {Path(path).resolve() for path in shown}
    files = {path.resolve() for folder in ("builder", "tests", "benchmarks", "supply") for path in (ROOT / folder).rglob("*.py")}
    assert len(files) > 600
    assert files - looked_at == set()
