"""A plan under way: places filled one by one or changed, with the points that a change gains and the hard rules that it must keep."""

from builder.planner.objective import day_points, module_points, pair_points, session_points


class Draft:
    """A plan of a problem. `plan` lists the sessions of each meeting, `occurrences` the meetings of each session, `counts` the number of each
    module's sessions at each meeting."""

    def __init__(self, problem):
        self.problem = problem
        self.plan: list = [[] for _ in problem["places"]]
        self.occurrences: list = [[] for _ in problem["ids"]]
        self.counts = [[0] * len(problem["places"]) for _ in problem["modules"]]
        self.pairs_of: list = [[] for _ in problem["ids"]]
        for pair in problem["pairs"]:
            self.pairs_of[pair[0]].append(pair)
            self.pairs_of[pair[1]].append(pair)
        self.topics_of: list = [[] for _ in problem["ids"]]
        for topic, sessions in enumerate(problem["covers"]):
            for i in sessions:
                self.topics_of[i].append(topic)
        self.session_points = []
        self.day_points = []
        self.module_points = []

    def add(self, d, i):
        """Put a session at the end of a meeting."""
        self.plan[d].append(i)
        self._enter(d, i)

    def count(self):
        """Count the points of the whole plan, once it is full; `settle` keeps them from then on."""
        problem = self.problem
        self.session_points = [session_points(problem, i, meetings) for i, meetings in enumerate(self.occurrences)]
        self.day_points = [day_points(problem, day) for day in self.plan]
        self.module_points = [module_points(problem, m, counts) for m, counts in enumerate(self.counts)]

    def gain(self, move, a, b):
        """Points that a move gains, or None where it breaks a hard rule; the draft is left as it was.

        A move is a list of `(meeting, place, session)`; `a` and `b` are the sessions that it touches.
        """
        pairs = self._pair_points(a, b)
        undo = self.apply(move)
        gain = None
        if self._allowed(a) and self._allowed(b):
            problem = self.problem
            gain = self._pair_points(a, b) - pairs
            for i in (a, b):
                gain += session_points(problem, i, self.occurrences[i]) - self.session_points[i]
            for d, _, _ in move:
                gain += day_points(problem, self.plan[d]) - self.day_points[d]
            m, n = problem["module"][a], problem["module"][b]
            if m != n:
                gain += module_points(problem, n, self.counts[n]) - self.module_points[n]
            if m != n or len(move) == 1:
                gain += module_points(problem, m, self.counts[m]) - self.module_points[m]
        self.apply(undo)
        return gain

    def apply(self, move):
        """Make the changes of a move; returns the move that takes them back."""
        return [(d, k, self._change(d, k, i)) for d, k, i in move][::-1]

    def settle(self, move, a, b):
        """Make a move for good."""
        self.apply(move)
        problem = self.problem
        for i in (a, b):
            self.session_points[i] = session_points(problem, i, self.occurrences[i])
            m = problem["module"][i]
            self.module_points[m] = module_points(problem, m, self.counts[m])
        for d, _, _ in move:
            self.day_points[d] = day_points(problem, self.plan[d])

    def points(self):
        """Points of the whole plan, as counted."""
        pairs = sum([pair_points(pair, self.occurrences) for pair in self.problem["pairs"]])
        return sum(self.session_points) + sum(self.day_points) + sum(self.module_points) + pairs

    def keeps_the_rules(self):
        """True when every session keeps the hard rules."""
        return all([self._allowed(i) for i in range(len(self.occurrences))])

    def _change(self, d, k, i):
        old = self.plan[d][k]
        self.plan[d][k] = i
        self.occurrences[old].remove(d)
        self.counts[self.problem["module"][old]][d] -= 1
        self._enter(d, i)
        return old

    def _enter(self, d, i):
        meetings = self.occurrences[i]
        at = len(meetings)
        while at and meetings[at - 1] > d:
            at -= 1
        meetings.insert(at, d)
        self.counts[self.problem["module"][i]][d] += 1

    def _pair_points(self, a, b):
        points = 0
        for pair in self.pairs_of[a]:
            points += pair_points(pair, self.occurrences)
        for pair in self.pairs_of[b]:
            if pair[0] != a and pair[1] != a:
                points += pair_points(pair, self.occurrences)
        return points

    def _allowed(self, i):
        """True when a session keeps the hard rules: before what requires it and after what it requires, not before its pin, taught when it must
        be."""
        problem, occurrences = self.problem, self.occurrences
        meetings = occurrences[i]
        if not meetings:
            if problem["must"][i]:
                return False
            for other in problem["needed_by"][i]:
                if occurrences[other]:
                    return False
            for topic in self.topics_of[i]:
                if not any([occurrences[other] for other in problem["covers"][topic]]):
                    return False
            return True
        first = meetings[0]
        if problem["pinned"][i] is not None and first < problem["pinned"][i]:
            return False
        for other in problem["requires"][i]:
            if not occurrences[other] or occurrences[other][0] > first:
                return False
        for other in problem["needed_by"][i]:
            if occurrences[other] and occurrences[other][0] < first:
                return False
        return True
