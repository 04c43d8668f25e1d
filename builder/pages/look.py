"""What a program's own colour changes in the files that a site's pages share."""

from __future__ import annotations

from builder.model.palette import PALETTE
from builder.views.page import WebLook

ICON = "icon.svg"
COLOURS = "colours.css"
"""The sheet that says what the program's colour is, in light and in the dark; ours, where a program has none."""


def own_colours(look: WebLook) -> str:
    """What follows COLOURS: the program's colour in place of ours; and of the modules' too, where it has one colour for everything."""
    if not look.color:
        return ""
    light, dark, paper = look.color.light, look.color.dark, look.color.paper
    style = f":root {{ --own-light: {light.line}; --own-light-soft: {light.soft}; --own-dark: {dark.line}; --own-dark-soft: {dark.soft}; }}\n"
    if look.one_color:
        style += "[data-color][data-color] { --accent: var(--own); --accent-soft: var(--own-soft); }\n"
        style += f"@media print {{ [data-color][data-color] {{ --accent: {paper.line}; --accent-soft: {paper.soft}; }} }}\n"
    return style


def painted(icon: str, look: WebLook) -> str:
    """Our icon in the program's colour."""
    if look.color:
        ours = PALETTE["teal"]
        icon = icon.replace(ours.light.line, look.color.light.line).replace(ours.dark.line, look.color.dark.line)
    return icon
