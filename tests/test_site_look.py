"""What is a program's own on both sites: its logo and its colour."""

from __future__ import annotations

import json
import re
import struct
from pathlib import Path

import pytest

from builder.load.library import load_library
from builder.model.library import Library
from builder.model.palette import PALETTE
from builder.pages.docs import other_files
from builder.pages.render import door
from builder.pipeline import plan_sites
from builder.site.offline import PICTURES, finish_offline, manifest
from builder.site.place import site_pages
from builder.views.page import LOGO, Site
from tests.project import ROOT, TODAY, edit, every_file
from tests.trees import a_tree

TEMPLATES = ROOT / "templates"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 90"><rect width="400" height="90" fill="#b01060"/></svg>'
OURS = PALETTE["teal"]


def a_library(folder: Path, look: str = "") -> Library:
    root = a_tree(folder)
    (root / "curriculum/logo.svg").write_text(SVG, encoding="utf-8") if "logo.svg" in look else None
    edit(root / "curriculum/program.yml", "modules: [", f"look: {{{look}}}\nmodules: [")
    return load_library(root)


def sites_of(folder: Path, look: str = "") -> tuple[Site, Site]:
    return plan_sites(a_library(folder, look), TODAY)


def test_the_header_of_every_page_has_the_logo_and_the_name_once(tmp_path: Path) -> None:
    looked = 0
    library = a_library(tmp_path, "logo: logo.svg")
    for site in plan_sites(library, TODAY):
        pages = site_pages(ROOT, library, site)
        for page in site.pages:
            if "frame" in page.hide:
                continue
            html = pages.page(page).decode()
            (name,) = re.findall(r'<a class="gw-name".*?</a>', html, re.S)
            assert f'alt="" width="444" height="100"><span>{site.chrome.name}</span>' in name
            assert 'class="gw-mark"' not in html
            looked += 1
    assert looked > 60


@pytest.mark.parametrize(("site", "beside"), [(0, '<span class="gw-rest">for staff</span>'), (1, "")])
def test_a_logo_that_says_the_name_stands_for_it(tmp_path: Path, site: int, beside: str) -> None:
    library = a_library(tmp_path, "logo: logo.svg, logo_says_name: true")
    shown = plan_sites(library, TODAY)[site]
    html = site_pages(ROOT, library, shown).page(shown.pages[0]).decode()
    assert f'alt="{library.program.meta.name}" width="444" height="100">{beside}</a>' in html.replace("\n", "")


def test_both_sites_and_the_page_in_front_of_them_carry_the_logo(tmp_path: Path) -> None:
    sites = sites_of(tmp_path, "logo: logo.svg")
    assert [site.files[LOGO] for site in sites] == [sites[0].files[LOGO]] * 2
    assert 'fill="#b01060"' in sites[0].files[LOGO]
    assert f'src="participants/{LOGO}"' in door(sites[1].chrome, TEMPLATES).decode()


def test_the_color_follows_ours_in_every_style_sheet_that_has_it(tmp_path: Path) -> None:
    sheets = 0
    for site in sites_of(tmp_path, 'color: "#7a1f5c"'):
        for path, content in other_files(site, TEMPLATES).items():
            text = content.decode() if path.endswith(".css") else ""
            if f"--own-light: {OURS.light.line}" in text:
                assert text.index("--own-light: #7a1f5c") > text.index(f"--own-light: {OURS.light.line}")
                assert 'data-color="plum"] { --accent: #60195f' in text, "modules keep their own"
                sheets += 1
    assert sheets == 4, "the sheet of every page and the door's, in both sites"


def test_one_color_for_everything_takes_the_place_of_the_modules(tmp_path: Path) -> None:
    site = sites_of(tmp_path, "color: plum, one_color: true")[0]
    sheet = other_files(site, TEMPLATES)["assets/css/groupwork.css"].decode()
    assert "[data-color][data-color] { --accent: var(--own)" in sheet
    assert f"@media print {{ [data-color][data-color] {{ --accent: {PALETTE['plum'].paper.line}" in sheet


def test_the_icon_the_app_and_its_pictures_are_in_the_color(tmp_path: Path) -> None:
    site = sites_of(tmp_path, 'color: "#7a1f5c"')[0]
    files = other_files(site, TEMPLATES)
    icon = files["assets/icon.svg"].decode()
    assert "#7a1f5c" in icon
    assert (OURS.light.line in icon, OURS.dark.line in icon) == (False, False)
    assert manifest(site)["theme_color"] == "#7a1f5c"
    folder = tmp_path / "staff"
    (folder / "program").mkdir(parents=True)
    for path in ("index.html", "offline/index.html", "program/index.html"):
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text("<main></main>", encoding="utf-8")
    finish_offline(folder, site, TEMPLATES)
    told = json.loads((folder / "manifest.webmanifest").read_text(encoding="utf-8"))["icons"]
    assert len(told) == len(PICTURES) == 3
    for one in told:
        raw = (folder / one["src"]).read_bytes()
        assert "x".join(map(str, struct.unpack(">II", raw[16:24]))) == one["sizes"]
        assert one["src"] not in files, "ours would take its place at the next build"


def test_a_site_without_a_look_is_as_we_drew_it(tmp_path: Path) -> None:
    library = load_library(a_tree(tmp_path))
    for site in plan_sites(library, TODAY):
        files = every_file(ROOT, library, site)
        assert files["assets/icon.svg"] == (TEMPLATES / "assets/icon.svg").read_bytes()
        assert {path for path in files if path.startswith("assets/icons/")} >= {f"assets/icons/{name}" for name in PICTURES}
        assert LOGO not in files
        assert files["assets/css/groupwork.css"].decode().count("--own-light:") == 1
        assert manifest(site)["theme_color"] == OURS.light.line


def test_paint_that_the_style_sheet_and_the_table_have_is_the_same() -> None:
    sheet = (TEMPLATES / "assets/css/colours.css").read_text(encoding="utf-8")
    told = dict(re.findall(r"--(own-\w+(?:-soft)?): (#\w{6});", sheet))
    assert told == {
        "own-light": OURS.light.line,
        "own-light-soft": OURS.light.soft,
        "own-dark": OURS.dark.line,
        "own-dark-soft": OURS.dark.soft,
    }
