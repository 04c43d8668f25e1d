"""All that a director sees of a request: the track, its file, and what it comes to."""

from builder.planner.compose import compose
from builder.planner.coverage import coverage
from builder.planner.entry import entry
from builder.planner.hours import as_clock, as_hours, hours
from builder.planner.introduction import introduction
from builder.planner.order import check
from builder.planner.refit import body_of, request_of
from builder.planner.standards import measure_all
from builder.planner.timetable import goes_round, timetable
from builder.planner.trackfile import write_track
from builder.planner.words import DAY_NAMES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from builder.model.plan_types import Asked, Catalogue, HeldTrack, Proposal, Refused


def proposal(catalogue: "Catalogue", tracks: "dict[str, HeldTrack]", asked: "Asked") -> "Proposal | Refused":
    """`{"findings"}` where the request cannot be met; else also the keys below.

    `asked` is as `refit.request_of` takes it, with `fit` the id of a track in `tracks` (`{id: {"track", "body"}}`) or None, and `reasons` true where
    the file is to give them. `text` is the track file; `total` and `shortest` are the net hours of the track and of its shortest week; `weeks`: `[{"week", "theme", "hours", "days": [{"day",
    "start", "end", "hours", "sessions": [{"session", "title", "again", "reason"}]}]}]`; `standards`, every one in the catalogue and the
    named ones first: `[{"title", "status", "sentence", "named"}]`; `missing`: titles of topics asked for and not taught; `best` and `worst` days to start, None for a cohort; `findings` are what the check still says.
    """
    whole: dict = dict(asked)
    fit, reasons = whole.pop("fit", None), whole.pop("reasons", False)
    old, body = (tracks[fit]["track"], tracks[fit]["body"]) if fit else (None, None)
    made = compose(catalogue, request_of(whole, old))
    if "findings" in made:
        return made
    track, why = made["track"], made["reasons"]
    meetings = timetable(catalogue, track)
    totals = hours(catalogue, track, meetings)
    standards = measure_all(catalogue, track)
    covered = coverage(catalogue, track)
    starts = entry(catalogue, track) if goes_round(track) else None
    titles = {row["topic"]: row["title"] for row in covered["topics"]}
    return {
        "findings": check(catalogue, track),
        "track": track,
        "text": write_track(track, body_of(track, old, body) or introduction(catalogue, track), why if reasons else None),
        "total": as_hours(totals["minutes"]),
        "shortest": as_hours(min([week["minutes"] for week in totals["weeks"]])),
        "weeks": [_week(catalogue, week, meetings, why) for week in totals["weeks"]],
        "standards": [_standard(row, track["standards"]) for row in standards],
        "missing": [titles[topic] for topic in covered["required"]["missing"]],
        "best": _when(starts["best"]) if starts else None,
        "worst": _when(starts["worst"]) if starts else None,
        "line": summary_line(totals, [row for row in standards if row["standard"] in track["standards"]]),
    }


def _week(catalogue, week, meetings, reasons):
    days = [_day(catalogue, meeting, reasons) for meeting in meetings if meeting["week"] == week["week"]]
    return {"week": week["week"], "theme": week["theme"], "hours": as_hours(week["minutes"]), "days": days}


def _day(catalogue, meeting, reasons):
    sessions: list = []
    for part in meeting["parts"]:
        if part["session"]:
            why = reasons.get("week-%d-%s-%d" % (meeting["week"], meeting["day"], len(sessions) + 1), "")
            title = catalogue["sessions"][part["session"]]["title"]
            sessions.append({"session": part["session"], "title": title, "again": part["again"], "reason": why})
    return {
        "day": DAY_NAMES[meeting["day"]],
        "start": as_clock(meeting["start"]),
        "end": as_clock(meeting["end"]),
        "hours": as_hours(meeting["minutes"]),
        "sessions": sessions,
    }


def _standard(row, named):
    return {"title": row["title"], "status": row["status"], "sentence": row["sentence"], "named": row["standard"] in named}


def _when(rows):
    return "Week %d, %s" % (rows[0]["week"], DAY_NAMES[rows[0]["day"]]) if rows else None


def summary_line(totals, measured):
    """What a track comes to, by its hours and the standards that it names, in one line: `Hours: 74 h in all, 9 h 15 min a week. Services: 3 a day at
    least. Standards: adult-iop met; h0015 NOT met.`"""
    weeks = [week["minutes"] for week in totals["weeks"]]
    services = [week["services"] for week in totals["weeks"]]
    standards = ["%s %s" % (row["standard"], WORDS[row["status"]]) for row in measured]
    return "Hours: %s in all, %s a week. Services: %s a day at least. Standards: %s." % (
        as_hours(totals["minutes"]),
        as_hours(weeks[0]) if min(weeks) == max(weeks) else "%s to %s" % (as_hours(min(weeks)), as_hours(max(weeks))),
        services[0] if min(services) == max(services) else "%d to %d" % (min(services), max(services)),
        "; ".join(standards) or "none named",
    )


WORDS = {"met": "met", "not met": "NOT met", "unknown": "for the program to show"}
