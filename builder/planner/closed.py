"""Days without group: `[{"on", "until", "reason"}]`, first and last day as day numbers. Where two say something of one day, the first counts;
a reason of None says that the group meets all the same."""

from builder.planner.days import iso_date, read_day
from builder.planner.words import finding, stripped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from builder.model.plan_types import ClosedSpan

NO_REASON = "no group"
OPEN = "open"
BETWEEN = ("to ", "until ", "..", "–", "—", "- ", "/")
HINT = "begin the line with a day, as in `2027-03-15 Staff training` or `2027-12-24 to 2028-01-01 Winter break`"


def reason_of(closed: "list[ClosedSpan]", day: int) -> "str | None":
    """Why there is no group on a day; None when it is open."""
    for span in closed:
        if span["on"] <= day <= span["until"]:
            return span["reason"]
    return None


def read_closed(text):
    """`(closed, findings)` of a text with one day or one range a line, each with a reason or without. Empty lines say nothing; the
    reason `open` says that the group meets on that day all the same."""
    closed, findings = [], []
    for index, line in enumerate(text.split("\n")):
        line = stripped(line)
        if not line:
            continue
        span, wrong = _read(line)
        if wrong:
            findings.append(finding("calendar-file", ["closed", index], "line %d: %s" % (index + 1, wrong[0]), wrong[1]))
        else:
            closed.append(span)
    return closed, findings


def _read(line):
    on = read_day(line[:10])
    if on is None:
        return None, _no_day(line[:10])
    rest = stripped(line[10:])
    second = _after_between(rest)
    until = on
    if _looks_like_a_day(second[:10]):
        until = read_day(second[:10])
        if until is None:
            return None, _no_day(second[:10])
        rest = second[10:]
    if until < on:
        return None, ("this ends on %s, before it begins on %s" % (iso_date(until), iso_date(on)), "swap the two dates, or mend the year")
    reason = stripped(rest, " \t:,;-–—") or NO_REASON
    return {"on": on, "until": until, "reason": None if reason.lower() == OPEN else reason}, None


def _no_day(text):
    if _looks_like_a_day(text):
        return "there is no day %s" % text, "write a date as 2027-01-31"
    return "'%s' is no date" % stripped(text), HINT


def _after_between(rest):
    for word in BETWEEN:
        if rest.startswith(word):
            return stripped(rest[len(word) :])
    return rest


def _looks_like_a_day(text):
    return len(text) == 10 and text[4] == "-" and text[7] == "-" and all([character in "0123456789-" for character in text])
