"""How a track stands to the rules of payers, states and levels of care. It measures; it never certifies."""

from builder.planner.coverage import missing_topics
from builder.planner.hours import as_hours, minutes_of, services_of
from builder.planner.timetable import by_stream, timetable
from builder.planner.words import DAY_NAMES, counted, listed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from builder.model.plan_types import Catalogue, PlainStandard, PlainTrack, StandardMeasured

MET, NOT_MET, UNKNOWN = "met", "not met", "unknown"
MONTH = 4
"""Weeks that are taken for a month: any of them in a row."""

DISCLAIMER = "Computed from this track's minutes without breaks. Not a legal opinion."


def measure(catalogue: "Catalogue", track: "PlainTrack", standards: "dict[str, PlainStandard]") -> "list[StandardMeasured]":
    """Each standard that the track names against the track: `[{"standard", "title", "status", "sentence", "requirements"}]`.

    `standards` maps an id to `{"title", "summary", "requirements"}`. A requirement comes back with its `text`, `source`, `url`, `checked_on` and
    `confidence`, and with `status` (met, not met, or unknown: for the program to show), `unit` (minutes, days, weeks, services, people, topics or
    None), `measured`, `margin` (how far on the right side of the bound, negative when short; None when nothing is measured), `week` (the weakest
    one, from 1, or None) and `sentence`. Where the track has streams, each requirement is that of the stream which stands worst to it.
    """
    parts = _streams(catalogue, track)
    return [_measured(catalogue, parts, name, standards[name]) for name in track["standards"]]


def measure_all(catalogue: "Catalogue", track: "PlainTrack") -> "list[StandardMeasured]":
    """As `measure`, every standard of the catalogue: first those that the track names."""
    named, standards, parts = track["standards"], catalogue["standards"], _streams(catalogue, track)
    names = named + [name for name in sorted(standards) if name not in named]
    return [_measured(catalogue, parts, name, standards[name]) for name in names]


def _streams(catalogue, track):
    """`[(title, track, weeks)]` of each stream, or of the track; `weeks` are `[(number, meetings)]`."""
    found = []
    for title, part in by_stream(track):
        weeks: list = [(number + 1, []) for number in range(len(part["weeks"]))]
        for meeting in timetable(catalogue, part):
            if meeting["minutes"]:
                weeks[meeting["week"] - 1][1].append(meeting)
        found.append((title, part, weeks))
    return found


def _measured(catalogue, streams, name, standard):
    results = []
    for asked in standard["requirements"]:
        found = []
        for title, track, weeks in streams:
            result = measured(catalogue, track, _meant(track, name, weeks), asked)
            if title and result["unit"] is not None:
                result["sentence"] = "%s: %s" % (title, result["sentence"])
            found.append(result)
        results.append(_worst(found))
    statuses = [result["status"] for result in results]
    status = NOT_MET if NOT_MET in statuses else MET if MET in statuses else UNKNOWN
    return {"standard": name, "title": standard["title"], "status": status, "sentence": _sum_up(standard["title"], results), "requirements": results}


def measured(catalogue, track, weeks, asked):
    """One requirement against some weeks of a track, `[(number, meetings)]`."""
    result = MEASURES[asked["kind"]](catalogue, track, weeks, asked)
    for key in ("kind", "text", "minimum", "maximum", "of", "topics", "source", "url", "checked_on", "confidence"):
        result[key] = asked[key]
    return result


def _worst(found):
    worst = found[0]
    for result in found[1:]:
        if (result["status"] == NOT_MET, -(result["margin"] or 0)) > (worst["status"] == NOT_MET, -(worst["margin"] or 0)):
            worst = result
    return worst


def _meant(track, name, weeks):
    """The weeks for which the track names a standard."""
    first, last = track["standard_weeks"].get(name, (1, len(weeks)))
    return [week for week in weeks if first <= week[0] <= last]


