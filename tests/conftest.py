"""What every test may ask for."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from builder import installed
from builder.pipeline import build
from builder.text.dialect import Parsed, parse
from builder.text.inserts import NOTHING, Inserts
from builder.text.marked_yaml import read_yaml
from builder.work.memo import Memo
from tests.browsing import CHROMIUM, PATIENCE, QUIET
from tests.project import TODAY, a_root
from tests.trees import SMALL, a_program


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--refresh", action="store_true", help="write the expected reports and pages anew; read every change by eye before it is kept")


@pytest.fixture
def refresh(request: pytest.FixtureRequest) -> bool:
    """True when expected files are to be written anew."""
    return bool(request.config.getoption("--refresh"))


@pytest.fixture
def the_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small curriculum, as the library that is installed."""
    folder = tmp_path / "installed"
    shutil.copytree(SMALL / "curriculum", folder)
    monkeypatch.setattr(installed, "LIBRARY", folder)
    return folder


@pytest.fixture
def program(tmp_path: Path, the_library: Path) -> Path:
    """A program that has nothing of its own but a name."""
    return a_program(tmp_path / "program")


@pytest.fixture(scope="module")
def parsed_once() -> Iterator[None]:
    """For modules that load the small curriculum a hundred times: its unchanged texts are parsed only once, with what they may include."""
    known: dict[object, Parsed] = {}

    def parse_once(text: str, file: str, first_line: int = 1, inserts: Inserts = NOTHING) -> Parsed:
        key = (text, file, first_line, inserts.digest)
        if key not in known:
            known[key] = parse(text, file, first_line, inserts)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("builder.load.entry.parse", parse_once)
        patch.setattr("builder.load.entry.read_yaml", cache(read_yaml))
        yield


@pytest.fixture(scope="module")
def remembered() -> Iterator[None]:
    """For modules that read the real library many times: what is computed of the same inputs is computed once, as it is from one build to the next."""
    memo = Memo()
    with pytest.MonkeyPatch.context() as patch:
        for module in ("builder.begin.landing", "builder.check.rules", "builder.load.library", "builder.pipeline"):
            patch.setattr(f"{module}.Memo", lambda store=None: Memo(store) if store else memo)
        yield


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's Chromium: one a process, since Playwright allows no second one beside it."""
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on this machine and none may be installed")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both sites of the real curriculum, built once for all workers of a run."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    root = shared / "whole"
    with (shared / "whole.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (root / "site").is_dir():
            build(root if root.is_dir() else a_root(root), TODAY)
    return root / "site"
