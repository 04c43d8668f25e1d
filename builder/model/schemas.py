"""JSON Schemas of what authors write, for editors: completion and red underlines while typing, from the very models that check the files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from builder.model.base import Slug
from builder.model.group import GroupMeta
from builder.model.module import ModuleMeta
from builder.model.overlay import OWN_ALONE, overlay
from builder.model.passage import PassageMeta
from builder.model.people import PeopleMeta
from builder.model.program import ProgramMeta
from builder.model.reference import Citation, LanguageMeta, StandardMeta
from builder.model.request import RequestMeta
from builder.model.session import CardsMeta, HandoutMeta, SessionMeta, WallMeta
from builder.model.site import SiteMeta
from builder.model.synonyms import SynonymsMeta
from builder.model.track import TrackMeta

SCHEMAS: Mapping[str, tuple[str, Any]] = {
    "program": ("curriculum/program.yml", ProgramMeta),
    "sources": ("curriculum/sources.yml", Mapping[Slug, Citation]),
    "language": ("curriculum/language.yml", LanguageMeta),
    "standard": ("curriculum/standards/*.yml", StandardMeta),
    "session": ("the front matter of a session.md", SessionMeta),
    "handout": ("the front matter of a handout", HandoutMeta),
    "cards": ("the front matter of a set of cards", CardsMeta),
    "wall": ("the front matter of a wall.md, which may be left out", WallMeta),
    "passage": ("the front matter of a passage", PassageMeta),
    "people": ("curriculum/people.yml", PeopleMeta),
    "synonyms": ("curriculum/synonyms.yml", SynonymsMeta),
    "module": ("the front matter of a module.md", ModuleMeta),
    "track": ("the front matter of a track", TrackMeta),
    "group": ("curriculum/groups/*.yml", GroupMeta),
    "site": ("sites/*.yml", SiteMeta),
    "request": ("a request to groupwork compose", RequestMeta),
}
"""Name of the schema: the files it is for, and the type that reads them."""


OVER = ("program", "sources", "language", "people", "synonyms")
"""Data files that, in a program, lie over the library's of the same name."""

FRONT_MATTER: Mapping[str, str] = {
    "module": "curriculum/modules/*/module.md",
    "session": "curriculum/modules/*/*/session.md",
    "page": "curriculum/modules/*/*/!(session|wall).md",
    "wall": "curriculum/modules/*/*/wall.md",
    "passage": "curriculum/passages/*.md",
    "track": "curriculum/tracks/*.md",
}
"""Name of the schema: the Markdown files whose front matter it is for, as editors look for files; `page` is that of a handout or of a set of cards."""

PAGE = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Groupwork page",
    "$comment": "For the front matter of a handout, or of a set of cards, which says so. Written by `groupwork schemas`.",
    "if": {"properties": {"kind": {"const": "cards"}}, "required": ["kind"]},
    "then": {"$ref": "cards.json"},
    "else": {"$ref": "handout.json"},
}
"""Editors know a file by its name alone, and that of a handout could be that of a set of cards."""


def schema_files(over: bool = False) -> dict[str, str]:
    """Every schema by the name of its file; with `over` those of a program that lies over the library."""
    return {f"{name}.json": schema_text(name, over) for name in SCHEMAS} | {"page.json": _text(PAGE)}


def write_schemas(folder: Path, over: bool = False) -> list[Path]:
    """Write every schema into `folder`, made if need be; returns the files in the order of `SCHEMAS`."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in schema_files(over).items():
        path = folder / name
        path.write_text(text, encoding="utf-8", newline="\n")
        written.append(path)
    return written


def schema_text(name: str, over: bool = False) -> str:
    """A schema as it stands in its file; the same text every time."""
    return _text(schema(name, over))


def _text(schema: Mapping[str, Any]) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def schema(name: str, over: bool = False) -> dict[str, Any]:
    """The schema of one kind of file, draft 2020-12, its keys in the order of the model; with `over` that of a file that lies over the library's."""
    files, kind = SCHEMAS[name]
    made = TypeAdapter(kind).json_schema(schema_generator=_Plain)
    head = {"$schema": _Plain.schema_dialect, "title": f"Groupwork {name}", "$comment": f"For {files}. Written by `groupwork schemas`."}
    closed: dict[str, Any] = _closed(head | made | head)
    return overlay(closed, OWN_ALONE) if over and name in OVER else closed


class _Plain(GenerateJsonSchema):
    """Without a title on every key: it would only repeat the key."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def _closed(node: Any) -> Any:
    """The schema with names that do not fit their pattern refused, as the models refuse them."""
    if isinstance(node, list):
        return [_closed(item) for item in node]
    if not isinstance(node, dict):
        return node
    closed = {key: _closed(value) for key, value in node.items()}
    return closed | {"additionalProperties": False} if "patternProperties" in closed else closed
