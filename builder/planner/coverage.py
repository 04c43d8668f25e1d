"""What a track teaches: sessions by topics, the topics that someone asks for, and whom its sessions suit."""

from builder.planner.teaching import first_placements
from builder.planner.timetable import placements
from builder.planner.words import finding, listed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from builder.model.plan_types import Catalogue, CoverageTable, PlainStandard, PlainTrack


def coverage(catalogue: "Catalogue", track: "PlainTrack") -> "CoverageTable":
    """`{"topics", "required", "core", "suits", "not_suited"}` of a track.

    `topics`: `[{"topic", "title", "required_by", "sessions": [{"session", "week", "day", "again"}]}]`, every topic taught or required, by id;
    `required`: `{"covered": [topic], "missing": [topic]}`; `core`: `{"taught": [session], "missing": [session]}`;
    `suits`: for each population, by id, the number of the track's different sessions that suit it and their number in all.
    """
    rows = _required(catalogue, track)
    for placed in placements(track):
        for topic in catalogue["sessions"][placed["session"]]["topics"]:
            place = {"session": placed["session"], "week": placed["week"] + 1, "day": placed["day"], "again": placed["again"]}
            _row(catalogue, rows, topic)["sessions"].append(place)
    topics = [rows[topic] for topic in sorted(rows)]
    required = [row for row in topics if row["required_by"]]
    taught = first_placements(track)
    core = _population(catalogue, track)["core"]
    suits = [_suited(catalogue, taught, population) for population in sorted(catalogue["populations"])]
    return {
        "topics": topics,
        "required": {
            "covered": [row["topic"] for row in required if row["sessions"]],
            "missing": [row["topic"] for row in required if not row["sessions"]],
        },
        "core": {"taught": [session for session in core if session in taught], "missing": [session for session in core if session not in taught]},
        "suits": suits,
        "not_suited": sorted([session for session in taught if track["population"] not in catalogue["sessions"][session]["suits"]]),
    }


def core_is_taught(catalogue, track):
    taught = first_placements(track)
    missing = [session for session in _population(catalogue, track)["core"] if session not in taught]
    if missing:
        message = "core for '%s' and not in this track: %s" % (track["population"], listed(missing))
        yield finding("core-missing", ["population"], message, "place %s" % ("it" if len(missing) == 1 else "them"))


def population_topics_are_covered(catalogue, track):
    missing = _owed(track, missing_topics(catalogue, track, _population(catalogue, track)["topics"]))
    if missing:
        message = "a track for '%s' must cover: %s" % (track["population"], listed(missing))
        yield finding("topic-missing", ["population"], message, _sessions_on(catalogue, missing[0]))


def standard_topics_are_covered(catalogue, track):
    for index, standard in enumerate(track["standards"]):
        missing = _owed(track, missing_topics(catalogue, track, standard_topics(catalogue["standards"][standard])))
        if missing:
            message = "'%s' asks for education on: %s" % (standard, listed(missing))
            yield finding("standard-topic-missing", ["standards", index], message, _sessions_on(catalogue, missing[0]))


def topics_elsewhere_are_said(catalogue, track):
    """What a track leaves to something outside of it stays in sight."""
    asked = list(_population(catalogue, track)["topics"])
    for standard in track["standards"]:
        asked.extend(standard_topics(catalogue["standards"][standard]))
    for topic in missing_topics(catalogue, track, [topic for topic in sorted(track["elsewhere"]) if topic in asked]):
        message = "'%s' is asked for and not taught here; the track says where it is: %s" % (topic, track["elsewhere"][topic])
        yield finding("topic-elsewhere", ["elsewhere", topic], message, "keep the proof of it with the program's papers")


def _owed(track, topics):
    return [topic for topic in topics if topic not in track["elsewhere"]]


def missing_topics(catalogue, track, topics):
    """Those of `topics` that no session of the track is on, in their order."""
    taught = set()
    for session in first_placements(track):
        taught.update(catalogue["sessions"][session]["topics"])
    return [topic for topic in topics if topic not in taught]


def standard_topics(standard: "PlainStandard") -> "list[str]":
    """Every topic that a standard requires, once, in its order."""
    topics = []
    for requirement in standard["requirements"]:
        topics.extend([topic for topic in requirement["topics"] if topic not in topics])
    return topics


def _required(catalogue, track):
    rows: dict[str, dict] = {}
    asking = [(track["population"], _population(catalogue, track)["topics"])]
    asking.extend([(name, standard_topics(catalogue["standards"][name])) for name in track["standards"]])
    for name, topics in asking:
        for topic in topics:
            _row(catalogue, rows, topic)["required_by"].append(name)
    return rows


def _row(catalogue, rows, topic):
    return rows.setdefault(topic, {"topic": topic, "title": catalogue["topics"].get(topic, topic), "required_by": [], "sessions": []})


def _suited(catalogue, taught, population):
    suited = len([session for session in taught if population in catalogue["sessions"][session]["suits"]])
    return {"population": population, "sessions": suited, "of": len(taught)}


def _population(catalogue, track):
    return catalogue["populations"][track["population"]]


def _sessions_on(catalogue, topic):
    on = [session for session in catalogue["order"] if topic in catalogue["sessions"][session]["topics"]][:3]
    if not on:
        return "no session in the library is on '%s' yet; write one, or show how the program covers it" % topic
    return "place a session on '%s', such as %s" % (topic, listed(on, "or"))
