"""The search for a good plan: the list scheduler and its improvement, then the same again with one session wanted or barred, while that helps."""

from builder.planner.improve import improve
from builder.planner.listing import schedule

EFFORT = 3000
"""Changes tried at most; a bound on time, not on anything a person sees."""


def search(problem, effort=EFFORT):
    """`(draft, None)`, or `(None, meeting)` where no plan can be filled. The same problem always gives the same draft.

    Each round composes the plan again for every session that need not be taught: without it if the best plan has it, with it if not. The best of a
    round is what the next one starts from.
    """
    best, stuck = schedule(problem)
    if best is None:
        return None, stuck
    left = effort - improve(problem, best, effort)
    points = best.points()
    wanted: list = []
    barred: list = []
    while left > 0:
        steered = None
        for i in range(len(problem["ids"])):
            if problem["must"][i] or i in wanted or i in barred or left <= 0:
                continue
            one, two = (wanted, barred + [i]) if best.occurrences[i] else (wanted + [i], barred)
            draft, left = _again(problem, one, two, left)
            if draft and draft.points() > points:
                points = draft.points()
                steered = (draft, one, two)
        if steered is None:
            break
        best, wanted, barred = steered
    return best, None


def _again(problem, wanted, barred, left):
    """Another draft, improved, and the effort that is left; None where this way leads nowhere."""
    if _overfull(problem, wanted, barred):
        return None, left - 1
    draft, _ = schedule(problem, wanted, barred)
    if draft is None or not draft.keeps_the_rules():
        return None, left - 1
    return draft, left - 1 - improve(problem, draft, left)


def _overfull(problem, wanted, barred):
    """True when what is wanted does not fit, or needs what is barred."""
    needed = [i for i, must in enumerate(problem["must"]) if must]
    for i in wanted:
        waiting = [i]
        while waiting:
            one = waiting.pop()
            if one in barred:
                return True
            if one not in needed:
                needed.append(one)
                waiting.extend(problem["requires"][one])
    return len(needed) > problem["total"]
