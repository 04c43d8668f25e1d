"""Every rule on a track; those on its shape and order stand here, the others in `teaching` and `coverage`. Findings are plain mappings."""

from builder.planner.coverage import core_is_taught, population_topics_are_covered, standard_topics_are_covered
from builder.planner.firstday import nobody_waits_for_safety
from builder.planner.teaching import (
    a_day_mixes_modules,
    a_newcomer_can_start_on_any_day,
    home_practice_is_reviewed,
    one_heavy_session_a_day,
    sessions_suit_the_population,
    what_helps_comes_first,
)
from builder.planner.timetable import days_in, placements, places_a_day
from builder.planner.words import DAYS, counted, finding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from builder.model.plan_types import Catalogue, PlainFinding, PlainTrack

FEWEST_WEEKS, MOST_WEEKS = 8, 12


def check(catalogue: "Catalogue", track: "PlainTrack") -> "list[PlainFinding]":
    """Every rule over a track whose sessions all exist; findings in the order of the file."""
    found = []
    for number, rule in enumerate(RULES):
        found.extend([(_place(said["path"]), number, said["message"], said) for said in rule(catalogue, track)])
    return [said for _, _, _, said in sorted(found, key=_sort_key)]


def weeks_in_range(catalogue, track):
    weeks = len(track["weeks"])
    if not FEWEST_WEEKS <= weeks <= MOST_WEEKS:
        message = "the track has %s; intensive outpatient tracks run %d to %d" % (counted(weeks, "week"), FEWEST_WEEKS, MOST_WEEKS)
        yield finding("track-weeks", ["schedule"], message, "add or drop weeks, or leave it if a shorter or longer stay is meant")


def sessions_fill_the_day(catalogue, track):
    places = places_a_day(track)
    for week_index, day, slots in days_in(track):
        if len(slots) != places:
            listed = counted(len(slots), "session")
            message = "week %d, %s has %s, the shape of the day has room for %d" % (week_index + 1, day, listed, places)
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


RULES = (
    weeks_in_range,
    sessions_fill_the_day,
    prerequisites_come_first,
    repeats_are_marked,
    what_helps_comes_first,
    one_heavy_session_a_day,
    a_day_mixes_modules,
    home_practice_is_reviewed,
    sessions_suit_the_population,
    a_newcomer_can_start_on_any_day,
    nobody_waits_for_safety,
    core_is_taught,
    population_topics_are_covered,
    standard_topics_are_covered,
)


def _sort_key(entry):
    """Place, rule, message: a whole order, because MicroPython's sort may swap what is equal."""
    return entry[:3]


def _place(path):
    """A path as something to sort by: days in the order of the week, numbers before words."""
    steps = [DAYS.index(step) if step in DAYS else step for step in path]
    return [(0, step, "") if isinstance(step, int) else (1, 0, step) for step in steps]
