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
from builder.model.passage import PassageMeta
from builder.model.people import PeopleMeta
from builder.model.program import ProgramMeta
from builder.model.reference import Citation, LanguageMeta, StandardMeta
from builder.model.request import RequestMeta
from builder.model.session import CardsMeta, HandoutMeta, ModuleMeta, SessionMeta, WallMeta
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


def write_schemas(folder: Path) -> list[Path]:
    """Write one `<name>.json` a kind of file into `folder`, made if need be; returns the files in the order of `SCHEMAS`."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name in SCHEMAS:
        path = folder / f"{name}.json"
        path.write_text(schema_text(name), encoding="utf-8", newline="\n")
        written.append(path)
    return written


def schema_text(name: str) -> str:
    """A schema as it stands in its file; the same text every time."""
    return json.dumps(schema(name), indent=2, ensure_ascii=False) + "\n"


def schema(name: str) -> dict[str, Any]:
    """The schema of one kind of file, draft 2020-12, its keys in the order of the model."""
    files, kind = SCHEMAS[name]
    made = TypeAdapter(kind).json_schema(schema_generator=_Plain)
    head = {"$schema": _Plain.schema_dialect, "title": f"Groupwork {name}", "$comment": f"For {files}. Written by `groupwork schemas`."}
    closed: dict[str, Any] = _closed(head | made | head)
    return closed


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
