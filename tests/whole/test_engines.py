"""The docs trees that are exported give other engines the pages that `groupwork build` makes: the same pages, headings, words, links and fields.

MkDocs makes them with Material and our frame around each, so whole pages of the real curriculum are compared. Zensical's templates are MiniJinja's, in which
our frame does not run: its pages are laid out by its own theme, and what stands in the main part is compared, over the small curriculum, which has a page of
each type.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from builder.pipeline import build, export_docs
from builder.work.store import file_status
from tests.project import ROOT, TODAY, a_root
from tests.reading import Read

pytestmark = pytest.mark.slow

SITES = ("staff", "participants")
MADE_LATER = {"offline/index.html"}
"""The size of the file that it offers is written in when that file is packed, after the engine is done."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real curriculum, built without print, with both docs trees."""
    return built(a_root(tmp_path_factory.mktemp("engines") / "root"))


@pytest.fixture(scope="module")
def small_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(a_root(tmp_path_factory.mktemp("engines") / "small", ROOT / "tests/small/curriculum"))


def built(root: Path) -> Path:
    build(root, TODAY, pages_only=True)
    export_docs(root, TODAY)
    return root


def run(command: list[str], folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=folder, capture_output=True, text=True, env={**os.environ, "NO_COLOR": "1"}, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def pages_of(docs: Path) -> list[str]:
    return sorted(f"{path.removesuffix('.md')}.html" for path in file_status(docs) if path.endswith(".md"))


@pytest.mark.long
@pytest.mark.parametrize("name", SITES)
def test_plain_mkdocs_makes_the_same_pages(root: Path, name: str) -> None:
    folder, ours = root / "build" / name, root / "site" / name
    run(["mkdocs", "build", "--strict", "--quiet"], folder)
    theirs, pages = folder / "site", pages_of(folder / "docs")
    assert len(pages) >= 200
    looked_at = {"words": 0, "headings": 0, "links": 0, "fields": 0}
    for page in sorted({*pages, "404.html"} - MADE_LATER):
        wanted, found = Read(ours, page), Read(theirs, page)
        for what in looked_at:
            assert getattr(found, what) == getattr(wanted, what), f"{what} of {page}"
            looked_at[what] += len(getattr(wanted, what))
    assert looked_at["words"] > 100_000, looked_at
    assert all(count > 500 for count in looked_at.values()), looked_at
    files = [path for path in file_status(folder / "docs") if not path.endswith(".md")]
    assert [path for path in files if (theirs / path).read_bytes() != (ours / path).read_bytes()] == []


@pytest.mark.skipif(importlib.util.find_spec("zensical") is None, reason="Zensical is not installed")
@pytest.mark.parametrize("name", SITES)
def test_zensical_makes_every_page_with_its_headings_and_its_words(small_root: Path, name: str) -> None:
    folder, ours = small_root / "build" / name, small_root / "site" / name
    settings = yaml.safe_load((folder / "mkdocs.yml").read_text(encoding="utf-8"))
    del settings["theme"]["custom_dir"]
    settings["site_dir"] = "zensical-site"
    (folder / "zensical.yml").write_text(yaml.safe_dump(settings, sort_keys=False), encoding="utf-8")
    run(["zensical", "build", "--strict", "--config-file", "zensical.yml"], folder)
    theirs, pages = folder / "zensical-site", pages_of(folder / "docs")
    assert len(pages) >= 30
    for page in sorted(set(pages) - MADE_LATER):
        wanted, found = Read(ours, page, "main"), Read(theirs, page, "article")
        first = [heading.words for heading in wanted.headings if heading.level == 1]
        assert len(first) == 1, page
        assert ([heading.words for heading in found.headings if heading.level == 1], found.words) == (first, wanted.words), page
    files = [path for path in file_status(folder / "docs") if not path.endswith(".md")]
    assert [path for path in files if (theirs / path).read_bytes() != (folder / "docs" / path).read_bytes()] == []


def test_plain_mkdocs_at_the_root_of_the_project_builds_the_staff_site(tmp_path: Path) -> None:
    for name in ("templates", "builder", "tests/small/curriculum"):
        shutil.copytree(ROOT / name, tmp_path / Path(name).name)
    shutil.copyfile(ROOT / "mkdocs.yml", tmp_path / "mkdocs.yml")
    run(["mkdocs", "build", "--quiet"], tmp_path)
    assert Read(tmp_path / "site/staff", "sleep/same-time-up/index.html").headings[0].words == "Same time up"
