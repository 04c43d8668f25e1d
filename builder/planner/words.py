"""Small words that findings and tables share."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from builder.model.plan_types import PlainFinding

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_NAMES = {"mon": "Monday", "tue": "Tuesday", "wed": "Wednesday", "thu": "Thursday", "fri": "Friday", "sat": "Saturday", "sun": "Sunday"}

KINDS = (
    "session",
    "check-in",
    "break",
    "process",
    "education",
    "practice",
    "wrap-up",
    "individual",
    "family",
    "medical",
    "multi-family",
    "families",
    "support",
)
"""What a part of a day can be."""

NOT_TREATMENT = ("break", "families")
"""Parts whose minutes count for nobody: in the second, family and friends come without the participants."""

PART_NAMES = {
    "check-in": "Check-in",
    "break": "Break",
    "process": "Open group time",
    "education": "Education",
    "practice": "Practice",
    "wrap-up": "Wrap-up",
    "individual": "One to one",
    "family": "Family time",
    "medical": "Medical visit",
    "multi-family": "Families together",
    "families": "For family and friends",
    "support": "Support group",
}
"""What pages call each kind of part but the sessions, unless a track has a name of its own for it."""


SPACES = " \t\n\r\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
"""What `str.strip` takes for space in CPython."""


def stripped(text: str, signs: str = SPACES) -> str:
    """A text without these signs at its ends. MicroPython's own `strip` knows the spaces of ASCII alone, and cuts other letters in two where it is
    told to take away what is not in ASCII."""
    first, last = 0, len(text)
    while first < last and text[first] in signs:
        first += 1
    while first < last and text[last - 1] in signs:
        last -= 1
    return text[first:last]


def without_mark(text: str) -> str:
    """A text without the mark that some programs begin a file with."""
    return text[1:] if text[:1] == "\ufeff" else text


COME_FOR = ("individual", "family", "medical", "multi-family", "families", "support")
"""Parts beside sessions that someone comes for, and that a surveyor looks for by day."""


def part_name(names: "Mapping[Any, str]", kind: str) -> str:
    """What a track with these names of its own calls a kind of part; `Sessions` for those."""
    return names.get(kind) or PART_NAMES.get(kind, "Sessions")


def lowered(title: str) -> str:
    """A title inside a sentence: `open group time`, but `DBT skills`."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def counted(number: int, noun: str) -> str:
    """`1 week`, `3 weeks`."""
    return "%d %s%s" % (number, noun, "" if number == 1 else "s")


def listed(names: "Iterable[str]", word: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    names = list(names)
    if len(names) < 2:
        return "".join(names)
    return ", ".join(names[:-1]) + " " + word + " " + names[-1]


def finding(code: str, path: "list[str | int]", message: str, hint: str) -> "PlainFinding":
    """One thing to mend; `path` points into the track file or the request."""
    return {"code": code, "path": path, "message": message, "hint": hint}
