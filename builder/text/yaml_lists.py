"""A name put into a list of YAML, or an item taken out of one, as a change to the text: comments, order, quotes and line ends stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import yaml


@dataclass(frozen=True, order=True)
class Splice:
    """What stands from `start` until `end` of a text becomes `text`."""

    start: int
    end: int
    text: str


class UneditableList(Exception):
    """The list is written in a way that these rules do not know; says what to write by hand."""


def spliced(text: str, splices: Sequence[Splice]) -> str:
    """The text after some changes; two that both take something out may overlap."""
    reached = len(text)
    for splice in sorted(splices, reverse=True):
        text = text[: splice.start] + splice.text + text[min(splice.end, reached) if not splice.text else splice.end :]
        reached = splice.start
    return text


def adding(front: str, key: str, names: Sequence[str]) -> Splice:
    """`names` at the end of the list under `key`, which stands at the top of `front`; without one a new line at its end. Raises UneditableList."""
    value = _top(front, key)
    said = ", ".join(names)
    if value is None:
        begin = "" if not front or front.endswith("\n") else _line_end(front)
        return Splice(len(front), len(front), f"{begin}{key}: [{said}]{_line_end(front)}")
    if isinstance(value, yaml.ScalarNode) and value.value in ("", "null", "~"):
        at = value.start_mark.index
        return Splice(at, value.end_mark.index, f"{'' if front[at - 1 : at] == ' ' else ' '}[{said}]")
    if not isinstance(value, yaml.SequenceNode):
        raise UneditableList(f"`{key}` is not a list; write it as `{key}: [{said}]`")
    if not value.value:
        return Splice(value.start_mark.index + 1, value.start_mark.index + 1, said)
    return _after_bracketed(front, value, names) if value.flow_style else _after_dashed(front, value, names)


def dropping(front: str, at: int) -> Splice:
    """The item of a list, or the key with its value, that begins at `at`, taken out. The list that loses its last one stays as `[]`, the keys as `{}`.

    Raises UneditableList.
    """
    around, place = _around(front, at)
    spans = [*_spans(front, around)]
    start, end = spans[place]
    is_list = isinstance(around, yaml.SequenceNode)
    if around.flow_style:
        if place + 1 < len(spans):
            return Splice(start, spans[place + 1][0], "")
        return Splice(spans[place - 1][1] if place else start, end, "")
    if len(spans) == 1:
        begin = front.rindex(":", 0, start) + 1 if is_list else around.start_mark.index
        return Splice(begin, end, " []" if is_list else "{}")
    first = _line_start(front, start)
    if is_list and "-" not in front[first:start]:
        raise UneditableList("an item stands in another line than its dash; take it out by hand")
    below = front.find("\n", end) + 1
    return Splice(first, below if below > 0 else len(front), "")


def _around(front: str, at: int) -> tuple[yaml.CollectionNode, int]:
    """The list or the keys of which the one at a place begins at `at`, the outermost that fits."""
    waiting = [_composed(front)]
    while waiting:
        here = waiting.pop(0)
        if isinstance(here, yaml.CollectionNode):
            starts = [start for start, _ in _spans(front, here)]
            if at in starts:
                return here, starts.index(at)
            waiting += [part for one in here.value for part in (one if isinstance(one, tuple) else (one,))]
    raise UneditableList("what stands here is not an item of a list, and cannot be taken out")


def _spans(front: str, around: yaml.CollectionNode) -> Iterator[tuple[int, int]]:
    """Where each item of a list begins and ends, or each key with its value."""
    for one in around.value:
        first, last = one if isinstance(one, tuple) else (one, one)
        yield first.start_mark.index, _end(front, last)


def _end(front: str, node: yaml.Node) -> int:
    """Where the last letter of a value stands; PyYAML lets lists of dashes and texts under a bar end where the next thing begins."""
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        return len(front[: node.end_mark.index].rstrip())
    if not isinstance(node, yaml.CollectionNode) or node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return _end(front, last[1] if isinstance(last, tuple) else last)


def _composed(front: str) -> yaml.Node | None:
    try:
        node: yaml.Node | None = yaml.compose(front, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return None
    return node


def _top(front: str, key: str) -> yaml.Node | None:
    node = _composed(front)
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return next((value for name, value in pairs if name.value == key), None)


def _after_bracketed(front: str, value: yaml.SequenceNode, names: Sequence[str]) -> Splice:
    """`[a, b]`, on one line or several; a list with a line for each name gets more lines."""
    last = value.value[-1]
    at = last.end_mark.index
    before = value.value[-2].end_mark.line if len(value.value) > 1 else value.start_mark.line
    if last.start_mark.line == before:
        return Splice(at, at, "".join(f", {name}" for name in names))
    margin, ending = front[_line_start(front, at) : last.start_mark.index], _line_end(front)
    lines = f",{ending}{margin}".join(names)
    if value.end_mark.line == last.end_mark.line:
        return Splice(at, at, f",{ending}{margin}{lines}")
    line_end = at + re.search(r"\r?\n", front[at:]).start()  # type: ignore[union-attr]
    comma = re.match(r"\s*,", front[at:]) is not None
    own = front[at:line_end] if comma else f",{front[at:line_end]}"
    return Splice(at, line_end, f"{own}{ending}{margin}{lines}{',' if comma else ''}")


def _after_dashed(front: str, value: yaml.SequenceNode, names: Sequence[str]) -> Splice:
    """`- a` lines: more after the last, indented as that one is."""
    last = value.value[-1]
    margin = front[_line_start(front, last.start_mark.index) : last.start_mark.index]
    if "-" not in margin:
        margin = " " * value.start_mark.column + "- "
    line_end = front.index("\n", last.end_mark.index) + 1
    return Splice(line_end, line_end, "".join(f"{margin}{name}{_line_end(front)}" for name in names))


def _line_start(text: str, index: int) -> int:
    return text.rfind("\n", 0, index) + 1


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"
