"""The data files of all layers: read once, laid together where a program lies over the library."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TypeVar

from builder.finding import CurriculumError, Finding, in_order
from builder.load.entry import Data, FileText, Texts, data_from, data_source, read_data
from builder.load.folders import Folders
from builder.load.layers import DATA, PROGRAM, TOP, unknown_excluded
from builder.load.merging import laid_over
from builder.model.base import Authored, Source
from builder.model.overlay import OWN_ALONE
from builder.model.program import ProgramMeta
from builder.text.marked_yaml import Marked
from builder.work.memo import Memo
from builder.work.store import key_of

Meta = TypeVar("Meta", bound=Authored)

SITE_ALONE = ("name", "address", "staff_address")
"""What each site of a program says itself: under the address of another nobody would find its pages."""

NARROWING = ("languages", "standards", "tracks", "groups")
"""What a site's file says of which of the program's things it has; all else in it lies over `program.yml`."""


class DataFiles:
    """Reads the data files of a project; what is wrong with them goes to the findings of `disk`."""

    def __init__(self, disk: Folders, memo: Memo, texts: Texts):
        self.disk, self.memo, self.texts = disk, memo, texts
        self.layers = disk.layers
        self.noted: tuple[Finding, ...] = ()
        """Warnings on what does not fit between the program and the library."""
        self.unchecked: frozenset[str] = frozenset()
        """Crisis lines of the library that nobody of this program has tried."""

    def program(self) -> tuple[Source, ProgramMeta] | None:
        """`program.yml`, which says what is left out of the library, and so is read first."""
        unfit = in_order(self.layers.unfit())
        self.noted = tuple(one for one in unfit if not one.is_error)
        self.disk.findings += (one for one in unfit if one.is_error)
        if self.layers.below:
            if not (self.layers.own.folder / PROGRAM).is_file():
                self.disk.refuse(TOP / PROGRAM, "missing-file", f"this program has no {PROGRAM} of its own", "write its name and address in it")
                return None
            self._leave_out()
        found = self.one(TOP / PROGRAM, ProgramMeta)
        if found and not self.layers.below:
            places = {name: found[0].at("exclude", index) for index, name in enumerate(found[1].exclude)}
            self.disk.findings += unknown_excluded(self.layers, places, places)
        return (found[0], self._with_own_checks(*found)) if found else None

    def _with_own_checks(self, source: Source, meta: ProgramMeta) -> ProgramMeta:
        """The library's crisis lines with the day on which this program's people tried them; those that they did not try are noted."""
        lines = {index: line for index, line in enumerate(meta.crisis_lines) if source.at("crisis_lines", index).is_librarys}
        self.unchecked = frozenset(line.id or line.name for line in lines.values()) - meta.checked_here.keys()
        tried = {index: {"verified_on": meta.checked_here[line.id]} for index, line in lines.items() if line.id and line.id in meta.checked_here}
        own = (line.model_copy(update=tried.get(index)) for index, line in enumerate(meta.crisis_lines))
        return meta.model_copy(update={"crisis_lines": tuple(own)})

    def at_site(self, site: FileText, program: Source) -> tuple[Source, ProgramMeta] | None:
        """The program as one of its sites has it."""
        found = self.memo.one(read_at_site, site, program)
        self.disk.findings += found.findings
        meta = found.values.get("")
        return (found.source, self._with_own_checks(found.source, meta)) if found.source and isinstance(meta, ProgramMeta) else None

    def _leave_out(self) -> None:
        """Tell the layers what `exclude` leaves out, and which tracks of the library are not run here."""
        path = TOP / PROGRAM
        try:
            marks = data_source(self.texts.read(self.layers.own.folder / path, self.layers.name(path)).words, self.layers.name(path)).marks
        except CurriculumError:
            return  # told when the file is read as what it is
        said = marks.data if isinstance(marks.data, dict) else {}
        names = [name for name in said.get("exclude") or () if isinstance(name, str)] if isinstance(said.get("exclude"), list) else []
        places = {name: marks.place("exclude", index) for index, name in enumerate(names)}
        self.disk.findings += unknown_excluded(self.layers, names, places)
        run = said.get("tracks") if isinstance(said.get("tracks"), list) else []
        tracks = {PurePosixPath(name).stem for name in self.layers.texts if name.startswith("tracks/")}
        self.layers.excluded = frozenset(names) | {f"tracks/{name}" for name in tracks - set(map(str, run or []))}

    def one(self, path: PurePosixPath, kind: type[Meta]) -> tuple[Source, Meta] | None:
        """A YAML file that is one value."""
        found = self.read(path, kind)
        value = found.values.get("") if found else None
        return (found.source, value) if found and found.source and isinstance(value, kind) else None

    def read(self, path: PurePosixPath, kind: type[Authored], named: bool = False) -> Data | None:
        """A YAML file; `named`: a value of this kind under each of its keys."""
        if not self.disk.is_file(path):
            self.disk.refuse(path, "missing-file", f"'{path.name}' is missing", "see CONTRIBUTING.md for what it holds")
            return None
        layers = [layer for layer in self.layers.all if path.name in layer.entries.get(path.parent, {})] if path.as_posix() in DATA else []
        try:
            if self.layers.below in layers:
                own, below = (self.texts.read(layer.folder / path, f"{layer.name}/{path}") if layer in layers else None for layer in self.layers.all)
                found = self.memo.one(read_laid, own, below, kind, (named, tuple(sorted(self.layers.excluded))))
            else:
                found = self.memo.one(read_data, self.texts.read(self.layers.real(path), self.disk.name(path)), kind, named)
        except CurriculumError as error:
            self.disk.findings += error.findings
            return None
        self.disk.findings += found.findings
        return found


def read_laid(own: FileText | None, below: FileText, kind: type[Authored], how: tuple[bool, Collection[str]]) -> Data:
    """A data file of a program's own and the library's, as one; `how`: whether each key has a value of the kind, and what is left out."""
    named, excluded = how
    not_taken = OWN_ALONE if kind is ProgramMeta else ()
    try:
        under = data_source(below.words, below.file, below.digest)
        over = data_source(own.words, own.file, own.digest) if own else Source(below.file, Marked({}, below.file, {}, {}))
        marks = laid_over(over.marks, _with_defaults(under.marks, kind), excluded, not_taken) if isinstance(over.marks.data, dict) else over.marks
    except CurriculumError as error:
        return Data(None, {}, error.findings)
    return data_from(Source(over.file, marks, digest=key_of([over.digest, under.digest])[:16], exact=key_of([over.exact, under.exact])), kind, named)


def read_at_site(site: FileText, program: Source) -> Data:
    """The program as one of its sites has it: what the site's file says of it, over what the program says itself."""
    own = data_source(site.words, site.file, site.digest)
    said = {key: value for key, value in own.marks.data.items() if key not in NARROWING}
    marks = laid_over(replace(own.marks, data=said), program.marks, (), SITE_ALONE, plain={"crisis_lines": "first"})
    here = Source(
        program.file, replace(marks, file=program.file), digest=key_of([own.digest, program.digest])[:16], exact=key_of([own.exact, program.exact])
    )
    return data_from(here, ProgramMeta)


def _with_defaults(marks: Marked, kind: type[Authored]) -> Marked:
    """The library's data, with the lists of words that it leaves at their default: a program may add to these too."""
    defaults = {name: list(field.default) for name, field in kind.model_fields.items() if isinstance(field.default, tuple) and field.default}
    plain = {name: words for name, words in defaults.items() if all(isinstance(word, str) for word in words)}
    return replace(marks, data=plain | marks.data) if isinstance(marks.data, dict) else marks
