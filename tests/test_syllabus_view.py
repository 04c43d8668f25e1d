"""What a director reads about a track: sums that add up, standards, topics, entry, changes, tables, two tracks side by side."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import pytest

from builder.load.entry import validate
from builder.model.library import Library
from builder.model.reference import Standard, StandardMeta
from builder.pages.docs import render_site
from builder.tracks.plan import Syllabus, plan
from builder.views.changes import changes
from builder.views.compare import compare_pages
from builder.views.entry import entry_page
from builder.views.evidence import coverage_of, measured
from builder.views.ledger import Sum, by_kind, by_module, by_week, services_a_day
from builder.views.staff import staff_site
from builder.views.tables import as_csv, as_json, tables_of
from tests.factories import a_data_file, a_library, a_session, a_track
from tests.project import ROOT, TODAY

DAY = [{"check-in": 15}, "session", {"break": 10}, {"process": 50}]
FIRST, SECOND = "mood/first-walk", "mood/second-walk"
ONE_DAY: list[dict[str, Any]] = [{"mon": [FIRST]}, *[{"mon": [{"again": FIRST}]}] * 7]
WEEKS: list[dict[str, Any]] = [{"mon": [FIRST], "thu": [SECOND]}, *[{"mon": [{"again": FIRST}], "thu": [{"again": SECOND}]}] * 7]


def a_rule(**requirement: Any) -> Standard:
    told = {"title": "a made-up rule", "summary": "A rule.", "source": "A text", "checked_on": "2026-11-01", "confidence": "secondary"}
    source = a_data_file("standards/a-rule.yml", {**told, "requirements": [{"text": "Some hours", **requirement}]})
    return Standard("a-rule", validate(StandardMeta, source), source)


def a_whole(*tracks: Any, standard: Standard | None = None, second: dict[str, Any] | None = None, **changes: Any) -> Library:
    """A library of two sessions, the second requiring the first, and these tracks."""
    sessions = (a_session(FIRST), a_session(SECOND, title="A second walk", requires=[FIRST], handouts=[], **(second or {})))
    return a_library(
        *sessions, tracks=tracks or (a_track(*WEEKS, day=DAY),), standards={"a-rule": standard or a_rule(kind="weeks", minimum=8)}, **changes
    )


def a_syllabus(library: Library) -> Syllabus:
    return plan(library, library.tracks[0])


def minutes(text: str) -> int:
    """`2 h 05 min` and the last amount of `2 × 1 h = 2 h`, in minutes."""
    hours, _, rest = text.split("= ")[-1].rpartition(" h")
    return 60 * int(hours or 0) + int(rest.removesuffix("min").strip() or 0)


def adds_up(total: Sum) -> bool:
    return minutes(total.total) == sum(minutes(line.amount) for group in total.groups for line in group.addends if line.counts)


def pages(library: Library) -> dict[str, str]:
    """Every file of the staff docs tree, as text."""
    site = staff_site(library, tuple(plan(library, track) for track in library.tracks), (), TODAY, {"hours.py": "# a planner's file"})
    files = render_site(site, library.sources.citations, ROOT / "templates")
    return {path: content.decode() for path, content in files.items() if not path.startswith("assets/")}


def test_every_sum_opens_to_parts_that_add_up_to_it() -> None:
    library = a_whole()
    syllabus = a_syllabus(library)
    sums = [*by_week(library, syllabus), *by_kind(syllabus), *by_module(library, syllabus)]
    assert len(sums) == 8 + 3 + 1
    assert [total for total in sums if not adds_up(total)] == []
    assert sum(minutes(total.total) for total in by_kind(syllabus)) == syllabus.totals["minutes"]


def test_a_break_is_shown_in_a_day_and_not_counted() -> None:
    library = a_whole()
    first_day = by_week(library, a_syllabus(library))[0].groups[0]
    assert [(line.title, line.amount) for line in first_day.addends if not line.counts] == [("Break", "10 min, not counted")]
    assert first_day.total == "2 h 05 min"


def test_services_a_day_leave_out_check_in_and_breaks() -> None:
    assert services_a_day(a_syllabus(a_whole()).meetings) == "2"


@pytest.mark.parametrize(
    ("requirement", "verdict", "measures", "margin"),
    [
        ({"kind": "hours-per-week", "minimum": 4}, "Meets", "4 h 10 min", "+10 min"),
        ({"kind": "hours-per-week", "minimum": 9}, "Does not meet", "4 h 10 min", "−4 h 50 min"),
        ({"kind": "days-per-week", "minimum": 2}, "Meets", "2 days", "none"),
        ({"kind": "group-size", "maximum": 12}, "For you to show", "", ""),
    ],
)
def test_a_requirement_has_its_verdict_its_number_and_its_margin(requirement: dict[str, Any], verdict: str, measures: str, margin: str) -> None:
    library = a_whole(standard=a_rule(**requirement))
    (row,) = measured(a_syllabus(library))
    (asked,) = row.requirements
    assert (asked.verdict, asked.measured, asked.margin) == (verdict, measures, margin)
    assert (asked.checked_on, asked.confidence) == ("2026-11-01", "read about elsewhere")


def test_standards_that_a_track_names_come_before_the_others() -> None:
    library = a_whole(a_track(*WEEKS, day=DAY, standards=["a-rule"]))
    assert [row.named for row in measured(a_syllabus(library))] == [True]
    assert [row.named for row in measured(a_syllabus(a_whole()))] == [False]


def test_a_topic_that_is_asked_for_and_not_taught_is_named() -> None:
    library = a_whole(
        a_track(*WEEKS, day=DAY, standards=["a-rule"]),
        standard=a_rule(kind="topics", topics=["tobacco"]),
        program={"topics": {"activity": "Doing things", "tobacco": "Tobacco"}},
    )
    table = coverage_of(library, a_syllabus(library))
    assert [(row.title, row.asked_by) for row in table.missing] == [("Tobacco", "a made-up rule")]
    assert "Topics asked for and missing: Tobacco." in pages(library)["tracks/evening/index.md"]


def test_the_heat_map_says_what_it_shows_and_its_table_has_the_same_numbers() -> None:
    page = pages(a_whole())["tracks/evening/entry/index.md"]
    svg, table = page.split("</svg>")[0], page.split("<tbody>")[1]
    assert 'role="img" aria-labelledby="heat-map-title" aria-describedby="heat-map-desc"' in svg
    assert "<title id=" in svg
    assert "The same numbers stand in the table below" in svg
    drawn = re.findall(r'<text class="gw-heat-on-\d"[^>]*>(\d+)<', svg)
    assert len(drawn) == 16 * 5
    assert drawn == re.findall(r"<td>(\d+)</td>", table.split("</tbody>")[0])


def test_a_day_before_which_something_was_missed_lists_handouts_to_catch_up_on() -> None:
    library = a_whole()
    view = entry_page(library, a_syllabus(library)).view
    monday, thursday = view.entries[0], view.entries[1]
    assert monday.to_read == ()
    assert [(row.titles, row.before, row.when) for row in thursday.to_read] == [((("My map", f"{FIRST}/map"),), "A second walk", "on the first day")]


def test_a_cohort_has_no_page_on_entry() -> None:
    files = pages(a_whole(a_track(*WEEKS, day=DAY, enrolment="cohort")))
    assert "tracks/evening/entry/index.md" not in files
    assert "Starting on any day" not in files["tracks/evening/index.md"]
    assert "tracks/evening/data/entry.csv" not in files


def test_what_is_new_since_another_version_is_listed_and_nothing_where_there_was_none() -> None:
    before = json.loads(pages(a_whole(a_track(*ONE_DAY[:7], day=DAY)))["catalogue.json"])
    library = a_whole()
    now = json.loads(pages(library)["catalogue.json"])
    found = {change.what: change.items for change in changes(before, now, "evening")}
    assert found["The track"] == ("Length: 8 weeks, before 7", "Treatment time: 33 h 20 min, before 14 h 35 min")
    assert found["New in this track"][0].startswith("A second walk, week 1, Thursday and week 2, Thursday")
    assert changes({}, now, "evening") == changes(now, now, "evening") == ()


def test_an_edited_text_counts_as_a_change_and_an_older_catalogue_is_read_as_far_as_it_goes() -> None:
    now = json.loads(pages(a_whole())["catalogue.json"])
    before = json.loads(json.dumps(now))
    before["sessions"][0] |= {"digest": "other", "minutes": 50}
    assert [(change.what, change.items) for change in changes(before, now, "evening")] == [("Text changed", ("A first walk, 60 min, before 50",))]
    assert [change.what for change in changes({"tracks": [{"id": "evening"}]}, now, "evening")] == ["New in this track"]


def test_every_table_is_there_as_csv_and_as_json_with_the_same_rows() -> None:
    library = a_whole()
    files = pages(library)
    for table in tables_of(library, a_syllabus(library)):
        rows = json.loads(as_json(table))
        read = list(csv.reader(io.StringIO(as_csv(table))))
        assert read[0] == list(table.columns)
        assert len(read) - 1 == len(rows) == len(table.rows), table.name
        assert files[f"tracks/evening/data/{table.name}.csv"] == as_csv(table)
        assert f'href="data/{table.name}.json"' in files["tracks/evening/index.md"]


def test_tracks_are_compared_two_by_two() -> None:
    library = a_whole()
    one, two, three = (plan(library, a_track(*WEEKS, day=DAY, identity=name, title=name.capitalize())) for name in ("one", "two", "three"))
    assert list(compare_pages(library, (one,))) == []
    assert [page.path for page in compare_pages(library, (one, two))] == ["tracks/compare"]
    assert [page.path for page in compare_pages(library, (one, two, three))] == [
        "tracks/compare",
        "tracks/compare/one-and-two",
        "tracks/compare/one-and-three",
        "tracks/compare/two-and-three",
    ]


def test_what_differs_between_two_tracks_is_marked() -> None:
    library = a_whole()
    short = a_track(*ONE_DAY, day=DAY, identity="short", title="Short")
    (page,) = compare_pages(library, (a_syllabus(library), plan(library, short)))
    facts = {row.name: row for row in page.view.facts}
    assert (facts["In all"].left, facts["In all"].right, facts["In all"].differs) == ("33 h 20 min", "16 h 40 min", True)
    assert not facts["Enrolment"].differs
    assert [place.title for place in page.view.only_left] == ["A second walk"]


def test_no_page_on_a_track_says_certified_or_endorsed() -> None:
    text = " ".join(
        page for path, page in pages(a_whole(a_track(*WEEKS, day=DAY, standards=["a-rule"]))).items() if path.startswith("tracks/")
    ).lower()
    assert "not a legal opinion" in text
    assert "certified" not in text
    assert "endorsed" not in text
