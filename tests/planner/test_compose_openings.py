"""What a program wants at the beginning, what it leaves out, and what a request then cannot have."""

from __future__ import annotations

from typing import Any

import pytest

from builder.planner.compose import compose
from builder.planner.order import check
from tests.planner.factories import a_catalogue, a_day, a_request, whole_catalogue

SMALL = {"population": "anyone", "weeks": 4, "days": ["mon"], "day": a_day("session"), "enrolment": "cohort"}
OPENING_RULES = ("opening-rule", "opening-too-often", "prerequisite-order", "core-missing", "topic-missing")


def a_rule(*sessions: str, **changes: Any) -> Any:
    return {"sessions": list(sessions), "place": None, "at_most": None, "only_after": [], "populations": []} | changes


def order(made: Any) -> Any:
    assert "findings" not in made, made["findings"]
    days = [day for week in made["track"]["weeks"] for _, day in sorted(week["days"].items())]
    return [slot["session"] for day in days for slot in day["slots"]]


def said(made: Any) -> Any:
    return [(found["code"], found["path"], found["message"]) for found in made["findings"]]


@pytest.mark.parametrize("changes", [{}, {"weeks": 12}, {"weeks": 12, "days": ["mon", "thu"]}, {"enrolment": "cohort"}])
@pytest.mark.parametrize("population", ["substance-use", "depression", "anxiety", "co-occurring"])
def test_opening_rules_are_kept_over_the_whole_library(population: Any, changes: Any) -> None:
    catalogue = whole_catalogue()
    first, second, third = catalogue["modules"]["orientation"]["sessions"][:3]
    rules = [a_rule(first, place="first-meeting"), a_rule(second, third, place="first-week"), a_rule(at_most=2)]
    catalogue = catalogue | {"opening_rules": [*rules, a_rule("cbt/five-part-map", only_after=["relapse-prevention/a-slip-is-a-process"])]}
    made = compose(catalogue, a_request(population=population, effort=300, **changes))
    assert first in order(made)[:2]
    assert made["reasons"][f"week-1-mon-{order(made).index(first) + 1}"] == "opens the track: first meeting"
    assert [found for found in check(catalogue, made["track"]) if found["code"] in OPENING_RULES] == []


def test_a_session_that_opens_the_track_is_taught_where_it_suits_the_population_and_not_else() -> None:
    catalogue = a_catalogue("a/1", "a/2", "a/3", "b/1", ("b/2", {"suits": ["others"]}))
    catalogue["opening_rules"] = [a_rule("b/1", "b/2", place="first-meeting"), a_rule("a/1", place="first-meeting", populations=["others"])]
    assert order(compose(catalogue, SMALL))[0] == "b/1"
    assert "b/2" not in order(compose(catalogue, SMALL))
    assert "b/1" not in order(compose(catalogue, SMALL | {"exclude": ["b/1"]}))


def test_a_library_that_is_too_small_for_a_rule_goes_over_it_as_little_as_can_be() -> None:
    catalogue = a_catalogue("a/1", "b/1") | {"opening_rules": [a_rule(at_most=2)]}
    taught = order(compose(catalogue, SMALL | {"weeks": 7}))
    assert sorted([taught.count("a/1"), taught.count("b/1")]) == [3, 4]
    assert sorted(order(compose(catalogue, SMALL))) == ["a/1", "a/1", "b/1", "b/1"]


@pytest.mark.parametrize(
    ("rules", "changes", "message"),
    [
        (
            [a_rule("a/1", place="first-meeting"), a_rule("b/1", place="first-meeting")],
            {},
            "an opening rule wants 'b/1' in the first meeting, but with a/1 there is need of 2 places by then and there is 1",
        ),
        (
            [a_rule("a/2", place="first-week")],
            {},
            "an opening rule wants 'a/2' in the first week, but with a/1 there is need of 2 places by then and there is 1",
        ),
        (
            [a_rule("b/1", place="first-meeting")],
            {"pins": [{"session": "b/1", "week": 2, "day": "mon"}]},
            "an opening rule wants 'b/1' in the first meeting, but it is pinned later",
        ),
        (
            [a_rule("a/2", place="first-week")],
            {"days": ["mon", "tue"], "pins": [{"session": "a/1", "week": 2, "day": "mon"}]},
            "an opening rule wants 'a/2' in the first week, but 'a/1', which it requires, is pinned later",
        ),
        (
            [a_rule("b/1", place="first-meeting")],
            {"pins": [{"session": "a/1", "week": 1, "day": "mon"}]},
            "an opening rule wants 'b/1' in the first meeting, but with a/1 there is need of 2 places by then and there is 1",
        ),
        ([a_rule("a/1", only_after=["a/2"])], {}, "an opening rule puts 'a/1' after 'a/2', which itself comes after it"),
    ],
)
def test_rules_that_cannot_all_be_kept_are_said(rules: Any, changes: Any, message: Any) -> None:
    catalogue = a_catalogue("a/1", ("a/2", {"requires": ["a/1"]}), "b/1", "b/2") | {"opening_rules": rules}
    assert said(compose(catalogue, SMALL | changes)) == [("compose-opening", ["opening_rules"], message)]


@pytest.mark.parametrize(("without", "path"), [({"emphasis": {"b": 0}}, ["emphasis", "b"]), ({"exclude_modules": ["b"]}, ["exclude_modules", 0])])
def test_a_module_that_is_left_out_has_no_place_unless_something_of_it_must_be_taught(without: Any, path: Any) -> None:
    sessions: Any = ("a/1", "a/2", ("a/3", {"requires": ["b/2"]}), "b/1", "b/2")
    assert set(order(compose(a_catalogue(*sessions), SMALL | without))) == {"a/1", "a/2"}
    needed = "the module 'b' is left out, but '%s' must be taught: %s"
    core = compose(a_catalogue(*sessions, core=["b/1", "a/3"]), SMALL | without)
    assert said(core) == [
        ("compose-exclusion", path, needed % ("b/1", "core for anyone")),
        ("compose-exclusion", path, needed % ("b/2", "'a/3' requires it")),
    ]
    pinned = compose(a_catalogue(*sessions), SMALL | without | {"pins": [{"session": "b/1", "week": 1, "day": "mon"}]})
    assert said(pinned) == [("compose-exclusion", path, needed % ("b/1", "pinned"))]
    only_cover = compose(a_catalogue(*sessions, topics=["b"]), SMALL | without)
    assert said(only_cover) == [("compose-exclusion", path, "a track for 'anyone' must cover 'b', and no session on it can be used")]


def test_a_module_to_leave_out_that_does_not_exist_is_said() -> None:
    made = compose(a_catalogue("a/1"), SMALL | {"exclude_modules": ["c"]})
    assert said(made) == [("compose-unknown", ["exclude_modules", 0], "there is no module 'c'")]
