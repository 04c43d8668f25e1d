"""A different marker in every staff field and body; none of them in any byte of the participants' site."""

from __future__ import annotations

import datetime
import gzip
import io
import json
import re
import shutil
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import yaml

from builder import pipeline
from builder.load.library import load_library
from builder.model.fields import free_texts
from builder.model.group import GroupMeta
from builder.model.session import SessionMeta
from builder.model.track import TrackMeta
from builder.pipeline import PublishError, build, plan_sites
from builder.print.common import Settings
from builder.print.slides import deck_of, slides_pdf
from builder.print.slides_pptx import slides_pptx
from builder.site.last_look import facts_of
from builder.site.place import PrintedPlace
from builder.site.record import Entry, read_record
from builder.site.tree import write_tree
from builder.text.marked_yaml import read_yaml
from builder.views import wall
from builder.views.page import FileLink
from builder.views.wall import WallScreen
from builder.work.store import Store
from tests.project import ROOT, TODAY, a_root, every_file
from tests.trees import SMALL

pytestmark = pytest.mark.slow

STAFF_FIELDS = tuple(name for name, public in free_texts(SessionMeta).items() if not public)
"""Of the schema: a field that is not marked public there is planted and looked for here, without being named."""
TRACK_FIELDS = tuple(name for name, public in free_texts(TrackMeta).items() if not public)
GROUP_FIELDS = tuple(name for name, public in free_texts(GroupMeta).items() if not public and name != "holidays")
UP = "sleep/same-time-up"


def test_no_staff_marker_reaches_the_participants_site(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "curriculum", tmp_path / "planted")
    markers = plant(tmp_path / "planted")
    assert len(markers) > 500
    root = a_root(tmp_path / "root", tmp_path / "planted")
    library = load_library(root)
    _, participants = plan_sites(library, TODAY)
    built = tmp_path / "built"
    assert len(write_tree(built, every_file(root, library, participants))) > 200
    found = {marker for content in every_byte(built) for marker in _seen(content) if marker in markers}
    assert {markers[marker] for marker in found} == set()


@pytest.mark.long
def test_the_staff_site_holds_the_markers(tmp_path: Path) -> None:
    """The test above would pass if nothing had been planted where pages are made."""
    shutil.copytree(ROOT / "curriculum", tmp_path / "planted")
    markers = plant(tmp_path / "planted")
    root = a_root(tmp_path / "root", tmp_path / "planted")
    library = load_library(root)
    staff, _ = plan_sites(library, TODAY)
    built = tmp_path / "built"
    write_tree(built, every_file(root, library, staff))
    found = {marker for content in every_byte(built) for marker in _seen(content)}
    bodies = {marker for marker, where in markers.items() if "session.md" in where or where.endswith(" card")}
    assert len(bodies) > len(library.sessions)
    assert bodies <= found


@pytest.mark.long
def test_no_staff_marker_reaches_a_file_that_participants_hold(tmp_path: Path) -> None:
    """The whole of both sites of the small curriculum, with its PDFs, Word files and e-books read as text."""
    shutil.copytree(SMALL / "curriculum", tmp_path / "planted")
    add_cards(tmp_path / "planted")
    add_group(tmp_path / "planted")
    add_elsewhere(tmp_path / "planted")
    markers = plant(tmp_path / "planted")
    site = build(a_root(tmp_path / "root", tmp_path / "planted"), TODAY).site
    held = Counter(path.suffix for path in (site / "participants").rglob("*"))
    looked_at = Counter(Path(path).suffix for path, entry in record_of(site.parent).items() if path.startswith("participants/") and entry.facts.texts)
    for suffix in (".pdf", ".docx", ".epub", ".pptx"):
        assert looked_at[suffix] == held[suffix] > 0, suffix
    assert {markers[marker] for content in every_byte(site / "participants") for marker in _seen(content)} == set()
    assert {where.split("/")[0] for where in markers.values()} >= {
        "modules",
        "passages",
        "groups",
        "tracks",
        "people.yml",
        "with_staff",
        "risk_protocol",
        "on_duty name",
    }
    board = (site / "staff" / "groups" / "index.html").read_bytes()
    assert {markers[marker].partition(" ")[2] for marker in _seen(board) if marker in markers} == {"place", "leaders"}
    home = (site / "staff" / "groups" / "tonight.json").read_bytes()
    assert {markers[marker].partition(" ")[2] for marker in _seen(home) if marker in markers} >= {"place", "leaders"}
    assert json.loads((site / "participants" / "tracks" / "tonight.json").read_bytes())["meetings"]
    compose = (site / "staff" / "tracks" / "compose" / "planner.json").read_bytes()
    assert "tracks/wednesdays.md elsewhere" in {markers[marker] for marker in _seen(compose) if marker in markers}
    manual = site / "staff" / "tracks" / "wednesdays" / "manual-letter.pdf"
    assert set(_seen(_pdf_text(manual.read_bytes()))) & set(markers)
    planted = {marker for marker, where in markers.items() if "a-staff-set.md" in where}
    assert len(planted) == 5
    for paper in ("letter", "a4"):
        assert set(_seen(_pdf_text((site / "staff" / UP / f"a-staff-set-{paper}.pdf").read_bytes()))) == planted
    shared = {path.name for path in (site / "participants" / UP).iterdir() if "-set" in path.name}
    assert shared == {"a-shared-set-letter.pdf", "a-shared-set-a4.pdf"}
    assert "a-shared-set-letter.pdf" in (site / "participants" / UP / "index.html").read_text(encoding="utf-8")


