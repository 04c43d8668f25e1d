"""A plan under way: places filled one by one or changed, with the points of every change and the hard rules that it must keep."""

from builder.planner.objective import day_points, module_points, pair_points, session_points


class Draft:
    """A plan of a problem. `plan` lists the sessions of each meeting, `occurrences` the meetings of each session, `counts` the number of each
    module's sessions at each meeting."""

    def __init__(self, problem):
        self.problem = problem
        self.plan = [[] for _ in problem["places"]]
        self.occurrences = [[] for _ in problem["ids"]]
        self.counts = [[0] * len(problem["places"]) for _ in problem["modules"]]
        self.pairs_of = [[] for _ in problem["ids"]]
        for pair in problem["pairs"]:
            self.pairs_of[pair[0]].append(pair)
            self.pairs_of[pair[1]].append(pair)
        self.topics_of = [[] for _ in problem["ids"]]
        for topic, sessions in enumerate(problem["covers"]):
            for i in sessions:
                self.topics_of[i].append(topic)

    def add(self, d, i):
        """Put a session at the end of a meeting."""
        self.plan[d].append(i)
        self._enter(d, i)

    def change(self, d, k, i):
        """Put a session in a place that holds another one; returns that one."""
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

    def points_around(self, days, a, b):
        """All points that a change of sessions `a` and `b` on these days can touch."""
        problem, occurrences = self.problem, self.occurrences
        points = session_points(problem, a, occurrences[a]) + session_points(problem, b, occurrences[b])
        for d in days:
            points += day_points(problem, self.plan[d])
        for pair in self.pairs_of[a]:
            points += pair_points(pair, occurrences)
        for pair in self.pairs_of[b]:
            if pair[0] != a and pair[1] != a:
                points += pair_points(pair, occurrences)
        m, n = problem["module"][a], problem["module"][b]
        points += module_points(problem, m, self.counts[m])
        if n != m:
            points += module_points(problem, n, self.counts[n])
        return points

    def allowed(self, i, days):
        """True when a session keeps the hard rules: once a day, before what requires it and after what it requires, not before its pin, taught
        when it must be."""
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
        for d in days:
            if self.plan[d].count(i) > 1:
                return False
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
