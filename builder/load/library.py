"""The curriculum folder to a Library.

Every file is read once and every problem is collected, so that an author sees all of them at once; a Library exists only when its shape is whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TypeVar

from builder.finding import CurriculumError, Finding, Place, did_you_mean, has_errors
from builder.load.data import DataFiles
from builder.load.entry import Texts
from builder.load.folders import EDITION, SLUG, Folders, language_of
from builder.load.layers import BEGIN, TOP, layers_of, origins_of
from builder.load.pages import PageFiles
from builder.load.passages import inserts_for, read_passage
from builder.load.session import put_together
from builder.load.sites import SiteFiles, all_lines, at_site, unknown_sites
from builder.model.base import Authored, Source
from builder.model.group import GroupMeta, RunningGroup
from builder.model.library import Library
from builder.model.module import Module, ModuleMeta
from builder.model.passage import Passage, PassageMeta
from builder.model.people import People, PeopleMeta
from builder.model.practice import OWN_PRACTICE
from builder.model.program import Program, ProgramMeta
from builder.model.reference import Citation, Language, LanguageMeta, Sources, Standard, StandardMeta
from builder.model.session import Cards, CardsMeta, Handout, HandoutMeta, Session, SessionMeta, Wall, WallMeta
from builder.model.synonyms import Synonyms, SynonymsMeta
from builder.model.track import Track, TrackMeta
from builder.text.dialect import parse
from builder.text.inserts import UnusableDrawing
from builder.work.memo import Memo, Spread, here
from builder.work.store import key_of

Meta = TypeVar("Meta", bound=Authored)
T = TypeVar("T")

_FOLDERS = {"modules", "tracks", "groups", "standards", "schemas", "passages"}
_FILES = {"program.yml", "sources.yml", "language.yml", "people.yml", "synonyms.yml", "LICENSE"}


def load_library(root: Path, memo: Memo | None = None, spread: Spread = here, texts: Texts | None = None, *, site: str = "") -> Library:
    """Read `root/curriculum`, as one of the program's sites has it where `site` names one; what `memo` has is not parsed again, and what is parsed is spread.

    Raises CurriculumError with every shape finding in every file, sorted by place.
    """
    return _Loader(root, memo or Memo(), spread, texts or Texts()).library(site)


class _Loader:
    def __init__(self, root: Path, memo: Memo, spread: Spread, texts: Texts):
        self.layers = layers_of(root, memo)
        self.memo = memo
        self.findings = [found for layer in self.layers.all for found in layer.unread]
        self.disk = Folders(self.layers, self.findings)
        self.data = DataFiles(self.disk, memo, texts)
        self.sites = SiteFiles(root, memo, texts, self.findings)
        self.pages = PageFiles(self.disk, memo, spread, texts)
        self.passages: dict[str, Passage] = {}
        self.meta: ProgramMeta | None = None

    def library(self, site: str) -> Library:
        if not self.layers.own.folder.is_dir():
            raise CurriculumError([Finding(Place("curriculum"), "missing-file", "there is no folder 'curriculum' here", BEGIN)])
        if self.findings:  # told before anything is read: a link can lead to all that a machine holds
            raise CurriculumError(self.findings)
        shared = program = self.data.program()
        sites = self.sites.all()
        logos = {one.meta.look.logo for one in sites.values()} | ({program[1].look.logo} if program else set())
        self.disk.stray(TOP, _FILES | logos, _FOLDERS)
        if shared and site in sites:
            program = self.data.at_site(self.sites.text(site), shared[0])
        self.meta = program[1] if program else None
        self.passages = self.all_passages()
        sources = self.sources()
        language = self.data.one(TOP / "language.yml", LanguageMeta)
        people = self.data.one(TOP / "people.yml", PeopleMeta) if self.disk.is_file(TOP / "people.yml") else None
        synonyms = self.data.one(TOP / "synonyms.yml", SynonymsMeta) if self.disk.is_file(TOP / "synonyms.yml") else None
        standards = {path.stem: self.data.one(path, StandardMeta) for path in self.disk.listing("standards", ".yml")}
        groups = {path.stem: self.data.one(path, GroupMeta) for path in self.disk.listing("groups", ".yml")}
        self.pages.read_under(("modules", "tracks"), self.passages, self.meta)
        modules = tuple(filter(None, (self.module(path) for path in self.disk.folders("modules"))))
        tracks = tuple(filter(None, (self.track(path) for path in self.disk.listing("tracks", ".md") if _is_run(path.stem, program))))
        if program is None:  # which lines there are, and what it says of itself, is not known
            self.findings[:] = [finding for finding in self.findings if finding.code not in ("line-unknown", "word-empty")]
        protocol = self.protocol(*program) if program else None
        running = tuple(RunningGroup(name, one[1], one[0]) for name, one in groups.items() if one)
        self.findings += unknown_sites(running, self.sites.names)
        drafts = self.pages.drafts
        self.findings[:] = drafts.weighed(self.findings)
        if has_errors(self.findings) or protocol is None or sources is None or language is None or shared is None:
            raise CurriculumError(self.findings)
        order = {name: position for position, name in enumerate(protocol.meta.modules)}
        library = Library(
            program=protocol,
            sources=sources,
            language=Language(language[1], language[0]),
            standards={name: Standard(name, one[1], one[0]) for name, one in standards.items() if one},
            modules=tuple(sorted(modules, key=lambda module: (order.get(module.id, len(order)), module.id))),
            tracks=tracks,
            passages=self.passages,
            people=People(people[1], people[0]) if people else None,
            synonyms=Synonyms(synonyms[1], synonyms[0]) if synonyms else None,
            groups=running,
            origins=replace(origins_of(self.layers), findings=self.data.noted),
            named_drafts=drafts.ids,
            unfinished=tuple(self.findings),
        )
        if not sites:
            return library
        common = shared[1].model_copy(update={"crisis_lines": all_lines(sites, shared[1].crisis_lines)})
        library = replace(library, shared=Program(common, shared[0]))
        return at_site(library, sites, site) if site else library

    # single files

    def protocol(self, source: Source, meta: ProgramMeta) -> Program:
        """The program, its risk protocol read as a text of the staff's."""
        inserts = inserts_for("staff", "en", self.passages, self.meta).of(meta.risk_protocol, to_fill=False)
        protocol = self.memo.one(parse, meta.risk_protocol, source.file, 1, inserts)
        for found in protocol.findings:
            message = f"line {found.place.line} of this text: {found.message}"
            self.findings.append(replace(found, place=source.at("risk_protocol"), message=message))
        exact = key_of([source.exact, inserts.digest])
        return Program(meta, source.under(exact=exact), protocol.document, self.logo(source, meta.look.logo), unchecked=self.data.unchecked)

    def logo(self, source: Source, name: str) -> str:
        try:
            return self.pages.drawing(TOP, name, any_paint=True) if name else ""
        except UnusableDrawing as problem:
            self.add(source.at("look", "logo"), problem.code, problem.message, problem.hint)
            return ""

    def all_passages(self) -> dict[str, Passage]:
        """The passages that have no mistake, by id; the findings of the others are kept. A passage may name crisis lines and the program's words, and nothing else."""
        paths = self.disk.listing("passages", ".md")
        inserts = inserts_for("staff", "en", {}, self.meta)
        self.pages.read(dict.fromkeys(paths, (PassageMeta, inserts)))
        found = {path.stem: self.tried(partial(self.passage, path)) for path in paths}
        return {name: passage for name, passage in found.items() if passage}

    def passage(self, path: PurePosixPath) -> Passage | None:
        source, meta, guide = self.pages.page(path, PassageMeta)
        return read_passage(path.stem, source, meta, guide.document) if source and meta else None

    def sources(self) -> Sources | None:
        found = self.data.read(TOP / "sources.yml", Citation, named=True)
        if found is None or found.source is None:
            return None
        for name in found.values:
            if not SLUG.match(name):
                self.add(found.source.marks.key_place(name), "bad-value", f"'{name}' cannot be the id of a source", "write it as in beck-2021")
            elif name == OWN_PRACTICE:
                message = f"'{name}' stands for a program's own practice, which has no entry here"
                self.add(found.source.marks.key_place(name), "bad-value", message, "give the source another id")
        return Sources({name: citation for name, citation in found.values.items() if isinstance(citation, Citation)}, found.source)

    # modules

    def module(self, folder: PurePosixPath) -> Module | None:
        source, meta, guide = self.pages.page_in(folder, "module", ModuleMeta, "write title, summary and sessions in it")
        if source is None or meta is None:
            for child in self.disk.subfolders(folder):
                self.session(child, folder.name)
            return None
        names = self.taught_in(folder, meta)
        self.disk.stray(folder, {"module.md", "cover.svg"}, set(names))
        for index, name in enumerate(names):
            if names.index(name) != index:
                self.add(source.at("sessions", index), "session-twice", f"'{name}' stands twice in the order", "keep one of the two")
            elif not self.disk.is_dir(folder / name):
                near = did_you_mean(name, [child.name for child in self.disk.subfolders(folder)], 0.6)
                hint = near or f"run: groupwork new session {folder.name}/{name}"
                self.add(source.at("sessions", index), "missing-file", f"there is no folder {self.disk.name(folder / name)}", hint)
        sessions = tuple(filter(None, (self.session(folder / name, folder.name) for name in names if self.disk.is_dir(folder / name))))
        routes = {length: route for length, route in meta.routes.items() if self.layers.kept(route) == route}
        meta = meta.model_copy(update={"sessions": names, "routes": routes})
        return Module(id=folder.name, meta=meta, body=guide.document, sessions=sessions, source=source, cover=self.cover(folder))

    def taught_in(self, folder: PurePosixPath, meta: ModuleMeta) -> tuple[str, ...]:
        """The sessions of a module in teaching order. Where its page is the library's, a program's own come last, and what it leaves out is gone."""
        if self.layers.is_own(folder / "module.md"):
            return meta.sessions
        own = [child for child in self.disk.subfolders(folder) if self.layers.is_own(child / "session.md")]
        return tuple(dict.fromkeys((*self.layers.kept(meta.sessions, f"{folder.name}/"), *(child.name for child in self.disk.named(own)))))

    def cover(self, folder: PurePosixPath) -> str:
        """The drawing on the cover of a module, or nothing where it has none."""
        path = folder / "cover.svg"
        try:
            return self.pages.drawing(folder, path.name) if self.disk.is_file(path) else ""
        except UnusableDrawing as problem:
            self.disk.refuse(path, problem.code, problem.message, problem.hint)
            return ""

    def session(self, folder: PurePosixPath, module: str) -> Session | None:
        identity = f"{module}/{folder.name}"
        source, meta, guide = self.pages.page_in(folder, "session", SessionMeta, f"run: groupwork new session {identity}")
        files = [page for page in self.disk.files(folder, ".md", (".svg",)) if page.name != "session.md"]
        read = [self.participants_page(page, identity) for page in files if page.suffix == ".md"]
        self.unshown(folder, [page for page in files if page.suffix == ".svg"])
        if source is None or meta is None:
            return None
        made = put_together(identity, source, meta, (guide, read, self.passages))
        self.findings += made.findings
        return made.session

    def participants_page(self, path: PurePosixPath, session: str) -> Handout | Cards | Wall | None:
        match self.pages.at(path).meta:
            case CardsMeta():
                return self.cards(path, session)
            case WallMeta():
                return self.wall(path, session)
            case _:
                return self.handout(path, session)

    def handout(self, path: PurePosixPath, session: str) -> Handout | None:
        source, meta, guide = self.pages.page(path, HandoutMeta)
        if source is None or meta is None:
            return None
        identity, cards = f"{session}/{path.stem.partition('.')[0]}", self.pages.at(path).cards
        return Handout(id=identity, session=session, language=language_of(path), meta=meta, body=guide.document, source=source, cards=cards)

    def cards(self, path: PurePosixPath, session: str) -> Cards | None:
        if EDITION.match(path.stem):
            hint = "write them as a set of their own, such as scene-cards-es.md"
            self.disk.refuse(path, "extra-file", "cards have no language editions", hint)
            return None
        source, meta, guide = self.pages.page(path, CardsMeta)
        if source is None or meta is None:
            return None
        return Cards(id=f"{session}/{path.stem}", session=session, meta=meta, body=guide.document, source=source)

    def wall(self, path: PurePosixPath, session: str) -> Wall | None:
        source, meta, guide = self.pages.page(path, WallMeta)
        if source is None or meta is None:
            return None
        return Wall(session=session, language=language_of(path), meta=meta, body=guide.document, source=source)

    def unshown(self, folder: PurePosixPath, drawings: Iterable[PurePosixPath]) -> None:
        """`extra-file` for a drawing that no page of its folder shows."""
        for drawing in drawings:
            pages = [self.pages.at(path) for path in self.layers.children(folder) if path.suffix == ".md"]
            if not any(page.source and f"]({drawing.name})" in page.source.body for page in pages):
                hint = f"write ![words]({drawing.name}) in one, or delete it"
                self.disk.refuse(drawing, "extra-file", "no page beside it shows this drawing", hint)

    def track(self, path: PurePosixPath) -> Track | None:
        source, meta, guide = self.pages.page(path, TrackMeta)
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


def _is_run(track: str, program: tuple[Source, ProgramMeta] | None) -> bool:
    """Whether a track is one of those that `tracks` in program.yml names."""
    return program is None or program[1].tracks is None or track in program[1].tracks
