"""A track as the Markdown file that a director edits; the loader reads back the same track. The browser writes the same file, letter for letter."""

from builder.planner.hours import as_clock
from builder.planner.timetable import places_a_day
from builder.planner.words import DAY_NAMES, DAYS, counted, listed

LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
WORD = LETTERS + "0123456789_"
INSIDE = WORD + " ,.'’()/&-"
LAST = WORD + ".)’"
CONSTANTS = ("true", "false", "null")


def write_track(track, reasons=None, body=None):
    """The whole file: front matter in the order of CONTRIBUTING, then the participant's introduction.

    `reasons` (as `compose` gives them) stand as comments after each day; `body` keeps the introduction of a track that is refitted.
    """
    lines = ["---"] + _head(track) + ["day:"] + _day(track["day"]) + ["schedule:"]
    for number, week in enumerate(track["weeks"]):
        lines.append("  - theme: " + _text(week["theme"]))
        for day in DAYS:
            if day in week["days"]:
                slots = week["days"][day]
                lines.append("    %s: [%s]" % (day, ", ".join([_slot(slot) for slot in slots])))
                lines.extend(_comments("week-%d-%s" % (number + 1, day), slots, reasons or {}))
    lines.extend(["---", "", (body or introduction(track)).strip(), ""])
    return "\n".join(lines)


def introduction(track):
    """A first introduction for participants, to be put in the program's own words; it says only what the track says."""
    weeks = track["weeks"]
    days = [DAY_NAMES[day] for day in DAYS if day in weeks[0]["days"]]
    sessions = places_a_day(track)
    join = "You can start in any week." if track["enrolment"] == "rolling" else "We start together and go through the weeks in order."
    fewer = " Later weeks have fewer days." if len(weeks[-1]["days"]) < len(weeks[0]["days"]) else ""
    return (
        "This track runs for %s. We meet on %s, from %s.%s %s\n\n"
        "Each day has %s. You will get a handout for each session. You never have to speak. If you miss a day, look up its\n"
        "handouts here and try one of them at home."
    ) % (counted(len(weeks), "week"), listed(days), as_clock(track["start"]), fewer, join, counted(sessions, "session"))


def _head(track):
    lines = ["title: " + _text(track["title"]), "population: " + track["population"], "enrolment: " + track["enrolment"]]
    if track["standards"]:
        lines.append("standards: [%s]" % ", ".join(track["standards"]))
    return lines + ['start: "%s"' % as_clock(track["start"])]


def _day(shape):
    return ["  - session" if part["kind"] == "session" else "  - %s: %d" % (part["kind"], part["minutes"]) for part in shape]


def _slot(slot):
    return "again: " + slot["session"] if slot["again"] else slot["session"]


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
