"""Zensical, another engine, builds the same docs trees: what we write is plain front matter, headings and HTML, and nothing that only one engine reads.

Its templates are MiniJinja's, in which our own theme does not run; pages are laid out by the theme that Zensical brings.
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml

from builder.pipeline import build
from builder.work.store import file_status
from tests.whole.conftest import ROOT, TODAY, a_root

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("zensical"),
    pytest.mark.skipif(importlib.util.find_spec("zensical") is None, reason="Zensical is not installed"),
]

MADE_LATER = {"offline/index.html"}
"""The size of the file that it offers is written in when that file is packed, after the engine is done."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small curriculum, built without print."""
    root = a_root(tmp_path_factory.mktemp("zensical") / "root", ROOT / "tests/small/curriculum")
    build(root, TODAY, pages_only=True)
    return root


@pytest.mark.parametrize("name", ["staff", "participants"])
def test_zensical_makes_every_page_with_its_heading_and_its_text(root: Path, name: str) -> None:
    theirs, ours = built_by_zensical(root / "build" / name), root / "site" / name
    docs = root / "build" / name / "docs"
    pages = [path.removesuffix(".md") + ".html" for path in file_status(docs) if path.endswith(".md")]
    assert len(pages) > 20
    assert [page for page in pages if not (theirs / page).is_file()] == []
    for page in sorted(set(pages) - MADE_LATER):
        wanted, found = Read(ours / page, "main"), Read(theirs / page, "article")
        assert len(wanted.headings) == 1, page
        assert (found.headings, found.words) == (wanted.headings, wanted.words), page


@pytest.mark.parametrize("name", ["staff", "participants"])
def test_zensical_hands_on_every_other_file_as_it_is(root: Path, name: str) -> None:
    theirs, docs = built_by_zensical(root / "build" / name), root / "build" / name / "docs"
    files = [path for path in file_status(docs) if not path.endswith(".md")]
    assert len(files) > 10
    assert [path for path in files if not (theirs / path).is_file() or (theirs / path).read_bytes() != (docs / path).read_bytes()] == []


def built_by_zensical(folder: Path) -> Path:
    """The site that Zensical's own command makes of `folder/docs` by `folder/mkdocs.yml`, our theme left out."""
    site = folder / "zensical-site"
    if not site.is_dir():
        settings = yaml.safe_load((folder / "mkdocs.yml").read_text(encoding="utf-8"))
        del settings["theme"]["custom_dir"]
        settings["site_dir"] = site.name
        (folder / "zensical.yml").write_text(yaml.safe_dump(settings, sort_keys=False), encoding="utf-8")
        command = [sys.executable, "-m", "zensical", "build", "--strict", "--config-file", "zensical.yml"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env={**os.environ, "NO_COLOR": "1"}, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    return site


class Read(HTMLParser):
    """The words in the elements named `part` of a page, and each h1 among them."""

    def __init__(self, page: Path, part: str):
        super().__init__()
        self.headings: list[str] = []
        self.words: list[str] = []
        self._part = part
        self._open: list[str] = []
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in (self._part, "h1", "script", "style"):
            self._open.append(tag)
        if tag == "h1" and self._part in self._open:
            self.headings.append("")

    def handle_endtag(self, tag: str) -> None:
        if self._open and tag == self._open[-1]:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._part in self._open and not {"script", "style"} & set(self._open):
            self.words += data.split()
            if "h1" in self._open:
                self.headings[-1] += data