STAFF_WORDS = "Find out whether anybody in the room works nights, and have the shift example ready."
"""Of a guide of the small curriculum, with one word less."""


def nothing_printed(files: dict[str, bytes]) -> Callable[..., PrintedPlace]:
    """In place of printing everything: these files, for participants."""
    products = {".pdf": "slides", ".pptx": "slides"}
    links = tuple(FileLink(label="Print", path=path, detail="", product=products[Path(path).suffix]) for path in files)
    return lambda *_given: PrintedPlace({"staff": {}, "participants": files}, {"staff": {}, "participants": {UP: links}})


@pytest.mark.long
@pytest.mark.parametrize("planted", ["", "wall/index.html", "slides-16x9.pdf", "slides.pptx"])
def test_a_staff_sentence_on_a_wall_or_in_a_file_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, planted: str) -> None:
    """It is planted where pages and files are made, since all that an author writes into a wall is public."""
    shutil.copytree(SMALL / "curriculum", tmp_path / "curriculum")
    guide = tmp_path / "curriculum" / "modules" / UP / "session.md"
    guide.write_text(guide.read_text(encoding="utf-8").replace("## Check-in", f"{STAFF_WORDS}\n\n## Check-in", 1), encoding="utf-8")
    root = a_root(tmp_path / "root", tmp_path / "curriculum")
    library = load_library(root)
    session = library.sessions[UP]
    deck = deck_of(library, session, session.walls[0])
    leaking = replace(deck, screens=(*deck.screens, WallScreen(kind="screen", title=STAFF_WORDS)))
    told = {True: leaking, False: deck}
    files = {
        "slides-16x9.pdf": slides_pdf(library, told[planted == "slides-16x9.pdf"], session.walls[0], Settings(0)),
        "slides.pptx": slides_pptx(told[planted == "slides.pptx"], Settings(0)),
    }
    monkeypatch.setattr(pipeline, "print_everything", nothing_printed({f"{UP}/{name}": content for name, content in files.items()}))
    if planted == "wall/index.html":
        monkeypatch.setattr(wall, "screens_of_wall", lambda _wall: leaking.screens)
    if not planted:
        build(root, TODAY)
        facts = {path: entry.facts for path, entry in record_of(root).items()}
        assert all(facts[f"participants/{UP}/{name}"].texts for name in (*files, "wall/index.html")), "each of the three is looked at"
        return
    with pytest.raises(PublishError) as stopped:
        build(root, TODAY)
    assert f"participants/{UP}/{planted}" in {problem.file for problem in stopped.value.problems}
    assert not (root / "site").exists()


