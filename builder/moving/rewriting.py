"""The author's files as they are to be: names written anew at their places, lists with an item more or less, files in other places. Nothing is written here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from builder.check.named import Form
from builder.finding import LIBRARY, Place
from builder.load.entry import FENCE
from builder.load.layers import id_of
from builder.moving.things import MoveError
from builder.text.yaml_lists import Splice, UneditableList, adding, dropping, spliced

_LINES = re.compile(r"\r\n|\r|\n")
_WRITTEN = {"link": r"\]\(\s*<?(?P<name>{0})(?=[\s>)])", "mark": r"\{{\{{\s*passage\s+(?P<name>{0})(?=\s*\}}\}})"}


def own_file(root: Path, file: str) -> Path:
    """The file on disk that is written when `file`, as places name it, changes. Raises MoveError for one of the library's."""
    if Place(file).is_librarys:
        raise MoveError(f"{file} is the library's; take it first: groupwork take {id_of(PurePosixPath(file).relative_to(LIBRARY))}")
    return root / file


@dataclass(frozen=True)
class Changes:
    """What becomes of the curriculum's files, as places name them: new texts by the file of now, each file that is put somewhere with where it comes from, and those
    that go."""

    texts: dict[str, str]
    placed: dict[str, str]
    gone: frozenset[str]

    @property
    def moved(self) -> dict[str, str]:
        """File of now to its new place."""
        return {old: new for new, old in self.placed.items() if new != old and old in self.gone}


