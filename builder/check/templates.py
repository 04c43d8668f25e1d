"""Templates of a program's own: what cannot be read in one, and what one asks for and does not get, is told at its line."""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NoReturn

from jinja2 import Environment, TemplateError, TemplateNotFound, TemplateSyntaxError, nodes

from builder.finding import CurriculumError, Finding, Place, shortened
from builder.installed import CHECKOUT, TEMPLATES
from builder.work.store import digest_of_files, key_of

THEME = ("frame.html", "bare.html", "missing.html")
"""What the program itself asks for of `theme/`; the rest there is for engines."""
ASSETS = ("assets", "assets-participants", "assets-staff")
"""Folders of what stands beside pages."""
IMPORT = re.compile(rb"^@import url\(([\w.-]+)\);\n", re.MULTILINE)
"""A style sheet that another takes in, which is published as one with it."""
HINT = "mend it there, or take the file as the program has it"


RELEASED = Path(__file__).with_suffix(".sha256")
"""The digest of this version's templates of pages: a test compares it, and writes it anew with `--refresh`."""


def as_released(templates: Path) -> bool:
    """Whether pages are made with the templates of this version. Only of these is it known that they make a page of whatever passes a check."""
    return not CHECKOUT or RELEASED.read_text(encoding="utf-8").strip() == digest_of_templates(templates)


def digest_of_templates(templates: Path) -> str:
    """Of those that pages are made with."""
    return key_of(digest_of_files(templates / name) for name in ("pages", "theme"))


class ToldEnvironment(Environment):
    """Whatever goes wrong in a template that stands beside the code or the curriculum is raised as CurriculumError, with the template's line."""

    def handle_exception(self, source: str | None = None) -> NoReturn:
        try:
            super().handle_exception(source)
        except CurriculumError:  # of a template inside this one
            raise
        except Exception as error:
            if CHECKOUT and (place := _place_of(error, _folders(self))):
                said = str(getattr(error, "message", None) or error) or type(error).__name__
                raise CurriculumError([Finding(place, "template-broken", shortened(said, 200), HINT)]) from error
            raise


def broken_templates(environment: ToldEnvironment, templates: Path) -> Iterator[Finding]:
    """`template-broken` for every template that pages are made with, or that one of those asks for, and that cannot be read or is not there."""
    waiting = [
        *((name, Place(f"templates/theme/{name}")) for name in THEME),
        *((name, Place(f"templates/pages/{name}")) for name in _asked(templates)),
    ]
    known = set[str]()
    while waiting:
        name, place = waiting.pop()
        if name in known:
            continue
        known.add(name)
        try:
            waiting += _named_in(environment, name)
        except TemplateNotFound:
            yield Finding(place, "template-broken", f"there is no template '{name}'", HINT)
        except (UnicodeDecodeError, RecursionError) as error:
            why = "is not UTF-8" if isinstance(error, UnicodeDecodeError) else "has too many brackets inside each other"
            yield Finding(place, "template-broken", f"the template '{name}' {why}", HINT)
        except CurriculumError as error:
            yield from error.findings


def broken_sheets(templates: Path) -> Iterator[Finding]:
    """`template-broken` for every style sheet that takes in one that is not there, or itself by whatever way."""
    for sheet in sorted(sheet for folder in ASSETS for sheet in (templates / folder).rglob("*.css")):
        content, file = sheet.read_bytes(), sheet.relative_to(templates.parent).as_posix()
        for found in IMPORT.finditer(content):
            name, place = found[1].decode(), Place(file, content.count(b"\n", 0, found.start()) + 1)
            if not (sheet.parent / name).is_file():
                yield Finding(place, "template-broken", f"there is no style sheet '{name}'", HINT)
            elif sheet in _taken_in(sheet.parent / name, set()):
                yield Finding(place, "template-broken", f"the style sheet '{name}' takes in this one", HINT)


def _taken_in(sheet: Path, known: set[Path]) -> set[Path]:
    """A style sheet, and all that it takes in."""
    if sheet not in known and sheet.is_file():
        known.add(sheet)
        for name in IMPORT.findall(sheet.read_bytes()):
            _taken_in(sheet.parent / name.decode(), known)
    return known


def _asked(templates: Path) -> Iterator[str]:
    """The templates of pages that there are, and those that the program asks for by itself."""
    own, installed = (
        {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("[!.]*.html"))}
        for folder in (templates / "pages", TEMPLATES / "pages")
    )
    yield from own
    if missing := installed.keys() - own.keys():
        texts = "".join(path.read_text(encoding="utf-8") for path in installed.values())
        yield from sorted(name for name in missing if f'"{name}"' not in texts)


def _named_in(environment: Environment, name: str) -> Iterator[tuple[str, Place]]:
    """The templates that one asks for by name, each with where it does."""
    assert environment.loader
    text, file, _ = environment.loader.get_source(environment, name)
    tree = environment.parse(text, name, file)
    environment.compile(tree, name, file)
    for node in tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
        asked: Any = getattr(node, "template", None)
        if isinstance(asked, nodes.Const) and not getattr(node, "ignore_missing", False):
            yield asked.value, _place(str(file), node.lineno, _folders(environment))


def _place_of(error: Exception, folders: Iterable[Path]) -> Place | None:
    """The line of a template at which an error arose; None for one of the program's own code, whatever template called it."""
    if isinstance(error, TemplateSyntaxError):
        return _place(str(error.filename), error.lineno, folders)
    frames = traceback.extract_tb(error.__traceback__)
    inside = [index for index, frame in enumerate(frames) if any(Path(frame.filename).is_relative_to(folder) for folder in folders)]
    own_code = any(Path(frame.filename).is_relative_to(_CODE) for frame in frames[inside[-1] :]) if inside else True
    if not inside or (own_code and not isinstance(error, TemplateError)):
        return None
    return _place(frames[inside[-1]].filename, frames[inside[-1]].lineno or 1, folders)


_CODE = Path(__file__).parents[1]


def _folders(environment: Environment) -> tuple[Path, ...]:
    return tuple(Path(folder) for folder in getattr(environment.loader, "searchpath", ()))


def _place(file: str, line: int, folders: Iterable[Path]) -> Place:
    """As a person finds it: from the folder in which `templates/` stands."""
    top = next((folder.parents[1] for folder in folders if Path(file).is_relative_to(folder)), Path())
    return Place(Path(file).relative_to(top).as_posix(), line)
