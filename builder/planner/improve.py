"""Improvement: swaps of two places and exchanges of one, tried in a fixed order. No hard rule is ever broken on the way.

First every place in turn takes its best change, until nothing helps. Then changes are tried one after the other in long strides over all that
there are, and one is kept when the plan is then no worse than it was some changes ago (late acceptance, Burke and Bykov 2017): a small loss now
lets a larger gain come later. The best plan met is the one that stays. Nothing is drawn by chance.
"""

EFFORT = 6000
"""Changes tried at most; a bound on time, not on anything a person sees."""

MEMORY = 40
"""How many changes ago a plan is compared with."""


def improve(problem, draft, effort=EFFORT):
    """Change a full draft for the better; `effort` bounds the changes tried."""
    draft.count()
    places = [(d, k) for d, day in enumerate(draft.plan) for k in range(len(day)) if day[k] not in problem["fixed"][d]]
    left = effort - _climb(problem, draft, places, effort * 2 // 3)
    if left > 0 and len(places) > 1:
        best = _wander(problem, draft, places, left)
        draft.restore(best)
        _climb(problem, draft, places, left // 4)


def _climb(problem, draft, places, effort):
    """Every place in turn takes the change that gains most, until nothing helps; returns the number of changes tried."""
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


def _wander(problem, draft, places, effort):
    """Late acceptance over all changes in long strides; returns the best plan met."""
    total = best = 0
    best_plan = [list(day) for day in draft.plan]
    memory = [0] * MEMORY
    number = len(places) * (len(places) + len(problem["ids"]))
    stride = _stride(number)
    at = 0
    tried = 0
    for step in range(effort * 8):
        at = (at + stride) % number
        move = _numbered(problem, draft, places, at)
        if move is None:
            continue
        tried += 1
        gain = draft.gain(*move)
        turn = tried % MEMORY
        if gain is not None and (gain >= 0 or total + gain >= memory[turn]):
            draft.settle(*move)
            total += gain
            if total > best:
                best = total
                best_plan = [list(day) for day in draft.plan]
        memory[turn] = total
        if tried >= effort:
            break
    return best_plan


def _stride(number):
    """About 0.618 of a number and without a common factor with it, so that steps of this length visit everything in a well-mixed order."""
    stride = max(1, number * 618 // 1000)
    while _common(stride, number) > 1:
        stride += 1
    return stride


def _common(a, b):
    while b:
        a, b = b, a % b
    return a


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


def _numbered(problem, draft, places, at):
    """The change with a number: the first places times all places and all sessions; None for one that leads nowhere."""
    first, second = divmod(at, len(places) + len(problem["ids"]))
    d, k = places[first]
    if second >= len(places):
        return _exchange(problem, draft, d, k, second - len(places))
    if second <= first:
        return None
    return _swap(problem, draft, d, k, places[second][0], places[second][1])


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
