"""The files of a program that begins, but for its track: forms from `templates/init/` with what was answered, and settings for editors."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import yaml

from builder import __version__, installed
from builder.adopting.lock import lock_text
from builder.begin.answers import Offered, ProgramAnswers
from builder.load.layers import texts_of
from builder.model.lock import LOCK, LockMeta
from builder.model.schemas import FRONT_MATTER, SCHEMAS, schema_files

FORMS: Mapping[str, str] = {
    "README.md": "README.md",
    "curriculum/program.yml": "program.yml",
    "requirements.txt": "requirements.txt",
    ".gitignore": "gitignore",
    ".gitattributes": "gitattributes",
    ".gitlab-ci.yml": "gitlab-ci.yml",
    ".github/workflows/groupwork.yml": "github/groupwork.yml",
    ".vscode/extensions.json": "vscode/extensions.json",
    ".vscode/tasks.json": "vscode/tasks.json",
}
"""Each file that is written, and its form in `templates/init/`, where no name is hidden: archives and tools pass over hidden files."""

_BLANK = re.compile(r"\[\[(\w+)\]\]")
_MARKDOWN = re.compile(r"([\\`*_<>\[\]#&|~])")
_WHAT = {"phone": "555-010-0123", "hours": "weekdays, 9 to 5", "email": "office@harbor.example"}


def first_files(answers: ProgramAnswers, track: str, choices: Offered) -> dict[str, str]:
    """Path and text of each file."""
    values = {"version": __version__, "track": track, "tracks": ", ".join(choices.tracks), "contact": _contact(answers), "lines": _lines(choices)}
    values |= {key: quoted(getattr(answers, key)) for key in ("name", "address", "zone", "holidays")}
    files = {path: _filled(form, values | ({"name": as_markdown(answers.name)} if path.endswith(".md") else {})) for path, form in FORMS.items()}
    lock = LockMeta(library=__version__, texts=texts_of(installed.LIBRARY))
    files |= {LOCK: lock_text(lock), ".vscode/settings.json": _json(_settings()), ".remarkrc.json": _json(_remark())}
    return files | {f"curriculum/schemas/{name}": text for name, text in schema_files(over=True).items()}


def _filled(form: str, values: Mapping[str, str]) -> str:
    text = (installed.TEMPLATES / "init" / form).read_text(encoding="utf-8")
    return _BLANK.sub(lambda blank: values[blank[1]], text)


def quoted(text: str) -> str:
    """A value of YAML that is these words, whatever they hold; without quotes where it needs none."""
    return yaml.safe_dump(text, allow_unicode=True, width=10**6).removesuffix("...\n").strip()


def as_markdown(text: str) -> str:
    """Words as they are, for a heading."""
    return _MARKDOWN.sub(r"\\\1", text)


def _contact(answers: ProgramAnswers) -> str:
    said = {key: getattr(answers, key) for key in _WHAT}
    if not any(said.values()):
        return "\n".join(["# contact:", *(f"#   {key}: {example}" for key, example in _WHAT.items())])
    return "\n".join(["contact:", *(f"  {key}: {quoted(value)}" if value else f"  # {key}: {_WHAT[key]}" for key, value in said.items())])


def _lines(choices: Offered) -> str:
    """The crisis lines of the library, each with room for a day: an id alone would send people to look for it."""
    most = max(len(name) for name in choices.lines) + 3
    return "\n".join(f"#   {quoted(name) + ':':<{most}}    # {title}" for name, title in choices.lines.items())


def _settings() -> dict[str, Any]:
    """Which file has which schema: for the YAML extension of VS Code, and the editors that read its settings."""
    files = {f"./curriculum/schemas/{name}.json": where for name, (where, _) in SCHEMAS.items() if where.endswith(".yml")}
    return {
        "yaml.schemas": files,
        "yaml.schemaStore.enable": False,
        "files.associations": {LOCK: "yaml"},
        "files.eol": "\n",
        "[markdown]": {"editor.wordWrap": "on"},
    }


def _remark() -> dict[str, Any]:
    """The same for the front matter of Markdown. Its checker knows older drafts of JSON Schema only, and would refuse to read one that names ours."""
    files = {f"./curriculum/schemas/{name}.json": [where] for name, where in FRONT_MATTER.items()}
    checker = ["remark-lint-frontmatter-schema", {"schemas": files, "ajvOptions": {"validateSchema": False}}]
    return {"plugins": ["remark-frontmatter", checker]}


def _json(data: Any) -> str:
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"
