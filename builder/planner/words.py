"""Small words that findings and tables share."""

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_NAMES = {"mon": "Monday", "tue": "Tuesday", "wed": "Wednesday", "thu": "Thursday", "fri": "Friday", "sat": "Saturday", "sun": "Sunday"}


def counted(number, noun):
    """`1 week`, `3 weeks`."""
    return "%d %s%s" % (number, noun, "" if number == 1 else "s")


def listed(names, word="and"):
    """`a`, `a and b`, `a, b and c`."""
    names = list(names)
    if len(names) < 2:
        return "".join(names)
    return ", ".join(names[:-1]) + " " + word + " " + names[-1]


def finding(code, path, message, hint):
    """One thing to mend; `path` points into the track file or the request."""
    return {"code": code, "path": path, "message": message, "hint": hint}