def _sum_up(title, results):
    timed = [result["status"] for result in results if result["unit"] in ("minutes", "days", "weeks") and result["status"] != UNKNOWN]
    topics = [result for result in results if result["unit"] == "topics"]
    parts = []
    if timed:
        parts.append(("falls short of the hours of " if NOT_MET in timed else "meets the hours of ") + title)
    counts = [result["status"] for result in results if result["unit"] in ("services", "people") and result["status"] != UNKNOWN]
    if counts:
        verb = "misses a number of services or people" if NOT_MET in counts else "keeps the numbers of services and people"
        parts.append(verb + (" that it asks for" if parts else " of " + title))
    if topics:
        short = [result for result in topics if result["status"] == NOT_MET]
        verb = "does not cover all topics" if short else "covers the topics"
        parts.append(verb + (" it asks for" if parts else " of " + title))
    shown = len([result for result in results if result["status"] == UNKNOWN])
    if shown:
        rest = "%s for the program to show" % counted(shown, "point")
        parts.append(rest if parts else rest + ": " + title)
    sentence = ", and ".join(parts)
    return sentence[0].upper() + sentence[1:] + "."


def _hours_per_week(catalogue, track, weeks, asked):
    totals = [(number, sum([minutes_of(meeting["parts"], asked["of"]) for meeting in meetings])) for number, meetings in weeks]
    return _bounded(asked, totals, "minutes", _of_kinds(asked, "%s"), lambda index: _missed_day(asked, weeks[index][1], totals, index))


def _hours_per_day(catalogue, track, weeks, asked):
    days = [(number, [minutes_of(meeting["parts"], asked["of"]) for meeting in meetings]) for number, meetings in weeks if meetings]
    shortest = [(number, min(minutes)) for number, minutes in days]
    longest = [(number, max(minutes)) for number, minutes in days]
    return _bounded(asked, shortest, "minutes", _of_kinds(asked, "%s a day"), _nothing, longest)


def _hours_per_month(catalogue, track, weeks, asked):
    return _per_month(weeks, asked, "minutes", minutes_of)


def _services_per_month(catalogue, track, weeks, asked):
    return _per_month(weeks, asked, "services", services_of)


def _per_month(weeks, asked, unit, amount_of):
    """Any four weeks in a row; a track of fewer has none."""
    by_week = [sum([amount_of(meeting["parts"], asked["of"]) for meeting in meetings]) for _, meetings in weeks]
    months = [(weeks[index][0], sum(by_week[index : index + MONTH])) for index in range(len(weeks) - MONTH + 1)]
    if not months:
        return _result(UNKNOWN, unit, None, None, None, "There are fewer than %d weeks; the program shows it." % MONTH)
    every = "Every %d weeks in a row" % MONTH
    return _bounded(asked, months, unit, _of_kinds(asked, "%s"), _nothing, every=every, one="The %d weeks from week %%d on" % MONTH)


def _days_per_week(catalogue, track, weeks, asked):
    days = [(number, len(meetings)) for number, meetings in weeks]
    return _bounded(asked, days, "days", "%s", lambda index: _missed_week_day(asked, days, index))


def _weeks(catalogue, track, weeks, asked):
    result = _bounded(asked, [(1, len(track["weeks"]))], "weeks", "%s", _nothing, every="The track", one="The track")
    result["week"] = None
    return result


def _services_per_week(catalogue, track, weeks, asked):
    totals = [(number, sum([services_of(meeting["parts"], asked["of"]) for meeting in meetings])) for number, meetings in weeks]
    return _bounded(asked, totals, "services", _of_kinds(asked, "%s"), _nothing)


def _services_per_day(catalogue, track, weeks, asked):
    counts = [(number, services_of(meeting["parts"], asked["of"])) for number, meetings in weeks for meeting in meetings]
    if not counts:
        return _without_meetings("services")
    few, many = min([count for _, count in counts]), max([count for _, count in counts])
    words = "%s a day, check-in and breaks not counted." % (counted(few, "service") if few == many else "%d to %d services" % (few, many))
    sentence = _of_kinds(asked, "%s") % words
    if asked["minimum"] is None and asked["maximum"] is None:
        return _result(UNKNOWN, "services", few, None, None, sentence)
    result = _bounded(asked, counts, "services", "%s a day", _nothing)
    result["week"], result["sentence"] = None, sentence
    return result


def _group_size(catalogue, track, weeks, asked):
    """The largest group that the track allows, in the kinds asked for that it has."""
    sizes = track["group_size"]
    held = set([part["kind"] for _, meetings in weeks for meeting in meetings for part in meeting["parts"]])
    kinds = [kind for kind in asked["of"] if kind in held]
    if asked["of"] and not kinds and held:
        return _result(MET, "people", 0, 0, None, "The track has no such group.")
    said = [sizes.get(kind, sizes.get("all")) for kind in kinds] if kinds else [sizes[kind] for kind in sorted(sizes)]
    if not said or None in said:
        return _result(UNKNOWN, "people", None, None, None, "A track does not hold the size of the group; the program shows it.")
    return _bounded(asked, [(1, max(said))], "people", "at most %s", _nothing, every="The group", one="The group")


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
    "hours-per-month": _hours_per_month,
    "days-per-week": _days_per_week,
    "services-per-day": _services_per_day,
    "services-per-week": _services_per_week,
    "services-per-month": _services_per_month,
    "weeks": _weeks,
    "group-size": _group_size,
    "topics": _topics,
    "note": _note,
}


