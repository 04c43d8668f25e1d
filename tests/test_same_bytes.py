"""The same curriculum gives the same bytes, wherever it is built, by whom and in which order."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from builder.work.store import file_status
from tests.project import ROOT, TODAY, a_project

pytestmark = pytest.mark.slow

PLACES = (
    ("one", {"PYTHONHASHSEED": "1", "TZ": "America/New_York", "LC_ALL": "C.UTF-8", "HOME": "/nonexistent"}, 0o022),
    ("une autre place, 別の場所", {"PYTHONHASHSEED": "4711", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"}, 0o077),
)
"""A folder's name, what is different around a build there, and which rights new files have."""


def test_two_clean_builds_in_different_places_give_the_same_bytes(tmp_path: Path) -> None:
    sites = []
    for name, around, mask in PLACES:
        root = a_project(tmp_path / name)
        command = [sys.executable, "-m", "builder", "--today", TODAY.isoformat(), "build", "--quiet"]
        subprocess.run(command, cwd=root, env=os.environ | {"PYTHONPATH": str(ROOT)} | around, check=True, umask=mask)
        sites.append(root / "site")
    one, other = sites
    names = sorted(file_status(one))
    assert len(names) > 300
    assert names == sorted(file_status(other))
    assert [name for name in names if (one / name).read_bytes() != (other / name).read_bytes()] == []
