"""One rhythm: the style sheets of the pages take their sizes from one scale."""

from __future__ import annotations

import re

from builder.pages.docs import other_files
from builder.pipeline import plan_sites
from builder.views.page import Site
from tests.project import ROOT, TODAY, real_library

OWN = {
    "board.css": "a grid of weeks by days, as dense as a spreadsheet",
    "door.css": "the page in front of both sites, which has no frame",
    "room.css": "held in the hand during group",
    "wall.css": "read across a room",
}
"""Style sheets with sizes of their own, and why."""
OF_THE_SCALE = re.compile(r"0\Z|var\(--(tiny|small|lead|head|title)\)|1em|inherit|max\(16px, \.8rem\)|[\d.]+(pt|px)\Z")
"""The five steps beside 1em; points on paper, pixels in a drawing; and the least that a phone does not enlarge when one writes."""
ZOOM = re.compile(r'html \{ font-size: 125%|\[data-text="\d"\] main \{ font-size: [\d.]+em')
"""What scales everything: the root, and a reader's larger text."""


def test_type_has_six_sizes() -> None:
    looked = 0
    for sheet in sorted((ROOT / "templates").glob("assets*/css/*.css")):
        if sheet.name in OWN:
            continue
        for line in sheet.read_text(encoding="utf-8").splitlines():
            for size in re.findall(r"font-size: ([^;}]+?)\s*[;}]", line):
                looked += 1
                assert OF_THE_SCALE.match(size) or ZOOM.search(line), f"{sheet.name}: {size}"
    assert looked >= 70


def test_what_shares_an_edge_takes_it_from_one_place() -> None:
    base = (ROOT / "templates" / "assets" / "css" / "base.css").read_text(encoding="utf-8")
    assert set(re.findall(r"--(\w+): [^;]+;", base.split("@media")[0])) >= {"frame", "gutter", "measure", "aside", "s1", "s5"}
    fixed = [line for line in base.splitlines() if re.search(r"max-width: \d+rem", line) and not line.lstrip().startswith("@media")]
    assert not fixed, fixed


def test_a_published_style_sheet_waits_for_no_other() -> None:
    sheets = {site.name: files_beside_pages(site) for site in plan_sites(real_library(), TODAY)}
    assert len(sheets) == 2
    for files in sheets.values():
        assert len(files) >= 6
        assert not [name for name, content in files.items() if b"@import" in content or b"/*" in content]
        whole = files["assets/css/groupwork.css"]
        assert all(part in whole for part in (b"@font-face", b"--accent", b"@layer base", b".gw-drawing"))
        assert "assets/css/base.css" not in files


def files_beside_pages(site: Site) -> dict[str, bytes]:
    return {name: content for name, content in other_files(site, ROOT / "templates").items() if name.endswith(".css")}
