"""The style sheets of the pages, rule by rule, and the colours that they name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from tests.project import ROOT

Colours = Mapping[str, str]
"""What each custom property is, as it is written."""


@dataclass(frozen=True)
class CssRule:
    """One rule: its sheet, the conditions around it (`@media print`), its selector, and what it says by property."""

    sheet: str
    within: tuple[str, ...]
    selector: str
    says: Mapping[str, str]

    @property
    def medium(self) -> str:
        """Where it holds: `light`, `dark` or `paper`, `forced` where the reader's own colours do, and `any`."""
        around = " ".join(self.within)
        kinds = {"print": "paper", "prefers-color-scheme: dark": "dark", "forced-colors": "forced"}
        return next((medium for told, medium in kinds.items() if told in around), "any")


@cache
def rules() -> tuple[CssRule, ...]:
    """Every rule of every style sheet of both sites."""
    sheets = sorted((ROOT / "templates").glob("assets*/css/*.css"))
    return tuple(rule for sheet in sheets for rule in rules_of(sheet.name, sheet.read_text(encoding="utf-8")))


def rules_of(sheet: str, text: str) -> Iterator[CssRule]:
    around: list[str] = []
    for before, mark in re.findall(r"([^{};]*)([{};])", re.sub(r"/\*.*?\*/", "", text, flags=re.S)):
        said = before.strip()
        if mark == "{":
            around.append(" ".join(said.split()))
            pairs: list[str] = []
        else:
            if around and ":" in said:
                pairs.append(said)
            if mark == "}" and around:
                selector = around.pop()
                if pairs and not selector.startswith("@font-face"):
                    yield CssRule(
                        sheet, tuple(around), selector, {name.strip(): value.strip() for name, value in (pair.split(":", 1) for pair in pairs)}
                    )
                pairs = []


def colours_in(value: str) -> Iterator[str]:
    """The colours that a value names, as they are written: `var(--ink)`, `#fff`, `color-mix(...)`. What is no colour, or lets all through, is left out."""
    for found in re.finditer(r"color-mix\((?:[^()]|\([^()]*\))*\)|var\(--[\w-]+(?:, (?:[^()]|\([^()]*\))*)?\)|#[0-9a-f]{3,8}\b", value):
        if not re.match(r"var\(--(?!paper|sheet|ink|soft|line|faint|own|sand|rose|green|accent|hue|step|wall|page)", found[0]):
            yield found[0]


def seen(value: str, colours: Colours) -> str:
    """The colour `#rrggbb` that a written one is."""
    if value.startswith("#"):
        return value if len(value) == 7 else "#" + "".join(2 * digit for digit in value[1:])
    if mixed := re.fullmatch(r"color-mix\(in srgb, (.+) (\d+)%, (.+)\)", value):
        one, share, other = seen(mixed[1], colours), int(mixed[2]) / 100, seen(mixed[3], colours)
        pairs = zip(bytes.fromhex(one[1:]), bytes.fromhex(other[1:]), strict=True)
        return f"#{bytes(round(a * share + b * (1 - share)) for a, b in pairs).hex()}"
    found = re.fullmatch(r"var\(--([\w-]+)(?:, (.+))?\)", value)
    assert found, f"{value} is no colour that this reader knows"
    return seen(colours.get(found[1]) or found[2], colours)
