"""The pages that are made one by one are those that MkDocs makes of the same docs trees, byte for byte."""

from __future__ import annotations

import calendar
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from builder.pipeline import build
from builder.publish.assemble import THEME_FOLDERS
from builder.publish.engine import build_html
from builder.publish.frame import fits
from builder.publish.outline import fast, slow
from builder.work.store import file_status
from tests.whole.conftest import ROOT, TODAY, a_root

pytestmark = pytest.mark.slow

MADE_ALONE = {"sitemap.xml.gz"}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real curriculum, built without print."""
    root = a_root(tmp_path_factory.mktemp("speed") / "root")
    build(root, TODAY, pages_only=True)
    return root


@pytest.mark.parametrize("name", ["staff", "participants"])
def test_every_page_is_the_one_that_mkdocs_makes(root: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(calendar.timegm(TODAY.timetuple())))
    stock = build_html(root / "build" / name)
    wanted = {path for path in file_status(stock) if not path.startswith(THEME_FOLDERS)} - MADE_ALONE
    assert wanted <= file_status(root / "site" / name).keys()
    finished = {"offline/index.html"}  # its size is written in when the file is packed
    differ = [path for path in sorted(wanted - finished) if (stock / path).read_bytes() != (root / "site" / name / path).read_bytes()]
    assert differ == []


def test_headings_and_html_become_what_python_markdown_makes_of_them(root: Path) -> None:
    bodies = [path.read_text(encoding="utf-8").split("---\n", 2)[2].lstrip("\n") for path in sorted(root.glob("build/*/docs/**/*.md"))]
    quick = [(body, made) for body in bodies if (made := fast(body))]
    assert len(quick) > 0.9 * len(bodies)
    assert [body for body, made in quick if made != slow(body)] == []


@pytest.mark.parametrize(
    "body",
    [
        "Words without a tag.",
        "## *Slanted* {#slanted}",
        "## Without an anchor",
        "## A `word` {#word}",
        "<p>never closed",
        "<p>one</p> and more",
        "<div>\n\n<script>if (a < b) { c() }</script>\n\n</div>",
        "<!-- a note -->\n\n<p>x</p>",
        "<p>a</p>\n\n- a list",
        "<p>a</p>\n \n<p>b</p>",
        "<p>tab\there</p>",
        "## Trailing # {#trailing}",
        "<span>inline</span>",
        "## A [link](x) {#link}",
    ],
)
def test_anything_else_is_left_to_python_markdown(body: str) -> None:
    made = fast(body)
    assert made is None or made == slow(body)


@pytest.mark.parametrize(
    "body",
    [
        "## Plain\\. words\\-here &amp; there {#plain}\n\n<p>x</p>",
        "# One {#one}\n\n### Three {#three}\n\n## Two {#two}\n",
        '## Check\\-in <span class="gw-minutes">8 min</span> {#check-in}\n<div>\n\n<p>a</p>\n\n</div>\n<p>b</p>\n\n<hr>\n\n<p>c</p>',
        '<link rel="stylesheet" href="a.css">\n\n<section><div>one</div><div>two</div></section>\n\n\n<p>"quoted" & so on</p>',
        '<div title="a > b"><p>x</p></div>\n\n<ul><li>a</li></ul>\n',
    ],
)
def test_what_our_pages_hold_is_done_quickly_and_alike(body: str) -> None:
    assert fast(body) == slow(body)


def test_a_setting_that_is_not_known_sends_the_whole_site_through_mkdocs(tmp_path: Path) -> None:
    roots = [tmp_path / name for name in ("ours", "theirs")]
    for root in roots:
        shutil.copytree(ROOT / "tests/small/curriculum", root / "curriculum")
        (root / "templates").symlink_to(ROOT / "templates")
    settings: dict[str, Any] = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    (roots[0] / "mkdocs.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    settings["markdown_extensions"].append("admonition")
    (roots[1] / "mkdocs.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    built = [build(root, TODAY, pages_only=True).site for root in roots]
    made = yaml.safe_load((roots[0] / "build/staff/mkdocs.yml").read_text(encoding="utf-8"))
    assert fits(made)
    assert not fits({**made, "markdown_extensions": settings["markdown_extensions"]})
    pages = [{path: (site / path).read_bytes() for path in file_status(site) if path.endswith(".html")} for site in built]
    assert pages[0] == pages[1]
