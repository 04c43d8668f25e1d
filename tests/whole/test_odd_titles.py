"""Names and titles with marks in them arrive as they were written, on every page and in every frame."""

from __future__ import annotations

import html
import re
import shutil
from pathlib import Path

import pytest

from builder.pipeline import build
from tests.project import TODAY, a_root, edit
from tests.trees import SMALL

pytestmark = pytest.mark.slow

NAME = "Elm & <b>Oak</b>"
TITLE = r"A > B | C ~ D ~~e~~ * F _g_ `h` # \i [j](k) {l} 50% <m> & n!"


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("odd")
    shutil.copytree(SMALL / "curriculum", folder / "curriculum")
    edit(folder / "curriculum/program.yml", "name: Elm Street Groups", f"name: {NAME!r}")
    quoted = "'" + TITLE + "'"
    edit(folder / "curriculum/modules/sleep/same-time-up/session.md", "title: Same time up", f"title: {quoted}")
    edit(folder / "curriculum/modules/sleep/same-time-up/my-rising-plan.md", "title: My rising plan", f"title: {quoted}")
    return build(a_root(folder / "root", folder / "curriculum"), TODAY, pages_only=True).site


def heading(page: Path) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", page.read_text(encoding="utf-8"), re.S)
    assert found
    return html.unescape(re.sub(r"<[^>]*>", "", found[1]))


@pytest.mark.parametrize("site", ["staff", "participants"])
@pytest.mark.parametrize("path", ["sleep/same-time-up", "sleep/same-time-up/my-rising-plan"])
def test_a_title_is_read_as_it_was_written(odd: Path, site: str, path: str) -> None:
    page = odd / site / path / "index.html"
    assert heading(page) == TITLE
    title = re.search(r"<title>(.*?)</title>", page.read_text(encoding="utf-8"))
    assert title
    assert html.unescape(title[1]).startswith(TITLE)


def test_no_page_takes_a_name_for_markup(odd: Path) -> None:
    pages = sorted(odd.rglob("*.html"))
    assert len(pages) >= 60
    named = 0
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert "<b>Oak</b>" not in text, page
        assert "<m>" not in text, page
        named += "Elm &amp; &lt;b&gt;Oak&lt;/b&gt;" in text
    assert named >= 60
