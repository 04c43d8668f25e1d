"""Views are frozen values: told apart by what they hold, in every process alike, and the wide ones made with named arguments alone."""

from __future__ import annotations

import importlib
import pkgutil
import subprocess
import sys

import pytest
from msgspec import Struct

from builder import views
from builder.load.library import load_library
from builder.pipeline import plan_sites
from builder.text.dialect import parse
from builder.views.mytrack import TrackView
from builder.work.digest import digest_of
from tests.project import ROOT, TODAY
from tests.trees import SMALL

MODULES = [importlib.import_module(f"builder.views.{module.name}") for module in pkgutil.iter_modules(views.__path__)]
VIEWS = [thing for module in MODULES for thing in vars(module).values() if isinstance(thing, type) and thing.__module__ == module.__name__]


def a_track_view(words: str = "Welcome.\n", title: str = "Evenings") -> TrackView:
    return TrackView(title=title, path="tracks/evenings", days="Monday", intro=parse(words, "track.md", 1).document, weeks=(), rolling=True)


def test_every_view_is_frozen_and_one_of_more_than_three_fields_takes_named_arguments_alone() -> None:
    structs = [kind for kind in VIEWS if issubclass(kind, Struct)]
    wide = [kind for kind in structs if len(kind.__struct_fields__) > 3]
    assert structs == VIEWS
    assert len(structs) >= 100
    assert len(wide) >= 50
    assert [kind.__name__ for kind in structs if not kind.__struct_config__.frozen] == []
    for kind in wide:
        with pytest.raises(TypeError, match="Extra positional"):
            kind("what is not named")


def test_a_view_is_compared_by_its_values_and_never_altered() -> None:
    assert a_track_view() == a_track_view()
    assert len({a_track_view(), a_track_view(), a_track_view(title="Mornings")}) == 2
    with pytest.raises(AttributeError):
        a_track_view().title = "Mornings"  # type: ignore[misc]


def test_a_text_in_a_view_counts_by_its_digest() -> None:
    track = a_track_view()
    vars(track.intro)["of no account"] = lambda: None  # could not be written
    assert digest_of(track) == digest_of(a_track_view())
    assert digest_of(track) != digest_of(a_track_view("Welcome back.\n"))


def test_equal_pages_have_one_digest_in_every_process_and_others_another() -> None:
    script = "from tests.test_view_values import digests; print(*digests())"
    other = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    assert other == digests()
    assert len(set(other)) == len(other) >= 60


def digests() -> list[str]:
    return [digest_of(page) for site in plan_sites(load_library(SMALL), TODAY) for page in site.pages]
