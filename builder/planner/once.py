"""Values that many rules ask for of one track, worked out once while it is looked at."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    Work = TypeVar("Work", bound=Callable)

_looks: list = []


def once(work: "Work") -> "Work":
    """While something is looked at, `work` gives the same answer to the same arguments, which nobody changes meanwhile."""

    def told(*given):
        if not _looks:
            return work(*given)
        kept, key = _looks[-1], (id(work),) + tuple([id(one) for one in given])
        if key not in kept:
            kept[key] = (work(*given), given)  # what was given is held, so that nothing else takes its identity
        return kept[key][0]

    return told  # type: ignore[return-value]


def looked_at(work: "Work") -> "Work":
    """What `work` asks for once more is kept until it is done."""

    def told(*given):
        _looks.append(_looks[-1] if _looks else {})
        try:
            return work(*given)
        finally:
            _looks.pop()

    return told  # type: ignore[return-value]
