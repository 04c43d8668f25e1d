"""A full plan with its points, and changes of it: each is reckoned from the sessions, days and modules that it touches. A broken hard rule costs
points here, so that a search can pass through plans that break one."""

from builder.planner.draft import BROKEN, NEVER
from builder.planner.objective import day_points, module_points, review_points, session_points


class Scored:
    """The plan of a full draft. `points` are those of `objective.merit`, less `BROKEN` for each broken rule; `plan` is as in the draft."""

    def __init__(self, problem, draft):
        self.problem = problem
        self.plan = [list(day) for day in draft.plan]
        self.occurrences = [list(meetings) for meetings in draft.occurrences]
        self.links_of, self.topics_of = draft.links_of, draft.topics_of
        self.first = [meetings[0] if meetings else NEVER for meetings in self.occurrences]
        self.places = [0] * len(problem["modules"])
        self.counts = [[0] * problem["weeks"] for _ in problem["modules"]]
        self.weeks = [0] * len(problem["modules"])
        self.reviews: dict = {}
        for d, day in enumerate(self.plan):
            for i in day:
                self._enter(problem["module"][i], d)
        sessions, meetings = range(len(problem["ids"])), range(len(self.plan))
        self.taught_once = [[session_points(problem, i, [d]) - self._misplaced(i, d) for d in meetings] for i in sessions]
        self.of_session = [self._session_points(i, self.occurrences[i]) for i in sessions]
        self.of_day = [day_points(problem, day) for day in self.plan]
        self.of_module = [self._module_points(m) for m in range(len(self.places))]
        self.of_links = -BROKEN * len([1 for on_topic in problem["covers"] if not self._covered(on_topic)])
        for i in sessions:
            for before, after, weight, last in self.links_of[i]:
                if before == i and self.first[after] < self.first[before] <= last:
                    self.of_links -= weight
        self.points = sum(self.of_session) + sum(self.of_day) + sum(self.of_module) + self.of_links

    def change(self, d, k, b, least, other=None):
        """Put session `b` at place `k` of meeting `d`. Where `other` is a `(meeting, place)` of `b`, what stood at the first place goes there.

        True where the plan then has `least` points or more. Else nothing is changed; nor where a session would stand twice on a day.
        """
        problem, plan, first = self.problem, self.plan, self.first
        of_session, of_day, of_module = self.of_session, self.of_day, self.of_module
        here = plan[d]
        a = here[k]
        if b in here:
            return False
        meetings_a, meetings_b = list(self.occurrences[a]), list(self.occurrences[b])
        meetings_a.remove(d)
        meetings_b.append(d)
        if other:
            e, n = other
            there = plan[e]
            if a in there:
                return False
            meetings_a.append(e)
            meetings_a.sort()
            meetings_b.remove(e)
        meetings_b.sort()

        # Days, modules and links only ever lose points. Each is taken to lose none until its turn comes: most changes are refused before the dear part.
        points_a, points_b = self._session_points(a, meetings_a), self._session_points(b, meetings_b)
        module_a, module_b = problem["module"][a], problem["module"][b]
        most = self.points + points_a - of_session[a] + points_b - of_session[b] - of_day[d] - self.of_links
        if other:
            most -= of_day[e]
        if module_a != module_b:
            most -= of_module[module_a] + of_module[module_b]
        if most < least:
            return False

        here = list(here)
        here[k] = b
        points_here = day_points(problem, here)
        most += points_here
        if other:
            there = list(there)
            there[n] = a
            points_there = day_points(problem, there)
            most += points_there
        if most < least:
            return False

        links = self.of_links - self._links(a, b)
        most += links
        if most < least:
            return False
        before = first[a], first[b]
        first[a], first[b] = meetings_a[0] if meetings_a else NEVER, meetings_b[0]
        links_now = self._links(a, b)
        most += links_now
        if module_a != module_b and most >= least:
            self._trade(module_a, module_b, d, other)
            most += self._module_points(module_a) + self._module_points(module_b)
            if most < least:
                self._trade(module_b, module_a, d, other)
        if most < least:
            first[a], first[b] = before
            return False

        self.points, self.of_links = most, links + links_now
        self.occurrences[a], self.occurrences[b] = meetings_a, meetings_b
        of_session[a], of_session[b] = points_a, points_b
        of_module[module_a], of_module[module_b] = self._module_points(module_a), self._module_points(module_b)
        plan[d], of_day[d] = here, points_here
        if other:
            plan[e], of_day[e] = there, points_there
        return True

    def keeps_the_rules(self):
        """True when no hard rule is broken: what must be taught is, after what it requires, not before its pin nor after its deadline, and every topic is covered."""
        problem, first = self.problem, self.first
        for i, meeting in enumerate(first):
            if (problem["must"][i] and meeting == NEVER) or self._misplaced(i, meeting):
                return False
            if any([first[required] > meeting for required in problem["requires"][i]]):
                return False
        return all([self._covered(on_topic) for on_topic in problem["covers"]])

    def _session_points(self, i, meetings):
        if len(meetings) == 1:
            return self.taught_once[i][meetings[0]]
        if meetings:
            return session_points(self.problem, i, meetings) - self._misplaced(i, meetings[0])
        return -BROKEN if self.problem["must"][i] else 0

    def _misplaced(self, i, meeting):
        """What it costs that a session first stands at this meeting, where it is pinned to a later one or has to open the track."""
        pinned, latest = self.problem["pinned"][i], self.problem["latest"][i]
        return BROKEN if (pinned is not None and meeting < pinned) or (latest is not None and meeting > latest) else 0

    def _module_points(self, m):
        weeks = self.weeks[m]
        if weeks not in self.reviews:
            self.reviews[weeks] = review_points(self.problem, weeks)
        return module_points(self.problem, m, self.places[m]) + self.reviews[weeks]

    def _links(self, a, b):
        """What two sessions lose by the order in which they and others stand, by what they require and by their topics."""
        first = self.first
        points = 0
        for before, after, weight, last in self.links_of[a]:
            if first[after] < first[before] <= last:
                points -= weight
        for before, after, weight, last in self.links_of[b]:
            if before != a and after != a and first[after] < first[before] <= last:
                points -= weight
        for i in (a, b):
            for on_topic in self.topics_of[i]:
                if not self._covered(on_topic):
                    points -= BROKEN
        return points

    def _covered(self, on_topic):
        for i in on_topic:
            if self.first[i] != NEVER:
                return True
        return False

    def _trade(self, module_a, module_b, d, other):
        """Give a place at meeting `d` from one module to another, and the other place the other way round."""
        self._leave(module_a, d)
        self._enter(module_b, d)
        if other:
            self._leave(module_b, other[0])
            self._enter(module_a, other[0])

    def _enter(self, m, d):
        week = self.problem["week_of"][d]
        self.places[m] += 1
        self.counts[m][week] += 1
        if self.counts[m][week] == 1:
            self.weeks[m] += 1 << week

    def _leave(self, m, d):
        week = self.problem["week_of"][d]
        self.places[m] -= 1
        self.counts[m][week] -= 1
        if self.counts[m][week] == 0:
            self.weeks[m] -= 1 << week
