"""A track written to a file reads back as the same track."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from builder.load.entry import page_source, validate
from builder.model.catalogue import track_of
from builder.model.track import Track, TrackMeta
from builder.planner.compose import compose
from builder.planner.introduction import introduction
from builder.planner.trackfile import write_track
from builder.text.dialect import parse
from tests.planner.factories import a_catalogue, a_request, a_track, whole_catalogue


def read_back(text: str, folder: Path) -> Track:
    path = folder / "track.md"
    path.write_text(text, encoding="utf-8")
    source = page_source(text, "track.md")
    document = parse(source.body, source.file, source.body_line)
    assert not document.findings
    return Track("track", validate(TrackMeta, source), document.document, source)


@pytest.mark.parametrize("changes", [{}, {"weeks": 12}, {"enrolment": "cohort", "title": 'Evenings: "steady" & calm'}, {"title": "12"}])
def test_a_composed_track_goes_through_its_file_unchanged(changes: Any, tmp_path: Path) -> None:
    made = compose(whole_catalogue(), a_request(effort=100, **changes))
    assert track_of(read_back(write_track(made["track"], "Welcome.", made["reasons"]), tmp_path)) == made["track"]
    assert track_of(read_back(write_track(made["track"], "Welcome."), tmp_path)) == made["track"]


def test_a_file_reads_as_a_person_would_write_it() -> None:
    track = a_track(
        {"mon": ["a/1", "b/1"], "thu": ["again a/1", "b/2"]}, title="Two evenings", enrolment="rolling", standards=["adult-iop"], start=1050
    )
    assert write_track(track, "Welcome.", {"week-1-mon-2": "pinned to this day"}) == "\n".join(
        [
            "---",
            "title: Two evenings",
            "population: anyone",
            "enrolment: rolling",
            "standards: [adult-iop]",
            'start: "17:30"',
            "day:",
            "  - session",
            "  - session",
            "schedule:",
            '  - theme: "Week 1"',
            "    mon: [a/1, b/1]",
            "    # b/1: pinned to this day",
            "    thu: [again: a/1, b/2]",
            "---",
            "",
            "Welcome.",
            "",
        ]
    ).replace('"Week 1"', "Week 1")


def test_what_is_led_beside_sessions_is_written_and_read_back(tmp_path: Path) -> None:
    track = a_track(
        {"mon": ["a/1"]}, title="One", process=["process/silence", "process/opening"], family=["family/one"], measures={"b/b/b": 1, "a/a/a": 2}
    )
    written = write_track(track, "Welcome.")
    assert "process: [process/silence, process/opening]\nfamily: [family/one]\nschedule:\n" in written
    assert "measures:\n  a/a/a: 2\n  b/b/b: 1\n" in written
    back = track_of(read_back(written, tmp_path))
    assert [back[key] for key in ("process", "family", "measures")] == [track[key] for key in ("process", "family", "measures")]


def test_the_introduction_says_when_the_group_meets_and_whether_one_can_start_any_week() -> None:
    track = a_track({"mon": ["a/1"], "thu": ["a/2"]}, {"mon": ["a/1"]}, enrolment="rolling", start=540)
    assert introduction(a_catalogue("a/1", "a/2"), track).startswith(
        "This track runs for 2 weeks. We meet on Monday, from 9:00 am. In week 1 we also meet on Thursday, from 9:00 am. You can start on any day.\n\n"
        "Each day has 1 session."
    )


def test_the_curriculums_own_track_is_written_as_it_stands() -> None:
    path = Path("curriculum/tracks/evening.md")
    text = path.read_text(encoding="utf-8")
    body = text.split("---\n", 2)[2]
    source = page_source(text, str(path))
    track = track_of(Track("evening", validate(TrackMeta, source), parse(source.body, source.file, source.body_line).document, source))
    assert write_track(track, body=body).split("---\n", 2)[1].split() == text.split("---\n", 2)[1].split()
