"""A draft that comes from outside, in a link or a file: every field is looked at before anything is done with it."""

from builder.planner.expected import mismatches
from builder.planner.frontmatter import read_front_matter
from builder.planner.trackform import HELD, LINK, MOST_WEEKS
from builder.planner.words import DAYS, stripped
from builder.planner.yamlvalues import Unreadable

EMPTY: dict = {
    "gates": [],
    "standards": [],
    "standard_weeks": {},
    "elsewhere": {},
    "group_size": {},
    "days": {},
    "names": {},
    "streams": [],
    "stages": [],
    "measures": {},
    "process": [],
    "family": [],
    "was": [],
}


def read_draft(text):
    """`{"draft": {"track", "body"}, "notes"}` of `{"v": 1, "track", "body"}` as JSON; else `{"findings"}` as `readtrack.read_track` gives them."""
    try:
        node = read_front_matter(_in_lines(text), 1)
    except Unreadable:
        return _refused(["this draft was cut short, or changed on its way"], "ask for the link again, or choose the file of a track")
    value = _plain(node)
    if not isinstance(value, dict) or "track" not in value:
        return _refused(["this is something else than a draft of a track"], "choose the file of a track, or a link that the board made")
    wrong = ["%s: %s" % (_where(one["path"]), one["message"]) for one in mismatches(LINK, value)]
    if wrong:
        return _refused(wrong, "ask for the link again; another version of the board may have made it")
    track = normal(value["track"])
    wrong = contradictions(track)
    if wrong:
        return _refused(wrong, "ask for the link again; another version of the board may have made it")
    return {"draft": {"track": track, "body": stripped(value["body"])}, "notes": []}


def unfit(draft):
    """Sentences on what keeps a draft from being looked at; none where it is whole."""
    if _is_whole(draft):
        return []
    wrong = ["%s: %s" % (_where(one["path"]), one["message"]) for one in mismatches(HELD, draft)]
    return wrong or contradictions(normal(draft["track"]))


_sound: list = []
"""The weeks of the last two drafts that were whole: after a move most weeks are as they were."""


def _is_whole(draft):
    """Whether a draft may be looked at. Of its weeks only those are gone through that the last drafts did not have."""
    track = draft["track"]
    if not isinstance(track, dict) or not isinstance(track.get("weeks"), list) or not 0 < len(track["weeks"]) <= MOST_WEEKS:
        return False
    fresh = [week for week in track["weeks"] if not any([week in weeks for weeks in _sound])]
    rest = dict(track, weeks=fresh or track["weeks"][:1])
    whole = not mismatches(HELD, dict(draft, track=rest)) and not contradictions(normal(track))
    if whole:
        _sound[:] = [track["weeks"]] + _sound[:1]
    return whole


def normal(track):
    """A track that fits `trackform.DRAFT`, with every key that the planner reads."""
    whole: dict = dict(EMPTY)
    whole.update(track)
    whole["standards"] = [name for number, name in enumerate(whole["standards"]) if name not in whole["standards"][:number]]
    whole["shapes"] = [
        dict(shape, parts=[{"kind": part["kind"], "minutes": part["minutes"]} for part in shape["parts"]]) for shape in track["shapes"]
    ]
    whole["stages"] = [dict(stage, standards=stage.get("standards", [])) for stage in whole["stages"]]
    weeks = []
    for week in track["weeks"]:
        days: dict = {}
        for name in DAYS:
            if name in week["days"]:
                day = week["days"][name]
                days[name] = {"shape": day["shape"], "start": day.get("start"), "slots": [_slot(slot) for slot in day["slots"]]}
        weeks.append({"theme": week["theme"], "days": days})
    whole["weeks"] = weeks
    return whole


def _slot(slot):
    streams = slot.get("streams", {})
    again = slot.get("again", False) and slot["session"] is not None
    found = {"session": None if streams else slot["session"], "again": again and not streams, "streams": streams}
    return dict(found, locked=True) if slot.get("locked") else found


def contradictions(track):
    """Sentences on what each key of a draft alone does not show."""
    shapes = [shape["name"] for shape in track["shapes"]]
    streams = [stream["name"] for stream in track["streams"]]
    found: list = []
    for what, names in (("shapes", shapes), ("streams", streams)):
        found.extend(["two %s are called '%s'" % (what, name) for number, name in enumerate(names) if name in names[:number]])
    for shape in track["shapes"]:
        if [part for part in shape["parts"] if part["kind"] != "session" and part["minutes"] is None]:
            found.append("a part of the shape '%s' has no minutes" % shape["name"])
    if (track["enrolment"] == "gates") != bool(track["gates"]):
        found.append("gates go with the enrolment 'gates'")
    for name in sorted(track["standard_weeks"]):
        weeks = track["standard_weeks"][name]
        if name not in track["standards"] or weeks[0] > weeks[1]:
            found.append("the weeks of the standard '%s' lead nowhere" % name)
    used = [track["days"][day] for day in sorted(track["days"])]
    for week in track["weeks"]:
        for name in sorted(week["days"]):
            used.append(week["days"][name]["shape"])
            for slot in week["days"][name]["slots"]:
                here = sorted(slot["streams"])
                if len(here) == 1 or [stream for stream in here if stream not in streams]:
                    found.append("a place names streams that the track does not have, or one alone")
    found.extend(["there is no shape '%s'" % name for name in sorted(set(used)) if name not in shapes])
    return found


def _refused(messages, hint):
    return {"findings": [{"line": 1, "column": 1, "message": message, "hint": hint} for message in messages]}


def _where(path):
    return ".".join([str(step + 1) if isinstance(step, int) else step[:40] for step in path]) or "the draft"


def _in_lines(text):
    """JSON in short lines, which are read faster than a long one: a line ends where a value does, outside of quotes."""
    parts = text.split('"')
    out: list = []
    inside = False
    for number, part in enumerate(parts):
        out.append(part if inside else part.replace(",", ",\n").replace("\t", " "))
        slashes = len(part) - len(part.rstrip("\\"))
        if not inside or slashes % 2 == 0:
            inside = not inside
        if number + 1 < len(parts):
            out.append('"')
    return "".join(out).split("\n")


def _plain(node):
    if node["kind"] == "map":
        return {key: _plain(value) for key, _, _, value in node["value"]}
    return [_plain(item) for item in node["value"]] if node["kind"] == "list" else node["value"]
