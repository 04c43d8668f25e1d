"""Pages in a real browser: what axe says of them, whether they fit narrow windows and wide letters, and whether what keys reach can be seen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import axe_playwright_python
from playwright.sync_api import Page

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
"""To be given to a context: `context.add_init_script(AXE)`."""
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SCHEMES: dict[Literal["light", "dark"], dict[str, object]] = {
    "light": {"type": "tag", "values": WCAG},
    "dark": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
"""What axe looks at in each scheme: in the second, at what depends on colours."""

_OPEN = "document.querySelectorAll('details').forEach((one) => one.open = true)"
_RUN = """async (options) => {
  const found = await axe.run(document, options);
  const told = (one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => node.target.join(" ")).join(", ")} (${one.nodes.length})`;
  return [found.violations.map(told), found.incomplete.reduce((sum, one) => sum + one.nodes.length, 0)];
}"""
_SPACED = """
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-bottom: 2em !important; }
"""
"""The spacing of text that 1.4.12 asks a page to bear."""
_ADD = """(text) => new Promise((done) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.adoptedStyleSheets.push(sheet);
  dispatchEvent(new Event("resize"));
  requestAnimationFrame(() => requestAnimationFrame(done));
})"""
"""A reader's own style sheet, which a page's policy does not forbid; and until the page is laid out anew."""
_CUT = """() => [...document.querySelectorAll("body *")].filter((one) => {
  const style = getComputedStyle(one), box = one.getBoundingClientRect();
  if (box.width < 2 || box.height < 2 || !one.textContent.trim() || style.visibility !== "visible" || one.closest("svg")) return false;
  return ["hidden", "clip"].includes(style.overflowY) && one.scrollHeight > one.clientHeight + 2;
}).map((one) => `${one.tagName} ${one.className}`)"""
_KEYS = """async () => {
  const looked = [], unseen = [];
  const reached = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")].filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled && one.tabIndex >= 0);
  for (const one of reached) {
    one.focus({ focusVisible: true });
    if (document.activeElement !== one) continue;
    one.scrollIntoView({ block: "nearest", behavior: "instant" });
    const box = one.getClientRects()[0] || one.getBoundingClientRect(), name = `${one.tagName} ${one.id || one.className || one.textContent.trim().slice(0, 30)}`;
    looked.push(name);
    const ring = [one, one.nextElementSibling, one.closest("form, label, li")].some((each) => each && getComputedStyle(each).outlineStyle !== "none" && parseFloat(getComputedStyle(each).outlineWidth) > 0);
    if (!ring) unseen.push(`no ring: ${name}`);
    const points = [[.5, .5], [.1, .2], [.9, .2], [.1, .8], [.9, .8]].map(([x, y]) => [box.left + box.width * x, box.top + box.height * y]);
    const inside = points.filter(([x, y]) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight);
    const free = inside.some(([x, y]) => { const top = document.elementFromPoint(x, y); return top && (one.contains(top) || top.contains(one) || one.labels && [...one.labels].some((label) => label.contains(top))); });
    if (inside.length && !free) unseen.push(`covered: ${name}`);
  }
  return [looked.length, unseen];
}"""


def axe_says(page: Page, colors: bool = True) -> tuple[list[str], int]:
    """What axe finds against a page, light and dark, with all that is folded open; and of how many places it could not say. Without `colors`, whatever does not ask
    for the contrast of each word, which takes it most of its time."""
    page.evaluate(_OPEN)
    found, unsaid = list[str](), 0
    for scheme, rules in list(SCHEMES.items())[: 2 if colors else 1]:
        page.emulate_media(color_scheme=scheme)
        options = {"runOnly": rules, "rules": {"color-contrast": {"enabled": colors}}, "resultTypes": ["violations", "incomplete"]}
        failed, open_ = page.evaluate(_RUN, options)
        found += [f"{scheme}: {one}" for one in failed]
        unsaid += open_ if scheme == "light" else 0
    page.emulate_media(color_scheme="light")
    return found, unsaid


def does_not_fit(page: Page, width: int) -> Iterator[str]:
    """What of a page stands out at the side of a window, and what is cut off once its text is set as wide as readers may set it."""
    page.evaluate(_OPEN)
    for spaced in (False, True):
        if spaced:
            page.evaluate(_ADD, _SPACED)
            yield from (f"cut off: {one}" for one in page.evaluate(_CUT))
        if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
            yield f"{wide} px wide in a window of {width}{', with wide letters' if spaced else ''}"


def keys_reach(page: Page) -> tuple[int, list[str]]:
    """How much of a page keys reach, and what of it shows no ring or lies under something else when it is reached."""
    looked, unseen = page.evaluate(_KEYS)
    return looked, unseen
