"""What a director says, made into a request: what is left out comes from the track that is refitted, or from the shape of a day below."""

from builder.planner.timetable import days_of
from builder.planner.trackfile import ONE_SHAPE, usual_shape

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

SHAPE = (("check-in", 15), ("session", None), ("break", 10), ("session", None), ("break", 10), ("process", 50))
"""The shape of a day where none is given: with sessions of 60 minutes 3 h 05 min, breaks left out."""

START = 9 * 60
"""When a day begins where nobody says it."""

NEEDED = ("population", "weeks", "days", "start")
"""What has to be said when no track is refitted, and no shapes with names are given."""

OWN = (
    "population",
    "enrolment",
    "gates",
    "standards",
    "standard_weeks",
    "elsewhere",
    "group_size",
    "names",
    "stages",
    "measures",
    "process",
    "family",
    "shapes",
)
"""What a refitted track gives where nothing else is asked for."""


def missing_of(asked: "Mapping[str, Any]") -> "list[str]":
    """What a request lacks that refits no track: the keys of NEEDED, but `weeks` where days are given for each, and `start` where shapes are."""
    each_week = bool(asked.get("days")) and not isinstance(asked["days"][0], str)
    given = (["weeks"] if each_week else []) + (["start"] if asked.get("shapes") else [])
    return [key for key in NEEDED if key not in asked and key not in given]


def request_of(asked, fit=None):
    """The request for `compose`.

    `asked` holds any of population, weeks, days, start (minutes after midnight), day (parts), shapes, weekday_shapes, enrolment, gates, standards,
    title, pins, exclude, exclude_modules and emphasis, as `compose` takes them; `fit` is the track to refit, or None. Without it, nothing may
    be missing, as `missing_of` tells. With `keep`, a draft whose open places are to be
    filled, nothing else need be said.
    """
    if asked.get("keep"):
        return dict(asked)
    request: dict = {"weekday_shapes": {}}
    if fit:
        for key in OWN:
            request[key] = fit[key]
        request["fit"] = fit
        length = len(fit["weeks"])
        weeks = asked.get("weeks", length)
        request["weeks"] = weeks
        request["days"] = _days_of(fit, weeks)
        request["weekday_shapes"] = fit["days"]
        request["title"] = fit["title"].replace("%d weeks" % length, "%d weeks" % weeks)
    request.update(asked)
    if "shapes" not in asked:
        request["shapes"] = _shapes(request.get("shapes", []), request.pop("start", None), request.pop("day", None))
    if asked.get("enrolment", "gates") != "gates":
        request["gates"] = []
    if request["days"] and not isinstance(request["days"][0], str):
        request["weeks"] = len(request["days"])
    return request


def _shapes(shapes, start, parts):
    """The shapes of the refitted track, or the usual one; its first begins and is made up as was asked."""
    first = shapes[0] if shapes else {"name": ONE_SHAPE, "start": START, "parts": [{"kind": kind, "minutes": minutes} for kind, minutes in SHAPE]}
    changed = dict(first, start=first["start"] if start is None else start, parts=first["parts"] if parts is None else parts)
    return [changed] + list(shapes[1:])


def body_of(track, fit, body):
    """The introduction of the refitted track where it still holds; None where the new track meets at other times."""
    if not fit or any([fit[key] != track[key] for key in ("shapes", "enrolment", "gates", "stages")]):
        return None
    return body if _days(fit) == _days(track) else None


def frame_of(request, week, name):
    """The shape and the start of a day in a track that is composed: as at that time in the refitted track where it meets then, else the weekday's."""
    fit = request["fit"]
    if fit:
        day = fit["weeks"][week * len(fit["weeks"]) // len(request["weeks"])]["days"].get(name)
        if day and day["shape"] in [shape["name"] for shape in request["shapes"]]:
            return {"shape": day["shape"], "start": day["start"]}
    return {"shape": usual_shape({"days": request["weekday_shapes"], "shapes": request["shapes"]}, name), "start": None}


def _days_of(track, weeks):
    """The days of each week, stretched or pressed to another length: one list where all weeks are alike."""
    days = [[name for name, _ in days_of(week)] for week in track["weeks"]]
    if all([week == days[0] for week in days]):
        return days[0]
    return [days[week * len(days) // weeks] for week in range(weeks)]


def _days(track):
    return [[(name, day["shape"], day["start"]) for name, day in days_of(week)] for week in track["weeks"]]
