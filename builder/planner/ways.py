"""What could be done about each finding of a draft: a title and edits, the likeliest first. Whether it helps is tried elsewhere, in `mends`.

A way is a generator of `(title, edits)` from the catalogue, the track and the finding.
"""

from builder.planner.edits import edited, slot_at
from builder.planner.fits import fits
from builder.planner.introduction import introduction
from builder.planner.moves import MOST_SWAPS, added, at_of, places_in, put, room, swap, title_of, where
from builder.planner.openings import rules_for
from builder.planner.teaching import REVIEW_WITHIN
from builder.planner.timetable import MIDNIGHT, placements, places_of, timetable
from builder.planner.words import counted

MOST_SESSIONS = 8


def _mark(catalogue, track, said):
    slot = slot_at(track, at_of(said["path"]))
    if slot and slot["session"]:
        title = "Mark it as new" if slot["again"] else "Mark it as coming again"
        yield title, [dict(at_of(said["path"]), op="put", slot=dict(slot, again=not slot["again"]))]


def _earlier(catalogue, track, said, wanted):
    """Places for a session that has to come before another: where it stands later, the two are swapped; else an open place, or one of much repetition."""
    at = at_of(said["path"])
    session = (slot_at(track, at) or {"session": None})["session"]
    if not session:
        return
    order = places_in(track)
    here = [number for number, (place, _) in enumerate(order) if place == at][0]
    late = [place for place, slot in order[here:] if slot["session"] == wanted]
    if late:
        yield swap(catalogue, track, at, late[0])
        for place, slot in reversed(order[:here]):
            if slot["session"] and slot["session"] not in catalogue["sessions"][wanted]["requires"]:
                yield swap(catalogue, track, late[0], place)
    else:
        for place, title in room(catalogue, track, order[:here], wanted):
            yield title, [put(place, wanted)]


def _prerequisite(catalogue, track, said):
    session = (slot_at(track, at_of(said["path"])) or {"session": None})["session"]
    for required in catalogue["sessions"][session]["requires"] if session else []:
        if "'%s'" % required in said["hint"]:
            yield from _earlier(catalogue, track, said, required)


def _base(catalogue, track, said):
    session = (slot_at(track, at_of(said["path"])) or {"session": None})["session"]
    for base in catalogue["sessions"][session]["builds_on"] if session else []:
        if "'%s'" % base in said["message"]:
            yield from _earlier(catalogue, track, said, base)


def _opening(catalogue, track, said):
    """An opener to the first meeting or week; what comes too early to a later place."""
    order, rules = places_in(track), rules_for(catalogue, track["population"])
    if len(said["path"]) < 4:
        for rule in rules:
            for session in rule["sessions"]:
                if "'%s'" % session in said["message"] and rule["place"]:
                    for at, slot in _opening_places(order, rule):
                        instead = " in place of %s" % title_of(catalogue, slot["session"]) if slot["session"] else ""
                        yield "Put %s into %s%s" % (title_of(catalogue, session), where(at), instead), [put(at, session)]
        return
    at = at_of(said["path"])
    session = (slot_at(track, at) or {"session": None})["session"]
    for rule in rules if session else []:
        if session in rule["sessions"] and rule["place"] and "first comes" in said["message"]:
            for other, slot in _opening_places(order, rule):
                if not slot["streams"]:
                    yield swap(catalogue, track, at, other)
        if session in rule["sessions"] and rule["only_after"] and "only after" in said["message"]:
            for before in rule["only_after"]:
                yield from _earlier(catalogue, track, said, before)


def _opening_places(order, rule):
    first = order[0][0] if order else None
    if rule["place"] == "first-meeting":
        return [(at, slot) for at, slot in order if (at["week"], at["day"]) == (first["week"], first["day"])] if first else []
    return [(at, slot) for at, slot in order if at["week"] == 1]


def _another(catalogue, track, said):
    """Another session at the same place."""
    if len(said["path"]) == 4:
        yield from _others(catalogue, track, at_of(said["path"]), MOST_SESSIONS)


