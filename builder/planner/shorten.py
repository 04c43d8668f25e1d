"""A day of group fitted to the time that is left: who gives up minutes, in which order, and what would have to go.

The room page gets `savings` at the build and does in the browser what `fit` and `leave_out` do here; a test holds the two together.
"""

from builder.planner.timetable import BREAK

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from builder.model.plan_types import Catalogue, DayLeast, Fitted, PlainMeeting, PlainStep, PlainTrack, Saving

SPARE = "spare"
"""Minutes of a place that its session does not need: the place is longer, or another group at the same time has more to do."""
BREAK_LEAST = 5
"""What a break keeps: it is no treatment, so it gives before treatment does, but people need the bathroom."""
HALVED = ("process", "education", "practice", "support")
"""Parts that no guide shortens; the last to give, and they keep half. All others keep their minutes: check-in and wrap-up, where one hears how people
are and sees that they leave safe, and what someone else comes for."""


def steps_of(meeting: "PlainMeeting", inside: "Callable[[str], list[dict]]") -> "list[PlainStep]":
    """What a meeting is made of, one after the other: `{"line", "part", "kind", "stream", "minutes", "short"}`.

    `line` is the number of the meeting's part, `part` that of the part inside its session, or None; `inside(session)` gives those as
    `[{"minutes", "short"}]`. `short` is what the step keeps when time is short. Each stream has the steps of a place one after the other, and waits until
    the longest is done.
    """
    streams = sorted({part["stream"] for part in meeting["parts"] if part["stream"]})
    steps: list = []
    for place in _places(meeting["parts"]):
        end = max([part["end"] for _, part in place])
        waiting = [stream for stream in streams if place[0][1]["stream"] and stream not in [part["stream"] for _, part in place]]
        for line, part in place:
            own = _steps_of_part(line, part, inside)
            steps.extend(own)
            left = end - part["start"] - sum([step["minutes"] for step in own])
            if left > 0:
                steps.append(_step(line, None, SPARE, part["stream"], left, 0))
        for stream in waiting:
            line, part = place[0]
            steps.append(_step(line, None, SPARE, stream, end - part["start"], 0))
    return steps


def _places(parts):
    """Parts that begin at one time together, with their numbers."""
    places: list = []
    for line, part in enumerate(parts):
        if places and part["stream"] and part["start"] == places[-1][0][1]["start"]:
            places[-1].append((line, part))
        else:
            places.append([(line, part)])
    return places


def _steps_of_part(line, part, inside):
    own = inside(part["session"]) if part["session"] else []
    if not own:
        return [_step(line, None, part["kind"], part["stream"], part["minutes"], _least(part["kind"], part["minutes"]))]
    steps = [_step(line, number, part["kind"], part["stream"], one["minutes"], one["short"]) for number, one in enumerate(own)]
    lengths = fit(steps, 0, 0, part["minutes"])["lengths"]  # a place that is shorter than its session
    return [dict(step, minutes=minutes, short=min(step["short"], minutes)) for step, minutes in zip(steps, lengths)]


def _step(line, part, kind, stream, minutes, short):
    return {"line": line, "part": part, "kind": kind, "stream": stream, "minutes": minutes, "short": short}


def _least(kind, minutes):
    if kind == BREAK:
        return min(minutes, BREAK_LEAST)
    return (minutes + 1) // 2 if kind in HALVED else minutes


def savings(steps: "list[PlainStep]") -> "list[Saving]":
    """Who gives up how much, the first to give first: `(step, minutes, whole)`.

    Spare time; breaks; parts of sessions that shrink to their short version; those that a short version leaves out, which go whole or stay; and last what
    keeps half. Among equals, the one with the most to give, and of two with as much the later.
    """
    found = []
    for number, step in enumerate(steps):
        saves = step["minutes"] - step["short"]
        if saves > 0:
            found.append((_rank(step), -saves, -number))
    return [(-number, -saves, rank == LEFT_OUT) for rank, saves, number in sorted(found)]


LEFT_OUT = 3


def _rank(step):
    if step["kind"] == "session":
        return 2 if step["short"] else LEFT_OUT
    return 0 if step["kind"] == SPARE else 1 if step["kind"] == BREAK else 4


def fit(steps: "list[PlainStep]", at: int, used: int, have: int) -> "Fitted":
    """The steps from number `at` on, which has had `used` minutes, in `have` minutes: `{"lengths", "over"}`.

    `lengths` are the minutes of every step, those before `at` as they were; `over` is what is too long even so, and negative where time is left.
    """
    lengths = [step["minutes"] for step in steps]
    over = max(0, lengths[at] - used) + sum(lengths[at + 1 :]) - have if at < len(steps) else -have
    taken: list = []
    for number, minutes, whole in savings(steps):
        if over <= 0:
            break
        saves = min(minutes, max(0, lengths[at] - used)) if number == at else minutes
        if number < at or not saves:
            continue
        gives = saves if whole else min(saves, over)
        lengths[number] -= gives
        over -= gives
        if not whole:
            taken.append((number, gives))
    for number, gives in reversed(taken):  # what went whole may have given too much: those that shrank last get it back
        back = min(gives, max(0, -over))
        lengths[number] += back
        over += back
    return {"lengths": lengths, "over": over}


def leave_out(steps: "list[PlainStep]", lengths: "list[int]", at: int, over: int) -> "list[list[int]]":
    """What one would leave out against `over` minutes too many, as groups of steps: the shortest that makes up for them, or else the longest, and again.

    A group is a whole session to come, or a part that keeps half; where none is to come, each part of the session in hand but its last.
    """
    groups = _to_come(steps, lengths, at)
    chosen: list = []
    while over > 0 and groups:
        enough = [group for group in groups if group[0] >= over]
        taken = min(enough) if enough else max(groups)
        groups.remove(taken)
        chosen.append(taken[1])
        over -= taken[0]
    return chosen


def _to_come(steps, lengths, at):
    """`[(minutes, steps)]`"""
    here = steps[at]["line"] if at < len(steps) else None
    lines: dict = {}
    for number in range(at, len(steps)):
        step = steps[number]
        if step["kind"] == "session" or step["kind"] in HALVED:
            lines.setdefault(step["line"], []).append(number)
    inside = [[number] for number in lines.pop(here, [])[:-1] if number > at]
    whole = _with_minutes(list(lines.values()), lengths)
    return whole or _with_minutes(inside, lengths)


def _with_minutes(groups, lengths):
    found = [(sum([lengths[number] for number in group]), group) for group in groups]
    return [one for one in found if one[0]]


def day_least(catalogue: "Catalogue", track: "PlainTrack", week: int) -> "DayLeast | None":
    """The most minutes of treatment that a standard of the track asks of each day in a week, from 1, and which it is: `{"minutes", "title"}`."""
    asked: list = []
    for name in track["standards"]:
        first, last = track["standard_weeks"].get(name, (1, len(track["weeks"])))
        for one in catalogue["standards"][name]["requirements"]:
            if first <= week <= last and one["kind"] == "hours-per-day" and one["minimum"] and not one["of"]:
                asked.append((one["minimum"], catalogue["standards"][name]["title"]))
    return {"minutes": max(asked)[0], "title": max(asked)[1]} if asked else None
