"""What a track may be: as a person writes it in a file, and as the plain mapping that a draft holds. Tables for `expected.mismatches`."""

from builder.planner.timetable import MIDNIGHT
from builder.planner.words import DAYS, KINDS

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
"""Of ids."""
MOST_WEEKS = 104
MOST_PLACES = 12
LONGEST_TEXT = 300
LONGEST_BODY = 50_000


def is_slug(text):
    return all([part and not part.strip(LETTERS) for part in text.split("-")])


def is_id(text):
    return all([is_slug(part) for part in text.split("/")])


def is_clock(text):
    if len(text) != 5 or text[2] != ":" or not all([digit in "0123456789" for digit in text[:2] + text[3:]]):
        return False
    return int(text[:2]) < 24 and int(text[3:]) < 60


TEXT = ("text", LONGEST_TEXT)
LINE = ("line", LONGEST_TEXT)
SLUG = ("form", is_slug, "an id", "use lower-case words joined by hyphens, as in adult-iop")
ID = ("form", is_id, "an id", "use lower-case words joined by hyphens, as in cbt/first-thought")
CLOCK = ("form", is_clock, "a time of day", 'write the time as "17:30", in quotes')
KIND = ("one of", KINDS)
START = ("whole", 0, MIDNIGHT - 1)
WEEKDAY = ("one of", DAYS)
ENROLMENT: tuple = ("one of", ("rolling", "cohort", "gates"))
WEEK = ("whole", 1, 52)
MINUTES = ("whole", 1, 480)
PEOPLE = ("whole", 1, 500)
SLUGS = ("list", SLUG, 0, 100)
GATES = ("list", ("either", {"whole": WEEK, "text": SLUG}), 0, MOST_WEEKS)
ELSEWHERE = ("table", SLUG, TEXT, 0, 200)
NAMES = ("table", KIND, TEXT, 0, len(KINDS))
SIZES = ("table", KIND, PEOPLE, 0, len(KINDS))
STAGE_DAYS = ("either", {"whole": ("whole", 1, 7), "list": ("list", WEEKDAY, 0, 7)})
STAGES: tuple = ("list", ("keys", {"title": TEXT, "days": STAGE_DAYS, "weeks": WEEK, "standards": SLUGS}, ("title", "days", "weeks")), 0, 20)
MEASURES = ("table", ID, WEEK, 0, 20)
LED = ("list", ID, 0, 100)

# The file

_PARTS = ("list", ("either", {"map": ("table", KIND, MINUTES, 1, 1), "text": ("one of", ("session",))}), 1, 40)
_SHAPE = ("keys", {"start": CLOCK, "parts": _PARTS}, ("start", "parts"))
_AGAIN = ("keys", {"again": ID}, ("again",))
_CHOICE = ("either", {"text": ID, "map": _AGAIN})
_STREAMS_AT_A_PLACE = ("table", SLUG, _CHOICE, 2, 20)
_SLOTS = ("list", ("either", {"text": ID, "map": ("by key", "again", _AGAIN, _STREAMS_AT_A_PLACE)}), 0, MOST_PLACES)
_SHAPED = ("keys", {"shape": ("none or", SLUG), "start": ("none or", CLOCK), "sessions": _SLOTS}, ())
_DAY = ("either", {"list": _SLOTS, "map": _SHAPED})
_WEEK_KEYS: dict = {"theme": TEXT}
_WEEK_KEYS.update({day: _DAY for day in DAYS})
_STANDARD_WEEKS = ("table", SLUG, ("list", WEEK, 2, 2), 1, 1)

FILE: tuple = (
    "keys",
    {
        "title": TEXT,
        "population": SLUG,
        "enrolment": ENROLMENT,
        "gates": GATES,
        "standards": ("list", ("either", {"text": SLUG, "map": _STANDARD_WEEKS}), 0, 100),
        "elsewhere": ELSEWHERE,
        "group_size": ("none or", ("either", {"whole": PEOPLE, "map": SIZES})),
        "start": ("none or", CLOCK),
        "day": ("none or", _PARTS),
        "shapes": ("table", SLUG, _SHAPE, 0, 40),
        "days": ("table", WEEKDAY, SLUG, 0, 7),
        "names": NAMES,
        "streams": ("table", SLUG, ("keys", {"title": TEXT, "population": SLUG}, ("title", "population")), 0, 20),
        "stages": STAGES,
        "measures": MEASURES,
        "process": LED,
        "family": LED,
        "schedule": ("list", ("keys", _WEEK_KEYS, ("theme",)), 1, MOST_WEEKS),
        "was": ("list", ID, 0, 100),
    },
    ("title", "population", "enrolment", "schedule"),
)

