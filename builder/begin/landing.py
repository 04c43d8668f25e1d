"""A program begun in a folder: written and checked aside, then put in place whole, or not at all."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from builder import pipeline
from builder.begin.answers import BeginError, Offered, ProgramAnswers
from builder.begin.files import first_files
from builder.finding import CurriculumError, Finding, as_text, has_errors
from builder.model.lock import LOCK
from builder.planner.words import counted
from builder.tracks.composing import Composed, compose_track, from_flags
from builder.work.files import folders_for
from builder.work.memo import Memo
from builder.work.reading import is_there
from builder.work.system import move

_IN_THE_WAY = ("curriculum", LOCK, "sites")
"""What a program consists of: where one of these stands, something is begun already."""


class TrackError(BeginError):
    """The track that was asked for cannot be composed as it was asked for."""


@dataclass(frozen=True)
class Begun:
    """`kept` were there before and stay as they were, ours not written; `track` is the planner's last line on the track."""

    written: tuple[str, ...]
    kept: tuple[str, ...]
    findings: tuple[Finding, ...]
    track: str


def refuse_folder(folder: Path, force: bool) -> None:
    """Raises BeginError where no program can begin. Hidden files, such as `.git`, are in nobody's way."""
    if is_there(folder) and not folder.is_dir():
        raise BeginError(f"{folder} is a file; name a folder")
    there = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    if begun := [name for name in _IN_THE_WAY if name in there]:
        raise BeginError(f"{folder} has a {begun[0]} already: a program has begun there. Name another folder")
    seen = [name for name in there if not name.startswith(".")]
    if seen and not force:
        more = f" and {counted(len(seen) - 3, 'other')}" if len(seen) > 3 else ""
        raise BeginError(
            f"{folder} is not empty ({', '.join(seen[:3])}{more}). Name another folder; or say --force, and what is there stays as it is"
        )


def begin(folder: Path, answers: ProgramAnswers, choices: Offered, today: datetime.date, say: Callable[[str], None]) -> Begun:
    """Write a program into `folder`. Raises TrackError, and CurriculumError where what was written would not pass the check; then nothing is there."""
    with tempfile.TemporaryDirectory(prefix=".groupwork-", dir=_nearest(folder)) as aside:
        root = Path(aside) / "program"
        track = name_of_track(answers.start, choices)
        files = first_files(answers, track, choices)
        _write(root, files)
        say("composing a first track")
        memo = Memo()
        made = _composed(root, answers, choices, f"curriculum/tracks/{track}.md", memo)
        _write(root, {f"curriculum/tracks/{track}.md": made.text})
        say("checking what was written")
        findings = pipeline.check(root, today, memo)
        if has_errors(findings):
            raise CurriculumError(findings)
        written, kept = _land(root, folder)
    return Begun(written, kept, findings, made.line)


def name_of_track(start: str, choices: Offered) -> str:
    """A name that no track of the library has."""
    name = "mornings" if start < "12:00" else "afternoons" if start < "16:30" else "evenings"
    return name if name not in choices.tracks else f"our-{name}"


def _nearest(folder: Path) -> Path:
    """The folder itself, or the nearest above it that is there: on the same disk, so that files can be put in place by renaming."""
    return next(path for path in (folder, *folder.parents) if path.is_dir())


def _write(root: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(text.encode())


def _composed(root: Path, answers: ProgramAnswers, choices: Offered, out: str, memo: Memo) -> Composed:
    """Where nobody chose a standard, the usual one is named if the track meets it."""
    asked = {"population": answers.population, "weeks": answers.weeks, "days": ",".join(answers.days), "start": answers.start}
    tried = [answers.standards] if answers.standards is not None else [(choices.standard,) if choices.standard else (), ()]
    for standards in tried:
        try:
            made = compose_track(root, from_flags(asked | ({"standards": ",".join(standards)} if standards else {})), out, reasons=False, memo=memo)
        except CurriculumError as error:
            raise TrackError(as_text(error.findings)) from error
        if not has_errors(made.findings):
            return made
    raise TrackError("this track cannot be as it was asked for:\n" + as_text([one for one in made.findings if one.is_error]))


def _land(root: Path, folder: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Put every file in its place; what stands there already stays. A file that cannot be put takes back those that were."""
    names = sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
    kept = [name for name in names if (folder / name).exists()]
    written: list[str] = []
    made: list[Path] = []
    try:
        for name in (name for name in names if name not in kept):
            target = folder / name
            made = [*folders_for(target), *made]
            move(root / name, target)
            written.append(name)
    except OSError:
        for name in written:
            (folder / name).unlink(missing_ok=True)
        for path in made:
            if path.is_dir() and not any(path.iterdir()):
                path.rmdir()
        raise
    return tuple(written), tuple(kept)
