"""The first day: what everyone gets who starts, and how long they wait for the sessions that keep people alive."""

from builder.planner.stay import ahead_of, attended, weeks_of_stay
from builder.planner.timetable import starts_of, teaches, visits
from builder.planner.words import DAY_NAMES, counted, finding


def first_day_handouts(catalogue, population):
    """Ids of the handouts of a first day, the program's first, then the population's, each once."""
    ids = list(catalogue.get("first_day", [])) + list(catalogue["populations"][population].get("first_day", []))
    return [name for place, name in enumerate(ids) if name not in ids[:place]]


def waits(catalogue, track, any_day=False):
    """For each start day of a track, how long someone waits: `[{"week", "day", "number", "waits"}]`.

    `waits`: `[{"session", "days", "given"}]` for each core safety session of the population: `days` from the start until it is taught (None when the track
    never teaches it on the days to which they come), `given` True when one of its handouts is among those of the first day. People start where the enrolment says, or on any day
    where `any_day` is asked about.
    """
    population = track["population"]
    safety = catalogue["populations"][population].get("safety", [])
    given = first_day_handouts(catalogue, population)
    meetings = visits(catalogue, track)
    starts = range(len(meetings)) if any_day else starts_of(catalogue, track)
    handed = {}
    for session in safety:
        handed[session] = any([handout["id"] in given for handout in catalogue["sessions"][session]["handouts"]])
    days_until = _in_stages if track["stages"] else _in_the_cycle
    rows = []
    for number in starts:
        days = days_until(track, meetings, number, safety)
        told: list = [{"session": session, "days": days[session], "given": handed[session]} for session in safety]
        rows.append({"week": meetings[number]["week"], "day": meetings[number]["day"], "number": number + 1, "waits": told})
    return rows


def _in_the_cycle(track, meetings, number, sessions):
    """Days from a start until each session is next taught, or None."""
    found: dict = {}
    for session in sessions:
        days = [(meeting["after"] - meetings[number]["after"]) % (len(track["weeks"]) * 7) for meeting in meetings if teaches(meeting, session)]
        found[session] = min(days) if days else None
    return found


def _in_stages(track, meetings, number, sessions):
    """The same, of the meetings alone to which a person comes by their stages."""
    came = attended(track, ahead_of(meetings, len(track["weeks"]), number, weeks_of_stay(track)))
    found: dict = {}
    for session in sessions:
        days = [after for after, meeting in came if teaches(meeting, session)]
        found[session] = days[0] if days else None
    return found


def nobody_waits_for_safety(catalogue, track):
    """`safety-wait`: a core safety session that comes later than the program allows, and of which nothing is given on the first day."""
    limit = catalogue.get("safety_within_days", 7)
    rows = waits(catalogue, track)
    for index, session in enumerate(catalogue["populations"][track["population"]].get("safety", [])):
        told = [(row, row["waits"][index]) for row in rows]
        if not told or told[0][1]["given"]:
            continue
        hint = "teach it more often, or give one of its handouts on the first day: `first_day` in program.yml"
        never = [row for row, wait in told if wait["days"] is None]
        late = [(wait["days"], row) for row, wait in told if wait["days"] is not None and wait["days"] > limit]
        if never:
            message = "whoever starts here never meets '%s', and gets nothing of it on the first day" % session
            yield finding("safety-wait", ["population"], message, hint)
        elif late:
            longest = max([days for days, _ in late])
            row = [row for days, row in late if days == longest][0]
            message = "whoever starts in week %d on %s waits %s for '%s'; on %d of %s it is more than %d" % (
                row["week"],
                DAY_NAMES[row["day"]],
                counted(longest, "day"),
                session,
                len(late),
                counted(len(rows), "start day"),
                limit,
            )
            yield finding("safety-wait", ["population"], message, hint)
