"""Every door by which a text comes in: files of each kind, tracks, requests, what a browser sends, and the writers behind them. Each takes or refuses in words."""

from __future__ import annotations

import csv
import datetime
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any
from unittest.mock import patch
from xml.etree import ElementTree

from builder.check.references import with_all_names
from builder.check.track import track_findings
from builder.finding import Place, has_errors
from builder.load.entry import FileText, data_source, page_source, read_data, read_page, validate, words_of
from builder.load.library import load_library
from builder.model.base import Authored
from builder.model.catalogue import catalogue_of, held_tracks
from builder.model.library import Library
from builder.model.reference import Citation
from builder.model.session import CardsMeta, HandoutMeta
from builder.model.track import Track, TrackMeta
from builder.pages.ics import render_feed
from builder.planner.board import answer
from builder.planner.cells import csv_of
from builder.print import typesetter
from builder.print.epub_text import BookWriter
from builder.print.typst_blocks import BlockWriter
from builder.print.typst_text import TextWriter, names_in, stray
from builder.serve.saving import save
from builder.site import calendars
from builder.site.calendars import CalendarRequest, export_calendar
from builder.text.markup import element
from builder.text.tree import Block, Document
from builder.text.unseen import unseen
from builder.tracks import composing
from builder.tracks.composing import compose_track
from builder.tracks.dated import Policy
from builder.tracks.plan import plan
from builder.views.events import Event, Feed
from tests.everything import KINDS
from tests.injecting import INSERTS
from tests.project import ROOT, TODAY
from tests.trees import SMALL

_TYPES = (ROOT / "templates" / "print").glob("*.typ")
_KNOWN = typesetter._NAMES.union(*(names_in(path.read_text(encoding="utf-8")) for path in _TYPES))
_NOON, _NOWHERE = datetime.datetime(2027, 1, 6, 12), Place("")


def kind_of(name: str, words: str) -> type[Authored]:
    """What a file of this name holds."""
    path = PurePosixPath(name)
    named = KINDS.get(path.name) or KINDS.get(path.parent.name)
    return named or (CardsMeta if "\nkind: cards" in words else HandoutMeta)


class Doors:
    """The ways in to a small curriculum that is loaded once, by name. Each is given the name of a file and what stands in it, and says whether all of that was taken;
    it may raise CurriculumError. `folder` is where commands write."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.library: Library = load_library(SMALL)
        self.board = {"catalogue": catalogue_of(self.library), "tracks": held_tracks(self.library), "severities": {}}
        (folder / "curriculum" / "tracks").mkdir(parents=True)
        self.all: dict[str, Callable[[str, bytes], bool]] = {
            "files": self.file, "tracks": self.track, "requests": self.request, "calendars": self.calendar, "saves": self.save, "board": self.ask,
            "writers": self.write,
        }  # fmt: skip

    def file(self, name: str, content: bytes) -> bool:
        """A file of the kind that its name says; what can be read of a page goes through the writers."""
        text = FileText(name, words_of(content, name), "")
        kind = kind_of(name, text.words)
        if not name.endswith(".md"):
            return not read_data(text, kind, named=kind is Citation).findings
        page = read_page(text, kind, INSERTS["staff" if name.endswith(("session.md", "module.md")) else "participants"])
        self.written(page.guide.document.blocks)
        return not page.findings

    def track(self, name: str, content: bytes) -> bool:
        """A track file: as the board reads it in a browser and looks at it, and as a build does, which plans it where it has nothing to mend."""
        text = words_of(content, name)
        read = self.answered({"do": "read", "text": text})
        if "draft" in read:
            self.answered({"do": "look", "draft": read["draft"], "parts": ["findings", "hours", "standards", "coverage", "entry", "text"]})
        source = page_source(text, name)
        track = Track(id="odd", meta=validate(TrackMeta, source), body=Document(()), source=source)
        library = with_all_names(replace(self.library, tracks=(track,), groups=()))
        if has_errors(tuple(track_findings(library))):
            return False
        plan(library, track)
        return True

    def request(self, name: str, content: bytes) -> bool:
        with patch.object(composing, "load_library", lambda *given, **more: self.library):
            return not compose_track(self.folder, data_source(words_of(content, name), name), "odd.md", reasons=True).findings

    def calendar(self, name: str, content: bytes) -> bool:
        """Closed days, with the day of the start in front."""
        first, _, rest = content.partition(b"\n")
        closures = self.folder / "closures.yml"
        closures.write_bytes(rest)
        try:
            start = datetime.date.fromisoformat(first.decode("ascii", "replace").strip("# "))
        except ValueError:
            start = datetime.date(2027, 1, 6)
        with patch.object(calendars, "load_library", lambda *given, **more: self.library):
            policy: Policy = "skip" if len(rest) % 2 else "reflow"
            export_calendar(self.folder, TODAY, CalendarRequest("wednesdays", start, closures=closures, policy=policy, out=self.folder / "calendar"))
        return True

    def save(self, name: str, content: bytes) -> bool:
        """What the board sends to be saved: a text as its pages send it, or whatever begins like JSON. The answer always is that."""
        if not content.startswith((b"{", b"[")):
            content = json.dumps({"text": content.decode("utf-8", "surrogateescape"), "was": None}).encode()
        (self.folder / "curriculum" / "tracks" / PurePosixPath(name).name).unlink(missing_ok=True)
        answered = save(self.folder, f"/groupwork/tracks/{PurePosixPath(name).name}", content)
        json.loads(answered.body)
        return answered.status == 200

    def ask(self, name: str, content: bytes) -> bool:
        """What the board asks of the planner."""
        try:
            asked = json.loads(content)
        except (ValueError, RecursionError):
            return False
        return "error" not in self.answered(asked)

    def answered(self, asked: Any) -> Any:
        """What the planner answers, which goes to the page as JSON."""
        return json.loads(json.dumps(answer(self.board, asked)))

    def write(self, name: str, content: bytes) -> bool:
        """Any text at all, through each writer of a format: it comes back as a text, and as nothing else."""
        text = content.decode("utf-8", "replace")
        (row,) = csv.reader(io.StringIO(csv_of([[text, "end"]]), newline=""))
        assert (len(row), row[1], row[0].lstrip()[:1] in tuple("=+-@")) == (2, "end", False), row
        assert json.loads(json.dumps({"text": text})) == {"text": text}
        event = Event(uid="1", start=_NOON, end=_NOON, summary=text, description=text, url="", location=text, private=True, cancelled=False)
        lines = render_feed(Feed(text, "UTC", (event,)), _NOON, 1).decode().replace("\r\n ", "").split("\r\n")
        assert [len([line for line in lines if line.startswith(start)]) for start in ("BEGIN:VEVENT", "SUMMARY", "ATTENDEE")] == [1, 1, 0], lines
        if unseen(text, _NOWHERE):
            return False
        read = ElementTree.fromstring(element("p", element("a", text, title=text), text))
        assert "".join(read.itertext()) == text * 2
        return True

    def written(self, blocks: Sequence[Block]) -> None:
        """Blocks as a book's XHTML, which is well-formed, and as Typst, in which no word of an author's is a name."""
        writer = TextWriter(str, lambda cite: "(cited)")
        ElementTree.fromstring(f"<div>{BookWriter(writer).blocks(blocks)}</div>")
        assert not stray(BlockWriter(writer).blocks(blocks, fitted=True), _KNOWN)