def _nothing(index):
    return ""


def _result(status, unit, measured, margin, week, sentence):
    return {"status": status, "unit": unit, "measured": measured, "margin": margin, "week": week, "sentence": sentence}


def _without_meetings(unit):
    return _result(NOT_MET, unit, 0, 0, None, "No week of it has a meeting.")


def _of_kinds(asked, phrase):
    """A phrase that names the kinds which alone count, where only some do."""
    return "%s of %s" % (phrase, listed([kind.replace("-", " ") for kind in asked["of"]])) if asked["of"] else phrase


def _bounded(asked, lowest, unit, phrase, tight, highest=None, every="Every week", one="Week %d"):
    """A result for one number a week, `[(week, number)]`; `tight` says what one missed day would do to the one at an index."""
    if not lowest:
        return _without_meetings(unit)
    minimum, maximum = asked["minimum"], asked["maximum"]
    numbers = [number for _, number in lowest]
    weak = numbers.index(min(numbers))
    highest = highest or lowest
    tops = [number for _, number in highest]
    strong = tops.index(max(tops))
    if maximum is not None and tops[strong] > maximum:
        over = tops[strong] - maximum
        measured = "%s has %s, %s over the upper bound." % (
            _named(one, highest[strong][0]),
            phrase % _amount(tops[strong], unit),
            _amount(over, unit),
        )
        return _result(NOT_MET, unit, tops[strong], -over, highest[strong][0], measured)
    if minimum is None:
        sentence = "%s has %s, within the bound." % (every, phrase % _amount(tops[strong], unit))
        if min(numbers) != max(tops):
            sentence = "No week has more than %s, within the bound." % (phrase % _amount(tops[strong], unit))
        return _result(MET, unit, tops[strong], maximum - tops[strong], highest[strong][0], sentence)
    margin = numbers[weak] - minimum
    where = every if min(numbers) == max(numbers) else _named(one, lowest[weak][0]) + ", the weakest,"
    measured = "%s has %s" % (where, phrase % _amount(numbers[weak], unit))
    if margin < 0:
        return _result(NOT_MET, unit, numbers[weak], margin, lowest[weak][0], "%s, %s short." % (measured, _amount(-margin, unit)))
    warning = tight(weak)
    above = "no margin" if margin == 0 else "%s above the floor" % _amount(margin, unit)
    return _result(MET, unit, numbers[weak], margin, lowest[weak][0], "%s, %s%s." % (measured, above, "; " + warning if warning else ""))


def _named(one, week):
    return one % week if "%d" in one else one


def _missed_day(asked, meetings, totals, weak):
    """What a missed day does to the weakest week, whose margin is not negative."""
    if asked["minimum"] is None or not meetings:
        return ""
    margin = totals[weak][1] - asked["minimum"]
    minutes = [minutes_of(meeting["parts"], asked["of"]) for meeting in meetings]
    numbers = [number for _, number in totals]
    falls = "%s falls under %s" % ("any week" if min(numbers) == max(numbers) else "week %d" % totals[weak][0], as_hours(asked["minimum"]))
    if margin < min(minutes):
        return "one missed day and " + falls
    if margin < max(minutes):
        longest = [meeting["day"] for index, meeting in enumerate(meetings) if minutes[index] == max(minutes)][0]
        return "a missed %s and %s" % (DAY_NAMES[longest], falls)
    return ""


def _missed_week_day(asked, days, weak):
    if asked["minimum"] is None or days[weak][1] > asked["minimum"]:
        return ""
    numbers = [number for _, number in days]
    return "one missed day and %s falls under %s" % (
        "any week" if min(numbers) == max(numbers) else "week %d" % days[weak][0],
        counted(asked["minimum"], "day"),
    )


def _amount(number, unit):
    if unit == "people":
        return "1 person" if number == 1 else "%d people" % number
    return as_hours(number) if unit == "minutes" else counted(number, unit[:-1])
