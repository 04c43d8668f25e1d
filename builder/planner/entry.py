"""Rolling entry: what someone meets who sits down for the first time on any day of the cycle."""

from builder.planner.deadlines import closed
from builder.planner.firstday import first_day_handouts, waits
from builder.planner.stay import ahead_of, attended, weeks_of_stay
from builder.planner.timetable import teaches, visits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from builder.model.plan_types import Catalogue, EntryTable, PlainTrack

SHORTEST_STAY = 4
"""Weeks of the shortest stay that is looked at."""

SHOWN = 3
"""How many best and worst days to start are named."""


def entry(catalogue: "Catalogue", track: "PlainTrack", any_day: bool = False) -> "EntryTable":
    """Every day on which people may start, and every length of stay, in a track that goes round: `{"stays", "entries", "best", "worst"}`. With stages, a
    person comes on the days of the stage that they are in. `any_day` looks at every meeting, whatever the enrolment says.

    `stays`: the lengths of stay looked at, in weeks. An entry is `{"number", "week", "day", "given", "waits", "first_day", "unprepared", "catch_up", "stays"}`:
    `number` of the meeting from 1; `given`: ids of the handouts of a first day; `waits` as `firstday.waits` tells; `first_day`: `[{"session", "newcomers"}]`; `unprepared`: over the longest stay,
    `[{"session", "week", "day", "after", "missing"}]` with `after` in meetings since entry; `catch_up`: what to read at home,
    `[{"session", "handouts", "for", "after"}]`; `stays`: `[{"weeks", "minutes", "meetings", "unprepared", "core_missed", "dose", "score"}]`,
    where `core_missed` is `[{"session", "week", "day", "in_weeks"}]`, the place and the wait from the last day of the stay until it returns (None
    when the track never teaches it), and `dose` maps modules to minutes in sessions.

    `score` is a whole number of percent, of what this stay could give: each place counts 2 when met prepared, 1 when it needs a recap on the
    first day, 0 when not; each core session counts 4 when met. `best` and `worst` name days to start by their mean score over the stays.
    """
    meetings = visits(catalogue, track)
    weeks = weeks_of_stay(track)
    stays = list(range(min(SHORTEST_STAY, weeks), weeks + 1))
    core = catalogue["populations"][track["population"]]["core"]
    told = waits(catalogue, track, any_day)
    given = first_day_handouts(catalogue, track["population"])
    entries = [
        _entry(catalogue, core, track, ahead_of(meetings, len(track["weeks"]), row["number"] - 1, weeks), stays, row["number"]) for row in told
    ]
    for found, row in zip(entries, told):
        found["given"] = given
        found["waits"] = row["waits"]
    ranked = sorted([(-_mean(found), found["number"], found["week"], found["day"]) for found in entries])
    named: list = [{"number": number, "week": week, "day": day, "score": -score} for score, number, week, day in ranked]
    return {"stays": stays, "entries": entries, "best": named[:SHOWN], "worst": named[::-1][:SHOWN]}


def _entry(catalogue, core, track, ahead, stays, number):
    first = ahead[0][1]
    came = attended(track, [(days, visit) for days, visit in ahead if days < stays[-1] * 7])
    unprepared = _unprepared(catalogue, came)
    return {
        "number": number,
        "week": first["week"],
        "day": first["day"],
        "first_day": [{"session": session, "newcomers": catalogue["sessions"][session]["newcomers"]} for session, _ in first["sessions"]],
        "unprepared": unprepared,
        "catch_up": _catch_up(catalogue, unprepared),
        "stays": [_stay(catalogue, core, came, ahead, weeks, unprepared) for weeks in stays],
    }


def _unprepared(catalogue, came):
    met = set()
    found = []
    for after, (_, visit) in enumerate(came):
        for session, _ in visit["sessions"]:
            about = catalogue["sessions"][session]
            missing = [required for required in about["requires"] if required not in met]
            if missing or (after == 0 and about["newcomers"] == "not-first"):
                found.append({"session": session, "week": visit["week"], "day": visit["day"], "after": after, "missing": missing})
            met.add(session)
    return found


def _catch_up(catalogue, unprepared):
    """What to read at home before each session met unprepared, the whole way down, in the order in which it is needed."""
    read = set()
    rows = []
    for gap in unprepared:
        for required in closed(catalogue, gap["missing"]):
            if required not in read:
                read.add(required)
                handouts = catalogue["sessions"][required]["handouts"]
                rows.append({"session": required, "handouts": handouts, "for": gap["session"], "after": gap["after"]})
    return rows


def _stay(catalogue, core, came, ahead, weeks, unprepared):
    number = len([days for days, _ in came if days < weeks * 7])
    gaps = [gap for gap in unprepared if gap["after"] < number]
    dose: dict[str, int] = {}
    met = set()
    places = treated = 0
    for _, visit in came[:number]:
        treated += visit["minutes"]
        for session, minutes in visit["sessions"]:
            places += 1
            met.add(session)
            module = catalogue["sessions"][session]["module"]
            dose[module] = dose.get(module, 0) + minutes
    not_ready = [gap["session"] for gap in gaps if gap["after"] == 0]
    first_day = [session for session, _ in ahead[0][1]["sessions"] if session not in not_ready]
    recaps = [session for session in first_day if catalogue["sessions"][session]["newcomers"] == "with-recap"]
    missed = [session for session in core if session not in met]
    points = 2 * (places - len(gaps)) - len(recaps) + 4 * (len(core) - len(missed))
    whole = 2 * places + 4 * len(core)
    return {
        "weeks": weeks,
        "meetings": number,
        "minutes": treated,
        "unprepared": len(gaps),
        "core_missed": [_returns(session, ahead, came[number - 1][0] if number else 0) for session in missed],
        "dose": dose,
        "score": 100 * points // whole if whole else 0,
    }


def _returns(session, ahead, left):
    """When a core session that a stay missed comes next, counted from the last day of the stay, `left` days after the first."""
    for days, visit in ahead:
        if days > left and teaches(visit, session):
            return {"session": session, "week": visit["week"], "day": visit["day"], "in_weeks": (days - left + 6) // 7}
    return {"session": session, "week": None, "day": None, "in_weeks": None}


def _mean(found):
    """Mean score of an entry over its stays, in whole percent."""
    scores = [stay["score"] for stay in found["stays"]]
    return sum(scores) // len(scores)
