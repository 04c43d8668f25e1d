"""`make audit`: are the vendored files what their packages hold, and is a fault known of anything in the locks? Asks npm's registry and the database OSV (osv.dev), names and
versions alone.

Ends with 1 where something is found, and with 2 where nobody could be asked: not to have looked is no good news.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tarfile
import urllib.request
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from supply.locks import LOCKS, locked, npm_tools
from supply.vendored import Vendored, table

OSV = "https://api.osv.dev/v1/querybatch"
WAIT = 60
"""Seconds for an answer."""


def everything() -> tuple[str, ...]:
    """What is asked about: each package of each lock, for Python and npm, and each vendored one, as package URLs."""
    python = (package.purl for name in LOCKS for package in locked(name))
    return tuple(sorted({*python, *npm_tools(), *(each.purl for each in table().vendored)}))


def known_faults(purls: Iterable[str], address: str = OSV) -> Mapping[str, tuple[str, ...]]:
    """Ids of the faults known of each package that has any. Raises OSError where nobody answers, ValueError where the answer is none."""
    found: dict[str, list[str]] = {}
    asked: list[dict[str, Any]] = [{"package": {"purl": purl}} for purl in purls]
    while asked:
        request = urllib.request.Request(address, json.dumps({"queries": asked}).encode(), {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=WAIT) as answer:
            results = json.load(answer)["results"]
        more = []
        for query, result in zip(asked, results, strict=True):
            if faults := result.get("vulns"):
                found.setdefault(query["package"]["purl"], []).extend(fault["id"] for fault in faults)
            if token := result.get("next_page_token"):
                more.append(query | {"page_token": token})
        asked = more
    return {purl: tuple(ids) for purl, ids in found.items()}


def otherwise_in_its_package(each: Vendored) -> Iterator[str]:
    """The vendored files that are not what the package holds. Raises OSError where it cannot be fetched."""
    npm = shutil.which("npm")
    if npm is None:
        raise OSError("npm is missing")
    with TemporaryDirectory(prefix="package-") as folder:
        asked = [npm, "pack", "--silent", "--fetch-retries=1", f"--fetch-timeout={1000 * WAIT}", f"{each.package}@{each.version}"]
        if subprocess.run(asked, cwd=folder, capture_output=True, check=False).returncode:
            raise OSError(f"npm cannot fetch {each.package}@{each.version}")
        (packed,) = Path(folder).glob("*.tgz")
        with tarfile.open(packed) as archive:
            for path, item in each.files.items():
                if not item.origin:
                    continue
                try:
                    held = archive.extractfile(f"package/{item.origin}")
                except KeyError:
                    held = None
                if held is None or sha256(held.read()).hexdigest() != item.sha256:
                    yield f"{path} is not {item.origin} of {each.package}@{each.version}"


def vendored_said() -> Iterator[tuple[int, str]]:
    """How it ended (0, 1 or 2), and a line, for the vendored files."""
    try:
        wrong = [line for each in table().vendored for line in otherwise_in_its_package(each)]
    except OSError as error:
        yield 2, f"vendored files: not looked at, {error}"
        return
    yield from ((1, line) for line in wrong)
    looked = sum(bool(item.origin) for each in table().vendored for item in each.files.values())
    yield 0, f"vendored files: {looked - len(wrong)} of {looked} are what their packages hold"


def faults_said(address: str = OSV) -> Iterator[tuple[int, str]]:
    """The same for known faults."""
    purls = everything()
    try:
        found = known_faults(purls, address)
    except (OSError, ValueError, LookupError, TypeError) as error:
        yield 2, f"known faults: nobody could be asked about {len(purls)} packages here ({error})"
        return
    yield from ((1, f"{purl}: {', '.join(ids)}") for purl, ids in found.items())
    yield 0, f"known faults: {sum(map(len, found.values()))} in {len(purls)} packages"


def main() -> int:
    ended = 0
    for code, line in (*vendored_said(), *faults_said()):
        print(line)
        ended = 1 if 1 in (code, ended) else max(code, ended)
    return ended


if __name__ == "__main__":
    sys.exit(main())
