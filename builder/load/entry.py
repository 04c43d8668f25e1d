"""One file to one typed entry: split, parse, validate; every problem at its line and column."""

from __future__ import annotations

import difflib
import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from builder.finding import CurriculumError, Finding, Place
from builder.marked_yaml import Marked, read_yaml
from builder.model.base import Authored, Source

Meta = TypeVar("Meta", bound=Authored)

FENCE = "---"


def read_text(path: Path, file: str) -> str:
    """The text of a file; a byte that is not UTF-8 is the finding `not-utf8`."""
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise CurriculumError([Finding(Place(file, line), "not-utf8", f"byte {error.start} is not UTF-8 text", "save the file as UTF-8")]) from error


def read_data_file(path: Path, file: str) -> Source:
    """A YAML file as marked data."""
    text = read_text(path, file)
    return Source(file, read_yaml(text, file), digest=_digest(text))


def read_page_file(path: Path, file: str) -> Source:
    """A Markdown file as marked front matter and a body. Findings: `front-matter` and those of the YAML."""
    text = read_text(path, file)
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
    approved_part = {key: value for key, value in (marks.data or {}).items() if key != "review"} if isinstance(marks.data, dict) else marks.data
    return Source(file, marks, body, end + 2, _digest(json.dumps(approved_part, sort_keys=True, default=str) + "\n" + body.strip()))


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
        raise CurriculumError(_findings(error, meta, source.marks, path)) from error


def _findings(error: ValidationError, meta: type[Authored], marks: Marked, prefix: tuple[str | int, ...]) -> Iterator[Finding]:
    seen: set[tuple[Place, str]] = set()
    for detail in error.errors():
        written = _written(detail["loc"], marks, prefix)
        finding = _finding(detail, meta, marks, prefix, written)
        if (finding.place, finding.code) not in seen:
            seen.add((finding.place, finding.code))
            yield finding


def _written(loc: tuple[int | str, ...], marks: Marked, prefix: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """The part of pydantic's location that the author wrote; union members and the like fall out."""
    path = prefix
    for step in loc:
        if (*path, step) in marks.values:
            path = (*path, step)
    return path


def _finding(detail: ErrorDetails, meta: type[Authored], marks: Marked, prefix: tuple[str | int, ...], path: tuple[str | int, ...]) -> Finding:
    kind, name = detail["type"], str(detail["loc"][-1])
    if kind == "extra_forbidden":
        known = _known_keys(meta, detail["loc"][:-1])
        near = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
        hint = f"did you mean '{near[0]}'?" if near else f"known keys are: {', '.join(known)}" if known else "delete it"
        return Finding(marks.key_place(*path), "unknown-key", f"'{name}' is not a key that is known here", hint)
    if kind == "missing":
        return Finding(marks.place(*path), "missing-key", f"'{name}' is missing", f"add a line `{name}: ...`")
    shown = ".".join(str(step) for step in path[len(prefix) :]) or "this"
    message = detail["msg"].removeprefix("Value error, ")
    return Finding(marks.place(*path), "bad-value", f"{shown}: {message[0].lower()}{message[1:]}", _hint(kind, detail))


def _known_keys(meta: type[Authored], loc: tuple[int | str, ...]) -> list[str]:
    """The keys of the model that stands at `loc` inside `meta`."""
    current: Any = meta
    for step in loc:
        models = list(_models_in(current, step))
        current = models[0] if models else current
    return list(current.model_fields) if isinstance(current, type) and issubclass(current, Authored) else []


def _models_in(model: Any, step: int | str) -> Iterator[type[Authored]]:
    if isinstance(model, type) and issubclass(model, Authored) and step in model.model_fields:
        yield from _models_of(model.model_fields[str(step)].annotation)
    elif isinstance(model, type) and issubclass(model, Authored):
        yield model


def _models_of(annotation: Any) -> Iterator[type[Authored]]:
    if isinstance(annotation, type) and issubclass(annotation, Authored):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from _models_of(inner)


_HINTS = {
    "int_type": "write a whole number, without quotes and without a leading zero",
    "float_type": "write a number",
    "string_type": "write text; put it in quotes if it looks like a number or a date",
    "tuple_type": "write a list: [one, two], or lines that begin with '- '",
    "dict_type": "write `key: value` lines",
    "model_type": "write `key: value` lines",
    "date_type": "write a date as 2027-01-31",
    "date_from_datetime_parsing": "write a date as 2027-01-31",
    "string_too_short": "write something here",
}


def _hint(kind: str, detail: ErrorDetails) -> str:
    if kind in ("literal_error", "enum"):
        given = str(detail["input"])
        options = [option.strip(" '") for option in detail["ctx"]["expected"].replace(" or ", ", ").split(",")]
        near = difflib.get_close_matches(given, options, n=1, cutoff=0.5)
        return f"did you mean '{near[0]}'?" if near else f"write one of: {', '.join(options)}"
    if kind == "string_pattern_mismatch":
        pattern = detail["ctx"]["pattern"]
        if "[01][0-9]" in pattern:
            return 'write the time as "17:30", in quotes'
        if pattern.startswith("^[a-z0-9]"):
            return "use lower-case words joined by hyphens, as in cbt/first-thought"
        return f"it must match {pattern}"
    return _HINTS.get(kind, "see CONTRIBUTING.md for what this value may be")
