"""How a track stands to the rules of payers, states and levels of care. It measures; it never certifies."""

from builder.planner.coverage import missing_topics
from builder.planner.hours import as_hours, services
from builder.planner.timetable import timetable
from builder.planner.words import DAY_NAMES, counted, listed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from builder.model.plan_types import Catalogue, PlainStandard, PlainTrack, StandardMeasured

MET, NOT_MET, UNKNOWN = "met", "not met", "unknown"
DISCLAIMER = "Computed from this track's minutes without breaks. Not a legal opinion."


def measure(catalogue: "Catalogue", track: "PlainTrack", standards: "dict[str, PlainStandard]") -> "list[StandardMeasured]":
    """Each standard that the track names against the track: `[{"standard", "title", "status", "sentence", "requirements"}]`.

    `standards` maps an id to `{"title", "summary", "requirements"}`. A requirement comes back with its `text`, `source`, `url`, `checked_on` and
    `confidence`, and with `status` (met, not met, or unknown: for the program to show), `unit` (minutes, days, weeks, services, people, topics or
    None), `measured`, `margin` (how far on the right side of the bound, negative when short; None when nothing is measured), `week` (the weakest
    one, from 1, or None) and `sentence`.
    """
    meetings = timetable(catalogue, track)
    return [_measured(catalogue, track, meetings, name, standards[name]) for name in track["standards"]]


def measure_all(catalogue: "Catalogue", track: "PlainTrack") -> "list[StandardMeasured]":
    """As `measure`, every standard of the catalogue: first those that the track names."""
    named, standards, meetings = track["standards"], catalogue["standards"], timetable(catalogue, track)
    names = named + [name for name in sorted(standards) if name not in named]
    return [_measured(catalogue, track, meetings, name, standards[name]) for name in names]


def _measured(catalogue, track, meetings, name, standard):
    weeks = _by_week(meetings)
    results = []
    for asked in standard["requirements"]:
        result = MEASURES[asked["kind"]](catalogue, track, weeks, asked)
        for key in ("kind", "text", "minimum", "maximum", "topics", "source", "url", "checked_on", "confidence"):
            result[key] = asked[key]
        results.append(result)
    statuses = [result["status"] for result in results]
    status = NOT_MET if NOT_MET in statuses else MET if MET in statuses else UNKNOWN
    return {"standard": name, "title": standard["title"], "status": status, "sentence": _sum_up(standard["title"], results), "requirements": results}


def _sum_up(title, results):
    timed = [result["status"] for result in results if result["unit"] in ("minutes", "days", "weeks") and result["status"] != UNKNOWN]
    topics = [result for result in results if result["unit"] == "topics"]
    parts = []
    if timed:
        parts.append(("falls short of the hours of " if NOT_MET in timed else "meets the hours of ") + title)
    if topics:
        short = [result for result in topics if result["status"] == NOT_MET]
        verb = "does not cover all topics" if short else "covers the topics"
        parts.append(verb + (" it asks for" if timed else " of " + title))
    shown = len([result for result in results if result["status"] == UNKNOWN])
    if shown:
        rest = "%s for the program to show" % counted(shown, "point")
        parts.append(rest if parts else rest + ": " + title)
    sentence = ", and ".join(parts)
    return sentence[0].upper() + sentence[1:] + "."


def _hours_per_week(catalogue, track, weeks, asked):
    totals = [sum([meeting["minutes"] for meeting in week]) for week in weeks]
    return _bounded(asked, totals, "minutes", 60, "%s", lambda index: _missed_day(asked, totals, weeks, index))


def _hours_per_day(catalogue, track, weeks, asked):
    shortest = [min([meeting["minutes"] for meeting in week]) for week in weeks]
    longest = [max([meeting["minutes"] for meeting in week]) for week in weeks]
    return _bounded(asked, shortest, "minutes", 60, "%s a day", lambda index: "", longest)


def _days_per_week(catalogue, track, weeks, asked):
    days = [len(week) for week in weeks]
    return _bounded(asked, days, "days", 1, "%s", lambda index: _missed_week_day(asked, days, index))


def _weeks(catalogue, track, weeks, asked):
    result = _bounded(asked, [len(track["weeks"])], "weeks", 1, "%s", lambda index: "", where="The track")
    result["week"] = None
    return result


