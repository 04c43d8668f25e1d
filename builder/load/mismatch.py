"""Where data does not fit its model: pydantic's errors as findings in words for people who write, at the author's line and column."""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import Tag
from pydantic_core import ErrorDetails

from builder.finding import Finding, Place, did_you_mean, shortened
from builder.model.base import Authored, Unfit
from builder.model.module import ROUTE_LENGTH
from builder.text.marked_yaml import TOLD, KeyPath, Marked

KEY = "[key]"
"""Pydantic's last step when it is the key itself that does not fit."""


def mismatches(errors: Sequence[ErrorDetails], meta: type[Authored], marks: Marked, prefix: KeyPath) -> Iterator[Finding]:
    """`unknown-key`, `missing-key` and `bad-value`, one for each thing to mend."""
    misspelled = {_meant(meta, error["loc"]) for error in errors[:TOLD] if error["type"] == "extra_forbidden"}
    seen: set[Place] = set()
    for error in errors[:TOLD]:
        path = _written(error["loc"], marks, prefix)
        if (error["type"] == "missing" and error["loc"] in misspelled) or _is_echo(error, errors, len(path) - len(prefix)):
            continue
        finding = _finding(error, meta, marks, path, path[len(prefix) :])
        if finding.code != "bad-value" or finding.place not in seen:
            seen.add(finding.place)
            yield finding


def _written(loc: KeyPath, marks: Marked, prefix: KeyPath) -> KeyPath:
    """The part of pydantic's location that the author wrote; union members and the like fall out."""
    path = prefix
    for step in loc:
        if (*path, step) in marks.values:
            path = (*path, step)
    return path


def _is_echo(error: ErrorDetails, errors: Sequence[ErrorDetails], written: int) -> bool:
    """True for what another error already says: a list left empty by its faulty entries, or the member of a union that was not meant."""
    loc = error["loc"]
    if error["type"] == "too_short":
        return bool(len(error["input"]) >= error["ctx"]["min_length"])
    if error["type"] not in ("string_type", "literal_error", "int_type") or len(loc) == written:
        return False
    return any(len(other["loc"]) > len(loc) and other["loc"][:written] == loc[:written] for other in errors)


def _finding(error: ErrorDetails, meta: type[Authored], marks: Marked, path: KeyPath, shown: KeyPath) -> Finding:
    kind, loc, given = error["type"], error["loc"], error["input"]
    name = loc[-1] if loc else ""
    if kind == "extra_forbidden":
        known = _known_keys(meta, loc[:-1])
        hint = did_you_mean(str(name), known, 0.6) or (f"known keys are: {', '.join(known)}" if known else "delete it")
        return Finding(marks.key_place(*path), "unknown-key", f"'{name}' is not a key that is known here", hint)
    if name == KEY:
        key = str(loc[-2])
        if kind == "literal_error":
            known = _options(error)
            hint = did_you_mean(key, known, 0.5) or f"known keys are: {', '.join(known)}"
            return Finding(marks.key_place(*path), "unknown-key", f"'{key}' is not a key that is known here", hint)
        hint = _expected(error)[1] if error.get("ctx", {}).get("pattern") == ROUTE_LENGTH else "write lower-case words joined by hyphens"
        return Finding(marks.key_place(*path), "bad-value", f"'{key}' cannot be a key here", hint)
    if kind == "missing" and isinstance(name, str):
        return Finding(marks.place(*path), "missing-key", f"'{name}' is missing", f"add a line `{name}: ...`")
    message, hint = _expected(error)
    if given is None and kind.endswith("_type"):
        message, hint = "is empty", "write it after the colon"
    elif given is None and kind == "literal_error":
        message = "is empty"
    elif kind == "value_error":
        raised = error["ctx"]["error"]
        step = raised.hint if isinstance(raised, Unfit) else "add or change what is named here"
        return Finding(marks.place(*path), "bad-value", str(raised), step)
    return Finding(marks.place(*path), "bad-value", f"{_subject(shown)} {message}", hint)


def _subject(path: KeyPath) -> str:
    match path:
        case (*_, str(key), int(index)):
            return f"entry {index + 1} of '{key}'"
        case (*_, last):
            return f"'{last}'"
        case _:
            return "this"


_KINDS = {
    "int_type": ("a whole number", "write a whole number, without quotes and without a leading zero"),
    "int_parsing": ("a whole number", "write a whole number"),
    "float_type": ("a number", "write a number"),
    "float_parsing": ("a number", "write a number"),
    "string_type": ("a text", "write text; put it in quotes if it looks like a number or a date"),
    "tuple_type": ("a list", "write a list: [one, two], or lines that begin with '- '"),
    "dict_type": ("`key: value` lines", "write `key: value` lines, indented"),
    "model_type": ("`key: value` lines", "write `key: value` lines, indented"),
    "date_type": ("a date", "write a date as 2027-01-31, without quotes, on a day that there is"),
    "date_from_datetime_parsing": ("a date", "write a date as 2027-01-31, without quotes, on a day that there is"),
    "date_from_datetime_inexact": ("a date", "write a date as 2027-01-31, without quotes, on a day that there is"),
}


