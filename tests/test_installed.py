"""Groupwork as it is installed: a source archive, a wheel of it, and a program's own folder that holds nothing but its curriculum."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from builder import __version__
from builder.work.store import file_status
from tests.project import ROOT, TODAY, a_project

pytestmark = pytest.mark.slow

BACKEND = "import sys, setuptools.build_meta as backend; getattr(backend, f'build_{sys.argv[1]}')(sys.argv[2])"


def tracked(folder: Path) -> Path:
    """A copy of what is committed or new here, without what a build or an editor left."""
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the wheel was installed, made of the source archive and of nothing else."""
    folder = tmp_path_factory.mktemp("installed")
    source = tracked(folder / "source")
    subprocess.run([sys.executable, "-c", BACKEND, "sdist", str(folder)], cwd=source, check=True, capture_output=True)
    with tarfile.open(folder / f"groupwork-{__version__}.tar.gz") as archive:
        archive.extractall(folder, filter="data")
    unpacked = folder / f"groupwork-{__version__}"
    subprocess.run([sys.executable, "-c", BACKEND, "wheel", str(folder)], cwd=unpacked, check=True, capture_output=True)
    wheel = folder / f"groupwork-{__version__}-py3-none-any.whl"
    pip = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "-q",
        "--no-deps",
        "--no-index",
        "--disable-pip-version-check",
        "--target",
        str(folder / "site-packages"),
    ]
    subprocess.run([*pip, str(wheel)], check=True, capture_output=True)
    return folder / "site-packages"


def run(where: Path, project: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "builder", "--today", str(TODAY), *arguments]
    return subprocess.run(command, cwd=project, env={**os.environ, "PYTHONPATH": str(where)}, check=True, capture_output=True, text=True).stdout


def test_a_wheel_holds_the_templates_and_the_whole_library(installed: Path) -> None:
    for name in ("templates", "curriculum"):
        packed, ours = (
            sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file() and path.parent.name != "__pycache__")
            for folder in (installed / "builder" / "data" / name, ROOT / name)
        )
        assert packed == ours
        assert len(packed) > 200
    say = [sys.executable, "-c", "import builder; print(builder.__file__)"]
    where = subprocess.run(say, cwd=installed, env={"PYTHONPATH": str(installed)}, capture_output=True, text=True).stdout
    assert where.startswith(str(installed))


def test_an_installed_program_makes_the_same_sites_of_a_folder_that_holds_a_curriculum_alone(installed: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    shutil.copytree(ROOT / "tests" / "small" / "curriculum", bare / "curriculum")
    assert "nothing to mend" in run(installed, bare, "check")
    run(installed, bare, "build")
    checkout = a_project(tmp_path / "checkout")
    run(ROOT, checkout, "build")
    made, expected = (file_status(folder / "site") for folder in (bare, checkout))
    assert sorted(made) == sorted(expected)
    assert len(made) > 100
    assert [name for name in made if (bare / "site" / name).read_bytes() != (checkout / "site" / name).read_bytes()] == []
