"""The list scheduler: meeting by meeting, the most urgent session whose prerequisites are done."""

from builder.planner import objective
from builder.planner.draft import Draft

PACE = 4
"""Points that a module lagging one whole place behind its share is worth; they spread each module over the weeks."""


def schedule(problem):
    """A first draft that keeps every hard rule, or the number of the meeting for which nothing is left."""
    draft = Draft(problem)
    due = _due(problem)
    done = 0
    for d, places in enumerate(problem["places"]):
        for i in problem["fixed"][d]:
            draft.add(d, i)
        while len(draft.plan[d]) < places:
            done += 1
            i = _most_urgent(problem, draft, due, d, done)
            if i is None:
                return None, d
            draft.add(d, i)
    return draft, None


def _due(problem):
    """For each session that must be taught the last meeting at which it can be, pins considered."""
    last = len(problem["places"]) - 1
    due = [last if must else None for must in problem["must"]]
    for i, pinned in enumerate(problem["pinned"]):
        if pinned is not None:
            _pull(problem, due, i, pinned)
    return due


def _pull(problem, due, i, meeting):
    if due[i] is None or due[i] > meeting:
        due[i] = meeting
    for required in problem["requires"][i]:
        if due[required] is None or due[required] > due[i]:
            _pull(problem, due, required, due[i])


def _most_urgent(problem, draft, due, d, done):
    deadline = _deadline(problem, draft, due, d)
    best = None
    for i in range(len(problem["ids"])):
        if not _can_stand(problem, draft, i, d):
            continue
        new = not draft.occurrences[i]
        if deadline is not None and (not new or due[i] is None or due[i] > deadline):
            continue
        key = (_urgency(problem, draft, i, d, done), -i)
        if best is None or key > best:
            best = key
    return -best[1] if best else None


def _deadline(problem, draft, due, d):
    """The first deadline that leaves no room for anything but the sessions due by then, or None."""
    waiting = [i for i, last in enumerate(due) if last is not None and not draft.occurrences[i] and problem["pinned"][i] is None]
    room = problem["places"][d] - len(draft.plan[d])
    for k in range(d, len(problem["places"])):
        if k > d:
            room += problem["places"][k] - len(problem["fixed"][k])
        pressing = [i for i in waiting if due[i] <= k]
        if pressing and len(pressing) >= room:
            return k
    return None


def _can_stand(problem, draft, i, d):
    if i in draft.plan[d]:
        return False
    pinned = problem["pinned"][i]
    if pinned is not None and d < pinned:
        return False
    return all([draft.occurrences[required] for required in problem["requires"][i]])


def _urgency(problem, draft, i, d, done):
    """Points of placing a session now, and what waiting with it would cost."""
    module, week = problem["module"][i], problem["week_of"][d]
    meetings = draft.occurrences[i]
    day = draft.plan[d]
    points = objective.day_points(problem, day + [i]) - objective.day_points(problem, day) if day else 0
    if not meetings:
        points += problem["value"][i] - problem["waiting"][i][week] + 3 * _weight_of_waiting(problem, i, week)
        points += len([other for other in problem["needed_by"][i] if not draft.occurrences[other]])
        for before, after, weight in draft.pairs_of[i]:
            if after == i and not draft.occurrences[before]:
                points -= 2 * weight
    else:
        points += objective.session_points(problem, i, meetings + [d]) - objective.session_points(problem, i, meetings)
        points += min(3, week - problem["week_of"][meetings[-1]])
    counts = draft.counts[module]
    taught = sum(counts)
    lag = problem["share"][module] * done * PACE // sum(problem["places"]) - taught * PACE
    points += lag if lag < 2 * PACE else 2 * PACE
    if taught >= problem["share"][module]:
        points -= 2 * objective.SHARE
    return points


def _weight_of_waiting(problem, i, week):
    """What it costs to place a session a week later; negative where it would come too early."""
    waiting = problem["waiting"][i]
    return waiting[week + 1] - waiting[week] if week + 1 < len(waiting) else 1
