"""The search for a good plan: the list scheduler, then its improvement."""

from builder.planner.improve import improve
from builder.planner.listing import schedule

EFFORT = 25000
"""Changes tried, three runs of `improve`; a bound on time, not on anything a person sees. More tries never give less."""


def search(problem, effort=EFFORT):
    """`(draft, None)` with a draft that keeps every hard rule. The same problem always gives the same draft.

    Where none was found `(None, meeting)`, with the meeting for which no session was left, or `(None, None)` where every place could be filled, but
    not by the rules.
    """
    draft, stuck = schedule(problem)
    if draft is None:
        return None, stuck
    plan, broken = improve(problem, draft, effort)
    if broken and not problem["draft"]:
        return None, None
    draft.replace(plan)
    return draft, None
