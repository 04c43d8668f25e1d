"""Improvement by simulated annealing: places change their sessions by chance. A loss is taken now and then, ever more rarely, so that a plan can
leave the neighbourhood of the first one found.

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


def improve(problem, draft, effort):
    """The best plan that keeps the hard rules, the draft's own or one found from it in `effort` tries; None where there was none."""
    scored = Scored(problem, draft)
    best = draft.plan if scored.keeps_the_rules() else None
    points = scored.points
    places = [(d, k) for d, day in enumerate(draft.plan) for k in range(len(day)) if day[k] not in problem["fixed"][d]]
    if not places:
        return best
    sessions = len(problem["ids"])
    ways = sessions + len(places)
    heat = min(HOTTEST, WARMTH * effort // (len(places) * ways))
    chance = _chance()
    for tried in range(effort):
        d, k = places[next(chance) * len(places) // PERIOD]
        way = next(chance) * ways // PERIOD
        least = scored.points - LOSSES[tried * 13 % len(LOSSES)] * heat * (effort - tried) // effort // 10000
        if way < sessions:
            changed = scored.change(d, k, way, least)
        else:
            e, n = places[way - sessions]
            changed = scored.change(d, k, scored.plan[e][n], least, (e, n))
        if changed and (best is None or scored.points > points) and scored.keeps_the_rules():
            best, points = [list(day) for day in scored.plan], scored.points
    return best


def _chance(state=1):
    """Numbers from 0 to PERIOD - 1, each once before any comes again: a linear congruence, small enough for MicroPython's short integers."""
    while True:
        state = (state * 1366 + 150889) % PERIOD
        yield state
