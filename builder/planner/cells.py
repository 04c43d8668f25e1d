"""Tables as CSV: the one writer of it, here and in the browser. No text becomes a formula, whatever a spreadsheet takes for the end of a cell."""

from builder.planner.words import SPACES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

FORMULA = "=+-@\uff1d\uff0b\uff0d\uff20"
"""A cell that begins with one of these is reckoned by some spreadsheet; the last four are the same signs as wide as a letter of Chinese."""
ENDS = ";\t\r\n"
"""What ends a cell, or its line, where someone opens the table as one that is parted otherwise than by commas."""

BEFORE = SPACES + "\"'"
"""What may stand before such a sign, and does not make it harmless."""


def csv_of(rows: "Iterable[Iterable[object]]") -> str:
    """As RFC 4180 says. A number stands as it is, a text with an apostrophe wherever a formula could begin; nothing for None, true or false for a bool."""
    return "".join([",".join([_cell(value) for value in row]) + "\r\n" for row in rows])


def _cell(value):
    if value is None or value is True or value is False:
        return "" if value is None else "true" if value else "false"
    if not isinstance(value, str):
        return str(value)
    text = _no_formula(value)
    return '"%s"' % text.replace('"', '""') if any([sign in text for sign in '",' + ENDS]) else text


def _no_formula(text):
    if not any([sign in text for sign in FORMULA]):
        return text
    letters: list = []
    begins = True
    for letter in text:
        if begins and letter in FORMULA:
            letters.append("'")
        begins = letter in ENDS or (begins and letter in BEFORE)
        letters.append(letter)
    return "".join(letters)


def as_written(cell: str) -> str:
    """The text of a cell as it was before an apostrophe was put in."""
    if "'" not in cell:
        return cell
    letters: list = []
    begins = True
    for index, letter in enumerate(cell):
        if not (begins and letter == "'" and cell[index + 1 : index + 2] and cell[index + 1] in FORMULA):
            letters.append(letter)
        begins = letter in ENDS or (begins and letter in BEFORE)
    return "".join(letters)
