"""The curriculum folder to a Library.

Every file is read once and every problem is collected, so that an author sees all of them at once; a Library exists only when its shape is whole.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import TypeVar

from builder.finding import CurriculumError, Finding, Place
from builder.load.entry import combined_digest, exact_digest, page_source, read_data_file, read_text, validate
from builder.load.kept import Text, Texts, with_digest
from builder.load.passages import beside, inserts_for, read_passage
from builder.markup.dialect import parse
from builder.markup.guide import Guide, read_guide
from builder.markup.inserts import Audience, Inserts, passages_named
from builder.markup.tree import Block, Document, Heading
from builder.model.base import Authored, Source
from builder.model.library import Library
from builder.model.passage import Passage, PassageMeta
from builder.model.people import People, PeopleMeta
from builder.model.program import CrisisLine, Program, ProgramMeta
from builder.model.reference import Citation, Language, LanguageMeta, Sources, Standard, StandardMeta
from builder.model.session import Card, Cards, CardsMeta, Handout, HandoutMeta, Module, ModuleMeta, Session, SessionMeta
from builder.model.track import Track, TrackMeta
from builder.store import file_status

T = TypeVar("T")
Meta = TypeVar("Meta", bound=Authored)

NOTHING = read_guide(Document(()))

_EDITION = re.compile(r"(?P<name>.+)\.(?P<language>[a-z]{2})\Z")
_FOLDERS = {"modules", "tracks", "standards", "schemas", "passages"}
_FILES = {"program.yml", "sources.yml", "language.yml", "people.yml", "LICENSE"}
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
_KIND_CARDS = re.compile(r"^kind:\s*[\"']?cards\b", re.M)


def load_library(root: Path, texts: Texts | None = None) -> Library:
    """Read `root/curriculum`; what `texts` has kept is not parsed again. Raises CurriculumError with every shape finding in every file, sorted by place."""
    return _Loader(root, texts).library()


def unread(root: Path, texts: Texts) -> list[Path]:
    """The page files of `root/curriculum`, as far as names tell, that `texts` does not hold. What was opened to see that need not be opened again."""
    new = []
    loader = _Loader(root, texts)
    for name in sorted(file_status(root / "curriculum")):
        if name.endswith(".md"):
            path, file = root / "curriculum" / name, f"curriculum/{name}"
            with suppress(CurriculumError):
                texts.opened[path] = read_text(path, file)
            words = texts.opened.get(path)
            if words is None or not texts.has(file, exact_digest(words, loader.inserts(path).used(words))):
                new.append(path)
    return new


def read_ahead(root: Path, paths: Iterable[Path], texts: Texts) -> None:
    """Read some page files and keep them in `texts`; what is to mend in them is for `load_library` to say."""
    loader = _Loader(root, texts)
    for path in paths:
        kinds: dict[str, type[Authored]] = {"session.md": SessionMeta, "module.md": ModuleMeta}
        folders: dict[str, type[Authored]] = {"tracks": TrackMeta, "passages": PassageMeta}
        loader.text(path, folders.get(path.parent.name) or kinds.get(path.name) or HandoutMeta)


class _Loader:
    def __init__(self, root: Path, texts: Texts | None = None):
        self.root = root
        self.texts = texts
        self.folder = root / "curriculum"
        self.findings: list[Finding] = []
        self._inserts: dict[tuple[Audience, str], Inserts] = {}

    def library(self) -> Library:
        if not self.folder.is_dir():
            raise CurriculumError(
                [Finding(Place("curriculum"), "missing-file", "there is no folder 'curriculum' here", "run groupwork at the project's root")]
            )
        self.stray(self.folder, _FILES, _FOLDERS)
        program = self.tried(self.program)
        passages = self.passages
        sources = self.tried(self.sources)
        language = self.tried(self.language)
        people = self.tried(self.people)
        standards = {path.stem: self.standard(path) for path in self.listing("standards", ".yml")}
        modules = tuple(filter(None, (self.module(path) for path in self.folders("modules"))))
        tracks = tuple(filter(None, (self.track(path) for path in self.listing("tracks", ".md"))))
        if program is None:  # which lines there are is not known
            self.findings = [finding for finding in self.findings if finding.code != "line-unknown"]
        if self.findings or program is None or sources is None or language is None:
            raise CurriculumError(self.findings)
        known = {name: standard for name, standard in standards.items() if standard is not None}
        order = {name: position for position, name in enumerate(program.meta.modules)}
        in_order = tuple(sorted(modules, key=lambda module: (order.get(module.id, len(order)), module.id)))
        return Library(program, sources, language, known, in_order, tracks, passages, people)

    # single files

    def program(self) -> Program:
        source = self.data("program.yml")
        meta = self.valid(ProgramMeta, source)
        inserts = inserts_for("staff", "en", self.passages, meta.crisis_lines)
        protocol = parse(meta.risk_protocol, source.file, inserts=inserts)
        for found in protocol.findings:
            message = f"line {found.place.line} of this text: {found.message}"
            self.findings.append(replace(found, place=source.at("risk_protocol"), message=message))
        exact = exact_digest(source.exact, inserts.used(meta.risk_protocol))
        return Program(meta, replace(source, exact=exact), protocol.document)

    @cached_property
    def lines(self) -> tuple[CrisisLine, ...]:
        """The crisis lines, for pages that name one; none while program.yml cannot be read, which `program` tells."""
        try:
            return self.valid(ProgramMeta, self.data("program.yml")).crisis_lines
        except CurriculumError:
            return ()

    @cached_property
    def passages(self) -> dict[str, Passage]:
        """The passages that have no mistake, by id; the findings of the others are kept."""
        folder = self.folder / "passages"
        found = {path.stem: self.passage(path) for path in (self.pages(folder, ".md") if folder.is_dir() else [])}
        return {name: passage for name, passage in found.items() if passage is not None}

    def passage(self, path: Path) -> Passage | None:
        source, meta, guide = self.text(path, PassageMeta)
        return self.tried(lambda: read_passage(path.stem, source, meta, guide.document)) if source and meta else None

    def inserts(self, path: Path) -> Inserts:
        """What the page in this file may include: decided by where it stands, before a word of it is parsed."""
        if path.parent.name == "passages":
            return self._of_passages
        staff = path.name in ("session.md", "module.md")
        found = _EDITION.match(path.stem)
        chosen: tuple[Audience, str] = ("staff", "en") if staff else ("participants", found["language"] if found else "en")
        if chosen not in self._inserts:
            self._inserts[chosen] = inserts_for(*chosen, self.passages, self.lines)
        return beside(self._inserts[chosen], path.parent) if path.parent.parent.parent.name == "modules" else self._inserts[chosen]

    @cached_property
    def _of_passages(self) -> Inserts:
        """A passage may name crisis lines, and nothing else."""
        return inserts_for("participants", "en", {}, self.lines)

    def people(self) -> People | None:
        if not (self.folder / "people.yml").exists():
            return None
        source = self.data("people.yml")
        return People(self.valid(PeopleMeta, source), source)

    def sources(self) -> Sources:
        source = self.data("sources.yml")
        entries = source.marks.data or {}
        if not isinstance(entries, dict):
            hint = "begin each source with its id and a colon: beck-2021:"
            raise CurriculumError([Finding(source.at(), "bad-value", "the sources are not written as `id: ...`", hint)])
        for name in entries:
            if not _SLUG.match(name):
                self.add(source.marks.key_place(name), "bad-value", f"'{name}' cannot be the id of a source", "write it as in beck-2021")
        citations = {name: self.tried(partial(self.valid, Citation, source, name)) for name in entries}
        return Sources({name: citation for name, citation in citations.items() if citation is not None}, source)

    def language(self) -> Language:
        source = self.data("language.yml")
        return Language(self.valid(LanguageMeta, source), source)

    def standard(self, path: Path) -> Standard | None:
        def read() -> Standard:
            source = self.marked(path)
            return Standard(path.stem, self.valid(StandardMeta, source), source)

        return self.tried(read)

    def data(self, name: str) -> Source:
        path = self.folder / name
        if not path.is_file():
            raise CurriculumError(
                [Finding(Place(f"curriculum/{name}"), "missing-file", f"'{name}' is missing", "see CONTRIBUTING.md for what it holds")]
            )
        return self.marked(path)

    # modules

    def module(self, folder: Path) -> Module | None:
        path = folder / "module.md"
        source, meta, guide = None, None, NOTHING
        if not path.is_file():
            self.add(Place(self.name(path)), "missing-file", "a module folder needs a module.md", "write title, summary and sessions in it")
        else:
            source, meta, guide = self.text(path, ModuleMeta)
        if source is None or meta is None:
            for child in self.subfolders(folder):
                self.session(child, folder.name)
            return None
        self.stray(folder, {"module.md"}, set(meta.sessions))
        for index, name in enumerate(meta.sessions):
            if meta.sessions.index(name) != index:
                self.add(source.at("sessions", index), "session-twice", f"'{name}' stands twice in the order", "keep one of the two")
            elif not (folder / name).is_dir():
                near = difflib.get_close_matches(name, [child.name for child in self.subfolders(folder)], n=1)
                hint = f"did you mean '{near[0]}'?" if near else f"run: groupwork new session {folder.name}/{name}"
                self.add(source.at("sessions", index), "missing-file", f"there is no folder {self.name(folder / name)}", hint)
        sessions = tuple(filter(None, (self.session(folder / name, folder.name) for name in meta.sessions if (folder / name).is_dir())))
        return Module(folder.name, meta, guide.document, sessions, source)

    def session(self, folder: Path, module: str) -> Session | None:
        path = folder / "session.md"
        identity = f"{module}/{folder.name}"
        source, meta, guide = None, None, NOTHING
        if not path.is_file():
            self.add(Place(self.name(path)), "missing-file", "a session folder needs a session.md", f"run: groupwork new session {identity}")
        else:
            source, meta, guide = self.text(path, SessionMeta)
        files = [page for page in self.pages(folder, ".md", (".svg",)) if page.name != "session.md"]
        read = [self.cards(page, identity) if self.holds_cards(page) else self.handout(page, identity) for page in files if page.suffix == ".md"]
        handouts = [page for page in read if isinstance(page, Handout)]
        cards = tuple(page for page in read if isinstance(page, Cards))
        self.unshown(folder, [page for page in files if page.suffix == ".svg"])
        if source is None or meta is None:
            return None
        english = tuple(page for page in handouts if page.language == "en")
        languages = dict.fromkeys(handout.language for handout in handouts if handout.language != "en")
        editions = {language: tuple(handout for handout in handouts if handout.language == language) for language in languages}
        for edition in handouts:
            if edition.language != "en" and edition.id not in {e.id for e in english}:
                english_file = f"{edition.id.rpartition('/')[2]}.md"
                message = f"this '{edition.language}' edition has no English handout '{english_file}' beside it"
                self.add(Place(edition.source.file), "extra-file", message, "rename it after the handout that it translates")
        digest = combined_digest([source.digest, *(page.source.digest for page in english), *(one.source.digest for one in cards)])
        named = tuple(dict.fromkeys(name for name in self.named_in(folder) if name in self.passages))
        unsigned = tuple(name for name in named if not self.passages[name].approved)
        return Session(identity, module, meta, guide, english, editions, with_digest(source, digest), cards, named, unsigned)

    def handout(self, path: Path, session: str) -> Handout | None:
        found = _EDITION.match(path.stem)
        name, language = (found["name"], found["language"]) if found else (path.stem, "en")
        source, meta, guide = self.text(path, HandoutMeta)
        return Handout(f"{session}/{name}", session, language, meta, guide.document, source) if source and meta else None

    def holds_cards(self, path: Path) -> bool:
        return bool(_KIND_CARDS.search(self.words(path).partition("\n---")[0]))

    def cards(self, path: Path, session: str) -> Cards | None:
        if _EDITION.match(path.stem):
            hint = "write them as a set of their own, such as scene-cards-es.md"
            self.add(Place(self.name(path)), "extra-file", "cards have no language editions", hint)
            return None
        source, meta, guide = self.text(path, CardsMeta)
        if source is None or meta is None:
            return None
        return self.tried(lambda: Cards(f"{session}/{path.stem}", session, meta, tuple(_cards(guide.document, source)), source))

    def named_in(self, folder: Path) -> Iterator[str]:
        """The passages that the pages of a session include."""
        for path in sorted(folder.glob("*.md")):
            yield from passages_named(self.words(path))

    def unshown(self, folder: Path, drawings: Iterable[Path]) -> None:
        """`extra-file` for a drawing that no page of its folder shows."""
        texts = [text for path in sorted(folder.glob("*.md")) if (text := self.words(path))] if drawings else []
        for drawing in drawings:
            if not any(f"]({drawing.name})" in text for text in texts):
                hint = f"write ![words]({drawing.name}) in one, or delete it"
                self.add(Place(self.name(drawing)), "extra-file", "no page beside it shows this drawing", hint)

    def words(self, path: Path) -> str:
        """The text of a page as it stands; nothing where it cannot be read, which is told where it is read as a page."""
        with suppress(CurriculumError):
            return read_text(path, self.name(path))
        return ""

    def track(self, path: Path) -> Track | None:
        source, meta, guide = self.text(path, TrackMeta)
        return Track(path.stem, meta, guide.document, source) if source and meta else None

    # tools

    def valid(self, kind: type[Meta], source: Source, *path: str | int) -> Meta:
        return self.texts.meta(kind, source, *path) if self.texts else validate(kind, source, *path)

    def marked(self, path: Path) -> Source:
        return self.texts.data(path, self.name(path)) if self.texts else read_data_file(path, self.name(path))

    def text(self, path: Path, kind: type[Meta]) -> tuple[Source | None, Meta | None, Guide]:
        """Source, front matter and body of a page file; None for what cannot be read, with its findings kept."""
        file = self.name(path)
        stamp = self.texts.stamp(path) if self.texts else None
        known = self.texts.recall(path, stamp) if self.texts else None
        if isinstance(known, Text) and isinstance(known.meta, kind):
            return known.source, known.meta, known.guide
        words = self.texts.opened.pop(path, None) if self.texts and stamp is None else None  # the stamp of a text is older than its words
        words = self.tried(lambda: read_text(path, file)) if words is None else words
        if words is None:
            return None, None, NOTHING
        inserts = replace(self.inserts(path), to_fill=kind is HandoutMeta)
        used = inserts.used(words)
        kept = self.texts.find(path, file, exact_digest(words, used)) if self.texts else None
        if self.texts and kept and isinstance(kept.meta, kind):
            self.texts.remember(path, stamp, kept)
            return kept.source, kept.meta, kept.guide
        source = self.tried(lambda: page_source(words, file, used))
        if source is None:
            return None, None, NOTHING
        meta = self.tried(partial(validate, kind, source))
        parsed = parse(source.body, file, source.body_line, inserts)
        self.findings.extend(parsed.findings)
        guide = read_guide(parsed.document)
        if self.texts and meta and not parsed.findings:
            light = self.texts.keep(path, Text(source, meta, guide))
            source, guide = light.source, light.guide
        return source, meta, guide

    def tried(self, read: Callable[[], T]) -> T | None:
        """The value that `read` gives, or None with its findings kept."""
        try:
            return read()
        except CurriculumError as error:
            self.findings.extend(error.findings)
            return None

    def add(self, place: Place, code: str, message: str, hint: str) -> None:
        self.findings.append(Finding(place, code, message, hint))

    def name(self, path: Path) -> str:
        return path.as_posix()[len(self.root.as_posix()) + 1 :]

    def listing(self, folder: str, suffix: str) -> list[Path]:
        here = self.folder / folder
        return self.pages(here, suffix) if here.is_dir() else []

    def pages(self, folder: Path, suffix: str, others: tuple[str, ...] = ()) -> list[Path]:
        """The files of a folder that can be addresses of pages, and files of `others` beside them; `extra-file` for the rest."""
        found: list[Path] = []
        for child in self.visible(folder):
            language = _EDITION.match(child.stem)
            name = language["name"] if language else child.stem
            if child.is_dir() or child.suffix not in (suffix, *others):
                self.add(Place(self.name(child)), "extra-file", f"only {suffix} files belong in {self.name(folder)}", "move it out, or rename it")
            elif not _SLUG.match(name):
                self.misnamed(child, f"{_slug(name)}{child.name.removeprefix(name)}")
            else:
                found.append(child)
        return found

    def misnamed(self, path: Path, better: str) -> None:
        message = f"'{path.name}' cannot be the address of a page: names are lower-case words joined by hyphens"
        self.add(Place(self.name(path)), "extra-file", message, f"rename it to {better}")

    def folders(self, folder: str) -> list[Path]:
        here = self.folder / folder
        if not here.is_dir():
            self.add(Place(self.name(here)), "missing-file", f"there is no folder '{folder}'", "make it, with one folder a module")
            return []
        children = self.subfolders(here)
        self.stray(here, set(), {child.name for child in children})
        for child in children:
            if not _SLUG.match(child.name):
                self.misnamed(child, _slug(child.name))
        return [child for child in children if _SLUG.match(child.name)]

    def subfolders(self, folder: Path) -> list[Path]:
        return [child for child in self.visible(folder) if child.is_dir()]

    @staticmethod
    def visible(folder: Path) -> list[Path]:
        """What a folder holds, without the hidden files that systems and editors leave behind."""
        return sorted(child for child in folder.iterdir() if not child.name.startswith("."))

    def stray(self, folder: Path, files: set[str], folders: set[str]) -> None:
        """`extra-file` for everything in a folder that is neither of these files nor of these folders."""
        for child in self.visible(folder):
            if child.name in (folders if child.is_dir() else files):
                continue
            near = difflib.get_close_matches(child.name, sorted(files | folders), n=1)
            hint = (
                f"did you mean '{near[0]}'?"
                if near
                else "list it in module.md, or move it out"
                if folder.parent.name == "modules"
                else "move it out, or delete it"
            )
            self.add(Place(self.name(child)), "extra-file", f"'{child.name}' is not expected here", hint)


def _cards(document: Document, source: Source) -> Iterator[Card]:
    """The cards of a document: each begins at an H2. Raises CurriculumError with `cards-text` for what stands outside of one."""
    title: Heading | None = None
    blocks: list[Block] = []
    for block in (*document.blocks, None):
        if block is None or (isinstance(block, Heading) and block.level == 2):
            if title:
                yield Card(title.inlines, tuple(blocks), title.line)
            elif blocks or block is None:
                place = source.line(source.body_line)
                raise CurriculumError(
                    [Finding(place, "cards-text", "the cards have no heading to begin at", "begin each card with ## and its title")]
                )
            title, blocks = block, []
        else:
            blocks.append(block)
    for field in document.fields():
        raise CurriculumError(
            [Finding(source.line(field.line, field.column), "cards-text", "a card has no fields", "write ____ as plain words on a card")]
        )


def _slug(name: str) -> str:
    """The nearest name that can stand in an address."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "a-name"