@pytest.mark.long
def test_what_the_last_look_knows_of_a_printed_file_is_what_stands_in_it(site: Path) -> None:
    """It is found where the file is made, and handed on."""
    looked: Counter[str] = Counter()
    for path, entry in record_of(site.parent).items():
        name = path.removeprefix("participants/")
        if name != path and name.endswith(("-letter.pdf", "-16x9.pdf", ".docx", ".pptx", ".epub")):
            assert entry.facts.texts == facts_of(name, (site / path).read_bytes(), public=True).texts, path
            assert entry.facts.texts, path
            looked[Path(name).suffix] += 1
    assert looked[".pdf"] > 250
    assert looked[".docx"] > 250
    assert looked[".pptx"] > 100
    assert looked[".epub"] >= 2


def record_of(root: Path) -> Mapping[str, Entry]:
    return read_record(Store(root / "build" / "cache")).files


def add_cards(curriculum: Path) -> None:
    """A set of cards for staff, and one that participants may have."""
    for name, audience in (("a-staff-set", "staff"), ("a-shared-set", "participants")):
        front = f"---\ntitle: Words to sort ({audience})\nkind: cards\ncut: 4\naudience: {audience}\n---\n"
        (curriculum / "modules" / UP / f"{name}.md").write_text(f"{front}\n## Early\n\nBefore six.\n\n## Late\n\n- After ten.\n", encoding="utf-8")


def add_group(curriculum: Path) -> None:
    """A running group with a word in every field that is the staff's."""
    words = f"track: wednesdays\ntitle: Wednesdays\nstart: {TODAY - datetime.timedelta(days=(TODAY.weekday() - 2) % 7)}\n"
    (curriculum / "groups").mkdir()
    (curriculum / "groups" / "one.yml").write_text(f"{words}place: Office\nroom: Room\ncohort: A\nleaders: {{lead: }}\n", encoding="utf-8")


def add_elsewhere(curriculum: Path) -> None:
    """What a track says of a topic that is taught somewhere else."""
    track = curriculum / "tracks" / "wednesdays.md"
    topic = next(iter(read_yaml((curriculum / "program.yml").read_text(encoding="utf-8"), "").data["topics"]))
    track.write_text(track.read_text(encoding="utf-8").replace("schedule:", f"elsewhere: {{{topic}: At the clinic}}\nschedule:", 1), encoding="utf-8")


