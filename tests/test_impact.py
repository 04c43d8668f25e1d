"""What leans on a session, handout, module, topic, source or track, told before it is edited, moved or retired."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from builder.cli import main
from builder.load.entry import validate
from builder.load.library import load_library
from builder.model.library import Library
from builder.model.reference import Standard, StandardMeta
from builder.tracks.impact import SECTIONS, Impact, ImpactError, as_json, as_text, impacts
from tests.factories import a_data_file, a_handout, a_library, a_passage, a_session, a_standard, a_track
from tests.project import TODAY, a_project, edit
from tests.trees import SMALL

CLEAN, FINDINGS, WRONG_USAGE = 0, 1, 2


def impact(library: Library, identity: str, kind: str | None = None) -> Impact:
    (found,) = impacts(library, identity, kind)
    return found


def leans(library: Library, identity: str, section: str, kind: str | None = None) -> list[tuple[str, str]]:
    return [(lean.id, lean.note) for lean in impact(library, identity, kind).leans[section]]


def a_chain(**changes: Any) -> Library:
    """one <- two <- three, and four which one helps."""
    return a_library(
        a_session("mood/one"),
        a_session("mood/two", requires=["mood/one"]),
        a_session("mood/three", requires=["mood/two"]),
        a_session("mood/four", builds_on=["mood/one"]),
        **changes,
    )


def approved(identity: str, **meta: Any) -> Any:
    draft = a_session(identity, **meta)
    review = {"status": "approved", "by": "A. Reader", "credential": "LCSW", "on": "2026-11-01", "due": "2027-11-01", "digest": draft.source.digest}
    return a_session(identity, **{**meta, "review": review})


# Sessions


def test_a_session_names_the_tracks_weeks_and_days_that_teach_it() -> None:
    library = a_library(tracks=[a_track({"mon": ["mood/first-walk"]}, {"thu": [{"again": "mood/first-walk"}]}), a_track(identity="day")])
    assert leans(library, "mood/first-walk", "tracks")[:3] == [("evening", "week 1, Monday"), ("evening", "week 2, Thursday, again"), ("day", "week 1, Monday")]  # fmt: skip


def test_a_place_in_a_track_is_where_its_line_is_to_be_mended() -> None:
    (lean, *_) = impact(a_library(tracks=[a_track()]), "mood/first-walk").leans["tracks"]
    assert str(lean.place).startswith("curriculum/tracks/evening.md:")


def test_prerequisites_are_direct_and_through_others() -> None:
    library = a_chain()
    assert leans(library, "mood/one", "required_by") == [("mood/two", "requires 'mood/one'")]
    assert leans(library, "mood/one", "required_through") == [("mood/three", "through 'mood/two'")]
    assert leans(library, "mood/one", "builds_on") == [("mood/four", "builds on 'mood/one'")]
    assert leans(library, "mood/three", "required_by") == []


def test_a_cycle_of_prerequisites_ends() -> None:
    library = a_library(a_session("mood/one", requires=["mood/two"]), a_session("mood/two", requires=["mood/one"]))
    assert leans(library, "mood/one", "required_through") == []


def test_handouts_name_the_sessions_that_borrow_them() -> None:
    library = a_library(a_session("mood/one"), a_session("mood/two", borrowed=["mood/one/map"]))
    assert leans(library, "mood/one", "handouts") == [("mood/one/map", "My map"), ("mood/two", "gives out 'mood/one/map'")]


@pytest.mark.parametrize(("of", "note"), [(None, "falls behind when"), ("0" * 16, "is behind the English text already")])
def test_language_editions_fall_behind_when_the_english_text_is_edited(of: str | None, note: str) -> None:
    english = a_handout()
    spanish = a_handout(language="es", translation={"of": of or english.source.digest})
    ((name, says),) = leans(a_library(a_session(handouts=[english, spanish])), "mood/first-walk", "editions")
    assert (name, says.startswith(note)) == ("mood/first-walk/map (es)", True)


def test_populations_whose_core_names_a_session_are_listed() -> None:
    library = a_library(program={"populations": {"anyone": {"title": "Anyone", "core": ["mood/first-walk"]}, "others": {"title": "Others"}}})
    assert leans(library, "mood/first-walk", "populations") == [("anyone", "core")]


TWO_TOPICS = {
    "topics": {"activity": "Doing things", "sleep": "Sleep"},
    "populations": {"anyone": {"title": "Anyone", "topics": ["activity", "sleep"]}},
}


def test_an_opening_rule_leans_on_what_it_names() -> None:
    rules = [{"session": "mood/first-walk", "place": "first-week"}, {"session": "every", "at_most": 4}]
    found = leans(a_library(program={"opening_rules": rules}), "mood/first-walk", "populations")
    assert found == [("program.yml", "an opening rule wants 'mood/first-walk' in the first week")]


def test_a_required_topic_that_only_one_session_is_on_leans_on_it() -> None:
    library = a_library(a_session("mood/one"), a_session("mood/two", topics=["sleep", "activity"]), program=TWO_TOPICS)
    assert leans(library, "mood/two", "topics") == [("sleep", "no other session is on it; asked for by population 'anyone'")]
    assert leans(library, "mood/one", "topics") == []


def test_a_required_topic_leans_on_the_only_session_of_a_track_that_is_on_it() -> None:
    tracks = [a_track({"mon": ["mood/one"]})]
    library = a_library(
        a_session("mood/one"), a_session("mood/two"), tracks=tracks, program={"populations": {"anyone": {"title": "Anyone", "topics": ["activity"]}}}
    )
    ((topic, note),) = leans(library, "mood/one", "topics")
    assert (topic, note) == ("activity", "nothing else in track 'evening' is on it; asked for by population 'anyone'; also on it: 'mood/two'")
    assert leans(library, "mood/two", "topics") == []


def test_topics_that_a_standard_asks_for_count_too() -> None:
    library = a_library(standards={"a-rule": a_standard("activity")})
    assert leans(library, "mood/first-walk", "topics") == [("activity", "no other session is on it; asked for by standard 'a-rule'")]


def test_a_standard_that_falls_without_a_session_says_by_how_much() -> None:
    told = {"title": "two hours", "summary": "Hours.", "source": "A text", "checked_on": "2026-11-01", "confidence": "unverified"}
    source = a_data_file("standards/hours.yml", {**told, "requirements": [{"kind": "hours-per-week", "text": "Two hours", "minimum": 2}]})
    rules = {"hours": Standard("hours", validate(StandardMeta, source), source), "a-rule": a_standard("activity")}
    track = a_track({"mon": ["mood/one", "mood/two"]}, day=["session", "session"], standards=["hours", "a-rule"])
    library = a_library(a_session("mood/one"), a_session("mood/two"), tracks=[track], standards=rules)
    assert leans(library, "mood/one", "standards") == [
        ("hours", "track 'evening' without it: Every week has 1 h, 1 h short."),
        ("a-rule", "track 'evening' holds without it"),
    ]


def test_sources_that_nothing_else_cites_are_named() -> None:
    library = a_library(a_session("mood/one"), a_session("mood/two", sources=["a-trial", "a-book"]), sources=["a-trial", "a-book"])
    assert leans(library, "mood/two", "sources") == [("a-book", "A trial")]
    assert leans(library, "mood/one", "sources") == []


def test_a_sign_off_that_would_lapse_names_the_reader() -> None:
    library = a_library(approved("mood/one"), a_session("mood/two"))
    assert leans(library, "mood/one", "sign_offs") == [("mood/one", "A. Reader, LCSW, 2026-11-01")]
    assert leans(library, "mood/two", "sign_offs") == []


def test_former_addresses_and_links_lead_to_it() -> None:
    body = "I go on from [my map](mood/one/map) to [____ where].\n"
    library = a_library(a_session("mood/one", was=["mood/begin"]), a_session("mood/two", handouts=[a_handout("mood/two/page", body)]))
    assert leans(library, "mood/one", "redirects") == [("mood/begin", "leads to mood/one")]
    assert leans(library, "mood/one", "links") == [("mood/two/page", "links to 'mood/one/map'")]


# Other things


def test_a_handout_names_its_session_the_borrowers_and_the_days_on_which_it_is_given_out() -> None:
    library = a_library(a_session("mood/one"), a_session("mood/two", borrowed=["mood/one/map"]), tracks=[a_track({"mon": ["mood/two"]})])
    assert [name for name, _ in leans(library, "mood/one/map", "sessions")] == ["mood/one", "mood/two"]
    assert leans(library, "mood/one/map", "tracks") == [("evening", "week 1, Monday: mood/two")]


def test_a_module_counts_what_leans_on_it_from_outside() -> None:
    library = a_library(a_session("mood/one"), a_session("mood/two", requires=["mood/one"]), a_session("talk/three", requires=["mood/two"]))
    assert [name for name, _ in leans(library, "mood", "sessions")] == ["mood/one", "mood/two"]
    assert leans(library, "mood", "required_by") == [("talk/three", "requires 'mood/two'")]
    assert leans(library, "mood", "named_in") == [("program.yml", "lists it in `modules`")]


def test_a_topic_names_its_sessions_populations_and_standards() -> None:
    library = a_library(
        program={"populations": {"anyone": {"title": "Anyone", "topics": ["activity"]}}}, standards={"a-rule": a_standard("activity")}
    )
    assert leans(library, "activity", "sessions") == [("mood/first-walk", "A first walk")]
    assert leans(library, "activity", "populations") == [("anyone", "its tracks must cover it")]
    assert leans(library, "activity", "standards") == [("a-rule", "asks for education on it")]


def test_a_source_names_sessions_modules_and_words_that_rest_on_it() -> None:
    words = [{"avoid": ["junkie"], "instead": "person", "why": "It hurts.", "source": "a-trial"}]
    library = a_library(words=words, module_bodies={"mood": "Walking helps [@a-trial].\n"})
    assert leans(library, "a-trial", "sessions") == [("mood/first-walk", "its only source")]
    assert leans(library, "a-trial", "named_in") == [("mood", "cites it"), ("language.yml", "the entry on 'junkie' rests on it")]


def test_a_track_names_what_no_other_track_teaches_and_its_standards() -> None:
    tracks = [a_track({"mon": ["mood/one"]}), a_track({"mon": ["mood/one"], "thu": ["mood/two"]}, identity="day", standards=["a-rule"])]
    library = a_library(a_session("mood/one"), a_session("mood/two"), tracks=tracks, standards={"a-rule": a_standard("activity")})
    assert leans(library, "tracks/day", "sessions") == [("mood/two", "is taught in no other track")]
    assert leans(library, "day", "populations") == [("anyone", "also has 'evening'")]
    assert leans(library, "day", "standards") == [("a-rule", "Covers the topics of A rule.")]


# Names


def test_an_id_of_several_things_tells_of_each_and_kind_picks_one() -> None:
    library = a_library(program={"topics": {"activity": "Doing things", "mood": "Mood"}})
    assert [found.kind for found in impacts(library, "mood")] == ["module", "topic"]
    assert impact(library, "mood", "topic").kind == "topic"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("mood/first-wlk", "did you mean 'mood/first-walk'"),
        ("mood/begin", "'mood/begin' is a former id of 'mood/first-walk'"),
        ("qqqq", "there is no session, handout, module, topic, source, track or passage 'qqqq'"),
    ],
)
def test_an_unknown_id_names_the_nearest(name: str, says: str) -> None:
    with pytest.raises(ImpactError, match=says):
        impacts(a_library(a_session(was=["mood/begin"])), name)


# Text and JSON


def test_the_text_leaves_out_what_does_not_lean() -> None:
    text = as_text(impacts(a_chain(), "mood/three"))
    assert text.startswith("session mood/three: A first walk (curriculum/modules/mood/three/session.md)\n\nHandouts (1)\n  mood/three/map: My map\n")
    assert "Sessions that require it" not in text
    assert "\nTo give it another id: groupwork move mood/three NEW. " in text
    assert text.endswith("\nTo delete it: groupwork retire mood/three --instead OTHER, which stands in for it and has its addresses.")


def test_a_topic_that_nothing_is_on_says_so() -> None:
    library = a_library(program={"topics": {"activity": "Doing things", "sleep": "Sleep"}})
    assert as_text(impacts(library, "sleep")).endswith("\nNothing leans on it.")


def test_the_json_holds_every_section() -> None:
    (row,) = json.loads(as_json(impacts(a_chain(), "mood/one")))
    assert list(row) == ["kind", "id", "title", "file", *SECTIONS]
    assert row["required_by"] == [{"id": "mood/two", "note": "requires 'mood/one'", "place": "curriculum/modules/mood/two/session.md:13:12"}]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_project(tmp_path_factory.mktemp("impact"))


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), "--today", str(TODAY), "impact", *arguments], catch_exceptions=False)


def test_the_command_prints_text_or_json(root: Path) -> None:
    assert "Tracks, weeks and days (" in run(root, "anger/first-heat").stdout
    assert [row["kind"] for row in json.loads(run(root, "sleep", "--format", "json").stdout)] == ["module", "topic"]


def test_every_id_of_the_small_curriculum_has_an_answer(root: Path) -> None:
    names = ["sleep/same-time-up", "sleep/same-time-up/my-rising-plan", "anger", "routine", "wednesdays"]
    assert [run(root, name).exit_code for name in names] == [CLEAN] * len(names)


def test_an_unknown_id_exits_with_2(root: Path) -> None:
    result = run(root, "sleep/same-time-upp")
    assert (result.exit_code, "did you mean 'sleep/same-time-up'" in result.stderr) == (WRONG_USAGE, True)


def test_a_curriculum_without_a_whole_shape_exits_with_1(tmp_path: Path) -> None:
    broken = a_project(tmp_path)
    edit(broken / "curriculum/tracks/wednesdays.md", "wed: [sleep/same-time-up]", "wed: [sleep/same-time]")
    result = run(broken, "sleep")
    assert (result.exit_code, "error[unknown-reference]" in result.stderr) == (FINDINGS, True)


# Passages and the first day


def test_a_passage_names_every_session_that_includes_it_and_where_the_program_does() -> None:
    library = load_library(SMALL)
    assert leans(library, "passages/pills", "sessions") == [("sleep/same-time-up", "Same time up")]
    protocol = {"every_guide": ["pills"], "risk_protocol": "{{passage pills}}"}
    named = leans(a_library(passages=[a_passage("pills")], program=protocol), "pills", "named_in")
    assert named == [("program.yml", "stands in every guide"), ("program.yml", "the risk protocol includes it")]


def test_a_handout_of_the_first_day_says_who_gets_it() -> None:
    assert leans(load_library(SMALL), "sleep/same-time-up/my-rising-plan", "named_in") == [("program.yml", "everyone gets it on the first day")]


def test_a_source_names_the_passages_that_cite_it() -> None:
    assert ("passages/pills", "cites it") in leans(load_library(SMALL), "qaseem-2016", "named_in")
