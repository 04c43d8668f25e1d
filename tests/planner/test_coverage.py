"""Sessions by topics, and whom they suit."""

from __future__ import annotations

from builder.planner.coverage import coverage
from tests.planner.factories import a_catalogue, a_requirement, a_standard, a_track


def test_each_topic_lists_its_sessions_and_who_asks_for_it() -> None:
    catalogue = a_catalogue("a/1", "b/1", topics=["a"]) | {"standards": {"rule": a_standard(a_requirement("topics", topics=["a", "tobacco"]))}}
    table = coverage(catalogue, a_track({"mon": ["a/1"]}, {"mon": ["again a/1"]}, {"mon": ["b/1"]}, standards=["rule"]))
    about = {row["topic"]: row for row in table["topics"]}
    assert [(at["week"], at["again"]) for at in about["a"]["sessions"]] == [(1, False), (2, True)]
    assert about["a"]["required_by"] == ["anyone", "rule"]
    assert about["b"]["required_by"] == []
    assert table["required"] == {"covered": ["a"], "missing": ["tobacco"]}


def test_core_sessions_and_sessions_that_do_not_suit_are_named() -> None:
    catalogue = a_catalogue("a/1", ("a/2", {"suits": ["someone"]}), core=["a/1", "a/2"])
    table = coverage(catalogue, a_track({"mon": ["a/2"]}))
    assert table["core"] == {"taught": ["a/2"], "missing": ["a/1"]}
    assert table["not_suited"] == ["a/2"]
    assert table["suits"] == [{"population": "anyone", "sessions": 0, "of": 1}]
