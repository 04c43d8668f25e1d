"""Prerequisites that lead back to themselves, each circle named once and whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from builder.check.graph import cycles


@pytest.mark.parametrize(
    ("graph", "expected"),
    [
        ({}, []),
        ({"a": [], "b": ["a"], "c": ["a", "b"]}, []),
        ({"a": ["a"]}, [("a",)]),
        ({"b": ["a"], "a": ["b"]}, [("a", "b")]),
        ({"c": ["a"], "a": ["b"], "b": ["c"]}, [("a", "b", "c")]),
        ({"a": ["b"], "b": ["c"], "c": ["b"]}, [("b", "c")]),
        ({"a": ["b", "b"], "b": ["a"]}, [("a", "b")]),
        ({"a": ["b"], "b": ["a", "c"], "c": ["d"], "d": ["c", "d"]}, [("a", "b"), ("c", "d"), ("d",)]),
        ({"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": ["a"]}, [("a", "b", "d"), ("a", "c", "d")]),
        ({"a": ["gone"]}, []),
    ],
)
def test_each_circle_is_found_once_and_begins_at_its_first_name(graph: Mapping[str, Sequence[str]], expected: list[tuple[str, ...]]) -> None:
    assert sorted(cycles(graph)) == expected


def test_a_chain_of_thousands_of_sessions_is_no_trouble() -> None:
    chain = {str(number): [str(number + 1)] for number in range(3000)} | {"3000": []}
    assert list(cycles(chain)) == []


def test_a_circle_of_hundreds_of_sessions_is_named_once() -> None:
    (circle,) = cycles({str(number): [str((number + 1) % 300)] for number in range(300)})
    assert len(circle) == 300
