"""What a draft comes to, for the board: findings in their cells, hours, standards, coverage, days to start, what changed, and the file."""

from builder.planner.changes import changes
from builder.planner.coverage import coverage
from builder.planner.digest import digest
from builder.planner.foreign import within
from builder.planner.hours import as_hours, as_time, hours, minutes_of
from builder.planner.introduction import introduction, untrue_claims
from builder.planner.mends import mends
from builder.planner.once import looked_at
from builder.planner.order import check
from builder.planner.proposal import summary_line
from builder.planner.standards import measure
from builder.planner.startscores import start_scores
from builder.planner.timetable import choices_of, days_in, goes_round, timetable
from builder.planner.trackfile import write_track
from builder.planner.trackform import LETTERS
from builder.planner.ways import WAYS
from builder.planner.weekscsv import write_csv
from builder.planner.words import DAY_NAMES, finding, listed, stripped

SHOWN = 3
"""How many best days to start are looked through for the one that is named."""


@looked_at
def look(data, asked):
    """The answer to `{"draft", "base", "standards", "parts"}`: of each part that is asked for, or of all, what LOOKS has under it; `board.answer` tells the keys."""
    found: dict = {}
    known = dict(asked, draft=asked["draft"], base=asked.get("base"), standards=asked.get("standards", []))
    catalogue, track, foreign = within(data["catalogue"], asked["draft"]["track"])
    for part in asked.get("parts") or PARTS:
        found.update(LOOKS[part](data, catalogue, track, dict(known, foreign=foreign)))
    return found


def findings_of(catalogue, track, draft, foreign):
    """What the check says of a draft and its introduction, in the order of the file, and what keeps its file from being read."""
    claims = untrue_claims(catalogue, track, draft["body"]) if stripped(draft["body"]) else []
    told = [finding("introduction-untrue", ["body", claim["line"]], claim["message"], "change the sentence, or the track") for claim in claims]
    lost = [said["path"] for said in foreign if said["path"][-1] == "population"]
    checked = [said for said in check(catalogue, track) if not lost or said["code"] != "session-not-suited"]
    return foreign + list(_unwritten(track)) + checked + told


def _unwritten(track):
    """What a file cannot hold."""
    if not stripped(track["title"]):
        yield finding("bad-value", ["title"], "the track has no title", "write one")
    for number, week in enumerate(track["weeks"]):
        if not stripped(week["theme"]):
            yield finding("bad-value", ["schedule", number], "week %d has no theme" % (number + 1), "write what the week is about")


def _findings(data, catalogue, track, asked):
    rows = []
    for said in findings_of(catalogue, track, asked["draft"], asked["foreign"]):
        severity = data.get("severities", {}).get(said["code"], "warning")
        if severity == "off":
            continue
        row = dict(said, severity=severity, at=place_of(said["path"]))
        row["mendable"] = said["code"] in WAYS
        row["mends"] = mends(data, catalogue, asked["draft"], said) if asked.get("mends") else []
        rows.append(row)
    return {"findings": rows}


def place_of(path):
    """The cell that a finding concerns, `{"week", "day", "place"}`, each None where it concerns more; None where it concerns the whole track."""
    if path[0] != "schedule" or len(path) < 2:
        return None
    return {"week": path[1] + 1, "day": path[2] if len(path) > 2 else None, "place": path[3] if len(path) > 3 else None}


def _hours(data, catalogue, track, asked):
    clock = catalogue.get("clock", "12-hour")
    meetings = timetable(catalogue, track)
    totals = hours(catalogue, track, meetings)
    places: dict[str, int] = {}
    for _, _, day in days_in(track):
        for slot in day["slots"]:
            for _, choice in choices_of(track, slot):
                module = catalogue["sessions"][choice["session"]]["module"]
                places[module] = places.get(module, 0) + 1
    modules = [_module(catalogue, name, places[name], totals["modules"].get(name, 0)) for name in catalogue["module_order"] if name in places]
    return {
        "meetings": [_meeting(meeting, clock) for meeting in meetings],
        "weeks": [{"week": w["week"], "theme": w["theme"], "minutes": w["minutes"], "hours": as_hours(w["minutes"])} for w in totals["weeks"]],
        "total": as_hours(totals["minutes"]),
        "shortest": as_hours(min([week["minutes"] for week in totals["weeks"]])),
        "line": summary_line(totals, measure(catalogue, track, catalogue["standards"])),
        "modules": modules,
    }


