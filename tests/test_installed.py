"""Groupwork as it is installed: a source archive, a wheel of it, and a program's own folder that holds nothing but its curriculum."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import urllib.request
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from builder import __version__
from builder.work.store import file_status
from tests.project import ROOT, TODAY, a_project

pytestmark = pytest.mark.slow

BACKEND = "import sys, setuptools.build_meta as backend; getattr(backend, f'build_{sys.argv[1]}')(sys.argv[2])"
NAME = f"groupwork-{__version__}"


ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
"""A machine whose own encoding is not UTF-8, as on Windows: a text that is read or written by chance comes out otherwise, or not at all."""


@dataclass(frozen=True)
class Installed:
    """An environment of its own that holds the wheel, made of the source archive and of nothing else; what Groupwork depends on is lent to it."""

    source: Path
    wheel: Path
    packages: Path
    scripts: Path

    def run(self, project: Path, *arguments: str) -> str:
        """What the command says that the installation made, called in a project's folder, where no checkout can be found."""
        command = [str(self.scripts / "groupwork"), "--today", str(TODAY), *arguments]
        done = subprocess.run(command, cwd=project, env=plain_environment() | ASCII, capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout


def plain_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "GROUPWORK", "VIRTUAL_ENV"))}


def quietly(*command: str | Path, cwd: Path | None = None) -> None:
    done = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def tracked(folder: Path) -> Path:
    """A copy of what is committed or new here, without what a build or an editor left."""
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    folder = tmp_path_factory.mktemp("installed")
    source = tracked(folder / "source")
    for name in (".DS_Store", "Thumbs.db", "desktop.ini"):
        (source / "curriculum" / "modules" / name).write_bytes(b"left behind")
    quietly(sys.executable, "-c", BACKEND, "sdist", folder, cwd=source)
    with tarfile.open(folder / f"{NAME}.tar.gz") as archive:
        archive.extractall(folder, filter="data")
    quietly(sys.executable, "-c", BACKEND, "wheel", folder, cwd=folder / NAME)
    wheel = folder / f"{NAME}-py3-none-any.whl"
    environment = folder / "environment"
    quietly(sys.executable, "-m", "venv", "--without-pip", environment)
    paths = sysconfig.get_paths("venv", vars={"base": str(environment), "platbase": str(environment)})
    packages, scripts = Path(paths["purelib"]), Path(paths["scripts"])
    pip = (sys.executable, "-m", "pip", "--python", environment, "install", "-q", "--no-deps", "--no-index", "--disable-pip-version-check")
    quietly(*pip, wheel)
    (packages / "lent.pth").write_text(f"{sysconfig.get_paths()['purelib']}\n", encoding="utf-8")
    return Installed(folder / f"{NAME}.tar.gz", wheel, packages, scripts)


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A folder that holds a curriculum, and templates of someone else's that have nothing to do with us."""
    shutil.copytree(ROOT / "tests" / "small" / "curriculum", tmp_path / "bare" / "curriculum")
    (tmp_path / "bare" / "templates" / "pages").mkdir(parents=True)
    return tmp_path / "bare"


def test_a_wheel_holds_the_templates_and_the_whole_library(installed: Installed) -> None:
    for name, least in (("templates", 200), ("curriculum", 200), ("deploy", 20)):
        packed, ours = (
            sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file() and path.parent.name != "__pycache__")
            for folder in (installed.packages / "builder" / "data" / name, ROOT / name)
        )
        assert packed == ours
        assert len(packed) > least


def test_a_wheel_holds_every_licence_and_nothing_that_only_a_checkout_needs(installed: Installed) -> None:
    patterns = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["license-files"]
    licences = [path.relative_to(ROOT).as_posix() for pattern in patterns for path in ROOT.glob(pattern)]
    with zipfile.ZipFile(installed.wheel) as wheel:
        names = wheel.namelist()
    assert len(licences) >= 8
    assert [name for name in licences if f"{NAME}.dist-info/licenses/{name}" not in names] == []
    assert {name.split("/")[0] for name in names} == {"builder", f"{NAME}.dist-info"}
    assert [name for name in names if {"tests", "benchmarks", "changes", "docs", "node_modules", "__pycache__"} & set(name.split("/"))] == []
    assert len(names) > 700


