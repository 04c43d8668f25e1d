"""A track's meetings with the clock times of their parts."""

from builder.planner.once import once
from builder.planner.words import DAYS, NOT_TREATMENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from builder.model.plan_types import Catalogue, Placement, PlainMeeting, PlainPart, PlainTrack

BREAK = "break"
MIDNIGHT = 24 * 60
"""Minutes of a day."""


@once
def timetable(catalogue: "Catalogue", track: "PlainTrack") -> "list[PlainMeeting]":
    """Every meeting in order: `{"week", "theme", "day", "number", "start", "end", "minutes", "parts"}`.

    `week` and `number` count from 1, times are minutes after midnight, `minutes` is net of breaks. A part is
    `{"kind", "session", "again", "stream", "start", "end", "minutes"}`; `session` is None for parts that are not sessions. A place that is open takes
    no time; `track-slots` reports it. Where streams part, each has a part of its own from the same time on, and all go on together when the last is
    done; a meeting's `minutes` are those of the stream that gets the fewest.
    """
    return [_meeting(catalogue, track, week, name, day, number + 1) for number, (week, name, day) in enumerate(days_in(track))]


def days_of(week):
    """The days of a week on which the group meets, `[(name, day)]`, in the order of the week."""
    return [(name, week["days"][name]) for name in DAYS if name in week["days"]]


@once
def days_in(track):
    """The same of all weeks: `[(week, name, day)]`; `week` counts from 0."""
    return [(number, name, day) for number, week in enumerate(track["weeks"]) for name, day in days_of(week)]


@once
def group_days(track):
    """Those of them on which participants come: `[(number, week, name, day)]`, with the number of the meeting from 0."""
    return [(number, week, name, day) for number, (week, name, day) in enumerate(days_in(track)) if treats(track, day)]


def treats(track, day):
    """Whether a day has any treatment in it."""
    return any([part["kind"] not in NOT_TREATMENT for part in shape_of(track, day)["parts"]])


def shape_of(track, day):
    """The shape that a day has, `{"name", "start", "parts"}`."""
    return [shape for shape in track["shapes"] if shape["name"] == day["shape"]][0]


def places_of(track, day):
    """Number of sessions that a day has room for."""
    return session_places(shape_of(track, day)["parts"])


def session_places(parts):
    return len([part for part in parts if part["kind"] == "session"])


def is_open(slot):
    """Whether a place waits for a session."""
    return slot["session"] is None and not slot["streams"]


def goes_round(track: "PlainTrack") -> bool:
    """Whether week 1 follows the last one: people start at other times than together."""
    return track["enrolment"] != "cohort"


def _meeting(catalogue, track, week, name, day, number):
    shape = shape_of(track, day)
    start = clock = shape["start"] if day["start"] is None else day["start"]
    parts: list = []
    waiting = list(day["slots"])
    for part in shape["parts"]:
        if part["kind"] != "session":
            parts.append(_part(part["kind"], clock, part["minutes"]))
            clock += part["minutes"]
        elif waiting:
            taught = _taught(catalogue, track, waiting.pop(0), part["minutes"], clock)
            parts.extend(taught)
            clock = max([clock] + [one["end"] for one in taught])
    return {
        "week": week + 1,
        "theme": track["weeks"][week]["theme"],
        "day": name,
        "number": number,
        "start": start,
        "end": clock,
        "minutes": net_minutes(parts),
        "parts": parts,
    }


def _taught(catalogue, track, slot, minutes, clock):
    """The parts of a session's place: none while it is open, one, or one for each stream."""
    made = []
    for stream, choice in choices_of(track, slot):
        length = catalogue["sessions"][choice["session"]]["minutes"] if minutes is None else minutes
        made.append(_part("session", clock, length, choice, stream))
    return made


def choices_of(track, slot):
    """What stands at a place: `[(stream, {"session", "again"})]`, the stream empty where it is for everyone."""
    if slot["streams"]:
        return [(stream["name"], slot["streams"][stream["name"]]) for stream in track["streams"] if stream["name"] in slot["streams"]]
    return [] if slot["session"] is None else [("", slot)]


def _part(kind, start, minutes, choice=None, stream=""):
    session, again = (choice["session"], choice["again"]) if choice else (None, False)
    return {"kind": kind, "session": session, "again": again, "stream": stream, "start": start, "end": start + minutes, "minutes": minutes}


