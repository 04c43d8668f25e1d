"""Which fields of authored data hold free text, and which of them participants may read: whatever is not marked `public` is staff's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from pydantic import StringConstraints
from pydantic.fields import FieldInfo

from builder.model.base import Authored
from builder.text.marked_yaml import KeyPath


def free_texts(kind: type[Authored]) -> dict[str, bool]:
    """The fields of a model that hold free text, by name; True for those that are public."""
    return {name: is_public(field) for name, field in kind.model_fields.items() if _is_text(field.annotation, tuple(field.metadata))}


def is_public(field: FieldInfo) -> bool:
    """Whether a field is marked so in the schema."""
    extra = field.json_schema_extra
    return isinstance(extra, Mapping) and extra.get("public") is True


def texts_of(meta: Authored, public: bool) -> Iterator[str]:
    """Every free text of some data that is public, or every one that is not; data inside of it goes by its own marks."""
    yield from (text for _, text, marked in placed_texts(meta) if marked is public)


def placed_texts(meta: Authored, path: KeyPath = ()) -> Iterator[tuple[KeyPath, str, bool]]:
    """Every free text of some data, with the path at which it was written, and whether it is public."""
    texts = free_texts(type(meta))
    for name in type(meta).model_fields:
        for here, value in _values(getattr(meta, name), (*path, name)):
            if isinstance(value, Authored):
                yield from placed_texts(value, here)
            elif name in texts and isinstance(value, str):
                yield here, value, texts[name]


def public_strings(meta: Authored) -> Iterator[str]:
    """Every string in a field that is public, also what a pattern makes an id or an address, and the names in a mapping; data inside of some goes by its own marks."""
    for name, field in type(meta).model_fields.items():
        value = getattr(meta, name)
        if isinstance(value, Mapping) and is_public(field):
            yield from map(str, value)
        for _, inner in _values(value, ()):
            if isinstance(inner, Authored):
                yield from public_strings(inner)
            elif isinstance(inner, str) and is_public(field):
                yield inner


def broken_lines(meta: Authored, path: KeyPath = ()) -> Iterator[KeyPath]:
    """Where a text that is one line, as all are but Markdown, has a line's end or a tab in it."""
    for name, field in type(meta).model_fields.items():
        extra = field.json_schema_extra
        is_markdown = isinstance(extra, Mapping) and extra.get("markdown") is True
        for here, value in _values(getattr(meta, name), (*path, name)):
            if isinstance(value, Authored):
                yield from broken_lines(value, here)
            elif isinstance(value, str) and not is_markdown and ("\n" in value or "\t" in value):
                yield here


def _values(value: Any, path: KeyPath) -> Iterator[tuple[KeyPath, Any]]:
    """A value, or those that a list or mapping holds, each with its path."""
    match value:
        case Mapping():
            for key, inner in value.items():
                yield from _values(inner, (*path, key))
        case tuple():
            for index, inner in enumerate(value):
                yield from _values(inner, (*path, index))
        case _:
            yield path, value


def _is_text(annotation: Any, metadata: tuple[Any, ...]) -> bool:
    """True for `Text`, and for lists and mappings of it: strings that no pattern makes an id."""
    if annotation is str:
        constraints = [one for one in metadata if isinstance(one, StringConstraints)]
        return bool(constraints) and not any(one.pattern for one in constraints)
    arguments = [argument for argument in get_args(annotation) if argument is not Ellipsis]
    if hasattr(annotation, "__metadata__"):
        return _is_text(arguments[0], tuple(annotation.__metadata__))
    return any(_is_text(argument, ()) for argument in arguments)
