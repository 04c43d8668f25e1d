"""Whatever comes in by any door is taken or refused in words, within a second; `make trust` gives a million of such inputs, and this some hundreds."""

from __future__ import annotations

import pytest

from tests.doors import Doors
from tests.fuzzing import Chance, Failed, Fuzzer, seeds
from tests.trees import BROKEN

BY_CHANCE = {"files": 150, "tracks": 100, "requests": 25, "calendars": 20, "saves": 150, "board": 300, "writers": 300}


@pytest.fixture(scope="module")
def fuzzer(tmp_path_factory: pytest.TempPathFactory) -> Fuzzer:
    return Fuzzer(Doors(tmp_path_factory.mktemp("doors")))


def test_every_door_has_seeds_and_the_broken_curricula_are_among_them() -> None:
    assert seeds().keys() == BY_CHANCE.keys()
    assert min(map(len, seeds().values())) >= 1
    assert len(seeds()["files"]) >= len(list(BROKEN.iterdir()))


def test_every_seed_is_taken_or_refused_in_words(fuzzer: Fuzzer) -> None:
    fuzzer.seeds()
    assert sum(one.seeds for one in fuzzer.tried.values()) >= 400
    assert all(one.inputs for one in fuzzer.tried.values())


@pytest.mark.parametrize("door", sorted(BY_CHANCE))
def test_what_is_made_of_them_by_chance_is_taken_or_refused_in_words(fuzzer: Fuzzer, door: str) -> None:
    before = fuzzer.tried[door].inputs if door in fuzzer.tried else 0
    fuzzer.by_chance(door, BY_CHANCE[door], number=19)
    assert fuzzer.tried[door].inputs - before == BY_CHANCE[door]


def test_the_same_number_makes_the_same_inputs() -> None:
    first, second, other = ([Chance(number).of(seeds()["files"]) for _ in range(5)] for number in (1, 1, 2))
    assert first == second != other


def test_an_error_of_pythons_is_told_with_what_was_given(fuzzer: Fuzzer, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(name: str, content: bytes) -> bool:
        raise KeyError(name)

    monkeypatch.setitem(fuzzer.doors.all, "writers", broken)
    with pytest.raises(Failed, match=r"writers text: KeyError: 'text'; given b'abc'"):
        fuzzer.give("writers", "text", b"abc")
