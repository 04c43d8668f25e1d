"""Improvement: swaps and exchanges, one after the other, as long as a plan gains points. No hard rule is ever broken on the way."""

EFFORT = 60000
"""Changes tried at most; a bound on time, not on anything a person sees."""


def improve(problem, draft, effort=EFFORT):
    """Change the draft for the better until nothing helps or the effort is spent; returns the number of changes tried."""
    tried = 0
    better = True
    while better and tried < effort:
        better = False
        for d in range(len(draft.plan)):
            for k in range(len(draft.plan[d])):
                if draft.plan[d][k] in problem["fixed"][d]:
                    continue
                gain, move, number = _best_move(problem, draft, d, k)
                tried += number
                if gain > 0:
                    _apply(draft, move)
                    better = True
                if tried >= effort:
                    return tried
    return tried


def _best_move(problem, draft, d, k):
    """The change of one place that gains most, of those that keep the hard rules: `(gain, move, tried)`."""
    best, chosen, tried = 0, None, 0
    here = draft.plan[d][k]
    for e in range(len(draft.plan)):
        if e == d:
            continue
        for n in range(len(draft.plan[e])):
            there = draft.plan[e][n]
            if there == here or there in problem["fixed"][e] or there in draft.plan[d] or here in draft.plan[e]:
                continue
            if not (_may_move(problem, draft, here, d, e) and _may_move(problem, draft, there, e, d)):
                continue
            tried += 1
            gain = _gain(draft, [(d, k, there), (e, n, here)], (d, e), here, there)
            if gain > best:
                best, chosen = gain, [(d, k, there), (e, n, here)]
    for other in range(len(problem["ids"])):
        if other == here or other in draft.plan[d] or not _may_enter(problem, draft, other, d):
            continue
        tried += 1
        gain = _gain(draft, [(d, k, other)], (d,), here, other)
        if gain > best:
            best, chosen = gain, [(d, k, other)]
    return best, chosen, tried


def _may_move(problem, draft, i, d, e):
    """A quick look whether a session's only meeting may move from `d` to `e`; the whole truth is `Draft.allowed`."""
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


def _may_enter(problem, draft, i, d):
    for required in problem["requires"][i]:
        meetings = draft.occurrences[required]
        if not meetings or meetings[0] > d:
            return False
    return True


def _gain(draft, move, days, a, b):
    """Points that a move gains; 0 where it breaks a hard rule. The draft is left as it was."""
    before = draft.points_around(days, a, b)
    undo = _apply(draft, move)
    gain = 0
    if draft.allowed(a, days) and draft.allowed(b, days):
        gain = draft.points_around(days, a, b) - before
    _apply(draft, undo)
    return gain


def _apply(draft, move):
    """Make the changes of a move; returns the move that takes them back."""
    return [(d, k, draft.change(d, k, i)) for d, k, i in move][::-1]
