"""Opening rules, a program's own: what a track begins with, how often a session comes, and what stands before it."""

from builder.planner.teaching import first_placements
from builder.planner.timetable import days_in, placements, places_of
from builder.planner.words import counted, finding, listed


def rules_for(catalogue, population):
    """The opening rules for a population's tracks."""
    return [rule for rule in catalogue.get("opening_rules", []) if not rule["populations"] or population in rule["populations"]]


def opening_rules_are_kept(catalogue, track):
    first = first_placements(track)
    days = [(week, name) for week, name, day in days_in(track) if places_of(track, day)]
    for rule in rules_for(catalogue, track["population"]):
        for session in rule["sessions"]:
            if session in first:
                yield from _misplaced(rule, session, first, days)
            elif rule["place"]:
                message = "'%s' opens a track here, in its %s, and this one does not have it" % (session, PLACES[rule["place"]])
                yield finding("opening-rule", ["schedule"], message, "place it there; or change `opening_rules` in program.yml")
        if rule["at_most"]:
            yield from _too_often(rule, track)


PLACES = {"first-meeting": "first meeting", "first-week": "first week"}


def _misplaced(rule, session, first, days):
    placed = first[session]
    late = placed["week"] > 0 or (rule["place"] == "first-meeting" and (placed["week"], placed["day"]) != days[0])
    if rule["place"] and late:
        message = "'%s' first comes in week %d, %s; the program wants it in the %s" % (
            session,
            placed["week"] + 1,
            placed["day"],
            PLACES[rule["place"]],
        )
        yield finding("opening-rule", placed["path"], message, "move it to the %s; or change `opening_rules` in program.yml" % PLACES[rule["place"]])
    missing = [before for before in rule["only_after"] if before not in first or first[before]["number"] > placed["number"]]
    if missing:
        message = "'%s' stands before %s; the program wants it only after" % (session, listed(["'%s'" % before for before in missing]))
        yield finding("opening-rule", placed["path"], message, "move it later, or what it waits for earlier")


def _too_often(rule, track):
    """A rule for every session is one finding for the track, at the first place too many of each session otherwise."""
    times: dict[str, list] = {}
    for placed in placements(track):
        times.setdefault(placed["session"], []).append(placed)
    for session in rule["sessions"]:
        if len(times.get(session, [])) > rule["at_most"]:
            message = "'%s' comes %s; the program wants it at most %s" % (
                session,
                counted(len(times[session]), "time"),
                counted(rule["at_most"], "time"),
            )
            yield finding("opening-too-often", times[session][rule["at_most"]]["path"], message, "put another session here")
    if not rule["sessions"]:
        over = [session for session in sorted(times) if len(times[session]) > rule["at_most"]]
        if over:
            told = ["'%s' %s" % (session, counted(len(times[session]), "time")) for session in over]
            message = "more often than the program wants, at most %s: %s" % (counted(rule["at_most"], "time"), listed(told))
            yield finding("opening-too-often", ["schedule"], message, "put other sessions in their place, or plan fewer places")
