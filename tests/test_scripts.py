"""The pages' scripts are checked by tools, and every one of them is. The checks themselves are `make lint-js`."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.project import ROOT

TEMPLATES = ROOT / "templates"
TOOLS = ROOT / "node_modules" / ".bin"
READ = {"templates/assets-staff/micropython/micropython.mjs"}
LIBRARIES = {f"templates/assets-{site}/pdf-lib/pdf-lib.esm.min.js" for site in ("staff", "participants")}
VENDORED = READ | LIBRARIES
"""As their makers built them: not ours to mend."""
SCRIPTS = {path.relative_to(ROOT).as_posix() for ending in ("js", "mjs", "cjs") for path in TEMPLATES.rglob(f"*.{ending}")} - VENDORED

with_tools = pytest.mark.skipif(
    shutil.which("node") is None or not (TOOLS / "eslint").exists(), reason="`make lint-js` could not fetch its tools here"
)


def said(tool: str, *arguments: str) -> str:
    return subprocess.run([TOOLS / tool, *arguments], cwd=ROOT, capture_output=True, text=True, check=False).stdout


def from_root(path: str) -> str:
    return Path(path).relative_to(ROOT).as_posix()


def test_every_script_asks_to_be_checked() -> None:
    assert len(SCRIPTS) > 25
    assert [name for name in sorted(SCRIPTS) if not (ROOT / name).read_text(encoding="utf-8").startswith("// @ts-check\n")] == []


@with_tools
def test_types_are_checked_in_every_script_once() -> None:
    listed = [path for project in (".", "tsconfig.workers.json") for path in said("tsc", "-p", project, "--listFilesOnly").split()]
    checked = [from_root(path) for path in listed if Path(path).suffix in {".js", ".mjs", ".cjs"}]
    assert sorted(checked) == sorted(SCRIPTS | READ)  # the vendored module is read for its names; without `@ts-check` nothing is said of it


@with_tools
def test_eslint_looks_at_every_script() -> None:
    assert {from_root(found["filePath"]) for found in json.loads(said("eslint", "--format", "json", "templates"))} == SCRIPTS


def test_the_lock_of_the_tools_fits_has_a_hash_for_each_package_and_no_address() -> None:
    asked, lock = (json.loads((ROOT / name).read_text(encoding="utf-8")) for name in ("package.json", "package-lock.json"))
    top, *tools = lock["packages"].values()
    assert top["devDependencies"] == asked["devDependencies"]
    assert len(tools) > 60
    assert all(package["integrity"].startswith("sha512-") for package in tools)
    assert not any("resolved" in package for package in tools)
