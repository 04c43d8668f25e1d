"""Every name in a template of a page is one that its view has, in every branch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import GenericAlias
from typing import Any, get_args

import pytest
from jinja2 import ChoiceLoader, DictLoader

from builder.pages.render import page_environment
from builder.pipeline import plan_sites
from builder.views.page import FileLink, Page, SiteChrome
from builder.words import said
from tests.project import ROOT, TODAY, real_library
from tests.template_reader import Reader, names_of

pytestmark = pytest.mark.slow

TEMPLATES = ROOT / "templates" / "pages"
GIVEN = {
    **dict.fromkeys(
        ("href", "file", "heat_map", "blocks", "nested", "heading", "part_heading", "anchor_of", "code_of", "product_title", "numbered"), str
    ),
    "files_of": tuple[FileLink, ...],
    "say": dict.fromkeys(said("handout", "en"), str),
    "wall": dict.fromkeys(said("wall", "en"), str),
}
"""What templates are given beside page, view and chrome, by the type of what it returns."""
DOOR, PLACES = "shared/door.html", "shared/places.html"
READ_BY_THE_PROGRAM = {"Cell.step", "HeatMap.title", "HeatMap.description", "NoteView.record", "Step.start"}
"""Fields of views that no template asks for: the heat map's are drawn, the others go into mkdocs.yml or into another view."""


@pytest.fixture(scope="module")
def views() -> Mapping[str, Any]:
    """The class of the view of every template, as the sites of the real library give it; a third track brings the choice of two to compare."""
    library = real_library()
    another = replace(library.tracks[0], id="another")
    found: dict[str, Any] = {}
    for site in plan_sites(replace(library, tracks=(*library.tracks, another)), TODAY):
        for page in site.pages:
            name = f"{site.name}/{page.template}"
            found[name] = found.get(name, type_of(page.view)) | type_of(page.view)
    return found


def type_of(view: object) -> Any:
    return GenericAlias(tuple, (type(view[0]), ...)) if isinstance(view, tuple) and view else type(view)


def read_all(views: Mapping[str, Any], **changed: str) -> Reader:
    """Every template read with its view; `changed` are templates with another text."""
    environment = page_environment(ROOT / "templates")
    assert environment.loader
    environment.loader = ChoiceLoader([DictLoader(changed), environment.loader])
    reader = Reader(environment, GIVEN)
    for template, view in sorted(views.items()):
        reader.read(template, view=view, page=Page, chrome=SiteChrome)
    reader.read(DOOR, chrome=SiteChrome, base=str, policy=str)
    reader.read(PLACES, chrome=SiteChrome, name=str, places=tuple[tuple[str, SiteChrome], ...], base=str, policy=str)
    return reader


def test_templates_use_only_names_that_their_views_have(views: Mapping[str, Any]) -> None:
    reader = read_all(views)
    assert reader.wrong == []
    there = {path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*") if path.is_file()}
    assert there - reader.templates == set(), "no page and no other template uses these"
    assert len(there) > 40
    assert len(reader.looked_at) > 20 * len(reader.lost)


@pytest.mark.parametrize(
    ("template", "old", "new", "said"),
    [
        ("staff/syllabus", "view.population", "view.populations", "SyllabusView has no populations"),
        ("staff/syllabus", "day.start", "day.begin", "SyllabusDay has no begin"),
        ("staff/syllabus", 'attribute="title"', 'attribute="name"', "TopicRow has no name"),
        ("staff/dates", "view.dates.first", "view.dates.from", "DatesForm has no from"),
        ("staff/ledger", "group.addends", "group.parts", "Group has no parts"),
        ("shared/macros", "card.summary", "card.about", "SessionCard has no about"),
        ("shared/door", "chrome.tagline", "chrome.motto", "SiteChrome has no motto"),
        ("participants/home", "heading(", "headline(", "there is no headline"),
        ("participants/handout", "say.stop", "say.halt", "there is no halt in it"),
        ("staff/guide", "m.draft(", "m.drafts(", "there is no drafts in it"),
    ],
)
def test_a_wrong_name_is_found_wherever_it_stands(views: Mapping[str, Any], template: str, old: str, new: str, said: str) -> None:
    (path,) = TEMPLATES.glob(f"{template}.*")
    text = path.read_text(encoding="utf-8")
    assert old in text
    wrong = read_all(views, **{path.relative_to(TEMPLATES).as_posix(): text.replace(old, new)}).wrong
    assert wrong
    assert {line.partition(": ")[2] for line in wrong} == {said}
    assert all(line.startswith(template) for line in wrong)


def test_every_field_of_a_view_is_used_by_a_template(views: Mapping[str, Any]) -> None:
    reader, kinds = read_all(views), reached(views.values())
    unused = {f"{kind.__name__}.{name}" for kind in kinds for name in names_of(kind) if (kind, name) not in reader.used}
    assert len(kinds) > 80
    assert unused == READ_BY_THE_PROGRAM


def reached(views: Iterable[Any]) -> set[type]:
    """The classes of views, and those that stand in their fields."""
    found: set[type] = set()
    waiting = list(views)
    while waiting:
        kind = waiting.pop()
        waiting += get_args(kind)
        if isinstance(kind, type) and kind.__module__.startswith("builder.views.") and kind not in found:
            found.add(kind)
            waiting += names_of(kind).values()
    return found
