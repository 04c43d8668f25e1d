"""Views are frozen values, though they are no dataclasses: made, compared, shown and refused as those are."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError

import pytest

from builder.view.value import view


@view
class Door:
    title: str
    path: str = "somewhere"
    marks: tuple[str, ...] = ()


def test_it_is_made_of_its_annotations_in_order() -> None:
    door = Door("Sleep", marks=("new",))
    assert (door.title, door.path, door.marks) == ("Sleep", "somewhere", ("new",))
    assert repr(door) == "Door(title='Sleep', path='somewhere', marks=('new',))"
    assert [*vars(Door(marks=(), title="a"))] == ["title", "path", "marks"]  # so that equal ones give equal digests


def test_it_is_compared_by_its_values() -> None:
    assert Door("Sleep") == Door(title="Sleep")
    assert Door("Sleep") != Door("Anger")
    assert Door("Sleep") != object()
    assert len({Door("Sleep"), Door("Sleep"), Door("Anger")}) == 2
    assert pickle.loads(pickle.dumps(Door("Sleep"))) == Door("Sleep")


def test_it_is_never_altered() -> None:
    door = Door("Sleep")
    with pytest.raises(FrozenInstanceError):
        door.title = "Anger"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del door.title


@pytest.mark.parametrize(("given", "named"), [((), {}), (("a", "b", (), "d"), {}), (("a",), {"title": "b"}), (("a",), {"other": "b"})])
def test_what_is_missing_too_much_or_given_twice_is_refused(given: tuple[str, ...], named: dict[str, str]) -> None:
    with pytest.raises(TypeError, match="Door"):
        Door(*given, **named)  # type: ignore[arg-type]
