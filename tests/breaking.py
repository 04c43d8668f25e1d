"""What befalls a project between two builds, and during one: edits, damage, kills, full disks, other days and rights. Each by a seed, so that it befalls again."""

from __future__ import annotations

import os
import random
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from builder.work.store import file_status
from tests.faulty import ROOT, Command, Ended, differing, digests

FIELD = re.compile(r"(?m)^(title|summary|main_message|tagline|name): (.+)$")
WORD = re.compile(r"\b[a-z]{5,}\b")
REFUSED = "Nothing was published; site/ is as it was."


def a_small_project(folder: Path) -> Path:
    """The small curriculum without its track, which takes most of the time that it takes to print; with templates of its own."""
    shutil.copytree(ROOT / "tests" / "small" / "curriculum", folder / "curriculum")
    shutil.copytree(ROOT / "templates", folder / "templates")
    (folder / "curriculum" / "tracks" / "wednesdays.md").unlink()
    return folder


@dataclass
class Bench:
    """A project with two wordings of it, and what a clean build makes of each."""

    command: Command
    folder: Path
    root: Path = field(init=False)
    wanted: dict[str, dict[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.root = a_small_project(self.folder / "project")
        self.texts = {"old": self.session.read_text(encoding="utf-8")}
        self.texts["new"] = FIELD.sub(r"\1: New, \2", self.texts["old"], count=2).replace("Remind them", "Tell them")
        for wording in ("new", "old"):
            self.word(wording)
            self.wanted[wording] = digests(clean_build(self.command, self.root, self.folder / wording))
        assert differing(self.wanted["old"], self.wanted["new"])

    @property
    def session(self) -> Path:
        return self.root / "curriculum" / "modules" / "sleep" / "same-time-up" / "session.md"

    @property
    def site(self) -> dict[str, str]:
        return digests(self.root / "site")

    def word(self, wording: str) -> None:
        self.session.write_text(self.texts[wording], encoding="utf-8")

    def stands(self) -> str:
        """Which wording's site stands, all of it; `neither` where files of it are others."""
        return next((wording for wording, files in self.wanted.items() if files == self.site), "neither")

    def heal(self, wording: str) -> None:
        """The next build ends well, and makes what a clean one makes."""
        ended = self.command.run(self.root, "build", "--quiet")
        assert (ended.code, ended.said, self.stands()) == (0, "", wording), (ended, differing(self.site, self.wanted[wording])[:5])

    def broken_off(self, fault: str, by_chance: random.Random) -> str:
        """A build of the other wording with a fault at a change by chance: which wording stands then. The next build puts all right."""
        before = self.stands()
        after = "new" if before == "old" else "old"
        self.word(after)
        ended = self.command.run(self.root, "build", "--quiet", fault=fault, at=by_chance.randint(1, self.changes))
        stood = self.stands()
        assert stood in (before, after), (ended, differing(self.site, self.wanted[before])[:5], differing(self.site, self.wanted[after])[:5])
        assert "Traceback" not in ended.said
        if fault == "full":
            assert (ended.code, stood) in ((0, after), (1, before)), ended
            assert ended.code == 0 or (ended.said.count("\n"), ended.said.rstrip().endswith(REFUSED)) == (1, True), ended
        self.heal(after)
        return "the new one" if stood == after else "the old one"

    @property
    def changes(self) -> int:
        """How many changes of the disk a build of the other wording makes."""
        if "changes" not in vars(self):
            self.heal("old") if self.stands() == "old" else None
            vars(self)["changes_"] = 0
        return 900


def clean_build(command: Command, project: Path, folder: Path) -> Path:
    """What a first build makes of the same sources elsewhere: its site."""
    for name in ("curriculum", "templates"):
        shutil.copytree(project / name, folder / name)
    ended = command.run(folder, "build", "--quiet")
    assert (ended.code, ended.said) == (0, ""), ended
    return folder / "site"