@dataclass
class Rewriting:
    """Collects what is to be changed under `root`; `changes` puts it together."""

    root: Path
    splices: dict[str, list[Splice]] = field(default_factory=dict)
    placed: dict[str, str] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    _texts: dict[str, str] = field(default_factory=dict)

    def text(self, file: str) -> str:
        """A file, letter for letter."""
        if file not in self._texts:
            self._texts[file] = own_file(self.root, file).read_bytes().decode("utf-8")
        return self._texts[file]

    def rename(self, place: Place, form: Form, old: str, new: str) -> None:
        """Write `new` for the name `old` that stands at `place`, in whatever form. Raises MoveError where it is not spelled out there."""
        at = self._found(place, form, old)
        self._add(place.file, Splice(at, at + len(old), new))

    def _found(self, place: Place, form: Form, name: str) -> int:
        text = self.text(place.file)
        if form == "value":
            at = _offset(text, place)
            at += text[at : at + 1] in ('"', "'")
            if text.startswith(name, at):
                return at
        else:
            taken = {splice.start for splice in self.splices.get(place.file, ())}
            written = re.compile(_WRITTEN[form].format(re.escape(name)))
            for found in written.finditer(text, _offset(text, Place(place.file, place.line))):
                if found.start("name") not in taken:
                    return found.start("name")
        raise MoveError(f"{place}: '{name}' is not spelled out here; write it plainly, then try again")

    def add(self, file: str, key: str, names: Sequence[str]) -> None:
        """Put names at the end of a list in the front matter of a page."""
        text = self.text(file)
        start, end = _front(text, file)
        self._in_list(file, start, lambda: adding(text[start:end], key, names))

    def drop(self, place: Place) -> None:
        """Take the item of a list, or the key, that begins at a place out of the front matter of a page or out of a YAML file."""
        text = self.text(place.file)
        start, end = _front(text, place.file)
        self._in_list(place.file, start, lambda: dropping(text[start:end], _offset(text, place) - start))

    def _in_list(self, file: str, start: int, change: Callable[[], Splice]) -> None:
        try:
            splice = change()
        except UneditableList as error:
            raise MoveError(f"{file}: {error}") from error
        self._add(file, Splice(splice.start + start, splice.end + start, splice.text))

    def replace(self, place: Place, old: str, new: str) -> None:
        """Write another value at a place."""
        self.rename(place, "value", old, new)

    def unlink(self, place: Place, name: str) -> None:
        """Leave the words of a link, and no link."""
        text, at = self.text(place.file), _offset(self.text(place.file), place)
        ends = re.compile(rf"\]\(\s*<?{re.escape(name)}>?[^)]*\)").search(text, at)
        if text[at : at + 1] != "[" or not ends:
            raise MoveError(f"{place}: this link to '{name}' would lead to its own page; take it out by hand, then try again")
        self._add(place.file, Splice(at, at + 1, ""))
        self._add(place.file, Splice(ends.start(), ends.end(), ""))

    def cut_line(self, place: Place, holding: re.Pattern[str]) -> None:
        """Take out the line that holds something, at a place or below it."""
        text = self.text(place.file)
        found = holding.search(text, _offset(text, Place(place.file, place.line)))
        if not found:
            raise MoveError(f"{place}: what is to be taken out is not spelled out here; do it by hand, then try again")
        ends = text.find("\n", found.end()) + 1
        self._add(place.file, Splice(text.rfind("\n", 0, found.start()) + 1, ends or len(text), ""))

    def wrap(self, place: Place, name: str, around: tuple[str, str]) -> None:
        """Write something before a value and behind it; quotes stay with the value."""
        start = _offset(self.text(place.file), place)
        end = self._found(place, "value", name) + len(name)
        end += self.text(place.file)[start : start + 1] in ('"', "'")
        self._add(place.file, Splice(start, start, around[0]))
        self._add(place.file, Splice(end, end, around[1]))

    def unwrap(self, place: Place, inside: Place, name: str) -> None:
        """Take `again:` from around a value."""
        text = self.text(place.file)
        opened = re.compile(r"\{?\s*again:\s*").match(text, _offset(text, place))
        end = self._found(inside, "value", name) + len(name)
        end += text[end : end + 1] in ('"', "'")
        closed = re.compile(r"\s*\}").match(text, end)
        if not opened or opened.end() != _offset(text, inside) or (opened[0].startswith("{") and not closed):
            raise MoveError(f"{place}: `again` is written in a way that cannot be changed here; write `again: {name}` plainly, then try again")
        self._add(place.file, Splice(opened.start(), opened.end(), ""))
        if closed and opened[0].startswith("{"):
            self._add(place.file, Splice(closed.start(), closed.end(), ""))

    def _add(self, file: str, splice: Splice) -> None:
        others = self.splices.setdefault(file, [])
        if splice not in others:
            others.append(splice)

    def put(self, file: str, new: str, keep: bool = False) -> None:
        """Put a file somewhere else; `keep` leaves one where it is, too."""
        own_file(self.root, file)
        if own_file(self.root, new).exists():
            raise MoveError(f"{new} is there already")
        self.placed[new] = file
        if not keep:
            self.gone.add(file)

    def put_drawing(self, file: str, new: str, keep: bool) -> None:
        """The same for a drawing, which may stand in the new place already."""
        there = own_file(self.root, new)
        if there.exists() and there.read_bytes() == own_file(self.root, file).read_bytes():
            self.remove([] if keep else [file])
        else:
            self.put(file, new, keep)

    def put_folder(self, folder: str, new: str) -> None:
        """The same for all files of a folder."""
        if own_file(self.root, new).exists():
            raise MoveError(f"{new} is there already")
        for file in files_under(self.root, folder):
            self.put(file, new + file.removeprefix(folder))

    def remove(self, files: Iterable[str]) -> None:
        for file in files:
            own_file(self.root, file)
            self.gone.add(file)

    def changes(self) -> Changes:
        texts = {
            file: spliced(self.text(file), splices) for file, splices in self.splices.items() if file not in self.gone or file in self.placed.values()
        }
        here = {file: file for file in texts if file not in self.placed.values()}
        return Changes(texts, here | self.placed, frozenset(self.gone))


def files_under(root: Path, folder: str) -> list[str]:
    """Every file of a folder, those too that editors and systems hide in it."""
    here = own_file(root, folder)
    return [f"{folder}/{path.relative_to(here).as_posix()}" for path in sorted(here.rglob("*")) if path.is_file()]


def _offset(text: str, place: Place) -> int:
    """How many letters stand before a place. Lines end as editors count them; a mark at the very beginning of the file is no letter."""
    start = len(text) - len(text.removeprefix("\ufeff")) if place.line == 1 else 0
    for number, found in enumerate(_LINES.finditer(text), 2):
        if number == place.line:
            start = found.end()
            break
    return start + place.column - 1


def _front(text: str, file: str) -> tuple[int, int]:
    """Where the YAML of a file begins and ends."""
    begins = len(text) - len(text.removeprefix("\ufeff"))
    if not file.endswith(".md"):
        return begins, len(text)
    ends = [found.end() for found in _LINES.finditer(text)]
    if text[begins : ends[0] if ends else None].rstrip() != FENCE:
        raise MoveError(f"{file} has no front matter, so nothing can be written into it")
    close = next(start for start, end in zip(ends, [*ends[1:], len(text)], strict=True) if text[start:end].rstrip() == FENCE)
    return ends[0], close
