"""One file to one typed entry: split, parse, validate; every problem at its line and column."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from builder.finding import CurriculumError, Finding, Place
from builder.load.mismatch import mismatches
from builder.marked_yaml import read_yaml
from builder.model.base import Authored, Source

Meta = TypeVar("Meta", bound=Authored)

FENCE = "---"
UNSIGNED = ("review", "checked_on", "due")
"""Keys that a sign-off does not cover: the sign-off itself, and when someone looked and will look again."""


def read_text(path: Path, file: str) -> str:
    """The text of a file. Findings: `missing-file` when there is nothing to read, `not-utf8` at a byte that is not UTF-8."""
    try:
        raw = path.read_bytes() if path.is_file() else None
    except OSError:
        raw = None
    if raw is None:
        hint = "it may be locked, or a link to a file that is gone; put a real file here"
        raise CurriculumError([Finding(Place(file), "missing-file", f"'{path.name}' cannot be opened as a file", hint)])
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8-sig")
        place = Place(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
        message = "the file was saved in another encoding than UTF-8; this is the first character that cannot be read"
        raise CurriculumError([Finding(place, "not-utf8", message, "save it again as UTF-8, then look at letters such as é")]) from error


def read_data_file(path: Path, file: str) -> Source:
    """A YAML file as marked data."""
    return data_source(read_text(path, file), file)


def data_source(text: str, file: str) -> Source:
    """The text of a YAML file as marked data."""
    return Source(file, read_yaml(text, file), digest=_digest(text), exact=exact_digest(text))


def read_page_file(path: Path, file: str) -> Source:
    """A Markdown file as marked front matter and a body. Findings: `front-matter` and those of the YAML."""
    return page_source(read_text(path, file), file)


def page_source(text: str, file: str, used: tuple[str, ...] = ()) -> Source:
    """The text of a Markdown file as marked front matter and a body; `used` are the digests of what it includes."""
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        raise CurriculumError(
            [Finding(Place(file), "front-matter", "the file does not begin with front matter", "begin with a line of three dashes: ---")]
        )
    end = next((index for index, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)
    if end is None:
        raise CurriculumError([Finding(Place(file), "front-matter", "the front matter is not closed", "end it with a line of three dashes: ---")])
    marks = read_yaml("\n".join(lines[1:end]), file, first_line=2)
    body = "\n".join(lines[end + 1 :])
    approved_part = {key: value for key, value in (marks.data or {}).items() if key not in UNSIGNED} if isinstance(marks.data, dict) else marks.data
    return Source(
        file, marks, body, end + 2, _digest(json.dumps(approved_part, sort_keys=True, default=str) + "\n" + body.strip()), exact_digest(text, used)
    )


def exact_digest(text: str, used: tuple[str, ...] = ()) -> str:
    """A digest of a whole text and of what it includes, to tell whether it is what it was."""
    return hashlib.sha256("\0".join((text, *used)).encode()).hexdigest()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def combined_digest(digests: Iterable[str]) -> str:
    """One digest of several."""
    return _digest("\n".join(digests))


def validate(meta: type[Meta], source: Source, *path: str | int) -> Meta:
    """Check marked data against a model; `path` points at the part of the data that holds it.

    Raises CurriculumError with `unknown-key`, `missing-key` and `bad-value` findings, each at its own place.
    """
    data = source.marks.data
    for step in path:
        data = data[step]
    if not isinstance(data, dict):
        place = source.at(*path)
        raise CurriculumError([Finding(place, "bad-value", "expected `key: value` lines here", f"keys are: {', '.join(meta.model_fields)}")])
    try:
        return meta.model_validate(data)
    except ValidationError as error:
        raise CurriculumError(mismatches(error.errors(), meta, source.marks, path)) from error
