"""The composing problem for OR-Tools CP-SAT: the same hard rules and the same points as `builder/planner/objective.py`. A judge, never a part of the program."""

from __future__ import annotations

from typing import Any

from ortools.sat.python import cp_model

from builder.planner import objective as points

Problem = dict[str, Any]
Plan = list[list[int]]


def best_plan(problem: Problem, seconds: float, workers: int, hint: Plan | None = None) -> tuple[Plan | None, int | None, bool]:
    """`(plan, upper bound, proven)`: the best plan found, if any; no plan has more points than the bound; whether the two agree."""
    model = _Model(problem)
    if hint:
        for index, value in enumerate(_all_values(problem, hint)):
            model.cp.add_hint(model.cp.get_int_var_from_proto_index(index), value)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = workers
    solver.parameters.linearization_level = 2
    solver.parameters.symmetry_level = 1
    status = solver.solve(model.cp)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None, round(solver.best_objective_bound) if status == cp_model.UNKNOWN else None, status == cp_model.INFEASIBLE
    plan = [[i for i in model.sessions if solver.value(model.at[i, d])] for d in model.meetings]
    return plan, round(solver.best_objective_bound), status == cp_model.OPTIMAL


def _all_values(problem: Problem, plan: Plan) -> list[int]:
    """Every variable of the model as it is in a plan: with the sessions alone as a hint, CP-SAT does not find its way back to the plan."""
    model = _Model(problem)
    for (i, d), here in model.at.items():
        model.cp.add(here == (i in plan[d]))
    solver = cp_model.CpSolver()
    solver.solve(model.cp)
    return list(solver.response_proto.solution)


class _Model:
    def __init__(self, problem: Problem):
        self.problem = problem
        self.cp = cp_model.CpModel()
        self.sessions = range(len(problem["ids"]))
        self.meetings = range(len(problem["places"]))
        self.at = {(i, d): self.cp.new_bool_var("") for i in self.sessions for d in self.meetings}
        self.by = {(i, d): self.cp.new_bool_var("") for i in self.sessions for d in self.meetings}
        self.last = len(problem["places"]) - 1
        self.hard_rules()
        terms = [*self.session_terms(), *self.day_terms(), *self.pair_terms(), *self.module_terms()]
        self.cp.maximize(sum(terms))

    def hard_rules(self) -> None:
        problem, cp = self.problem, self.cp
        for d in self.meetings:
            cp.add(sum(self.at[i, d] for i in self.sessions) == problem["places"][d])
            for i in problem["fixed"][d]:
                cp.add(self.at[i, d] == 1)
        for i in self.sessions:
            for d in self.meetings:
                before = self.by[i, d - 1] if d else 0
                cp.add(self.by[i, d] >= self.at[i, d])
                cp.add(self.by[i, d] >= before)
                cp.add(self.by[i, d] <= before + self.at[i, d])
                for required in problem["requires"][i]:
                    cp.add(self.by[i, d] <= self.by[required, d])
                if d == problem["latest"][i]:
                    cp.add(self.by[i, d] == 1)
                if problem["pinned"][i] is not None and d < problem["pinned"][i]:
                    cp.add(self.at[i, d] == 0)
            if problem["must"][i]:
                cp.add(self.by[i, self.last] == 1)
            cp.add(self.by[i, self.last] <= sum(self.at[i, d] for d in self.meetings))
        cp.add(sum(self.by[i, self.last] for i in self.sessions) <= sum(problem["places"]))  # says nothing new, but tightens the bound
        for sessions in problem["covers"]:
            cp.add(sum(self.by[i, self.last] for i in sessions) >= 1)

    def session_terms(self) -> list[Any]:
        problem, week_of = self.problem, self.problem["week_of"]
        terms: list[Any] = []
        for i in self.sessions:
            terms.append(problem["value"][i] * self.by[i, self.last])
            for d in self.meetings:
                before = self.by[i, d - 1] if d else 0
                terms.append(-problem["waiting"][i][week_of[d]] * (self.by[i, d] - before))
                for e in range(d):
                    if week_of[d] - week_of[e] < points.SPACING:
                        terms.append(-points.TOO_SOON * self.at_least(self.at[i, d] + self.at[i, e] - 1))
            number = sum(self.at[i, d] for d in self.meetings)
            if problem["most"][i] is not None:
                terms.append(-points.TOO_OFTEN * self.at_least(number - problem["most"][i], len(self.meetings)))
            if problem["again_value"][i]:
                twice = self.cp.new_bool_var("")
                self.cp.add(number >= 2 * twice)
                terms.append(problem["again_value"][i] * twice)
            terms.extend(-points.ONCE_MORE * self.at_least(number - j, len(self.meetings)) for j in range(2, len(self.meetings)))
        return terms

    def day_terms(self) -> list[Any]:
        problem = self.problem
        terms: list[Any] = []
        for d in self.meetings:
            places = problem["places"][d]
            if not places:
                continue
            if places > 1:
                for m in range(len(problem["modules"])):
                    terms.append(-points.ONE_MODULE * self.at_least(sum(self.at[i, d] for i in self.of(m)) - places + 1))
            heavy = sum(self.at[i, d] for i in self.sessions if problem["heavy"][i])
            terms.append(-points.HEAVY * self.at_least(heavy - 1, places))
            if problem["rolling"]:
                welcome = sum(self.at[i, d] for i in self.sessions if problem["newcomer"][i] == points.WELCOME)
                some = sum(self.at[i, d] for i in self.sessions if problem["newcomer"][i] != points.NOT_FIRST)
                terms.append(-points.NO_WELCOME * self.at_least(1 - welcome))
                terms.append(-(points.NOBODY_STARTS - points.NO_WELCOME) * self.at_least(1 - some))
        return terms

    def pair_terms(self) -> list[Any]:
        terms: list[Any] = []
        for before, after, weight in self.problem["pairs"]:
            wrong = self.cp.new_bool_var("")
            for d in self.meetings:
                self.cp.add(wrong >= self.by[after, d] - self.by[before, d] + self.by[before, self.last] - 1)
            terms.append(-weight * wrong)
        return terms

    def module_terms(self) -> list[Any]:
        problem, week_of, weeks = self.problem, self.problem["week_of"], self.problem["weeks"]
        terms: list[Any] = []
        for m in range(len(problem["modules"])):
            total = sum(self.at[i, d] for i in self.of(m) for d in self.meetings)
            most = sum(problem["places"])
            terms.append(-points.SHARE * self.at_least(total - problem["share"][m], most))
            terms.append(-points.SHARE * self.at_least(problem["share"][m] - total, most))
            meets = [self.cp.new_bool_var("") for _ in self.meetings]
            for d in self.meetings:
                self.cp.add_max_equality(meets[d], [self.at[i, d] for i in self.of(m)])
            for d in self.meetings:
                if not problem["rolling"] and week_of[d] + points.SPACING >= weeks:
                    continue
                soon = [meets[e] for e in self.meetings if e > d and week_of[e] - week_of[d] <= points.SPACING]
                if problem["rolling"]:
                    soon += [meets[e] for e in self.meetings if week_of[e] + weeks - week_of[d] <= points.SPACING]
                terms.append(-points.UNREVIEWED * self.at_least(meets[d] - sum(soon)))
        return terms

    def of(self, module: int) -> list[int]:
        return [i for i in self.sessions if self.problem["module"][i] == module]

    def at_least(self, expression: Any, most: int = 1) -> Any:
        """A number that is at least `expression` and not negative; maximising keeps it no larger."""
        number = self.cp.new_int_var(0, most, "")
        self.cp.add(number >= expression)
        return number
