"""Rules on a track: findings as plain mappings."""

from builder.planner.timetable import placements

FEWEST_WEEKS, MOST_WEEKS = 8, 12


def check(catalogue, track):
    """Every rule over a track whose sessions all exist; findings in the order of the file."""
    found = []
    for rule in RULES:
        found.extend(rule(catalogue, track))
    return sorted(found, key=_by_place)


def weeks_in_range(catalogue, track):
    weeks = len(track["weeks"])
    if not FEWEST_WEEKS <= weeks <= MOST_WEEKS:
        message = "the track has %d week%s; intensive outpatient tracks run %d to %d" % (weeks, "" if weeks == 1 else "s", FEWEST_WEEKS, MOST_WEEKS)
        yield finding("track-weeks", ["schedule"], message, "add or drop weeks, or leave it if a shorter or longer stay is meant")


def sessions_fill_the_day(catalogue, track):
    places = sum(part["kind"] == "session" for part in track["day"])
    for week_index, week in enumerate(track["weeks"]):
        for day, slots in week["days"].items():
            if len(slots) != places:
                message = "week %d, %s has %d session%s, the shape of the day has room for %d" % (
                    week_index + 1,
                    day,
                    len(slots),
                    "" if len(slots) == 1 else "s",
                    places,
                )
                yield finding("track-slots", ["schedule", week_index, day], message, "list one session for each 'session' in `day`")


def prerequisites_come_first(catalogue, track):
    taught = set()
    for placed in placements(track):
        for required in catalogue["sessions"][placed["session"]]["requires"]:
            if required not in taught:
                message = "week %d uses '%s' before '%s'" % (placed["week"] + 1, placed["session"], required)
                yield finding("prerequisite-order", placed["path"], message, "move '%s' to an earlier place" % required)
        taught.add(placed["session"])


def repeats_are_marked(catalogue, track):
    first: dict[str, int] = {}
    for placed in placements(track):
        session = placed["session"]
        if session in first and not placed["again"]:
            message = "'%s' stands here a second time; it came in week %d" % (session, first[session] + 1)
            yield finding("track-repeat", placed["path"], message, "write `again: %s` if it comes back as a practice lab" % session)
        if session not in first and placed["again"]:
            message = "'%s' is marked as coming again, but has not come before" % session
            yield finding("track-repeat", placed["path"], message, "write the id without `again:`, or move it later")
        first.setdefault(session, placed["week"])


RULES = (weeks_in_range, sessions_fill_the_day, prerequisites_come_first, repeats_are_marked)


def finding(code, path, message, hint):
    return {"code": code, "path": path, "message": message, "hint": hint}


def _by_place(found):
    return [(0, step, "") if isinstance(step, int) else (1, 0, step) for step in _in_week_order(found["path"])]


def _in_week_order(path):
    days = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    return [days.index(step) if step in days else step for step in path]
