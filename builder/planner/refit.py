"""What a director says, made into a request: what is left out comes from the track that is refitted, or from the shape of a day below."""

from builder.planner.timetable import days_of

SHAPE = (("check-in", 15), ("session", None), ("break", 10), ("session", None), ("break", 10), ("process", 50))
"""The shape of a day where none is given: with sessions of 60 minutes 3 h 05 min, breaks left out."""

NEEDED = ("population", "weeks", "days", "start")
"""What has to be said when no track is refitted."""

OWN = ("population", "enrolment", "standards", "start", "day")
"""What a refitted track gives where nothing else is asked for."""


def request_of(asked, fit=None):
    """The request for `compose`.

    `asked` holds any of population, weeks, days, start (minutes after midnight), day, enrolment, standards, title, pins, exclude and emphasis, as
    `compose` takes them; `fit` is the track to refit, or None. Without it, the keys in NEEDED must be there (`weeks` not, where days are given for
    each week).
    """
    request: dict = {"day": [{"kind": kind, "minutes": minutes} for kind, minutes in SHAPE]}
    if fit:
        for key in OWN:
            request[key] = fit[key]
        request["fit"] = fit
        length = len(fit["weeks"])
        weeks = asked.get("weeks", length)
        request["weeks"] = weeks
        request["days"] = _days_of(fit, weeks)
        request["title"] = fit["title"].replace("%d weeks" % length, "%d weeks" % weeks)
    request.update(asked)
    if request["days"] and not isinstance(request["days"][0], str):
        request["weeks"] = len(request["days"])
    return request


def body_of(track, fit, body):
    """The introduction of the refitted track where it still holds; None where the new track meets at other times."""
    if not fit or fit["start"] != track["start"] or fit["day"] != track["day"] or fit["enrolment"] != track["enrolment"]:
        return None
    return body if _days(fit) == _days(track) else None


def _days_of(track, weeks):
    """The days of each week, stretched or pressed to another length: one list where all weeks are alike."""
    days = _days(track)
    if all([week == days[0] for week in days]):
        return days[0]
    return [days[week * len(days) // weeks] for week in range(weeks)]


def _days(track):
    return [[day for day, _ in days_of(week)] for week in track["weeks"]]
