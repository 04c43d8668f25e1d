"""One file to one typed entry: split, parse, validate; every problem at its line and column."""

from __future__ import annotations

import hashlib
import json
import re
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from builder.finding import CurriculumError, Finding, Place
from builder.load.mismatch import mismatches
from builder.load.own_words import filled_in, no_word
from builder.load.wallet import wallet_card
from builder.model.base import Authored, Source
from builder.model.fields import broken_lines
from builder.model.passage import PassageMeta
from builder.model.session import CardsMeta, HandoutMeta, WallMeta
from builder.model.track import TrackMeta
from builder.text.cards import WalletCard
from builder.text.dialect import parse
from builder.text.guide import EMPTY, Guide, read_guide
from builder.text.inserts import Inserts
from builder.text.marked_yaml import read_yaml
from builder.text.tree import Document, Heading, line_of
from builder.text.unseen import unseen
from builder.work.digest import known_by
from builder.work.reading import LARGEST, TooLarge, Unread, content_of
from builder.work.store import Signature, key_of, signature_of

T = TypeVar("T")
Meta = TypeVar("Meta", bound=Authored)

FENCE = "---"
LONGEST_PAGE = 60_000
"""Bytes of a Markdown file; the longest of ours has thirteen thousand."""
_STAFFS = re.compile(r"##\s+Staff\s*$")
"""The heading of what staff read of a passage."""
UNSIGNED = ("review", "checked_on", "due", "was", "status")
"""Keys that a sign-off does not cover: the sign-off itself, when someone looked and will look again, former ids, and how finished the program takes the text to be."""


@known_by("file", "digest")
@dataclass(frozen=True)
class FileText:
    """The words of a file, with line ends as `\n`."""

    file: str
    words: str
    digest: str


class Texts:
    """The author's files. With `remember`, one whose size and time are as they were is not opened again."""

    def __init__(self, remember: bool = False):
        self._remember = remember
        self._known: dict[Path, tuple[Signature, FileText]] = {}

    def read(self, path: Path, file: str) -> FileText:
        """The text of a file. Findings: `missing-file` when there is nothing to read, `not-utf8` at a byte that is not UTF-8, `character-unseen`."""
        signature = signature_of(path) if self._remember else None  # asked for before it is read
        known, text = self._known.get(path, (None, None))
        if text is None or not signature or known != signature:
            words = _words(path, file)
            if _MERGE_MARK.search(words):
                raise CurriculumError(_unmerged(words, file))
            text = FileText(file, words, hashlib.sha256(words.encode()).hexdigest())
            if signature:
                self._known[path] = (signature, text)
        return text


_MERGE_MARK = re.compile(r"^(?:<<<<<<<|>>>>>>>|\|\|\|\|\|\|\|)(?: .*)?$", re.MULTILINE)
"""What `groupwork update --merge` and git write around lines that two sides have changed."""


def _unmerged(words: str, file: str) -> Iterator[Finding]:
    for number, line in enumerate(words.split("\n"), 1):
        if line.startswith("<<<<<<<"):
            message = "two versions stand here, and nobody has chosen yet"
            yield Finding(
                Place(file, number),
                "merge-mark",
                message,
                "choose one, or write a third; then delete the lines of <<<<<<<, |||||||, ======= and >>>>>>>",
            )
        elif _MERGE_MARK.match(line) and "<<<<<<<" not in words:
            yield Finding(Place(file, number), "merge-mark", "a mark of two versions stands here", "delete this line")


def _words(path: Path, file: str) -> str:
    try:
        raw = content_of(path, LONGEST_PAGE if path.suffix == ".md" else LARGEST)
    except TooLarge as error:
        raise CurriculumError(
            [Finding(Place(file), "too-large", f"'{path.name}' {error}", "no text is so long: take out what a program put there, or part it")]
        ) from error
    except Unread as error:
        hint = "it may be locked, or a link to a file that is gone; put a real file here"
        raise CurriculumError([Finding(Place(file), "missing-file", f"'{path.name}' {error}", hint)]) from error
    return words_of(raw, file)


