"""The one place that calls Typst: source and inputs in, PDF/UA-1 bytes out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import typst

from builder.printing.typeface import FOLDER
from builder.printing.typst_text import literal

TEMPLATES = Path(__file__).parent.parent.parent / "templates" / "print"


class TypesetError(Exception):
    """Typst would not set this source; carries what it said."""


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FOLDER)])


@cache
def _compiler() -> typst.Compiler:
    """One compiler a process: it reads the fonts and templates once."""
    return typst.Compiler(root=str(TEMPLATES), font_paths=_fonts(), ignore_system_fonts=True)


def typeset(source: str, inputs: Mapping[str, str], timestamp: int) -> bytes:
    """A tagged PDF/UA-1 file. `timestamp`, in seconds since 1970, is written into it, so that the same input gives the same bytes."""
    return _compile(source, inputs, timestamp=timestamp, pdf_standards=["ua-1"])


def count_pages(source: str, inputs: Mapping[str, str]) -> int:
    """How many pages a source takes, without making a file of it. Its template ends with a `<last-page>` mark."""
    compiler = typst.Compiler(input=source.encode(), root=str(TEMPLATES), font_paths=_fonts(), ignore_system_fonts=True, sys_inputs=dict(inputs))
    try:
        return int(json.loads(compiler.query("<last-page>", field="value", one=True)))
    except typst.TypstError as error:
        raise TypesetError(_said(error)) from error


def page_count(pdf: bytes) -> int:
    with pikepdf.open(BytesIO(pdf)) as opened:
        return len(opened.pages)


def _compile(source: str, inputs: Mapping[str, str], **options: Any) -> bytes:
    try:
        made = _compiler().compile(input=source.encode(), format="pdf", sys_inputs=dict(inputs), **options)
    except typst.TypstError as error:
        raise TypesetError(_said(error)) from error
    assert isinstance(made, bytes)
    return made


def _said(error: typst.TypstError) -> str:
    return f"{error.message} {' '.join(error.hints)}".strip()


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
