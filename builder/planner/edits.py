"""What can be done to a draft on the board. `board-edits.js` does the same, letter for letter: the page draws at once, the planner says what it comes to."""

from builder.planner.timetable import each_day, session_places, shape_of
from builder.planner.words import DAYS

OPEN: dict = {"session": None, "again": False, "streams": {}}


def edited(draft, edits):
    """The draft `{"track", "body"}` after some edits; one that names what is not there changes nothing.

    An edit is `{"op", ...}`: `put` (week, day, place, slot), `remove`, `swap` (to), `insert-week` (at, week), `drop-week` (at), `add-day` (week, day, shape),
    `drop-day`, `day` (week, day, shape, start), `theme` (week, theme) or `set` (key, value). Weeks count from 1, places from 0.
    """
    track, body = draft["track"], draft["body"]
    for edit in edits:
        if edit["op"] == "set" and edit["key"] == "body":
            body = edit["value"]
        else:
            track = marked(fitted(OPS[edit["op"]](track, edit)))
    return {"track": track, "body": body}


def marked(track):
    """A session is new where it first stands, and `again` everywhere later; with streams, as the people of each of them meet it."""
    met = set()

    def again(session, stream):
        known = (session, stream) in met or (session, "") in met
        met.add((session, stream))
        return known

    def in_order(week, name, day):
        slots = []
        for slot in day["slots"]:
            if slot["session"]:
                slots.append(dict(slot, again=again(slot["session"], "")))
            else:
                streams = slot["streams"]
                slots.append(dict(slot, streams={name: dict(streams[name], again=again(streams[name]["session"], name)) for name in sorted(streams)}))
        return dict(day, slots=slots)

    return each_day(track, in_order)


def fitted(track):
    """Each day with as many places as its shape has: new ones are open, and what no longer has a place goes."""

    def fit(week, name, day):
        places = session_places(shape_of(track, day)["parts"])
        return dict(day, slots=(day["slots"] + [OPEN] * places)[:places])

    return each_day(track, fit)


def slot_at(track, at):
    """The slot at a place, or None."""
    weeks, slots = track["weeks"], []
    if 1 <= at["week"] <= len(weeks) and at["day"] in weeks[at["week"] - 1]["days"]:
        slots = weeks[at["week"] - 1]["days"][at["day"]]["slots"]
    return slots[at["place"]] if 0 <= at["place"] < len(slots) else None


def _with_week(track, number, change):
    if not 1 <= number <= len(track["weeks"]):
        return track
    weeks = list(track["weeks"])
    weeks[number - 1] = change(weeks[number - 1])
    return dict(track, weeks=weeks)


def _with_days(track, edit, change):
    """The track with the days of a week changed by `change(days)`, a copy that may be changed in place."""

    def in_week(week):
        days = dict(week["days"])
        change(days)
        return dict(week, days=days)

    return _with_week(track, edit["week"], in_week)


def _with_slot(track, at, slot):
    if slot_at(track, at) is None:
        return track

    def change(days):
        day = days[at["day"]]
        days[at["day"]] = dict(day, slots=day["slots"][: at["place"]] + [slot] + day["slots"][at["place"] + 1 :])

    return _with_days(track, at, change)


def _put(track, edit):
    return _with_slot(track, edit, edit["slot"])


def _remove(track, edit):
    return _with_slot(track, edit, OPEN)


def _swap(track, edit):
    here, there = slot_at(track, edit), slot_at(track, edit["to"])
    return track if here is None or there is None else _with_slot(_with_slot(track, edit, there), edit["to"], here)


def _insert_week(track, edit):
    at = min(max(edit["at"], 1), len(track["weeks"]) + 1)
    return dict(_renumbered(track, at, 1), weeks=track["weeks"][: at - 1] + [edit["week"]] + track["weeks"][at - 1 :])


def _drop_week(track, edit):
    at = edit["at"]
    if not 1 <= at <= len(track["weeks"]):
        return track
    return dict(_renumbered(track, at, -1), weeks=track["weeks"][: at - 1] + track["weeks"][at:])


def _renumbered(track, at, by):
    """Weeks that gates and standards name, once a week is put in (`by` 1) or taken out (`by` -1)."""
    gone = at if by < 0 else 0
    first_moved = at + 1 if gone else at
    gates = [gate + by if isinstance(gate, int) and gate >= first_moved else gate for gate in track["gates"] if gate != gone]
    spans: dict = {}
    for standard in track["standard_weeks"]:
        first, last = track["standard_weeks"][standard]
        span = [first + by if first >= first_moved else first, last - 1 if last == gone else last + by if last >= first_moved else last]
        if span[0] <= span[1]:
            spans[standard] = span
    return dict(track, gates=gates, standard_weeks=spans)


def _add_day(track, edit):
    def change(days):
        days.setdefault(edit["day"], {"shape": edit["shape"], "start": None, "slots": []})

    return _with_days(track, edit, change) if edit["day"] in DAYS else track


def _drop_day(track, edit):
    return _with_days(track, edit, lambda days: days.pop(edit["day"], None))


def _day(track, edit):
    def change(days):
        if edit["day"] in days:
            days[edit["day"]] = dict(days[edit["day"]], shape=edit["shape"], start=edit["start"])

    return _with_days(track, edit, change)


def _theme(track, edit):
    return _with_week(track, edit["week"], lambda week: dict(week, theme=edit["theme"]))


def _set(track, edit):
    changed = dict(track)
    changed[edit["key"]] = edit["value"]
    return changed


OPS = {
    "put": _put,
    "remove": _remove,
    "swap": _swap,
    "insert-week": _insert_week,
    "drop-week": _drop_week,
    "add-day": _add_day,
    "drop-day": _drop_day,
    "day": _day,
    "theme": _theme,
    "set": _set,
}
