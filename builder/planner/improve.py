"""Improvement: swaps of two places and exchanges of one, as long as a plan gains points. No hard rule is ever broken on the way."""


def improve(problem, draft, effort):
    """Let every place of a full draft in turn take the change that gains most, until nothing helps; returns the number of changes tried.

    No more than about `effort` changes are tried.
    """
    draft.count()
    places = [(d, k) for d, day in enumerate(draft.plan) for k in range(len(day)) if day[k] not in problem["fixed"][d]]
    tried = 0
    idle = 0
    while tried < effort and idle < len(places):
        for d, k in places:
            best, chosen = 0, None
            for move, a, b in _moves_of(problem, draft, places, d, k):
                tried += 1
                gain = draft.gain(move, a, b)
                if gain is not None and gain > best:
                    best, chosen = gain, (move, a, b)
            if chosen:
                draft.settle(*chosen)
                idle = 0
            else:
                idle += 1
            if tried >= effort or idle >= len(places):
                break
    return tried


def _moves_of(problem, draft, places, d, k):
    """Every change of one place that may keep the hard rules: `(move, a, b)`."""
    for e, n in places:
        found = _swap(problem, draft, d, k, e, n)
        if found:
            yield found
    for i in range(len(problem["ids"])):
        found = _exchange(problem, draft, d, k, i)
        if found:
            yield found


def _swap(problem, draft, d, k, e, n):
    if d == e:
        return None
    here, there = draft.plan[d][k], draft.plan[e][n]
    if here == there or there in draft.plan[d] or here in draft.plan[e]:
        return None
    if not (_may_move(problem, draft, here, d, e) and _may_move(problem, draft, there, e, d)):
        return None
    return [(d, k, there), (e, n, here)], here, there


def _exchange(problem, draft, d, k, i):
    if i in draft.plan[d]:
        return None
    for required in problem["requires"][i]:
        meetings = draft.occurrences[required]
        if not meetings or meetings[0] > d:
            return None
    here = draft.plan[d][k]
    if problem["must"][here] and len(draft.occurrences[here]) == 1:
        return None
    return [(d, k, i)], here, i


def _may_move(problem, draft, i, d, e):
    """A quick look whether a session's only meeting may move from `d` to `e`; the whole truth is in `Draft.gain`."""
    occurrences = draft.occurrences
    if len(occurrences[i]) > 1:
        return True
    if e < d:
        for required in problem["requires"][i]:
            if occurrences[required][0] > e:
                return False
    else:
        for other in problem["needed_by"][i]:
            if occurrences[other] and occurrences[other][0] < e:
                return False
    return True
