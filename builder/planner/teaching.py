"""Rules on how a track teaches: what helps comes first, days are bearable, practice is heard, newcomers can start."""

from builder.planner.once import once
from builder.planner.timetable import days_in, goes_round, is_open, placements, starts_of
from builder.planner.words import DAY_NAMES, counted, finding, listed

REVIEW_WITHIN = 2
"""Weeks after which home practice is stale: a module comes again by then, so that its practice is reviewed."""


def what_helps_comes_first(catalogue, track):
    first = first_placements(track)
    for placed in first.values():
        session = placed["session"]
        for base in catalogue["sessions"][session]["builds_on"]:
            if base in first and first[base]["number"] > placed["number"]:
                message = "week %d uses '%s', which builds on '%s' of week %d" % (placed["week"] + 1, session, base, first[base]["week"] + 1)
                yield finding("builds-on-order", placed["path"], message, "swap them if you can; it helps, but it is not required")


def one_heavy_session_a_day(catalogue, track):
    for week_index, day, sessions in _taught_on(track):
        heavy = [session for session in sessions if catalogue["sessions"][session]["load"] == "heavy"]
        if len(heavy) > 1:
            message = "week %d, %s has %s: %s" % (week_index + 1, day, counted(len(heavy), "heavy session"), listed(heavy))
            yield finding("day-too-heavy", ["schedule", week_index, day], message, "move one of them to another day")


def a_day_mixes_modules(catalogue, track):
    for week_index, day, sessions in _taught_on(track):
        modules = [catalogue["sessions"][session]["module"] for session in sessions]
        if len(modules) > 1 and len(set(modules)) == 1:
            message = "week %d, %s has only '%s' sessions" % (week_index + 1, day, modules[0])
            yield finding("day-one-module", ["schedule", week_index, day], message, "swap one of them with a session of another module")


def home_practice_is_reviewed(catalogue, track):
    """Each meeting of a module is followed by another one soon enough; a track that goes round does so, a cohort ends. A module of one session has no next one: whoever leads asks after its practice."""
    weeks = len(track["weeks"])
    for module, visits in _visits(catalogue, track):
        if len(catalogue["modules"][module]["sessions"]) == 1:
            continue
        for index, placed in enumerate(visits):
            following = visits[index + 1]["week"] if index + 1 < len(visits) else _next_round(track, visits, weeks)
            last_in_cohort = following is None and placed["week"] + REVIEW_WITHIN >= weeks
            if last_in_cohort or (following is not None and following - placed["week"] <= REVIEW_WITHIN):
                continue
            wait = "does not come again" if following is None else "comes again %d weeks later" % (following - placed["week"])
            message = "home practice from '%s' (week %d) waits: '%s' %s" % (placed["session"], placed["week"] + 1, module, wait)
            hint = "place a session of '%s', or one of its sessions again, within %d weeks" % (module, REVIEW_WITHIN)
            yield finding("practice-not-reviewed", placed["path"], message, hint)


def sessions_suit_the_population(catalogue, track):
    population = track["population"]
    for placed in first_placements(track).values():
        if population not in catalogue["sessions"][placed["session"]]["suits"]:
            message = "'%s' is not written for '%s'" % (placed["session"], population)
            yield finding("session-not-suited", placed["path"], message, "choose another session, or add '%s' to its `suits`" % population)


def a_newcomer_can_start_on_any_day(catalogue, track):
    if not goes_round(track):
        return
    starts = starts_of(catalogue, track)
    for number, (week_index, day, sessions) in enumerate(_taught_on(track)):
        if number in starts and sessions and all([catalogue["sessions"][session]["newcomers"] == "not-first" for session in sessions]):
            message = "nobody can start in week %d on %s: every session of that day is not for a first day" % (week_index + 1, DAY_NAMES[day])
            yield finding("day-not-for-newcomers", ["schedule", week_index, day], message, "swap one of them with a session that welcomes newcomers")


@once
def _taught_on(track):
    """The sessions of each meeting: `[(week, day, sessions)]`, for a track without streams."""
    return [(week, name, [slot["session"] for slot in day["slots"] if not is_open(slot)]) for week, name, day in days_in(track)]


@once
def first_placements(track):
    """Session id to its first placement, with `number` counting places from 0."""
    first: dict[str, dict] = {}
    for number, placed in enumerate(placements(track)):
        if placed["session"] not in first:
            first[placed["session"]] = dict(placed, number=number)
    return first


def _visits(catalogue, track):
    """For each module, in order of id: its last placement of each day on which it is taught."""
    visits: dict[str, list] = {}
    for placed in placements(track):
        module = catalogue["sessions"][placed["session"]]["module"]
        same = visits.setdefault(module, [])
        if same and (same[-1]["week"], same[-1]["day"]) == (placed["week"], placed["day"]):
            same.pop()
        same.append(placed)
    return [(module, visits[module]) for module in sorted(visits)]


def _next_round(track, visits, weeks):
    """Week of a module's next meeting after its last one: in the cycle's next round, or None where the track ends."""
    return visits[0]["week"] + weeks if goes_round(track) else None