def _others(catalogue, track, at, most):
    slot = slot_at(track, at)
    if slot is None or slot["streams"]:
        return
    for row in [one for one in fits(catalogue, track, at) if one["session"] != slot["session"]][:most]:
        yield "Put '%s' here" % row["title"], [put(at, row["session"])]


def _places_of_day(catalogue, track, said):
    """A day that lists too many or too few, and open places."""
    if len(said["path"]) < 3:
        return
    week, name = said["path"][1], said["path"][2]
    day = track["weeks"][week]["days"][name]
    places = places_of(track, day)
    if len(day["slots"]) > places:
        over = counted(len(day["slots"]) - places, "session")
        edit = {"op": "day", "week": week + 1, "day": name, "shape": day["shape"], "start": day["start"]}
        yield "Take out the last %s" % over, [edit]
        return
    edits, now = [], track
    for place in range(places):
        slot = day["slots"][place] if place < len(day["slots"]) else {"session": None, "streams": {}}
        if slot["session"] is None and not slot["streams"]:
            at = {"week": week + 1, "day": name, "place": place}
            best = fits(catalogue, now, at)[0]
            edits.append(put(at, best["session"]))
            if slot_at(now, at) is not None:
                now = edited({"track": now, "body": ""}, [edits[-1]])["track"]
    titles = [title_of(catalogue, edit["slot"]["session"]) for edit in edits]
    grow = [{"op": "day", "week": week + 1, "day": name, "shape": day["shape"], "start": day["start"]}]
    yield "Put %s here" % " and ".join(titles), (grow if len(day["slots"]) < places else []) + edits
    if len(track["weeks"][week]["days"]) > 1 and not [slot for slot in day["slots"] if slot["session"] or slot["streams"]]:
        yield "Drop the day", [{"op": "drop-day", "week": week + 1, "day": name}]


def _earlier_start(catalogue, track, said):
    """All meetings that begin at the hour of this one and end past midnight, early enough."""
    meetings = timetable(catalogue, track)
    start = [one["start"] for one in meetings if (one["week"], one["day"]) == (said["path"][1] + 1, said["path"][2])][0]
    late = [one for one in meetings if one["start"] == start and one["end"] > MIDNIGHT]
    begin = (MIDNIGHT - max([one["end"] - one["start"] for one in late])) // 15 * 15 if late else -1
    edits = []
    for one in late if begin >= 0 else []:
        shape = track["weeks"][one["week"] - 1]["days"][one["day"]]["shape"]
        edits.append({"op": "day", "week": one["week"], "day": one["day"], "shape": shape, "start": begin})
    yield "Begin %s earlier" % ("it" if len(edits) == 1 else "all %d" % len(edits)), edits


def _practice(catalogue, track, said):
    """A session of the module within the weeks after it: an open place, or what comes again there."""
    week = said["path"][1]
    session = (slot_at(track, at_of(said["path"])) or {"session": None})["session"]
    if session:
        soon = [(at, slot) for at, slot in places_in(track) if week < at["week"] - 1 <= week + REVIEW_WITHIN]
        for at, title in room(catalogue, track, soon, session):
            yield title, [put(at, session)]
        for at, slot in reversed(soon):
            if slot["session"]:
                yield (
                    "Put %s in place of %s (%s)" % (title_of(catalogue, session), title_of(catalogue, slot["session"]), where(at)),
                    [put(at, session)],
                )


def _too_often(catalogue, track, said):
    """Another session at the last place of one that comes too often."""
    if len(said["path"]) == 4:
        yield from _others(catalogue, track, at_of(said["path"]), MOST_SESSIONS)
        return
    last = [at for at, slot in places_in(track) if slot["session"] and "'%s'" % slot["session"] in said["message"]][-1:]
    for at in last:
        for title, edits in _others(catalogue, track, at, MOST_SESSIONS):
            yield "%s (%s)" % (title, where(at)), edits


