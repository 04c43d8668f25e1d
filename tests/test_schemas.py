"""The schemas that editors use: current, and of one mind with the models about real files."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from builder.load.entry import data_source, page_source
from builder.model.schemas import FRONT_MATTER, OVER, SCHEMAS, schema, schema_files, write_schemas
from tests.project import ROOT

pytestmark = pytest.mark.slow

CURRICULUM = ROOT / "curriculum"
NOT_ASKED = {"$schema", "$comment", "$defs", "title", "description", "default", "format", "public", "markdown"}


def misfits(value: Any, part: dict[str, Any], whole: dict[str, Any], path: str = "") -> Iterator[str]:
    """Where data does not fit a schema, as an editor sees it; a keyword that is not known here fails the test instead of passing it."""
    for keyword, asked in part.items():
        match keyword:
            case "$ref":
                yield from misfits(value, whole["$defs"][asked.removeprefix("#/$defs/")], whole, path)
            case "anyOf":
                if all(any(True for _ in misfits(value, option, whole, path)) for option in asked):
                    yield f"{path}: {value!r} fits none of {len(asked)} choices"
            case "oneOf":
                if sum(all(False for _ in misfits(value, option, whole, path)) for option in asked) != 1:
                    yield f"{path}: {value!r} fits not just one of {len(asked)} choices"
            case "type":
                if asked not in _types(value):
                    yield f"{path}: {value!r} is no {asked}"
            case "enum":
                if value not in asked:
                    yield f"{path}: {value!r} is none of {asked}"
            case "const":
                if value != asked:
                    yield f"{path}: {value!r} is not {asked!r}"
            case "pattern":
                if isinstance(value, str) and not re.search(asked, value):
                    yield f"{path}: {value!r} does not match {asked}"
            case "minLength" | "minItems" | "minProperties":
                if isinstance(value, str | list | dict) and len(value) < asked:
                    yield f"{path}: shorter than {asked}"
            case "maxLength" | "maxItems" | "maxProperties":
                if isinstance(value, str | list | dict) and len(value) > asked:
                    yield f"{path}: longer than {asked}"
            case "minimum" | "maximum":
                if isinstance(value, int) and (value < asked if keyword == "minimum" else value > asked):
                    yield f"{path}: {value} is beyond {asked}"
            case "required":
                yield from (f"{path}: '{key}' is missing" for key in asked if isinstance(value, dict) and key not in value)
            case "items":
                yield from (w for i, item in enumerate(value if isinstance(value, list) else ()) for w in misfits(item, asked, whole, f"{path}[{i}]"))
            case "prefixItems":
                for index, (item, inner) in enumerate(zip(value if isinstance(value, list) else (), asked, strict=False)):
                    yield from misfits(item, inner, whole, f"{path}[{index}]")
            case "properties" | "patternProperties" | "additionalProperties":
                continue
            case "propertyNames":
                yield from (w for key in (value if isinstance(value, dict) else ()) for w in misfits(key, asked, whole, f"{path}.{key}"))
            case _:
                assert keyword in NOT_ASKED, f"{keyword} is not a keyword that this test can judge"
    if isinstance(value, dict):
        yield from _entries(value, part, whole, path)


def _entries(value: dict[str, Any], part: dict[str, Any], whole: dict[str, Any], path: str) -> Iterator[str]:
    for key, inner in value.items():
        own = part.get("properties", {}).get(key)
        matching = [asked for pattern, asked in part.get("patternProperties", {}).items() if re.search(pattern, key)]
        for asked in matching if own is None else [own, *matching]:
            yield from misfits(inner, asked, whole, f"{path}.{key}")
        others = part.get("additionalProperties")
        if own is None and not matching and others is False:
            yield f"{path}: '{key}' is not known"
        elif own is None and not matching and isinstance(others, dict):
            yield from misfits(inner, others, whole, f"{path}.{key}")


def _types(value: Any) -> set[str]:
    names = {
        bool: {"boolean"},
        int: {"integer", "number"},
        float: {"number"},
        str: {"string"},
        list: {"array"},
        dict: {"object"},
        type(None): {"null"},
    }
    return names[type(value)]


def as_editors_see(data: Any) -> Any:
    """The data of a file with its dates as text, which is what YAML 1.2 makes of them."""
    if isinstance(data, dict):
        return {key: as_editors_see(value) for key, value in data.items()}
    if isinstance(data, list):
        return [as_editors_see(value) for value in data]
    return data.isoformat() if isinstance(data, datetime.date) else data


def of(name: str, path: Path) -> list[str]:
    read = partial(page_source, bare=name == "wall") if path.suffix == ".md" else data_source
    return list(misfits(as_editors_see(read(path.read_text(encoding="utf-8"), path.name).marks.data), schema(name), schema(name)))


def test_the_committed_schemas_are_current() -> None:
    committed = {path.name: path.read_text(encoding="utf-8") for path in (CURRICULUM / "schemas").glob("*.json")}
    assert committed == schema_files(), "run: groupwork schemas"


def test_writing_them_twice_gives_the_same_files_in_the_same_order(tmp_path: Path) -> None:
    first = write_schemas(tmp_path / "one")
    second = write_schemas(tmp_path / "two")
    assert [path.name for path in first] == [*(f"{name}.json" for name in SCHEMAS), "page.json"]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_names_its_draft_and_refuses_unknown_keys(name: str) -> None:
    made = schema(name)
    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert made["additionalProperties"] is False


def test_program_yml_points_at_its_schema_and_fits_it() -> None:
    path = CURRICULUM / "program.yml"
    assert path.read_text(encoding="utf-8").startswith("# yaml-language-server: $schema=schemas/program.json\n")
    assert of("program", path) == []


@pytest.mark.parametrize(
    ("name", "pattern"),
    [
        ("sources", "sources.yml"),
        ("language", "language.yml"),
        ("standard", "standards/*.yml"),
        ("session", "modules/*/*/session.md"),
        ("handout", "modules/*/*/*.md"),
        ("cards", "modules/*/*/*.md"),
        ("wall", "modules/*/*/wall.md"),
        ("passage", "passages/*.md"),
        ("people", "people.yml"),
        ("module", "modules/*/module.md"),
        ("track", "tracks/*.md"),
        ("group", "groups/*.yml"),
    ],
)
def test_every_file_that_loads_fits_its_schema(name: str, pattern: str) -> None:
    others = ("session.md", "wall.md")
    paths = [path for path in sorted(CURRICULUM.glob(pattern)) if name not in ("handout", "cards") or path.name not in others]
    if name in ("handout", "cards"):
        paths = [path for path in paths if ("\nkind: cards\n" in path.read_text(encoding="utf-8")) is (name == "cards")]
    assert paths
    assert [found for path in paths for found in of(name, path)] == []


def test_the_front_matter_of_every_markdown_file_has_one_schema() -> None:
    pages = [path for path in CURRICULUM.rglob("*.md") if path.parent != CURRICULUM]
    for path in pages:
        name = path.relative_to(ROOT).as_posix()
        fitting = [kind for kind, pattern in FRONT_MATTER.items() if re.fullmatch(_as_editors_match(pattern), name)]
        assert len(fitting) == 1, name
    assert len(pages) > 100
    assert {f"{name}.json" for name in FRONT_MATTER} <= schema_files().keys()


def _as_editors_match(pattern: str) -> str:
    return pattern.replace(".md", r"\.md").replace("*/", "[^/]+/").replace("!(session|wall)", r"(?!(?:session|wall)\.)[^/]+").replace("*", "[^/]+")


@pytest.mark.parametrize(
    ("name", "data", "fits"),
    [
        ("program", {"name": "Harbor", "address": "https://harbor.example"}, True),
        ("program", {"name": "Harbor"}, False),
        ("program", {"name": "Harbor", "address": "https://harbor.example", "adress": "x"}, False),
        ("program", {"modules": {"add": ["harbor"]}}, False),
        ("program", {"name": "H", "address": "https://h.example", "modules": {"add": ["harbor"]}, "exclude": ["cbt"], "tracks": ["evening"]}, True),
        ("program", {"name": "H", "address": "https://h.example", "modules": ["harbor"]}, False),
        ("program", {"name": "H", "address": "https://h.example", "modules": {"ad": ["harbor"]}}, False),
        ("program", {"name": "H", "address": "https://h.example", "modules": {}}, False),
        ("program", {"name": "H", "address": "https://h.example", "modules": {"add": ["Our Harbor"]}}, False),
        (
            "program",
            {"name": "H", "address": "https://h.example", "short_version": [30, 40], "reading": {"aim": 5, "known_words": {"add": ["tide"]}}},
            True,
        ),
        ("program", {"name": "H", "address": "https://h.example", "crisis_lines": {"first": [{"name": "County line"}]}}, False),
        (
            "program",
            {"name": "H", "address": "https://h.example", "populations": {"mood": {"emphasis": {"cbt": 4}, "core": {"add": ["cbt/one"]}}}},
            True,
        ),
        ("program", {"name": "H", "address": "https://h.example", "populations": {"own": {"title": "Ours", "core": ["cbt/one"]}}}, True),
        ("program", {"name": "H", "address": "https://h.example", "populations": {"own": {"titel": "Ours"}}}, False),
        ("sources", {}, True),
        ("sources", {"beck-2021": {"url": "https://beck.example"}}, True),
        ("sources", {"beck-2021": {"urll": "https://beck.example"}}, False),
        ("language", {"names": {"add": ["Harbor"]}}, True),
        ("language", {"names": ["Harbor"]}, False),
        ("people", {"people": {"add": [{"nam": "A"}]}}, False),
        ("synonyms", {"synonyms": {"add": []}}, True),
    ],
)
def test_a_data_file_over_the_librarys_says_a_part_and_what_becomes_of_lists(name: str, data: dict[str, Any], fits: bool) -> None:
    found = list(misfits(data, schema(name, over=True), schema(name, over=True)))
    assert (found == []) is fits, found


def test_only_data_files_have_another_schema_over_the_library() -> None:
    assert {name for name in SCHEMAS if schema(name, over=True) != schema(name)} == set(OVER)


def test_a_schema_sees_what_the_loader_would_refuse(tmp_path: Path) -> None:
    page = tmp_path / "module.md"
    page.write_text("---\ntitle: Sleep\nsumary: Nights\nsessions: [Same Time]\n---\n", encoding="utf-8")
    assert of("module", page) == [
        ": 'summary' is missing",
        ": 'sumary' is not known",
        ".sessions[0]: 'Same Time' does not match ^[a-z0-9]+(-[a-z0-9]+)*$",
    ]
