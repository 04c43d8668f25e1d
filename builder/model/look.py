"""What is the program's own on everything that is printed."""

from __future__ import annotations

import difflib
import re
from typing import Annotated

from pydantic import AfterValidator, Field

from builder.model.base import PUBLIC, Authored, Text
from builder.model.palette import PALETTE, READABLE, WHITE, Paint, contrast, on_paper


def _can_be_read(color: str) -> str:
    if color in PALETTE:
        return color
    if not re.fullmatch("#[0-9a-f]{6}", color):
        near = difflib.get_close_matches(color, PALETTE, n=1)
        raise ValueError(f"'{color}' is no color; " + (f"did you mean '{near[0]}'?" if near else f'write one of {", ".join(PALETTE)}, or "#0a5b62"'))
    if (found := contrast(color, WHITE)) < READABLE:
        raise ValueError(f"text in {color} on paper has a contrast of {found:.1f} to 1, and weak eyes need {READABLE:g}; take a darker one")
    return color


class PrintLook(Authored):
    """A program's logo, colour and foot on paper; each may be left out."""

    logo: Text = Field("", pattern=r"^[a-z0-9]+(-[a-z0-9]+)*\.svg$", description="A drawing beside program.yml: it stands on top of every sheet")
    color: Annotated[Text, AfterValidator(_can_be_read)] = Field(
        "", description='A color of the palette (teal, plum), or one as in "#0a5b62": on paper it takes the place of the modules\' own'
    )
    foot: Text = Field("", max_length=90, json_schema_extra=PUBLIC, description="One line for the foot of every sheet, such as where you are")

    @property
    def paint(self) -> Paint | None:
        """The colour, where one is given."""
        if self.color.startswith("#"):
            return on_paper(self.color)
        return next((color.paper for name, color in PALETTE.items() if name == self.color), None)
