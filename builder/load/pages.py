"""The page files of all layers: each read as its kind, with what it may include chosen before a word of it is parsed."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath
from typing import TypeVar

from builder.finding import CurriculumError
from builder.load.drafts import Drafts, drafts_among
from builder.load.drawing import read_drawing
from builder.load.entry import FileText, PageFile, Texts, read_page
from builder.load.folders import Folders, language_of
from builder.load.layers import TOP
from builder.load.passages import inserts_for
from builder.load.session import WALL
from builder.model.base import Authored, Source
from builder.model.module import ModuleMeta
from builder.model.passage import Passage
from builder.model.program import ProgramMeta
from builder.model.session import CardsMeta, HandoutMeta, SessionMeta, WallMeta
from builder.model.track import TrackMeta
from builder.text.guide import EMPTY, Guide
from builder.text.inserts import Audience, Inserts, no_drawing
from builder.work.memo import Memo, Spread

Meta = TypeVar("Meta", bound=Authored)

_KINDS: Mapping[str, type[Authored]] = {"session.md": SessionMeta, "module.md": ModuleMeta}
"""What the name of a page file under modules/ says of it."""
_DRAWN = (SessionMeta, HandoutMeta, CardsMeta, WallMeta)
"""Pages that may show a drawing."""
_KIND_CARDS = re.compile(r"^kind:\s*[\"']?cards\b", re.M)
_KIND_FAMILY = re.compile(r"^kind:\s*[\"']?family\b", re.M)
_NAMING = ("requires", "builds_on", "handouts", "taught_in")
"""Fields of front matter that name sessions or handouts."""
NO_PAGE = PageFile(None, None, EMPTY, ())

Wanted = Mapping[PurePosixPath, tuple[type[Authored], Inserts]]
"""Page files, each with its kind and with what it may include."""


class PageFiles:
    """Reads page files; what is wrong with them goes to the findings of `disk`."""

    def __init__(self, disk: Folders, memo: Memo, spread: Spread, texts: Texts):
        self.disk, self.layers = disk, disk.layers
        self.memo, self.spread, self.texts = memo, spread, texts
        self._read: dict[str, PageFile] = {}

    def at(self, path: PurePosixPath) -> PageFile:
        """What came of reading a file; nothing for one that was not read."""
        return self._read.get(self.disk.name(path), NO_PAGE)

    def read_under(self, folders: Sequence[str], passages: Mapping[str, Passage], program: ProgramMeta | None) -> None:
        """Read every Markdown file under these folders, by its name: whether it belongs there is told where the folder is gone through."""
        allowed: dict[tuple[Audience, str], Inserts] = {}
        wanted: dict[PurePosixPath, tuple[type[Authored], Inserts]] = {}
        for folder in folders:
            for path in sorted(path for path in self.layers.under(TOP / folder) if path.suffix == ".md"):
                reader: tuple[Audience, str] = ("staff", "en") if path.name in _KINDS else (self._public(path), language_of(path))
                if reader not in allowed:
                    allowed[reader] = inserts_for(*reader, passages, program)
                beside = WallMeta if path.stem.partition(".")[0] == WALL else HandoutMeta
                kind = TrackMeta if folder == "tracks" else _KINDS.get(path.name, beside)
                wanted[path] = (kind, allowed[reader])
        self.read(wanted)

    def _public(self, path: PurePosixPath) -> Audience:
        """Who reads a page that is not the staff's: what stands beside a session for families is theirs."""
        guide = path.with_name("session.md")
        if not self.disk.is_file(guide):
            return "participants"
        try:
            front = self.texts.read(self.layers.real(guide), self.disk.name(guide)).words.partition("\n---")[0]
        except CurriculumError:
            return "participants"
        return "families" if _KIND_FAMILY.search(front) else "participants"

    def read(self, wanted: Wanted) -> None:
        """Read each of these files as its kind. What it may include is chosen by where it stands, before a word of it is parsed."""
        found: dict[str, PageFile] = {}
        arguments: dict[str, tuple[FileText, type[Authored], Inserts]] = {}
        for path, (kind, inserts) in wanted.items():
            file = self.disk.name(path)
            try:
                text = self.texts.read(self.layers.real(path), file)
            except CurriculumError as error:
                found[file] = replace(NO_PAGE, findings=error.findings)
                continue
            kind = CardsMeta if kind is HandoutMeta and _KIND_CARDS.search(text.words.partition("\n---")[0]) else kind
            drawing = partial(self.drawing, path.parent) if kind in _DRAWN else no_drawing
            arguments[file] = (text, kind, inserts.of(text.words, kind is HandoutMeta, drawing, self.left_out(path)))
        self._read |= found | self.memo.every(read_page, arguments, self.spread)

    @property
    def drafts(self) -> Drafts:
        """The drafts among all that was read."""
        return drafts_among(self._read)

    def page(self, path: PurePosixPath, kind: type[Meta]) -> tuple[Source | None, Meta | None, Guide]:
        """Source, front matter and body of a page file; None for what cannot be read, with its findings kept."""
        page = self.at(path)
        self.disk.findings += page.findings
        if page is NO_PAGE:
            try:
                self.texts.read(self.layers.real(path), self.disk.name(path))
            except CurriculumError as error:
                self.disk.findings += error.findings
        meta = page.meta if isinstance(page.meta, kind) else None
        if meta and self.layers.excluded and not self.layers.is_own(path):  # the library's text, without what this program leaves out of the library
            named = {key: self.layers.kept(getattr(meta, key)) for key in _NAMING if hasattr(meta, key)}
            meta = meta.model_copy(update=named)
        return page.source, meta, page.guide

    def page_in(self, folder: PurePosixPath, kind: str, meta: type[Meta], hint: str) -> tuple[Source | None, Meta | None, Guide]:
        """The page that a module's or a session's folder has to have."""
        path = folder / f"{kind}.md"
        if self.disk.is_file(path):
            return self.page(path, meta)
        self.disk.refuse(path, "missing-file", f"a {kind} folder needs a {kind}.md", hint)
        return None, None, EMPTY

    def left_out(self, path: PurePosixPath) -> Container[str]:
        """What a text does not link to: the library's, to what this program leaves out of it."""
        return () if self.layers.is_own(path) else self.layers.left_out

    def drawing(self, folder: PurePosixPath, name: str, any_paint: bool = False) -> str:
        """A drawing beside a page, from whichever layer has it. Raises UnusableDrawing."""
        return read_drawing(self.layers.real(folder / name).parent, name, any_paint)
