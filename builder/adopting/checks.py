"""What a text says of those who looked at it: days and sign-offs. They are of the people who did it, and go over to nobody else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from builder.finding import CurriculumError
from builder.load.entry import data_source, page_source
from builder.text.marked_yaml import KeyPath, Marked

DATES = ("verified_on", "checked_on", "due")
"""Keys of a day on which someone checked something, or has to again."""

_REVIEW = re.compile(r"^review:.*\n(?:[ \t]+.*\n|[ \t]*\n(?=[ \t]))*", re.MULTILINE)
_STATUS = re.compile(r"(\bstatus:[ \t]*)[\"']?approved[\"']?")


def as_checked_by(own: str, text: str, path: PurePosixPath) -> str:
    """The text with the days and the sign-off that `own` has in their places; a day for which it has none is taken out.

    A text whose front matter cannot be read stays as it is.
    """
    try:
        mine, theirs = (_marks(each, path) for each in (own, text))
    except CurriculumError:
        return text
    days = dict(_days(mine, (), mine.data))
    lines = text.split("\n")
    for found, said in reversed(list(_days(theirs, (), theirs.data))):
        value, place = days.get(found, days.get((found[-1],))), theirs.place(*found)
        line = lines[place.line - 1]
        if value:
            lines[place.line - 1] = line[: place.column - 1] + value + line[place.column - 1 + len(said) :]
        elif line.strip() == f"{found[-1]}: {said}":
            del lines[place.line - 1]
    text = "\n".join(lines)
    ours = _REVIEW.search(_front(own, path))
    return _REVIEW.sub(lambda _: ours[0], text, count=1) if ours and path.suffix == ".md" else text


def unsigned(text: str) -> str:
    """The text as a draft: a sign-off was of the words that it had before."""
    return _REVIEW.sub(lambda found: _STATUS.sub(r"\1draft", found[0]), text, count=1)


def _front(text: str, path: PurePosixPath) -> str:
    return text.partition("\n---\n")[0] + "\n" if path.suffix == ".md" else text


def _marks(text: str, path: PurePosixPath) -> Marked:
    return (page_source(text, path.as_posix(), bare=True) if path.suffix == ".md" else data_source(text, path.as_posix())).marks


def _days(marks: Marked, path: KeyPath, value: object) -> Iterator[tuple[KeyPath, str]]:
    """Every such day, by where it stands, in the order of the text."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in DATES:
                yield (*path, key), str(inner)
            elif key != "review":
                yield from _days(marks, (*path, key), inner)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _days(marks, (*path, index), inner)
