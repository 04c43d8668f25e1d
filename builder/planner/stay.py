"""One person's stay: which meetings they come to, by the stage that they are in, counted from their own first day."""

from builder.planner.standards import NOT_MET, measured
from builder.planner.timetable import day_of_cycle, days_of, starts_of, timetable
from builder.planner.words import DAY_NAMES, DAYS, counted, finding, listed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from builder.model.plan_types import Catalogue, PersonsStay, PlainStage, PlainTrack


def weeks_of_stay(track):
    """How many weeks a person stays: those of the stages, or of the track; a cohort's stay ends with the track."""
    weeks, staged = len(track["weeks"]), sum([stage["weeks"] for stage in track["stages"]])
    return min(weeks, staged or weeks) if track["enrolment"] == "cohort" else staged or weeks


def stage_of(track, week):
    """The stage of a person's own week, from 0; None without stages, and after the last."""
    for stage in track["stages"]:
        if week < stage["weeks"]:
            return stage
        week -= stage["weeks"]
    return None


def attended(track, ahead):
    """Those of the meetings `[(days since the start, meeting)]` to which someone comes: all, or as many a week as their stage has."""
    if not track["stages"]:
        return ahead
    came: list = []
    counts: dict[int, int] = {}
    for days, meeting in ahead:
        week = days // 7
        stage = stage_of(track, week)
        if stage is None:
            continue
        if meeting["day"] in stage["days"] if not isinstance(stage["days"], int) else counts.get(week, 0) < stage["days"]:
            counts[week] = counts.get(week, 0) + 1
            came.append((days, meeting))
    return came


def ahead_of(meetings, weeks, start, length):
    """The meetings from one on, round the cycle of `weeks` weeks as often as `length` weeks ask for: `[(days since the start, meeting)]`."""
    begun = day_of_cycle(meetings[start])
    ahead = [(day_of_cycle(meeting) - begun, meeting) for meeting in meetings[start:]]
    for turn in range(1, length // weeks + 2):
        ahead.extend([(day_of_cycle(meeting) - begun + turn * weeks * 7, meeting) for meeting in meetings])
    return ahead


def stays(catalogue: "Catalogue", track: "PlainTrack") -> "list[PersonsStay]":
    """For each day on which people may start, what they then get: `[{"number", "week", "day", "minutes", "weeks"}]`.

    `weeks` are the person's own: `[{"week", "stage", "days", "minutes"}]`, `stage` its title or empty.
    """
    meetings = timetable(catalogue, track)
    length = weeks_of_stay(track)
    rows: list = []
    for start in starts_of(catalogue, track):
        came = attended(track, _until(ahead_of(meetings, len(track["weeks"]), start, length), length))
        weeks = []
        for week in range(length):
            here = [meeting["minutes"] for days, meeting in came if days // 7 == week]
            stage = stage_of(track, week)
            weeks.append({"week": week + 1, "stage": stage["title"] if stage else "", "days": len(here), "minutes": sum(here)})
        total = sum([week["minutes"] for week in weeks])
        rows.append({"number": start + 1, "week": meetings[start]["week"], "day": meetings[start]["day"], "minutes": total, "weeks": weeks})
    return rows


def _until(ahead, weeks):
    return [(days, meeting) for days, meeting in ahead if days < weeks * 7]


def stages_fit_the_track(catalogue, track):
    """`stage-short`: days and weeks of a stage that the track does not have, so that a person would get less than the stage says."""
    weeks = [[name for name, _ in days_of(week)] for week in track["weeks"]]
    most, first = max([0] + [len(names) for names in weeks]), 0
    for number, stage in enumerate(track["stages"]):
        days, label = stage["days"], "the stage '%s'" % stage["title"]
        if isinstance(days, int) and days > most:
            message = "%s has %s a week, the track at most %d" % (label, counted(days, "day"), most)
            yield finding("stage-short", ["stages", number, "days"], message, "give the stage fewer days, or the track more")
        never = [] if isinstance(days, int) else [day for day in days if not any([day in names for names in weeks])]
        if never:
            message = "%s has %s, on which the track never meets" % (label, listed([DAY_NAMES[day] for day in never]))
            yield finding("stage-short", ["stages", number, "days"], message, "name days on which the track meets")
        first += stage["weeks"]
        if track["enrolment"] == "cohort" and first > len(weeks):
            message = "%s goes on to week %d, and a cohort's track ends after %s" % (label, first, counted(len(weeks), "week"))
            yield finding("stage-short", ["stages", number, "weeks"], message, "shorten the stages, or add weeks")
            return


def stages_meet_their_standards(catalogue, track):
    """`stage-short`: what a person gets in a stage, from the start day that is worst for it, against what the stage has to meet."""
    if not track["stages"]:
        return
    length, weeks, meetings = weeks_of_stay(track), len(track["weeks"]), timetable(catalogue, track)
    starts = [(start, attended(track, _until(ahead_of(meetings, weeks, start, length), length))) for start in starts_of(catalogue, track)]
    first = 0
    for number, stage in enumerate(track["stages"]):
        for index, name in enumerate(stage["standards"]):
            for asked in catalogue["standards"][name]["requirements"]:
                if asked["kind"] in ("topics", "weeks", "note", "group-size"):
                    continue
                found = _worst_start(catalogue, track, starts, meetings, first, stage["weeks"], asked)
                if found:
                    message = "whoever starts in week %d on %s, in the stage '%s': %s" % (found[1], found[2], stage["title"], found[3])
                    yield finding("stage-short", ["stages", number, "standards", index], message, "give the stage more days, or another standard")
        first += stage["weeks"]


def _worst_start(catalogue, track, starts, meetings, first, length, asked):
    worst = None
    for start, came in starts:
        weeks = [(week + 1, [meeting for days, meeting in came if days // 7 == week]) for week in range(first, first + length)]
        result = measured(catalogue, track, weeks, asked)
        if result["status"] == NOT_MET and (worst is None or (result["margin"] or 0) < worst[0]):
            worst = (
                result["margin"] or 0,
                meetings[start]["week"],
                DAY_NAMES[meetings[start]["day"]],
                _lower(result["sentence"].rstrip(".")) + ", counted from their first day",
            )
    return worst


def _lower(sentence):
    return sentence[0].lower() + sentence[1:]


def stage_words(stage: "PlainStage") -> str:
    """`4 weeks of 3 days (Monday, Wednesday, Friday)`."""
    days = stage["days"]
    named = "" if isinstance(days, int) else " (%s)" % ", ".join([DAY_NAMES[day] for day in DAYS if day in days])
    return "%s of %s%s" % (counted(stage["weeks"], "week"), counted(days if isinstance(days, int) else len(days), "day"), named)
