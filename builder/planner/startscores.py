"""How good each day is to start on, without the rest of the entry table: the same scores, fast enough to follow every move on the board."""

from builder.planner.entry import SHORTEST_STAY
from builder.planner.stay import ahead_of, attended, weeks_of_stay
from builder.planner.timetable import starts_of, visits


def start_scores(catalogue, track):
    """`[{"number", "week", "day", "score"}]` for every day on which people may start; `score` is the mean that `entry.entry` names days by."""
    meetings = visits(catalogue, track)
    length = weeks_of_stay(track)
    core = catalogue["populations"][track["population"]]["core"]
    rows = []
    for start in starts_of(catalogue, track):
        ahead = [(days, visit) for days, visit in ahead_of(meetings, len(track["weeks"]), start, length) if days < length * 7]
        first = meetings[start]
        score = _score(catalogue["sessions"], core, attended(track, ahead), first, length)
        rows.append({"number": start + 1, "week": first["week"], "day": first["day"], "score": score})
    return rows


def _score(sessions, core, came, first, length):
    """Mean over the stays, in one walk: what a stay of some weeks has is what the shorter ones have, and more."""
    met = set()
    places = unprepared = missed = total = index = 0
    not_ready = []
    missed = len(core)
    shortest = min(SHORTEST_STAY, length)
    for weeks in range(shortest, length + 1):
        while index < len(came) and came[index][0] < weeks * 7:
            for session, _ in came[index][1]["sessions"]:
                about = sessions[session]
                waits = about["requires"] and any([required not in met for required in about["requires"]])
                if waits or (index == 0 and about["newcomers"] == "not-first"):
                    unprepared += 1
                    if index == 0:
                        not_ready.append(session)
                if session not in met:
                    met.add(session)
                    missed -= session in core
                places += 1
            index += 1
        recaps = [session for session, _ in first["sessions"] if session not in not_ready and sessions[session]["newcomers"] == "with-recap"]
        whole = 2 * places + 4 * len(core)
        points = 2 * (places - unprepared) - len(recaps) + 4 * (len(core) - missed)
        total += 100 * points // whole if whole else 0
    return total // (length + 1 - shortest)
