"""What the library covers: the page of sessions by topics, people and rules, and what no session has."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from builder.load.library import load_library
from builder.pipeline import plan_sites
from builder.views.coverage import coverage_data, coverage_view
from tests.factories import a_library, a_session, a_standard
from tests.project import TODAY, a_project, every_file, real_library


def test_a_topic_that_a_rule_asks_for_and_no_session_has_is_a_hole() -> None:
    rules = {"a-rule": a_standard("activity"), "b-rule": a_standard("rest")}
    library = a_library(a_session(topics=["activity"]), standards=rules, program={"topics": {"activity": "Doing things", "rest": "Rest"}})
    view = coverage_view(library)
    assert view.holes == ("A rule: Rest",)
    assert [[topic.title for _, topics in rule.asks for topic in topics if topic.sessions] for rule in view.rules] == [["Doing things"], []]
    row = view.modules[0].rows[0]
    assert (row.topics, row.rules) == ("Doing things", (True, False))
    assert {row.title: (row.counts, row.total) for row in view.topics} == {"Doing things": ((1,), 1), "Rest": ((0,), 0)}


def test_the_page_and_its_table_say_the_same_of_every_session(tmp_path: Path) -> None:
    library = load_library(a_project(tmp_path))
    staff, _ = plan_sites(library, TODAY)
    made = every_file(tmp_path, library, staff)
    page = made["library/coverage/index.html"].decode()
    rows = list(csv.DictReader(io.StringIO(coverage_data(library)["library/coverage.csv"])))
    assert [row["session"] for row in rows] == list(library.sessions)
    yes = sum(value == "true" for row in rows for value in row.values())
    assert yes == page.count('<span class="gw-hidden">yes</span>') > 3


@pytest.mark.slow
def test_the_library_has_no_hole_that_a_rule_names() -> None:
    library = real_library()
    view = coverage_view(library)
    assert view.holes == ()
    assert sum(len(topics) for rule in view.rules for _, topics in rule.asks) >= 15
    assert {rule.title.split()[0] for rule in view.rules} >= {"Texas", "New", "Indiana"}
