"""What all authored data has in common."""

from __future__ import annotations

import datetime
import re
from copy import copy
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, JsonValue, StringConstraints

from builder.finding import Place
from builder.planner.dates import FIRST_YEAR, LAST_YEAR
from builder.text.marked_yaml import LONGEST, Marked
from builder.work.digest import Packed, known_by

Text = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=1_500)]
"""A text that says something."""

Title = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=160)]
"""What something is called, wherever there is little room for it."""

Prose = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=LONGEST)]
"""Markdown of several paragraphs."""

LONGEST_NAME = 64
"""Letters of one part of an id: with what a printed file's name has behind it, every system can keep it."""
WINDOWS_OWN = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
"""Names that Windows keeps for itself, whatever their ending."""


def _every_system_has_it(identity: str) -> str:
    for name in identity.split("/"):
        if WINDOWS_OWN.fullmatch(name):
            raise Unfit(f"'{name}' cannot be part of an id: Windows keeps this name for itself", "write another name")
        if len(name) > LONGEST_NAME:
            raise Unfit(f"'{name[:20]}...' has {len(name)} letters, and {LONGEST_NAME} are the most", "make it shorter")
    return identity


Slug = Annotated[
    str, StringConstraints(strict=True, max_length=LONGEST_NAME, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$"), AfterValidator(_every_system_has_it)
]
"""One part of an id: lower-case words joined by hyphens."""

Id = Annotated[
    str,
    StringConstraints(strict=True, max_length=4 * LONGEST_NAME, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*$"),
    AfterValidator(_every_system_has_it),
]
"""A path of slugs, such as `cbt/first-thought`."""

Minutes = Annotated[int, Field(strict=True, ge=1, le=480)]
"""A length of time in whole minutes."""

Share = Annotated[int, Field(strict=True, ge=0, le=100)]
"""How much of a track a module takes, beside the others' shares."""

FIRST_DAY, LAST_DAY = datetime.date(FIRST_YEAR, 1, 1), datetime.date(LAST_YEAR, 12, 31)
LooseDay = Annotated[datetime.date, Field(ge=FIRST_DAY, le=LAST_DAY)]
"""A day in the years that can be reckoned with; it may stand in quotes."""

Day = Annotated[datetime.date, Field(strict=True, ge=FIRST_DAY, le=LAST_DAY)]
"""The same, written without quotes."""


PUBLIC: dict[str, JsonValue] = {"public": True}
"""Marks a field that participants may read; every field without this mark is staff's, and looked for before anything is published."""

MARKDOWN: dict[str, JsonValue] = {"markdown": True}
"""Marks a field that holds Markdown; every other text is one line."""

_JOINERS = r"\u00ad\u200b-\u200f\u2060"
_HOST, _SIGN = rf"[^\s\"'<>\\^`{{|}}@/?#%{_JOINERS}]+", rf"[^\s\"<>\\^`{{|}}{_JOINERS}"
SITE = rf"^https?://{_HOST}(/{_SIGN}?#]*)?$"
"""Where a site stands: no sign in it that an address cannot have as it is, nobody's name before the host's, and nothing that asks or points behind it."""
WEB = rf"^https?://{_HOST}([/?#]{_SIGN}]*)?$"
"""Any address on the web."""
SAFE_WEB = WEB.replace("https?", "https")
TO_CALL = rf"^(tel:\+?[0-9().*#,;-]+|sms:\+?[0-9.,;-]+([?&;]{{1,2}}body=[A-Za-z0-9%._~+-]*)?|{SAFE_WEB[1:-1]})$"
"""A number to call or to write to, or an address on the web."""


class Unfit(ValueError):
    """A value that does not fit, with the next step: a validator of ours raises it."""

    def __init__(self, message: str, hint: str):
        self.hint = hint
        super().__init__(message)


class Authored(BaseModel):
    """Data that an author writes: frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    def __getstate__(self) -> dict[Any, Any]:
        """What an author wrote, without which keys were given: equal data gives equal bytes."""
        return {"__dict__": vars(self), "__pydantic_fields_set__": set(), "__pydantic_extra__": None, "__pydantic_private__": None}


@known_by("file", "digest", "exact")
class Source:
    """Where an entry was read: its file, the places of its front matter, and its body with the body's first line."""

    def __init__(self, file: str, marks: Marked, body: str = "", body_line: int = 1, digest: str = "", exact: str = ""):
        self.file = file
        self.digest = digest
        """Of what a clinician signs: the body, and the front matter without `review`."""
        self._text = Packed((marks, body, body_line))
        self.exact = exact or self._text.digest
        """Of every letter of the file, and of what it includes."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Source) and (other.file, other.digest, other.exact) == (self.file, self.digest, self.exact)

    def __hash__(self) -> int:
        return hash((self.file, self.digest, self.exact))

    @property
    def marks(self) -> Marked:
        marks: Marked = self._text.value()[0]
        return marks

    @property
    def body(self) -> str:
        return str(self._text.value()[1])

    @property
    def body_line(self) -> int:
        return int(self._text.value()[2])

    def saying(self, marks: Marked) -> Source:
        """The same source with its front matter filled in."""
        return Source(self.file, marks, self.body, body_line=self.body_line, digest=self.digest, exact=self.exact)

    def under(self, digest: str = "", exact: str = "") -> Source:
        """The same source under another digest."""
        other = copy(self)
        other.digest, other.exact = digest or self.digest, exact or self.exact
        return other

    @property
    def is_librarys(self) -> bool:
        """Whether it is a text of the library that a program lies over."""
        return Place(self.file).is_librarys

    def at(self, *path: str | int) -> Place:
        """The place of a value of the front matter."""
        return self.marks.place(*path)

    def line(self, line: int, column: int = 1) -> Place:
        """A place in this file by its line number."""
        return Place(self.file, line, column)
