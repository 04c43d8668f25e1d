"""What is the program's own to the eye: on both sites and on everything that is printed."""

from __future__ import annotations

import difflib
import re
from typing import Annotated

from pydantic import AfterValidator, Field

from builder.model.base import PUBLIC, Authored, Text, Unfit
from builder.model.paint import darker, hardest, own_color
from builder.model.palette import PALETTE, READABLE, Color


def _can_be_read(color: str) -> str:
    color = color.lower()
    if color in PALETTE:
        return color
    if not re.fullmatch("#[0-9a-f]{6}", color):
        near = difflib.get_close_matches(color, PALETTE, n=1)
        raise Unfit(f"'{color}' is no color", f"did you mean '{near[0]}'?" if near else f'write one of {", ".join(PALETTE)}, or as in "#0a5b62"')
    found, ground = hardest(color)
    if found < READABLE:
        message = f"text in {color} on {ground} has a contrast of {found:.2f} to 1, and weak eyes need {READABLE:g}"
        raise Unfit(message, f'the nearest darker one that can be read is "{darker(color)}"')
    return color


class ProgramLook(Authored):
    """A program's logo, colour, and lines for the head and the foot of what is printed; each may be left out."""

    logo: Text = Field(
        "",
        pattern=r"^[a-z0-9]+(-[a-z0-9]+)*\.svg$",
        description="A drawing beside program.yml: in the header of both sites and on everything printed",
    )
    logo_says_name: bool = Field(
        False, description="True where the logo holds the program's name in letters: the header then does not write it a second time"
    )
    color: Annotated[Text, AfterValidator(_can_be_read)] = Field(
        "",
        description='A color of the palette (teal, plum), or one as in "#0a5b62": in place of our teal in headers, links and buttons, '
        "and on paper that belongs to no module. It is lightened for the dark by itself",
    )
    one_color: bool = Field(False, description="True where pages and papers of every module have the program's color too, in place of their own")
    head: Text = Field(
        "", max_length=70, json_schema_extra=PUBLIC, description="One line for the top of every sheet, such as the clinic you belong to"
    )
    foot: Text = Field("", max_length=90, json_schema_extra=PUBLIC, description="One line for the foot of every sheet, such as where you are")

    @property
    def own(self) -> Color | None:
        """The colour in each place where it is seen, where one is given."""
        if self.color.startswith("#"):
            return own_color(self.color)
        return next((color for name, color in PALETTE.items() if name == self.color), None)
