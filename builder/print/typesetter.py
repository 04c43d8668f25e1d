"""The one place that calls Typst: source and inputs in, PDF/UA-1 bytes out."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pikepdf
import typst

from builder import installed
from builder.finding import CurriculumError, Finding, Place
from builder.print.typst_text import literal, names_in, stray
from builder.text.typeface import FOLDER

TEMPLATES = installed.TEMPLATES / "print"
Scopes = Mapping[str, Mapping[str, str]]
"""Settings of a part of a source, by the folder from which it imports `type.typ`."""
NO_SCOPES: Scopes = MappingProxyType({})
_NAMES = frozenset(
    ["bytes", "center", "deg", "emph", "fr", "horizon", "image", "import", "linebreak", "place", "reflow", "rotate", "show", "strong", "with"]
)
"""Names of Typst's own that sources use, and templates need not."""
KEPT_FOR = 12
"""Compilations after which Typst has let go of everything they did not use."""
ASKED = 50
"""Layouts after which it is made to: to be asked lets go of nothing, and each takes two megabytes."""


class TypesetError(Exception):
    """Typst would not set this source; carries what it said."""


@contextmanager
def refusals_at(place: Place, what: str) -> Iterator[None]:
    """What Typst will not set is a finding about the author's text: `print-refused`."""
    try:
        yield
    except TypesetError as error:
        hint = "simplify the construct that it names, or report it"
        raise CurriculumError([Finding(place, "print-refused", f"{what} cannot be set: {error}", hint)]) from error


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except typst.TypstError as error:
        raise TypesetError(f"{error.message} {' '.join(error.hints)}".strip()) from error


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FOLDER)])


class _Workspace:
    """A folder with the templates, one source and its settings, and a compiler that stays with it.

    Typst keeps what it has laid out as long as the files it was made from are the same: a source that was measured is made into a PDF in a few
    milliseconds, and what two editions share is set once. Settings given as `sys_inputs` would undo that, because their order changes.
    """

    def __init__(self) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="groupwork-print-")
        self.root = Path(self.folder.name)
        self.written: dict[str, str] = {}
        self.asked = 0
        self.type = (TEMPLATES / "type.typ").read_text(encoding="utf-8")
        for template in TEMPLATES.glob("*.typ"):
            shutil.copyfile(template, self.root / template.name)
        self.names = _NAMES | {name for template in TEMPLATES.glob("*.typ") for name in names_in(template.read_text(encoding="utf-8"))}
        self.compiler = typst.Compiler(self._write("main.typ", ""), root=str(self.root), font_paths=_fonts(), ignore_system_fonts=True)

    def lay(self, source: str, inputs: Mapping[str, Any], scopes: Scopes = NO_SCOPES) -> typst.Compiler:
        """The compiler, given this source and these settings. Of the source, all words but those of the templates stand in literals."""
        if self.written.get("main.typ") != source and (found := stray(source, self.names)):
            raise TypesetError(f"'{found}' stands outside of the texts")
        self._write("main.typ", source)
        self._write("settings.json", json.dumps(inputs))
        for folder, settings in scopes.items():
            (self.root / folder).mkdir(parents=True, exist_ok=True)
            self._write(f"{folder}/type.typ", self.type)
            self._write(f"{folder}/settings.json", json.dumps(settings))
        return self.compiler

    def _write(self, name: str, text: str) -> str:
        path = self.root / name
        if self.written.get(name) != text:
            path.write_text(text, encoding="utf-8", newline="\n")
            self.written[name] = text
        return str(path)


def _workspace() -> _Workspace:
    """One a process, and never that of the process that this one is a copy of: fonts and templates are read once."""
    return _workspace_of(os.getpid())


@cache
def _workspace_of(_process: int) -> _Workspace:
    return _Workspace()


def typeset(source: str, inputs: Mapping[str, Any], timestamp: int, scopes: Scopes = NO_SCOPES) -> bytes:
    """A tagged PDF/UA-1 file. `timestamp`, in seconds since 1970, is written into it, so that the same input gives the same bytes."""
    with _refusals():
        made = _workspace().lay(source, inputs, scopes).compile(format="pdf", timestamp=timestamp, pdf_standards=["ua-1"])
    assert isinstance(made, bytes)
    return made


def picture_of(svg: str) -> bytes:
    """A drawing as a PNG of 200 dots to the inch, half a foot wide."""
    return _pixels(f'#set page(width: 152mm, height: auto, margin: 0pt)\n#image(bytes({literal(svg)}), format: "svg", width: 100%)', 200)


def icon_of(svg: str, pixels: int, share: float = 1, ground: str = "") -> bytes:
    """A square drawing as a PNG of so many pixels; it takes its share of them, on a ground `#rrggbb` or on none."""
    fill = f'rgb("{ground}")' if ground else "none"
    page = f"#set page(width: {pixels}pt, height: {pixels}pt, margin: 0pt, fill: {fill})\n"
    return _pixels(f'{page}#place(center + horizon, image(bytes({literal(svg)}), format: "svg", width: {share * 100}%))', 72)


def _pixels(page: str, ppi: int) -> bytes:
    with _refusals():
        made = _workspace().lay(page, {}).compile(format="png", ppi=ppi)
    assert isinstance(made, bytes)
    return made


def layout(source: str, inputs: Mapping[str, Any], scopes: Scopes = NO_SCOPES) -> dict[str, Any]:
    """What a template tells of its layout in its `<layout>` mark, `pages` at least, without making a file of it."""
    workspace = _workspace()
    workspace.asked += 1
    if workspace.asked % ASKED == 0:
        forget()
    with _refusals():
        told: dict[str, Any] = json.loads(workspace.lay(source, inputs, scopes).query("<layout>", field="value", one=True))
    return told


def count_pages(source: str, inputs: Mapping[str, Any]) -> int:
    """How many pages a source takes, without making a file of it."""
    return int(layout(source, inputs)["pages"])


def forget() -> None:
    """Let go of the layouts that Typst keeps: it drops what so many compilations in a row have not used. That of a long book takes 250 MB."""
    for _ in range(KEPT_FOR):
        _workspace().lay("", {}).compile(format="svg")


def page_count(pdf: bytes) -> int:
    with pikepdf.open(BytesIO(pdf)) as opened:
        return len(opened.pages)


def value(thing: Any) -> str:
    """Plain Python data as a Typst value: text, numbers, lists and mappings with text keys."""
    match thing:
        case None:
            return "none"
        case bool():
            return "true" if thing else "false"
        case int() | float():
            return str(thing)
        case str():
            return literal(thing)
        case Mapping():
            return f"({', '.join(f'{literal(str(key))}: {value(inner)}' for key, inner in thing.items()) or ':'})"
        case list() | tuple():
            return f"({''.join(f'{value(inner)}, ' for inner in thing)})"
        case _:
            raise TypeError(f"no Typst value for {type(thing).__name__}")


def arguments(**named: Any) -> str:
    """Named arguments of a template's function."""
    return ", ".join(f"{name.replace('_', '-')}: {value(thing)}" for name, thing in named.items())
