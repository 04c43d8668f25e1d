"""What the documents say of the program is so: the map of the memo, the folders, the drawing, every file that is named, the changelog and its version."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from operator import attrgetter
from pathlib import Path
from xml.etree import ElementTree

import pytest

from builder import __version__
from tests.project import ROOT

BUILDER = ROOT / "builder"
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
DOCUMENTS = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "changes/README.md")] + sorted((ROOT / "docs").rglob("*.md"))
FOLDERS = "(?:benchmarks|builder|changes|docs|templates|tests)"


def first_cells(heading: str) -> list[str]:
    """The first column of the first table under a heading of the architecture, without the table's head."""
    under = ARCHITECTURE.split(f"\n{heading}\n", 1)[1]
    rows = [line for line in under.partition("\n|")[2].split("\n\n")[0].splitlines() if line.strip()]
    return [row.strip("| ").split(" | ")[0] for row in rows[2:]]


# The memo


def given_to_a_memo(path: Path) -> Iterator[str]:
    """`module.function(parameters)` of every function that a file passes to a memo."""
    module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("every", "one"):
            holder = ast.unparse(node.func.value).rpartition(".")[2]
            if holder.strip("_") == "memo" and path != BUILDER / "work" / "memo.py":
                function = attrgetter(ast.unparse(node.args[0]))(importlib.import_module(module))
                parameters = ", ".join(inspect.signature(function).parameters)
                yield f"{function.__module__.removeprefix('builder.')}.{function.__qualname__}({parameters})"


def test_the_map_of_the_memo_names_the_functions_that_go_through_it_and_no_others() -> None:
    passed = {name for path in BUILDER.rglob("*.py") for name in given_to_a_memo(path)}
    assert len(passed) >= 8
    assert {cell.strip("`") for cell in first_cells("### The memo")} == passed


# Folders, drawing, names of files


def test_every_folder_and_file_of_the_program_has_its_job_said() -> None:
    there = {f"{path.name}/" if path.is_dir() else path.name for path in BUILDER.iterdir() if path.name not in ("__init__.py", "__pycache__")}
    named = re.findall(r"`([^`]+)`", " ".join(first_cells("## The folders of `builder/`")))
    assert len(named) == len(set(named)) > 20
    assert set(named) == there


def test_every_test_is_of_one_of_the_two_runs_and_ci_has_both() -> None:
    chosen = re.findall(r"^(test[\w-]*):.*\n\t.*pytest.*? -m (?:\"([^\"]*)\"|(\w+))$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    assert [(name, one or other) for name, one, other in chosen] == [
        ("test", "not long"),
        ("test-fast", "not slow and not long"),
        ("test-long", "long"),
    ]
    assert (ROOT / ".ci/run").read_text(encoding="utf-8").split("\n")[-3:] == ["make test", "make test-long", ""]


def test_the_drawing_shows_the_stages_of_the_table_and_says_them_in_words() -> None:
    drawing = ElementTree.parse(ROOT / "docs" / "architecture.svg").getroot()
    shown = {node.text for node in drawing.iter() if node.get("class") == "stage"}
    assert shown == set(first_cells("## The flow"))
    words = " ".join("".join(node.itertext()) for node in drawing if node.tag.endswith("desc")).lower()
    assert [stage for stage in ("load", "check", "plan", "view", "render", "print", "publish", "export") if stage not in words] == []


def test_every_file_that_a_document_names_or_links_to_is_there() -> None:
    named, linked = set(), set()
    for document in DOCUMENTS:
        text = re.sub(r"^```.*?^```", "", document.read_text(encoding="utf-8"), flags=re.M | re.S)
        named |= {(document.name, ROOT / name) for name in re.findall(rf"`({FOLDERS}/[\w./-]+)`", text)}
        targets = re.findall(r"\]\(([^)#:\s]+)\)", re.sub("`[^`]*`", "", text))
        linked |= {(document.name, document.parent / target) for target in targets}
    assert len(named) > 20
    assert len(linked) > 5
    assert [(document, str(path)) for document, path in sorted(named | linked) if not path.exists()] == []


def test_every_decision_says_why_what_it_costs_and_when_to_look_again() -> None:
    decisions = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [path.name[:4] for path in decisions] == [f"{number:04}" for number in range(1, len(decisions) + 1)]
    assert len(decisions) >= 8
    for path in decisions:
        headings = re.findall(r"^## (.+)$", path.read_text(encoding="utf-8"), re.M)
        assert headings == ["Context", "Decision", "What it costs", "When to look again"], path.name


# Changelog and commits


def test_a_change_in_a_file_of_its_own_comes_into_the_changelog_under_the_programs_version(tmp_path: Path) -> None:
    pytest.importorskip("towncrier", reason="`make .venv/ready-dev` installs it")
    kinds = [kind["directory"] for kind in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["towncrier"]["type"]]
    shutil.copytree(ROOT / "changes", tmp_path / "changes")
    for name in ("pyproject.toml", "builder/__init__.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copyfile(ROOT / name, tmp_path / name)
    for kind in kinds:
        (tmp_path / "changes" / f"+test.{kind}.md").write_text(f"Something {kind}.\n", encoding="utf-8")
    command = [sys.executable, "-m", "towncrier", "build", "--draft", "--dir", str(tmp_path)]
    draft = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    fragments = [path for path in (tmp_path / "changes").iterdir() if path.name != "README.md"]
    assert draft.startswith(f"## {__version__} (")
    assert [path.name for path in fragments if path.read_text(encoding="utf-8").strip() not in draft] == []
    assert len(fragments) >= len(kinds) >= 3
