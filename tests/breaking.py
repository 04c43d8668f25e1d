"""What befalls a project between two builds, and during one: edits, damage, kills, full disks, other days and rights. Each by a seed, so that it befalls again."""

from __future__ import annotations

import os
import random
import re
import shutil
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.site.tree import aside_of, name_of_next
from builder.site.versions import KEPT, versions_of
from builder.work.files import take_away
from builder.work.store import file_status
from tests.faulty import ROOT, Command, Ended, differing, digests

FIELD = re.compile(r"(?m)^(title|summary|main_message|tagline|name): (.+)$")
WORD = re.compile(r"\b[a-z]{5,}\b")
REFUSED = "Nothing was published; site/ is as it was.\n"


def a_small_project(folder: Path) -> Path:
    """The small curriculum without its track, which takes most of the time that it takes to print; with templates of its own."""
    shutil.copytree(ROOT / "tests" / "small" / "curriculum", folder / "curriculum")
    shutil.copytree(ROOT / "templates", folder / "templates")
    (folder / "curriculum" / "tracks" / "wednesdays.md").unlink()
    return folder


def clean_build(command: Command, project: Path, folder: Path) -> Path:
    """The site that a first build makes of the same sources elsewhere."""
    for name in ("curriculum", "templates"):
        shutil.copytree(project / name, folder / name)
    ended = command.run(folder, "build", "--quiet")
    assert (ended.code, ended.said) == (0, ""), ended
    return folder / "site"


@dataclass(frozen=True)
class Bench:
    """A project with two wordings of a session, and what a clean build makes of each."""

    command: Command
    root: Path
    texts: Mapping[str, str]
    wanted: Mapping[str, Mapping[str, str]]
    changes: int
    """How many changes of the disk a build of the other wording makes."""

    @property
    def session(self) -> Path:
        return session_of(self.root)

    def stands(self) -> str:
        """Which wording's site stands, all of it; `neither` where any file is another."""
        found = digests(self.root / "site")
        return next((wording for wording, files in self.wanted.items() if files == found), "neither")

    def heal(self, wording: str) -> None:
        """The next build ends well, and makes what a clean one makes."""
        ended = self.command.run(self.root, "build", "--quiet")
        assert (ended.code, ended.said, self.stands()) == (0, "", wording), (ended, self.differing(wording))

    def differing(self, wording: str) -> list[str]:
        return differing(digests(self.root / "site"), self.wanted[wording])[:5]

    def save_other(self) -> tuple[str, str]:
        """The wording that stands, and the other one, which is saved."""
        before = self.stands()
        after = "second" if before == "first" else "first"
        self.session.write_text(self.texts[after], encoding="utf-8")
        return before, after

    def broken_off(self, fault: str, by_chance: random.Random, heals: bool = True) -> str:
        """A build of the other wording with a fault at a change by chance: which version stands then, where it came to one. With `heals`, the next build puts all
        right; else the next fault meets what this one left."""
        before, after = self.save_other()
        at = by_chance.randint(1, self.changes) * (100 if fault == "half" else 1)
        ended = self.command.run(self.root, "build", "--quiet", fault=fault, at=at)
        stood = self.stands()
        assert stood in (before, after), (ended, self.differing(before), self.differing(after))
        assert fault == "kill" or (ended.code, stood) in ((0, after), (1, before)), ended
        assert is_a_line(ended) or (ended.code, ended.said) in ((-9, ""), (0, "")), ended
        if heals:
            self.heal(after)
        return ("the new version" if stood == after else "the old version") if ended.code or ended.changes >= at else "no fault"

    def in_its_place(self, place: str, kind: str) -> str:
        """Something else stands in the place of what builds keep, or of what is published: a build of the other wording takes it away, or says that it is in the
        way and changes nothing. Which of the two it did."""
        before, after = self.save_other()
        names = {"version": versions_of(self.root)[0].number, "entry": sorted(file_status(self.root / "build/cache"))[0]}
        path = self.root / place.format(**names, next=name_of_next(self.root / "site"), aside=aside_of(self.root / "site").name)
        take_away(path)
        IN_PLACE[kind](path)
        listed = self.command.run(self.root, "rollback")
        assert (listed.code in (0, 1, 2), "Traceback" in listed.said) == (True, False), (place, kind, listed)
        ended = self.command.run(self.root, "build", "--quiet")
        stood = self.stands()
        assert (ended.code == 0 and stood == after) or is_a_line(ended), (place, kind, stood, ended)
        if place.startswith("build"):
            assert stood == (before if ended.code else after), (place, kind, stood, ended)
        if ended.code:
            take_away(path)
        self.heal(after)
        return "it was said" if ended.code else "it was taken away"


