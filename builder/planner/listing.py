"""The list scheduler: meeting by meeting, the most urgent session whose prerequisites are done."""

from builder.planner import objective
from builder.planner.draft import Draft

PACE = 4
"""Points that a module lagging one whole place behind its share is worth; they spread each module over the weeks."""


def schedule(problem):
    """`(draft, None)` with a full draft, or `(None, meeting)` with the meeting for which nothing is left; in a draft that is kept it stays open.

    Each session stands after what it requires. Among many pins a session that must be taught may have found no place; the improvement mends that.
    """
    draft = Draft(problem)
    due = _due(problem)
    done = 0
    for d, places in enumerate(problem["places"]):
        for i in problem["fixed"][d]:
            draft.add(d, i)
        while len(draft.plan[d]) < places:
            done += 1
            i = _most_urgent(problem, draft, due, d, done)
            if i is None and problem["draft"]:
                break
            if i is None:
                return None, d
            draft.add(d, i)
    return draft, None


def _due(problem):
    """For each session that must be taught the last meeting at which it can be, pins and opening rules considered."""
    last = len(problem["places"]) - 1
    due = [last if must else None for must in problem["must"]]
    for deadlines in (problem["pinned"], problem["latest"]):
        for i, meeting in enumerate(deadlines):
            if meeting is not None:
                _pull(problem, due, i, meeting)
    return due


def _pull(problem, due, i, meeting):
    if due[i] is None or due[i] > meeting:
        due[i] = meeting
    for required in problem["requires"][i]:
        if due[required] is None or due[required] > due[i]:
            _pull(problem, due, required, due[i])


def _most_urgent(problem, draft, due, d, done):
    deadline = _deadline(problem, draft, due, d)
    taught = draft.places
    lag = [share * done * PACE // problem["total"] - taught[m] * PACE for m, share in enumerate(problem["share"])]
    over = [taught[m] >= share for m, share in enumerate(problem["share"])]
    day = draft.plan[d]
    today = objective.day_points(problem, day) if day else 0
    for due_only, lenient in ((True, 0), (False, 0), (False, 1), (False, 2)):
        if due_only and deadline is None:
            continue
        best = None
        for i in range(len(problem["ids"])):
            if not _can_stand(problem, draft, i, d, lenient):
                continue
            if due_only and (draft.occurrences[i] or due[i] is None or due[i] > deadline):
                continue
            m = problem["module"][i]
            points = _urgency(problem, draft, i, d, today) + min(lag[m], 2 * PACE) - (2 * objective.SHARE if over[m] else 0)
            if best is None or (points, -i) > best:
                best = (points, -i)
        if best:
            return -best[1]
    return None


def _deadline(problem, draft, due, d):
    """The first deadline that leaves no room for anything but the sessions due by then, or None."""
    waiting = sorted([last for i, last in enumerate(due) if last is not None and not draft.occurrences[i] and problem["pinned"][i] is None])
    if not waiting:
        return None
    room = problem["places"][d] - len(draft.plan[d])
    pressing = 0
    for k in range(d, len(problem["places"])):
        if k > d:
            room += problem["places"][k] - len(problem["fixed"][k])
        while pressing < len(waiting) and waiting[pressing] <= k:
            pressing += 1
        if pressing and pressing >= room:
            return k
    return None


def _can_stand(problem, draft, i, d, lenient):
    """Whether a session may stand at a meeting; from `lenient` 1 on it may come again after less than two weeks, from 2 on more often than allowed."""
    meetings = draft.occurrences[i]
    if problem["barred"][i]:
        return False
    if meetings:
        spaced = problem["week_of"][d] - problem["week_of"][meetings[-1]] >= objective.SPACING
        allowed = problem["most"][i] is None or len(meetings) < problem["most"][i]
        return i not in draft.plan[d] and (spaced or lenient > 0) and (allowed or lenient > 1)
    pinned = problem["pinned"][i]
    if pinned is not None and d < pinned:
        return False
    for required in problem["requires"][i]:
        if not draft.occurrences[required]:
            return False
    return True


def _urgency(problem, draft, i, d, today):
    """Points of placing a session now, and what waiting with it would cost."""
    week = problem["week_of"][d]
    meetings = draft.occurrences[i]
    day = draft.plan[d]
    points = objective.day_points(problem, day + [i]) - today if day else 0
    if meetings:
        points += objective.session_points(problem, i, meetings + [d]) - objective.session_points(problem, i, meetings)
        return points + min(3, week - problem["week_of"][meetings[-1]])
    points += problem["value"][i] - problem["waiting"][i][week] + 3 * _weight_of_waiting(problem, i, week)
    for other in problem["needed_by"][i]:
        if not draft.occurrences[other]:
            points += 1
    for before, after, weight, _ in draft.links_of[i]:
        if after == i and not draft.occurrences[before]:
            points -= 2 * weight
    return points


def _weight_of_waiting(problem, i, week):
    """What it costs to place a session a week later; negative where it would come too early."""
    waiting = problem["waiting"][i]
    return waiting[week + 1] - waiting[week] if week + 1 < len(waiting) else 1
