"""A track file, or a draft that was sent, as a track; what cannot be read is told at its place. Nothing that comes from outside raises."""

from builder.planner.expected import Date, did_you_mean, mismatches
from builder.planner.frontmatter import read_front_matter
from builder.planner.readdraft import read_draft
from builder.planner.trackfile import ONE_SHAPE
from builder.planner.trackform import FILE
from builder.planner.words import DAYS, stripped, without_mark
from builder.planner.yamlvalues import Unreadable

LARGEST = 400_000
"""Letters of a text, at most: the largest draft that a table of `trackform` lets through is smaller."""
OTHERS = (
    ("objectives", "this is the page of a session, not a track"),
    ("main_message", "this is a handout, not a track"),
    ("cut", "these are cards, not a track"),
    ("populations", "this is the file of a program, not a track"),
    ("requirements", "this is a standard, not a track"),
    ("track", "this is a group or another file that names a track, not a track itself"),
    ("weeks", "this is a request for a track, not a track"),
)


def read_track(text):
    """`{"draft": {"track", "body"}, "notes"}` of the text of a track file, of a draft as JSON or of neither; else `{"findings": [{"message", "hint", "line", "column"}]}`.

    `notes` are sentences on what the file holds and a draft does not.
    """
    if len(text) > LARGEST:
        return _only("this is larger than any track", "choose the file of a track, such as evening.md")
    text = without_mark(text).replace("\r\n", "\n").replace("\r", "\n")
    if not stripped(text):
        return _only("there is nothing in it", "choose the file of a track, such as evening.md")
    if "\0" in text or text.count("\ufffd") > 3:
        return _only("this is not a text", "choose the file of a track, such as evening.md")
    if stripped(text)[0] == "{":
        return read_draft(text)
    if stripped(text)[0] == "<":
        return _only("this is a web page, not a track file", "choose the file of a track, such as evening.md")
    lines = text.split("\n")
    if not _is_fence(lines[0]):
        return _only("this does not begin as a track file does", "begin with a line of three dashes: ---")
    ends = [number for number, line in enumerate(lines) if number and _is_fence(line)]
    if not ends:
        return _only("the file ends before its first part is closed; it may be cut short", "end the first part with a line of three dashes: ---")
    try:
        node = read_front_matter(lines[1 : ends[0]], 2)
    except Unreadable as wrong:
        return _told([(wrong.line, wrong.column, wrong.message, wrong.hint)])
    return _read(node, stripped("\n".join(lines[ends[0] + 1 :])))


def _is_fence(line):
    return line[:3] == "---" and not stripped(line[3:])


def _only(message, hint):
    return _told([(1, 1, message, hint)])


def _told(found):
    return {"findings": [{"line": line, "column": column, "message": message, "hint": hint} for line, column, message, hint in sorted(found)]}


def _read(node, body):
    places: dict = {}
    orders: dict = {}
    data = plain(node, (), places, orders)
    if not isinstance(data, dict):
        return _only("this is not a track file", "a track file begins with `title:` after the three dashes")
    if "schedule" not in data:
        for key, message in OTHERS:
            if key in data:
                return _only(message, "choose the file of a track, such as evening.md")
    wrong = mismatches(FILE, data)
    found = [_placed(places, one["path"], one["message"], one["hint"], one["of"]) for one in wrong]
    if not found:
        found = [_placed(places, path, message, hint) for path, message, hint in _contradictions(data)]
    if not found:
        track = _track(data, orders)
        found = [_placed(places, path, message, hint) for path, message, hint in _nowhere(data, track)]
    if found:
        return _told(found)
    return {"draft": {"track": track, "body": body}, "notes": []}


def _placed(places, path, message, hint, of="value"):
    if of == "key" and ("key", path) in places:
        line, column = places[("key", path)]
    else:
        while path not in places:
            path = path[:-1]
        line, column = places[path]
    return (line, column, message, hint)


def plain(node, path, places, orders):
    """A node of front matter as plain data. Its places are put into `places`, by path, those of keys under `("key", path)`; the order of keys into `orders`."""
    places[path] = (node["line"], node["column"])
    if node["kind"] == "list":
        return [plain(item, path + (number,), places, orders) for number, item in enumerate(node["value"])]
    if node["kind"] == "map":
        found: dict = {}
        for key, line, column, value in node["value"]:
            places[("key", path + (key,))] = (line, column)
            found[key] = plain(value, path + (key,), places, orders)
        orders[path] = [pair[0] for pair in node["value"]]
        return found
    return Date() if node["kind"] == "date" else node["value"]


