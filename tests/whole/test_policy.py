"""The policy that pages carry, on every page of the real sites: nothing stands in one that it would stop, and each sheet that draws by numbers knows them all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from builder.pages.policy import page_policy
from tests.inline import not_allowed, read_inside
from tests.project import ROOT

pytestmark = pytest.mark.slow


def test_no_page_has_a_style_a_script_or_a_handler_in_it_and_each_says_so(site: Path) -> None:
    policies = {name: page_policy(name, ROOT / "templates") for name in ("staff", "participants")}
    looked, carried = 0, 0
    for path in site.rglob("*.html"):
        name = path.relative_to(site).as_posix()
        page, policy = path.read_text(encoding="utf-8"), policies["staff" if name.startswith("staff/") else "participants"]
        assert [*not_allowed(page, policy)] == [], name
        looked += 1
        if 'http-equiv="refresh"' not in page:
            carried += 1
            assert read_inside(page).policies == [policy], name
    assert looked > 3000
    assert carried > 2900


@pytest.mark.parametrize("name", ["staff", "participants"])
def test_every_number_that_is_drawn_by_has_its_rule(site: Path, name: str) -> None:
    known = {path: path.read_text(encoding="utf-8") for path in (site / name / "assets/css").glob("*.css")}
    rules = "".join(
        known[site / name / f"assets/css/{sheet}.css"] for sheet in ("places", "scale") if (site / name / f"assets/css/{sheet}.css").exists()
    )
    said = {found for path in (site / name).rglob("*.html") for found in re.findall(r' data-n-([a-z]+)="([\d.]+)"', path.read_text(encoding="utf-8"))}
    assert len(said) > (100 if name == "staff" else 20)
    for key, number in said:
        whole, point, tenth = number.partition(".")
        wanted = [f'[data-n-{key}^="{whole}."]', f'[data-n-{key}$=".{tenth}"]'] if point else [f'[data-n-{key}="{number}"]']
        assert all(rule in rules for rule in wanted), (key, number)