KEPT_PLACES = (
    "build",
    "build/.lock",
    "build/.publishing",
    "build/cache",
    "build/cache/templates",
    "build/cache/{entry}",
    "build/fresh",
    "build/fresh/staff",
    "build/fresh/staff/index.html",
    "build/fresh/more",
    "build/no-cache-left",
    "build/versions",
    "build/versions/{version}",
    "build/versions/{version}/site",
    "build/versions/{version}/site/staff",
    "site",
    "site/staff",
    "site/staff/index.html",
    "site/staff/more",
    "{aside}",
    "{next}left",
)
"""Where builds keep something, or look for what one before has left."""
IN_PLACE: Mapping[str, Callable[[Path], object]] = {
    "a file": lambda path: path.write_bytes(b"x"),
    "a folder": lambda path: (path / "deep" / "er").mkdir(parents=True),
    "a pipe": os.mkfifo,
    "a link to itself": lambda path: path.symlink_to(path.name),
    "a link to nothing": lambda path: path.symlink_to("nowhere"),
}


def session_of(root: Path) -> Path:
    return root / "curriculum" / "modules" / "sleep" / "same-time-up" / "session.md"


def is_a_line(ended: Ended) -> bool:
    """Whether a build said in one line that nothing was published, and why."""
    return ended.code == 1 and ended.said.count("\n") == 1 and ended.said.endswith(REFUSED)


def a_bench(command: Command, folder: Path) -> Bench:
    root = a_small_project(folder / "project")
    first = session_of(root).read_text(encoding="utf-8")
    texts = {"first": first, "second": FIELD.sub(r"\1: New, \2", first, count=2).replace("Remind them", "Tell them")}
    wanted = {}
    for wording, text in texts.items():
        session_of(root).write_text(text, encoding="utf-8")
        wanted[wording] = digests(clean_build(command, root, folder / wording))
    assert differing(wanted["first"], wanted["second"])
    for wording in ("first", "second") * KEPT:  # until as many versions are kept as ever
        session_of(root).write_text(texts[wording], encoding="utf-8")
        changes = command.run(root, "build", "--quiet").changes
    return Bench(command, root, texts, wanted, changes)


# A chain of them

FLAGS: Mapping[str, tuple[tuple[str, ...], dict[str, Any]]] = {
    "a build": ((), {}),
    "a build of pages": (("--pages-only",), {}),
    "a build without cache": (("--no-cache",), {}),
    "a build on an earlier day": ((), {"today": "2026-11-20"}),
    "a build on a later day": ((), {"today": "2027-02-28"}),
    "a build with other rights": ((), {"rights": 0o077}),
    "a build that was killed": ((), {"fault": "kill"}),
    "a build on a full disk": ((), {"fault": "full"}),
}


