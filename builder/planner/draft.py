"""A plan under way: its places filled one by one, and what binds its sessions to each other."""

from builder.planner.objective import occurrences_of

BROKEN = 12
"""Points that a broken hard rule costs while a plan is improved: few enough to pass through such a plan, too many to stay there."""

NEVER = 1 << 20
"""Stands for the first meeting of a session that is not taught."""


class Draft:
    """A plan of a problem. `plan` lists the sessions of each meeting, `occurrences` the meetings of each session, `places` the number of places
    that each module has.

    `links_of` has for each session the orders in which it takes part, `(before, after, weight, last)`: `weight` points are lost where `before`
    comes later than `after`, at meeting `last` or earlier. `topics_of` has for each session the required topics that it covers, each as the list of
    the sessions on it.
    """

    def __init__(self, problem):
        self.problem = problem
        self.plan: list = [[] for _ in problem["places"]]
        self.occurrences: list = [[] for _ in problem["ids"]]
        self.places = [0] * len(problem["modules"])
        self.links_of: list = [[] for _ in problem["ids"]]
        self.topics_of: list = [[sessions for sessions in problem["covers"] if i in sessions] for i in range(len(problem["ids"]))]
        for before, after, weight in problem["pairs"]:
            self._link(before, after, weight, NEVER - 1)
        for after, required in enumerate(problem["requires"]):
            for before in required:
                self._link(before, after, BROKEN, NEVER)

    def add(self, d, i):
        """Put a session at the end of a meeting; meetings are filled in order."""
        self.plan[d].append(i)
        self.occurrences[i].append(d)
        self.places[self.problem["module"][i]] += 1

    def replace(self, plan):
        """Hold another plan instead."""
        self.plan = plan
        self.occurrences = occurrences_of(self.problem, plan)
        self.places = [0] * len(self.places)
        for day in plan:
            for i in day:
                self.places[self.problem["module"][i]] += 1

    def _link(self, before, after, weight, last):
        for i in (before, after):
            self.links_of[i].append((before, after, weight, last))
