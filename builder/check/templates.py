"""Templates of a program's own: what cannot be read in one, and what one asks for and does not get, is told at its line."""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NoReturn

from jinja2 import Environment, TemplateError, TemplateNotFound, TemplateSyntaxError, nodes

from builder.finding import Finding, Place, shortened
from builder.installed import CHECKOUT, TEMPLATES

THEME = ("frame.html", "bare.html", "missing.html")
"""What the program itself asks for of `theme/`; the rest there is for engines."""
HINT = "mend it there, or take the file as the program has it"


class TemplateFault(Exception):
    """What stopped a template; whoever develops with `serve` sees it over the page, a build tells it as a finding."""

    def __init__(self, finding: Finding):
        self.finding = finding
        super().__init__(finding)

    def __str__(self) -> str:
        return self.finding.message


class ToldEnvironment(Environment):
    """Whatever goes wrong in a template that stands beside the code or the curriculum is raised as TemplateFault, with the template's line."""

    def handle_exception(self, source: str | None = None) -> NoReturn:
        try:
            super().handle_exception(source)
        except Exception as error:
            if CHECKOUT and (place := _place_of(error, _folders(self))):
                said = str(getattr(error, "message", None) or error) or type(error).__name__
                raise TemplateFault(Finding(place, "template-broken", shortened(said, 200), HINT)) from error
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
        except TemplateFault as error:
            yield error.finding


def _asked(templates: Path) -> Iterator[str]:
    """The templates of pages that there are, and those that the program asks for by itself."""
    own, installed = (
        {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*.html"))}
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
