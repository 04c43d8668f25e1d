"""A draft of another library, as this one can look at it: what it names and this library lacks is told, and left out of the reckoning."""

from builder.planner.expected import nearest
from builder.planner.timetable import each_day
from builder.planner.words import finding

EMPTY_POPULATION: dict = {"emphasis": {}, "core": [], "topics": [], "safety": [], "first_day": []}


def within(catalogue, track):
    """`(catalogue, track, findings)`: the track with open places where this library has no session, and a catalogue that knows its populations."""
    found: list = []

    def here(week, name, day):
        return dict(day, slots=[_slot(catalogue, ["schedule", week, name, place], slot, found) for place, slot in enumerate(day["slots"])])

    populations = dict(catalogue["populations"])
    for path, name in [(["population"], track["population"])] + [
        (["streams", one["name"], "population"], one["population"]) for one in track["streams"]
    ]:
        if name not in populations:
            populations[name] = dict(EMPTY_POPULATION, title=name)
            found.append(_unknown(path, "population", name, sorted(catalogue["populations"])))
    known = dict(catalogue, populations=populations) if found else catalogue
    for number, name in enumerate(track["standards"]):
        if name not in catalogue["standards"]:
            found.append(_unknown(["standards", number], "standard", name, sorted(catalogue["standards"])))
    whole = dict(track)
    whole["standards"] = [name for name in track["standards"] if name in catalogue["standards"]]
    whole["standard_weeks"] = {name: track["standard_weeks"][name] for name in track["standard_weeks"] if name in catalogue["standards"]}
    whole["stages"] = [dict(stage, standards=[name for name in stage["standards"] if name in catalogue["standards"]]) for stage in track["stages"]]
    for number, gate in enumerate(track["gates"]):
        if not isinstance(gate, int) and gate not in catalogue["modules"]:
            found.append(_unknown(["gates", number], "module", gate, catalogue["module_order"]))
    return known, each_day(whole, here), found


def _slot(catalogue, path, slot, found):
    streams: dict = {}
    for name in sorted(slot["streams"]):
        choice = slot["streams"][name]
        if choice["session"] in catalogue["sessions"]:
            streams[name] = choice
        else:
            found.append(_unknown(path + [name], "session", choice["session"], catalogue["order"]))
    session = slot["session"]
    if session is not None and session not in catalogue["sessions"]:
        found.append(_unknown(path, "session", session, catalogue["order"]))
        session = None
    return {"session": session, "again": slot["again"] and session is not None, "streams": streams}


def _unknown(path, what, name, known):
    near = nearest(name, known) if len(known) < 400 else None
    hint = "did you mean '%s'?" % near if near else "it may be from another library; choose one that is here"
    return finding("unknown-reference", path, "there is no %s '%s' in this library" % (what, name), hint)