def _module(catalogue, name, places, minutes):
    return {"module": name, "title": catalogue["modules"][name]["title"], "places": places, "minutes": minutes, "hours": as_hours(minutes)}


def _meeting(meeting, clock):
    kinds: dict[str, int] = {}
    for part in meeting["parts"]:
        kinds[part["kind"]] = kinds.get(part["kind"], 0) + part["minutes"]
    return {
        "week": meeting["week"],
        "day": meeting["day"],
        "start": as_time(meeting["start"], clock),
        "end": as_time(meeting["end"], clock),
        "minutes": meeting["minutes"],
        "hours": as_hours(meeting["minutes"]),
        "kinds": kinds,
    }


def _standards(data, catalogue, track, asked):
    named = track["standards"]
    names = named + [name for name in asked["standards"] if name in catalogue["standards"] and name not in named]
    by_week: list = [[] for _ in track["weeks"]]
    for meeting in timetable(catalogue, track):
        by_week[meeting["week"] - 1].append(meeting)
    rows = []
    for row in measure(catalogue, _naming(track, names), catalogue["standards"]):
        weekly = [one for one in row["requirements"] if one["kind"] == "hours-per-week" and one["minimum"] is not None]
        kinds = weekly[0]["of"] if weekly else []
        rows.append(
            {
                "standard": row["standard"],
                "title": row["title"],
                "named": row["standard"] in named,
                "status": row["status"],
                "sentence": row["sentence"],
                "floor": weekly[0]["minimum"] if weekly else None,
                "weeks": [sum([minutes_of(meeting["parts"], kinds) for meeting in meetings]) for meetings in by_week],
            }
        )
    return {"standards": rows}


def _naming(track, names):
    return dict(track, standards=names)


def _coverage(data, catalogue, track, asked):
    covered = coverage(catalogue, track)
    topics = [
        {
            "topic": row["topic"],
            "title": row["title"],
            "required_by": listed([_asker(catalogue, name) for name in row["required_by"]]),
            "weeks": sorted(set([place["week"] for place in row["sessions"]])),
        }
        for row in covered["topics"]
    ]
    placed: dict = {}
    for number, name, day in days_in(track):
        for place, slot in enumerate(day["slots"]):
            for _, choice in choices_of(track, slot):
                placed.setdefault(choice["session"], []).append([number + 1, name, place])
    missing = [row["title"] for row in covered["topics"] if row["topic"] in covered["required"]["missing"]]
    return {"topics": topics, "missing": missing, "core": covered["core"], "placed": placed}


def _asker(catalogue, name):
    return (catalogue["standards"].get(name) or catalogue["populations"].get(name) or {"title": name})["title"]


def _entry(data, catalogue, track, asked):
    if not goes_round(track):
        return {"entry": None, "best": None, "worst": None}
    rows = start_scores(catalogue, track)
    ranked = sorted([(-row["score"], row["number"], row["week"], row["day"]) for row in rows])
    return {
        "entry": [{"week": row["week"], "day": row["day"], "score": row["score"]} for row in rows],
        "best": _when(ranked[0]) if ranked else None,
        "worst": _when(ranked[-1]) if ranked else None,
    }


def _when(ranked):
    return "Week %d, %s" % (ranked[2], DAY_NAMES[ranked[3]])


def _changes(data, catalogue, track, asked):
    base = asked["base"]
    return {"changes": changes(data["catalogue"], base, asked["draft"]) if base else []}


def _text(data, catalogue, track, asked):
    draft = asked["draft"]
    text = written(catalogue, track, draft)
    return {"text": text, "digest": digest(text), "name": file_name(draft["track"]["title"]), "csv": write_csv(catalogue, draft["track"])}


def written(catalogue, track, draft):
    """The track file of a draft; an introduction that is empty is written anew."""
    return write_track(draft["track"], draft["body"] if stripped(draft["body"]) else introduction(catalogue, track))


def file_name(title):
    """`evening-recovery-8-weeks.md`."""
    letters = [letter if letter in LETTERS else " " for letter in title.lower()]
    return ("-".join("".join(letters).split())[:60].strip("-") or "track") + ".md"


LOOKS = {
    "findings": _findings,
    "hours": _hours,
    "standards": _standards,
    "coverage": _coverage,
    "entry": _entry,
    "changes": _changes,
    "text": _text,
}
PARTS = ("findings", "hours", "standards", "coverage", "entry", "changes", "text")
"""In the order in which they are answered; MicroPython keeps none in a mapping."""
