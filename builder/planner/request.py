"""What `compose` is asked: its defaults, its weeks and days, and the names in it that lead nowhere."""

from builder.planner.refit import START, frame_of
from builder.planner.search import EFFORT
from builder.planner.timetable import days_in, days_of, is_open, places_of, session_places
from builder.planner.trackfile import ONE_SHAPE
from builder.planner.words import DAYS, finding

DEFAULTS: dict = {
    "title": "",
    "standards": [],
    "standard_weeks": {},
    "elsewhere": {},
    "group_size": {},
    "enrolment": "rolling",
    "gates": [],
    "names": {},
    "stages": [],
    "measures": {},
    "process": [],
    "family": [],
    "weekday_shapes": {},
    "pins": [],
    "exclude": [],
    "exclude_modules": [],
    "emphasis": {},
    "fit": None,
    "keep": None,
    "effort": EFFORT,
}


def complete(request):
    """A request with its defaults, `weeks` as a list of the days of each week, and `start` and `day` as its one shape; a draft that is kept says these itself."""
    whole = dict(DEFAULTS)
    whole.update(request)
    keep = whole["keep"]
    if keep:
        for key in ("population", "enrolment", "standards", "shapes"):
            whole[key] = keep[key]
        whole["weeks"] = [[name for name, _ in days_of(week)] for week in keep["weeks"]]
        return whole
    if "shapes" not in request:
        whole["shapes"] = [{"name": ONE_SHAPE, "start": request.get("start", START), "parts": request["day"]}]
    days = request["days"]
    whole["weeks"] = [list(week) for week in days] if days and not isinstance(days[0], str) else [list(days)] * request["weeks"]
    return whole


def meetings_of(request):
    """The meetings that a complete request asks for: `[{"week", "day", "places", "frame", "held"}]`, `week` from 0, `frame` the shape and start of the day.

    `held` has for each place that is to be planned the slot of the draft that is kept there, or None; `slots`, for a draft, where each stands in its day.
    """
    if request["keep"]:
        return [_kept(request["keep"], week, name, day) for week, name, day in days_in(request["keep"])]
    meetings = []
    for week, days in enumerate(request["weeks"]):
        for day in sorted(days, key=DAYS.index):
            frame = frame_of(request, week, day)
            places = places_of(request, frame)
            meetings.append({"week": week, "day": day, "places": places, "frame": frame, "held": [None] * places})
    return meetings


def _kept(track, week, name, day):
    """A meeting of a draft: what stands there is held, whatever it is; places where streams part are not planned."""
    slots = list(day["slots"])
    slots.extend([{"session": None, "again": False, "streams": {}} for _ in range(places_of(track, day) - len(slots))])
    planned = [n for n, slot in enumerate(slots) if not slot["streams"]]
    held = [None if is_open(slots[n]) else slots[n] for n in planned]
    return {"week": week, "day": name, "places": len(planned), "held": held, "slots": planned, "frame": day}


def unknown(catalogue, request):
    """Findings on names that a complete request uses and that do not exist, and on weeks and days that hold nothing."""
    if request["population"] not in catalogue["populations"]:
        yield _unknown(["population"], "population", request["population"], sorted(catalogue["populations"]))
    used: list = [(["exclude", n], session) for n, session in enumerate(request["exclude"])]
    used.extend([(["pins", n, "session"], pin["session"]) for n, pin in enumerate(request["pins"])])
    for key in ("fit", "keep"):
        for week_index, day, held in days_in(request[key]) if request[key] else []:
            slots = enumerate(held["slots"])
            used.extend([([key, "schedule", week_index, day, n], slot["session"]) for n, slot in slots if slot["session"]])
    for path, session in used:
        if session not in catalogue["sessions"]:
            yield finding("compose-unknown", path, "there is no session '%s'" % session, "see the list of sessions for its id")
    modules: list = [(["emphasis", module], module) for module in sorted(request["emphasis"])]
    for path, module in modules + [(["exclude_modules", n], module) for n, module in enumerate(request["exclude_modules"])]:
        if module not in catalogue["modules"]:
            yield _unknown(path, "module", module, catalogue["module_order"])
    for n, standard in enumerate(request["standards"]):
        if standard not in catalogue["standards"]:
            yield _unknown(["standards", n], "standard", standard, sorted(catalogue["standards"]))
    if request["keep"]:
        return
    yield from _days(request)
    if not any(request["weeks"]):
        yield finding("compose-places", ["weeks"], "the request has no day of group", "give the number of weeks and the days of the week")
    names = [shape["name"] for shape in request["shapes"]]
    for day in sorted(request["weekday_shapes"]):
        if request["weekday_shapes"][day] not in names:
            yield _unknown(["weekday_shapes", day], "shape", request["weekday_shapes"][day], names)
    if not any([session_places(shape["parts"]) for shape in request["shapes"]]):
        yield finding("compose-places", ["day"], "the shape of the day has no place for a session", "add 'session' to the shape of the day")
    if request["fit"] and request["fit"]["streams"]:
        message = "a track with streams is not composed: it teaches several populations at once"
        yield finding("compose-unknown", ["fit"], message, "compose a track for each of them, and bring the days together by hand")


def _unknown(path, what, name, known):
    return finding("compose-unknown", path, "there is no %s '%s'" % (what, name), "known are: %s" % ", ".join(known))


def _days(request):
    seen: list = []
    for week, days in enumerate(request["weeks"]):
        if not days and any(request["weeks"]):
            message = "week %d has no day on which the group meets" % (week + 1)
            yield finding("compose-places", ["days", week], message, "give it a day, or take the week out")
        for n, day in enumerate([] if days in seen else days):
            if day not in DAYS:
                yield finding("compose-unknown", ["days", n], "there is no day '%s'" % day, "days are: %s" % ", ".join(DAYS))
            elif day in days[:n]:
                yield finding("compose-unknown", ["days", n], "'%s' is named twice in week %d" % (day, week + 1), "name each day once")
        seen.append(days)