# The draft

_SESSION = ("none or", ID)
_CHOSEN = ("keys", {"session": ID, "again": ("yes or no",)}, ("session", "again"))
_SLOT = (
    "keys",
    {"session": _SESSION, "again": ("yes or no",), "streams": ("table", SLUG, _CHOSEN, 0, 20), "locked": ("yes or no",)},
    ("session",),
)
_MEETING = ("keys", {"shape": SLUG, "start": ("none or", START), "slots": ("list", _SLOT, 0, MOST_PLACES)}, ("shape", "slots"))
_PART = ("keys", {"kind": KIND, "minutes": ("none or", MINUTES), "title": LINE}, ("kind", "minutes"))

_SHAPES = ("list", ("keys", {"name": SLUG, "start": START, "parts": ("list", _PART, 1, 40)}, ("name", "start", "parts")), 1, 40)
_SPANS = ("table", SLUG, ("list", WEEK, 2, 2), 0, 100)
_ALL_SIZES = ("table", ("one of", KINDS + ("all",)), PEOPLE, 0, len(KINDS) + 1)

_OF_BOTH: dict = {
    "title": LINE,
    "population": SLUG,
    "enrolment": ENROLMENT,
    "gates": GATES,
    "standards": SLUGS,
    "standard_weeks": _SPANS,
    "elsewhere": ELSEWHERE,
    "group_size": _ALL_SIZES,
    "shapes": _SHAPES,
    "names": NAMES,
    "stages": STAGES,
    "measures": MEASURES,
    "process": LED,
    "family": LED,
}
"""What a draft has, and a request may ask for."""

_STREAM = ("keys", {"name": SLUG, "title": TEXT, "population": SLUG}, ("name", "title", "population"))
_WEEK = ("keys", {"theme": LINE, "days": ("table", WEEKDAY, _MEETING, 0, 7)}, ("theme", "days"))

DRAFT: tuple = (
    "keys",
    dict(
        _OF_BOTH,
        days=("table", WEEKDAY, SLUG, 0, 7),
        streams=("list", _STREAM, 0, 20),
        was=("list", ID, 0, 100),
        weeks=("list", _WEEK, 1, MOST_WEEKS),
    ),
    ("title", "population", "enrolment", "shapes", "weeks"),
)

BODY = ("lines", LONGEST_BODY)
HELD: tuple = ("keys", {"track": DRAFT, "body": BODY}, ("track", "body"))
LINK = ("keys", {"v": ("whole", 1, 1), "track": DRAFT, "body": BODY, "base": ("none or", HELD)}, ("v", "track", "body"))

# What is asked of compose

_DAYS = ("list", WEEKDAY, 0, 7)
_EACH_WEEK = ("list", ("either", {"text": WEEKDAY, "list": _DAYS}), 0, MOST_WEEKS)
_PIN = ("keys", {"session": ID, "week": WEEK, "day": WEEKDAY}, ("session", "week", "day"))

REQUEST: tuple = (
    "keys",
    dict(
        _OF_BOTH,
        weeks=WEEK,
        days=_EACH_WEEK,
        start=START,
        day=("list", _PART, 1, 40),
        weekday_shapes=("table", WEEKDAY, SLUG, 0, 7),
        pins=("list", _PIN, 0, 500),
        exclude=("list", ID, 0, 1000),
        exclude_modules=SLUGS,
        emphasis=("table", SLUG, ("whole", 0, 100), 0, 100),
        fit=("none or", SLUG),
        reasons=("yes or no",),
        effort=("whole", 1, 20_000),
    ),
    (),
)
