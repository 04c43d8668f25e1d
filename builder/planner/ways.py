"""What could be done about each finding of a draft: a title and edits, the likeliest first. Whether it helps is tried elsewhere, in `mends`.

A way is a generator of `(title, edits)` from the catalogue, the track and the finding.
"""

from builder.planner.edits import edited, slot_at
from builder.planner.fits import fits
from builder.planner.introduction import introduction
from builder.planner.timetable import days_in, placements, places_of
from builder.planner.words import DAY_NAMES, counted

MOST_SESSIONS, MOST_SWAPS = 8, 4


def _at(path):
    return {"week": path[1] + 1, "day": path[2], "place": path[3]}


def _where(at):
    return "week %d, %s" % (at["week"], DAY_NAMES[at["day"]])


def _places(track):
    """Every place in order: `[(at, slot)]`."""
    found = []
    for week, name, day in days_in(track):
        for place, slot in enumerate(day["slots"]):
            found.append(({"week": week + 1, "day": name, "place": place}, slot))
    return found


def _title(catalogue, session):
    return "'%s'" % catalogue["sessions"][session]["title"]


def _swap(catalogue, track, at, other):
    names = [slot_at(track, one)["session"] for one in (at, other)]
    title = "Swap %s with %s (%s)" % (_title(catalogue, names[0]), _title(catalogue, names[1]) if names[1] else "the open place", _where(other))
    return title, [dict(at, op="swap", to=other)]


def _put(at, session):
    return dict(at, op="put", slot={"session": session, "again": False, "streams": {}})


def _mark(catalogue, track, said):
    slot = slot_at(track, _at(said["path"]))
    if slot and slot["session"]:
        title = "Mark it as new" if slot["again"] else "Mark it as coming again"
        yield title, [dict(_at(said["path"]), op="put", slot=dict(slot, again=not slot["again"]))]


def _earlier(catalogue, track, said, wanted):
    """Places for a session that has to come before another: where it stands later, the two are swapped; else an open place, or one of much repetition."""
    at = _at(said["path"])
    session = (slot_at(track, at) or {"session": None})["session"]
    if not session:
        return
    order = _places(track)
    here = [number for number, (place, _) in enumerate(order) if place == at][0]
    late = [place for place, slot in order[here:] if slot["session"] == wanted]
    if late:
        yield _swap(catalogue, track, at, late[0])
        for place, slot in reversed(order[:here]):
            if slot["session"] and slot["session"] not in catalogue["sessions"][wanted]["requires"]:
                yield _swap(catalogue, track, late[0], place)
    else:
        for place, title in _room(catalogue, track, order[:here], wanted):
            yield title, [_put(place, wanted)]


def _room(catalogue, track, order, session):
    """Where a session could be put: open places first, then the third time and later of another, the most repeated first."""
    name = _title(catalogue, session)
    for at, slot in order:
        if slot["session"] is None and not slot["streams"]:
            yield at, "Put %s into the open place of %s" % (name, _where(at))
    times: dict = {}
    repeats = []
    for number, (at, slot) in enumerate(order):
        if slot["session"]:
            times[slot["session"]] = times.get(slot["session"], 0) + 1
            if times[slot["session"]] > 1:
                repeats.append((-times[slot["session"]], number, at, slot["session"]))
    for _, _, at, other in sorted(repeats, key=lambda repeat: repeat[:2]):
        yield at, "Put %s in place of %s (%s), which comes again there" % (name, _title(catalogue, other), _where(at))


def _prerequisite(catalogue, track, said):
    session = (slot_at(track, _at(said["path"])) or {"session": None})["session"]
    for required in catalogue["sessions"][session]["requires"] if session else []:
        if "'%s'" % required in said["hint"]:
            yield from _earlier(catalogue, track, said, required)


def _base(catalogue, track, said):
    session = (slot_at(track, _at(said["path"])) or {"session": None})["session"]
    for base in catalogue["sessions"][session]["builds_on"] if session else []:
        if "'%s'" % base in said["message"]:
            yield from _earlier(catalogue, track, said, base)