def _expected(error: ErrorDetails) -> tuple[str, str]:
    """What the value had to be, as the end of a sentence, and the next step."""
    kind, given, context = error["type"], error["input"], error.get("ctx", {})
    if kind in _KINDS:
        expected, hint = _KINDS[kind]
        return f"must be {expected}, not {_given(given)}", hint
    match kind:
        case "literal_error":
            options = _options(error)
            if options == ["session"]:
                return f"cannot be {_given(given)}", "write `session`, or a part and its minutes, as in `break: 10`"
            return f"cannot be {_given(given)}", did_you_mean(str(given), options, 0.5) or f"write one of: {', '.join(options)}"
        case "string_pattern_mismatch":
            return _pattern(context["pattern"], given)
        case "string_too_short":
            return "is empty", "write something here"
        case "string_too_long":
            return f"has {len(str(given)):,} letters, and {context['max_length']:,} are the most", "make it shorter"
        case "greater_than_equal":
            return f"must be {context['ge']} or more, not {shortened(str(given), 20)}", f"write one from {context['ge']} on"
        case "less_than_equal":
            return f"must be {context['le']} or less, not {shortened(str(given), 20)}", f"write one up to {context['le']}"
        case "finite_number":
            return "must be a number", "write a number, as in 6.5"
        case "too_short":
            return f"needs {_entries(context['min_length'])} or more", "write a list: [one, two], or lines that begin with '- '"
        case "too_long":
            return f"takes {_entries(context['max_length'])} at most", "take out what is too much"
        case "missing":
            return f"needs {_entries(int(error['loc'][-1]) + 1)}", "write [from, to]"
        case _:
            return f"does not fit: {error['msg'][0].lower()}{error['msg'][1:]}", "see CONTRIBUTING.md for what this value may be"


def _pattern(pattern: str, given: object) -> tuple[str, str]:
    if "[01][0-9]" in pattern:
        return f"must be a time of day, not {_given(given)}", 'write the time as "17:30", in quotes'
    if pattern.startswith("^[a-z0-9]"):
        return f"must be an id, not {_given(given)}", "use lower-case words joined by hyphens, as in cbt/first-thought"
    if pattern.startswith("^10"):
        return f"must be a DOI, not {_given(given)}", "write it from 10. on, without https://doi.org/"
    if pattern == ROUTE_LENGTH:
        return f"must be a number of meetings, not {_given(given)}", "write a number, such as 4"
    starts = "tel:, sms: or https://" if "tel:" in pattern else "https://"
    return f"must be an address, not {_given(given)}", f"begin it with {starts}, and write it as a browser shows it, without spaces"


def _given(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case str():
            return f"the text '{shortened(value, 40)}'"
        case int():
            return f"the number {shortened(str(value), 20)}"
        case datetime.date():
            return f"the date {value}"
        case list():
            return "a list"
        case _:
            return "`key: value` lines"


def _entries(number: int) -> str:
    return f"{number} entr{'y' if number == 1 else 'ies'}"


def _options(error: ErrorDetails) -> list[str]:
    return [option.strip(" '") for option in error["ctx"]["expected"].replace(" or ", ", ").split(",")]


def _meant(meta: type[Authored], loc: KeyPath) -> KeyPath:
    """Where the key would stand that an unknown one was meant to be."""
    near = difflib.get_close_matches(str(loc[-1]), _known_keys(meta, loc[:-1]), n=1, cutoff=0.6)
    return (*loc[:-1], *near)


def _known_keys(meta: type[Authored], loc: KeyPath) -> list[str]:
    """The keys of the model that stands at `loc` inside `meta`."""
    current = [("", meta)]
    for step in loc:
        named = [("", model) for tag, model in current if tag == step]
        deeper = [inner for _, model in current if step in model.model_fields for inner in _models_of(model.model_fields[str(step)].annotation)]
        current = named or deeper or current
    return list(current[0][1].model_fields)


def _models_of(annotation: Any, tag: str = "") -> Iterator[tuple[str, type[Authored]]]:
    """The models that may stand at a field, each with the tag by which pydantic tells it from the others of a union."""
    tag = next((one.tag for one in getattr(annotation, "__metadata__", ()) if isinstance(one, Tag)), tag)
    if isinstance(annotation, type) and issubclass(annotation, Authored):
        yield tag, annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from _models_of(inner, tag)
