"""Changes of a full plan: the points that are kept through them, and the plan that is left when one is refused."""

from __future__ import annotations

import random
from typing import Any

import pytest

from benchmarks.cases import a_case
from builder.planner.draft import Draft
from builder.planner.listing import schedule
from builder.planner.objective import merit
from builder.planner.problem import problem_of
from builder.planner.request import complete
from builder.planner.scored import Scored
from builder.planner.search import search
from tests.planner.factories import a_request, whole_catalogue


def a_plan(catalogue: Any, request: Any) -> tuple[Any, Any]:
    problem, _ = problem_of(catalogue, complete(request))
    draft, _ = schedule(problem)
    return problem, draft


def counted_anew(problem: Any, scored: Scored) -> Scored:
    draft = Draft(problem)
    draft.replace(scored.plan)
    return Scored(problem, draft)


@pytest.mark.parametrize("case", [(whole_catalogue(), a_request()), a_case(3), a_case(7)])
def test_points_kept_through_changes_are_those_counted_anew(case: Any) -> None:
    problem, draft = a_plan(*case)
    scored = Scored(problem, draft)
    rng = random.Random(1)
    places = [(d, k) for d, day in enumerate(scored.plan) for k in range(len(day))]
    made = 0
    for _ in range(300):
        (d, k), (e, n) = rng.choice(places), rng.choice(places)
        other = (e, n) if rng.random() < 0.5 else None
        b = scored.plan[e][n] if other else rng.randrange(len(problem["ids"]))
        made += scored.change(d, k, b, scored.points - 15, other)
        again = counted_anew(problem, scored)
        assert vars(scored) | {"reviews": None} == vars(again) | {"reviews": None}
        if not scored.broken():
            assert scored.points == merit(problem, scored.plan)["total"]
        else:
            assert scored.points < merit(problem, scored.plan)["total"]
    assert 30 < made < 300


def test_a_change_is_made_where_it_leaves_the_points_asked_for_and_refused_where_it_leaves_one_fewer() -> None:
    problem, draft = a_plan(whole_catalogue(), a_request())
    free = Scored(problem, draft)
    assert free.change(0, 0, free.plan[9][1], -1000, (9, 1))
    strict = Scored(problem, draft)
    assert not strict.change(0, 0, draft.plan[9][1], free.points + 1, (9, 1))
    assert strict.plan == draft.plan
    assert strict.change(0, 0, draft.plan[9][1], free.points, (9, 1))
    assert strict.plan == free.plan


@pytest.mark.parametrize("case", [(whole_catalogue(), a_request(weeks=12)), *[a_case(seed) for seed in (3, 7, 11, 26, 81)]])
def test_more_tries_never_give_less(case: Any) -> None:
    problem, _ = problem_of(case[0], complete(case[1]))
    found = [merit(problem, search(problem, effort)[0].plan)["total"] for effort in (0, 1, 40, 300, 1000, 3000, 4999, 5000, 5001, 5600, 7500)]
    assert found == sorted(found)
    assert found[0] < found[-1]
