"""Rules on the frame of a track: its weeks, days and hours of the day, its gates and its streams."""

from builder.planner.hours import as_clock, as_hours
from builder.planner.timetable import MIDNIGHT, choices_of, days_in, days_of, is_open, places_of, shape_of, starts_of, timetable
from builder.planner.words import DAY_NAMES, counted, finding, listed

FEWEST_WEEKS, MOST_WEEKS = 8, 12
SLACK = 20
"""Minutes by which a place may be longer than the session that stands there."""


def weeks_in_range(catalogue, track):
    weeks = len(track["weeks"])
    if not FEWEST_WEEKS <= weeks <= MOST_WEEKS:
        message = "the track has %s; intensive outpatient tracks run %d to %d" % (counted(weeks, "week"), FEWEST_WEEKS, MOST_WEEKS)
        yield finding("track-weeks", ["schedule"], message, "add or drop weeks, or leave it if a shorter or longer stay is meant")


def weeks_have_meetings(catalogue, track):
    for number, week in enumerate(track["weeks"]):
        if not days_of(week):
            hint = "add a line such as `mon: [module/session]`, or take the week out; a holiday is a closed day of a group on dates"
            yield finding("week-empty", ["schedule", number], "week %d has no day on which the group meets" % (number + 1), hint)


def meetings_end_before_midnight(catalogue, track):
    """A meeting that runs into the next day would stand over another one, and no clock time of it would be true. Told once for each hour of start."""
    late = [meeting for meeting in timetable(catalogue, track) if meeting["end"] > MIDNIGHT]
    for start in sorted(set([meeting["start"] for meeting in late])):
        same = [meeting for meeting in late if meeting["start"] == start]
        first, longest = same[0], max([meeting["end"] for meeting in same])
        message = "%s at %s ends up to %s past midnight; the first is week %d, %s" % (
            "the meeting" if len(same) == 1 else "each of %d meetings" % len(same),
            as_clock(start),
            as_hours(longest - MIDNIGHT),
            first["week"],
            DAY_NAMES[first["day"]],
        )
        yield finding("meeting-past-midnight", ["schedule", first["week"] - 1, first["day"]], message, "begin earlier, or shorten the shape")


def shapes_are_used(catalogue, track):
    used = set([day["shape"] for _, _, day in days_in(track)])
    for shape in track["shapes"] if len(track["shapes"]) > 1 else []:
        if shape["name"] not in used:
            message = "no day has the shape '%s'" % shape["name"]
            yield finding("shape-unused", ["shapes", shape["name"]], message, "name it on a day, `mon: {shape: %s}`, or take it out" % shape["name"])


def gates_open_somewhere(catalogue, track):
    for number, gate in enumerate(track["gates"]):
        if not starts_of(catalogue, dict(track, enrolment="gates", gates=[gate])):
            what = "there is no meeting in week %d" % gate if isinstance(gate, int) else "no meeting teaches '%s'" % gate
            yield finding("gate-nowhere", ["gates", number], "nobody can start at this gate: " + what, "name a week or a module of this track")


def streams_end_together(catalogue, track):
    """Streams that meet at one time end together: who belongs to one must not wait for the others, or get fewer hours."""
    for week, name, day in days_in(track):
        for index, slot in enumerate(day["slots"]):
            if not slot["streams"]:
                continue
            shape = [part["minutes"] for part in shape_of(track, day)["parts"] if part["kind"] == "session"]
            if index < len(shape) and shape[index] is None:
                chosen = choices_of(track, slot)
                lengths = [catalogue["sessions"][choice["session"]]["minutes"] for _, choice in chosen]
                if lengths and min(lengths) != max(lengths):
                    told = ["%s %d min" % (stream, length) for (stream, _), length in zip(chosen, lengths)]
                    where = "week %d, %s" % (week + 1, DAY_NAMES[name])
                    hint = "choose sessions of one length, or give the place a length: `session: %d`" % max(lengths)
                    yield finding(
                        "stream-minutes", ["schedule", week, name, index], "%s: the streams do not end together: %s" % (where, listed(told)), hint
                    )


STRUCTURE = (
    weeks_in_range,
    weeks_have_meetings,
    meetings_end_before_midnight,
    shapes_are_used,
    gates_open_somewhere,
    streams_end_together,
)
"""Rules that look at the whole track, its streams together."""


def sessions_fill_the_day(catalogue, track):
    for week, name, day in days_in(track):
        places, slots = places_of(track, day), day["slots"]
        still_open = len([slot for slot in slots if is_open(slot)])
        where = "week %d, %s" % (week + 1, name)
        if len(slots) != places:
            message = "%s has %s, the shape of the day has room for %d" % (where, counted(len(slots), "session"), places)
            yield finding("track-slots", ["schedule", week, name], message, "list one session for each 'session' in the shape of the day")
        elif still_open:
            message = "%s has %s open" % (where, counted(still_open, "place"))
            yield finding("track-slots", ["schedule", week, name], message, "write the id of a session in place of `open`")


def sessions_fit_their_places(catalogue, track):
    """Places of a fixed length: too short even for the short version is an error, another length than the session's is said."""
    for week, name, day in days_in(track):
        lengths = [part["minutes"] for part in shape_of(track, day)["parts"] if part["kind"] == "session"]
        for index, slot in enumerate(day["slots"][: len(lengths)]):
            if lengths[index] is None or slot["session"] is None:
                continue
            about, room, path = catalogue["sessions"][slot["session"]], lengths[index], ["schedule", week, name, index]
            label = "week %d, %s has %d min for '%s'" % (week + 1, name, room, slot["session"])
            if room < about["short_minutes"]:
                message = "%s, whose short version takes %d" % (label, about["short_minutes"])
                yield finding("place-short", path, message, "give the place more time, or choose another session")
            elif room < about["minutes"]:
                yield finding(
                    "place-length", path, "%s, which takes %d: its short version is led" % (label, about["minutes"]), "give the place more time"
                )
            elif room > about["minutes"] + SLACK:
                message = "%s, which takes %d: %d min have no plan and count all the same" % (label, about["minutes"], room - about["minutes"])
                yield finding("place-length", path, message, "add a part for the rest, such as `process: %d`" % (room - about["minutes"]))