def test_a_source_archive_holds_what_it_takes_to_read_build_and_licence_it(installed: Installed) -> None:
    with tarfile.open(installed.source) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"README.md", "LICENSE", "CHANGELOG.md", "pyproject.toml", "setup.py", "mkdocs.yml", "curriculum/LICENSE"} <= names
    ours = {
        f"{top}/{name}" for top in ("builder", "templates", "curriculum", "deploy") for name in file_status(ROOT / top) if "__pycache__" not in name
    }
    assert ours - names == set()


def test_the_command_says_the_same_version_and_library_as_a_checkout(installed: Installed, tmp_path: Path) -> None:
    checkout = subprocess.run(
        [sys.executable, "-m", "builder", "--version"], cwd=ROOT, env=plain_environment(), capture_output=True, text=True, check=True
    )
    assert installed.run(tmp_path, "--version") == checkout.stdout


@pytest.mark.long
def test_an_installed_program_makes_the_same_sites_of_a_folder_that_holds_a_curriculum_alone(
    installed: Installed, bare: Path, tmp_path: Path
) -> None:
    assert "nothing to mend" in installed.run(bare, "check")
    installed.run(bare, "build")
    checkout = a_project(tmp_path / "checkout")
    command = [sys.executable, "-m", "builder", "--root", str(checkout), "--today", str(TODAY), "build"]
    subprocess.run(command, cwd=ROOT, env=plain_environment(), check=True, capture_output=True)
    made, expected = (file_status(folder / "site") for folder in (bare, checkout))
    assert sorted(made) == sorted(expected)
    assert len(made) > 100
    assert [name for name in made if (bare / "site" / name).read_bytes() != (checkout / "site" / name).read_bytes()] == []


@pytest.mark.long
def test_a_program_that_is_begun_lies_over_the_library_that_is_installed(installed: Installed, tmp_path: Path) -> None:
    program = tmp_path / "harbor"
    installed.run(tmp_path, "init", "harbor", "--name", "Harbor", "--address", "https://harbor.example/participants")
    assert "error" not in installed.run(program, "check")
    assert "curriculum/modules/cbt/first-thought/session.md" in installed.run(program, "take", "cbt/first-thought")
    assert "error" not in installed.run(program, "check")
    assert sorted(name for name in file_status(program / "curriculum") if "first-thought" in name) == ["modules/cbt/first-thought/session.md"]


def test_an_installed_program_begins_texts_and_writes_docs_trees_schemas_and_a_single_print(installed: Installed, bare: Path) -> None:
    assert "wrote curriculum/modules/sleep/a-new-one/session.md" in installed.run(bare, "new", "session", "sleep/a-new-one")
    shutil.rmtree(bare / "curriculum")
    shutil.copytree(ROOT / "tests" / "small" / "curriculum", bare / "curriculum")
    assert "wrote session.json" in installed.run(bare, "schemas")
    assert "build/staff/mkdocs.yml" in installed.run(bare, "docs")
    assert str(installed.packages / "builder" / "data" / "templates" / "theme") in (bare / "build/staff/mkdocs.yml").read_text(encoding="utf-8")
    installed.run(bare, "print", "sign-in", "--edition", "letter", "--out", "printed")
    assert [path.suffix for path in (bare / "printed").iterdir()] == [".pdf"]


@pytest.mark.long
def test_an_installed_program_begins_a_program_of_its_own(installed: Installed, tmp_path: Path) -> None:
    said = installed.run(tmp_path, "init", "harbor", "--name", "Harbor", "--address", "https://harbor.example/participants")
    assert "cd harbor" in said
    found = installed.run(tmp_path / "harbor", "check", "--format", "json")
    assert "line-not-tried" in found
    assert '"severity": "error"' not in found
    assert (tmp_path / "harbor/requirements.txt").read_text(encoding="utf-8").endswith(f"groupwork=={__version__}\n")


def test_an_installed_program_serves_a_folder_that_holds_a_curriculum_alone(installed: Installed, bare: Path) -> None:
    command = [str(installed.scripts / "groupwork"), "--today", str(TODAY), "serve", "--port", "0"]
    with subprocess.Popen(command, cwd=bare, env=plain_environment(), stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            address = server.stdout.readline().split()[1]
            built = next(line for line in server.stdout if line.startswith("Built "))
            page = urllib.request.urlopen(f"{address}staff/sleep/same-time-up/").read().decode()
        finally:
            server.terminate()
    assert "pages for staff" in built
    assert "Same time up" in page