def counted_parts(parts: "list[PlainPart]") -> "list[PlainPart]":
    """The parts that are treatment: everything but breaks and what is for families alone; of streams that meet at one time, those of the one that gets the fewest minutes."""
    streams: dict[str, int] = {}
    for part in parts:
        if part["stream"]:
            streams[part["stream"]] = streams.get(part["stream"], 0) + part["minutes"]
    fewest = min([(minutes, stream) for stream, minutes in streams.items()])[1] if streams else ""
    return [part for part in parts if part["kind"] not in NOT_TREATMENT and part["stream"] in ("", fewest)]


def net_minutes(parts):
    """Treatment minutes."""
    return sum([part["minutes"] for part in counted_parts(parts)])


@once
def placements(track: "PlainTrack") -> "list[Placement]":
    """Every session in the order in which the track teaches it: `{"session", "again", "week", "day", "path"}`; `week` counts from 0."""
    result: list = []
    for week, name, day in days_in(track):
        for index, slot in enumerate(day["slots"]):
            for stream, choice in choices_of(track, slot):
                path = ["schedule", week, name, index] + ([stream] if stream else [])
                result.append({"session": choice["session"], "again": choice["again"], "week": week, "day": name, "path": path})
    return result


def each_day(track: "Any", change: "Callable[[int, str, Any], Any]") -> "Any":
    """The track with every day as `change(week, name, day)` gives it, in order; `week` counts from 0."""
    weeks = []
    for number, week in enumerate(track["weeks"]):
        days: dict = {}
        for name, day in days_of(week):
            days[name] = change(number, name, day)
        weeks.append(dict(week, days=days))
    return dict(track, weeks=weeks)


def for_stream(track, stream):
    """The track as the people of one of its streams meet it: a track of its own, for their population."""

    def own(week, name, day):
        return dict(day, slots=[_slot_for(slot, stream["name"]) for slot in day["slots"]])

    return dict(each_day(track, own), population=stream["population"], streams=[])


def _slot_for(slot, stream):
    if not slot["streams"]:
        return slot
    choice = slot["streams"].get(stream, {"session": None, "again": False})
    return {"session": choice["session"], "again": choice["again"], "streams": {}}


@once
def by_stream(track: "PlainTrack") -> "list[tuple[str, PlainTrack]]":
    """What has to be looked at one by one: `[(title, track)]`, one for each stream; or the track itself, with no title."""
    return [(stream["title"], for_stream(track, stream)) for stream in track["streams"]] or [("", track)]


def day_of_cycle(meeting):
    """Days since the cycle began, on a Monday; a meeting has `week`, from 1, and `day`."""
    return (meeting["week"] - 1) * 7 + DAYS.index(meeting["day"])


@once
def visits(catalogue, track):
    """Every meeting as someone sees it who may start on any: `after` in days since the cycle began, `sessions` as `[(session, minutes)]`."""
    return [
        {
            "week": meeting["week"],
            "day": meeting["day"],
            "after": day_of_cycle(meeting),
            "minutes": meeting["minutes"],
            "sessions": [(part["session"], part["minutes"]) for part in meeting["parts"] if part["session"]],
        }
        for meeting in timetable(catalogue, track)
    ]


def starts_of(catalogue, track):
    """Numbers, from 0, of the meetings at which people may start: every one, the first, or those of the gates.

    A gate that is a week opens at its first meeting; one that is a module wherever it begins: at a meeting that teaches it after one that does not.
    Where the first stage has days by name, nobody starts on another day.
    """
    days = days_in(track)
    named = track["stages"][0]["days"] if track["stages"] else 0
    possible = [number for number, _, name, _ in group_days(track) if isinstance(named, int) or name in named]
    if track["enrolment"] == "rolling":
        return possible
    if track["enrolment"] == "cohort":
        return possible[:1]
    modules = []
    for _, _, day in days:
        chosen = [choice["session"] for slot in day["slots"] for _, choice in choices_of(track, slot)]
        modules.append([catalogue["sessions"][session]["module"] for session in chosen])
    open_at = set()
    for gate in track["gates"]:
        if isinstance(gate, int):
            open_at.update([number for number in possible if days[number][0] + 1 == gate][:1])
        else:
            taught = [number for number, here in enumerate(modules) if gate in here]
            begins = [number for number in taught if gate not in modules[number - 1]]
            open_at.update(begins or taught[:1])
    return [number for number in possible if number in open_at]


def teaches(visit, session):
    return session in [taught for taught, _ in visit["sessions"]]
