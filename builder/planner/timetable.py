"""A track's meetings with the clock times of their parts."""

from builder.planner.words import DAYS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from builder.model.plan_types import Catalogue, Placement, PlainMeeting, PlainTrack

BREAK = "break"


def timetable(catalogue: "Catalogue", track: "PlainTrack") -> "list[PlainMeeting]":
    """Every meeting in order: `{"week", "theme", "day", "number", "start", "end", "minutes", "parts"}`.

    `week` and `number` count from 1, times are minutes after midnight, `minutes` is net of breaks. A part is
    `{"kind", "session", "again", "start", "end", "minutes"}`; `session` is None for parts that are not sessions. Where a day lists fewer sessions
    than its shape has places, the empty places take no time; `track-slots` reports them.
    """
    return [_meeting(catalogue, track, week, day, slots, number + 1) for number, (week, day, slots) in enumerate(days_in(track))]


def days_of(week):
    """The days of a week on which the group meets and their places, in the order of the week."""
    return [(day, week["days"][day]) for day in DAYS if day in week["days"]]


def days_in(track):
    """The same of all weeks: `[(week, day, places)]`; `week` counts from 0."""
    return [(number, day, slots) for number, week in enumerate(track["weeks"]) for day, slots in days_of(week)]


def places_a_day(track):
    """Number of sessions that the shape of a day has room for."""
    return len([part for part in track["day"] if part["kind"] == "session"])


def _meeting(catalogue, track, week_index, day, slots, number):
    clock = track["start"]
    parts = []
    waiting = list(slots)
    for shape in track["day"]:
        if shape["kind"] != "session":
            part = _part(shape["kind"], None, False, clock, shape["minutes"])
        elif waiting:
            slot = waiting.pop(0)
            part = _part("session", slot["session"], slot["again"], clock, catalogue["sessions"][slot["session"]]["minutes"])
        else:
            continue
        parts.append(part)
        clock = part["end"]
    return {
        "week": week_index + 1,
        "theme": track["weeks"][week_index]["theme"],
        "day": day,
        "number": number,
        "start": track["start"],
        "end": clock,
        "minutes": net_minutes(parts),
        "parts": parts,
    }


def _part(kind, session, again, start, minutes):
    return {"kind": kind, "session": session, "again": again, "start": start, "end": start + minutes, "minutes": minutes}


def net_minutes(parts):
    """Treatment minutes: everything but the breaks."""
    return sum(part["minutes"] for part in parts if part["kind"] != BREAK)


def placements(track: "PlainTrack") -> "list[Placement]":
    """Every session in the order in which the track teaches it: `{"session", "again", "week", "day", "path"}`; `week` counts from 0."""
    result: list = []
    for week, day, slots in days_in(track):
        for index, slot in enumerate(slots):
            path = ["schedule", week, day, index]
            result.append({"session": slot["session"], "again": slot["again"], "week": week, "day": day, "path": path})
    return result


def visits(catalogue, track):
    """Every meeting as someone sees it who may start on any: `after` in days since the cycle began, `sessions` as `[(session, minutes)]`."""
    return [
        {
            "week": meeting["week"],
            "day": meeting["day"],
            "after": (meeting["week"] - 1) * 7 + DAYS.index(meeting["day"]),
            "minutes": meeting["minutes"],
            "sessions": [(part["session"], part["minutes"]) for part in meeting["parts"] if part["session"]],
        }
        for meeting in timetable(catalogue, track)
    ]


def teaches(visit, session):
    return session in [taught for taught, _ in visit["sessions"]]
