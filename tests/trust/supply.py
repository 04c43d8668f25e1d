"""What others made, and whether the same curriculum gives the same bytes elsewhere."""

from __future__ import annotations

import datetime
import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

from builder.work.store import file_status
from supply.audit import faults_said, vendored_said
from supply.bill import bill
from supply.locks import LOCKS, ROOT, locked, npm_tools
from supply.vendored import repository, table

TITLE = "What it is made of"
MINUTES = 3
ELSEWHERE = "une autre place, 別の場所"
"""The name of a folder with spaces and letters of other alphabets."""


def figures(folder: Path, site: Path, today: datetime.date) -> dict[str, int | float | str]:
    """Packages by hash, vendored files by digest, and a second clean build of the whole curriculum in another place: another folder, another home, another locale, zone and
    order of Python's sets. Both have to give the same bytes.
    """
    digests = {path: sha256((ROOT / path).read_bytes()).hexdigest() for path in table().files}
    changed = [path for path, digest in digests.items() if digest != table().files[path].sha256]
    assert not changed, f"vendored files that are not what the table says: {changed}"
    names = file_status(site)
    other = _built_elsewhere(folder, today)
    assert names.keys() == file_status(other).keys(), f"other files: {sorted(names.keys() ^ file_status(other).keys())[:5]}"
    differ = [name for name in names if (site / name).read_bytes() != (other / name).read_bytes()]
    assert not differ, f"{len(differ)} files differ, the first: {sorted(differ)[0]}"
    (*wrong, (audit, vendored)), (*_, (asked, faults)) = vendored_said(), faults_said()
    assert not wrong, f"{len(wrong)} vendored files are not what their packages hold, the first: {wrong[0][1]}"
    return {
        "files of the repository looked through for what is no text of ours": len(repository()),
        "files found and listed with their digest": len(digests),
        "of these not what the list says": len(changed),
        "packages of Python in the locks, each with hashes": len({package.purl for name in LOCKS for package in locked(name)}),
        "hashes": len({digest for name in LOCKS for package in locked(name) for digest in package.hashes}),
        "packages of npm that check scripts, each with its hash": len(npm_tools()),
        "parts of the bill of materials": len(bill()["components"]),
        "vendored files beside their packages": vendored.partition(": ")[2] if audit == 0 else "not looked at: no network here",
        "known faults": faults.partition(": ")[2] if asked == 0 else "not looked at: no network here",
        "files of two clean builds in different places": len(names),
        "of these with other bytes": len(differ),
    }


def _built_elsewhere(folder: Path, today: datetime.date) -> Path:
    root = folder / ELSEWHERE
    root.mkdir()
    shutil.copytree(ROOT / "curriculum", root / "curriculum")
    shutil.copytree(ROOT / "templates", root / "templates")
    shutil.copyfile(ROOT / "mkdocs.yml", root / "mkdocs.yml")
    elsewhere = {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "4711", "HOME": str(folder), "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "C"}
    command = [sys.executable, "-m", "builder", "--today", today.isoformat(), "build", "--quiet"]
    subprocess.run(command, cwd=root, env=os.environ | elsewhere, check=True)
    return root / "site"