def words_of(raw: bytes, file: str) -> str:
    """The content of a file as text. Findings: `not-utf8`, `character-unseen`."""
    text = raw.removeprefix(BOM_UTF8)
    try:
        words = text.decode().replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        before = text[: error.start].decode()
        place = Place(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
        message = "the file was saved in another encoding than UTF-8; this is the first character that cannot be read"
        raise CurriculumError([Finding(place, "not-utf8", message, "save it again as UTF-8, then look at letters such as é")]) from error
    if found := unseen(words, Place(file)):
        raise CurriculumError([found])
    return words


@dataclass(frozen=True)
class PageFile:
    """What came of reading a page file: its source, front matter and body, each as far as it can be read, and what is to mend."""

    source: Source | None
    meta: Authored | None
    guide: Guide
    findings: tuple[Finding, ...]
    cards: tuple[WalletCard, ...] = ()


@dataclass(frozen=True)
class Data:
    """What came of reading a YAML file: its values by name, one under the empty name where the file is one."""

    source: Source | None
    values: Mapping[str, Authored]
    findings: tuple[Finding, ...]


def read_page(text: FileText, kind: type[Authored], inserts: Inserts) -> PageFile:
    """A Markdown file; `inserts` are what it includes."""
    try:
        source = page_source(text.words, text.file, key_of([text.digest, inserts.digest]), bare=kind is WallMeta)
    except CurriculumError as error:
        return PageFile(None, None, EMPTY, error.findings)
    findings: list[Finding] = []
    if "{{" in text.words:  # a track is read by the planner too, in the browser
        word = no_word if kind is TrackMeta else inserts.for_participants().word
        source = source.saying(filled_in(source.marks, word, findings, but=("cards",)))
    meta = _tried(partial(validate, kind, source), findings)
    document = _body(source, kind, inserts, findings)
    if kind is CardsMeta:
        findings += _misplaced(document, source)
    cards = tuple(
        wallet_card(text.words, source, place, inserts, findings) for place in range(len(meta.cards) if isinstance(meta, HandoutMeta) else 0)
    )
    return PageFile(source, meta, read_guide(document), tuple(findings), cards=cards)


def _body(source: Source, kind: type[Authored], inserts: Inserts, findings: list[Finding]) -> Document:
    parsed = [parse(body, source.file, source.body_line, included) for body, included in _parts(source, kind, inserts)]
    findings += (found for one in parsed for found in one.findings)
    return (
        parsed[0].document if len(parsed) == 1 else Document(tuple(sorted((block for one in parsed for block in one.document.blocks), key=line_of)))
    )


def _parts(source: Source, kind: type[Authored], inserts: Inserts) -> Iterator[tuple[str, Inserts]]:
    """The body with what it may include; of a passage, what each audience reads by itself: the lines of the other are empty, so that each keeps its number."""
    if kind is not PassageMeta:
        yield source.body, inserts
        return
    lines = source.body.split("\n")
    staffs = list(accumulate(lines, lambda before, line: bool(_STAFFS.match(line)) if line.startswith("## ") else before, initial=False))[1:]
    for audience, included in ((True, inserts), (False, inserts.for_participants())):
        yield "\n".join(line if its == audience else "" for line, its in zip(lines, staffs, strict=True)), included


def read_data(text: FileText, kind: type[Authored], named: bool = False) -> Data:
    """A YAML file; `named`: a value of this kind under each of its keys."""
    findings: list[Finding] = []
    source = _tried(lambda: data_source(text.words, text.file, text.digest), findings)
    return data_from(source, kind, named) if source else Data(None, {}, tuple(findings))


def data_from(source: Source, kind: type[Authored], named: bool = False) -> Data:
    """Marked data as values of a kind."""
    findings: list[Finding] = []
    entries = (source.marks.data or {}) if named else {"": None}
    if not isinstance(entries, dict):
        hint = "begin each source with its id and a colon: beck-2021:"
        findings.append(Finding(source.at(), "bad-value", "the sources are not written as `id: ...`", hint))
        entries = {}
    filled_in(source.marks, no_word, findings, but=("risk_protocol",))
    values = {name: _tried(partial(validate, kind, source, *([name] if named else [])), findings) for name in entries}
    return Data(source, {name: value for name, value in values.items() if value is not None}, tuple(findings))


def _tried(read: Callable[[], T], findings: list[Finding]) -> T | None:
    """The value that `read` gives, or None with its findings kept."""
    try:
        return read()
    except CurriculumError as error:
        findings.extend(error.findings)
        return None


def _misplaced(document: Document, source: Source) -> Iterator[Finding]:
    """`cards-text` for what cannot stand in a set of cards."""
    first = next(iter(document.blocks), None)
    if not (isinstance(first, Heading) and first.level == 2):
        place = source.line(source.body_line)
        yield Finding(place, "cards-text", "the cards have no heading to begin at", "begin each card with ## and its title")
    for field in document.fields()[:1]:
        place = source.line(field.line, field.column)
        yield Finding(place, "cards-text", "a card has no fields", "write ____ as plain words on a card")


def read_page_file(path: Path, file: str) -> Source:
    """A Markdown file as marked front matter and a body."""
    return page_source(_words(path, file), file)


def read_data_file(path: Path, file: str) -> Source:
    """A YAML file as marked data."""
    return data_source(_words(path, file), file)


def data_source(text: str, file: str, exact: str = "") -> Source:
    """The text of a YAML file as marked data."""
    return Source(file, read_yaml(text, file), digest=_digest(text), exact=exact)


def page_source(text: str, file: str, exact: str = "", bare: bool = False) -> Source:
    """The text of a Markdown file as marked front matter and a body; `exact` is a digest of it and of all that it includes.

    A file that may be `bare` can do without front matter.
    """
    lines = text.split("\n")
    if bare and lines[0].rstrip() != FENCE:
        return Source(file=file, marks=read_yaml("{}", file), body=text, digest=_digest(text.strip()), exact=exact)
    if lines[0].rstrip() != FENCE:
        raise CurriculumError(
            [Finding(Place(file), "front-matter", "the file does not begin with front matter", "begin with a line of three dashes: ---")]
        )
    end = next((index for index, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)
    if end is None:
        raise CurriculumError([Finding(Place(file), "front-matter", "the front matter is not closed", "end it with a line of three dashes: ---")])
    marks = read_yaml("\n".join(lines[1:end]), file, first_line=2)
    body = "\n".join(lines[end + 1 :])
    approved_part = {key: value for key, value in (marks.data or {}).items() if key not in UNSIGNED} if isinstance(marks.data, dict) else marks.data
    return Source(
        file=file,
        marks=marks,
        body=body,
        body_line=end + 2,
        digest=_digest(json.dumps(approved_part, sort_keys=True, default=str) + "\n" + body.strip()),
        exact=exact,
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def combined_digest(digests: Iterable[str]) -> str:
    """One digest of several."""
    return _digest("\n".join(digests))


def validate(meta: type[Meta], source: Source, *path: str | int) -> Meta:
    """Check marked data against a model; `path` points at the part of the data that holds it.

    Raises CurriculumError with `unknown-key`, `missing-key` and `bad-value` findings, each at its own place.
    """
    data = source.marks.data
    for step in path:
        data = data[step]
    if not isinstance(data, dict):
        place = source.at(*path)
        raise CurriculumError([Finding(place, "bad-value", "expected `key: value` lines here", f"keys are: {', '.join(meta.model_fields)}")])
    try:
        value = meta.model_validate(data)
    except ValidationError as error:
        raise CurriculumError(mismatches(error.errors(), meta, source.marks, path)) from error
    if broken := [source.at(*path, *inside) for inside in broken_lines(value)]:
        message, hint = (
            "this text is one line wherever it stands, and has a line's end or a tab in it",
            "write it in one line, or as several lines after a >",
        )
        raise CurriculumError(Finding(place, "bad-value", message, hint) for place in broken)
    return value