def _services_per_day(catalogue, track, weeks, asked):
    counts = [services([part["kind"] for part in meeting["parts"]]) for week in weeks for meeting in week]
    few, many = min(counts), max(counts)
    sentence = "%s a day, check-in and breaks not counted." % (counted(few, "service") if few == many else "%d to %d services" % (few, many))
    if asked["minimum"] is None and asked["maximum"] is None:
        return _result(UNKNOWN, "services", few, None, None, sentence)
    result = _bounded(asked, counts, "services", 1, "%s a day", lambda index: "")
    result["week"], result["sentence"] = None, sentence
    return result


def _group_size(catalogue, track, weeks, asked):
    return _result(UNKNOWN, "people", None, None, None, "A track does not hold the size of the group; the program shows it.")


def _topics(catalogue, track, weeks, asked):
    missing = missing_topics(catalogue, track, asked["topics"])
    covered = len(asked["topics"]) - len(missing)
    if missing:
        titles = [catalogue["topics"].get(topic, topic) for topic in missing]
        return _result(NOT_MET, "topics", covered, -len(missing), None, "No session of this track is on: %s." % listed(titles))
    return _result(MET, "topics", covered, 0, None, "Every topic has a session: %d of %d." % (covered, covered))


def _note(catalogue, track, weeks, asked):
    return _result(UNKNOWN, None, None, None, None, "Not in a track; the program shows it.")


MEASURES = {
    "hours-per-week": _hours_per_week,
    "hours-per-day": _hours_per_day,
    "days-per-week": _days_per_week,
    "services-per-day": _services_per_day,
    "weeks": _weeks,
    "group-size": _group_size,
    "topics": _topics,
    "note": _note,
}


def _result(status, unit, measured, margin, week, sentence):
    return {"status": status, "unit": unit, "measured": measured, "margin": margin, "week": week, "sentence": sentence}


def _bounded(asked, lowest, unit, scale, phrase, tight, highest=None, where=""):
    """A result for one number a week; `scale` turns the bound into `unit`, `tight` says what one missed day would do."""
    minimum, maximum = asked["minimum"], asked["maximum"]
    weak = lowest.index(min(lowest))
    highest = highest or lowest
    strong = highest.index(max(highest))
    if maximum is not None and highest[strong] > maximum * scale:
        over = highest[strong] - maximum * scale
        sentence = "%s has %s, %s over the upper bound." % (
            where or "Week %d" % (strong + 1),
            phrase % _amount(highest[strong], unit),
            _amount(over, unit),
        )
        return _result(NOT_MET, unit, highest[strong], -over, strong + 1, sentence)
    if minimum is None:
        sentence = "No week has more than %s, within the bound." % (phrase % _amount(highest[strong], unit))
        return _result(MET, unit, highest[strong], maximum * scale - highest[strong], strong + 1, sentence)
    margin = lowest[weak] - minimum * scale
    where = where or ("Every week" if min(lowest) == max(lowest) else "Week %d, the weakest," % (weak + 1))
    measured = "%s has %s" % (where, phrase % _amount(lowest[weak], unit))
    if margin < 0:
        return _result(NOT_MET, unit, lowest[weak], margin, weak + 1, "%s, %s short." % (measured, _amount(-margin, unit)))
    warning = tight(weak)
    above = "no margin" if margin == 0 else "%s above the floor" % _amount(margin, unit)
    return _result(MET, unit, lowest[weak], margin, weak + 1, "%s, %s%s." % (measured, above, "; " + warning if warning else ""))


def _missed_day(asked, totals, weeks, weak):
    """What a missed day does to the weakest week, whose margin is not negative."""
    if asked["minimum"] is None:
        return ""
    margin = totals[weak] - asked["minimum"] * 60
    minutes = [meeting["minutes"] for meeting in weeks[weak]]
    falls = "%s falls under %d h" % ("any week" if min(totals) == max(totals) else "week %d" % (weak + 1), asked["minimum"])
    if margin < min(minutes):
        return "one missed day and " + falls
    if margin < max(minutes):
        longest = [meeting["day"] for meeting in weeks[weak] if meeting["minutes"] == max(minutes)][0]
        return "a missed %s and %s" % (DAY_NAMES[longest], falls)
    return ""


def _missed_week_day(asked, days, weak):
    if asked["minimum"] is None or days[weak] > asked["minimum"]:
        return ""
    return "one missed day and %s falls under %s" % (
        "any week" if min(days) == max(days) else "week %d" % (weak + 1),
        counted(asked["minimum"], "day"),
    )


def _amount(number, unit):
    return as_hours(number) if unit == "minutes" else counted(number, unit[:-1])


def _by_week(meetings):
    weeks: dict[int, list] = {}
    for meeting in meetings:
        weeks.setdefault(meeting["week"], []).append(meeting)
    return [weeks[number] for number in sorted(weeks)]
