"""A track as the Markdown file that a director edits; the loader reads back the same track. The browser writes the same file, letter for letter."""

from builder.planner.hours import as_clock
from builder.planner.timetable import choices_of, days_of, is_open
from builder.planner.words import DAYS, stripped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from builder.model.plan_types import PlainTrack

LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
WORD = LETTERS + "0123456789_"
INSIDE = WORD + " ,.'’()/&-"
LAST = WORD + ".)’"
CONSTANTS = ("true", "false", "null")
ONE_SHAPE = "day"
"""Name of the only shape of a track in the simple form, which writes `start` and `day` in place of `shapes`."""


def write_track(track: "PlainTrack", body: str, reasons: "dict[str, str] | None" = None) -> str:
    """The whole file: front matter in the order of CONTRIBUTING, then the participant's introduction.

    `reasons` (as `compose` gives them) stand as comments after each day.
    """
    lines = ["---"] + _head(track) + _shapes(track) + _people(track)
    if track["was"]:
        lines.append("was: [%s]" % ", ".join(track["was"]))
    lines.append("schedule:")
    for number, week in enumerate(track["weeks"]):
        lines.append("  - theme: " + _text(week["theme"]))
        for name, day in days_of(week):
            lines.append("    %s: %s" % (name, _day(track, name, day)))
            lines.extend(_comments("week-%d-%s" % (number + 1, name), day["slots"], reasons or {}))
    lines.extend(["---", "", stripped(body), ""])
    return "\n".join(lines)


def _head(track):
    lines = ["title: " + _text(track["title"]), "population: " + track["population"], "enrolment: " + track["enrolment"]]
    if track["gates"]:
        lines.append("gates: [%s]" % ", ".join([str(gate) for gate in track["gates"]]))
    if track["standards"]:
        lines.append("standards: [%s]" % ", ".join([_standard(track, name) for name in track["standards"]]))
    if track["elsewhere"]:
        lines.append("elsewhere:")
        lines.extend(["  %s: %s" % (topic, _text(track["elsewhere"][topic])) for topic in sorted(track["elsewhere"])])
    sizes = track["group_size"]
    if "all" in sizes:
        lines.append("group_size: %d" % sizes["all"])
    elif sizes:
        lines.append("group_size: {%s}" % ", ".join(["%s: %d" % (kind, sizes[kind]) for kind in sorted(sizes)]))
    return lines


def _standard(track, name):
    weeks = track["standard_weeks"].get(name)
    return "%s: [%d, %d]" % (name, weeks[0], weeks[1]) if weeks else name


def is_simple(track):
    """Whether the file needs no names for shapes."""
    return [shape["name"] for shape in track["shapes"]] == [ONE_SHAPE] and not track["days"]


def _shapes(track):
    if is_simple(track):
        shape = track["shapes"][0]
        return ['start: "%s"' % as_clock(shape["start"]), "day:"] + _parts(shape["parts"], "  ")
    lines = ["shapes:"]
    for shape in track["shapes"]:
        lines.extend(["  %s:" % shape["name"], '    start: "%s"' % as_clock(shape["start"]), "    parts:"])
        lines.extend(_parts(shape["parts"], "      "))
    if track["days"]:
        lines.append("days: {%s}" % ", ".join(["%s: %s" % (day, track["days"][day]) for day in DAYS if day in track["days"]]))
    return lines


def _parts(parts, indent):
    return [indent + ("- " + part["kind"] if part["minutes"] is None else "- %s: %d" % (part["kind"], part["minutes"])) for part in parts]


def _people(track):
    lines = []
    if track["names"]:
        lines.append("names:")
        lines.extend(["  %s: %s" % (kind, _text(track["names"][kind])) for kind in sorted(track["names"])])
    if track["streams"]:
        lines.append("streams:")
        for stream in track["streams"]:
            lines.extend(["  %s:" % stream["name"], "    title: " + _text(stream["title"]), "    population: " + stream["population"]])
    if track["stages"]:
        lines.append("stages:")
        for stage in track["stages"]:
            days = stage["days"]
            written = str(days) if isinstance(days, int) else "[%s]" % ", ".join(days)
            lines.extend(["  - title: " + _text(stage["title"]), "    days: " + written, "    weeks: %d" % stage["weeks"]])
            if stage["standards"]:
                lines.append("    standards: [%s]" % ", ".join(stage["standards"]))
    if track["measures"]:
        lines.append("measures:")
        lines.extend(["  %s: %d" % (name, track["measures"][name]) for name in sorted(track["measures"])])
    lines.extend(["%s: [%s]" % (key, ", ".join(track[key])) for key in ("process", "family") if track[key]])
    return lines


def usual_shape(track, name):
    """The name of the shape that a weekday has where a day says nothing."""
    return track["days"].get(name, track["shapes"][0]["name"])


def _day(track, name, day):
    slots = "[%s]" % ", ".join([_slot(track, slot) for slot in day["slots"]])
    said = [] if day["shape"] == usual_shape(track, name) else ["shape: " + day["shape"]]
    if day["start"] is not None:
        said.append('start: "%s"' % as_clock(day["start"]))
    if not said:
        return slots
    return "{%s}" % ", ".join(said + (["sessions: " + slots] if day["slots"] else []))


def _slot(track, slot):
    if is_open(slot):
        return "open"
    if slot["streams"]:
        return "{%s}" % ", ".join(["%s: %s" % (stream, _streams_choice(choice)) for stream, choice in choices_of(track, slot)])
    return _choice(slot)


def _choice(choice):
    return "again: " + choice["session"] if choice["again"] else choice["session"]


def _streams_choice(choice):
    return "{again: %s}" % choice["session"] if choice["again"] else choice["session"]


def _comments(day, slots, reasons):
    keys = ["%s-%d" % (day, place + 1) for place in range(len(slots))]
    return ["    # %s: %s" % (slot["session"], reasons[key]) for key, slot in zip(keys, slots) if key in reasons]


def _text(text):
    """A text as YAML, in quotes only where it needs them."""
    plain = bool(text) and text[0] in LETTERS and text[-1] in LAST and all([character in INSIDE for character in text])
    return text if plain and text not in CONSTANTS else '"' + "".join([_escaped(character) for character in text]) + '"'


def _escaped(character):
    if character in '"\\':
        return "\\" + character
    return character if ord(character) >= 32 else "\\u%04x" % ord(character)
