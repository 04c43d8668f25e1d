"""Small words that findings and tables share."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from builder.model.plan_types import PlainFinding

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_NAMES = {"mon": "Monday", "tue": "Tuesday", "wed": "Wednesday", "thu": "Thursday", "fri": "Friday", "sat": "Saturday", "sun": "Sunday"}


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
