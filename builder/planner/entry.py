"""Rolling entry: what someone meets who sits down for the first time on any day of the cycle."""

from builder.planner.timetable import timetable
from builder.planner.words import DAYS

SHORTEST_STAY = 4
"""Weeks of the shortest stay that is looked at."""

SHOWN = 3
"""How many best and worst days to start are named."""


def entry(catalogue, track):
    """Every day to start and every length of stay in a track that goes round: `{"stays", "entries", "best", "worst"}`.

    `stays`: the lengths of stay looked at, in weeks. An entry is `{"number", "week", "day", "first_day", "unprepared", "catch_up", "stays"}`:
    `number` of the meeting from 1; `first_day`: `[{"session", "newcomers"}]`; `unprepared`: over the longest stay,
    `[{"session", "week", "day", "after", "missing"}]` with `after` in meetings since entry; `catch_up`: what to read at home,
    `[{"session", "handouts", "for", "after"}]`; `stays`: `[{"weeks", "minutes", "meetings", "unprepared", "core_missed", "dose", "score"}]`,
    where `core_missed` is `[{"session", "week", "day", "in_weeks"}]`, the place and the wait from the last day of the stay until it returns (None
    when the track never teaches it), and `dose` maps modules to minutes in sessions.

    `score` is a whole number of percent, of what this stay could give: each place counts 2 when met prepared, 1 when it needs a recap on the
    first day, 0 when not; each core session counts 4 when met. `best` and `worst` name days to start by their mean score over the stays.
    """
    meetings = timetable(catalogue, track)
    weeks = len(track["weeks"])
    stays = list(range(min(SHORTEST_STAY, weeks), weeks + 1))
    core = catalogue["populations"][track["population"]]["core"]
    entries = [_entry(catalogue, core, meetings, weeks, stays, index) for index in range(len(meetings))]
    ranked = sorted([(-_mean(found), found["number"], found["week"], found["day"]) for found in entries])
    named = [{"number": number, "week": week, "day": day, "score": -score} for score, number, week, day in ranked]
    return {"stays": stays, "entries": entries, "best": named[:SHOWN], "worst": named[::-1][:SHOWN]}


def _entry(catalogue, core, meetings, weeks, stays, start):
    attended = _attended(meetings, weeks, start, stays[-1])
    unprepared = _unprepared(catalogue, attended)
    first = meetings[start]
    return {
        "number": start + 1,
        "week": first["week"],
        "day": first["day"],
        "first_day": [{"session": session, "newcomers": catalogue["sessions"][session]["newcomers"]} for session in _sessions(first)],
        "unprepared": unprepared,
        "catch_up": _catch_up(catalogue, unprepared),
        "stays": [_stay(catalogue, core, meetings, weeks, start, length, unprepared) for length in stays],
    }


def _attended(meetings, weeks, start, length):
    """The meetings of a stay, round the cycle: `[(days since entry, meeting)]`."""
    found = []
    begun = _day_number(meetings[start], 0)
    for turn in range(2):
        for index, meeting in enumerate(meetings):
            days = _day_number(meeting, turn * weeks) - begun
            if (turn or index >= start) and days < length * 7:
                found.append((days, meeting))
    return found


def _day_number(meeting, weeks_later):
    return (meeting["week"] - 1 + weeks_later) * 7 + DAYS.index(meeting["day"])


def _sessions(meeting):
    return [part["session"] for part in meeting["parts"] if part["session"]]


def _unprepared(catalogue, attended):
    met = set()
    found = []
    for after, (_, meeting) in enumerate(attended):
        for session in _sessions(meeting):
            about = catalogue["sessions"][session]
            missing = [required for required in about["requires"] if required not in met]
            if missing or (after == 0 and about["newcomers"] == "not-first"):
                found.append({"session": session, "week": meeting["week"], "day": meeting["day"], "after": after, "missing": missing})
            met.add(session)
    return found


def _catch_up(catalogue, unprepared):
    """What to read at home before each session met unprepared, the whole way down, in the order in which it is needed."""
    read = set()
    rows = []
    for gap in unprepared:
        for required in _closed(catalogue, gap["missing"]):
            if required not in read:
                read.add(required)
                handouts = catalogue["sessions"][required]["handouts"]
                rows.append({"session": required, "handouts": handouts, "for": gap["session"], "after": gap["after"]})
    return rows


def _closed(catalogue, sessions):
    """These sessions and all that they require, each after what it requires."""
    order = []
    for session in sessions:
        for required in _closed(catalogue, catalogue["sessions"][session]["requires"]) + [session]:
            if required not in order:
                order.append(required)
    return order


def _stay(catalogue, core, meetings, weeks, start, length, unprepared):
    attended = _attended(meetings, weeks, start, length)
    gaps = [gap for gap in unprepared if gap["after"] < len(attended)]
    dose: dict[str, int] = {}
    met = set()
    places = 0
    for _, meeting in attended:
        for part in meeting["parts"]:
            if part["session"]:
                places += 1
                met.add(part["session"])
                module = catalogue["sessions"][part["session"]]["module"]
                dose[module] = dose.get(module, 0) + part["minutes"]
    recaps = [session for session in _sessions(meetings[start]) if catalogue["sessions"][session]["newcomers"] == "with-recap"]
    recaps = [session for session in recaps if session not in [gap["session"] for gap in gaps if gap["after"] == 0]]
    missed = [session for session in core if session not in met]
    points = 2 * (places - len(gaps)) - len(recaps) + 4 * (len(core) - len(missed))
    return {
        "weeks": length,
        "meetings": len(attended),
        "minutes": sum([meeting["minutes"] for _, meeting in attended]),
        "unprepared": len(gaps),
        "core_missed": [_returns(session, meetings, weeks, start, attended) for session in missed],
        "dose": dose,
        "score": (100 * points) // (2 * places + 4 * len(core)) if places else 0,
    }


def _returns(session, meetings, weeks, start, attended):
    """When a core session that a stay missed comes next, counted from the last day of the stay."""
    left = attended[-1][0]
    for days, meeting in _attended(meetings, weeks, start, 2 * weeks):
        if days > left and session in _sessions(meeting):
            return {"session": session, "week": meeting["week"], "day": meeting["day"], "in_weeks": (days - left + 6) // 7}
    return {"session": session, "week": None, "day": None, "in_weeks": None}


def _mean(found):
    """Mean score of an entry over its stays, in whole percent."""
    scores = [stay["score"] for stay in found["stays"]]
    return sum(scores) // len(scores)
