"""The curriculum folder to a Library.

Every file is read once and every problem is collected, so that an author sees all of them at once; a Library exists only when its shape is whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from builder.finding import CurriculumError, Finding, Place, did_you_mean
from builder.load.drawing import read_cover, read_drawing
from builder.load.entry import Data, FileText, PageFile, Texts, read_data, read_page
from builder.load.folders import EDITION, SLUG, Folders, language_of
from builder.load.passages import inserts_for, read_passage
from builder.load.session import WALL, put_together
from builder.model.base import Authored, Source
from builder.model.group import GroupMeta, RunningGroup
from builder.model.library import Library
from builder.model.passage import Passage, PassageMeta
from builder.model.people import People, PeopleMeta
from builder.model.program import CrisisLine, Program, ProgramMeta
from builder.model.reference import Citation, Language, LanguageMeta, Sources, Standard, StandardMeta
from builder.model.session import Cards, CardsMeta, Handout, HandoutMeta, Module, ModuleMeta, Session, SessionMeta, Wall, WallMeta
from builder.model.synonyms import Synonyms, SynonymsMeta
from builder.model.track import Track, TrackMeta
from builder.text.dialect import parse
from builder.text.guide import EMPTY, Guide
from builder.text.inserts import Audience, Inserts, UnusableDrawing, no_drawing
from builder.work.memo import Memo, Spread, here
from builder.work.store import file_status, key_of

Meta = TypeVar("Meta", bound=Authored)
T = TypeVar("T")

_FOLDERS = {"modules", "tracks", "groups", "standards", "schemas", "passages"}
_FILES = {"program.yml", "sources.yml", "language.yml", "people.yml", "synonyms.yml", "LICENSE"}
_KINDS: Mapping[str, type[Authored]] = {"session.md": SessionMeta, "module.md": ModuleMeta}
"""What the name of a page file under modules/ says of it."""
_DRAWN = (SessionMeta, HandoutMeta, CardsMeta, WallMeta)
"""Pages that may show a drawing."""
_KIND_CARDS = re.compile(r"^kind:\s*[\"']?cards\b", re.M)
NO_PAGE = PageFile(None, None, EMPTY, ())


def load_library(root: Path, memo: Memo | None = None, spread: Spread = here, texts: Texts | None = None) -> Library:
    """Read `root/curriculum`; what `memo` has is not parsed again, and what is parsed is spread.

    Raises CurriculumError with every shape finding in every file, sorted by place.
    """
    return _Loader(root, memo or Memo(), spread, texts or Texts()).library()


class _Loader:
    def __init__(self, root: Path, memo: Memo, spread: Spread, texts: Texts):
        self.root, self.folder = root, root / "curriculum"
        self.memo, self.spread, self.texts = memo, spread, texts
        self.findings: list[Finding] = []
        self.disk = Folders(root, self.findings)
        self.passages: dict[str, Passage] = {}
        self.lines: tuple[CrisisLine, ...] = ()
        self.read: dict[str, PageFile] = {}

    def library(self) -> Library:
        if not self.folder.is_dir():
            raise CurriculumError(
                [Finding(Place("curriculum"), "missing-file", "there is no folder 'curriculum' here", "run groupwork at the project's root")]
            )
        program = self.data("program.yml", ProgramMeta)
        self.disk.stray(self.folder, _FILES | ({program[1].look.logo} if program else set()), _FOLDERS)
        self.lines = program[1].crisis_lines if program else ()
        self.passages = self.all_passages()
        sources = self.sources()
        language = self.data("language.yml", LanguageMeta)
        people = self.data("people.yml", PeopleMeta) if (self.folder / "people.yml").exists() else None
        synonyms = self.data("synonyms.yml", SynonymsMeta) if (self.folder / "synonyms.yml").exists() else None
        standards = {path.stem: self.marked(path, StandardMeta) for path in self.disk.listing("standards", ".yml")}
        groups = {path.stem: self.marked(path, GroupMeta) for path in self.disk.listing("groups", ".yml")}
        self.read = self.pages_of("modules", "tracks")
        modules = tuple(filter(None, (self.module(path) for path in self.disk.folders("modules"))))
        tracks = tuple(filter(None, (self.track(path) for path in self.disk.listing("tracks", ".md"))))
        if program is None:  # which lines there are is not known
            self.findings[:] = [finding for finding in self.findings if finding.code != "line-unknown"]
        protocol = self.protocol(*program) if program else None
        if self.findings or protocol is None or sources is None or language is None:
            raise CurriculumError(self.findings)
        order = {name: position for position, name in enumerate(protocol.meta.modules)}
        return Library(
            program=protocol,
            sources=sources,
            language=Language(language[1], language[0]),
            standards={name: Standard(name, one[1], one[0]) for name, one in standards.items() if one},
            modules=tuple(sorted(modules, key=lambda module: (order.get(module.id, len(order)), module.id))),
            tracks=tracks,
            passages=self.passages,
            people=People(people[1], people[0]) if people else None,
            synonyms=Synonyms(synonyms[1], synonyms[0]) if synonyms else None,
            groups=tuple(RunningGroup(name, one[1], one[0]) for name, one in groups.items() if one),
        )

    # single files

    def protocol(self, source: Source, meta: ProgramMeta) -> Program:
        """The program, its risk protocol read as a text of the staff's."""
        inserts = inserts_for("staff", "en", self.passages, self.lines).of(meta.risk_protocol, to_fill=False)
        protocol = self.memo.one(parse, meta.risk_protocol, source.file, 1, inserts)
        for found in protocol.findings:
            message = f"line {found.place.line} of this text: {found.message}"
            self.findings.append(replace(found, place=source.at("risk_protocol"), message=message))
        return Program(meta, source.under(exact=key_of([source.exact, inserts.digest])), protocol.document, self.logo(source, meta.look.logo))

    def logo(self, source: Source, name: str) -> str:
        try:
            return read_drawing(self.folder, name, any_paint=True) if name else ""
        except UnusableDrawing as problem:
            self.add(source.at("look", "logo"), problem.code, problem.message, problem.hint)
            return ""

    def all_passages(self) -> dict[str, Passage]:
        """The passages that have no mistake, by id; the findings of the others are kept. A passage may name crisis lines, and nothing else."""
        paths = self.disk.listing("passages", ".md")
        inserts = inserts_for("participants", "en", {}, self.lines)
        self.read = self.pages(dict.fromkeys(paths, (PassageMeta, inserts)))
        found = {path.stem: self.tried(partial(self.passage, path)) for path in paths}
        return {name: passage for name, passage in found.items() if passage}

    def passage(self, path: Path) -> Passage | None:
        source, meta, guide = self.page(path, PassageMeta)
        return read_passage(path.stem, source, meta, guide.document) if source and meta else None

    def sources(self) -> Sources | None:
        found = self.data_file(self.folder / "sources.yml", Citation, named=True)
        if found is None or found.source is None:
            return None
        for name in found.values:
            if not SLUG.match(name):
                self.add(found.source.marks.key_place(name), "bad-value", f"'{name}' cannot be the id of a source", "write it as in beck-2021")
        return Sources({name: citation for name, citation in found.values.items() if isinstance(citation, Citation)}, found.source)

    def data(self, name: str, kind: type[Meta]) -> tuple[Source, Meta] | None:
        return self.marked(self.folder / name, kind)

    def marked(self, path: Path, kind: type[Meta]) -> tuple[Source, Meta] | None:
        """A YAML file that is one value."""
        found = self.data_file(path, kind)
        value = found.values.get("") if found else None
        return (found.source, value) if found and found.source and isinstance(value, kind) else None

    def data_file(self, path: Path, kind: type[Authored], named: bool = False) -> Data | None:
        file = self.disk.name(path)
        if not path.is_file():
            self.disk.refuse(path, "missing-file", f"'{path.name}' is missing", "see CONTRIBUTING.md for what it holds")
            return None
        text = self.tried(lambda: self.texts.read(path, file))
        found = self.memo.one(read_data, text, kind, named) if text else None
        self.findings += found.findings if found else ()
        return found

    # pages

    def pages_of(self, *folders: str) -> dict[str, PageFile]:
        """Every Markdown file under these folders, by its name: whether it belongs there is told where the folder is gone through."""
        allowed: dict[tuple[Audience, str], Inserts] = {}
        wanted: dict[Path, tuple[type[Authored], Inserts]] = {}
        for folder in folders:
            for name in sorted(name for name in file_status(self.folder / folder) if name.endswith(".md")):
                path = self.folder / folder / name
                reader: tuple[Audience, str] = ("staff", "en") if path.name in _KINDS else ("participants", language_of(path))
                if reader not in allowed:
                    allowed[reader] = inserts_for(*reader, self.passages, self.lines)
                beside = WallMeta if path.stem.partition(".")[0] == WALL else HandoutMeta
                kind = TrackMeta if folder == "tracks" else _KINDS.get(path.name, beside)
                wanted[path] = (kind, allowed[reader])
        return self.pages(wanted)

    def pages(self, wanted: Mapping[Path, tuple[type[Authored], Inserts]]) -> dict[str, PageFile]:
        """Each of these files read as its kind. What it may include is chosen by where it stands, before a word of it is parsed."""
        found: dict[str, PageFile] = {}
        arguments: dict[str, tuple[FileText, type[Authored], Inserts]] = {}
        for path, (kind, inserts) in wanted.items():
            file = self.disk.name(path)
            try:
                text = self.texts.read(path, file)
            except CurriculumError as error:
                found[file] = replace(NO_PAGE, findings=error.findings)
                continue
            kind = CardsMeta if kind is HandoutMeta and _KIND_CARDS.search(text.words.partition("\n---")[0]) else kind
            drawing = partial(read_drawing, path.parent) if kind in _DRAWN else no_drawing
            arguments[file] = (text, kind, inserts.of(text.words, kind is HandoutMeta, drawing))
        return found | self.memo.every(read_page, arguments, self.spread)

    def page(self, path: Path, kind: type[Meta]) -> tuple[Source | None, Meta | None, Guide]:
        """Source, front matter and body of a page file; None for what cannot be read, with its findings kept."""
        page = self.read.get(self.disk.name(path), NO_PAGE)
        self.findings += page.findings
        if page is NO_PAGE:
            self.tried(lambda: self.texts.read(path, self.disk.name(path)))
        return page.source, page.meta if isinstance(page.meta, kind) else None, page.guide

    def page_in(self, folder: Path, kind: str, meta: type[Meta], hint: str) -> tuple[Source | None, Meta | None, Guide]:
        """The page that a module's or a session's folder has to have."""
        path = folder / f"{kind}.md"
        if path.is_file():
            return self.page(path, meta)
        self.disk.refuse(path, "missing-file", f"a {kind} folder needs a {kind}.md", hint)
        return None, None, EMPTY

    # modules

    def module(self, folder: Path) -> Module | None:
        source, meta, guide = self.page_in(folder, "module", ModuleMeta, "write title, summary and sessions in it")
        if source is None or meta is None:
            for child in self.disk.subfolders(folder):
                self.session(child, folder.name)
            return None
        self.disk.stray(folder, {"module.md", "cover.svg"}, set(meta.sessions))
        for index, name in enumerate(meta.sessions):
            if meta.sessions.index(name) != index:
                self.add(source.at("sessions", index), "session-twice", f"'{name}' stands twice in the order", "keep one of the two")
            elif not (folder / name).is_dir():
                near = did_you_mean(name, [child.name for child in self.disk.subfolders(folder)], 0.6)
                hint = near or f"run: groupwork new session {folder.name}/{name}"
                self.add(source.at("sessions", index), "missing-file", f"there is no folder {self.disk.name(folder / name)}", hint)
        sessions = tuple(filter(None, (self.session(folder / name, folder.name) for name in meta.sessions if (folder / name).is_dir())))
        cover = read_cover(folder, self.disk.refuse)
        return Module(id=folder.name, meta=meta, body=guide.document, sessions=sessions, source=source, cover=cover)

    def session(self, folder: Path, module: str) -> Session | None:
        identity = f"{module}/{folder.name}"
        source, meta, guide = self.page_in(folder, "session", SessionMeta, f"run: groupwork new session {identity}")
        files = [page for page in self.disk.files(folder, ".md", (".svg",)) if page.name != "session.md"]
        read = [self.participants_page(page, identity) for page in files if page.suffix == ".md"]
        self.unshown(folder, [page for page in files if page.suffix == ".svg"])
        if source is None or meta is None:
            return None
        made = put_together(identity, source, meta, (guide, read, self.passages))
        self.findings += made.findings
        return made.session

    def participants_page(self, path: Path, session: str) -> Handout | Cards | Wall | None:
        match self.read.get(self.disk.name(path), NO_PAGE).meta:
            case CardsMeta():
                return self.cards(path, session)
            case WallMeta():
                return self.wall(path, session)
            case _:
                return self.handout(path, session)

    def handout(self, path: Path, session: str) -> Handout | None:
        source, meta, guide = self.page(path, HandoutMeta)
        if source is None or meta is None:
            return None
        identity, cards = f"{session}/{path.stem.partition('.')[0]}", self.read[self.disk.name(path)].cards
        return Handout(id=identity, session=session, language=language_of(path), meta=meta, body=guide.document, source=source, cards=cards)

    def cards(self, path: Path, session: str) -> Cards | None:
        if EDITION.match(path.stem):
            hint = "write them as a set of their own, such as scene-cards-es.md"
            self.disk.refuse(path, "extra-file", "cards have no language editions", hint)
            return None
        source, meta, guide = self.page(path, CardsMeta)
        if source is None or meta is None:
            return None
        return Cards(id=f"{session}/{path.stem}", session=session, meta=meta, body=guide.document, source=source)

    def wall(self, path: Path, session: str) -> Wall | None:
        source, meta, guide = self.page(path, WallMeta)
        if source is None or meta is None:
            return None
        return Wall(session=session, language=language_of(path), meta=meta, body=guide.document, source=source)

    def unshown(self, folder: Path, drawings: Iterable[Path]) -> None:
        """`extra-file` for a drawing that no page of its folder shows."""
        for drawing in drawings:
            pages = [page for path in folder.glob("*.md") if (page := self.read.get(self.disk.name(path)))]
            if not any(page.source and f"]({drawing.name})" in page.source.body for page in pages):
                hint = f"write ![words]({drawing.name}) in one, or delete it"
                self.disk.refuse(drawing, "extra-file", "no page beside it shows this drawing", hint)

    def track(self, path: Path) -> Track | None:
        source, meta, guide = self.page(path, TrackMeta)
        return Track(path.stem, meta, guide.document, source) if source and meta else None

    # tools

    def add(self, place: Place, code: str, message: str, hint: str) -> None:
        self.findings.append(Finding(place, code, message, hint))

    def tried(self, read: Callable[[], T]) -> T | None:
        """The value that `read` gives, or None with its findings kept."""
        try:
            return read()
        except CurriculumError as error:
            self.findings.extend(error.findings)
            return None
