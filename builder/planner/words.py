"""Small words that findings and tables share."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from builder.model.plan_types import PlainFinding, PlainTrack

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_NAMES = {"mon": "Monday", "tue": "Tuesday", "wed": "Wednesday", "thu": "Thursday", "fri": "Friday", "sat": "Saturday", "sun": "Sunday"}

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
    "support": "Support group",
}
"""What pages call a part of a day, unless a track has a name of its own for it."""


COME_FOR = ("individual", "family", "medical", "multi-family", "support")
"""Parts beside sessions that someone comes for, and that a surveyor looks for by day."""


def part_name(track: "PlainTrack", kind: str) -> str:
    """What a track calls a kind of part; `Sessions` for those."""
    return track["names"].get(kind) or PART_NAMES.get(kind, "Sessions")


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
