"""Every rule on a track; those on the order of its sessions stand here, the others beside it. Findings are plain mappings."""

from builder.planner.coverage import core_is_taught, population_topics_are_covered, standard_topics_are_covered, topics_elsewhere_are_said
from builder.planner.firstday import nobody_waits_for_safety
from builder.planner.once import looked_at
from builder.planner.openings import opening_rules_are_kept
from builder.planner.promises import sessions_come_again_in_measure, weeks_meet_their_standards
from builder.planner.stay import stages_fit_the_track, stages_meet_their_standards
from builder.planner.structure import STRUCTURE, sessions_fill_the_day, sessions_fit_their_places
from builder.planner.teaching import (
    a_day_mixes_modules,
    a_newcomer_can_start_on_any_day,
    home_practice_is_reviewed,
    one_heavy_session_a_day,
    sessions_suit_the_population,
    what_helps_comes_first,
)
from builder.planner.timetable import by_stream, placements
from builder.planner.words import DAYS, finding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from builder.model.plan_types import Catalogue, PlainFinding, PlainTrack


@looked_at
def check(catalogue: "Catalogue", track: "PlainTrack") -> "list[PlainFinding]":
    """Every rule over a track whose sessions, shapes and standards all exist; findings in the order of the file.

    A track with streams is looked at as the people of each one meet it; what is true of one alone names it.
    """
    found: list = []
    for number, rule in enumerate(STRUCTURE):
        found.extend([(_place(said["path"]), number, said["message"], said) for said in rule(catalogue, track)])
    streams = by_stream(track)
    for number, rule in enumerate(RULES):
        told = [(title, [_of_stream(track, index, said) for said in rule(catalogue, part)]) for index, (title, part) in enumerate(streams)]
        found.extend([(_place(said["path"]), len(STRUCTURE) + number, said["message"], said) for said in _once(told)])
    return [said for _, _, _, said in sorted(found, key=_sort_key)]


def _of_stream(track, index, said):
    """A finding on a population stands at the stream's own, where the track has streams."""
    if track["streams"] and said["path"] == ["population"]:
        return dict(said, path=["streams", track["streams"][index]["name"], "population"])
    return said


def _once(told):
    """The findings of the streams, each once: what one of them alone has begins with its title."""
    counts: dict = {}
    for _, findings in told:
        for said in findings:
            key = (tuple(said["path"]), said["message"])
            counts[key] = counts.get(key, 0) + 1
    shown = set()
    for title, findings in told:
        for said in findings:
            key = (tuple(said["path"]), said["message"])
            if counts[key] < len(told):
                yield dict(said, message="%s: %s" % (title, said["message"]))
            elif key not in shown:
                shown.add(key)
                yield said


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
    sessions_fill_the_day,
    sessions_fit_their_places,
    prerequisites_come_first,
    repeats_are_marked,
    opening_rules_are_kept,
    what_helps_comes_first,
    one_heavy_session_a_day,
    a_day_mixes_modules,
    home_practice_is_reviewed,
    sessions_suit_the_population,
    sessions_come_again_in_measure,
    a_newcomer_can_start_on_any_day,
    nobody_waits_for_safety,
    core_is_taught,
    population_topics_are_covered,
    standard_topics_are_covered,
    topics_elsewhere_are_said,
    weeks_meet_their_standards,
    stages_fit_the_track,
    stages_meet_their_standards,
)


def _sort_key(entry):
    """Place, rule, message: a whole order, because MicroPython's sort may swap what is equal."""
    return entry[:3]


def _place(path):
    """A path as something to sort by: days in the order of the week, numbers before words."""
    steps = [DAYS.index(step) if step in DAYS else step for step in path]
    return [(0, step, "") if isinstance(step, int) else (1, 0, step) for step in steps]
