"""A full plan with its points, and changes of it: each is reckoned from the sessions, days and modules that it touches. A broken hard rule costs
points here, so that a search can pass through plans that break one."""

from builder.planner.draft import BROKEN, NEVER
from builder.planner.objective import TOO_SOON, day_points, module_points, number_points, review_points, session_points, too_soon

NOWHERE = -1
"""Stands for the meeting that a session leaves where it comes in anew, or comes to where it goes out."""


class Scored:
    """The plan of a full draft. `points` are those of `objective.merit`, less `BROKEN` for each broken rule; `plan` is as in the draft.

    `lost` has for each session what is lost by the orders and topics in which it takes part; `weeks` has for each module the weeks in which it
    meets, as `objective.review_points` takes them.
    """

    def __init__(self, problem, draft):
        self.problem = problem
        self.plan = [list(day) for day in draft.plan]
        self.occurrences = [list(meetings) for meetings in draft.occurrences]
        self.links_of, self.topics_of = draft.links_of, draft.topics_of
        self.near = [self._near(i) for i in range(len(problem["ids"]))]
        self.first = [meetings[0] if meetings else NEVER for meetings in self.occurrences]
        sessions, modules, meetings = range(len(problem["ids"])), range(len(problem["modules"])), range(len(self.plan))
        self.places = [0] * len(modules)
        self.counts = [[0] * problem["weeks"] for _ in modules]
        self.weeks = [0] * len(modules)
        self.reviews: dict = {}
        for d, day in enumerate(self.plan):
            for i in day:
                self._count(problem["module"][i], d, 1)
        self.of_first = [[session_points(problem, i, [d]) - self._misplaced(i, d) for d in meetings] for i in sessions]
        self.of_number = [[number_points(problem, i, number) for number in range(len(meetings) + 1)] for i in sessions]
        self.too_soon = [[TOO_SOON if too_soon(problem, d, e) else 0 for e in meetings] for d in meetings]
        self.share_points = [[module_points(problem, m, places) for places in range(problem["total"] + 1)] for m in modules]
        self.of_day = [day_points(problem, day) for day in self.plan]
        self.of_weeks = [self._review_points(self.weeks[m]) for m in modules]
        self.lost = [-self._links(i, i) for i in sessions]
        self.of_links = -BROKEN * len([1 for oqtopic in problem["covers"] if not self._covered(oqtopic)])
        for i in sessions:
            for before, after, weight, last in self.links_of[i]:
                if before == i and self.first[after] < self.first[before] <= last:
                    self.of_links -= weight
        taught = [
            self._taught_points(i, self.first[i])
            + session_points(problem, i, self.occurrences[i])
            - session_points(problem, i, self.occurrences[i][:1])
            for i in sessions
        ]
        shares = sum([self.share_points[m][self.places[m]] for m in modules])
        self.points = sum(taught) + sum(self.of_day) + sum(self.of_weeks) + shares + self.of_links

    def change(self, d, k, b, least, other=None):
        """Put session `b` at place `k` of meeting `d`. Where `other` is a `(meeting, place)` of `b`, what stood at the first place goes there.

        True where the plan then has `least` points or more. Else nothing is changed; nor where a session would stand twice on a day.
        """
        problem, plan, first = self.problem, self.plan, self.first
        of_day, of_weeks = self.of_day, self.of_weeks
        a = plan[d][k]
        if b in plan[d]:
            return False
        e = n = NOWHERE
        if other:
            e, n = other
            if a in plan[e]:
                return False

        # Days, orders and weeks only ever lose points. Each is taken to lose none until its turn comes: most changes are refused before the dear part.
        points_a, first_a = self._moved(a, d, e)
        points_b, first_b = self._moved(b, e, d)
        reordered = first_a != first[a] or first_b != first[b]
        most = self.points + points_a + points_b - of_day[d]
        if other:
            most -= of_day[e]
        if reordered:
            most += self.lost[a] + self.lost[b]
        module_a, module_b = problem["module"][a], problem["module"][b]
        if module_a != module_b:
            most -= of_weeks[module_a] + of_weeks[module_b]
            if not other:
                places, shares = self.places, self.share_points
                most += shares[module_a][places[module_a] - 1] - shares[module_a][places[module_a]]
                most += shares[module_b][places[module_b] + 1] - shares[module_b][places[module_b]]
        if most < least:
            return False

        here = list(plan[d])
        here[k] = b
        points_here = day_points(problem, here)
        most += points_here
        if other and most >= least:
            there = list(plan[e])
            there[n] = a
            points_there = day_points(problem, there)
            most += points_there
        if most < least:
            return False
        if module_a != module_b:
            weeks_a, weeks_b = self._weeks_with(module_a, d, e), self._weeks_with(module_b, e, d)
            reviews_a, reviews_b = self._review_points(weeks_a), self._review_points(weeks_b)
            most += reviews_a + reviews_b
            if most < least:
                return False
        if reordered:
            links = self._links(a, b)
            most -= self.lost[a] + self.lost[b] + links
            before = first[a], first[b]
            first[a], first[b] = first_a, first_b
            links_now = self._links(a, b)
            most += links_now
            if most < least:
                first[a], first[b] = before
                return False
            self.of_links += links_now - links
            for i in self.near[a] + self.near[b]:
                self.lost[i] = -self._links(i, i)

        self.points = most
        for i, gone, come in ((a, d, e), (b, e, d)):
            if gone != NOWHERE:
                self.occurrences[i].remove(gone)
            if come != NOWHERE:
                self.occurrences[i].append(come)
                self.occurrences[i].sort()
        plan[d], of_day[d] = here, points_here
        if other:
            plan[e], of_day[e] = there, points_there
        if module_a != module_b:
            for module, meeting, by in ((module_a, d, -1), (module_b, d, 1), (module_b, e, -1), (module_a, e, 1)):
                if meeting != NOWHERE:
                    self._count(module, meeting, by)
            of_weeks[module_a], of_weeks[module_b] = reviews_a, reviews_b
        return True

    def loses(self, d, k):
        """Whether a place loses points by its day, or its session by an order or a topic."""
        return self.of_day[d] < 0 or self.lost[self.plan[d][k]] > 0

    def broken(self):
        """How many hard rules are broken: what must be taught is, after what it requires, not before its pin nor after its deadline, and every topic
        is covered."""
        problem, first = self.problem, self.first
        broken = 0
        for i, meeting in enumerate(first):
            if meeting == NEVER:
                broken += problem["must"][i]
            else:
                broken += self._misplaced(i, meeting) != 0
                for required in problem["requires"][i]:
                    broken += first[required] > meeting
        for on_topic in problem["covers"]:
            broken += not self._covered(on_topic)
        return broken

    def _moved(self, i, gone, come):
        """The points that a session gains where it leaves one meeting, if any, and comes to another, and the meeting that is then its first."""
        meetings, of_number = self.occurrences[i], self.of_number[i]
        number = len(meetings)
        points = -self._taught_points(i, self.first[i]) - of_number[number]
        first = NEVER
        if gone != NOWHERE:
            number -= 1
            near = self.too_soon[gone]
            for meeting in meetings:
                if meeting != gone:
                    points += near[meeting]
                    if first == NEVER:
                        first = meeting
        elif meetings:
            first = meetings[0]
        if come != NOWHERE:
            number += 1
            near = self.too_soon[come]
            for meeting in meetings:
                if meeting != gone:
                    points -= near[meeting]
            if come < first:
                first = come
        return points + self._taught_points(i, first) + of_number[number], first

    def _taught_points(self, i, first):
        if first == NEVER:
            return -BROKEN if self.problem["must"][i] else 0
        return self.of_first[i][first]

    def _misplaced(self, i, meeting):
        """What it costs that a session first stands at this meeting, where it is pinned to a later one or has to open the track."""
        pinned, latest = self.problem["pinned"][i], self.problem["latest"][i]
        return BROKEN if (pinned is not None and meeting < pinned) or (latest is not None and meeting > latest) else 0

    def _review_points(self, weeks):
        if weeks not in self.reviews:
            self.reviews[weeks] = review_points(self.problem, weeks)
        return self.reviews[weeks]

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
            for oqtopic in self.topics_of[i]:
                if not self._covered(oqtopic):
                    points -= BROKEN
        return points

    def _near(self, i):
        """The session and those whose losses by order or topic change with its first meeting."""
        near = [i]
        for before, after, _, _ in self.links_of[i]:
            near.append(before if after == i else after)
        for oqtopic in self.topics_of[i]:
            near.extend(oqtopic)
        return sorted(set(near))

    def _covered(self, oqtopic):
        for i in oqtopic:
            if self.first[i] != NEVER:
                return True
        return False

    def _weeks_with(self, m, gone, come):
        """The weeks of a module that leaves one meeting, where that is not None, and comes to another."""
        week_of, counts, weeks = self.problem["week_of"], self.counts[m], self.weeks[m]
        leaves = -1 if gone == NOWHERE else week_of[gone]
        comes = -1 if come == NOWHERE else week_of[come]
        if leaves != comes:
            if leaves >= 0 and counts[leaves] == 1:
                weeks -= 1 << leaves
            if comes >= 0 and counts[comes] == 0:
                weeks += 1 << comes
        return weeks

    def _count(self, m, d, by):
        """A module has a place more (`by` 1) or fewer (-1) at a meeting."""
        week, counts = self.problem["week_of"][d], self.counts[m]
        self.places[m] += by
        counts[week] += by
        if counts[week] == (by + 1) // 2:
            self.weeks[m] += by << week
