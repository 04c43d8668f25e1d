"""Every page of both sites against WCAG 2.2 AA: what docs/accessibility.md states, counted."""

from __future__ import annotations

import datetime
import os
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path

from playwright.sync_api import sync_playwright

from builder.pipeline import plan_sites
from builder.work.store import file_status
from tests.browsing import CHROMIUM, PATIENCE, QUIET
from tests.print.invariants import fields_in, problems
from tests.project import real_library
from tests.wcag.browser import AXE, axe_says, does_not_fit, keys_reach
from tests.wcag.contrast import pairs, settings, unreadable
from tests.wcag.kinds import chosen, kinds
from tests.wcag.page import pages_under
from tests.wcag.rules import RULES, failures
from tests.whole.conftest import served

TITLE = "Pages that everyone can use"
MINUTES = 18
LOOKING, READING, BROWSERS = 990, 45, 16
"""Seconds after which no browser begins another page, and nobody another PDF."""
NARROW, WIDE = 360, 1280
MANY = 2000
"""Pages that both sites have at the least."""

Visit = tuple[str, int]
"""A page, and how wide the window is."""


def figures(site: Path, today: datetime.date) -> dict[str, int | float | str]:
    """WCAG 2.2 AA on every page of both sites: the rules of HTML, axe in a real Chromium (all that is folded open), and every pair of colours that the style sheets
    allow. How it was looked at, and what is not met, stands in [docs/accessibility.md](docs/accessibility.md).
    """
    assert CHROMIUM, "there is no Chromium on this machine"
    real, failed = list[str](), list[str]()
    for page in pages_under(site):
        failed += failures(page)
        if not page.is_redirect:
            real.append(page.path)
    assert len(real) > MANY, f"there are {len(real)} pages"
    assert not failed, f"{len(failed)} failures of rules, the first: {failed[0]}"
    colours = [said for setting in settings() for said in unreadable(setting)]
    assert not colours, f"{len(colours)} pairs that cannot be read, the first: {colours[0]}"
    some = chosen(site, {path: kind for path, kind in kinds(site, plan_sites(real_library(), today)).items() if path in set(real)})
    visits = [(path, width) for path in some for width in (NARROW, WIDE)] + [(path, NARROW) for path in real if path not in some]
    seen, unsaid, reached, fails = _in_browsers(site, visits, set(some))
    assert len(seen) == len(visits), f"there was no time for {len(visits) - len(seen)} of {len(visits)} visits"
    assert not fails, f"{len(fails)} failures in the browser, the first: {fails[0]}"
    sheets = sorted(name for name in file_status(site) if name.endswith(".pdf"))
    read, untagged = _read(site, sheets)
    assert not untagged, f"{len(untagged)} faults of PDFs, the first: {untagged[0]}"
    return {
        "pages": len(real),
        "rules of HTML asked of each page": len(RULES),
        "failures of these": len(failed),
        "pairs of words and ground reckoned, both schemes, every colour": len(pairs()) * len(list(settings())),
        "pairs under 4.5 to 1": len(colours),
        f"pages that axe looked at, {NARROW} px wide": sum(width == NARROW for _, width in seen),
        f"of these for the contrast of each word too, light and dark, and {WIDE} px wide: pages of every kind and shape": sum(
            width == WIDE for _, width in seen
        ),
        "violations found by axe": len(fails),
        "places where axe cannot reckon a contrast (gradients, drawings; the table of pairs does)": unsaid,
        "pages of every kind set with wide letters in 320 px, nothing cut off": len(some),
        "links and controls reached by keys there, each seen with its ring": reached,
        "PDFs": len(sheets),
        "PDFs read for PDF/UA-1: tags, headings, tables, fields, language, title": read,
        "faults of these": len(untagged),
    }


def _read(site: Path, sheets: Sequence[str]) -> tuple[int, list[str]]:
    """How many PDFs were read in the time, taken evenly from all, and what is wrong with them."""
    cores, ends = os.cpu_count() or 1, time.monotonic() + READING
    mixed = sorted(sheets, key=lambda name: sha256(name.encode()).digest())
    with ProcessPoolExecutor(cores, get_context("spawn")) as pool:
        results = [part.result() for part in [pool.submit(_faults, site, mixed[core::cores], ends) for core in range(cores)]]
    return sum(count for count, _ in results), [said for _, found in results for said in found]


def _faults(site: Path, sheets: Sequence[str], ends: float) -> tuple[int, list[str]]:
    found = list[str]()
    for count, name in enumerate(sheets):
        if time.monotonic() > ends:
            return count, found
        pdf = (site / name).read_bytes()
        found += [f"{name}: {said}" for said in problems(pdf, fields_in(pdf))]
    return len(sheets), found


def _in_browsers(site: Path, visits: Sequence[Visit], some: set[str]) -> tuple[list[Visit], int, int, list[str]]:
    """The visits that were made, and what they found. Many browsers, one after the other on each core: a tab grows to gigabytes, and one part takes longer."""
    ends = time.monotonic() + LOOKING
    with served(site) as address, ProcessPoolExecutor(os.cpu_count(), get_context("spawn")) as pool:
        parts = [pool.submit(_looked, address, visits[part::BROWSERS], some, ends) for part in range(BROWSERS)]
        results = [part.result() for part in parts]
    seen, unsaid, reached, fails = zip(*results, strict=True)
    return [visit for part in seen for visit in part], sum(unsaid), sum(reached), [said for part in fails for said in part]


def _looked(address: str, visits: Sequence[Visit], some: set[str], ends: float) -> tuple[list[Visit], int, int, list[str]]:
    """One browser's part: axe on each page; on those that stand for all, contrast, keys and wide letters too."""
    seen, unsaid, reached, fails = list[Visit](), 0, 0, list[str]()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        windows = {}
        for width in (320, NARROW, WIDE):
            context = browser.new_context(viewport={"width": width, "height": 760})
            context.set_default_timeout(PATIENCE)
            context.add_init_script(AXE)
            windows[width] = context.new_page()
        for path, width in visits:
            if time.monotonic() > ends:
                break
            page = windows[width]
            page.goto(f"{address}/{path}")
            said, open_ = axe_says(page, path in some)
            unsaid += open_ if path in some else 0
            if path in some:
                page.goto(f"{address}/{path}")
                count, hidden = keys_reach(page)
                reached += count
                windows[320].goto(f"{address}/{path}")
                said += [*hidden, *does_not_fit(windows[320], 320)]
            fails += [f"{path}, {width} px: {one}" for one in said]
            seen.append((path, width))
        browser.close()
    return seen, unsaid, reached, fails
