"""How easy handouts are to be to read."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from builder.model.base import Authored, Text

Grade = Annotated[float, Field(ge=0, le=30, allow_inf_nan=False)]
"""Of a text, by whichever formula."""


class ReadingGoal(Authored):
    """The reading grade of handouts (Flesch-Kincaid), and how many of their words are hard (Dale-Chall)."""

    at_least: Grade = Field(0, description="Below it a warning: sentences were chopped, not made easy")
    hard_words: Grade = Field(7, description="Dale-Chall score above which a warning names the hard words; 5 to 6 is read in grades 5 and 6")
    known_words: tuple[Text, ...] = Field((), description="Words that every handout here may use: group, handout, naloxone")
    aim: Grade = Field(6, description="Above it: a warning")
    limit: Grade = Field(8, description="Above it: an error")
