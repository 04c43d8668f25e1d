"""A colour of a program's own: whether it can be read, and what becomes of it in the dark and on paper."""

from __future__ import annotations

from builder.model.palette import READABLE, WHITE, Color, Paint, contrast

LIGHT_GROUNDS = {"paper": WHITE, "the page": "#fbfaf7", "the foot of the page": "#efece5"}
"""What text in a colour stands on, as templates/assets/css/colours.css has it; tests/test_palette.py compares."""
DARK_GROUNDS = ("#14191b", "#1b2225", "#222a2d")
"""The same in the dark: the page, a sheet on it, its foot."""
_COMFORT = 6.0
"""The contrast to which a colour is lightened in the dark: as much as the palette's own have there."""
_TINT = {"light": 0.1, "dark": 0.14}
"""How much of a colour is in the fill behind its text."""


def own_color(line: str) -> Color:
    """A colour `#rrggbb` that can be read on light grounds, as it is in each place where it is seen."""
    light = Paint(line, _mixed(WHITE, line, _TINT["light"]))
    return Color(light=light, dark=_in_the_dark(line), paper=light)


def hardest(line: str) -> tuple[float, str]:
    """The least contrast that text in a colour has on a light ground, and which ground that is."""
    grounds = LIGHT_GROUNDS | {"a fill of its own": _mixed(WHITE, line, _TINT["light"])}
    return min((contrast(line, ground), name) for name, ground in grounds.items())


def darker(line: str) -> str:
    """The nearest darker shade of a colour that can be read on every light ground."""
    shades = (_mixed("#000000", line, step / 256) for step in range(256, -1, -1))
    return next(shade for shade in shades if hardest(shade)[0] >= READABLE)


def _in_the_dark(line: str) -> Paint:
    """The same colour with as much white in it as text on dark grounds needs."""
    for step in range(101):
        lighter = _mixed(line, WHITE, step / 100)
        soft = _mixed(DARK_GROUNDS[1], lighter, _TINT["dark"])
        if min(contrast(lighter, ground) for ground in (*DARK_GROUNDS, soft)) >= _COMFORT:
            break
    return Paint(lighter, soft)


def _mixed(one: str, other: str, share: float) -> str:
    """`share` of the other colour in the one."""
    mixed = (round(a + (b - a) * share) for a, b in zip(bytes.fromhex(one[1:]), bytes.fromhex(other[1:]), strict=True))
    return f"#{bytes(mixed).hex()}"
