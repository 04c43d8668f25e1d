"""The container file, as far as it can be read without what runs it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

import pytest

from builder.cli import main
from builder.installed import LIBRARY
from builder.work.store import file_status
from tests.project import ROOT

TEXT = (ROOT / "Containerfile").read_text(encoding="utf-8")
STEPS = [tuple(line.split(maxsplit=1)) for line in TEXT.replace("\\\n", " ").splitlines() if line and not line.startswith("#")]
LET_THROUGH = [line.removeprefix("!") for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines() if line.startswith("!")]


def given(step: str) -> list[str]:
    """What is said under each step of a kind."""
    return [said for name, said in STEPS if name == step]


def copied() -> list[str]:
    """The files and folders that are copied out of this one."""
    return [name for said in given("COPY") if not said.startswith("--from") for name in said.split()[:-1]]


def test_what_is_copied_is_there_and_is_let_through_alone() -> None:
    assert len(copied()) > 8
    assert [name for name in copied() if not (ROOT / name).exists()] == []
    assert sorted(copied()) == sorted(LET_THROUGH)


def test_what_groupwork_depends_on_comes_from_the_lock_with_its_hashes_and_nothing_from_elsewhere() -> None:
    installs = [command for said in given("RUN") for command in said.split(" && ") if " install " in command or " wheel " in command]
    assert len(installs) == 3
    assert [command for command in installs if not ("--require-hashes -r requirements.lock" in command or "--no-index --no-deps" in command)] == []
    assert "setuptools==" in (ROOT / "requirements.lock").read_text(encoding="utf-8"), "the wheel is built without fetching what builds it"


def test_it_runs_for_an_ordinary_user_on_a_python_that_groupwork_has() -> None:
    assert STEPS[-1][0] == "CMD"
    assert [user for user in given("USER") if not re.fullmatch(r"[1-9]\d*:[1-9]\d*", user)] == []
    assert len(given("USER")) == 1
    assert {re.match(r"python:3\.(\d+)-slim", image)[1] for image in given("FROM")} == {"12"}  # type: ignore[index]


def test_it_calls_a_command_that_can_be_reached_from_outside() -> None:
    assert json.loads(given("ENTRYPOINT")[0]) == ["groupwork"]
    name, *options = json.loads(given("CMD")[0])
    command = main.commands[name]
    asked = command.make_context(name, options).params
    assert asked["host"] == "0.0.0.0"
    assert given("EXPOSE") == [str(asked["port"])]


@pytest.mark.slow
def test_what_is_copied_is_enough_for_the_whole_wheel(tmp_path: Path) -> None:
    source = tmp_path / "source"
    for name in copied():
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            source.mkdir(exist_ok=True)
            shutil.copyfile(ROOT / name, source / name)
    wheel = [sys.executable, "-m", "pip", "wheel", "-q", "--no-index", "--no-deps", "--no-build-isolation", "--disable-pip-version-check"]
    subprocess.run([*wheel, "--wheel-dir", str(tmp_path), "."], cwd=source, check=True, capture_output=True)
    listed = subprocess.run(
        [sys.executable, "-m", "zipfile", "-l", *map(str, tmp_path.glob("*.whl"))], capture_output=True, text=True, check=True
    ).stdout
    packed = {line.split()[0] for line in listed.splitlines() if fnmatch(line, "builder/data/curriculum/*")}
    assert packed == {f"builder/data/curriculum/{name}" for name in file_status(LIBRARY)}
