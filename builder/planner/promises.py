"""Rules on what a track promises: the standards that it names, and sessions enough for its places."""

from builder.planner.standards import NOT_MET, measure
from builder.planner.timetable import placements
from builder.planner.words import counted, finding, listed

OFTEN = 5
"""How many times one session may come before the repetition is heavy."""


def weeks_meet_their_standards(catalogue, track):
    """`standard-short`: hours, days, services, weeks and sizes that a named standard asks for and the track does not have; or weeks for which it is
    named and which the track does not have."""
    weeks = len(track["weeks"])
    for index, standard in enumerate(measure(catalogue, track, catalogue["standards"])):
        first, last = track["standard_weeks"].get(standard["standard"], (1, weeks))
        if last > weeks:
            message = "'%s' is named for weeks %d to %d, and the track has %s" % (standard["standard"], first, last, counted(weeks, "week"))
            yield finding("standard-short", ["standards", index], message, "name weeks of this track")
        if first > weeks:
            continue
        for asked in standard["requirements"]:
            if asked["status"] == NOT_MET and asked["unit"] != "topics":
                message = "'%s' is named and not met: %s (%s)" % (standard["standard"], asked["text"], asked["sentence"].rstrip("."))
                hint = "change the meetings, or do not name it; `%s: [1, 4]` names it for some weeks only" % standard["standard"]
                yield finding("standard-short", ["standards", index], message, hint)


def sessions_come_again_in_measure(catalogue, track):
    """`track-repeats`: what comes again and again, and how far the library reaches."""
    times: dict[str, int] = {}
    for placed in placements(track):
        times[placed["session"]] = times.get(placed["session"], 0) + 1
    often = [session for session in sorted(times) if times[session] >= OFTEN]
    if often:
        suited = len([session for session in catalogue["order"] if track["population"] in catalogue["sessions"][session]["suits"]])
        places = sum(times.values())
        told = [
            "'%s' (%s)" % (session, counted(times[session], "time")) for session in sorted(often, key=lambda session: (-times[session], session))[:5]
        ]
        more = " and %d more" % (len(often) - 5) if len(often) > 5 else ""
        message = "the library has %s for this population, the track has %s; %d times or more comes %s%s" % (
            counted(suited, "session"),
            counted(places, "place"),
            OFTEN,
            listed(told) if not more else ", ".join(told),
            more,
        )
        yield finding(
            "track-repeats", ["schedule"], message, "write more sessions, plan fewer places, or let parts such as `process` take some of them"
        )
