"""Places to write in a document: blanks, lines, scales and tick boxes, each with a name of its own and a label that is said aloud."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from builder.finding import did_you_mean, shortened
from builder.text.slug import slug
from builder.text.spots import Spot, Spots
from builder.text.tree import Blank, Field, Lines, Scale, What

_BLANK = re.compile(r"_{3,}\s*(?P<label>.*)\Z", re.S)
_LINES = re.compile(r"lines\s+(?P<rows>[0-9]{1,3})\s*:\s*(?P<label>.+)\Z", re.S)
_SCALE = re.compile(
    r"scale\s+(?P<low>[0-9]{1,3})\s*-\s*(?P<high>[0-9]{1,3})\s*:\s*(?P<label>[^|]+?)(?:\|(?P<low_label>[^|]*)\|(?P<high_label>[^|]*))?\Z", re.S
)
_WHAT = re.compile(r"(?P<what>[\w-]+)\s*(?:\Z|:\s*(?P<label>.*))", re.S)


@dataclass(frozen=True)
class ToWrite:
    """How a blank asks for what is written into it."""

    width: int
    """Millimetres that it takes by hand at least."""
    grows: bool = False
    """Whether it takes more where there is more: words do, a number does not."""
    type: str = "text"
    inputmode: str = ""


TO_WRITE: dict[What, ToWrite] = {
    "": ToWrite(50, grows=True),
    "sentence": ToWrite(80, grows=True),
    "phone": ToWrite(45, True, "tel", "tel"),
    "name": ToWrite(50, grows=True),
    "contact": ToWrite(95, grows=True),
    "date": ToWrite(28),
    "time": ToWrite(28),
    "number": ToWrite(25, inputmode="decimal"),
    "tally": ToWrite(35),
    "letter": ToWrite(18),
    "email": ToWrite(60, True, "email", "email"),
    "word": ToWrite(30),
}
"""For what a blank can ask: print, Word and pages go by it. A date stays words, because people write Tuesday."""


MOST = 400
"""Places to write in one document; no handout of ours has a hundred."""


@dataclass(frozen=True)
class CellLabel:
    """What a blank in a table cell is called when it has no label of its own; `row` counts from 1."""

    label: str
    row: int


class Fields:
    """The fields of one document. What is no field that can be read is refused, and gives None."""

    def __init__(self, spots: Spots):
        self.spots = spots
        self.names: set[str] = set()
        self.labels: dict[str, Field] = {}

    def blank(self, content: str, spot: Spot, cell: CellLabel | None = None) -> Blank | None:
        found = _BLANK.match(content)
        what, label = self._what(found["label"].strip() if found else "", spot, cell)
        if not label and cell:
            taken = cell.label.lower() in self.labels
            label = f"{cell.label}, row {cell.row}" if taken else cell.label
        if not label:
            self.spots.refuse("field-label", spot, "a blank needs a label, which screen readers say aloud", "write [____ what goes here]")
            return None
        field = self.field("blank", label, spot)
        return Blank(replace(field, what=what)) if field else None

    def _what(self, content: str, spot: Spot, cell: CellLabel | None) -> tuple[What, str]:
        """What a blank asks for, and its label: `phone: who answers`, or `phone` alone, which in a table leaves the label to the row and the head."""
        found = _WHAT.match(content)
        if not found:
            return "", content
        for what in TO_WRITE:
            if found["what"] == what:
                return what, found["label"] or ("" if cell else what)
        if found["label"] and (hint := did_you_mean(found["what"].lower(), filter(None, TO_WRITE), 0.75)):
            self.spots.refuse("field-mark", spot, f"'{shortened(found['what'])}' is no kind of blank", hint)
        return "", content

    def drawn(self, content: str, spot: Spot) -> Field | None:
        """Of a place to write in a drawing: a blank, or lines."""
        read = self.room(content, spot) if content.startswith("lines") else self.blank(content, spot)
        return read.field if read else None

    def room(self, content: str, spot: Spot) -> Lines | Scale | None:
        """`lines 4: label` or `scale 0-10: label | low end | high end`."""
        if found := _LINES.match(content):
            return self._lines(found, spot)
        if found := _SCALE.match(content):
            return self._scale(found, spot)
        hint = "write [lines 4: label] or [scale 0-10: label | low end | high end]"
        self.spots.refuse("field-mark", spot, f"'[{shortened(content)}]' is not a field that can be read", hint)
        return None

    def _lines(self, found: re.Match[str], spot: Spot) -> Lines | None:
        rows = int(found["rows"])
        if not 1 <= rows <= 40:
            self.spots.refuse("field-mark", spot, f"{rows} lines cannot be printed", "write a number from 1 to 40")
            return None
        field = self.field("lines", found["label"], spot)
        return Lines(replace(field, rows=rows)) if field else None

    def _scale(self, found: re.Match[str], spot: Spot) -> Scale | None:
        low, high = int(found["low"]), int(found["high"])
        if not low < high <= 100:
            self.spots.refuse("field-mark", spot, f"a scale from {low} to {high} has no room", "write for example [scale 0-10: label]")
            return None
        field = self.field("scale", found["label"], spot)
        low_label, high_label = ((found[end] or "").strip() for end in ("low_label", "high_label"))
        return Scale(replace(field, low=low, high=high, low_label=low_label, high_label=high_label)) if field else None

    def field(self, kind: Literal["blank", "lines", "scale", "tick"], label: str, spot: Spot, unique: bool = True) -> Field | None:
        label = " ".join(label.split())
        if len(self.names) == MOST:
            self.spots.refuse("too-large", spot, f"this is place to write number {MOST + 1}, and {MOST} are the most", "make two pages of it")
            return None
        if "{{" in label:
            hint = "write the word in the text before the field"
            self.spots.refuse(
                "field-mark", spot, "a word in braces cannot stand in the label of a field, which keeps its name whatever the word is", hint
            )
            return None
        if unique and label.lower() in self.labels:
            message = f"two fields are called '{label}'; the first is on line {self.labels[label.lower()].line}"
            self.spots.refuse("field-label-twice", spot, message, "give each its own label")
            return None
        base = slug(label, 60) or kind
        name, number = base, 2
        while name in self.names:
            name, number = f"{base}-{number}", number + 1
        self.names.add(name)
        field = Field(kind, name, label, *spot)
        self.labels.setdefault(label.lower(), field)
        return field