class Chain:
    """Steps by chance over one project; whatever they were, the site is that of a clean build in the end."""

    def __init__(self, command: Command, root: Path, by_chance: random.Random):
        self.command, self.root, self.by_chance = command, root, by_chance
        self.done = Counter[str]()
        self._before = {path: path.read_bytes() for path in self._sources()}

    def step(self) -> None:
        """One thing that befalls the project, and a build or a rollback."""
        befalls = self.by_chance.choice((self.word, self.word, self.field, self.template, self.file, self.harm, self.forget, self.undo))
        befalls()
        self.done[befalls.__name__] += 1
        if self.by_chance.random() < 0.15 and (versions := versions_of(self.root)):
            self._run("a rollback", "rollback", str(self.by_chance.choice(versions).number))
            return
        name, (flags, more) = self.by_chance.choice(sorted(FLAGS.items()))
        self._run(name, "build", "--quiet", *flags, **{"at": self.by_chance.randint(1, 900)} | more)

    def compared(self, folder: Path) -> int:
        """How many files a clean build makes of the texts as they are, and this project has too after one build more; 0 where they cannot be published."""
        if self.command.run(self.root, "build", "--quiet").code:
            return 0
        made, wanted = whole(self.root / "site"), whole(clean_build(self.command, self.root, folder))
        assert made == wanted, (dict(self.done), differing(made, wanted))
        return len(wanted)

    def word(self) -> None:
        """A word of a text becomes another."""
        path = self._one("curriculum/modules/**/*.md")
        head, _, body = path.read_text(encoding="utf-8").rpartition("\n---\n")
        if words := sorted(set(WORD.findall(body))):
            path.write_text(f"{head}\n---\n" + body.replace(self.by_chance.choice(words), self.by_chance.choice(words), 1), encoding="utf-8")

    def field(self) -> None:
        """A title or the like gets a word more."""
        path = self._one("curriculum/**/*.md")
        more = self.by_chance.choice(("again", "indeed", "today"))
        path.write_text(FIELD.sub(rf"\g<0> {more}", path.read_text(encoding="utf-8"), count=1), encoding="utf-8")

    def template(self) -> None:
        """A template or a style sheet gets a remark."""
        path = self._one(self.by_chance.choice(("templates/pages/*/*.html", "templates/theme/**/*.html", "templates/assets*/css/*.css")))
        with path.open("a", encoding="utf-8") as file:
            file.write("\n/* more */\n" if path.suffix == ".css" else "\n{# more #}\n")

    def file(self) -> None:
        """A file comes, or one that came goes."""
        path = self.root / "templates" / "assets" / "css" / f"more-{self.by_chance.randint(1, 3)}.css"
        if path.is_file():
            path.unlink()
        else:
            path.write_text("/* more */\n", encoding="utf-8")

    def harm(self) -> None:
        """Someone writes into what is published, or into the cache."""
        folder = self.root / self.by_chance.choice(("site", "build/cache"))
        if names := sorted(file_status(folder)):
            path = folder / self.by_chance.choice(names)
            raw = path.read_bytes()
            path.unlink()
            if harmed := self.by_chance.choice((raw[: len(raw) // 2], self.by_chance.randbytes(300), b"{", b"")):
                path.write_bytes(harmed)

    def forget(self) -> None:
        """What builds keep goes, or a part of it."""
        shutil.rmtree(
            self.root / self.by_chance.choice(("build", "build/cache", "build/fresh", "build/versions", "site", "site/staff")), ignore_errors=True
        )

    def undo(self) -> None:
        """All texts are as they were in the beginning."""
        for path in self._sources():
            if path not in self._before:
                path.unlink()
        for path, content in self._before.items():
            if path.read_bytes() != content:
                path.write_bytes(content)

    def _run(self, name: str, *arguments: str, **more: Any) -> None:
        """It does what it is asked, or says in words for a person why not."""
        ended = self.command.run(self.root, *arguments, **more)
        assert ended.code in (0, 1, 2, -9), ended
        assert "Traceback" not in ended.said, ended
        self.done[name] += 1

    def _sources(self) -> list[Path]:
        return [path for top in ("curriculum", "templates") for path in sorted((self.root / top).rglob("*")) if path.is_file()]

    def _one(self, pattern: str) -> Path:
        return self.by_chance.choice(sorted(self.root.glob(pattern)))


def whole(site: Path) -> dict[str, str]:
    """Every file and folder of a site, with its rights and a digest."""
    rights = {path.relative_to(site).as_posix(): oct(path.stat().st_mode) for path in (site, *site.rglob("*"))}
    files = digests(site)
    return {name: f"{right} {files.get(name, '')}" for name, right in rights.items()}