def _contradictions(data):
    """What each key alone does not show."""
    simple = [key for key in ("start", "day") if data.get(key) is not None]
    if data.get("shapes") and simple:
        yield ("shapes",), "a track has either `start` and `day`, or `shapes`; both are given", "keep one of the two"
    if not data.get("shapes") and len(simple) < 2:
        yield (), "a track needs `start` and `day`, or `shapes` with names", "add what is missing"
    if (data["enrolment"] == "gates") != bool(data.get("gates")):
        message = "`gates` names the weeks or modules at which people may start, and goes with `enrolment: gates`"
        yield ("enrolment",), message, "write both or neither"
    named = [_standard(standard) for standard in data.get("standards", [])]
    for number, standard in enumerate(data.get("standards", [])):
        if named[number] in named[:number]:
            yield ("standards", number), "'%s' is named twice" % named[number], "keep one of the two"
        if isinstance(standard, dict) and [weeks for weeks in standard.values() if weeks[0] > weeks[1]]:
            yield ("standards", number), "a standard for some weeks is written `adult-iop: [1, 8]`", "write the first week, then the last"


def _nowhere(data, track):
    """Names of shapes and streams that the file does not have."""
    shapes = [shape["name"] for shape in track["shapes"]]
    streams = [stream["name"] for stream in track["streams"]]
    for day in sorted(track["days"]):
        if track["days"][day] not in shapes:
            yield ("days", day), "there is no shape '%s'" % track["days"][day], _known(track["days"][day], shapes)
    for number, week in enumerate(track["weeks"]):
        for name in sorted(week["days"]):
            day, path = week["days"][name], ("schedule", number, name)
            if day["shape"] not in shapes:
                yield path + ("shape",), "there is no shape '%s'" % day["shape"], _known(day["shape"], shapes)
            inside = ("sessions",) if isinstance(data["schedule"][number][name], dict) else ()
            for place, slot in enumerate(day["slots"]):
                for stream in sorted(slot["streams"]):
                    if stream not in streams:
                        yield path + inside + (place, stream), "there is no stream '%s'" % stream, _known(stream, streams)


def _known(name, known):
    return did_you_mean(name, known) or "known are: %s" % (", ".join(known) or "none")


def _track(data, orders):
    sizes = data.get("group_size") or {}
    shapes = data.get("shapes") or {ONE_SHAPE: {"start": data.get("start"), "parts": data.get("day")}}
    names = orders.get(("shapes",)) or [ONE_SHAPE]
    track = {
        "title": stripped(data["title"]),
        "population": data["population"],
        "enrolment": data["enrolment"],
        "gates": data.get("gates", []),
        "standards": [_standard(standard) for standard in data.get("standards", [])],
        "standard_weeks": {},
        "elsewhere": {topic: stripped(words) for topic, words in data.get("elsewhere", {}).items()},
        "group_size": {"all": sizes} if isinstance(sizes, int) else sizes,
        "shapes": [
            {"name": name, "start": _minutes(shapes[name]["start"]), "parts": [_part(part) for part in shapes[name]["parts"]]} for name in names
        ],
        "days": data.get("days", {}),
        "names": {kind: stripped(words) for kind, words in data.get("names", {}).items()},
        "streams": [_stream(name, data["streams"][name]) for name in orders.get(("streams",), [])],
        "measures": data.get("measures", {}),
        "process": data.get("process", []),
        "family": data.get("family", []),
        "was": data.get("was", []),
        "stages": [dict(stage, title=stripped(stage["title"]), standards=stage.get("standards", [])) for stage in data.get("stages", [])],
    }
    for one in data.get("standards", []):
        if isinstance(one, dict):
            track["standard_weeks"].update(one)
    track["weeks"] = [_week(track, week) for week in data["schedule"]]
    return track


def _standard(said):
    """The name in `adult-iop` or `adult-iop: [1, 8]`."""
    return said if isinstance(said, str) else list(said)[0]


def _stream(name, said):
    return {"name": name, "title": stripped(said["title"]), "population": said["population"]}


def _week(track, week):
    days: dict = {}
    for name in DAYS:
        said = week.get(name)
        if said is not None:
            said = said if isinstance(said, dict) else {"sessions": said}
            shape = said.get("shape") or track["days"].get(name) or track["shapes"][0]["name"]
            start = said.get("start")
            slots = [_slot(slot) for slot in said.get("sessions", [])]
            days[name] = {"shape": shape, "start": None if start is None else _minutes(start), "slots": slots}
    return {"theme": stripped(week["theme"]), "days": days}


def _slot(said):
    if isinstance(said, dict) and "again" not in said:
        return {"session": None, "again": False, "streams": {stream: _choice(said[stream]) for stream in said}}
    return dict(_choice(None if said == "open" else said), streams={})


def _choice(said):
    return {"session": said["again"], "again": True} if isinstance(said, dict) else {"session": said, "again": False}


def _part(said):
    return {"kind": said, "minutes": None} if isinstance(said, str) else {"kind": list(said)[0], "minutes": list(said.values())[0]}


def _minutes(clock):
    return int(clock[:2]) * 60 + int(clock[3:])