def plant(curriculum: Path) -> dict[str, str]:
    """Put a marker of its own into every staff field and every part of a body; returns marker to place."""
    markers: dict[str, str] = {}

    def mark(where: str) -> str:
        marker = f"zqx{len(markers):05d}w"
        markers[marker] = where
        return marker

    for path in sorted(curriculum.rglob("session.md")):
        name = path.relative_to(curriculum).as_posix()
        _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
        meta = yaml.safe_load(front)
        for key in STAFF_FIELDS:
            given = meta.get(key) or []
            meta[key] = f"{given} {mark(f'{name} {key}')}" if isinstance(given, str) else [f"{item} {mark(f'{name} {key}')}" for item in given]
        parts = re.split(r"(?m)^(?=## )", body)
        marked = [f"{part.rstrip()}\n\n{mark(f'{name} {part[:30]!r}')}\n\n" if part.strip() else part for part in parts]
        quoted = [re.sub(r"(?m)^(> .+)$", partial(_append, mark, f"{name} script", ""), part) for part in marked]
        cells = [re.sub(r"(?m)^(\| [^-|].*) \|$", partial(_append, mark, f"{name} table", " |"), part) for part in quoted]
        path.write_text(f"---\n{yaml.safe_dump(meta, sort_keys=False, allow_unicode=True, width=1000)}---\n{''.join(cells)}", encoding="utf-8")
    for path in sorted(curriculum.glob("modules/*/*/*.md")):
        name, text = path.relative_to(curriculum).as_posix(), path.read_text(encoding="utf-8")
        if re.search(r"(?m)^kind: cards$", text) and "audience: participants" not in text:
            line = partial(_append, mark, f"{name} card", "")
            path.write_text(re.sub(r"(?m)^(title: .+|## .+|[\w-].*\.)$", line, text), encoding="utf-8")
    for path in sorted(curriculum.rglob("module.md")):
        name = path.relative_to(curriculum).as_posix()
        path.write_text(f"{path.read_text(encoding='utf-8')}\n{mark(f'{name} body')}\n", encoding="utf-8")
    for path in sorted((curriculum / "passages").glob("*.md")) if (curriculum / "passages").is_dir() else ():
        name = path.relative_to(curriculum).as_posix()
        above, _, wordings = path.read_text(encoding="utf-8").partition("## Staff\n")
        own, heading, public = wordings.partition("## Participants")
        above = re.sub(r"(?m)^(title: .+)$", partial(_append, mark, f"{name} title", ""), above)
        path.write_text(f"{above}## Staff\n{own.rstrip()} {mark(f'{name} staff')}\n\n{heading}{public}", encoding="utf-8")
    for path in sorted(curriculum.glob("tracks/*.md")):
        name = path.relative_to(curriculum).as_posix()
        _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
        meta = read_yaml(front, "").data
        for key in set(TRACK_FIELDS) & meta.keys():
            meta[key] = {topic: f"{words} {mark(f'{name} {key}')}" for topic, words in meta[key].items()}
        path.write_text(f"---\n{yaml.safe_dump(meta, sort_keys=False, allow_unicode=True, width=1000)}---\n{body}", encoding="utf-8")
    for path in sorted(curriculum.glob("groups/*.yml")):
        name, meta = path.relative_to(curriculum).as_posix(), read_yaml(path.read_text(encoding="utf-8"), "").data
        for key in set(GROUP_FIELDS) & meta.keys():
            words = mark(f"{name} {key}")
            meta[key] = dict.fromkeys(meta[key], words) if isinstance(meta[key], dict) else words
        meta["on_duty"] = {"name": mark(f"{name} on_duty")}
        path.write_text(yaml.safe_dump(meta, sort_keys=False), encoding="utf-8")
    people = curriculum / "people.yml"
    if people.is_file():
        people.write_text(
            re.sub(r"(?m)^(    life: .+)$", partial(_append, mark, "people.yml", ""), people.read_text(encoding="utf-8")), encoding="utf-8"
        )
    program = curriculum / "program.yml"
    on_duty = f"on_duty: {{name: {mark('on_duty name')}, phone: 555-0142, hours: {mark('on_duty hours')}}}"
    told = re.sub(r"(?m)^on_duty: .*\n", "", program.read_text(encoding="utf-8"))
    program.write_text(f"{told}{on_duty}\n", encoding="utf-8")
    protocol = re.sub(r"(?m)^(risk_protocol: [|>]-?\n\s+.*)$", partial(_append, mark, "risk_protocol", ""), program.read_text(encoding="utf-8"))
    program.write_text(re.sub(r"(?m)^( +with_staff: (?:>-?\n +)?.+)$", partial(_append, mark, "with_staff", ""), protocol), encoding="utf-8")
    sources = curriculum / "sources.yml"
    lines = [
        re.sub(r'"$', f' {mark("sources.yml")}"', line) if line.strip().startswith(("checked:", "title:")) else line
        for line in sources.read_text(encoding="utf-8").split("\n")
    ]
    sources.write_text("\n".join(lines), encoding="utf-8")
    return markers


def _append(mark: Callable[[str], str], where: str, end: str, line: re.Match[str]) -> str:
    return f"{line[1]} {mark(where)}{end}"


def every_byte(folder: Path) -> Iterator[bytes]:
    """The content of every file, and what is packed inside: gzip, zip, PDF streams."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix().encode()
            yield from _unpacked(path.read_bytes())


def _unpacked(content: bytes) -> Iterator[bytes]:
    yield content
    if content[:2] == b"\x1f\x8b":
        yield from _unpacked(gzip.decompress(content))
    elif content[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from _unpacked(archive.read(name))
    elif content[:5] == b"%PDF-":
        yield _pdf_text(content)
        with pikepdf.open(io.BytesIO(content)) as pdf:
            yield repr(pdf.Root).encode() + repr(pdf.docinfo).encode()
            for thing in pdf.objects:
                if isinstance(thing, pikepdf.Stream):
                    yield bytes(thing.get_raw_stream_buffer()) if "/DCTDecode" in repr(thing) else thing.read_bytes()


def _pdf_text(content: bytes) -> bytes:
    """The words of a PDF: its streams name glyphs, not letters."""
    document = pypdfium2.PdfDocument(content)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document).encode()
    finally:
        document.close()


def _seen(content: bytes) -> list[str]:
    return [found.decode() for found in re.findall(rb"zqx\d{5}w", content.lower())]
