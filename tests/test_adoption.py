"""A program over the real library, as one would be: five texts of its own, a module of six, a standard; then the library changes eight files."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from builder import installed
from builder.adopting.taking import take
from builder.adopting.updating import OPEN, accept, items_of, keep, merge, take_up
from builder.load.layers import layers_of, texts_of
from tests.project import ROOT, edit
from tests.trees import HARBOR, a_program, findings_of

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("remembered")]

TAKEN = ("cbt/first-thought", "cbt/five-part-map", "mindfulness/what-it-is", "orientation/safety-plan", "communication/saying-no")
CHANGED = (*TAKEN[:2], "cbt/fairer-thought", "cbt/weighing-evidence", "mindfulness/riding-urges", "communication/repair", "orientation/goals-and-measures", "mindfulness/autopilot")  # fmt: skip
EVENING = """---
title: Evening {name} by the water
summary: We walk to the pier and say how the week was.
status: adopted
minutes: 60
objectives: [Say one thing of the week]
topics: [activity]
suits: [depression]
newcomers: welcome
load: light
home_practice: On Sunday at ten, walk around the block once.
sources: [own-practice]
review: {{status: draft}}
---

## Purpose

To walk and to talk, for the {name} time.

## If it gets hard

{{{{passage speaks-of-dying}}}}

{{{{passage drunk-or-high-today}}}}
"""
NAMES = ("first", "second", "third", "fourth", "fifth", "last")


def session(identity: str) -> str:
    return f"modules/{identity}/session.md"


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "curriculum", tmp_path / "library")
    monkeypatch.setattr(installed, "LIBRARY", tmp_path / "library")
    root = a_program(tmp_path / "program", HARBOR + "modules: {add: [harbor]}\ncontact: {phone: 555-010-0100}\nlook: {logo: logo.svg, color: plum}\n")
    own = root / "curriculum"
    (own / "logo.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20"><rect width="60" height="20" fill="#702963"/></svg>', encoding="utf-8"
    )
    for identity in TAKEN:
        take(root, identity)
        edit(own / session(identity), "title: ", "title: Our ")
    for name in NAMES:
        (own / f"modules/harbor/{name}").mkdir(parents=True)
        (own / f"modules/harbor/{name}/session.md").write_text(EVENING.format(name=name), encoding="utf-8")
    head = f"---\ntitle: Harbor days\nsummary: What we do by the water.\nsessions: [{', '.join(NAMES)}]\n---\n\nOur own six evenings.\n"
    (own / "modules/harbor/module.md").write_text(head, encoding="utf-8")
    (own / "standards").mkdir()
    shutil.copyfile(ROOT / "curriculum/standards/adult-iop.yml", own / "standards/harbor-rule.yml")
    edit(own / "standards/harbor-rule.yml", "title: ", "title: Our ")
    return root


def change_the_library() -> None:
    for identity in CHANGED:
        edit(installed.LIBRARY / session(identity), "\n## If it gets hard", "\nTake a breath first.\n\n## If it gets hard")


@pytest.mark.long
def test_a_program_over_the_library_has_nothing_to_mend_but_what_it_adopts(program: Path) -> None:
    found = findings_of(program)
    assert [str(one.place) for one in found if one.is_error] == []
    assert {one.place.file.split("/")[2] for one in found if one.place.file.startswith("curriculum/modules/")} == {"harbor"}
    copied = texts_of(program / "curriculum")
    assert {name for name, digest in copied.items() if digest in layers_of(program).texts.values()} == set()


@pytest.mark.long
@pytest.mark.parametrize("way", ["accept", "merge", "keep"])
def test_of_eight_changes_two_are_open_and_nothing_is_lost_whichever_way_is_chosen(program: Path, way: str) -> None:
    before = {name: (program / "curriculum" / session(name)).read_bytes() for name in TAKEN}
    change_the_library()
    states = {item.id: item.state for item in items_of(program)}
    assert {name for name, state in states.items() if state in OPEN} == set(TAKEN[:2])
    assert {name for name, state in states.items() if state == "newer"} == set(CHANGED[2:])
    for name in TAKEN[:2]:
        list({"accept": accept, "merge": merge}[way](program, name) if way != "keep" else keep(program, name, "ours"))
    take_up(program)
    assert not [item.id for item in items_of(program) if item.state in (*OPEN, "new", "newer", "gone")]
    assert [str(one.place) for one in findings_of(program) if one.is_error] == []
    for name in TAKEN:
        path = program / "curriculum" / session(name)
        aside = program / ".groupwork/left" / session(name)
        assert before[name] in [path.read_bytes(), aside.read_bytes() if aside.exists() else b""]
        text = path.read_text(encoding="utf-8")
        assert ("Take a breath first." in text) == (name in TAKEN[:2] and way != "keep")
        assert ("title: Our " in text) == (name not in TAKEN[:2] or way != "accept")
