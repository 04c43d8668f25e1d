"""The page that fits group to the time does in the browser what the planner does, on every meeting there is."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from builder.load.library import load_library
from builder.planner.shorten import fit, leave_out, savings
from builder.tracks.plan import plan_tracks
from builder.tracks.steps import steps_of_meeting, steps_of_session
from tests.project import ROOT
from tests.scripts import in_node, with_node

pytestmark = [pytest.mark.slow, with_node]

FITTED = """(await (async () => {
  const { createHash } = await import("node:crypto");
  return given.map(({ steps, savings, numbers }) => {
    const own = numbers.map((number) => steps[number]), planned = own.map(({ minutes }) => minutes), gives = m.ours(savings, numbers);
    return planned.map((_, at) => [0, 3].map((used) => {
      const digest = createHash("sha256");
      for (let have = 0; have <= m.toGo(planned, at, used) + 1; have += 1) {
        const { lengths, over } = m.fit(planned, gives, at, used, have);
        digest.update([lengths.join(), over, JSON.stringify(m.leaveOut(own, lengths, at, over))].join("|") + "\\n");
      }
      return digest.digest("hex");
    }));
  });
})())"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This library's own tracks, and those of `tests/programs` beside them."""
    folder = tmp_path_factory.mktemp("fit")
    shutil.copytree(ROOT / "curriculum", folder / "curriculum", ignore=shutil.ignore_patterns("groups"))
    for track in (ROOT / "tests/programs/tracks").glob("*.md"):
        shutil.copy(track, folder / "curriculum/tracks")
    program = folder / "curriculum/program.yml"
    text = program.read_text(encoding="utf-8")
    program.write_text(text.replace("\npopulations:\n", "\npopulations:\n  skills:\n    title: People of a skills group\n"), encoding="utf-8")
    return folder


def cases(root: Path) -> Iterator[tuple[str, Any]]:
    """The steps of every meeting and session, those of each group where groups part, each kind of evening once."""
    library = load_library(root)
    found = [(f"{meeting.track} {meeting.id}", steps_of_meeting(meeting)) for syllabus in plan_tracks(library) for meeting in syllabus.meetings]
    found += [(session.id, steps_of_session(session)) for session in library.sessions.values()]
    for name, steps in found:
        for stream in sorted({step["stream"] for step in steps if step["stream"]}) or [""]:
            numbers = [number for number, step in enumerate(steps) if step["stream"] in ("", stream)]
            yield name, {"steps": steps, "savings": savings(steps), "numbers": numbers}


def test_the_page_fits_as_the_planner_does_for_every_number_of_minutes_and_every_part_of_every_meeting(root: Path) -> None:
    named = list(cases(root))
    distinct = {json.dumps(case): case for _, case in named}
    theirs = in_node("room-fit.js", FITTED, list(distinct.values()))
    looked_at = 0
    for case, digests in zip(distinct.values(), theirs, strict=True):
        own = [case["steps"][number] for number in case["numbers"]]
        for at in range(len(own)):
            for used, digest in zip((0, 3), digests[at], strict=True):
                text = "".join(_line(own, at, used, have) for have in range(_to_go(own, at, used) + 2))
                looked_at += text.count("\n")
                assert hashlib.sha256(text.encode()).hexdigest() == digest, (case, at, used)
    assert len({name.split()[0] for name, _ in named if " " in name}) >= 8, "tracks"
    assert len(named) > 250
    assert looked_at > 100_000


def _to_go(steps: Any, at: int, used: int) -> int:
    lengths = [int(step["minutes"]) for step in steps]
    return max(0, lengths[at] - used) + sum(lengths[at + 1 :])


def _line(steps: Any, at: int, used: int, have: int) -> str:
    found = fit(steps, at, used, have)
    groups = leave_out(steps, found["lengths"], at, found["over"])
    return f"{','.join(map(str, found['lengths']))}|{found['over']}|{json.dumps(groups, separators=(',', ':'))}\n"


def test_every_meeting_is_as_long_as_its_steps_and_none_gives_more_than_it_has(root: Path) -> None:
    meetings = [meeting for syllabus in plan_tracks(load_library(root)) for meeting in syllabus.meetings]
    for meeting in meetings:
        steps = steps_of_meeting(meeting)
        for stream in {step["stream"] for step in steps if step["stream"]} or {""}:
            assert sum(step["minutes"] for step in steps if step["stream"] in ("", stream)) == meeting.end - meeting.start, (
                meeting.track,
                meeting.id,
            )
        assert all(0 <= step["short"] <= step["minutes"] for step in steps)
    assert len(meetings) > 150