def _opening(catalogue, track, said):
    """An opener to the first meeting or week; what comes too early to a later place."""
    order = _places(track)
    if len(said["path"]) < 4:
        for rule in catalogue.get("opening_rules", []):
            for session in rule["sessions"]:
                if "'%s'" % session in said["message"] and rule["place"]:
                    for at, slot in _opening_places(order, rule):
                        instead = " in place of %s" % _title(catalogue, slot["session"]) if slot["session"] else ""
                        yield "Put %s into %s%s" % (_title(catalogue, session), _where(at), instead), [_put(at, session)]
        return
    at = _at(said["path"])
    session = (slot_at(track, at) or {"session": None})["session"]
    for rule in catalogue.get("opening_rules", []) if session else []:
        if session in rule["sessions"] and rule["place"] and "first comes" in said["message"]:
            for other, slot in _opening_places(order, rule):
                if not slot["streams"]:
                    yield _swap(catalogue, track, at, other)
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
        yield from _others(catalogue, track, _at(said["path"]), MOST_SESSIONS)


def _others(catalogue, track, at, most):
    slot = slot_at(track, at)
    if slot is None or slot["streams"]:
        return
    for row in [one for one in fits(catalogue, track, at) if one["session"] != slot["session"]][:most]:
        yield "Put '%s' here" % row["title"], [_put(at, row["session"])]


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
            edits.append(_put(at, best["session"]))
            if slot_at(now, at) is not None:
                now = edited({"track": now, "body": ""}, [edits[-1]])["track"]
    titles = [_title(catalogue, edit["slot"]["session"]) for edit in edits]
    grow = [{"op": "day", "week": week + 1, "day": name, "shape": day["shape"], "start": day["start"]}]
    yield "Put %s here" % " and ".join(titles), (grow if len(day["slots"]) < places else []) + edits
    if len(track["weeks"][week]["days"]) > 1 and not [slot for slot in day["slots"] if slot["session"] or slot["streams"]]:
        yield "Drop the day", [{"op": "drop-day", "week": week + 1, "day": name}]


def _drop_week(catalogue, track, said):
    if len(track["weeks"]) > 1:
        yield "Drop week %d" % (said["path"][1] + 1), [{"op": "drop-week", "at": said["path"][1] + 1}]


def _core(catalogue, track, said):
    taught = [placed["session"] for placed in placements(track)]
    missing = [session for session in catalogue["populations"][track["population"]]["core"] if session not in taught]
    yield from _added(catalogue, track, missing)


def _topic(catalogue, track, said):
    """A session on the first topic that is missing."""
    for session in catalogue["order"]:
        about = catalogue["sessions"][session]
        if track["population"] in about["suits"] and "'%s'" % session not in said["message"] and session in said["hint"]:
            yield from _added(catalogue, track, [session])


def _added(catalogue, track, sessions):
    """Edits that put all of these sessions somewhere, one after the other; in turn from each of the first places for the first one."""
    for turn in range(MOST_SWAPS):
        edits: list = []
        titles = []
        now = track
        for session in sessions:
            good = [(at, title) for at, title in _room(catalogue, now, _places(now), session) if _is_ready(catalogue, now, at, session)]
            good = good if edits else good[turn:]
            if not good:
                return
            edits.append(_put(good[0][0], session))
            titles.append(good[0][1])
            now = edited({"track": now, "body": ""}, [edits[-1]])["track"]
        yield titles[0] if len(titles) == 1 else "Put in all %d that are missing" % len(titles), edits


def _is_ready(catalogue, track, at, session):
    order = _places(track)
    here = [number for number, (place, _) in enumerate(order) if place == at][0]
    taught = [slot["session"] for _, slot in order[:here]]
    beside = [slot["session"] for place, slot in order if (place["week"], place["day"]) == (at["week"], at["day"])]
    return session not in beside and all([required in taught for required in catalogue["sessions"][session]["requires"]])


def _elsewhere(catalogue, track, said):
    """One of a day's sessions swapped with one of another day, the nearest weeks first."""
    week, name = said["path"][1] + 1, said["path"][2]
    order = _places(track)
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
                yield _swap(catalogue, track, at, other)


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
    "opening-too-often": _another,
    "session-not-suited": _another,
    "place-short": _another,
    "core-missing": _core,
    "topic-missing": _topic,
    "standard-topic-missing": _topic,
    "day-too-heavy": _elsewhere,
    "day-one-module": _elsewhere,
    "day-not-for-newcomers": _elsewhere,
}
