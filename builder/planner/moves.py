"""Edits that a mend is made of: two places swapped, a session put somewhere, and where there is room for one."""

from builder.planner.edits import edited, slot_at
from builder.planner.timetable import days_in
from builder.planner.words import DAY_NAMES

MOST_SWAPS = 4


def at_of(path):
    return {"week": path[1] + 1, "day": path[2], "place": path[3]}


def where(at):
    return "week %d, %s" % (at["week"], DAY_NAMES[at["day"]])


def places_in(track):
    """Every place in order: `[(at, slot)]`."""
    found = []
    for week, name, day in days_in(track):
        for place, slot in enumerate(day["slots"]):
            found.append(({"week": week + 1, "day": name, "place": place}, slot))
    return found


def title_of(catalogue, session):
    return "'%s'" % catalogue["sessions"][session]["title"]


def swap(catalogue, track, at, other):
    names = [slot_at(track, one)["session"] for one in (at, other)]
    title = "Swap %s with %s (%s)" % (title_of(catalogue, names[0]), title_of(catalogue, names[1]) if names[1] else "the open place", where(other))
    return title, [dict(at, op="swap", to=other)]


def put(at, session):
    return dict(at, op="put", slot={"session": session, "again": False, "streams": {}})


def room(catalogue, track, order, session):
    """Where a session could be put: open places first, then the third time and later of another, the most repeated first."""
    name = title_of(catalogue, session)
    for at, slot in order:
        if slot["session"] is None and not slot["streams"]:
            yield at, "Put %s into the open place of %s" % (name, where(at))
    times: dict = {}
    repeats = []
    for number, (at, slot) in enumerate(order):
        if slot["session"]:
            times[slot["session"]] = times.get(slot["session"], 0) + 1
            if times[slot["session"]] > 1:
                repeats.append((-times[slot["session"]], number, at, slot["session"]))
    for _, _, at, other in sorted(repeats, key=lambda repeat: repeat[:2]):
        yield at, "Put %s in place of %s (%s), which comes again there" % (name, title_of(catalogue, other), where(at))


def added(catalogue, track, sessions):
    """Edits that put all of these sessions somewhere, one after the other; in turn from each of the first places for the first one."""
    for turn in range(MOST_SWAPS):
        edits: list = []
        titles = []
        now = track
        for session in sessions:
            good = [(at, title) for at, title in room(catalogue, now, places_in(now), session) if _is_ready(catalogue, now, at, session)]
            good = good if edits else good[turn:]
            if not good:
                return
            edits.append(put(good[0][0], session))
            titles.append(good[0][1])
            now = edited({"track": now, "body": ""}, [edits[-1]])["track"]
        yield titles[0] if len(titles) == 1 else "Put in all %d that are missing" % len(titles), edits


def _is_ready(catalogue, track, at, session):
    order = places_in(track)
    here = [number for number, (place, _) in enumerate(order) if place == at][0]
    taught = [slot["session"] for _, slot in order[:here]]
    beside = [slot["session"] for place, slot in order if (place["week"], place["day"]) == (at["week"], at["day"])]
    return session not in beside and all([required in taught for required in catalogue["sessions"][session]["requires"]])
