"""Improvement by simulated annealing: places change their sessions by chance. A loss is taken now and then, ever more rarely, so that a plan can
leave the neighbourhood of the first one found. Every other try is at a place that loses points by its day or by the order of its session.

The method: S. Kirkpatrick, C. D. Gelatt, M. P. Vecchi, Optimization by Simulated Annealing, Science 220 (1983), 671-680. Chance is a fixed row of
numbers and all reckoning is in whole numbers, so that every Python gives the same plan.
"""

from builder.planner.scored import Scored

HOTTEST = 300
"""The loss that is taken on average at the start, in hundredths of a point."""

WARMTH = 16
"""The same where few tries meet many places, for each try that a possible change gets. A large plan is mostly climbed, a small one annealed."""

LOSSES = [416, 306, 255, 221, 196, 176, 159, 145, 133, 121, 111, 102, 94, 86, 79, 72, 66, 60, 55, 50, 45, 40, 35, 31, 27, 23, 19, 15, 12, 8, 5, 2]
"""The losses to take, in hundredths of the average: 32 values of an exponential distribution, each as likely as the others."""

PERIOD = 714025


FIRST_RUN = 5000
"""Tries of the first run; then there are two of twice as many, two of four times, and so on."""

LOOK_AGAIN = 200
"""Tries after which the places that lose points are looked up again."""


def improve(problem, draft, effort):
    """`(plan, broken)`: the best plan, the draft's own or one found from it in `effort` tries, and how many hard rules it breaks, the fewest first.

    Runs follow each other, each from the best plan so far, and each cools by its own length, whatever the effort: with more tries the same runs are
    made and then more, so that more tries never give less.
    """
    scored = Scored(problem, draft)
    best = (scored.broken(), -scored.points, draft.plan)
    chance, number = _chance(), 0
    while effort > 0:
        length = FIRST_RUN << (number + 1) // 2
        best = _run(problem, Scored(problem, draft), best, length, min(length, effort), chance)
        draft.replace(best[2])
        effort -= length
        number += 1
    return best[2], best[0]


def _run(problem, scored, best, length, tries, chance):
    """The best plan after one run, which may be cut short, as `(broken, -points, plan)`."""
    places = [(d, k) for d, day in enumerate(scored.plan) for k in range(len(day)) if day[k] not in problem["fixed"][d]]
    if not places:
        return best
    sessions = len(problem["ids"])
    ways = sessions + len(places)
    heat = min(HOTTEST, WARMTH * length // (len(places) * ways))
    losing: list = []
    for tried in range(tries):
        if tried % LOOK_AGAIN == 0:
            losing = [(d, k) for d, k in places if scored.loses(d, k)]
        choice = losing if losing and tried % 2 else places
        d, k = choice[next(chance) * len(choice) // PERIOD]
        way = next(chance) * ways // PERIOD
        least = scored.points - LOSSES[tried * 13 % len(LOSSES)] * heat * (length - tried) // length // 10000
        if way < sessions:
            changed = scored.change(d, k, way, least)
        else:
            e, n = places[way - sessions]
            changed = scored.change(d, k, scored.plan[e][n], least, (e, n))
        if changed and (best[0] or -scored.points < best[1]):
            broken = scored.broken()
            if (broken, -scored.points) < best[:2]:
                best = (broken, -scored.points, [list(day) for day in scored.plan])
    return best


def _chance(state=1):
    """Numbers from 0 to PERIOD - 1, each once before any comes again: a linear congruence, small enough for MicroPython's short integers."""
    while True:
        state = (state * 1366 + 150889) % PERIOD
        yield state