def _drop_week(catalogue, track, said):
    if len(track["weeks"]) > 1:
        yield "Drop week %d" % (said["path"][1] + 1), [{"op": "drop-week", "at": said["path"][1] + 1}]


def _core(catalogue, track, said):
    taught = [placed["session"] for placed in placements(track)]
    missing = [session for session in catalogue["populations"][track["population"]]["core"] if session not in taught]
    yield from added(catalogue, track, missing)


def _topic(catalogue, track, said):
    """A session on the first topic that is missing."""
    for session in catalogue["order"]:
        about = catalogue["sessions"][session]
        if track["population"] in about["suits"] and "'%s'" % session not in said["message"] and session in said["hint"]:
            yield from added(catalogue, track, [session])


def _elsewhere(catalogue, track, said):
    """One of a day's sessions swapped with one of another day, the nearest weeks first."""
    week, name = said["path"][1] + 1, said["path"][2]
    order = places_in(track)
    mine = [at for at, slot in order if (at["week"], at["day"]) == (week, name) and slot["session"]]
    modules = set([catalogue["sessions"][slot_at(track, at)["session"]]["module"] for at in mine])
    near = sorted(
        [(abs(at["week"] - week), number) for number, (at, slot) in enumerate(order) if slot["session"] and (at["week"], at["day"]) != (week, name)]
    )
    for at in reversed(mine[-2:]):
        tried = 0
        for _, number in near:
            other, slot = order[number]
            about = catalogue["sessions"][slot["session"]]
            fitting = (
                about["module"] not in modules
                if said["code"] == "day-one-module"
                else about["load"] != "heavy"
                if said["code"] == "day-too-heavy"
                else about["newcomers"] == "welcome"
            )
            if fitting and tried < MOST_SWAPS:
                tried += 1
                yield swap(catalogue, track, at, other)


def _gate(catalogue, track, said):
    gates = [gate for number, gate in enumerate(track["gates"]) if number != said["path"][1]]
    edits = [{"op": "set", "key": "gates", "value": gates}]
    yield "Take out this gate", edits if gates else edits + [{"op": "set", "key": "enrolment", "value": "rolling"}]


def _shape(catalogue, track, said):
    shapes = [shape for shape in track["shapes"] if shape["name"] != said["path"][1]]
    days = {name: track["days"][name] for name in track["days"] if track["days"][name] != said["path"][1]}
    if track["shapes"][0]["name"] != said["path"][1]:
        yield "Take out this shape", [{"op": "set", "key": "days", "value": days}, {"op": "set", "key": "shapes", "value": shapes}]


def _introduction(catalogue, track, said):
    yield "Write the introduction anew", [{"op": "set", "key": "body", "value": introduction(catalogue, track)}]


def _write(catalogue, track, said):
    if said["path"][0] == "title":
        yield (
            "Call it after its population",
            [{"op": "set", "key": "title", "value": "%s, %d weeks" % (catalogue["populations"][track["population"]]["title"], len(track["weeks"]))}],
        )
    elif len(said["path"]) == 2:
        week = said["path"][1] + 1
        yield "Call it week %d" % week, [{"op": "theme", "week": week, "theme": "Week %d" % week}]


WAYS = {
    "bad-value": _write,
    "introduction-untrue": _introduction,
    "track-repeat": _mark,
    "track-slots": _places_of_day,
    "week-empty": _drop_week,
    "gate-nowhere": _gate,
    "shape-unused": _shape,
    "prerequisite-order": _prerequisite,
    "builds-on-order": _base,
    "opening-rule": _opening,
    "opening-too-often": _too_often,
    "meeting-past-midnight": _earlier_start,
    "practice-not-reviewed": _practice,
    "session-not-suited": _another,
    "place-short": _another,
    "core-missing": _core,
    "topic-missing": _topic,
    "standard-topic-missing": _topic,
    "day-too-heavy": _elsewhere,
    "day-one-module": _elsewhere,
    "day-not-for-newcomers": _elsewhere,
}
